"""Names under which tables and records hold the two sides of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.bitext_files.model import Languages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["named_columns", "named_fields"]


def _names(languages: Languages) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return ("source", "src", languages.source), ("target", "tgt", languages.target)


def named_columns(
    heading: Sequence[str], languages: Languages | None = None
) -> tuple[int, int] | None:
    """Where a heading has source and target, ``None`` where it does not name both."""
    found = [
        next((heading.index(name) for name in choices if name in heading), None)
        for choices in _names(languages or Languages())
    ]
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None


def named_fields(
    record: Mapping[str, object], languages: Languages | None = None
) -> tuple[str, str] | None:
    """The names of the fields that hold source and target as text, ``None`` without both."""
    source, target = (
        next((name for name in choices if isinstance(record.get(name), str)), None)
        for choices in _names(languages or Languages())
    )
    return (source, target) if source is not None and target is not None else None

"""File formats: each is read as passages and written as translated passages.

Other packages add formats by an entry point of the group ``mt_toolkit.formats``: an object, or a
class without arguments, that keeps the `Format` protocol.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from mt_toolkit.errors import UsageError
from mt_toolkit.formats.html import Html
from mt_toolkit.formats.jsonl import JsonLines
from mt_toolkit.formats.markdown import Markdown
from mt_toolkit.formats.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mt_toolkit.protocols import Format

__all__ = ["ENTRY_POINTS", "FORMATS", "format_for"]

ENTRY_POINTS: Final = "mt_toolkit.formats"

_BUILT_IN: Final[tuple[Format, ...]] = (Plain(), Markdown(), Html(), JsonLines())

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({form.name: form for form in _BUILT_IN})
"""The formats that mt-toolkit brings along, by name."""


def format_for(path: Path | None, name: str | None = None, *, field: str = "text") -> Format:
    """The format of a file.

    Args:
        path: The file, or ``None`` for standard input, which is plain text unless named otherwise.
        name: Name of a format; ``None`` goes by the file's suffix. A file without one is plain.
        field: For JSONL, the field to translate; dots reach into nested objects.

    Raises:
        UsageError: No format has this name or suffix.
    """
    suffix = path.suffix.lower() if path is not None else ""
    if name is None and not suffix:
        name = "plain"
    for known in (_BUILT_IN, _plugged_in()):
        for form in known:
            if form.name == name or (name is None and suffix in form.suffixes):
                return JsonLines(field=field) if isinstance(form, JsonLines) else form
    names = ", ".join(FORMATS)
    if name is not None:
        raise UsageError(f"unknown format: {name}", mend=f"Choose one of {names}")
    suffixes = ", ".join(known for form in _BUILT_IN for known in form.suffixes)
    raise UsageError(
        f"{path}: unknown suffix {suffix}; known are {suffixes}",
        mend=f"Pass --format with one of {names}",
    )


def _plugged_in() -> Iterator[Format]:
    # Asked for only when no format of ours fits: it reads the metadata of all packages.
    from importlib.metadata import entry_points

    for entry in entry_points(group=ENTRY_POINTS):
        loaded = entry.load()
        yield cast("Format", loaded() if isinstance(loaded, type) else loaded)

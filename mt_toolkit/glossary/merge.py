"""Several glossaries as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.glossary.model import Glossary

if TYPE_CHECKING:
    from mt_toolkit.glossary.model import Entry

__all__ = ["Conflict", "merge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two glossaries say different things of one entry.

    Attributes:
        kept: The entry of the later glossary.
        replaced: The entry of the earlier one.
        fields: Names of the fields that differ.
    """

    kept: Entry
    replaced: Entry
    fields: tuple[str, ...]


def merge(first: Glossary, *later: Glossary) -> tuple[Glossary, tuple[Conflict, ...]]:
    """Join glossaries; of entries with the same id the last one wins, as a whole.

    An entry keeps the place at which its id came up first.

    Returns:
        The joined glossary, and each replacement that changed something.

    Raises:
        ValueError: The glossaries are for different languages.
    """
    languages = first.source_language, first.target_language
    merged = {entry.id: entry for entry in first}
    conflicts = []
    for glossary in later:
        if (glossary.source_language, glossary.target_language) != languages:
            raise ValueError("glossaries for different languages cannot be merged")
        for entry in glossary:
            earlier = merged.get(entry.id)
            if earlier is not None and earlier != entry:
                conflicts.append(
                    Conflict(kept=entry, replaced=earlier, fields=_differing(entry, earlier))
                )
            merged[entry.id] = entry
    return (
        Glossary(
            entries=tuple(merged.values()),
            paths=tuple(dict.fromkeys(path for one in (first, *later) for path in one.paths)),
            source_language=first.source_language,
            target_language=first.target_language,
        ),
        tuple(conflicts),
    )


def _differing(one: Entry, other: Entry) -> tuple[str, ...]:
    names = (name for name in one.__dataclass_fields__ if name != "place")
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))

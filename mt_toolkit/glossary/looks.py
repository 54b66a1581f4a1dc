"""What a sequence of codes may stand for, worked out when a text first has it.

A glossary of 100,000 entries has a million spellings, and a text a few hundred of them. Only those
are spelled out; of all others no more than the number of their entry is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mt_toolkit.glossary.spellings import MatchKind, is_name, patterns_of, spellings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mt_toolkit.glossary.model import Entry
    from mt_toolkit.glossary.spellings import Side, Spelling

__all__ = ["Look", "Sought", "look_at"]


class Sought(NamedTuple):
    """What a sequence of codes may stand for, for one manner of writing it."""

    swallowed: str | None
    spellings: tuple[Spelling, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Look:
    """What a sequence of codes may stand for, and which writing of it is no fault.

    Attributes:
        ways: All that it may stand for.
        right: The spellings that are right as they stand; ``None`` where all are right, however
            they are written.
        exact: All that it can stand for, if that is to be written just so: not "is" for "IS";
            otherwise ``None``.
    """

    ways: tuple[Sought, ...]
    right: frozenset[str] | None
    exact: frozenset[str] | None

    @property
    def spellings(self) -> list[Spelling]:
        """The spellings of all ways."""
        return [spelling for way in self.ways for spelling in way.spellings]


def look_at(codes: bytes, entries: Iterable[Entry], sides: Iterable[Side]) -> Look:
    """Work out what ``codes`` may stand for.

    Args:
        codes: The codes of a pattern.
        entries: The entries that have it.
        sides: The languages whose forms are looked for.
    """
    ways: dict[str | None, list[Spelling]] = {}
    for spelling in spellings_of(entries, sides):
        for pattern in patterns_of(spelling.text, spelling.folded):
            if pattern.codes == codes:
                ways.setdefault(pattern.swallowed, []).append(spelling)
    spellings = [spelling for way in ways.values() for spelling in way]
    return Look(
        ways=tuple(Sought(swallowed, tuple(way)) for swallowed, way in ways.items()),
        right=_right_texts(spellings),
        exact=_exact_texts(spellings),
    )


def _right_texts(spellings: list[Spelling]) -> frozenset[str] | None:
    right = frozenset(spelling.text for spelling in spellings if spelling.kind.right)
    wrong = frozenset(spelling.text for spelling in spellings if not spelling.kind.right)
    return right - wrong if any(map(_may_be_at_fault, spellings)) else None


def _exact_texts(spellings: list[Spelling]) -> frozenset[str] | None:
    if not all(map(_is_exact, spellings)):
        return None
    return frozenset(
        spelling.text[spelling.lead : len(spelling.text) - spelling.tail] for spelling in spellings
    )


def _is_exact(spelling: Spelling) -> bool:
    return (
        not spelling.arabic
        and spelling.entry.case_sensitive
        and spelling.kind is not MatchKind.CONTEXT
    )


def _may_be_at_fault(spelling: Spelling) -> bool:
    if spelling.kind is MatchKind.CONTEXT:
        return False
    # A name in other case is wrong, or it is another word.
    other_case = (
        is_name(spelling.entry, spelling.kind, spelling.text) and not spelling.entry.case_sensitive
    )
    return other_case or not spelling.kind.right

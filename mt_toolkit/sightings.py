"""What was seen of a source's terms in its translation, and what was done about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mt_toolkit.text import Span

__all__ = ["Evidence", "Sighting", "TermStatus"]


class Evidence(StrEnum):
    """What told the place of a term in the translation."""

    SPELLING = "spelling"
    """The glossary knows the spelling that stands there."""
    SIMILARITY = "similarity"
    """What stands there sounds like the name."""
    LINKS = "links"
    """The model made these words from the term."""
    STAND_IN = "stand-in"
    """Another name was translated in its place, and stands there."""
    NONE = "none"
    """Nothing did."""


class TermStatus(StrEnum):
    """What became of a term."""

    RIGHT = "right"
    """The translation had it as the glossary wants it."""
    REPAIRED = "repaired"
    """It has been put right."""
    LEFT = "left"
    """Nothing was safe; the translation is as it was there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One term in a source, where it is in the translation, and what was done about it.

    Attributes:
        entry: Id of the glossary entry.
        source: Range of the term in the source.
        spelling: How the source writes it.
        wanted: The form that the glossary wants.
        status: What became of it.
        evidence: What told the place.
        certainty: How sure that is, between 0 and 1.
        target: Range in the translation before repair, or ``None`` where no place was found.
        before: What stood there.
        after: What stands there now.
    """

    entry: str
    source: Span
    spelling: str
    wanted: str
    status: TermStatus
    evidence: Evidence = Evidence.NONE
    certainty: float = 0.0
    target: Span | None = None
    before: str = ""
    after: str = ""

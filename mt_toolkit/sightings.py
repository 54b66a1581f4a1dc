"""What was seen of a source's terms in its translation, and what was done about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mt_toolkit.text import Span

__all__ = ["Evidence", "Sighting", "TermStatus", "sighting_as_json", "sighting_from_json"]


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
    DOUBLED = "doubled"
    """The translation says it more often than the source, and not side by side."""
    LEFT = "left"
    """Nothing was safe; the translation is as it was there."""

    @property
    def kept(self) -> bool:
        """Whether the term is there as the glossary wants it."""
        return self in {TermStatus.RIGHT, TermStatus.REPAIRED}


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
        target: Range in the translation, after repair, or ``None`` where no place was found.
        before: What stood there; of a term that a stand-in was translated for, what stood there
            before that; empty where it was lost.
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


def sighting_as_json(one: Sighting) -> dict[str, Any]:
    """A sighting as JSON can hold it."""
    return {
        "entry": one.entry,
        "source": [one.source.start, one.source.end],
        "spelling": one.spelling,
        "wanted": one.wanted,
        "status": one.status.value,
        "evidence": one.evidence.value,
        "certainty": round(one.certainty, 3),
        "target": None if one.target is None else [one.target.start, one.target.end],
        "before": one.before,
        "after": one.after,
    }


def sighting_from_json(value: dict[str, Any]) -> Sighting:
    """The sighting that `sighting_as_json` made ``value`` of."""
    target = value["target"]
    return Sighting(
        entry=value["entry"],
        source=Span(*value["source"]),
        spelling=value["spelling"],
        wanted=value["wanted"],
        status=TermStatus(value["status"]),
        evidence=Evidence(value["evidence"]),
        certainty=value["certainty"],
        target=None if target is None else Span(*target),
        before=value["before"],
        after=value["after"],
    )

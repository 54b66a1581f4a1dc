"""Strict and lax precision, recall and F1 of an alignment against one made by hand.

Counted as the scorer of vecalign does (Thompson and Koehn, 2019): a bead is *strictly* right where
the gold alignment has exactly the same one, *laxly* right where one gold bead shares a source and a
target segment with it. Precision counts segments left alone as beads, recall does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mt_toolkit.bitext import Bead

__all__ = ["BeadScore", "Counts", "GoldBead", "count", "gold_beads", "score"]

GoldBead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What is counted in one or more documents; counts can be added up.

    Attributes:
        found: Beads of the tested alignment.
        found_strict: Those of them that are strictly right.
        found_lax: Those of them that are laxly right.
        wanted: Beads of the gold alignment that have both sides.
        wanted_strict: Those of them that were found exactly.
        wanted_lax: Those of them that share a link with a tested bead.
    """

    found: int = 0
    found_strict: int = 0
    found_lax: int = 0
    wanted: int = 0
    wanted_strict: int = 0
    wanted_lax: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            found=self.found + other.found,
            found_strict=self.found_strict + other.found_strict,
            found_lax=self.found_lax + other.found_lax,
            wanted=self.wanted + other.wanted,
            wanted_strict=self.wanted_strict + other.wanted_strict,
            wanted_lax=self.wanted_lax + other.wanted_lax,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BeadScore:
    """Precision, recall and their harmonic mean, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def gold_beads(beads: Iterable[Bead]) -> list[GoldBead]:
    """Beads as plain pairs of index tuples."""
    return [(tuple(bead.source), tuple(bead.target)) for bead in beads]


def count(tested: Iterable[GoldBead], gold: Iterable[GoldBead]) -> Counts:
    """Count the right beads of one document."""
    tested, gold = set(tested), set(gold)
    linked = {bead for bead in gold if bead[0] and bead[1]}
    found = {bead for bead in tested if bead[0] and bead[1]}
    return Counts(
        found=len(tested),
        found_strict=len(tested & gold),
        found_lax=_lax_hits(tested, gold),
        wanted=len(linked),
        wanted_strict=len(linked & found),
        wanted_lax=_lax_hits(linked, found),
    )


def _lax_hits(beads: set[GoldBead], others: set[GoldBead]) -> int:
    """How many of ``beads`` are among the others or share a link of two segments with them."""
    partners: dict[int, set[int]] = {}
    for source, target in others:
        for at in source:
            partners.setdefault(at, set()).update(target)
    return sum(
        (source, target) in others
        or any(not partners.get(at, set()).isdisjoint(target) for at in source)
        for source, target in beads
    )


def score(counts: Counts) -> tuple[BeadScore, BeadScore]:
    """The strict and the lax score of what was counted."""
    return (
        BeadScore(
            precision=_share(counts.found_strict, counts.found),
            recall=_share(counts.wanted_strict, counts.wanted),
        ),
        BeadScore(
            precision=_share(counts.found_lax, counts.found),
            recall=_share(counts.wanted_lax, counts.wanted),
        ),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0

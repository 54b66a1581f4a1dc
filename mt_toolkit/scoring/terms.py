"""Whether names and terms come out as a glossary wants them, and always alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from mt_toolkit.scoring.model import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.scoring.model import Batch, Row

__all__ = ["CONSISTENCY", "NAMES", "TERMS", "TermMeasure", "TermScorer", "TermUse"]

TERMS: Final = Figure(key="terms", label="Terms %")
CONSISTENCY: Final = Figure(key="consistency", label="Consistent %")
NAMES: Final = Figure(key="names", label="Names %")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """A term or name of the source, and what became of it.

    Attributes:
        entry: What identifies the term, for example its canonical English form.
        rendering: How the hypothesis has it, or ``None`` where it was not found.
        right: Whether that is a form the glossary allows.
    """

    entry: str
    rendering: str | None
    right: bool


class TermScorer(Protocol):
    """Finds the terms of a source segment in its translation."""

    def uses(self, source: str, hypothesis: str) -> Sequence[TermUse]:
        """One item for each place where a term stands in ``source``."""


class TermMeasure:
    """Term success, and how consistent renderings are.

    Success is the share of all terms in the source that came out right. Consistency is the share
    of renderings that are the most frequent one of their term; terms found only once do not count.

    Args:
        scorer: Finds the terms.
        success: The column for term success, or ``None``.
        consistency: The column for consistency, or ``None``.
    """

    def __init__(
        self, scorer: TermScorer, *, success: Figure | None, consistency: Figure | None = None
    ) -> None:
        self._scorer = scorer
        self._success = success
        self._consistency = consistency

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The columns that this measure fills."""
        return tuple(figure for figure in (self._success, self._consistency) if figure is not None)

    def rows(self, batch: Batch, systems: Sequence[Sequence[str]]) -> list[list[Row]]:
        """Find the terms in every segment of every system."""
        if batch.source is None:
            raise ValueError("terms are looked for in the source")
        return [
            [
                tuple(self._scorer.uses(source, hypothesis))
                for source, hypothesis in zip(batch.source, system, strict=True)
            ]
            for system in systems
        ]

    def values(self, rows: Sequence[Row]) -> tuple[float | None, ...]:
        """Success and consistency over these segments, in percent."""
        uses: list[TermUse] = [use for row in rows for use in row]
        values = []
        if self._success is not None:
            values.append(_percent(sum(use.right for use in uses), len(uses)))
        if self._consistency is not None:
            values.append(_consistency(uses))
        return tuple(values)

    def segment_values(self, row: Row) -> tuple[float | None, ...]:
        """Success and consistency within one segment, in percent."""
        return self.values([row])


def _consistency(uses: Sequence[TermUse]) -> float | None:
    renderings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for use in uses:
        if use.rendering is not None:
            renderings[use.entry][use.rendering] += 1
    repeated = [counter for counter in renderings.values() if counter.total() > 1]
    return _percent(
        sum(max(counter.values()) for counter in repeated),
        sum(counter.total() for counter in repeated),
    )


def _percent(part: int, whole: int) -> float | None:
    return 100.0 * part / whole if whole else None

"""What a page says of all its rows together, gathered while they go by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mt_toolkit.reporting.page.model import ReportRow, ScoreScale, TermState

__all__ = ["BINS", "LAST_LENGTH", "LENGTH_STEP", "Tally"]

BINS: Final = 20
"""Columns of the charts of confidence and score."""

LENGTH_STEP: Final = 5
"""Words that one column of the chart of lengths stands for."""

LAST_LENGTH: Final = 12
"""The column of the longest texts, and of all that are longer still."""


class Tally:
    """Counts rows, terms and findings, and how figures are spread.

    Args:
        scale: What scores mean.
    """

    def __init__(self, scale: ScoreScale) -> None:
        self._scale = scale
        self.documents = self.rows = 0
        self.states: Counter[TermState] = Counter()
        self.rules: Counter[tuple[str, str]] = Counter()
        self.source_lengths: Counter[int] = Counter()
        self.target_lengths: Counter[int] = Counter()
        self.confidences: Counter[int] = Counter()
        self.scores: Counter[int] = Counter()
        self.sources = self.targets = self.references = 0

    def add(self, row: ReportRow) -> None:
        """Count a row."""
        self.rows += 1
        self.states.update(term.state for term in row.terms)
        self.rules.update((note.code, note.rule) for note in row.notes)
        self.references += row.reference is not None
        if row.source:
            self.sources += 1
            self.source_lengths[_length(row.source)] += 1
        if row.target:
            self.targets += 1
            self.target_lengths[_length(row.target)] += 1
        if row.confidence is not None:
            self.confidences[_bin(row.confidence, 0.0, 1.0)] += 1
        if row.score is not None:
            self.scores[_bin(row.score, self._scale.worst, self._scale.best)] += 1

    @property
    def notes(self) -> int:
        """How many findings and marks there are."""
        return self.rules.total()


def _length(text: str) -> int:
    """The column of a text's length; all that are longer are in the last one."""
    return min(len(text.split()) // LENGTH_STEP, LAST_LENGTH)


def _bin(value: float, low: float, high: float) -> int:
    share = (value - low) / (high - low)
    return min(max(int(share * BINS), 0), BINS - 1)

"""What a page says of all its rows together, gathered while they go by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mt_toolkit.reporting.page.model import ReportRow, ScoreScale, TermState

__all__ = ["BINS", "LAST_LENGTH", "LENGTH_STEP", "Contents", "Tally"]

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

    def add(self, row: ReportRow) -> None:
        """Count a row."""
        self.rows += 1
        self.states.update(term.state for term in row.terms)
        self.rules.update((note.code, note.rule) for note in row.notes)
        if row.source:
            self.source_lengths[_length(row.source)] += 1
        if row.target:
            self.target_lengths[_length(row.target)] += 1
        if row.confidence is not None:
            self.confidences[_bin(row.confidence, 0.0, 1.0)] += 1
        if row.score is not None:
            self.scores[_bin(row.score, self._scale.worst, self._scale.best)] += 1

    @property
    def notes(self) -> int:
        """How many findings and marks there are."""
        return self.rules.total()


@dataclass(slots=True, kw_only=True)
class Contents:
    """How many of the rows on the page have what needs a place of its own there.

    Attributes:
        rows: The rows.
        sources: Rows with a source text.
        targets: Rows with a target text.
        references: Rows with a reference.
        scores: Rows with a score.
        remarks: Rows with terms or notes.
    """

    rows: int = 0
    sources: int = 0
    targets: int = 0
    references: int = 0
    scores: int = 0
    remarks: int = 0

    def add(self, row: ReportRow) -> None:
        """Take note of a row."""
        self.rows += 1
        self.sources += bool(row.source)
        self.targets += bool(row.target)
        self.references += row.reference is not None
        self.scores += row.score is not None
        self.remarks += bool(row.terms or row.notes)


def _length(text: str) -> int:
    """The column of a text's length; all that are longer are in the last one."""
    return min(len(text.split()) // LENGTH_STEP, LAST_LENGTH)


def _bin(value: float, low: float, high: float) -> int:
    share = (value - low) / (high - low)
    return min(max(int(share * BINS), 0), BINS - 1)

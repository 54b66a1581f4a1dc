"""What n-gram scores overlook: text left untranslated, loops, lost length, lost numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.scoring.model import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mt_toolkit.scoring.model import Batch, Row

__all__ = [
    "LENGTH",
    "NUMBERS",
    "REPETITION",
    "UNTRANSLATED",
    "Sample",
    "Share",
    "share_measures",
]

LENGTH: Final = Figure(key="length", label="Length %")
UNTRANSLATED: Final = Figure(key="untranslated", label="Arabic %", higher_is_better=False)
REPETITION: Final = Figure(key="repetition", label="Loops %", higher_is_better=False)
NUMBERS: Final = Figure(key="numbers", label="Numbers %")

_WORD: Final = re.compile(r"\w+|[^\w\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One segment as a system translated it."""

    hypothesis: str
    references: Sequence[str]
    source: str | None


class Share:
    """A percentage: of all there is to count, how much has some property.

    Args:
        figure: The column.
        count: Gives for one segment how much has the property, and how much there is.
    """

    def __init__(self, figure: Figure, count: Callable[[Sample], tuple[int, int]]) -> None:
        self.figures = (figure,)
        self._count = count

    def rows(self, batch: Batch, systems: Sequence[Sequence[str]]) -> list[list[Row]]:
        """Count every segment of every system."""
        references = list(zip(*batch.references, strict=True))
        sources: Sequence[str | None] = batch.source or [None] * len(references)
        return [
            [
                self._count(Sample(hypothesis=text, references=them, source=source))
                for text, them, source in zip(system, references, sources, strict=True)
            ]
            for system in systems
        ]

    def values(self, rows: Sequence[Row]) -> tuple[float | None, ...]:
        """The percentage over all segments together."""
        whole = sum(row[1] for row in rows)
        return (100.0 * sum(row[0] for row in rows) / whole if whole else None,)

    def segment_values(self, row: Row) -> tuple[float | None, ...]:
        """The percentage in one segment."""
        return self.values([row])


def share_measures(keys: Sequence[str]) -> list[Share]:
    """The measures for those of ``keys`` that this module knows."""
    counts = {
        LENGTH: _lengths,
        UNTRANSLATED: _arabic_letters,
        REPETITION: _loops,
        NUMBERS: _numbers,
    }
    return [Share(figure, count) for figure, count in counts.items() if figure.key in keys]


def _lengths(sample: Sample) -> tuple[int, int]:
    """Words of the hypothesis against words of the reference that is closest in length."""
    words = len(sample.hypothesis.split())
    lengths = (len(reference.split()) for reference in sample.references)
    return words, min(lengths, key=lambda length: (abs(length - words), length))


def _arabic_letters(sample: Sample) -> tuple[int, int]:
    from mt_toolkit.arabic import has_arabic, is_arabic

    text = sample.hypothesis
    letters = sum(map(str.isalpha, text))
    return (sum(map(is_arabic, text)) if has_arabic(text) else 0), letters


def _loops(sample: Sample) -> tuple[int, int]:
    from mt_toolkit.repetition import looped_words

    words = _WORD.findall(sample.hypothesis.casefold())
    return looped_words(words), len(words)


def _numbers(sample: Sample) -> tuple[int, int]:
    """Numbers in digits of the source that the hypothesis has, against all of them."""
    from mt_toolkit.numbers import compare

    if sample.source is None:
        return 0, 0
    report = compare(sample.source, sample.hypothesis)
    kept = sum(1 for number, _ in report.pairs if number.digits is not None)
    return kept, kept + len(report.missing)

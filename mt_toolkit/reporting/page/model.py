"""The values that a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mt_toolkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mt_toolkit.bitext import WordLink
    from mt_toolkit.text import Span

__all__ = [
    "CHANCE",
    "Note",
    "ReportDocument",
    "ReportRow",
    "ScoreScale",
    "Side",
    "Term",
    "TermState",
]


class TermState(StrEnum):
    """What became of a term of the source."""

    CANONICAL = "canonical"
    """It stands there as the glossary wants it."""
    REPAIRED = "repaired"
    """It did not, and has been put right."""
    MISSING = "missing"
    """Nothing in the translation was found to stand for it."""
    WRONG = "wrong"
    """What stands for it is not what the glossary wants."""


class Side(StrEnum):
    """Which text of a row."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of a glossary in a row.

    Attributes:
        entry: Id of the glossary entry.
        canonical: The form that the glossary wants.
        state: What became of it.
        source: Its place in the source text, or ``None``.
        target: Its place in the target text, or ``None`` where none was found.
        before: What stood there before it was repaired; empty where nothing was.
    """

    entry: str
    canonical: str
    state: TermState
    source: Span | None = None
    target: Span | None = None
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to tell beside a row: a finding, or a mark.

    Attributes:
        code: Code of the rule or mark.
        rule: Its name in words.
        message: What is wrong.
        mend: What to do; empty where nobody knows.
        severity: How sure it is that something is wrong.
        side: The text it is about, or ``None`` for the row as a whole.
        span: Its place in that text, or ``None`` for all of it.
        entry: Id of the glossary entry it is about, where there is one.
    """

    code: str
    message: str
    rule: str = ""
    mend: str = ""
    severity: Severity = Severity.ERROR
    side: Side | None = None
    span: Span | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreScale:
    """What the score of a row means.

    Attributes:
        label: Name for people.
        worst: The score at which its bar is empty.
        best: The score at which it is full.
        low: A row below this is shown by the filter for low confidence; ``None`` shows none.
        digits: Decimals shown.
    """

    label: str
    worst: float = 0.0
    best: float = 1.0
    low: float | None = None
    digits: int = 2


CHANCE: Final = ScoreScale(label="Confidence", low=0.5)
"""The scale of an alignment's confidence: a probability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A segment beside its translation.

    Attributes:
        source: Source text; empty where there is none.
        target: Target text; empty where there is none.
        reference: A translation to compare with, or ``None``.
        source_segments: Zero-based numbers of the source segments in their document.
        target_segments: Zero-based numbers of the target segments.
        confidence: How probable it is that the two belong together, from 0 to 1.
        score: How good the translation is, on the page's scale.
        links: Words and the words they were made from.
        terms: Terms of a glossary.
        notes: Findings and marks.
    """

    source: str
    target: str
    reference: str | None = None
    source_segments: tuple[int, ...] = ()
    target_segments: tuple[int, ...] = ()
    confidence: float | None = None
    score: float | None = None
    links: tuple[WordLink, ...] = ()
    terms: tuple[Term, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """Rows under one name.

    Attributes:
        name: What the document is called.
        rows: Its rows in order; read once.
    """

    name: str
    rows: Iterable[ReportRow]

"""The values of scoring: what is compared, the columns of a table, and what came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Batch",
    "Figure",
    "Interval",
    "Measure",
    "Part",
    "Result",
    "Row",
    "ScoreReport",
    "System",
    "SystemScores",
    "TestData",
]

Row: TypeAlias = Any
"""What a measure counted in one segment; only that measure looks into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A column of the table.

    Attributes:
        key: Name on the command line and in JSON, for example ``chrf++``.
        label: Heading for people, for example ``chrF++``.
        higher_is_better: Whether a larger value is the better one.
    """

    key: str
    label: str
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some segments of the test data.

    Attributes:
        references: The references, each a sequence with one text a segment; at least one.
        source: The source, or ``None`` where it is not known.
    """

    references: Sequence[Sequence[str]]
    source: Sequence[str] | None = None


class Measure(Protocol):
    """Counts something in every segment and turns counts into figures."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The columns that this measure fills."""

    def rows(self, batch: Batch, systems: Sequence[Sequence[str]]) -> list[list[Row]]:
        """Count: for each system one row a segment."""

    def values(self, rows: Sequence[Row]) -> tuple[float | None, ...]:
        """One value a figure for these segments as a whole; ``None``: nothing to measure."""

    def segment_values(self, row: Row) -> tuple[float | None, ...]:
        """One value a figure for a single segment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What one system made of the source, segment by segment."""

    name: str
    segments: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestData:
    """What systems are compared with.

    Attributes:
        references: The references, each with one text a segment; at least one.
        source: The source's segments, or ``None``.
        documents: For each segment the name of its document, or ``None``.
    """

    __test__ = False  # the name begins like a test class; pytest shall not collect it

    references: tuple[Sequence[str], ...]
    source: Sequence[str] | None = None
    documents: Sequence[str] | None = None

    def __len__(self) -> int:
        return len(self.references[0])

    def batch(self, start: int, end: int) -> Batch:
        """The segments from ``start`` up to ``end``."""
        return Batch(
            references=tuple(reference[start:end] for reference in self.references),
            source=None if self.source is None else self.source[start:end],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A 95 % confidence interval from bootstrap resampling: ``mean`` ± ``half_width``."""

    mean: float
    half_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One figure of one system.

    Attributes:
        value: The score, or ``None`` where there was nothing to measure.
        interval: Its confidence interval, where one was asked for.
        p_bootstrap: p-value of the paired bootstrap test against the first system.
        p_randomisation: p-value of the paired approximate randomisation test against it.
    """

    value: float | None
    interval: Interval | None = None
    p_bootstrap: float | None = None
    p_randomisation: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The figures of one document or segment.

    Attributes:
        name: The document's name, or the segment's number from 1.
        segments: How many segments it has.
        values: Its figures by key.
    """

    name: str
    segments: int
    values: dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemScores:
    """All figures of one system, by key.

    Attributes:
        name: The system's name.
        results: Its figures.
        parts: Those of its documents or segments, where a table of them is wanted.
        segments: Those of each segment, where they were asked for.
    """

    name: str
    results: dict[str, Result]
    parts: tuple[Part, ...] = ()
    segments: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReport:
    """What came out of scoring.

    Attributes:
        segments: Number of segments of the test data.
        figures: The columns, in order.
        systems: One entry a system; the first is the baseline of paired tests.
        signatures: sacreBLEU's signature for each of its metrics, by key.
        versions: Versions of what computed the scores, by package.
        notes: What the user should know about the input.
    """

    segments: int
    figures: tuple[Figure, ...]
    systems: tuple[SystemScores, ...]
    signatures: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

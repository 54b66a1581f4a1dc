"""What a filter is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.bitext import SegmentPair

__all__ = ["BatchFilter", "Filter", "PairFilter", "Verdict", "is_sequential"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a filter says of a pair.

    Attributes:
        pair: The pair, with what the filter has measured of it.
        reason: Why it is to go, in words and figures, or ``None`` where it may stay.
    """

    pair: SegmentPair
    reason: str | None = None


@runtime_checkable
class PairFilter(Protocol):
    """Looks at one pair at a time."""

    @property
    def name(self) -> str:
        """Its name on the command line and in reports."""

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, in words and figures, or ``None`` where it may stay."""


@runtime_checkable
class BatchFilter(Protocol):
    """Looks at many pairs at once, because that is faster or because they explain one another."""

    @property
    def name(self) -> str:
        """Its name on the command line and in reports."""

    def judge(self, pairs: Sequence[SegmentPair]) -> list[Verdict]:
        """A verdict for each pair, in order.

        Raises:
            ModelError: A model cannot be run.
        """


Filter = PairFilter | BatchFilter


def is_sequential(one: Filter) -> bool:
    """Whether verdicts depend on the pairs before.

    Such a filter has a true attribute ``sequential``; it sees all pairs in order, in one process,
    after all other filters.
    """
    return bool(getattr(one, "sequential", False))

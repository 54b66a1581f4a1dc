"""Filters one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.corpus.filters.base import BatchFilter, Verdict, is_sequential

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.corpus.filters.base import Filter

__all__ = ["FilterChain", "Judged", "batched"]

_BATCH: Final = 512
# A longer document is cut: its pairs may not pile up.
_LONGEST: Final = 8 * _BATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair that has been through a chain.

    Attributes:
        pair: The pair, with what the filters have measured of it.
        removed_by: Name of the first filter that objects, or ``None``.
        reason: What it says.
    """

    pair: SegmentPair
    removed_by: str | None = None
    reason: str | None = None

    @property
    def kept(self) -> bool:
        """Whether no filter objects."""
        return self.removed_by is None


class FilterChain:
    """Asks one filter after the other; a pair that one objects to is not shown to the next.

    Filters that look at a pair for itself come before those that depend on the pairs before it,
    otherwise in the order given.

    Args:
        filters: The filters.
        measuring: Names of filters that only measure: what they object to stays.
    """

    def __init__(self, filters: Iterable[Filter], *, measuring: frozenset[str] = frozenset()):
        self.filters = tuple(sorted(filters, key=is_sequential))
        self._measuring = measuring

    def independent(self) -> FilterChain:
        """The filters that look at a pair for itself: they can run anywhere, in any order."""
        return self._part(sequential=False)

    def sequential(self) -> FilterChain:
        """The filters that depend on the pairs before."""
        return self._part(sequential=True)

    def _part(self, *, sequential: bool) -> FilterChain:
        chosen = [one for one in self.filters if is_sequential(one) is sequential]
        return FilterChain(chosen, measuring=self._measuring)

    def judge(self, pairs: Sequence[SegmentPair]) -> list[Judged]:
        """What becomes of each pair, in order.

        Raises:
            ModelError: A filter's model cannot be run.
        """
        done = [Judged(pair=pair) for pair in pairs]
        for one in self.filters:
            waiting = [at for at, judged in enumerate(done) if judged.kept]
            verdicts = _verdicts(one, [done[at].pair for at in waiting])
            for at, verdict in zip(waiting, verdicts, strict=True):
                objects = verdict.reason is not None and one.name not in self._measuring
                done[at] = Judged(
                    pair=verdict.pair,
                    removed_by=one.name if objects else None,
                    reason=verdict.reason if objects else None,
                )
        return done

    def run(self, pairs: Iterable[SegmentPair]) -> Iterator[Judged]:
        """Judge a stream in constant memory.

        Raises:
            ModelError: A filter's model cannot be run.
        """
        for batch in batched(pairs):
            yield from self.judge(batch)


def _verdicts(one: Filter, pairs: Sequence[SegmentPair]) -> list[Verdict]:
    if isinstance(one, BatchFilter):
        return one.judge(pairs) if pairs else []
    return [Verdict(pair=pair, reason=one.reason(pair)) for pair in pairs]


def batched(pairs: Iterable[SegmentPair]) -> Iterator[list[SegmentPair]]:
    """Cut a stream into batches; the pairs of a document stay together unless they are many."""
    batch: list[SegmentPair] = []
    for pair in pairs:
        full = len(batch) >= _BATCH and not _same_document(batch[-1], pair)
        if full or len(batch) >= _LONGEST:
            yield batch
            batch = []
        batch.append(pair)
    if batch:
        yield batch


def _same_document(one: SegmentPair, other: SegmentPair) -> bool:
    return bool(one.source_document) and one.source_document == other.source_document

"""What happens to the articles of ``corpus build``, for people and machines to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mt_toolkit.commands.console import progress_bar, report
from mt_toolkit.errors import MtToolkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.corpus.articles import Article
    from mt_toolkit.corpus.building import Builder
    from mt_toolkit.corpus.filters.chain import FilterChain, Judged
    from mt_toolkit.corpus.report import FilterReport
    from mt_toolkit.errors import InputError

__all__ = ["Run"]


class Run:
    """Follows a run: reports errors, counts, and shows progress.

    Args:
        builder: Makes the pairs.
        chain: The filters that depend on the pairs before.
        tally: Counts.
        take: Takes each pair.
        drop: Takes each pair that is removed.

    Attributes:
        articles: How many articles were worked on.
        failed: How many could not be.
    """

    def __init__(
        self,
        builder: Builder,
        chain: FilterChain,
        tally: FilterReport,
        take: Callable[[Judged], None],
        drop: Callable[[Judged], None],
    ) -> None:
        self._builder = builder
        self._chain = chain
        self._tally = tally
        self._take = take
        self._drop = drop
        self.articles = self.failed = 0

    def kept(
        self, articles: Iterable[Article | InputError], *, quiet: bool
    ) -> Iterator[SegmentPair]:
        """The pairs that stay.

        Raises:
            MtToolkitError: There were articles, and none could be used.
        """
        from mt_toolkit.corpus.building import deduplicated

        with progress_bar("Building", None, enabled=not quiet) as advance:
            for outcome in self._builder.run(articles):
                if outcome.error is not None:
                    report(outcome.error)
                    self.failed += 1
                    continue
                self.articles += 1
                for judged in deduplicated(outcome, self._chain):
                    self._take(judged)
                    if judged.kept:
                        yield judged.pair
                    else:
                        self._drop(judged)
                advance(1, f"{self.articles:,} articles, {self._tally.kept:,} pairs")
        if self.failed and not self.articles:
            # An empty corpus in the place of yesterday's would be no help.
            raise MtToolkitError("no article could be used, so nothing is written")

    def summary(self) -> dict[str, Any]:
        """All figures, for machines."""
        return {
            "articles": self.articles,
            "failed": self.failed,
            "replayed": self._builder.replayed,
            "pairs": self._tally.read,
            "kept": self._tally.kept,
            "removed": self._tally.removed,
        }

    def rows(self) -> Iterator[tuple[str, int]]:
        """The figures on articles that are not zero, for people."""
        yield "articles", self.articles
        if self._builder.replayed:
            yield "  taken from an earlier run", self._builder.replayed
        if self.failed:
            yield "articles that failed", self.failed

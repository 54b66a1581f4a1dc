"""Building a corpus: articles in, judged pairs out, in order.

::

    articles ─▶ groups ─▶ Producer: align or translate, measure, judge ─▶ Outcomes ─▶ duplicates
                            here, or on many machines (spread.py)                  here, in order

What a group of articles gives depends on these alone, so that it can be made anywhere and kept in a
journal; what depends on the pairs before is done afterwards, in one place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mt_toolkit.corpus.grouping import grouped
from mt_toolkit.corpus.producing import Outcome, outcome_as_json, outcome_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mt_toolkit.corpus.articles import Article
    from mt_toolkit.corpus.filters.chain import FilterChain, Judged
    from mt_toolkit.corpus.grouping import Group
    from mt_toolkit.corpus.producing import Producer
    from mt_toolkit.errors import InputError
    from mt_toolkit.translation.journal import Journal

__all__ = ["Builder", "Engine", "Here", "deduplicated"]


class Engine(Protocol):
    """Where articles are worked on."""

    @property
    def portion(self) -> int:
        """How many groups of articles are given at once."""

    def run(self, groups: Sequence[Sequence[Article]]) -> Iterator[list[Outcome]]:
        """The outcomes of each group's articles, in order.

        Raises:
            ModelError: A model cannot be run.
        """


class Here:
    """Works on articles in this process, one group after the other."""

    portion = 1

    def __init__(self, producer: Producer) -> None:
        self._producer = producer

    def run(self, groups: Sequence[Sequence[Article]]) -> Iterator[list[Outcome]]:
        """The outcomes of each group's articles, in order."""
        return map(self._producer.produce, groups)


class Builder:
    """Gets the outcomes of articles, from the journal where they are known.

    Args:
        producer: Knows the keys of articles.
        engine: Works on those that are not in the journal.
        journal: The journal of the corpus.
    """

    def __init__(self, producer: Producer, engine: Engine, journal: Journal) -> None:
        self._producer = producer
        self._engine = engine
        self._journal = journal
        self._keys: list[str] = []
        self.replayed = 0

    def run(self, articles: Iterable[Article | InputError]) -> Iterator[Outcome]:
        """The outcome of each article, in order; what cannot be read has an error.

        Raises:
            ModelError: A model cannot be run.
        """
        waiting: list[tuple[Group, list[Outcome] | None]] = []
        new = 0
        for group in grouped(articles, self._producer.key):
            known = self._known(group)
            waiting.append((group, known))
            new += known is None
            # What comes from the journal may not pile up either.
            if new >= self._engine.portion or len(waiting) >= 4 * self._engine.portion:
                yield from self._work(waiting)
                waiting, new = [], 0
        yield from self._work(waiting)

    def finish(self) -> None:
        """Close the journal; what this run used is kept for the next, which may have more."""
        self._journal.finish(keep=self._keys)

    def _known(self, group: Group) -> list[Outcome] | None:
        """What an earlier run has made of a group, ``None`` where it is to be worked on."""
        if not group.articles:
            return []
        self._keys.append(group.key)
        kept = self._journal.window(group.key)
        if kept is None:
            return None
        outcomes: list[Outcome] = []
        for article, rows in zip(group.articles, kept, strict=True):
            error = self._producer.trouble(article) if rows is None else None
            if rows is None and error is None:
                return None  # What was in the way then is gone.
            outcomes.append(outcome_from_json(article.source.name, rows, error))
        self.replayed += sum(one.error is None for one in outcomes)
        return outcomes

    def _work(self, waiting: Sequence[tuple[Group, list[Outcome] | None]]) -> Iterator[Outcome]:
        done = self._engine.run([group.articles for group, known in waiting if known is None])
        for group, known in waiting:
            yield from group.outcomes(self._kept(group, next(done)) if known is None else known)

    def _kept(self, group: Group, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """The outcomes by the way through the journal: a resumed run has the very same values."""
        kept = [outcome_as_json(one) for one in outcomes]
        self._journal.keep_window(group.key, kept)
        return [
            outcome_from_json(one.name, rows, one.error)
            for one, rows in zip(outcomes, kept, strict=True)
        ]


def deduplicated(outcome: Outcome, chain: FilterChain) -> list[Judged]:
    """The pairs of an article after the filters that depend on the pairs before.

    Args:
        outcome: The article's outcome; articles come in order.
        chain: Those filters.
    """
    judged = iter(chain.judge([one.pair for one in outcome.pairs if one.kept]))
    return [next(judged) if one.kept else one for one in outcome.pairs]

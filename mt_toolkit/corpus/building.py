"""Building a corpus: articles in, judged pairs out, in order.

::

    articles ─▶ Producer: align or translate, measure, judge ─▶ Outcome ─▶ duplicates ─▶ Judged
                  here, or on many machines (spread.py)                      here, in order

What an article gives depends on that article alone, so that it can be made anywhere and kept in a
journal; what depends on the pairs before is done afterwards, in one place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mt_toolkit.corpus.producing import Outcome, outcome_as_json, outcome_from_json
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mt_toolkit.corpus.articles import Article
    from mt_toolkit.corpus.filters.chain import FilterChain, Judged
    from mt_toolkit.corpus.producing import Producer
    from mt_toolkit.translation.journal import Journal

__all__ = ["Builder", "Engine", "Here", "deduplicated"]


class Engine(Protocol):
    """Where articles are worked on."""

    @property
    def portion(self) -> int:
        """How many articles are given at once."""

    def run(self, articles: Sequence[Article]) -> Iterator[Outcome]:
        """The outcome of each article, in order.

        Raises:
            ModelError: A model cannot be run.
        """


class Here:
    """Works on articles in this process, one after the other."""

    portion = 1

    def __init__(self, producer: Producer) -> None:
        self._producer = producer

    def run(self, articles: Sequence[Article]) -> Iterator[Outcome]:
        """The outcome of each article, in order."""
        return map(self._producer.produce, articles)


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
        waiting: list[tuple[str, Article] | Outcome] = []
        new = 0
        for item in articles:
            ready = self._ready(item)
            waiting.append(ready)
            new += not isinstance(ready, Outcome)
            # What comes from the journal may not pile up either.
            if new >= self._engine.portion or len(waiting) >= 4 * self._engine.portion:
                yield from self._work(waiting)
                waiting, new = [], 0
        yield from self._work(waiting)

    def finish(self) -> None:
        """Close the journal; what this run used is kept for the next, which may have more."""
        self._journal.finish(keep=self._keys)

    def _ready(self, item: Article | InputError) -> tuple[str, Article] | Outcome:
        """The outcome of an article that needs no work, or the article with its key."""
        if isinstance(item, InputError):
            return Outcome(name="", error=item)
        try:
            key = self._producer.key(item)
        except InputError as error:
            return Outcome(name=item.source.name, error=error)
        self._keys.append(key)
        kept = self._journal.window(key)
        if kept is None:
            return key, item
        self.replayed += 1
        return outcome_from_json(item.source.name, kept)

    def _work(self, waiting: Sequence[tuple[str, Article] | Outcome]) -> Iterator[Outcome]:
        done = self._engine.run([one[1] for one in waiting if not isinstance(one, Outcome)])
        for one in waiting:
            if isinstance(one, Outcome):
                yield one
                continue
            outcome = next(done)
            if outcome.error is None:
                rows = outcome_as_json(outcome)
                self._journal.keep_window(one[0], rows)
                # The way through the journal, so that a resumed run has the very same values.
                outcome = outcome_from_json(outcome.name, rows)
            yield outcome


def deduplicated(outcome: Outcome, chain: FilterChain) -> list[Judged]:
    """The pairs of an article after the filters that depend on the pairs before.

    Args:
        outcome: The article's outcome; articles come in order.
        chain: Those filters.
    """
    judged = iter(chain.judge([one.pair for one in outcome.pairs if one.kept]))
    return [next(judged) if one.kept else one for one in outcome.pairs]

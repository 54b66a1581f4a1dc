"""Works on articles with the workers of a Ray cluster.

A portion of groups is a Ray Data pipeline: groups of articles in, their outcomes out, in order. An
actor pool holds the models. A worker that is lost is started again and its group is given out once
more; an article that a worker cannot work on becomes an outcome with an error. What a group gives
depends on its articles alone, so the corpus is the same as on one machine.
"""

from __future__ import annotations

import logging
import pickle
from typing import TYPE_CHECKING, Any

from mt_toolkit.corpus.producing import Outcome
from mt_toolkit.errors import InputError, MtToolkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mt_toolkit.corpus.articles import Article
    from mt_toolkit.corpus.producing import Producer

__all__ = ["RayWorkers"]


class RayWorkers:
    """An actor pool on the cluster of ``RAY_ADDRESS``, or on one of this machine's own.

    Args:
        open_producer: Makes what makes pairs; it is called once in each worker.
        workers: Number of workers.
        portion: Groups of articles that go through one pipeline.
    """

    def __init__(
        self, open_producer: Callable[[], Producer], *, workers: int, portion: int = 256
    ) -> None:
        self._open_producer = open_producer
        self._workers = workers
        self.portion = portion

    def run(self, groups: Sequence[Sequence[Article]]) -> Iterator[list[Outcome]]:
        """The outcomes of each group's articles, in order.

        Raises:
            MtToolkitError: Ray is not installed.
        """
        if not groups:
            return
        data = _ray_data()
        rows = [
            {"number": number, "articles": pickle.dumps(articles)}
            for number, articles in enumerate(groups)
        ]
        context = data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        # One group a block: what is done again when a worker is lost.
        done = data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            _Worker,
            fn_constructor_args=(self._open_producer,),
            batch_size=1,
            compute=data.ActorPoolStrategy(size=min(self._workers, len(rows))),
        )
        for number, row in enumerate(done.iter_rows()):
            if row["number"] != number:
                raise MtToolkitError(f"Ray gave group {row['number']} in the place of {number}")
            # Our own workers' pickles: nothing of them comes from the articles' files.
            outcomes: list[Outcome] = pickle.loads(row["outcomes"])  # noqa: S301
            yield outcomes


class _Worker:
    """One actor: holds the models and works on groups."""

    def __init__(self, open_producer: Callable[[], Producer]) -> None:
        self._producer = open_producer()

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, Any]:
        groups = (pickle.loads(data) for data in batch["articles"])  # noqa: S301
        outcomes = [pickle.dumps(self._outcomes(articles)) for articles in groups]
        return {"number": batch["number"], "outcomes": outcomes}

    def _outcomes(self, articles: Sequence[Article]) -> list[Outcome]:
        try:
            return self._producer.produce(articles)
        except Exception as error:  # one article may not stop ten million others
            if len(articles) > 1:  # nor those beside it
                return [self._outcomes([article])[0] for article in articles]
            (article,) = articles
            return [
                Outcome(
                    name=article.source.name,
                    error=InputError(
                        f"could not be worked on ({type(error).__name__}: {error})",
                        path=article.source.place,
                        mend="Run it alone, without --engine ray, to see more",
                    ),
                )
            ]


def _ray_data() -> Any:
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise MtToolkitError(
            "--engine ray needs Ray", mend="Run pip install 'mt-toolkit[ray]'"
        ) from error
    # Its news on plans and progress are not for users of this command.
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    if not ray.is_initialized():
        ray.init(log_to_driver=False, logging_level="ERROR")
    return ray.data

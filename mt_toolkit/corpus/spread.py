"""Works on articles with the workers of a Ray cluster.

A portion of articles is a Ray Data pipeline: articles in, outcomes out, in order. An actor pool
holds the models. A worker that is lost is started again and its articles are given out once more;
an article that a worker cannot work on becomes an outcome with an error. What an article gives
depends on that article alone, so the corpus is the same as on one machine.
"""

from __future__ import annotations

import logging
import pickle
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.corpus.producing import Outcome
from mt_toolkit.errors import InputError, MtToolkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mt_toolkit.corpus.articles import Article
    from mt_toolkit.corpus.producing import Producer

__all__ = ["RayWorkers"]

_BLOCK: Final = 16
"""Articles that a worker gets at once: what is done again when it is lost."""


class RayWorkers:
    """An actor pool on the cluster of ``RAY_ADDRESS``, or on one of this machine's own.

    Args:
        open_producer: Makes what makes pairs; it is called once in each worker.
        workers: Number of workers.
        portion: Articles that go through one pipeline.
    """

    def __init__(
        self, open_producer: Callable[[], Producer], *, workers: int, portion: int = 4096
    ) -> None:
        self._open_producer = open_producer
        self._workers = workers
        self.portion = portion

    def run(self, articles: Sequence[Article]) -> Iterator[Outcome]:
        """The outcome of each article, in order.

        Raises:
            MtToolkitError: Ray is not installed.
        """
        if not articles:
            return
        data = _ray_data()
        rows = [
            {"number": number, "article": pickle.dumps(article)}
            for number, article in enumerate(articles)
        ]
        blocks = max(1, -(-len(rows) // _BLOCK))
        context = data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        done = data.from_items(rows, override_num_blocks=blocks).map_batches(
            _Worker,
            fn_constructor_args=(self._open_producer,),
            batch_size=_BLOCK,
            compute=data.ActorPoolStrategy(size=min(self._workers, blocks)),
        )
        for number, row in enumerate(done.iter_rows()):
            if row["number"] != number:
                raise MtToolkitError(f"Ray gave article {row['number']} in the place of {number}")
            # Our own workers' pickles: nothing of them comes from the articles' files.
            outcome: Outcome = pickle.loads(row["outcome"])  # noqa: S301
            yield outcome


class _Worker:
    """One actor: holds the models and works on batches."""

    def __init__(self, open_producer: Callable[[], Producer]) -> None:
        self._producer = open_producer()

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, Any]:
        articles = (pickle.loads(data) for data in batch["article"])  # noqa: S301
        outcomes = [pickle.dumps(self._outcome(article)) for article in articles]
        return {"number": batch["number"], "outcome": outcomes}

    def _outcome(self, article: Article) -> Outcome:
        try:
            return self._producer.produce(article)
        except Exception as error:  # one article may not stop ten million others
            return Outcome(
                name=article.source.name,
                error=InputError(
                    f"could not be worked on ({type(error).__name__}: {error})",
                    path=article.source.place,
                    mend="Run it alone, without --engine ray, to see more",
                ),
            )


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

"""The same corpus by the workers of a Ray cluster, although one of them dies."""

from __future__ import annotations

import os
import warnings
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import pytest

import mt_toolkit
from mt_toolkit.corpus.articles import find_articles
from mt_toolkit.corpus.building import Here
from tests.unit.corpus.workshop import dying_producer, fake_producer, write_articles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ray = pytest.importorskip("ray", reason="needs Ray: pip install 'mt-toolkit[ray]'")


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A Ray of this machine's own, with two places for workers."""
    from pathlib import Path

    paths = [Path(mt_toolkit.__file__).parents[1], Path(__file__).parents[3]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ray.init(
            num_cpus=2,
            include_dashboard=False,
            log_to_driver=False,
            logging_level="ERROR",
            object_store_memory=80 * 2**20,
            runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join(map(str, paths))}},
        )
    yield
    ray.shutdown()


@pytest.mark.ray
@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("cluster")
def test_a_lost_worker_changes_nothing(tmp_path: Path) -> None:
    from mt_toolkit.corpus.spread import RayWorkers

    marker = tmp_path / "died"
    articles = list(find_articles([str(write_articles(tmp_path / "ar", 40))]))
    (tmp_path / "ar" / "010.txt").write_bytes(b"\xff\xfe\xff")
    groups = [articles[:16], articles[16:22], articles[22:39], articles[39:]]
    here = list(chain.from_iterable(Here(fake_producer()).run(groups)))
    workers = RayWorkers(partial(dying_producer, marker), workers=2)
    spread = list(chain.from_iterable(workers.run(groups)))
    assert marker.exists(), "a worker was killed"
    assert [one.name for one in spread] == [one.name for one in here]
    failed = {one.name: str(one.error) for one in spread if one.error is not None}
    assert sorted(failed) == ["010.txt", "025.txt"]
    assert "no luck" in failed["025.txt"]
    assert failed["010.txt"] == str(here[10].error)
    assert [one for one in spread if one.name not in failed] == [
        one for one in here if one.name not in failed
    ]

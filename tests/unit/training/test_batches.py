"""Batches: decided by the seed alone, drawn by weight, of bounded size."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mt_toolkit.errors import InputError
from mt_toolkit.training.arrays import ArrayWriter, TokenArrays
from mt_toolkit.training.batches import BatchStream, Position, pad_rows
from mt_toolkit.training.ramps import Ramp

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


@pytest.fixture
def arrays(tmp_path: Path) -> TokenArrays:
    """Two hundred short pairs of weight 1, a hundred long ones whose weight falls from 4 to 0."""
    random = np.random.default_rng(2)
    writer = ArrayWriter(tmp_path, np.dtype(np.uint16))
    for name, weight, count, lengths in (
        ("short.tsv", Ramp.constant(1.0), 200, (2, 10)),
        ("long.tsv", Ramp(start=4.0, end=0.0, over=1000), 100, (10, 40)),
    ):
        writer.begin(name, weight)
        for _ in range(count):
            source, target = random.integers(*lengths, size=2)
            writer.add(np.ones(source, np.uint16), np.ones(target, np.uint16))
    writer.close()
    return TokenArrays(tmp_path)


def stream(arrays: TokenArrays, **changes: Any) -> BatchStream:
    values: dict[str, Any] = {
        "seed": 1,
        "batch_tokens": Ramp.constant(100),
        "longest": Ramp.constant(100),
        "pool_size": 500,
    }
    return BatchStream(arrays, **(values | changes))


def taken(batches: list[NDArray[np.int64]]) -> list[list[int]]:
    return [batch.tolist() for batch in batches]


def test_the_stream_can_be_entered_anywhere(arrays: TokenArrays) -> None:
    whole, _ = stream(arrays).take(Position(), 400)
    first, position = stream(arrays).take(Position(), 250)
    second, _ = stream(arrays).take(position, 150)
    assert position.pool > 0
    assert taken(first) + taken(second) == taken(whole)


def test_seeds_differ(arrays: TokenArrays) -> None:
    one, _ = stream(arrays).take(Position(), 5)
    other, _ = stream(arrays, seed=2).take(Position(), 5)
    assert taken(one) != taken(other)


def test_a_padded_batch_is_within_the_limit(arrays: TokenArrays) -> None:
    for batch in stream(arrays).take(Position(), 60)[0]:
        longest = max(arrays.source_lengths[batch].max(), arrays.target_lengths[batch].max())
        assert longest * len(batch) <= 100


def test_pairs_are_drawn_by_their_weight(arrays: TokenArrays) -> None:
    def share_of_long(pool: int) -> float:
        batches, _ = stream(arrays, pool_size=4000).take(Position(pool=pool), 30)
        counts = Counter(int(number) >= 200 for batch in batches for number in batch)
        return counts[True] / counts.total()

    # 100 pairs of weight 4 beside 200 of weight 1, batches of short pairs hold more of them.
    drawn = stream(arrays, pool_size=4000)._make(0)
    whole = np.concatenate(drawn)
    assert (whole >= 200).mean() == pytest.approx(2 / 3, abs=0.03)
    assert share_of_long(1) == 0.0, "after 1,000 pairs the weight of the long ones is 0"


def test_short_pairs_come_first_where_that_is_asked_for(arrays: TokenArrays) -> None:
    grows = stream(arrays, longest=Ramp(start=10, end=100, over=500))
    early = np.concatenate(grows._make(0))
    assert arrays.target_lengths[early].max() <= 10
    late = np.concatenate(stream(arrays, longest=Ramp.constant(100))._make(0))
    assert arrays.target_lengths[late].max() > 10


def test_a_limit_below_every_pair_is_explained(arrays: TokenArrays) -> None:
    with pytest.raises(InputError, match="no pair has at most 1 tokens"):
        stream(arrays, longest=Ramp.constant(1)).take(Position(), 1)


def test_rows_are_padded_on_the_right() -> None:
    rows: list[NDArray[Any]] = [np.array([1, 2, 3], np.uint16), np.array([4], np.uint16)]
    assert pad_rows(rows, 9).tolist() == [[1, 2, 3], [4, 9, 9]]

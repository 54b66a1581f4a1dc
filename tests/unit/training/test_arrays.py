"""Token arrays: what goes in comes out, in files of bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mt_toolkit.errors import InputError
from mt_toolkit.training.arrays import ArrayWriter, TokenArrays
from mt_toolkit.training.ramps import Ramp

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

KIND = np.dtype(np.uint16)


def rows(count: int) -> list[tuple[NDArray[np.uint16], NDArray[np.uint16]]]:
    random = np.random.default_rng(5)
    return [
        (
            random.integers(0, 60_000, random.integers(1, 30)).astype(KIND),
            random.integers(0, 60_000, random.integers(1, 30)).astype(KIND),
        )
        for _ in range(count)
    ]


def write(folder: Path, limit: int) -> list[tuple[NDArray[np.uint16], NDArray[np.uint16]]]:
    pairs = rows(300)
    writer = ArrayWriter(folder, KIND, limit=limit)
    writer.begin("first.tsv", Ramp.constant(1.0))
    for pair in pairs[:120]:
        writer.add(*pair)
    writer.begin("empty.tsv", Ramp.constant(1.0))
    writer.begin("second.tsv", Ramp(start=2.0, end=0.5, over=100))
    for pair in pairs[120:]:
        writer.add(*pair)
    writer.close()
    return pairs


def test_pairs_come_back_from_any_shard(tmp_path: Path) -> None:
    pairs = write(tmp_path, limit=2048)
    arrays = TokenArrays(tmp_path)
    assert len(arrays) == len(pairs)
    order = np.random.default_rng(1).permutation(len(pairs))
    for number, source, target in zip(
        order, arrays.sources(order), arrays.targets(order), strict=True
    ):
        assert source.tolist() == pairs[number][0].tolist()
        assert target.tolist() == pairs[number][1].tolist()
    assert arrays.source_lengths.tolist() == [len(source) for source, _ in pairs]


def test_no_file_is_larger_than_the_limit(tmp_path: Path) -> None:
    write(tmp_path, limit=2048)
    sizes = [path.stat().st_size for path in tmp_path.glob("*.npy")]
    assert len(sizes) > 6
    assert max(sizes) <= 2048


def test_origins_know_their_pairs(tmp_path: Path) -> None:
    write(tmp_path, limit=1 << 20)
    origins = TokenArrays(tmp_path).origins
    assert [(origin.name, origin.first, origin.count) for origin in origins] == [
        ("first.tsv", 0, 120),
        ("empty.tsv", 120, 0),
        ("second.tsv", 120, 180),
    ]
    assert origins[2].weight == Ramp(start=2.0, end=0.5, over=100)


def test_a_folder_is_complete_only_when_the_writer_is_done(tmp_path: Path) -> None:
    writer = ArrayWriter(tmp_path, KIND)
    writer.begin("a.tsv", Ramp.constant(1.0))
    writer.add(*rows(1)[0])
    assert not TokenArrays.complete(tmp_path)
    with pytest.raises(InputError, match="no complete token arrays"):
        TokenArrays(tmp_path)
    writer.close()
    assert TokenArrays.complete(tmp_path)


def test_a_mixture_without_pairs_is_explained(tmp_path: Path) -> None:
    writer = ArrayWriter(tmp_path, KIND)
    writer.begin("a.tsv", Ramp.constant(1.0))
    writer.close()
    with pytest.raises(InputError, match="none passed the filters"):
        TokenArrays(tmp_path)

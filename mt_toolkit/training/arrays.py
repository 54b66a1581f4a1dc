"""Token arrays: the training data as numbers, in files that any machine takes.

A folder of shards, none of whose files is larger than 64 MiB, so that they travel through tools
that refuse large files::

    source-000.npy    tokens of all Arabic sides, one after the other
    target-000.npy    tokens of the English sides
    index-000.npy     for each pair: source tokens, target tokens, number of its origin
    arrays.json       written last: the origins, the number of shards and pairs

They are memory-mapped: a mixture may be larger than memory. Pairs of one origin lie together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mt_toolkit.errors import InputError
from mt_toolkit.training.ramps import Ramp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["LIMIT", "ArrayWriter", "Origin", "TokenArrays"]

LIMIT: Final = 64 << 20
_HEADER: Final = 256  # what NumPy writes before the numbers, rounded up
_MANIFEST: Final = "arrays.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A file of the mixture, as it went into the arrays.

    Attributes:
        name: Name of the file.
        weight: How often one of its pairs is drawn.
        first: Number of its first pair.
        count: Number of its pairs.
    """

    name: str
    weight: Ramp
    first: int
    count: int


class ArrayWriter:
    """Writes pairs of token sequences into shards; :meth:`close` completes the folder.

    Args:
        folder: Where to; it must exist.
        dtype: Type of a token.
        limit: Largest file, in bytes.
    """

    def __init__(self, folder: Path, dtype: np.dtype[Any], *, limit: int = LIMIT) -> None:
        self._folder = folder
        self._dtype = dtype
        self._room = limit - _HEADER
        self._shards = 0
        self._sides: tuple[list[NDArray[Any]], list[NDArray[Any]]] = ([], [])
        self._index: list[tuple[int, int, int]] = []
        self._used = [0, 0]
        self._origins: list[Origin] = []
        self._pairs = 0

    def begin(self, name: str, weight: Ramp) -> None:
        """Begin a new origin: the pairs that follow belong to it."""
        self._origins.append(Origin(name=name, weight=weight, first=self._pairs, count=0))

    def weigh(self, weight: Ramp) -> None:
        """Change the weight of the origin begun last, now that its tokens are known."""
        self._origins[-1] = replace(self._origins[-1], weight=weight)

    def add(self, source: NDArray[Any], target: NDArray[Any]) -> None:
        """Add a pair."""
        sizes = [side.size * self._dtype.itemsize for side in (source, target)]
        full = any(used + size > self._room for used, size in zip(self._used, sizes, strict=True))
        if full or 12 * (len(self._index) + 1) > self._room:
            self._flush()
        for number, side in enumerate((source, target)):
            self._sides[number].append(side)
            self._used[number] += sizes[number]
        self._index.append((source.size, target.size, len(self._origins) - 1))
        self._pairs += 1

    def close(self) -> None:
        """Write what is left and the manifest."""
        self._flush()
        ends = [origin.first for origin in self._origins[1:]] + [self._pairs]
        origins = [
            {
                "name": origin.name,
                "weight": [origin.weight.start, origin.weight.end, origin.weight.over],
                "first": origin.first,
                "count": end - origin.first,
            }
            for origin, end in zip(self._origins, ends, strict=True)
        ]
        manifest = {"shards": self._shards, "pairs": self._pairs, "origins": origins}
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        (self._folder / _MANIFEST).write_text(text, encoding="utf-8")

    def _flush(self) -> None:
        if not self._index:
            return
        for name, side in zip(("source", "target"), self._sides, strict=True):
            array = np.concatenate(side).astype(self._dtype, copy=False)
            np.save(self._folder / f"{name}-{self._shards:03}.npy", array)
            side.clear()
        index = np.array(self._index, np.int32)
        np.save(self._folder / f"index-{self._shards:03}.npy", index)
        self._index.clear()
        self._used = [0, 0]
        self._shards += 1


class TokenArrays:
    """Token arrays opened for reading.

    Args:
        folder: A folder that :class:`ArrayWriter` completed.

    Raises:
        InputError: The folder is incomplete or damaged, or holds no pair.
    """

    def __init__(self, folder: Path) -> None:
        try:
            manifest = json.loads((folder / _MANIFEST).read_bytes())
            self._sides = tuple(
                [
                    np.load(folder / f"{name}-{shard:03}.npy", mmap_mode="r")
                    for shard in range(manifest["shards"])
                ]
                for name in ("source", "target")
            )
            index = [
                np.load(folder / f"index-{shard:03}.npy") for shard in range(manifest["shards"])
            ]
        except (OSError, ValueError, KeyError) as error:
            raise InputError(
                f"holds no complete token arrays ({error})",
                path=folder,
                mend="Remove the folder and run the same command again",
            ) from error
        if not index:
            raise InputError(
                "holds no pair: none passed the filters", path=folder, mend="Loosen the filters"
            )
        self.origins = tuple(
            Origin(
                name=origin["name"],
                weight=Ramp(
                    start=origin["weight"][0], end=origin["weight"][1], over=origin["weight"][2]
                ),
                first=origin["first"],
                count=origin["count"],
            )
            for origin in manifest["origins"]
        )
        self._firsts = np.cumsum([0, *(len(part) for part in index)])
        whole = np.concatenate(index)
        self.source_lengths: NDArray[np.int32] = whole[:, 0]
        self.target_lengths: NDArray[np.int32] = whole[:, 1]
        self._starts = tuple(
            [np.concatenate([[0], np.cumsum(part[:, side], dtype=np.int64)]) for part in index]
            for side in (0, 1)
        )

    @staticmethod
    def complete(folder: Path) -> bool:
        """Whether a writer has finished in ``folder``."""
        return (folder / _MANIFEST).is_file()

    def __len__(self) -> int:
        return len(self.source_lengths)

    def sources(self, numbers: Sequence[int] | NDArray[np.int64]) -> list[NDArray[Any]]:
        """The Arabic sides of pairs."""
        return [self._row(0, int(number)) for number in numbers]

    def targets(self, numbers: Sequence[int] | NDArray[np.int64]) -> list[NDArray[Any]]:
        """The English sides of pairs."""
        return [self._row(1, int(number)) for number in numbers]

    def _row(self, side: int, number: int) -> NDArray[Any]:
        shard = int(np.searchsorted(self._firsts, number, side="right")) - 1
        place = number - self._firsts[shard]
        start, end = self._starts[side][shard][place : place + 2]
        row: NDArray[Any] = self._sides[side][shard][start:end]
        return row

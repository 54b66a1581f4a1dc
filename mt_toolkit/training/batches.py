"""Batches of pairs of like length, decided by the seed alone.

The stream of batches is a function of the data and the seed. Where a run stands in it is a pool
and a batch: two numbers that a checkpoint keeps, so that a resumed run sees exactly the batches
that an undisturbed one would have seen. Several processes take turns in the same stream.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mt_toolkit.training.arrays import TokenArrays
    from mt_toolkit.training.ramps import Ramp

__all__ = ["BatchStream", "Position", "pad_rows"]

# Tokens of length that a pair may be off its place in the order: batches should not always hold
# the same neighbours.
_JITTER = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in the stream: the next batch to be taken.

    Attributes:
        pool: Number of the pool.
        batch: Number of the batch in it.
    """

    pool: int = 0
    batch: int = 0


class BatchStream:
    """Draws pairs by the weights of the mixture and packs them.

    Args:
        arrays: The pairs.
        seed: Decides everything.
        batch_tokens: Largest number of tokens, padding included, of the longer side of a batch.
            Small batches learn more from the same time at the start; larger ones pay when the loss
            flattens, hence a ramp.
        longest: Longest side of a pair, in tokens. Knowing when to stop is what takes the steps;
            short sentences teach it sooner, hence a ramp.
        pool_size: Pairs drawn at a time; within a pool pairs are sorted by length.
    """

    def __init__(
        self,
        arrays: TokenArrays,
        *,
        seed: int,
        batch_tokens: Ramp,
        longest: Ramp,
        pool_size: int = 6000,
    ) -> None:
        self._arrays = arrays
        self._seed = seed
        self._batch_tokens = batch_tokens
        self._longest = longest
        self._pool_size = pool_size
        self._held: tuple[int, list[NDArray[np.int64]]] | None = None

    def take(self, position: Position, count: int) -> tuple[list[NDArray[np.int64]], Position]:
        """The next ``count`` batches, as numbers of pairs, and the position behind them."""
        batches: list[NDArray[np.int64]] = []
        pool, batch = position.pool, position.batch
        while len(batches) < count:
            current = self._pool(pool)
            if batch < len(current):
                batches.append(current[batch])
                batch += 1
            else:
                pool, batch = pool + 1, 0
        return batches, Position(pool=pool, batch=batch)

    def _pool(self, number: int) -> list[NDArray[np.int64]]:
        if self._held is None or self._held[0] != number:
            self._held = (number, self._make(number))
        return self._held[1]

    def _make(self, number: int) -> list[NDArray[np.int64]]:
        random = np.random.default_rng([self._seed, number])
        drawn = number * self._pool_size
        chosen = self._draw(random, drawn)
        lengths = np.maximum(
            self._arrays.source_lengths[chosen], self._arrays.target_lengths[chosen]
        )
        fits = lengths <= self._longest.at(drawn)
        chosen, lengths = chosen[fits], lengths[fits]
        if not len(chosen):
            raise InputError(
                f"no pair has at most {self._longest.at(drawn):.0f} tokens on both sides",
                mend="Allow longer pairs",
            )
        # By English length, since the decoder costs the most per token.
        order = np.argsort(
            self._arrays.target_lengths[chosen] + random.random(len(chosen)) * _JITTER,
            kind="stable",
        )
        batches = _pack(chosen[order], lengths[order], int(self._batch_tokens.at(drawn)))
        return [batches[place] for place in random.permutation(len(batches))]

    def _draw(self, random: np.random.Generator, drawn: int) -> NDArray[np.int64]:
        origins = self._arrays.origins
        counts = np.array([origin.count for origin in origins])
        firsts = np.array([origin.first for origin in origins])
        mass = counts * np.array([origin.weight.at(drawn) for origin in origins])
        if not mass.sum():
            raise InputError(f"after {drawn:,} pairs all weights are 0", mend="Raise a weight_end")
        origin = random.choice(len(origins), size=self._pool_size, p=mass / mass.sum())
        chosen: NDArray[np.int64] = firsts[origin] + (
            random.random(self._pool_size) * counts[origin]
        ).astype(np.int64)
        return chosen


def _pack(
    numbers: NDArray[np.int64], lengths: NDArray[np.int32], tokens: int
) -> list[NDArray[np.int64]]:
    """Cut a row of pairs into batches whose padded side has at most ``tokens`` tokens."""
    batches = []
    start = longest = 0
    for place, length in enumerate(lengths.tolist()):
        longest = max(longest, length)
        if place > start and longest * (place + 1 - start) > tokens:
            batches.append(numbers[start:place])
            start, longest = place, length
    batches.append(numbers[start:])
    return batches


def pad_rows(rows: Sequence[NDArray[np.generic]], pad: int) -> NDArray[np.int64]:
    """Rows of different length as one matrix, filled up with ``pad``."""
    matrix = np.full((len(rows), max(len(row) for row in rows)), pad, np.int64)
    for number, row in enumerate(rows):
        matrix[number, : len(row)] = row
    return matrix

"""The best alignment of two spellings under costs of letter chunks.

A memoryless joint transducer, the "joint source-channel model" of Li, Zhang and Su (2004) in its
simplest form: a pair of spellings is a chain of operations, each turning a chunk of zero to three
letters into a chunk of zero to four. An operation's weight is its log-odds, in nats: how much
likelier the two chunks are together, as spellings of one name, than apart, in two names of no
relation. Weights add up, so the sum says the same of the whole pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["Operation", "Transducer"]

_DEAD: Final = float("-inf")

#: A chunk of the first spelling, a chunk of the second, the weight in nats.
Operation = tuple[str, str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transducer:
    """Weights for one pair of scripts.

    Attributes:
        weights: ``weights[x][y]``: log-odds of chunk ``x`` of the first spelling standing for chunk
            ``y`` of the second. Under the empty ``x`` are letters of the second that answer to
            nothing.
        longest: Longest ``x`` and longest ``y``.
        floor: A partial alignment whose sum falls below this is given up.
    """

    weights: dict[str, dict[str, float]]
    longest: tuple[int, int]
    floor: float

    def align(self, x: str, y: str) -> list[Operation] | None:
        """The operations of the best alignment in order, or ``None`` where all were given up."""
        width = len(y)
        chunks = _chunks(y, self.longest[1])
        insertions = self.weights[""]
        step = [insertions.get(letter, _DEAD) for letter in y]
        rows: list[list[float]] = [[_DEAD] * (width + 1) for _ in range(len(x) + 1)]
        origins: list[dict[int, tuple[int, int]]] = [{} for _ in range(len(x) + 1)]
        rows[0][0] = 0.0
        floor = self.floor
        for i, row in enumerate(rows):
            origin = origins[i]
            live = []
            for j in range(width + 1):
                here = row[j]
                if here < floor:
                    continue
                live.append(j)
                if j < width and here + step[j] > row[j + 1]:
                    row[j + 1] = here + step[j]
                    origin[j + 1] = (i, j)
            if not live:
                continue
            for end in range(i + 1, min(len(x), i + self.longest[0]) + 1):
                answers = self.weights.get(x[i:end])
                if answers is None:
                    continue
                target, target_origin = rows[end], origins[end]
                for j in live:
                    here = row[j]
                    for stop, chunk in chunks[j]:
                        weight = answers.get(chunk)
                        if weight is not None and here + weight > target[stop]:
                            target[stop] = here + weight
                            target_origin[stop] = (i, j)
        if rows[-1][width] < floor:
            return None
        return self._trace(x, y, origins)

    def _trace(self, x: str, y: str, origins: list[dict[int, tuple[int, int]]]) -> list[Operation]:
        operations: list[Operation] = []
        i, j = len(x), len(y)
        while i or j:
            before_i, before_j = origins[i][j]
            from_x, from_y = x[before_i:i], y[before_j:j]
            operations.append((from_x, from_y, self.weights[from_x][from_y]))
            i, j = before_i, before_j
        operations.reverse()
        return operations


def _chunks(y: str, longest: int) -> list[list[tuple[int, str]]]:
    """For each place of ``y`` the chunks that start there, the empty one first, with their ends."""
    return [
        [(stop, y[j:stop]) for stop in range(j, min(len(y), j + longest) + 1)]
        for j in range(len(y) + 1)
    ]

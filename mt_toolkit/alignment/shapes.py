"""How many source and target segments a bead may link."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["LONGEST", "SHAPES", "Shape"]

LONGEST: Final = 8


class Shape(NamedTuple):
    """The size of a bead: ``source`` segments against ``target`` segments."""

    source: int
    target: int

    @property
    def weight(self) -> float:
        """How much of the text such a bead takes: the mean of its two sides."""
        return (self.source + self.target) / 2


def _shapes() -> tuple[Shape, ...]:
    sizes = range(1, LONGEST + 1)
    return tuple(
        Shape(n, m)
        for n in sizes
        for m in sizes
        if min(n, m) == 1 or (min(n, m) == 2 and n + m <= 5)
    )


# 1-1, 1-n and n-1, 2-2, 2-3, 3-2; segments without a partner are dealt with apart.
SHAPES: Final = _shapes()

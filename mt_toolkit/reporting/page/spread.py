"""How values are spread whose range nobody knows beforehand."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from mt_toolkit.reporting.page.tally import BINS

__all__ = ["Spread"]

_FINEST: Final = 2.0**-10


class Spread:
    """Counts values in at most `BINS` columns of equal width, in constant memory.

    The columns begin narrow. When a value lies too far out for their number, neighbours are joined
    two by two, and all columns are twice as wide: borders are multiples of the width, so that a
    joined column has exactly the values of its two.
    """

    def __init__(self) -> None:
        self._width = _FINEST
        self._columns: Counter[int] = Counter()

    def add(self, value: float) -> None:
        """Count a value; what is no finite number counts nowhere."""
        if not math.isfinite(value):
            return
        while abs(value) / self._width > 2.0**52:
            self._join()
        self._columns[math.floor(value / self._width)] += 1
        while max(self._columns) - min(self._columns) >= BINS:
            self._join()

    def _join(self) -> None:
        self._width *= 2
        joined: Counter[int] = Counter()
        for column, count in self._columns.items():
            joined[column // 2] += count
        self._columns = joined

    def columns(self) -> tuple[list[str], list[int]]:
        """What each column holds in words, and how many values; from the lowest to the highest."""
        if not self._columns:
            return [], []
        found = range(min(self._columns), max(self._columns) + 1)
        labels = [f"{at * self._width:.4g} to {(at + 1) * self._width:.4g}" for at in found]
        return labels, [self._columns[at] for at in found]

"""Confidence that means what it says.

The probabilities of the dynamic programme are too sure of themselves where the evidence of
neighbouring beads is the same evidence. They are mapped by a logistic function of their log-odds
(Platt, 1999), fitted on documents that the weights had not been learned from; what the mapped
values are worth on other documents is shown in ``docs/alignment.md``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Bin", "Calibration", "reliability"]

_SMALLEST: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A logistic map of probabilities.

    Attributes:
        slope: Factor on the log-odds.
        shift: Added to them.
    """

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, probability: float) -> float:
        """The confidence that stands for a probability."""
        bounded = min(max(probability, _SMALLEST), 1.0 - _SMALLEST)
        odds = self.slope * math.log(bounded / (1.0 - bounded)) + self.shift
        return 1.0 / (1.0 + math.exp(-odds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Beads of about one confidence.

    Attributes:
        count: How many there are.
        confidence: The mean of what was said of them.
        right: The share of them that is right.
    """

    count: int
    confidence: float
    right: float


def reliability(judged: Iterable[tuple[float, bool]], borders: Sequence[float]) -> list[Bin | None]:
    """Compare confidence with truth.

    Args:
        judged: Confidence of each bead, and whether it is right.
        borders: Where one bin ends and the next begins, rising from 0 to above 1.

    Returns:
        A bin for each two neighbouring borders, ``None`` where it is empty.
    """
    pairs = list(judged)
    bins: list[Bin | None] = []
    for low, high in pairwise(borders):
        inside = [(sure, right) for sure, right in pairs if low <= sure < high]
        bins.append(
            Bin(
                count=len(inside),
                confidence=sum(sure for sure, _ in inside) / len(inside),
                right=sum(right for _, right in inside) / len(inside),
            )
            if inside
            else None
        )
    return bins

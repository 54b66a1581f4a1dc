"""The alignment with the most right beads, as far as their probabilities tell.

A dynamic programme takes the monotone path whose beads are probable in sum: the one with the
highest expected number of right beads, which is what alignments are judged by. The most probable
path may be another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.posterior import Posteriors

    Array = npt.NDArray[np.float64]
    Codes = npt.NDArray[np.int16]

__all__ = ["best_path"]

_SOURCE_ALONE: Final = Shape(1, 0)
_TARGET_ALONE: Final = Shape(0, 1)


def best_path(found: Posteriors) -> list[tuple[range, range, float]]:
    """The path with the highest expected number of right beads and gaps.

    Returns:
        Source segments, target segments and probability of each bead, in order.
    """
    import numpy as np

    band = found.band
    # The last two stand for segments left alone.
    shapes = [*found.beads, _SOURCE_ALONE, _TARGET_ALONE]
    along = np.concatenate([[0.0], np.cumsum(found.target_alone)])
    best: list[Array] = []
    choices: list[Codes] = []
    for row in range(band.sources + 1):
        low, width = band.low[row], band.width(row)
        value, choice = _ending(found, shapes, best, row)
        shifted = value - along[low : low + width]
        running = np.maximum.accumulate(shifted)
        choice[running > shifted] = len(shapes) - 1
        best.append(running + along[low : low + width])
        choices.append(choice)
    return list(_trace(found, choices, shapes))[::-1]


def _ending(
    found: Posteriors, shapes: list[Shape], best: list[Array], row: int
) -> tuple[Array, Codes]:
    """The best way to each border of a row by a bead or a source gap that ends there, and which."""
    import numpy as np

    band = found.band
    width = band.width(row)
    value = np.full(width, -np.inf)
    choice = np.zeros(width, dtype=np.int16)
    if row == 0:
        value[0] = 0.0
        return value, choice
    for code, shape in enumerate(shapes[:-1]):
        start = row - shape.source
        if start < 0:
            continue
        if shape is _SOURCE_ALONE:
            gained: npt.NDArray[np.float32] | float = float(found.source_alone[start])
        else:
            gained = found.beads[shape][start]
        option = best[start] + gained
        shift = band.low[start] + shape.target - band.low[row]
        first, last = max(shift, 0), min(shift + len(option), width)
        if first >= last:
            continue
        seen = option[first - shift : last - shift]
        better = seen > value[first:last]
        value[first:last][better] = seen[better]
        choice[first:last][better] = code
    return value, choice


def _trace(
    found: Posteriors, choices: list[Codes], shapes: list[Shape]
) -> Iterator[tuple[range, range, float]]:
    """Follow the choices from the end of both texts to their beginning."""
    band = found.band
    row, column = band.sources, band.targets
    while row or column:
        shape = shapes[choices[row][column - band.low[row]]]
        end_row, end_column = row, column
        row, column = row - shape.source, column - shape.target
        if shape is _TARGET_ALONE:
            sure = found.target_alone[column]
        elif shape is _SOURCE_ALONE:
            sure = found.source_alone[row]
        else:
            sure = found.beads[shape][row][column - band.low[row]]
        yield range(row, end_row), range(column, end_column), min(1.0, float(sure))

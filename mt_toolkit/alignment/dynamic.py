"""The alignment as a chain of beads: all of them at once, then the one with the most right beads.

The scores of beads and gaps make a semi-Markov random field over the monotone paths through the
grid. The forward-backward algorithm gives, for each possible bead, the probability that it is part
of the alignment (Deng, Kumar and Byrne, 2007, use the same quantity); a second dynamic programme
takes the path whose beads are probable in sum, which is the one with the highest expected number of
right beads. Both look only at the cells of a band, so time and memory grow with the length of the
texts, not with its square.

A path is in one of three states: behind a bead, within a run of source segments left alone, or
within one of target segments left alone. A run of the first kind never follows one of the second,
so that each set of beads is one path only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.alignment.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.band import Band, Costs

    Array = npt.NDArray[np.float64]

__all__ = ["Posteriors", "best_path", "posteriors"]

_SOURCE_ALONE = Shape(1, 0)
_TARGET_ALONE = Shape(0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posteriors:
    """Probabilities of beads and borders.

    Attributes:
        band: The cells they are about.
        beads: For each shape and row, the probability of the beads that begin at the row's borders.
        source_alone: Probability of each source segment's having no partner.
        target_alone: Probability of each target segment's having no partner.
        borders: For each row, the probability that a path passes the border.
        log_sum: Logarithm of the sum over all paths, in nats.
    """

    band: Band
    beads: dict[Shape, list[Array]]
    source_alone: Array
    target_alone: Array
    borders: list[Array]
    log_sum: float


@dataclass(frozen=True, slots=True)
class _Row:
    """Log sums over the paths up to (or from) the borders of one row, by their state there."""

    bead: Array
    source_run: Array
    target_run: Array
    any: Array


def posteriors(costs: Costs) -> Posteriors:
    """Sum over all paths.

    Raises:
        ValueError: The band leaves no path.
    """
    import numpy as np

    forward = _forward(costs)
    total = float(forward[-1].any[-1])
    if not np.isfinite(total):
        raise ValueError("no path leads through the band")
    band = costs.band
    beads: dict[Shape, list[Array]] = {shape: [] for shape in costs.beads}
    source_alone, target_alone = np.zeros(band.sources), np.zeros(band.targets)
    borders: list[Array] = []
    later: dict[int, _Row] = {}
    for row in range(band.sources, -1, -1):
        onward, opened = _onward(costs, later, row)
        for shape, scores in opened.items():
            beads[shape].append(np.exp(np.minimum(forward[row].any + scores - total, 0.0)))
        later[row] = here = _backward_row(costs, later, row, onward)
        _add_gaps(costs, forward, later, row, total, source_alone, target_alone)
        passed = [
            forward[row].bead + here.bead,
            forward[row].source_run + here.source_run,
            forward[row].target_run + here.target_run,
        ]
        borders.append(np.exp(np.minimum(np.logaddexp.reduce(passed) - total, 0.0)))
        later.pop(row + max(shape.source for shape in costs.beads), None)
    return Posteriors(
        band=band,
        beads={shape: rows[::-1] for shape, rows in beads.items()},
        source_alone=np.minimum(source_alone, 1.0),
        target_alone=np.minimum(target_alone, 1.0),
        borders=borders[::-1],
        log_sum=total,
    )


def _forward(costs: Costs) -> list[_Row]:
    import numpy as np

    band, gaps = costs.band, costs.gaps
    cumulative = _cumulative(costs)
    rows: list[_Row] = []
    for row in range(band.sources + 1):
        low, width = band.low[row], band.width(row)
        nothing = np.full(width, -np.inf)
        bead, source_run = nothing, nothing
        if row == 0:
            bead = nothing.copy()
            bead[0] = 0.0
        else:
            reached = [
                _seen_from(
                    rows[row - shape.source].any + scores[row - shape.source],
                    band.low[row - shape.source] + shape.target,
                    low,
                    width,
                )
                for shape, scores in costs.beads.items()
                if shape.source <= row
            ]
            bead = np.logaddexp.reduce(reached)
            above = np.logaddexp(
                rows[row - 1].bead + gaps.opening, rows[row - 1].source_run + gaps.extending
            )
            source_run = _seen_from(above, band.low[row - 1], low, width) + gaps.source[row - 1]
        before = np.logaddexp(bead, source_run)
        target_run = nothing.copy()
        along = cumulative[low : low + width]
        runs = np.logaddexp.accumulate(before - along)[:-1] + along[1:]
        target_run[1:] = runs + gaps.opening - gaps.extending
        rows.append(_Row(bead, source_run, target_run, np.logaddexp(before, target_run)))
    return rows


def _cumulative(costs: Costs) -> Array:
    """Score of leaving alone all target segments before a border, openings aside."""
    import numpy as np

    return np.concatenate([[0.0], np.cumsum(costs.gaps.target + costs.gaps.extending)])


def _seen_from(values: Array, start: int, low: int, width: int) -> Array:
    """Values of the borders from ``start`` on, as a row that begins at ``low``."""
    import numpy as np

    seen = np.full(width, -np.inf)
    first, last = max(start, low), min(start + len(values), low + width)
    if first < last:
        seen[first - low : last - low] = values[first - start : last - start]
    return seen


def _onward(costs: Costs, later: dict[int, _Row], row: int) -> tuple[Array, dict[Shape, Array]]:
    """What beads that begin in ``row`` lead to: the sum over all, and each shape's own part."""
    import numpy as np

    band = costs.band
    low, width = band.low[row], band.width(row)
    opened = {}
    for shape, scores in costs.beads.items():
        end = row + shape.source
        if end > band.sources:
            opened[shape] = np.full(width, -np.inf)
            continue
        after = _seen_from(later[end].bead, band.low[end] - shape.target, low, width)
        opened[shape] = scores[row] + after
    return np.logaddexp.reduce(list(opened.values())), opened


def _backward_row(costs: Costs, later: dict[int, _Row], row: int, onward: Array) -> _Row:
    import numpy as np

    band, gaps = costs.band, costs.gaps
    low, width = band.low[row], band.width(row)
    onward = onward.copy()
    if row == band.sources:
        onward[-1] = 0.0  # The end of both texts.
    along = _cumulative(costs)[low : low + width]
    target_run = np.logaddexp.accumulate((onward + along)[::-1])[::-1] - along
    into_target = np.full(width, -np.inf)
    into_target[:-1] = target_run[1:] + gaps.target[low : low + width - 1]
    into_target += gaps.opening
    below = np.full(width, -np.inf)
    if row < band.sources:
        below = _seen_from(later[row + 1].source_run, band.low[row + 1], low, width)
        below += gaps.source[row]
    leave = np.logaddexp(onward, into_target)
    return _Row(
        np.logaddexp(leave, below + gaps.opening),
        np.logaddexp(leave, below + gaps.extending),
        target_run,
        leave,
    )


def _add_gaps(
    costs: Costs,
    forward: list[_Row],
    later: dict[int, _Row],
    row: int,
    total: float,
    source_alone: Array,
    target_alone: Array,
) -> None:
    """Add up the probabilities of gaps that begin in ``row``."""
    import numpy as np

    band, gaps = costs.band, costs.gaps
    low, width = band.low[row], band.width(row)
    here = forward[row]
    before = np.logaddexp(here.bead, here.source_run) + gaps.opening
    step = np.logaddexp(before, here.target_run + gaps.extending)[:-1]
    step = step + gaps.target[low : low + width - 1] + later[row].target_run[1:]
    target_alone[low : low + width - 1] += np.exp(np.minimum(step - total, 0.0))
    if row < band.sources:
        down = np.logaddexp(here.bead + gaps.opening, here.source_run + gaps.extending)
        after = _seen_from(later[row + 1].source_run, band.low[row + 1], low, width)
        step = down + gaps.source[row] + after
        source_alone[row] = np.exp(np.minimum(np.logaddexp.reduce(step) - total, 0.0))


def best_path(found: Posteriors) -> list[tuple[range, range, float]]:
    """The path with the highest expected number of right beads and gaps.

    Returns:
        Source segments, target segments and probability of each bead, in order.
    """
    import numpy as np

    band = found.band
    along = np.concatenate([[0.0], np.cumsum(found.target_alone)])
    best: list[Array] = []
    choices: list[npt.NDArray[np.int16]] = []
    shapes = list(found.beads)
    for row in range(band.sources + 1):
        low, width = band.low[row], band.width(row)
        if row == 0:
            value = np.full(width, -np.inf)
            value[0] = 0.0
            choice = np.full(width, -1, dtype=np.int16)
        else:
            options = [_seen_from(best[row - 1], band.low[row - 1], low, width)]
            options[0] = options[0] + found.source_alone[row - 1]
            taken = [_SOURCE_ALONE]
            for shape in shapes:
                start = row - shape.source
                if start >= 0:
                    value = best[start] + found.beads[shape][start]
                    options.append(_seen_from(value, band.low[start] + shape.target, low, width))
                    taken.append(shape)
            table = np.stack(options)
            picked = table.argmax(axis=0)
            value = table.max(axis=0)
            codes = np.array(
                [-2 if shape is _SOURCE_ALONE else shapes.index(shape) for shape in taken]
            )
            choice = codes[picked].astype(np.int16)
        shifted = value - along[low : low + width]
        running = np.maximum.accumulate(shifted)
        choice[running > shifted] = -1
        best.append(running + along[low : low + width])
        choices.append(choice)
    return list(_trace(found, choices, shapes))[::-1]


def _trace(
    found: Posteriors, choices: list[npt.NDArray[np.int16]], shapes: list[Shape]
) -> Iterator[tuple[range, range, float]]:
    """Follow the choices from the end of both texts to their beginning."""
    band = found.band
    row, column = band.sources, band.targets
    while row or column:
        choice = int(choices[row][column - band.low[row]])
        shape = {-1: _TARGET_ALONE, -2: _SOURCE_ALONE}.get(choice) or shapes[choice]
        end_row, end_column = row, column
        row, column = row - shape.source, column - shape.target
        if shape is _TARGET_ALONE:
            sure = float(found.target_alone[column])
        elif shape is _SOURCE_ALONE:
            sure = float(found.source_alone[row])
        else:
            sure = float(found.beads[shape][row][column - band.low[row]])
        yield range(row, end_row), range(column, end_column), min(1.0, sure)

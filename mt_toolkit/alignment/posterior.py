"""How probable each bead is: the sum over all alignments.

The scores of beads and gaps make a semi-Markov random field over the monotone paths through the
grid. The forward-backward algorithm gives, for each possible bead, the probability that it is part
of the alignment. It looks only at the cells of a band, so time and memory grow with the length of
the texts, not with its square.

A path is in one of three states: behind a bead, within a run of source segments left alone, or
within one of target segments left alone. A run of the first kind never follows one of the second,
so that each set of beads is one path only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.band import Band, Costs
    from mt_toolkit.alignment.shapes import Shape

    Array = npt.NDArray[np.float64]
    Floats = npt.NDArray[np.float32]

__all__ = ["Posteriors", "posteriors"]


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
    beads: dict[Shape, list[Floats]]
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
    return _Chain(costs).posteriors()


class _Chain:
    """The forward and the backward pass over one band."""

    def __init__(self, costs: Costs) -> None:
        import numpy as np

        self._costs = costs
        self._band = costs.band
        gaps = costs.gaps
        # Score of leaving alone all target segments before a border, openings aside.
        self._along = np.concatenate([[0.0], np.cumsum(gaps.target + gaps.extending)])
        self._forward: list[_Row] = []
        self._later: dict[int, _Row] = {}

    def posteriors(self) -> Posteriors:
        """Go forward, then backward, and add up what the paths have in common."""
        import numpy as np

        band = self._band
        for row in range(band.sources + 1):
            self._forward.append(self._forward_row(row))
        total = float(self._forward[-1].any[-1])
        if not np.isfinite(total):
            raise ValueError("no path leads through the band")
        beads: dict[Shape, list[Floats]] = {shape: [] for shape in self._costs.beads}
        source_alone, target_alone = np.zeros(band.sources), np.zeros(band.targets)
        borders: list[Array] = []
        deepest = max(shape.source for shape in self._costs.beads)
        for row in range(band.sources, -1, -1):
            opened = self._opened(row)
            here = self._backward_row(row, np.logaddexp.reduce(list(opened.values())))
            self._later[row] = here
            for shape, scores in opened.items():
                sure = _probability(self._forward[row].any + scores - total)
                beads[shape].append(sure.astype(np.float32))
            low, width = band.low[row], band.width(row)
            target_alone[low : low + width - 1] += _probability(self._target_gaps(row) - total)
            if row < band.sources:
                source_alone[row] = _probability(self._source_gaps(row) - total).sum()
            borders.append(_probability(_through(self._forward[row], here) - total))
            self._later.pop(row + deepest, None)
        return Posteriors(
            band=band,
            beads={shape: rows[::-1] for shape, rows in beads.items()},
            source_alone=np.minimum(source_alone, 1.0),
            target_alone=np.minimum(target_alone, 1.0),
            borders=borders[::-1],
            log_sum=total,
        )

    def _forward_row(self, row: int) -> _Row:
        import numpy as np

        low, width = self._band.low[row], self._band.width(row)
        bead, source_run = np.full(width, -np.inf), np.full(width, -np.inf)
        if row == 0:
            bead[0] = 0.0
        else:
            bead = np.logaddexp.reduce(list(self._arriving(row)))
            gaps, above = self._costs.gaps, self._forward[row - 1]
            left = np.logaddexp(above.bead + gaps.opening, above.source_run + gaps.extending)
            source_run = _seen_from(left, self._band.low[row - 1], low, width)
            source_run += gaps.source[row - 1]
        before = np.logaddexp(bead, source_run)
        target_run = np.full(width, -np.inf)
        along = self._along[low : low + width]
        target_run[1:] = np.logaddexp.accumulate(before - along)[:-1] + along[1:]
        target_run += self._costs.gaps.opening - self._costs.gaps.extending
        return _Row(bead, source_run, target_run, np.logaddexp(before, target_run))

    def _arriving(self, row: int) -> Iterator[Array]:
        """For each shape, what its beads that end in ``row`` bring along."""
        band = self._band
        for shape, scores in self._costs.beads.items():
            start = row - shape.source
            if start >= 0:
                yield _seen_from(
                    self._forward[start].any + scores[start],
                    band.low[start] + shape.target,
                    band.low[row],
                    band.width(row),
                )

    def _opened(self, row: int) -> dict[Shape, Array]:
        """For each shape, what its beads that begin in ``row`` lead to."""
        import numpy as np

        band = self._band
        low, width = band.low[row], band.width(row)
        opened = {}
        for shape, scores in self._costs.beads.items():
            end = row + shape.source
            if end > band.sources:
                opened[shape] = np.full(width, -np.inf)
                continue
            after = _seen_from(self._later[end].bead, band.low[end] - shape.target, low, width)
            opened[shape] = scores[row] + after
        return opened

    def _backward_row(self, row: int, onward: Array) -> _Row:
        import numpy as np

        band, gaps = self._band, self._costs.gaps
        low, width = band.low[row], band.width(row)
        if row == band.sources:
            onward[-1] = 0.0  # The end of both texts.
        along = self._along[low : low + width]
        target_run = np.logaddexp.accumulate((onward + along)[::-1])[::-1] - along
        into_target = np.full(width, -np.inf)
        into_target[:-1] = target_run[1:] + gaps.target[low : low + width - 1] + gaps.opening
        below = np.full(width, -np.inf)
        if row < band.sources:
            run = self._later[row + 1].source_run
            below = _seen_from(run, band.low[row + 1], low, width) + gaps.source[row]
        leave = np.logaddexp(onward, into_target)
        return _Row(
            np.logaddexp(leave, below + gaps.opening),
            np.logaddexp(leave, below + gaps.extending),
            np.asarray(target_run),
            leave,
        )

    def _target_gaps(self, row: int) -> Array:
        """Scores of all paths that leave each target segment alone in ``row``."""
        import numpy as np

        low, width = self._band.low[row], self._band.width(row)
        gaps, here = self._costs.gaps, self._forward[row]
        start = np.logaddexp(here.bead, here.source_run) + gaps.opening
        step = np.logaddexp(start, here.target_run + gaps.extending)[:-1]
        return step + gaps.target[low : low + width - 1] + self._later[row].target_run[1:]

    def _source_gaps(self, row: int) -> Array:
        """Scores of all paths that leave the row's source segment alone, by their border."""
        import numpy as np

        band, gaps, here = self._band, self._costs.gaps, self._forward[row]
        down = np.logaddexp(here.bead + gaps.opening, here.source_run + gaps.extending)
        run = self._later[row + 1].source_run
        after = _seen_from(run, band.low[row + 1], band.low[row], band.width(row))
        return np.asarray(down + gaps.source[row] + after)


def _through(forward: _Row, backward: _Row) -> Array:
    """Scores of all paths through each border of a row."""
    import numpy as np

    return np.asarray(
        np.logaddexp.reduce(
            [
                forward.bead + backward.bead,
                forward.source_run + backward.source_run,
                forward.target_run + backward.target_run,
            ]
        )
    )


def _probability(scores: Array) -> Array:
    import numpy as np

    # Rounding may leave a score just above that of all paths together.
    return np.asarray(np.exp(np.minimum(scores, 0.0)))


def _seen_from(values: Array, start: int, low: int, width: int) -> Array:
    """Values of the borders from ``start`` on, as a row that begins at ``low``."""
    import numpy as np

    seen = np.full(width, -np.inf)
    first, last = max(start, low), min(start + len(values), low + width)
    if first < last:
        seen[first - low : last - low] = values[first - start : last - start]
    return seen

"""Where in a large grid the alignment runs, found from coarse to fine.

Segments are put together in pairs, pairs in fours and so on, until both texts are short enough to
look at the whole grid. The probable borders found there, and their surroundings, are the band that
is searched one step finer (as vecalign does; Salvador and Chan, 2007). Because features of segments
can be added up, a coarse segment costs no more than a fine one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.band import Band, Costs, GapScores, full_band
from mt_toolkit.alignment.posterior import posteriors
from mt_toolkit.alignment.shapes import Shape

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.spans import SpanVectors

    Floats = npt.NDArray[np.float32]

__all__ = ["find_band"]

# Up to this many cells everything is searched.
_SMALL: Final = 250_000
# Borders this improbable are left out of the band.
_LEAST: Final = 1e-9
# How many borders more on each side are searched, at each step.
_SLACK: Final = 12
# Scores of the coarse steps, in nats: a pair of segments gains by a cosine above the first value.
_NEUTRAL, _GAIN, _GAP, _UNEVEN = 0.3, 12.0, -1.0, -1.5


def find_band(source: SpanVectors, target: SpanVectors) -> Band:
    """The band to search for the alignment of two texts."""
    if source.count * target.count <= _SMALL:
        return full_band(source.count, target.count)
    coarse_source, coarse_target = source.halved(), target.halved()
    coarse = find_band(coarse_source, coarse_target)
    return _refined(_probable(coarse_source, coarse_target, coarse), source.count, target.count)


def _probable(source: SpanVectors, target: SpanVectors, band: Band) -> Band:
    """The borders of a band that the alignment may pass."""
    import numpy as np

    found = posteriors(_simple_costs(source, target, band))
    low, high = [], []
    for row, probability in enumerate(found.borders):
        likely = np.flatnonzero(probability > _LEAST)
        first, last = (likely[0], likely[-1]) if len(likely) else (0, len(probability) - 1)
        low.append(band.low[row] + int(first))
        high.append(band.low[row] + int(last))
    return Band(low=tuple(low), high=tuple(high))


def _simple_costs(source: SpanVectors, target: SpanVectors, band: Band) -> Costs:
    import numpy as np

    left, right = source.centred(source.singles), target.centred(target.singles)
    beads: dict[Shape, list[npt.NDArray[np.float64]]] = {
        Shape(1, 1): [],
        Shape(1, 2): [],
        Shape(2, 1): [],
    }
    for row in range(band.sources + 1):
        low, high = band.low[row], band.high[row]
        one = np.full(high - low + 1, -np.inf)
        wide, tall = one.copy(), one.copy()
        if row < band.sources and low < target.count:
            near = right[low : high + 1]
            gain = _GAIN * (near @ left[row] - _NEUTRAL)
            one[: len(gain)] = gain
            if len(gain) > 1:
                wide[: len(gain) - 1] = (gain[:-1] + gain[1:]) * 0.75 + _UNEVEN
            if row + 1 < band.sources:
                below = _GAIN * (near @ left[row + 1] - _NEUTRAL)
                tall[: len(gain)] = (gain + below) * 0.75 + _UNEVEN
        for shape, values in zip(beads, (one, wide, tall), strict=True):
            beads[shape].append(values)
    return Costs(
        band=band,
        beads=beads,
        gaps=GapScores(
            source=np.full(source.count, _GAP),
            target=np.full(target.count, _GAP),
            opening=_GAP,
            extending=0.0,
        ),
    )


def _refined(coarse: Band, sources: int, targets: int) -> Band:
    """The same band with twice as many borders, and somewhat wider."""
    import numpy as np

    last = coarse.sources
    places = [min((row + 1) // 2, last) for row in range(sources + 1)]
    before = [min(row // 2, last) for row in range(sources + 1)]
    low = np.array([2 * coarse.low[at] - _SLACK for at in before])
    high = np.array([2 * coarse.high[at] + _SLACK for at in places])
    low, high = np.clip(low, 0, targets), np.clip(high, 0, targets)
    # Borders never go back.
    low = np.minimum.accumulate(low[::-1])[::-1]
    high = np.maximum.accumulate(high)
    low[0], high[-1] = 0, targets
    return Band(low=tuple(low.tolist()), high=tuple(high.tolist()))

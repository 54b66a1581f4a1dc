"""From evidence to scores: what each bead of the band is worth."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.alignment.band import Costs, GapScores
from mt_toolkit.alignment.calibration import Calibration
from mt_toolkit.alignment.evidence import (
    BEAD_FEATURES,
    GAP_FEATURES,
    Pair,
    bead_features,
    gap_features,
)
from mt_toolkit.alignment.overlap import mark_overlap, number_overlap
from mt_toolkit.alignment.shapes import LONGEST, SHAPES, Shape
from mt_toolkit.alignment.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.band import Band
    from mt_toolkit.alignment.spans import SpanVectors
    from mt_toolkit.alignment.words import WordLinker

    Array = npt.NDArray[np.float64]
    Floats = npt.NDArray[np.float32]

__all__ = ["Weights", "carried_weights", "costs_of", "pair_of"]

_BLOCK: Final = 64
# Segments around a block that its beads are compared with.
_HALO: Final = 1
# What good pairs score in texts too short to tell, and how many segments that is worth.
_USUAL_SCALE: Final = 0.6
_USUAL_WEIGHT: Final = 4.0
_LEAST_SCALE: Final = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each piece of evidence counts, in nats.

    Attributes:
        beads: Weight of each of :data:`~mt_toolkit.alignment.evidence.BEAD_FEATURES`.
        gaps: Weight of each of :data:`~mt_toolkit.alignment.evidence.GAP_FEATURES`.
        shapes: Added for beads of a shape, larger side first; 0 where it is not named.
        opening: Added for the first of neighbouring segments left alone.
        extending: Added for each other of them.
        calibration: Maps the probabilities that come of all this to confidence.
    """

    beads: Mapping[str, float]
    gaps: Mapping[str, float]
    shapes: Mapping[str, float]
    opening: float
    extending: float
    calibration: Calibration

    def of_shape(self, shape: Shape) -> float:
        """What a bead's shape alone is worth; the same for a shape and its mirror image."""
        return self.shapes.get(f"{max(shape)}-{min(shape)}", 0.0)


@cache
def carried_weights() -> Weights:
    """The weights that were learned for this package; ``docs/alignment.md`` says from what."""
    text = resources.files("mt_toolkit.alignment").joinpath("weights.json").read_text("utf-8")
    values: dict[str, Any] = json.loads(text)
    calibration = Calibration(**values.pop("calibration"))
    return Weights(calibration=calibration, **values)


def pair_of(
    source: tuple[SpanVectors, Sequence[str]], target: tuple[SpanVectors, Sequence[str]], band: Band
) -> Pair:
    """Look at the two texts as wholes."""
    source_vectors, source_texts = source
    target_vectors, target_texts = target
    source_best, target_best, scale = _best_partners(source_vectors, target_vectors, band)
    source_length, target_length = _lengths(source_texts, target_texts)
    return Pair(
        source=source_vectors,
        target=target_vectors,
        source_length=source_length,
        target_length=target_length,
        source_best=source_best,
        target_best=target_best,
        scale=scale,
        numbers=number_overlap(source_texts, target_texts),
        marks=mark_overlap(source_texts, target_texts),
        source_words=[words_of(text) for text in source_texts],
        target_words=[words_of(text) for text in target_texts],
    )


def _lengths(source: Sequence[str], target: Sequence[str]) -> tuple[Array, Array]:
    """Characters before each border, both sides stretched to their common (geometric) mean."""
    import numpy as np

    def cumulative(side: Sequence[str]) -> Array:
        return np.concatenate([[0.0], np.cumsum([len(text) + 1.0 for text in side])])

    left, right = cumulative(source), cumulative(target)
    stretch = (right[-1] / left[-1]) ** 0.5
    return left * stretch, right / stretch


def _best_partners(
    source: SpanVectors, target: SpanVectors, band: Band
) -> tuple[Floats, Floats, float]:
    """Each segment's best cosine with a single one of the other side, and what is usual."""
    import numpy as np

    left, right = source.centred(source.singles), target.centred(target.singles)
    source_best = np.zeros(source.count, dtype=np.float32)
    target_best = np.full(target.count, -1.0, dtype=np.float32)
    for rows, columns in _blocks(band):
        part = left[rows.start : rows.stop] @ right[columns.start : columns.stop].T
        source_best[rows.start : rows.stop] = part.max(axis=1)
        seen = target_best[columns.start : columns.stop]
        np.maximum(seen, part.max(axis=0), out=seen)
    good = np.sort(np.concatenate([source_best, target_best]))[::-1]
    typical = float(np.median(good[: (len(good) + 1) // 2]))
    count = len(good) / 2
    scale = (_USUAL_WEIGHT * _USUAL_SCALE + count * typical) / (_USUAL_WEIGHT + count)
    scale = max(_LEAST_SCALE, scale)
    return source_best / np.float32(scale), target_best / np.float32(scale), scale


def _blocks(band: Band) -> Iterator[tuple[range, range]]:
    """Source segments by the block, with the target segments that their part of the band holds."""
    for start in range(0, band.sources, _BLOCK):
        end = min(start + _BLOCK, band.sources)
        low, high = band.low[start], band.high[min(end + LONGEST - 1, band.sources)]
        yield range(start, end), range(low, max(high, low + 1))


def costs_of(pair: Pair, linker: WordLinker, band: Band, weights: Weights) -> Costs:
    """Score everything within the band."""
    import numpy as np

    beads: dict[Shape, list[Floats]] = {
        shape: []
        for shape in SHAPES
        if shape.source <= pair.source.count and shape.target <= pair.target.count
    }
    bead_weights = np.array([weights.beads[name] for name in BEAD_FEATURES])
    for rows, columns in _blocks(band):
        halo_rows = _grown(rows, pair.source.count)
        halo_columns = _grown(columns, pair.target.count)
        found = bead_features(pair, linker, halo_rows, halo_columns)
        scores = {
            shape: features @ bead_weights + weights.of_shape(shape)
            for shape, features in found.items()
        }
        for shape, kept in beads.items():
            for row in rows:
                kept.append(
                    _within(scores.get(shape), row - halo_rows.start, halo_columns.start, band, row)
                )
    for kept in beads.values():
        kept.append(np.full(band.width(band.sources), -np.inf, dtype=np.float32))
    gap_weights = np.array([weights.gaps[name] for name in GAP_FEATURES])
    source, target = gap_features(pair)
    gaps = GapScores(
        source=source @ gap_weights,
        target=target @ gap_weights,
        opening=weights.opening,
        extending=weights.extending,
    )
    return Costs(band=band, beads=beads, gaps=gaps)


def _grown(part: range, count: int) -> range:
    """A block with the segments that its beads reach, and those beside them."""
    return range(max(0, part.start - _HALO), min(count, part.stop + LONGEST - 1 + _HALO))


def _within(scores: Array | None, row: int, first_column: int, band: Band, band_row: int) -> Floats:
    """One row of scores, cut out for the band."""
    import numpy as np

    low, width = band.low[band_row], band.width(band_row)
    # Single precision: these are most of the memory that long texts take.
    cut = np.full(width, -np.inf, dtype=np.float32)
    if scores is None or row >= len(scores):
        return cut
    values = scores[row, low - first_column :][:width]
    cut[: len(values)] = values
    return cut

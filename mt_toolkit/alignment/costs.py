"""From evidence to scores: what each bead of the band is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.band import Costs, GapScores
from mt_toolkit.alignment.clauses import clause_count
from mt_toolkit.alignment.corridor import find_band
from mt_toolkit.alignment.ends import ends_of
from mt_toolkit.alignment.evidence import Pair, bead_features, features_of, gap_features
from mt_toolkit.alignment.ngrams import NgramEmbedder
from mt_toolkit.alignment.overlap import item_overlap, mark_overlap, number_overlap
from mt_toolkit.alignment.shapes import LONGEST, SHAPES
from mt_toolkit.alignment.spans import SpanVectors
from mt_toolkit.alignment.streams import blocks, stream_of
from mt_toolkit.alignment.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.band import Band
    from mt_toolkit.alignment.shapes import Shape
    from mt_toolkit.alignment.streams import Stream
    from mt_toolkit.alignment.weights import Weights
    from mt_toolkit.alignment.words import WordLinker
    from mt_toolkit.protocols import Embedder

    Array = npt.NDArray[np.float64]
    Floats = npt.NDArray[np.float32]

__all__ = ["costs_of", "pair_of"]

# Segments around a block that its beads are compared with.
_HALO: Final = 1
# What the cosines of good pairs are in most texts.
_USUAL_COSINE: Final = 0.6
_USUAL_WORDING: Final = 0.4


def pair_of(
    embedder: Embedder,
    source: Sequence[str],
    target: Sequence[str],
    translation: Sequence[str] | None = None,
) -> tuple[Pair, Band]:
    """Look at the two texts as wholes, and find the band in which they run together.

    Args:
        embedder: Gives the vectors of segments.
        source: The source's segments.
        target: The target's segments.
        translation: Each source segment in the target's language, where that is at hand.
    """
    sides = [SpanVectors(embedder, embedder.sums(texts)) for texts in (source, target)]
    band = find_band(sides[0], sides[1])
    source_length, target_length = _lengths(source, target)
    pair = Pair(
        meaning=stream_of(sides[0], sides[1], band, usual=_USUAL_COSINE),
        wording=None if translation is None else _wording(translation, target, band),
        source_length=source_length,
        target_length=target_length,
        numbers=number_overlap(source, target),
        marks=mark_overlap(source, target),
        source_ends=ends_of(embedder, source),
        target_ends=ends_of(embedder, target),
        items=item_overlap(source, target),
        source_clauses=_clauses(source),
        target_clauses=_clauses(target),
        source_words=[words_of(text) for text in source],
        target_words=[words_of(text) for text in target],
    )
    return pair, band


def _wording(translation: Sequence[str], target: Sequence[str], band: Band) -> Stream:
    counter = NgramEmbedder([*translation, *target])
    left, right = (SpanVectors(counter, counter.sums(texts)) for texts in (translation, target))
    return stream_of(left, right, band, usual=_USUAL_WORDING)


def _lengths(source: Sequence[str], target: Sequence[str]) -> tuple[Array, Array]:
    """Characters before each border, both sides stretched to their common (geometric) mean."""
    import numpy as np

    def cumulative(side: Sequence[str]) -> Array:
        return np.concatenate([[0.0], np.cumsum([len(text) + 1.0 for text in side])])

    left, right = cumulative(source), cumulative(target)
    stretch = (right[-1] / left[-1]) ** 0.5
    return left * stretch, right / stretch


def _clauses(side: Sequence[str]) -> Array:
    """Clauses before each border."""
    import numpy as np

    return np.concatenate([[0.0], np.cumsum([float(clause_count(text)) for text in side])])


def costs_of(pair: Pair, linker: WordLinker, band: Band, weights: Weights) -> Costs:
    """Score everything within the band."""
    import numpy as np

    beads: dict[Shape, list[Floats]] = {
        shape: []
        for shape in SHAPES
        if shape.source <= len(pair.source_words) and shape.target <= len(pair.target_words)
    }
    bead_names, gap_names = features_of(pair)
    bead_weights = np.array([weights.beads[name] for name in bead_names])
    for rows, columns in blocks(band):
        halo_rows = _grown(rows, len(pair.source_words))
        halo_columns = _grown(columns, len(pair.target_words))
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
    gap_weights = np.array([weights.gaps[name] for name in gap_names])
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

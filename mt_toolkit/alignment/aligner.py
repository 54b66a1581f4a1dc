"""The aligner: segments of two texts in, beads with confidence out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.alignment.corridor import find_band
from mt_toolkit.alignment.costs import carried_weights, costs_of, pair_of
from mt_toolkit.alignment.dynamic import best_path
from mt_toolkit.alignment.posterior import posteriors
from mt_toolkit.alignment.spans import SpanVectors
from mt_toolkit.alignment.words import WordLinker
from mt_toolkit.bitext import Alignment, Bead

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.costs import Weights
    from mt_toolkit.alignment.evidence import Pair
    from mt_toolkit.alignment.words import WordVectors
    from mt_toolkit.protocols import Embedder

__all__ = ["EvidenceAligner"]

# Cosines between which two segments go from unrelated to a translation.
_UNRELATED, _TRANSLATED = 0.15, 0.55


class EvidenceAligner:
    """Aligns by sentence vectors, words, names, numbers, marks and lengths together.

    Args:
        embedder: Gives the vectors of segments.
        word_vectors: Gives the vectors of single words.
        weights: How much each piece of evidence counts.
    """

    def __init__(
        self, embedder: Embedder, word_vectors: WordVectors, weights: Weights | None = None
    ) -> None:
        self._embedder = embedder
        self._linker = WordLinker(word_vectors)
        self._weights = weights or carried_weights()

    def align(self, source: Sequence[str], target: Sequence[str]) -> Alignment:
        """Align the segments of a source with those of a target.

        Raises:
            ModelError: A model cannot be run.
        """
        if not source or not target:
            return _nothing_linked(len(source), len(target))
        source_vectors = SpanVectors(self._embedder, self._embedder.sums(source))
        target_vectors = SpanVectors(self._embedder, self._embedder.sums(target))
        band = find_band(source_vectors, target_vectors)
        pair = pair_of((source_vectors, source), (target_vectors, target), band)
        found = posteriors(costs_of(pair, self._linker, band, self._weights))
        beads = tuple(
            Bead(source=rows, target=columns, confidence=self._weights.calibration(probability))
            for rows, columns, probability in best_path(found)
        )
        return Alignment(beads=beads, relatedness=_relatedness(pair, beads))


def _nothing_linked(sources: int, targets: int) -> Alignment:
    beads = [
        Bead(source=range(at, at + 1), target=range(0), confidence=1.0) for at in range(sources)
    ]
    beads += [
        Bead(source=range(0), target=range(at, at + 1), confidence=1.0) for at in range(targets)
    ]
    return Alignment(beads=tuple(beads), relatedness=0.0 if beads else None)


def _relatedness(pair: Pair, beads: Sequence[Bead]) -> float:
    """The share of both texts that is linked, each bead as far as its two sides are alike."""
    linked = 0.0
    for bead in beads:
        if not bead.linked:
            continue
        one = pair.source.runs(len(bead.source), bead.source.start, bead.source.stop)
        other = pair.target.runs(len(bead.target), bead.target.start, bead.target.stop)
        cosine = float((one @ other.T).item())
        alike = min(1.0, max(0.0, (cosine - _UNRELATED) / (_TRANSLATED - _UNRELATED)))
        length = _length(pair.source_length, bead.source) + _length(pair.target_length, bead.target)
        linked += float(length) * alike
    return linked / float(pair.source_length[-1] + pair.target_length[-1])


def _length(cumulative: npt.NDArray[np.float64], part: range) -> float:
    return float(cumulative[part.stop] - cumulative[part.start])

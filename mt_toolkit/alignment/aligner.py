"""The aligner: segments of two texts in, beads with confidence out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.alignment.costs import costs_of, pair_of
from mt_toolkit.alignment.dynamic import best_path
from mt_toolkit.alignment.posterior import posteriors
from mt_toolkit.alignment.weights import carried_weights
from mt_toolkit.alignment.words import WordLinker
from mt_toolkit.bitext import Alignment, Bead

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.evidence import Pair
    from mt_toolkit.alignment.weights import Weights
    from mt_toolkit.alignment.words import WordVectors
    from mt_toolkit.protocols import Embedder

__all__ = ["EvidenceAligner"]

# Cosines between which two segments go from unrelated to a translation.
_UNRELATED, _TRANSLATED = 0.15, 0.55


class EvidenceAligner:
    """Aligns by sentence vectors, words, names, numbers, marks and lengths together.

    Where a translation of the source is at hand, what it shares with the target word for word is
    one more piece of evidence.

    Args:
        embedder: Gives the vectors of segments.
        word_vectors: Gives the vectors of single words.
        weights: How much each piece of evidence counts; the carried ones if left out.
    """

    def __init__(
        self, embedder: Embedder, word_vectors: WordVectors, weights: Weights | None = None
    ) -> None:
        self._embedder = embedder
        self._linker = WordLinker(word_vectors)
        self._weights = weights

    def align(
        self,
        source: Sequence[str],
        target: Sequence[str],
        *,
        translation: Sequence[str] | None = None,
    ) -> Alignment:
        """Align the segments of a source with those of a target.

        Args:
            source: The source's segments.
            target: The target's segments.
            translation: Each source segment in the target's language, good or bad, where that is
                at hand.

        Raises:
            ModelError: A model cannot be run.
            ValueError: There are more or fewer translations than source segments.
        """
        if translation is not None and len(translation) != len(source):
            raise ValueError(f"{len(translation)} translations of {len(source)} segments")
        if not source or not target:
            return _nothing_linked(len(source), len(target))
        weights = self._weights or _carried(translated=translation is not None)
        pair, band = pair_of(self._embedder, source, target, translation)
        found = posteriors(costs_of(pair, self._linker, band, weights))
        beads = tuple(
            Bead(source=rows, target=columns, confidence=weights.calibration(probability))
            for rows, columns, probability in best_path(found)
        )
        return Alignment(beads=beads, relatedness=_relatedness(pair, beads))


def _carried(*, translated: bool) -> Weights:
    carried = carried_weights()
    return carried.translated if translated else carried.alone


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
        one = pair.meaning.source.runs(len(bead.source), bead.source.start, bead.source.stop)
        other = pair.meaning.target.runs(len(bead.target), bead.target.start, bead.target.stop)
        cosine = float((one @ other.T).item())
        alike = min(1.0, max(0.0, (cosine - _UNRELATED) / (_TRANSLATED - _UNRELATED)))
        length = _length(pair.source_length, bead.source) + _length(pair.target_length, bead.target)
        linked += float(length) * alike
    return linked / float(pair.source_length[-1] + pair.target_length[-1])


def _length(cumulative: npt.NDArray[np.floating], part: range) -> float:
    return float(cumulative[part.stop] - cumulative[part.start])

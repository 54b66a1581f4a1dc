"""Removes pairs whose sides do not mean the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from mt_toolkit.corpus.filters.base import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.protocols import Embedder

__all__ = ["Similarity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """The cosine of the cross-lingual vectors of both sides.

    A pair that carries a similarity keeps it. Short texts have to be less alike: a term of one or
    two words is often unknown to the encoder, and right nevertheless.

    Attributes:
        embedder: Gives the vectors.
        least: Smallest cosine.
        words: Words (mean of both sides) from which on ``least`` is asked in full; of shorter pairs
            in proportion.
    """

    name: ClassVar[str] = "similarity"

    embedder: Embedder
    least: float = 0.25
    words: int = 6

    def judge(self, pairs: Sequence[SegmentPair]) -> list[Verdict]:
        """A verdict for each pair, which carries its similarity from now on."""
        import numpy as np

        unknown = [pair for pair in pairs if pair.similarity is None]
        source = self.embedder.embed([pair.source for pair in unknown])
        target = self.embedder.embed([pair.target for pair in unknown])
        cosines = iter(np.einsum("ij,ij->i", source, target).tolist())
        return [
            self._verdict(pair if pair.similarity is not None else _with(pair, next(cosines)))
            for pair in pairs
        ]

    def _verdict(self, pair: SegmentPair) -> Verdict:
        similarity = pair.similarity or 0.0
        words = (len(pair.source.split()) + len(pair.target.split())) / 2
        least = self.least * min(1.0, words / self.words)
        if similarity >= least:
            return Verdict(pair=pair)
        return Verdict(pair=pair, reason=f"similarity {similarity:.2f}, less than {least:.2f}")


def _with(pair: SegmentPair, cosine: float) -> SegmentPair:
    # Sums of single precision differ in the last digits from batch to batch.
    return replace(pair, similarity=round(min(1.0, max(-1.0, cosine)), 4))

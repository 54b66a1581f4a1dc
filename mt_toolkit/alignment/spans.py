"""Vectors of all runs of neighbouring segments, from the features of the segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.alignment.shapes import LONGEST

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.protocols import Embedder

    Floats = npt.NDArray[np.float32]

__all__ = ["SpanVectors"]

# In a text of few segments their mean is mostly themselves, so that little of it is taken away.
_OWN_SHARE = 2.0


class SpanVectors:
    """One side of an alignment as vectors.

    All sentences of a text have its topic in common, which makes any two of them alike. ``centred``
    vectors have the mean of the text's segments taken away, so that unrelated ones score about 0.
    """

    def __init__(self, embedder: Embedder, sums: Floats) -> None:
        """Take the features (:meth:`~mt_toolkit.protocols.Embedder.sums`) of the segments."""
        import numpy as np

        self._embedder = embedder
        self.count = len(sums)
        # In double precision the differences of far sums stay exact enough.
        self._cumulative = np.concatenate(
            [np.zeros((1, sums.shape[1])), np.cumsum(sums, axis=0, dtype=np.float64)]
        )
        self.singles = embedder.vectors(sums)
        share = max(0.0, 1.0 - _OWN_SHARE / self.count) if self.count else 0.0
        self._mean = self.singles.mean(axis=0) * share

    def runs(self, size: int, start: int, end: int) -> Floats:
        """Vectors of the runs of ``size`` segments between the borders ``start`` and ``end``."""
        import numpy as np

        if size == 1:
            return self.singles[start:end]
        last = min(end, self.count)
        if last - start < size:
            return np.zeros((0, self.singles.shape[1]), dtype=np.float32)
        sums = self._cumulative[start + size : last + 1] - self._cumulative[start : last - size + 1]
        return self._embedder.vectors(sums.astype(np.float32))

    def all_runs(self, start: int, end: int) -> dict[int, Floats]:
        """The runs of each size, within ``start`` and ``end``."""
        end = min(end, self.count)
        return {
            size: self.runs(size, start, end) for size in range(1, min(LONGEST, end - start) + 1)
        }

    def centred(self, vectors: Floats) -> Floats:
        """Vectors of length 1 with what all segments of the text have in common taken away."""
        import numpy as np

        moved = vectors - self._mean
        norms = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(norms, 1e-6), dtype=np.float32)

    def halved(self) -> SpanVectors:
        """The same text in segments of two each."""
        import numpy as np

        borders = np.append(np.arange(0, self.count, 2), self.count)
        sums = np.diff(self._cumulative[borders], axis=0).astype(np.float32)
        return SpanVectors(self._embedder, sums)

"""An embedder that needs no model: texts are alike as far as they have words in common."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

WIDTH = 96


class WordBags:
    """Adds up a random vector for each word."""

    name = "word-bags"
    fingerprint = "word-bags"

    def sums(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                row += np.random.default_rng(zlib.crc32(word.encode())).standard_normal(WIDTH)
        return rows

    def vectors(self, sums: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.where(norms > 0, sums / np.maximum(norms, 1e-6), WIDTH**-0.5).astype(np.float32)

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return self.vectors(self.sums(texts))

    def information(self, word: str) -> float:
        return float(min(20, 2 * len(word)))

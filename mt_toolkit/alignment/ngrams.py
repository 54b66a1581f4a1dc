"""Texts of one language as vectors of what they have in common word for word.

Where a translation of the source is at hand, both sides are English, and what they share shows in
words, pairs of words and parts of words. These are counted, weighted by how rare they are in the
two texts, and added up at hashed places with hashed signs (Weinberger et al., *Feature Hashing for
Large Scale Multitask Learning*, 2009), which keeps cosines nearly as they are. Counts can be added,
so the vector of every run of segments comes from sums, as those of sentence encoders do.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

__all__ = ["NgramEmbedder"]

_WIDTH: Final = 1024
_WORD: Final = re.compile(r"\w+")
# Parts of words stand in for stems: "negotiated" shares most of them with "negotiations".
_PART: Final = 4
_PART_WEIGHT: Final = 0.5


class NgramEmbedder:
    """Vectors of words, pairs of words and parts of four letters.

    Args:
        texts: All texts that will be compared: what is found in many of them counts little.
    """

    def __init__(self, texts: Sequence[str] = ()) -> None:
        spread = Counter(name for text in texts for name in {name for name, _ in _ngrams(text)})
        self._rarity = {name: math.log1p(len(texts) / count) for name, count in spread.items()}
        self._unseen = math.log1p(max(1, len(texts)))
        self._places: dict[str, tuple[int, float]] = {}

    @property
    def name(self) -> str:
        """Short name of the model, for people."""
        return "n-grams"

    @property
    def fingerprint(self) -> str:
        """A hash of the rarities."""
        told = repr(sorted(self._rarity.items()))
        return f"{zlib.crc32(told.encode()):08x}"

    def sums(self, texts: Sequence[str]) -> Floats:
        """Hashed counts, a row a text, which may be added up over neighbouring texts."""
        import numpy as np

        rows = np.zeros((len(texts), _WIDTH), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for name, weight in _ngrams(text):
                place, signed = self._place(name)
                row[place] += weight * signed
        return rows

    def vectors(self, sums: Floats) -> Floats:
        """Vectors of length 1; that of a text without words points nowhere in particular."""
        import numpy as np

        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        unit = np.where(norms > 0, sums / np.maximum(norms, 1e-6), _WIDTH**-0.5)
        return np.asarray(unit, dtype=np.float32)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of length 1 for ``texts``."""
        return self.vectors(self.sums(texts))

    def _place(self, name: str) -> tuple[int, float]:
        """Where an n-gram is added, and its rarity with the hashed sign."""
        known = self._places.get(name)
        if known is None:
            code = zlib.crc32(name.encode("utf-8", "replace"))
            rarity = self._rarity.get(name, self._unseen)
            known = (code % _WIDTH, rarity if code >> 31 else -rarity)
            self._places[name] = known
        return known


def _ngrams(text: str) -> Iterator[tuple[str, float]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    for at, word in enumerate(words):
        yield word, 1.0
        if at:
            yield f"{words[at - 1]} {word}", 1.0
        for start in range(len(word) - _PART + 1):
            yield f"~{word[start : start + _PART]}", _PART_WEIGHT

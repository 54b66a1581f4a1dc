"""Signatures under which pairs that are nearly the same meet.

A pair's features are its words and its pairs of neighbouring words, those of the source apart from
those of the target. The share of features that two pairs have in common (Jaccard) is the chance
that one of their signature's numbers is equal (Broder, "On the resemblance and containment of
documents", 1997). Signatures are cut into bands; two pairs that agree in a whole band are
candidates (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", section 3.4).
"""

from __future__ import annotations

import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mt_toolkit.corpus.folding import folded_words, hash64

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.bitext import SegmentPair

    Signature = npt.NDArray[np.uint32]

__all__ = ["SIZE", "MinHash", "band_keys", "resemblance"]

SIZE: Final = 64
"""Numbers in a signature."""

_SEED: Final = 20_240_601


class MinHash:
    """Makes signatures; the same pair has the same one on every machine."""

    def __init__(self) -> None:
        import numpy as np

        random = np.random.Generator(np.random.PCG64(_SEED))
        self._factors = random.integers(1, 1 << 63, (SIZE, 1), dtype=np.uint64) | np.uint64(1)
        self._shifts = random.integers(0, 1 << 63, (SIZE, 1), dtype=np.uint64)

    def signature(self, pair: SegmentPair) -> Signature:
        """The signature of a pair: `SIZE` numbers."""
        import numpy as np

        features = np.fromiter(set(_features(pair)), dtype=np.uint64)
        # Multiply-shift hashing (Dietzfelbinger et al. 1997); the high bits are the good ones.
        hashed = (self._factors * features + self._shifts) >> np.uint64(32)
        smallest: Signature = hashed.min(axis=1).astype(np.uint32)
        return smallest


def band_keys(signature: Signature, bands: int) -> list[int]:
    """A number of 64 bits for each band of a signature.

    Args:
        signature: The signature.
        bands: How many; with 8 of 8 rows two pairs meet with a chance of 1/2 if they have three
            quarters of their features in common, with 16 of 4 rows if half.
    """
    rows = SIZE // bands
    return [
        hash64(f"{band} {signature[band * rows : (band + 1) * rows].tobytes().hex()}")
        for band in range(bands)
    ]


def resemblance(one: Signature, other: Signature) -> float:
    """The share of features that two pairs have in common, estimated."""
    return float((one == other).mean())


def _features(pair: SegmentPair) -> Iterator[int]:
    for side, text in (("s", pair.source), ("t", pair.target)):
        words = folded_words(text)
        # A pair without words still has a signature.
        for word in words or ("",):
            yield _number(side, word)
        for left, right in pairwise(words):
            yield _number(side, f"{left} {right}")


def _number(side: str, feature: str) -> int:
    data = f"{side}{feature}".encode(errors="replace")
    # Two checksums of different polynomials make one number of 64 bits, faster than a digest.
    return zlib.crc32(data) << 32 | zlib.adler32(data)

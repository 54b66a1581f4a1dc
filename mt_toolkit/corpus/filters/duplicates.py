"""Removes what was there before: exactly, or nearly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from mt_toolkit.corpus.folding import pair_hash
from mt_toolkit.corpus.hashset import HashSet
from mt_toolkit.corpus.minhash import MinHash, band_keys

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["Duplicate", "NearDuplicate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A pair with the words of an earlier one on both sides.

    Case, vowel marks and punctuation do not count. One hash of eight bytes a pair is kept.
    """

    name: ClassVar[str] = "duplicate"
    sequential: ClassVar[bool] = True

    _seen: HashSet = field(default_factory=HashSet, init=False, repr=False, compare=False)

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        return None if self._seen.add(pair_hash(pair)) else "the same words as an earlier pair"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicate:
    """A pair that has most words of an earlier one, on both sides together.

    Of pairs with nine tenths of their words and pairs of neighbouring words in common 99 % meet,
    with three quarters half, with half 3 %. ``bands`` hashes of eight bytes a pair are kept.

    Attributes:
        bands: Bands of the signature, 4, 8 or 16: more find pairs that have less in common.
        words: Pairs with fewer words on both sides together are not judged: one other word makes
            them another sentence.
    """

    name: ClassVar[str] = "near_duplicate"
    sequential: ClassVar[bool] = True

    bands: int = 8
    words: int = 12
    _seen: HashSet = field(default_factory=HashSet, init=False, repr=False, compare=False)
    _minhash: MinHash = field(default_factory=MinHash, init=False, repr=False, compare=False)

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        if len(pair.source.split()) + len(pair.target.split()) < self.words:
            return None
        keys = band_keys(self._minhash.signature(pair), self.bands)
        shared = sum(key in self._seen for key in keys)
        if shared:
            return f"nearly the words of an earlier pair ({shared} of {self.bands} bands)"
        for key in keys:
            self._seen.add(key)
        return None

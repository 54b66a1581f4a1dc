"""What of a text counts when two texts are compared: its words."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import clean

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["folded_words", "hash64", "pair_hash"]

_WORD: Final = re.compile(r"\w+")


def folded_words(text: str) -> list[str]:
    """The words of a text without case, vowel marks and punctuation; digits are ASCII."""
    return _WORD.findall(clean(text).casefold())


def hash64(text: str) -> int:
    """A number of 64 bits that is the same for this text on every machine (BLAKE2b)."""
    digest = hashlib.blake2b(text.encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def pair_hash(pair: SegmentPair) -> int:
    """The same number for all pairs whose folded words are the same on both sides."""
    sides = (" ".join(folded_words(side)) for side in (pair.source, pair.target))
    return hash64("\t".join(sides))

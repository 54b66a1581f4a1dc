"""Removes translations that were never made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.arabic import clean

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["Copy"]

# Shorter words are variables and units, those with a capital names: both may stay as they are.
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Words of the target that stand in the source as they are, names and formulas aside.

    Attributes:
        most: Largest share of the target's words that may be copies.
        words: Targets with fewer such words are not judged.
    """

    name: ClassVar[str] = "copy"

    most: float = 0.8
    words: int = 3

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        words = [word for word in _WORD.findall(clean(pair.target)) if not word[0].isupper()]
        if len(words) < max(1, self.words):
            return None
        source = set(_WORD.findall(clean(pair.source)))
        share = sum(word in source for word in words) / len(words)
        if share <= self.most:
            return None
        return f"{share:.0%} of the target's words are the source's, more than {self.most:.0%}"

"""Removes translations that were never made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.corpus.folding import folded_words

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["Copy"]

# Shorter ones are mostly variables and units.
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Words of one side that stand on the other as they are; formulas and numbers do not count.

    Attributes:
        most: Largest share of the shorter side's words that may be the other's.
    """

    name: ClassVar[str] = "copy"

    most: float = 0.6

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        source, target = (
            [word for word in folded_words(side) if len(word) >= _SHORTEST and word.isalpha()]
            for side in (pair.source, pair.target)
        )
        shorter, longer = sorted((source, target), key=len)
        there = set(longer)
        copied = sum(word in there for word in shorter)
        share = copied / len(shorter) if shorter else 0.0
        if share <= self.most:
            return None
        return f"{share:.0%} of the words are the same on both sides, more than {self.most:.0%}"

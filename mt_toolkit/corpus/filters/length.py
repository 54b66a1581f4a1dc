"""Removes what is too short or too long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["Length"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """Words of each side.

    Attributes:
        most: Most words of a side.
        least: Fewest words of a side; a bead with one side only has none.
        longest_word: Most characters of a word: longer ones are addresses, tables or noise.
    """

    name: ClassVar[str] = "length"

    most: int = 200
    least: int = 1
    longest_word: int = 60

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        for side, text in (("source", pair.source), ("target", pair.target)):
            words = text.split()
            if len(words) < self.least:
                return f"{side} of {len(words)} words, fewer than {self.least}"
            if len(words) > self.most:
                return f"{side} of {len(words)} words, more than {self.most}"
            longest = max(map(len, words), default=0)
            if longest > self.longest_word:
                return f"{side} with a word of {longest} characters, more than {self.longest_word}"
        return None

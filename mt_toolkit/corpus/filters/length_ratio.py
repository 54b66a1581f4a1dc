"""Removes pairs of which one side is much longer than the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["LengthRatio"]

# English needs more letters than Arabic, which leaves its short vowels out.
_USUAL: Final = 1.2
# Short texts differ more: a word may be an abbreviation.
_SLACK: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthRatio:
    """Characters of one side over those of the other, as far as that is unusual.

    English has 1.2 characters for each of Arabic; both sides count 15 more than they have, so that
    short ones may differ more.

    Attributes:
        most: Largest ratio, in either direction.
    """

    name: ClassVar[str] = "length_ratio"

    most: float = 2.2

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        source = _USUAL * len(pair.source) + _SLACK
        target = len(pair.target) + _SLACK
        ratio = max(source / target, target / source)
        if ratio <= self.most:
            return None
        longer = "source" if source > target else "target"
        return f"{longer} {ratio:.1f} times longer than usual, more than {self.most:g}"

"""Removes beads that the aligner is not sure of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["Confidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """The aligner's confidence; pairs without one pass.

    Attributes:
        least: Smallest confidence.
    """

    name: ClassVar[str] = "confidence"

    least: float = 0.7

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        if pair.confidence is None or pair.confidence >= self.least:
            return None
        return f"confidence {pair.confidence:.2f}, less than {self.least:g}"

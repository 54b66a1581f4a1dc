"""Removes loops, as broken systems write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from mt_toolkit.translation.repetition import repetition

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["Repetition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """A word, phrase or letter over and over on one side and not on the other."""

    name: ClassVar[str] = "repetition"

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        for side, text, other in (
            ("target", pair.target, pair.source),
            ("source", pair.source, pair.target),
        ):
            loop = repetition(other, text)
            if loop is not None:
                return f"{side}: {loop}"
        return None

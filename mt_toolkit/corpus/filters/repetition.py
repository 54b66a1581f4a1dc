"""Removes loops, as broken systems write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.arabic import clean
from mt_toolkit.repetition import repetition

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["Repetition"]

# Rules of tables and blanks to be filled in.
_RULE: Final = re.compile(r"([^\w\s]|_)\1{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """A word, phrase or letter over and over on one side and not on the other."""

    name: ClassVar[str] = "repetition"

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        source, target = (_RULE.sub(" ", clean(text)) for text in (pair.source, pair.target))
        for side, text, other in (("target", target, source), ("source", source, target)):
            loop = repetition(other, text)
            if loop is not None:
                return f"{side}: {loop}"
        return None

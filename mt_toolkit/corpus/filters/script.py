"""Removes what is not written in the script of its language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.arabic import arabic_share

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["Script"]

_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The share of letters in the right script: Arabic of the source, Latin of the target.

    Attributes:
        least: Smallest share on each side. A text without letters has none.
    """

    name: ClassVar[str] = "script"

    least: float = 0.4

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        arabic = arabic_share(pair.source)
        if arabic < self.least:
            return f"{arabic:.0%} of the source's letters are Arabic, less than {self.least:.0%}"
        latin = _latin_share(pair.target)
        if latin < self.least:
            return f"{latin:.0%} of the target's letters are Latin, less than {self.least:.0%}"
        return None


def _latin_share(text: str) -> float:
    letters = sum(map(str.isalpha, text))
    return len(_LATIN.findall(text)) / letters if letters else 0.0

"""Removes pairs whose numbers differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.numbers import compare

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.text import Span

__all__ = ["Numbers"]

_COMMA: Final = re.compile(r"(?<=\d)\u060c\s?(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Numbers in digits that only one side has, in digits or words.

    Digits joined to letters (3D, H2O) do not count: they are often written as words.

    Attributes:
        most: Largest share of all numbers that may be on one side only. People round, spell out
            and leave out; who wants numbers exactly right sets 0.
    """

    name: ClassVar[str] = "numbers"

    most: float = 0.5

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        source, target = (_COMMA.sub(",", side) for side in (pair.source, pair.target))
        report = compare(source, target)
        wrong = [
            number.span.of(side)
            for side, numbers in ((source, report.missing), (target, report.extra))
            for number in numbers
            if not _is_glued(side, number.span)
        ]
        share = len(wrong) / (len(wrong) + len(report.pairs)) if wrong else 0.0
        if share <= self.most:
            return None
        return (
            f"{len(wrong)} numbers on one side only ({', '.join(wrong[:5])}), "
            f"{share:.0%} of all, more than {self.most:.0%}"
        )


def _is_glued(text: str, span: Span) -> bool:
    return (
        text[span.end : span.end + 1].isalpha()
        or text[max(0, span.start - 1) : span.start].isalpha()
    )

"""Removes pairs whose numbers differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.arabic import ascii_digits
from mt_toolkit.numbers import compare

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.numbers import Number
    from mt_toolkit.text import Span

__all__ = ["Numbers"]

_COMMA: Final = re.compile(r"(?<=\d)\u060c(?=\s?\d)")
_SEPARATOR: Final = re.compile(r"(?<=\d)[.,\s]+(?=\d)")
_UNIT: Final = re.compile(r"[\d.,]+\s?[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Numbers in digits that only one side has, in digits or words.

    Digits joined to letters (3D, H2O, 2k) do not count, nor those that the other side has in
    another notation.

    Attributes:
        most: Largest share of all numbers that may be on one side only. People round, spell out
            and leave out; who wants numbers exactly right sets 0.
        above: Only numbers above it count: small ones are written in words more often than not.
    """

    name: ClassVar[str] = "numbers"

    most: float = 0.5
    above: int = 10

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        source, target = (_COMMA.sub(",", side) for side in (pair.source, pair.target))
        report = compare(source, target)
        wrong = [
            number.span.of(text)
            for text, other, numbers in (
                (source, target, report.missing),
                (target, source, report.extra),
            )
            for number in numbers
            if abs(number.value) > self.above
            and not _is_glued(text, number.span)
            and not _stands_in(other, number)
        ]
        share = len(wrong) / (len(wrong) + len(report.pairs)) if wrong else 0.0
        if share <= self.most:
            return None
        return (
            f"{len(wrong)} numbers on one side only ({', '.join(wrong[:5])}), "
            f"{share:.0%} of all, more than {self.most:.0%}"
        )


def _is_glued(text: str, span: Span) -> bool:
    around = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return any(map(str.isalpha, around)) or _UNIT.fullmatch(span.of(text)) is not None


def _stands_in(text: str, number: Number) -> bool:
    """Whether a text has the digits of a number in another notation: 40K, 0. 14, 1 012."""
    digits = re.sub(r"\D", "", number.digits or "")
    text = ascii_digits(text)
    forms = (text, _SEPARATOR.sub("", text))
    return bool(digits) and any(re.search(rf"(?<!\d){digits}(?!\d)", form) for form in forms)

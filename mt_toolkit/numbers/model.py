"""A number in a text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from mt_toolkit.text import Span

__all__ = ["Language", "Number", "NumberKind", "grouped"]

Language = Literal["ar", "en"]

_SCALE_WORDS: Final = {
    Decimal(10**6): "million",
    Decimal(10**9): "billion",
    Decimal(10**12): "trillion",
}


class NumberKind(StrEnum):
    """What a number is used for, as far as its surroundings tell."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    DECADE = "decade"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number where it stands in a text.

    Attributes:
        span: The number with its sign, its power of a thousand in words and its ordinal ending,
            but without a percent mark.
        text: That part of the text.
        value: The number.
        kind: Its use.
        digits: Its digits in English notation (ASCII, comma for thousands, point for decimals),
            or ``None`` where it is written in words.
        scale: What its digits are multiplied by through a word behind them.
        alternative: A second value that it may have where its notation is ambiguous.
    """

    span: Span
    text: str
    value: Decimal
    kind: NumberKind = NumberKind.CARDINAL
    digits: str | None = None
    scale: Decimal = Decimal(1)
    alternative: Decimal | None = None

    @property
    def english(self) -> str:
        """The number as an English newspaper writes it, in ASCII digits.

        Thousands are written out, higher powers stay words: ``820,000`` and ``1.5 million``.
        """
        if self.digits is not None and self.scale == 1:
            return self.digits
        if self.digits is not None and (word := _SCALE_WORDS.get(self.scale)):
            return f"{self.digits} {word}"
        return grouped(self.value)


def grouped(value: Decimal) -> str:
    """A number in digits, thousands grouped, no zeros behind the decimals."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

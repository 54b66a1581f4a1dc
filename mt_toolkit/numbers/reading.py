"""Builds a number from its words, whatever their language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mt_toolkit.text import Span

__all__ = ["Entry", "Reading", "WordNumber"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordNumber:
    """A number in words.

    Attributes:
        span: From its first word to its last, an Arabic "and" before it left out.
        value: The number.
        scale: The last power of a thousand in it (``two million`` has 1,000,000), else 1.
        ordinal: Whether it tells a place in an order (``third``).
    """

    span: Span
    value: Decimal
    scale: Decimal
    ordinal: bool


class Entry(NamedTuple):
    """What one word adds: ``kind`` says how, ``value`` how much."""

    kind: str
    value: int
    ordinal: bool = False


class Reading:
    """A number under construction, fed word by word.

    ``current`` is the part below the next power of a thousand, ``total`` what is done.
    """

    def __init__(self) -> None:
        self.total = 0
        self.current: int | None = None
        self.scale = 0
        self.ordinal = False

    @property
    def value(self) -> int:
        """The number so far."""
        return self.total + (self.current or 0)

    @property
    def empty(self) -> bool:
        """Whether no word was taken yet."""
        return self.current is None and not self.total

    def multiply(self, factor: int) -> bool:
        """Take a power of a thousand; those of one number fall from left to right."""
        if (self.scale and factor >= self.scale) or self.current == 0:
            return False
        self.total += (1 if self.current is None else self.current) * factor
        self.current, self.scale = None, factor
        return True

    def add(self, value: int, *, room: int) -> bool:
        """Take ``value`` where the part so far leaves its last digits, ``room``, free."""
        if self.current is not None and (self.current == 0 or self.current % room or not value):
            return False
        self.current = (self.current or 0) + value
        return True

    def number(self, start: int, end: int) -> WordNumber:
        """The number read, between two offsets."""
        return WordNumber(
            span=Span(start, end),
            value=Decimal(self.value),
            scale=Decimal(self.scale or 1),
            ordinal=self.ordinal,
        )

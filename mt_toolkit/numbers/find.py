"""Finds the numbers of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mt_toolkit.numbers.arabic import arabic_number_words
from mt_toolkit.numbers.digits import numbers_in_digits, percent_end
from mt_toolkit.numbers.english import english_number_words
from mt_toolkit.numbers.model import Language, Number, NumberKind, grouped
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["find_numbers"]

_RANGE: Final = re.compile(r"\s*(?:[-\u2013\u2014]|إلى|الى|و|أو|او|to|and|or)\s*ـ?")
_JOINS: Final = {"ar": re.compile(r"\s+و\s?ـ?"), "en": re.compile(r"\s+(?:and\s+)?")}


def find_numbers(text: str, language: Language) -> tuple[Number, ...]:
    """All numbers of ``text``, in digits or in words, from left to right."""
    digits = list(numbers_in_digits(text, language))
    # The "hundred" of an Arabic percentage is no number of its own.
    taken = [Span(number.span.start, percent_end(text, number.span.end)) for number in digits]
    words = [
        number
        for number in _in_words(text, language)
        if not any(number.span.overlaps(span) for span in taken)
    ]
    found = sorted([*digits, *words], key=lambda number: number.span)
    return tuple(_ranges(text, _joined(text, found, language)))


def _in_words(text: str, language: Language) -> Iterator[Number]:
    read = arabic_number_words if language == "ar" else english_number_words
    for word in read(text):
        percent = percent_end(text, word.span.end) > word.span.end
        kind = NumberKind.ORDINAL if word.ordinal else NumberKind.CARDINAL
        yield Number(
            span=word.span,
            text=word.span.of(text),
            value=word.value,
            kind=NumberKind.PERCENT if percent else kind,
            scale=word.scale,
        )


def _joined(text: str, numbers: Sequence[Number], language: Language) -> Iterator[Number]:
    """Put the parts of one number together: ``3 ملايين و200 ألف`` is 3,200,000."""
    whole: Number | None = None
    for number in numbers:
        if whole is not None and _continues(text, whole, number, language):
            value = whole.value + number.value
            span = Span(whole.span.start, number.span.end)
            whole = replace(
                whole,
                span=span,
                text=span.of(text),
                value=value,
                digits=grouped(value),
                scale=Decimal(1),
            )
            continue
        if whole is not None:
            yield whole
        whole = number
    if whole is not None:
        yield whole


def _continues(text: str, left: Number, right: Number, language: Language) -> bool:
    if left.digits is None or left.scale <= 1 or not 0 < right.value < left.scale:
        return False
    between = text[left.span.end : right.span.start]
    scaled = right.scale > 1 or language == "ar"
    return scaled and _JOINS[language].fullmatch(between) is not None


def _is_year(number: Number) -> bool:
    return number.scale == 1 and 1000 <= number.value < 2100 and number.value % 1 == 0


def _ranges(text: str, numbers: Iterator[Number]) -> Iterator[Number]:
    """In "10 to 15 million" the 10 may mean 10 million; in 1950-53 the 53 means 1953."""
    left: Number | None = None
    for number in numbers:
        if left is not None:
            between = text[left.span.end : number.span.start]
            if left.scale == 1 < number.scale and left.value < 1000 and _RANGE.fullmatch(between):
                left = replace(left, alternative=left.value * number.scale)
            elif between in {"-", "\u2013"} and _is_year(left) and 10 <= number.value < 100:
                century = left.value // 100 * 100
                number = replace(number, alternative=century + number.value)
            yield left
        left = number
    if left is not None:
        yield left

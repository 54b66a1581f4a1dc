"""What stands around a name, as far as rules go by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import is_mostly_arabic

if TYPE_CHECKING:
    from mt_toolkit.text import Span

__all__ = ["in_address", "in_arabic", "in_brackets", "starts_sentence"]

_BEFORE_SENTENCE: Final = re.compile(
    "(?:\\A|[.!?\u2026:\n][\"'\u2019\u201d)\\]]*)[\\s\"'\u201c\u2018(\\[#*_>-]*\\Z"
)
_ADDRESS: Final = re.compile(
    r"://|^www\.|^[@#]|\w@\w|/\w+/|\.(?:com|org|net|ir|gov|[a-z]{2,4}/)", re.IGNORECASE
)
# How much of a text is looked at.
_NEAR: Final = 40
# Longer than an address, and than a paragraph: a line may be a whole file.
_LONGEST_ADDRESS: Final = 2000
_LONGEST_PARAGRAPH: Final = 2000


def starts_sentence(text: str, at: int) -> bool:
    """Whether a sentence, a line or a quotation after a colon starts at ``at``."""
    return _BEFORE_SENTENCE.search(text[max(0, at - _NEAR) : at]) is not None


def in_address(text: str, span: Span) -> bool:
    """Whether a range is part of a URL, an e-mail address, a handle or a hashtag."""
    start, end = span.start, span.end
    first, last = max(0, start - _LONGEST_ADDRESS), min(len(text), end + _LONGEST_ADDRESS)
    while start > first and not text[start - 1].isspace():
        start -= 1
    while end < last and not text[end].isspace():
        end += 1
    run = text[start:end].lstrip("(\"'[<\u201c\u2018")
    return _ADDRESS.search(run) is not None


def in_arabic(text: str, span: Span) -> bool:
    """Whether the line that a range stands on is Arabic for the most part, the range left out.

    Of a long line what is near the range counts.
    """
    before = text[max(0, span.start - _LONGEST_PARAGRAPH) : span.start]
    after = text[span.end : span.end + _LONGEST_PARAGRAPH]
    return is_mostly_arabic(before.rpartition("\n")[2] + after.partition("\n")[0])


def in_brackets(text: str, span: Span) -> bool:
    """Whether brackets stand around a range, or around words with it, in its line."""
    before = text[max(0, span.start - _NEAR) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _NEAR].partition("\n")[0]
    return _open(before, "(", ")") and _open(after[::-1], ")", "(")


def _open(text: str, opening: str, closing: str) -> bool:
    return text.rfind(opening) > text.rfind(closing)

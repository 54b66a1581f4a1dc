"""The agency's or the desk's name behind the last sentence, where no stop stands before it."""

from __future__ import annotations

import re
from typing import Final

from mt_toolkit.segmentation import lexicon
from mt_toolkit.segmentation.stops import count_words

__all__ = ["find_credit"]

_AGENCIES: Final = rf"{lexicon.AGENCIES}(?:\s*(?:[،,/+–—-]|و)\s*{lexicon.AGENCIES}){{0,4}}"
_BRACKETED: Final = re.compile(
    rf"[(\[]\s*(?:{_AGENCIES}|{lexicon.STAFF_NOTES}\b[^()\[\]]{{0,120}})\s*[)\]]\s*$"
)
_BARE: Final = re.compile(rf"(?<=\s)(?:[–—-]\s*)?{_AGENCIES}\s*$")
_LAST_WORD: Final = re.compile(r"(\w+)\W*$")
# Longest credit looked for, in code points.
_LONGEST: Final = 150
# Fewest words of a sentence that begins with a noun; a shorter text is a caption with its credit.
_CAPTION_WORDS: Final = 12


def find_credit(text: str, start: int, first_word: int, end: int) -> int | None:
    """Where a credit begins that ends the line ``text[:end]``, or ``None``.

    Args:
        text: The text.
        start: Where the line's last sentence starts.
        first_word: Where its first word starts.
        end: Where the line ends.
    """
    tail = max(start, end - _LONGEST)
    opening = max(text.rfind("(", tail, end), text.rfind("[", tail, end))
    if opening > first_word and _BRACKETED.match(text, opening, end):
        return None if _is_caption(text, first_word, opening) else opening
    bare = _BARE.search(text, tail, end)
    if bare is None or bare.start() <= first_word:
        return None
    before = _LAST_WORD.search(text[max(start, bare.start() - 30) : bare.start()])
    if before is None:
        return None
    word = lexicon.fold(before[1])
    governed = word in lexicon.GOVERNING or lexicon.reports(word)
    return None if governed or _is_caption(text, first_word, bare.start()) else bare.start()


def _is_caption(text: str, start: int, end: int) -> bool:
    """Whether a text reads like a picture's caption rather than a sentence of news."""
    beginning = text[start : min(end, start + 400)]
    first = re.match(r"\w+", beginning)
    if first is None:
        return True
    word = lexicon.fold(first[0])
    if lexicon.opens_with_and(word) or lexicon.reports(word):
        return False
    return count_words(beginning) < _CAPTION_WORDS

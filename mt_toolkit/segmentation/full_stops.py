"""Whether a full stop ends a sentence or belongs to an abbreviation, a number or an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import ascii_digits, is_arabic
from mt_toolkit.segmentation import lexicon
from mt_toolkit.segmentation.stops import MARKS, NEAR, word_at

if TYPE_CHECKING:
    from mt_toolkit.segmentation.stops import Stop

__all__ = ["ends_with_full_stop"]

_WORD_CHARACTER: Final = re.compile(rf"[^\W_]|[{MARKS}'’]")
# The item numbers that a sentence may begin with, or that stand in a row inside one.
_ITEM: Final = re.compile(r"(?:^|[:؛;(]\s*)\(?(?:[0-9٠-٩۰-۹]{1,3}|[A-Za-zء-ي]ـ?)$")
_NUMBER_BEFORE: Final = re.compile(r"\d[ \u00a0]?$")
_SPELLED_LETTER_BEFORE: Final = re.compile(r"(\w+)[ \u00a0]$")
_TOP_LEVEL: Final = frozenset({"نت", "كوم", "اورج", "نيت", "com", "net", "org", "text"})


def ends_with_full_stop(text: str, stop: Stop, sentence: int, *, english: bool) -> bool:
    """Whether a sentence that starts at ``sentence`` ends with this full stop."""
    word_start = _word_before(text, stop.start, sentence)
    word = text[word_start : stop.start]
    if stop.start - sentence <= 8 and _ITEM.search(text[sentence : stop.start]):
        return False
    if stop.end == stop.following and not _ends_glued(text, stop, word):
        return False
    if not word:
        return True
    following = word_at(text, stop.following)
    if word.isdecimal():
        return not _is_item(text, word_start, stop.start, sentence)
    folded = lexicon.fold(word.strip("'’"))
    if _is_letter(folded):
        return _ends_with_letter(text, word_start, lexicon.fold(following), english=english)
    if folded in lexicon.LETTER_NAMES:
        spelled_out = _is_spelled_out(text, word_start)
        return spelled_out or lexicon.opens_surely(lexicon.fold(following))
    if lexicon.is_never_last(folded):
        return False
    if lexicon.is_before_numbers(folded) and word.isascii() and following[:1].isdigit():
        return False
    if lexicon.may_be_last(folded):
        return _opens_after_abbreviation(lexicon.fold(following), english=english)
    return True


def _is_letter(word: str) -> bool:
    """Whether a word is a single letter, "and" before it or not: ``م. هند ود. سليم``."""
    return len(word) == 1 or (len(word) == 2 and word[0] == "و" and is_arabic(word[1]))


def _is_item(text: str, start: int, end: int, sentence: int) -> bool:
    """Whether a number counts items: behind a colon, or behind the number before it."""
    if end - start > 2:
        return False
    if _ITEM.search(text[max(sentence, start - 3) : end]):
        return True
    previous = str(int(text[start:end]) - 1)
    before = ascii_digits(text[max(sentence, start - 5 * NEAR) : start])
    return re.search(rf"(?<!\d){previous}[.)] ", before) is not None


def _ends_with_letter(text: str, letter: int, following: str, *, english: bool) -> bool:
    """After a single letter: an initial, a title, an acronym or a unit of measure."""
    acronym = text[letter - 1 : letter] == "."
    unit = _NUMBER_BEFORE.search(text[max(0, letter - 2) : letter]) is not None
    if acronym or unit:
        return _opens_after_abbreviation(following, english=english)
    return lexicon.opens_surely(following)


def _opens_after_abbreviation(following: str, *, english: bool) -> bool:
    if not following:
        return not english
    if lexicon.opens_surely(following):
        return True
    # Behind an abbreviation, "and" before a noun with its article adds to a list.
    return lexicon.opens_with_and(following) and not following.startswith("وال")


def _ends_glued(text: str, stop: Stop, word: str) -> bool:
    """Whether a full stop that the next word is glued to can end a sentence."""
    following = text[stop.following]
    next_word = word_at(text, stop.following)
    if not next_word:
        return following not in "/\\_=&"
    if not word:
        return not text[stop.start - 1 : stop.start].isspace() or not following.isascii()
    before = text[stop.start - 1]
    if before.isdigit() and following.isdigit():
        return False
    if before.isascii() and following.isascii():
        return _starts_afresh(word, next_word)
    if following.isascii() and following.isalpha():
        return following.isupper()
    folded, folded_next = lexicon.fold(word), lexicon.fold(next_word)
    if folded_next in _TOP_LEVEL:
        return False
    if _is_letter(folded) or folded in lexicon.LETTER_NAMES:
        return lexicon.opens_surely(folded_next) or lexicon.opens_with_and(folded_next)
    return True


def _starts_afresh(word: str, following: str) -> bool:
    """Whether two Latin words were glued by mistake: ``deal.The``, but not ``www.Example.Com``."""
    sentence_like = word.isalpha() and len(word) > 1 and word[-1].islower() and following.istitle()
    return sentence_like and word != "www" and following.lower() not in _TOP_LEVEL


def _is_spelled_out(text: str, word_start: int) -> bool:
    """Whether the word before is the name of a letter too, without a stop: ``سي إن إن``."""
    before = _SPELLED_LETTER_BEFORE.search(text[max(0, word_start - 8) : word_start])
    return before is not None and lexicon.fold(before[1]) in lexicon.LETTER_NAMES


def _word_before(text: str, end: int, start: int) -> int:
    """Where the word that ends at ``end`` starts; never before ``start``."""
    at = end
    while at > start and _WORD_CHARACTER.match(text, at - 1):
        at -= 1
    return at

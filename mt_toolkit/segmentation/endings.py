"""Whether a stop ends a sentence, as far as the words around it tell.

Quotations and brackets are not looked at here: :mod:`mt_toolkit.segmentation.sentences` decides
which stops come into question at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import is_arabic
from mt_toolkit.segmentation import lexicon
from mt_toolkit.segmentation.full_stops import ends_with_full_stop
from mt_toolkit.segmentation.stops import NEAR, count_words, word_at

if TYPE_CHECKING:
    from mt_toolkit.segmentation.stops import Stop

__all__ = ["ends_quotation", "ends_sentence"]

_GOES_ON: Final = frozenset("،,؛;:/%٪.!?؟…۔")
_WORD: Final = re.compile(r"\w+")


def ends_sentence(text: str, stop: Stop, sentence: int, *, english: bool) -> bool:
    """Whether a sentence that starts at ``sentence`` ends with this stop."""
    if stop.following >= stop.line_end or _goes_on(text, stop, english=english):
        return False
    if stop.question:
        return not _inside_name(text, stop)
    if stop.ellipsis:
        return _ends_with_ellipsis(text, stop, sentence)
    return ends_with_full_stop(text, stop, sentence, english=english)


def ends_quotation(text: str, stop: Stop, *, introduced: bool, words: int, english: bool) -> bool:
    """Whether the sentence ends where a quotation ends with this stop of its own.

    Args:
        text: The text.
        stop: The last stop in the quotation; its closing mark follows.
        introduced: Whether the sentence has words before the quotation.
        words: Number of words in the quotation.
        english: Whether the text is English.
    """
    if stop.following >= stop.line_end or _goes_on(text, stop, english=english):
        return False
    word = lexicon.fold(word_at(text, stop.following))
    if stop.question:
        if english:
            return introduced or not _is_attributed(text, stop.following)
        if introduced:
            return _follows_question(word, words)
        return lexicon.opens_with_and(word)
    if stop.ellipsis:
        return not word or lexicon.opens_surely(word)
    if not introduced and lexicon.reports(word) and not lexicon.opens_with_and(word):
        return False
    if lexicon.attributes(word):
        return False
    return ends_with_full_stop(text, stop, max(0, stop.start - NEAR), english=english)


def _follows_question(word: str, words: int) -> bool:
    """Whether ``word`` begins a sentence behind an introduced question of so many words.

    A short question or cry is a part of its sentence, and so is a long one before a continuation.
    """
    if words < 4:
        return False
    if word[:1] == "ف" or lexicon.opens_with_and(word):
        return word[:1] == "و" and lexicon.opens_surely(word)
    return not (lexicon.continues(word) or lexicon.attributes(word))


def _goes_on(text: str, stop: Stop, *, english: bool) -> bool:
    """Whether the next character shows that the sentence goes on."""
    following = text[stop.following]
    if following in _GOES_ON:
        return True
    return following.islower() and (english or text[stop.start - 1 : stop.start].isascii())


def _inside_name(text: str, stop: Stop) -> bool:
    """Whether the mark belongs to an address or a name such as ``Yahoo!``."""
    before, following = text[stop.start - 1], text[stop.following]
    if not (before.isascii() and before.isalnum()):
        return False
    if (
        stop.end == stop.following
        and following.isascii()
        and (following.isalnum() or following == "/")
    ):
        return True
    word = word_at(text, stop.following)
    return (
        text[stop.start : stop.end] == "!"
        and before.isalpha()
        and is_arabic(following)
        and not lexicon.opens_with_and(lexicon.fold(word))
    )


def _ends_with_ellipsis(text: str, stop: Stop, sentence: int) -> bool:
    """A pause inside a sentence is no end: what follows must look like a beginning."""
    word = word_at(text, stop.following)
    folded = lexicon.fold(word)
    if lexicon.opens_surely(folded) and not word.isascii():
        return True
    if count_words(text[sentence : min(stop.start, sentence + 4 * NEAR)]) < 4:
        return False
    if not word:
        return not stop.glued
    if word[0].isascii():
        return word[0].isupper() and not stop.glued
    return (
        lexicon.opens_with_and(folded)
        or lexicon.reports(folded)
        or lexicon.opens_phrase(text, stop.following)
    )


def _is_attributed(text: str, at: int) -> bool:
    """Whether English names a speaker at ``at``: a verb of saying, but no "that" behind it."""
    clause = re.split(r"[.!?\"“”]", text[at : at + NEAR], maxsplit=1)[0]
    words = [lexicon.fold(word) for word in _WORD.findall(clause)]
    return any(map(lexicon.reports, words)) and "that" not in words

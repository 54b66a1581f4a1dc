"""Whether a stop ends a sentence, as far as the words around it tell.

Quotations and brackets are not looked at here: :mod:`mt_toolkit.segmentation.sentences` decides
which stops come into question at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import ascii_digits, is_arabic
from mt_toolkit.segmentation import lexicon
from mt_toolkit.segmentation.marks import IGNORABLE

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

__all__ = ["Stop", "count_words", "ends_quotation", "ends_sentence", "read_stop"]

_CLOSING: Final = frozenset("»«”“\"'’‘‟)]}")
_STOPS: Final = frozenset(".!?؟…۔")
_GOES_ON: Final = frozenset("،,؛;:/%٪") | _STOPS
_BLANK: Final = re.compile(rf"[\s{IGNORABLE}]*")
_IGNORED: Final = re.compile(f"[{IGNORABLE}]*")
_MARKS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD: Final = re.compile(rf"[^\W_][\w{_MARKS}'’]{{0,40}}")
_WORD_CHARACTER: Final = re.compile(rf"[^\W_]|[{_MARKS}'’]")
_WORD_START: Final = re.compile(r"\w\S*")
# The item numbers that a sentence may begin with, or that stand in a row inside one.
_ITEM: Final = re.compile(r"(?:^|[:؛;(]\s*)\(?(?:[0-9٠-٩۰-۹]{1,3}|[A-Za-zء-ي]ـ?)$")
_NUMBER_BEFORE: Final = re.compile(r"\d[ \u00a0]?$")
_SPELLED_LETTER_BEFORE: Final = re.compile(r"(\w+)[ \u00a0]$")
_TOP_LEVEL: Final = frozenset({"نت", "كوم", "اورج", "نيت", "com", "net", "org", "text"})
# How far a look back or ahead may reach, in code points, so that no text takes quadratic time.
_NEAR: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A run of stops and what follows it.

    Attributes:
        start: Where the run starts.
        end: Where the run ends.
        after: Where the closing marks behind the run end; a sentence would end there.
        following: The next visible character, or the end of the line.
        line_end: Where the line ends.
        question: Whether the run holds a question or an exclamation mark.
        ellipsis: Whether it is an ellipsis.
    """

    start: int
    end: int
    after: int
    following: int
    line_end: int
    question: bool
    ellipsis: bool

    @property
    def glued(self) -> bool:
        """Whether the next word follows without a space."""
        return self.after == self.following


def read_stop(text: str, start: int, end: int, line_end: int, openings: AbstractSet[int]) -> Stop:
    """Look at the run of stops ``text[start:end]``; ``openings`` are opening quotation marks."""
    after = end
    following = _skip_blank(text, after, line_end)
    while after < line_end and text[after] in _CLOSING and after not in openings:
        after += 1
        following = _skip_blank(text, after, line_end)
    ignored = _IGNORED.match(text, after, line_end)
    after = after if ignored is None else ignored.end()
    run = text[start:end]
    return Stop(
        start=start,
        end=end,
        after=after,
        following=following,
        line_end=line_end,
        question=any(mark in "!?؟" for mark in run),
        ellipsis="…" in run or run.count(".") > 1,
    )


def _skip_blank(text: str, at: int, end: int) -> int:
    blank = _BLANK.match(text, at, end)
    return at if blank is None else blank.end()


def ends_sentence(text: str, stop: Stop, sentence: int, *, english: bool) -> bool:
    """Whether a sentence that starts at ``sentence`` ends with this stop."""
    if stop.following >= stop.line_end or _goes_on(text, stop, english=english):
        return False
    if stop.question:
        return not _inside_name(text, stop)
    if stop.ellipsis:
        return _ends_with_ellipsis(text, stop, sentence)
    return _ends_with_full_stop(text, stop, sentence, english=english)


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
    word = lexicon.fold(_word_at(text, stop.following))
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
    return _ends_with_full_stop(text, stop, max(0, stop.start - _NEAR), english=english)


def _follows_question(word: str, words: int) -> bool:
    """Whether ``word`` begins a sentence behind an introduced question of so many words.

    A short question or cry is a part of its sentence, and so is a long one before a continuation.
    """
    if words < 4:
        return False
    if word[:1] == "ف" or lexicon.opens_with_and(word):
        return word[:1] == "و" and lexicon.opens_surely(word)
    return not (lexicon.continues(word) or lexicon.attributes(word))


def count_words(text: str) -> int:
    """Number of words, counting what is written together as one."""
    return len(_WORD_START.findall(text))


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
    word = _word_at(text, stop.following)
    return (
        text[stop.start : stop.end] == "!"
        and before.isalpha()
        and is_arabic(following)
        and not lexicon.opens_with_and(lexicon.fold(word))
    )


def _ends_with_ellipsis(text: str, stop: Stop, sentence: int) -> bool:
    """A pause inside a sentence is no end: what follows must look like a beginning."""
    word = _word_at(text, stop.following)
    folded = lexicon.fold(word)
    if lexicon.opens_surely(folded) and not word.isascii():
        return True
    if count_words(text[sentence : min(stop.start, sentence + 4 * _NEAR)]) < 4:
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


def _ends_with_full_stop(text: str, stop: Stop, sentence: int, *, english: bool) -> bool:
    word_start = _word_before(text, stop.start, sentence)
    word = text[word_start : stop.start]
    if stop.start - sentence <= 8 and _ITEM.search(text[sentence : stop.start]):
        return False
    if stop.end == stop.following and not _ends_glued(text, stop, word):
        return False
    if not word:
        return True
    following = _word_at(text, stop.following)
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
    before = ascii_digits(text[max(sentence, start - 5 * _NEAR) : start])
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
    next_word = _word_at(text, stop.following)
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


def _is_attributed(text: str, at: int) -> bool:
    """Whether English names a speaker at ``at``: a verb of saying, but no "that" behind it."""
    clause = re.split(r"[.!?\"“”]", text[at : at + _NEAR], maxsplit=1)[0]
    words = [lexicon.fold(word) for word in _WORD.findall(clause)]
    return any(map(lexicon.reports, words)) and "that" not in words


def _word_at(text: str, at: int) -> str:
    word = _WORD.match(text, at)
    return "" if word is None else word[0]


def _word_before(text: str, end: int, start: int) -> int:
    """Where the word that ends at ``end`` starts; never before ``start``."""
    at = end
    while at > start and _WORD_CHARACTER.match(text, at - 1):
        at -= 1
    return at

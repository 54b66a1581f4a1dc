"""Finds what may be a name in Arabic text, which has no capitals.

Words known to be ordinary are none. Of the others, one that comes soon after a title, behind a
given name or beside a verb of saying is likely a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import clean
from mt_toolkit.glossary.fold import fold
from mt_toolkit.mentions.mention import Mention, Sign
from mt_toolkit.mentions.vocabulary import (
    ARTICLE,
    is_given_name,
    is_listed,
    is_ordinary,
    without_proclitics,
    word_set,
)
from mt_toolkit.segmentation.lexicon import reports
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["arabic_mentions"]

_WORD: Final = re.compile("[\u0620-\u065f\u0670-\u06d3\u06d5\u200c]+")
# After these, folded, a few words on, a person is named.
_TITLES: Final = frozenset(
    fold(title)
    for line in (
        "وزير الوزير وزيرة الوزيرة رئيس الرئيس رئيسة السيد السيدة المبعوث مبعوث المتحدث المتحدثة",
        "السفير سفير السفيرة الأمير الشيخ الدكتور النائب نائب المستشار مستشار المدير مدير الأمين",
        "أمين الجنرال اللواء العميد القائد قائد المفاوض كبير السيناتور نظيره ونظيره",
    )
    for title in line.split()
)
# What may stand between the words of one name.
_INSIDE: Final = frozenset(("", " ", "\u00a0", "-"))
# Given names that are mostly other words: "in the name of", "on".
_NOT_GIVEN: Final = frozenset(("باسم", "على"))
_MAY_BE_GIVEN: Final = frozenset(map(fold, _NOT_GIVEN))
# A second word behind a surname is part of it unless it begins like a verb or a word of one letter.
_BEGINS_ANEW: Final = "وفبلكيتسن"
# Behind what may be a given name, but is not known as one.
_BEGINS_OTHER: Final = "وي"
_CONNECTORS: Final = frozenset(("بن", "ابن", "بنت", "ال"))
# One word with what follows.
_OPENER: Final = re.compile("[وفبلك]{0,2}(?:عبد|ابو)")
# Words between a title and a name, at most.
_REACH: Final = 4
_BEFORE_PLACES: Final = word_set(
    "في الي مدينه بمدينه العاصمه جزيره ميناء محافظه ولايه مطار جنوب شمال شرق غرب"
)
_LONGEST_NAME: Final = 4
_SHORTEST: Final = 3
_LONGEST_WORD: Final = 40


class _Kind(Enum):
    TITLE = auto()
    SPEECH = auto()
    GIVEN = auto()
    CONNECTOR = auto()
    OPENER = auto()
    ORDINARY = auto()
    OTHER = auto()


_OF_NAMES: Final = (_Kind.GIVEN, _Kind.OTHER, _Kind.CONNECTOR)


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    key: str
    kind: _Kind
    follows: bool  # nothing but a space is between it and the word before

    @property
    def may_go_on(self) -> bool:
        """Whether it may be a further word of a name."""
        return self.follows and self.kind in _OF_NAMES

    @property
    def may_be_surname(self) -> bool:
        """Whether it only looks like an inflected word, as سليماني does, "sound" and an ending."""
        return self.follows and self.kind is _Kind.ORDINARY and not is_listed(self.key)


def arabic_mentions(text: str) -> Iterator[Mention]:
    """The words of a text that may be names, each full name once, in order."""
    words = list(_words(text))
    reach = 0
    at = 0
    while at < len(words):
        word = words[at]
        if not word.follows:
            reach = 0
        if word.kind is _Kind.TITLE:
            reach = _REACH
        elif word.kind is _Kind.GIVEN or word.kind is _Kind.OTHER:
            end = _end_of_name(words, at, after_title=reach > 0)
            mention = _mention(text, words, at, end, after_title=reach > 0)
            if mention is not None:
                yield mention
            if mention is not None and Sign.TITLE in mention.signs:
                reach = 0
            at = end
            continue
        elif reach:
            reach -= 1
        at += 1


def _words(text: str) -> Iterator[_Word]:
    end = -1
    opener: re.Match[str] | None = None
    opened = False
    for found in _WORD.finditer(text):
        start, stop = found.span()
        follows = end >= 0 and text[end:start] in _INSIDE
        if opener is not None and follows:
            start, follows = opener.start(), opened
        end = stop
        key, kind = _looked_up(text[start:end])
        opener, opened = (found, follows) if kind is _Kind.OPENER else (None, False)
        if opener is None and key:
            yield _Word(start, end, key, kind, follows)


@lru_cache(maxsize=1 << 16)
def _looked_up(written: str) -> tuple[str, _Kind]:
    """A word as it stands, folded, and its kind."""
    key = fold(written)
    if _OPENER.fullmatch(key):
        return key, _Kind.OPENER
    if key in _MAY_BE_GIVEN and clean(written) in _NOT_GIVEN:
        return key, _Kind.ORDINARY
    return key, _kind(key)


def _kind(key: str) -> _Kind:
    forms = tuple(without_proclitics(key))
    if any(form in _TITLES for form in forms):
        return _Kind.TITLE
    if key in _CONNECTORS:
        return _Kind.CONNECTOR
    if is_given_name(key) or (is_given_name(key[1:]) and key[1:] in forms and not is_listed(key)):
        return _Kind.GIVEN
    if reports(key):
        return _Kind.SPEECH
    if not _SHORTEST <= len(key) <= _LONGEST_WORD or is_ordinary(key):
        return _Kind.ORDINARY
    return _Kind.OTHER


def _end_of_name(words: list[_Word], start: int, *, after_title: bool) -> int:
    """Where the name that begins with the word at ``start`` ends; at least one word further on."""
    end = start + 1
    if words[start].kind is not _Kind.GIVEN and not (after_title and _is_plain(words[start])):
        return end
    # A person unknown by first name: "Wendy Sherman", if both words look like nothing else.
    surnames = 0 if words[start].kind is _Kind.GIVEN else 1
    while end < len(words) and end - start < _LONGEST_NAME:
        word = words[end]
        if not (word.may_go_on or (after_title and not surnames and word.may_be_surname)):
            break
        if word.kind is _Kind.GIVEN:
            if surnames or not is_given_name(word.key):
                break  # "and Barack", behind "Hassan Rouhani"
        elif word.kind is not _Kind.CONNECTOR:
            anew = _BEGINS_ANEW if words[start].kind is _Kind.GIVEN else _BEGINS_OTHER
            if surnames and (surnames > 1 or word.key[0] in anew or not _is_plain(word)):
                break
            surnames += 1
        end += 1
    while words[end - 1].kind is _Kind.CONNECTOR:
        end -= 1
    return end


def _proclitic_length(key: str) -> int:
    """How much stands before the given name in a word: 1 in وباراك, "and Barack"."""
    forms = (form for form in without_proclitics(key) if is_given_name(form))
    return max(0, len(key) - len(next(forms, key)))


def _is_plain(word: _Word) -> bool:
    """Whether a word has no article: one with it, after a title, is mostly an adjective."""
    return not any(form.startswith(ARTICLE) for form in without_proclitics(word.key))


def _mention(
    text: str, words: list[_Word], start: int, end: int, *, after_title: bool
) -> Mention | None:
    last = end - 1
    while last > start + 1 and words[last - 1].kind is _Kind.CONNECTOR:
        last -= 1  # "bin Farhan" is one name
    span = Span(words[last].start, words[end - 1].end)
    signs = set()
    if last > start:
        signs.add(Sign.GIVEN_NAME)
    if after_title and (last > start or _is_plain(words[last])):
        signs.add(Sign.TITLE)
    if start and words[start].follows:
        before = words[start - 1]
        if before.kind is _Kind.SPEECH:
            signs.add(Sign.SPEECH)
        if before.key in _BEFORE_PLACES:
            signs.add(Sign.PLACE)
    if words[last].kind is _Kind.GIVEN and not signs - {Sign.PLACE}:
        return None  # somebody's first name, or an ordinary word
    given = " ".join(clean(text[word.start : word.end]) for word in words[start:last])
    return Mention(
        key=words[last].key if last == end - 1 else fold(span.of(text)),
        written=clean(span.of(text)),
        given=given[_proclitic_length(words[start].key) :] if given else given,
        span=span,
        signs=frozenset(signs),
    )

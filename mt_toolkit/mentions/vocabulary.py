# ruff: noqa: RUF001 - Arabic letters by purpose
"""What is known of words beforehand: which are ordinary, which are given names.

The two lists are made by :mod:`mt_toolkit.mentions.derive`. Arabic has no capitals; a word that
is on neither list may be a name, and what stands around it has to tell.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ARTICLE",
    "OPENERS",
    "PARTICLES",
    "bare_forms",
    "is_given_name",
    "is_listed",
    "is_ordinary",
    "last_name",
    "usual_spelling",
    "without_proclitics",
    "word_set",
]


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is easier to read as a line."""
    return frozenset(text.split())


ARTICLE: Final = "ال"
OPENERS: Final = word_set("abd abdel abdul abdal abu abou aboul abul bin ibn عبد ابو بن ابن")
"""First words of names of two words."""
PARTICLES: Final = word_set("bin ibn al el van von der de di da du")
"""Small words of names in Latin letters that belong to what follows."""

# Before a noun, which does not begin like a verb, or before a verb, which does.
_PROCLITIC: Final = re.compile("[وف]|[بكل](?!ي)|س(?=[يتنا])")
_TWO_PROCLITICS: Final = re.compile(f"[وف](?:{_PROCLITIC.pattern[5:]})")
_SHORTEST: Final = 3
# Endings of nouns, adjectives and verbs, folded.
_ENDINGS: Final = word_set(
    "يتها ياتها اتها اتهم تهما ياته يتهم يته تهم تها تنا ته ها هم هما نا ني كم ات ين ون ان "
    "تين تان يه يا يات يين يون تا وا وها ت ه ا ي ك"
)


def is_ordinary(word: str) -> bool:
    """Whether a word, folded, is known to be no name, in whatever form it stands there."""
    ordinary = _listed("ordinary.txt")
    if word.isascii():
        return word.lower() in ordinary
    return word in ordinary or _is_form_of_ordinary(word)


def is_listed(word: str) -> bool:
    """Whether an Arabic word, folded, is ordinary just as it stands."""
    return word in _listed("ordinary.txt")


def is_given_name(word: str) -> bool:
    """Whether many people have this folded Arabic word for a first name."""
    return word in _given_names()


def usual_spelling(given: str) -> str | None:
    """How a given name is mostly spelled in Latin letters, each of its words; as far as known."""
    words = [_given_names().get(word) for word in fold(given).split()]
    known = [word for word in words if word is not None]
    return " ".join(known) if len(known) == len(words) else None


def last_name(name: str) -> tuple[str, str]:
    """A full name as what is before the last name, and the last name.

    عبد, أبو and بن are one name with what follows, and so are Abdel, Abu, bin and "de".
    """
    words = name.split()
    last = len(words) - 1
    while last > 0 and fold(words[last - 1]).lower() in OPENERS | PARTICLES:
        last -= 1
    return " ".join(words[:last]), " ".join(words[last:])


def without_proclitics(word: str) -> Iterator[str]:
    """What a folded word may be without the words of one letter before it; itself first.

    The article stays, save that للحزب is الحزب.
    """
    yield word
    for length in (1, 2):
        before, rest = word[:length], word[length:]
        if len(rest) < _SHORTEST or not _stands_before(word, length):
            continue
        if before.endswith("ل") and rest.startswith("ل"):
            yield "ا" + rest
        yield rest


def bare_forms(word: str) -> Iterator[str]:
    """What may be left of a folded Arabic word without proclitics, article and one ending."""
    for whole in without_proclitics(word):
        without = whole.removeprefix(ARTICLE)
        for stem in {whole, without}:
            yield stem
            for length in range(_SHORTEST, len(stem)):
                if stem[length:] in _ENDINGS:
                    yield stem[:length]
                    if stem[length] in "تيا":
                        yield stem[:length] + "ه"


def _stands_before(word: str, length: int) -> bool:
    found = _PROCLITIC.match(word) if length == 1 else _TWO_PROCLITICS.match(word)
    return found is not None


@lru_cache(maxsize=1 << 16)
def _is_form_of_ordinary(word: str) -> bool:
    ordinary = _listed("ordinary.txt")
    return any(bare in ordinary for bare in bare_forms(word))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_data(name).split())


@cache
def _given_names() -> dict[str, str]:
    return dict(_row(line) for line in _data("given_names.tsv").splitlines())


def _row(line: str) -> tuple[str, str]:
    arabic, _, latin = line.partition("\t")
    return arabic, latin


def _data(name: str) -> str:
    return resources.files("mt_toolkit.mentions").joinpath(name).read_text(encoding="utf-8")

# ruff: noqa: RUF001 - Arabic letters by purpose
"""Whether two words of one script may be spellings of one name, before their sound is compared."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SHORTEST", "is_inflection", "may_be_one_name"]

SHORTEST: Final = 5
"""Shorter words sound like others by chance."""
# Letters that a name may begin with in one spelling and another.
_FIRST: Final = ("aeiou", "ckqx", "gj", "sz", "bp", "fv", "vw", "اعغ", "غجق", "طت", "صس", "كقخ")
_SOUNDS: Final = {letter: sound for sound in _FIRST for letter in sound}
# What grammar, not spelling, makes of a word.
_INFLECTED: Final = re.compile(
    "(?:s|es|ed|er|ers|ing|ly|y|ies|n|an|ans|ian|ians|i|is|ish|ese|a|e|o|in|ist|ists|ism"
    "|ه|ات|ين|ون|ان|ي|يه|يين|يون|ا)?"
)


def may_be_one_name(one: str, other: str) -> bool:
    """Whether two words are long and like enough, and not merely inflected."""
    if min(len(one), len(other)) < SHORTEST or _beginning(one) != _beginning(other):
        return False
    return not is_inflection(one, other)


def _beginning(word: str) -> str:
    letter = word[0].lower()
    return _SOUNDS.get(letter, letter)


def is_inflection(one: str, other: str) -> bool:
    """Whether two words differ in an ending, or in letters that make a word of its own."""
    one, other = one.lower(), other.lower()
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    endings = one[shared:], other[shared:]
    return shared > len(max(endings, key=len)) and all(map(_INFLECTED.fullmatch, endings))

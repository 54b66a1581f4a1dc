# ruff: noqa: RUF001
"""A plain romanisation of a name, letter by letter, as a proposal to an editor."""

from __future__ import annotations

from typing import Final

from mt_toolkit.names.letters import LATIN, tokenise

__all__ = ["romanise"]

_CONSONANTS: Final = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
    "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "پ": "p", "چ": "ch", "ژ": "zh",
    "ڤ": "v", "گ": "g",
}  # fmt: skip
_VOWELS: Final = frozenset("اوي")


def romanise(name: str) -> str:
    """Latin letters for an Arabic spelling, each word capitalised; Latin words are only folded.

    Short vowels that Arabic does not write are guessed as ``a``. The result
    reads well enough to recognise the name by; it is not the spelling that newspapers use.
    """
    words = []
    for token in tokenise(name):
        article = "al-" if token.text.startswith("@") else ""
        letters = token.letters if token.script == LATIN else _word(token.letters)
        words.append(article + letters.capitalize())
    return " ".join(words)


def _word(letters: str) -> str:
    """Guess an ``a`` after the first of two consonants at the start of a syllable: ``Mahmud``."""
    spelled: list[str] = []
    # What stands before a consonant: nothing or an open consonant asks for a vowel, "v" (a written
    # vowel and its closing consonant) does not, "g" (a guessed one) does only at the end of a word.
    before = ""
    for at, letter in enumerate(letters):
        if letter not in _CONSONANTS:
            spelled.append(_vowel(letter, first=at == 0, following=letters[at + 1 : at + 2]))
            before = "v"
            continue
        last = at == len(letters) - 1
        after_consonant = at > 0 and letters[at - 1] in _CONSONANTS
        guess = after_consonant and (before == "" or (before == "g" and last))
        spelled.append("a" * guess + _CONSONANTS[letter])
        before = "g" if guess else "" if after_consonant else before
    return "".join(spelled)


def _vowel(letter: str, *, first: bool, following: str) -> str:
    """A long vowel, a glide where a vowel follows, ``a`` for ayn and teh marbuta."""
    before_vowel = following in _VOWELS and following != ""
    if letter == "و":
        return "w" if first or before_vowel else "u"
    if letter == "ي":
        return "y" if first or before_vowel else "i"
    # Ayn before alef is the same one vowel.
    return "" if letter == "ع" and following == "ا" else "a"

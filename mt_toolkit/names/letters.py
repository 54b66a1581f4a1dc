# ruff: noqa: RUF001
"""From a name as written to tokens that can be compared: folding, particles, articles.

A token is a string in one of two small alphabets (Arabic letters or ``a`` to ``z``) between two
boundary marks. It opens with ``^``, or with ``@`` where the article ال / al- stood apart, and
closes with ``$``, so that letter costs can know the beginning and the end of a name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from mt_toolkit.arabic import clean

__all__ = ["ARABIC", "LATIN", "Script", "Token", "tokenise"]

Script = Literal["arab", "latn"]
ARABIC: Final[Script] = "arab"
LATIN: Final[Script] = "latn"

_ARABIC_FOLD: Final = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىئےېۍێ", "ي"),
        **dict.fromkeys("ؤۇۆۈۋ", "و"),
        **dict.fromkeys("ڨڭݣ", "گ"),
        **dict.fromkeys("ەۀہ", "ه"),
        "ء": "",
        "ں": "ن",
        "ٹ": "ت",
        "ڈ": "د",
        "ڑ": "ر",
        "ک": "ك",
        "ی": "ي",
    }
)
_LATIN_FOLD: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
        "ə": "a",
        "ŋ": "ng",
        **dict.fromkeys("'’‘`´ʿʾʼʻʽ′", ""),
    }
)
_COMBINING: Final = re.compile("[\u0300-\u036f]+")
_WORD: Final = re.compile("([ء-غف-يپچژڤگ]+)|([a-z]+)(-?)")
_COMMA: Final = re.compile(r"\s*[,،]\s*")

_CONNECTORS: Final = frozenset(
    ("بن", "ابن", "بنت", "bin", "ibn", "ben", "bint", "binti", "ould", "ولد")
)
# First halves of names in two words, which are as often written in one.
_OPENERS: Final = frozenset(
    ("عبد", "ابو", "ابا", "ابي", "abd", "abdal", "abdel", "abdul", "abdol", "abu", "abou", "abo")
)
# Second halves, with the article that they carry.
_CLOSERS: Final = frozenset(
    ("@دين", "الله", "@له", "@din", "@deen", "@dine", "allah", "eddin", "eddine")
)
_LATIN_ARTICLES: Final = frozenset(("al", "el", "ul", "il"))
# The article before a sun letter, taken for one only where a hyphen and the same letter follow.
_SUN_ARTICLE: Final = re.compile("[aeiou](?P<sun>s|sh|r|n|t|th|d|dh|z|l)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a name.

    Attributes:
        script: Which alphabet the letters are of.
        text: The folded letters with their boundary marks, for example ``@بوسعيدي$``.
    """

    script: Script
    text: str

    @property
    def letters(self) -> str:
        """The letters without boundary marks and without an article that stood apart."""
        return self.text[1:-1]

    @property
    def is_initial(self) -> bool:
        """Whether the token is a single letter that stands for a name."""
        return len(self.text) == 3


def tokenise(name: str) -> tuple[Token, ...]:
    """Split and fold a name.

    Vowel marks, tatweel, case and accents go, seats of hamza become plain letters. The article
    joins its word, ``bin``/``ibn``/``بن`` go where other words remain, ``Abd al-``, ``Abu`` and
    ``al-Din`` join the word that they belong to. ``Last, First`` is turned round.
    """
    parts = _COMMA.split(name.strip())
    if len(parts) == 2 and all(parts):
        name = f"{parts[1]} {parts[0]}"
    words = _join_compounds(_join_articles(_words(name)))
    kept = [word for word in words if word[1].lstrip("@") not in _CONNECTORS] or words
    return tuple(Token(script=script, text=_with_marks(script, word)) for script, word in kept)


def _words(name: str) -> list[tuple[Script, str, bool]]:
    """Folded words: script, letters, whether a hyphen follows."""
    arabic = clean(name.replace("\u200c", " ")).translate(_ARABIC_FOLD)
    latin = _COMBINING.sub("", unicodedata.normalize("NFKD", arabic.casefold()))
    folded = latin.translate(_LATIN_FOLD).replace("\u2010", "-").replace("\u2011", "-")
    words: list[tuple[Script, str, bool]] = []
    for arab, latn, hyphen in _WORD.findall(folded):
        words.append((ARABIC, arab, False) if arab else (LATIN, latn, bool(hyphen)))
    return words


def _join_articles(words: list[tuple[Script, str, bool]]) -> list[tuple[Script, str]]:
    """Put ``@`` before each word that an article belongs to."""
    joined: list[tuple[Script, str]] = []
    article = ""
    for at, (script, word, hyphen) in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if following and following[0] == script and _is_article(word, following[1], hyphen):
            article = "@"
            continue
        if script == ARABIC and word.startswith("ال") and len(word) > 3 and word != "الله":
            article, word = "@", word[2:]
        joined.append((script, article + word))
        article = ""
    return joined


def _is_article(word: str, following: str, hyphen: bool) -> bool:
    if word in _LATIN_ARTICLES or word == "ال":
        return True
    sun = _SUN_ARTICLE.fullmatch(word) if hyphen else None
    return sun is not None and following.startswith(sun["sun"])


def _join_compounds(words: list[tuple[Script, str]]) -> list[tuple[Script, str]]:
    """Join ``abd`` and ``abu`` with what follows, ``al-din`` and ``allah`` with what precedes."""
    joined: list[tuple[Script, str]] = []
    open_compound = False
    for script, word in words:
        before = joined[-1] if joined else None
        if before and before[0] == script and (open_compound or word in _CLOSERS):
            article = "ال" if script == ARABIC else "al"
            joined[-1] = (script, before[1] + word.replace("@", article))
        else:
            joined.append((script, word))
        open_compound = word in _OPENERS
    return joined


def _with_marks(script: Script, word: str) -> str:
    if script == ARABIC and word.startswith("ال") and len(word) > 3:
        word = "@" + word[2:]
    return f"{word}$" if word.startswith("@") else f"^{word}$"

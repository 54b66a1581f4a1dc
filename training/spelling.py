# ruff: noqa: RUF001 - Arabic letters and marks are what this file is about
"""The many spellings of real news: hamza left out, quotes of all kinds, glued punctuation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random

__all__ = ["mend_english", "vary_arabic"]

_COMMA: Final = "\u060c"
_PERCENT: Final = "في المئة"


def mend_english(text: str) -> str:
    """Mend what filling slots has broken: articles, possessives, the first capital."""
    vowel = r"\b([Aa]) (?=(?!Euro|euro|[Oo]ne\b|[Oo]nce\b)[AEIOaeio])"
    text = re.sub(vowel, r"\1n ", text)
    text = re.sub(r"\bthe [Tt]he ", "the ", text).replace("Qatar's's", "Qatar's")
    text = re.sub(r"s's\b", "s'", text)
    text = re.sub(r'^(["\u201c(]*)([a-z])', lambda match: match[1] + match[2].upper(), text)
    return re.sub(r"\s+", " ", text).strip()


def vary_arabic(text: str, random_: random.Random) -> str:
    """One of the ways in which a newsroom may have typed ``text``."""
    text = text.replace("لـال", "لل").replace("بـال", "بال")
    for chance, pattern, other in (
        (0.3, "أميرك", "أمريك"),
        (0.15, _PERCENT, "في المائة"),
        (0.12, f" {_PERCENT}", "%"),
        (0.3, "صحافي", "صحفي"),
        (0.2, "[أإآ]", "ا"),
        (0.08, r"\b[أإ]", "ا"),
        (0.06, r"ي\b", "ى"),
        (0.04, r"ة\b", "ه"),
        (0.1, rf"(?<=[\u0621-\u064a]){_COMMA}", f" {_COMMA}"),
        (0.06, rf"{_COMMA} ", _COMMA),
        (0.2, '["\u201c](.+?)["\u201d]', r"«\1»"),
        (0.15, '[«"](.+?)[»"]', "\u201c\\1\u201d"),
        (0.08, r"\.$", ""),
    ):
        if random_.random() < chance:
            text = re.sub(pattern, other, text)
    if random_.random() < 0.03:
        text = _stretch(text, random_)
    return re.sub(r"\s+", " ", text).strip()


def _stretch(text: str, random_: random.Random) -> str:
    """Draw one word out with tatweel."""
    places = [match.end() for match in re.finditer(r"[بتسشصضعفقكلمنهي](?=[\u0621-\u064a])", text)]
    if not places:
        return text
    place = random_.choice(places)
    return text[:place] + "\u0640" * random_.randint(1, 4) + text[place:]

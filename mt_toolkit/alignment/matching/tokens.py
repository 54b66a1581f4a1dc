"""What of a document must come again in its translation: numbers, dates, names, Latin words.

A document *asks* for some tokens: a translation that lacks one of them is suspect. It *offers*
more: tokens that answer what the other side asks, but need no answer themselves. An English article
asks for the names in it, by their consonants; an Arabic one, which has no capital letters, offers
the consonants of all of its words.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.matching.dates import dates_of
from mt_toolkit.alignment.words import stems, words_of
from mt_toolkit.names import skeleton
from mt_toolkit.numbers import find_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.numbers import Language

    Keys = npt.NDArray[np.uint32]

__all__ = ["Kind", "Tokens", "tokens_of"]

# From so many nats on a capitalised word counts as a name, from so many consonants on it is told
# apart from other names.
_RARE: Final = 8.0
_LEAST_SOUNDS: Final = 3
_SHORTEST_WORD: Final = 2


class Kind(IntEnum):
    """Kinds of tokens, each compared for itself."""

    FIGURES = 0  # numbers in digits or words, months, days of the week
    NAMES = 1
    WORDS = 2  # in Latin letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Tokens of a document, as sorted arrays of 32-bit hashes.

    Attributes:
        asks: For each kind, those that a translation should answer.
        offers: For each kind, those that answer.
    """

    asks: Mapping[Kind, Keys]
    offers: Mapping[Kind, Keys]


def tokens_of(text: str, language: Language, information: Callable[[str], float]) -> Tokens:
    """Collect the tokens of a document.

    Args:
        text: All of it.
        language: Its language.
        information: How rare a word is, in nats.
    """
    numbers = find_numbers(text, language)
    dates = dates_of(text)
    words = set(words_of(text))
    latin = {word for word in words if word[0].isalpha() and word.isascii()}
    small = {word.casefold() for word in latin if len(word) >= _SHORTEST_WORD}
    digits = {str(n.value.normalize()) for n in numbers if n.digits is not None} | dates
    values = digits | {str(n.value.normalize()) for n in numbers}
    values |= {str(n.alternative.normalize()) for n in numbers if n.alternative is not None}
    if language == "ar":
        asks = {Kind.FIGURES: digits, Kind.WORDS: small}
        offers = {Kind.FIGURES: values, Kind.NAMES: _sounds(words - latin)}
    else:
        names = {word for word in latin if word[0].isupper() and information(word) >= _RARE}
        asks = {Kind.FIGURES: digits, Kind.NAMES: _keys(names)}
        offers = {Kind.FIGURES: values, Kind.WORDS: small}
    return Tokens(asks=_hashed(asks), offers=_hashed(offers))


def _sounds(words: Iterable[str]) -> set[str]:
    return _keys(stem for word in words if word[0].isalpha() for stem in stems(word))


def _keys(words: Iterable[str]) -> set[str]:
    return {key for key in map(skeleton, words) if len(key) >= _LEAST_SOUNDS}


def _hashed(tokens: Mapping[Kind, Iterable[str]]) -> dict[Kind, Keys]:
    import numpy as np

    return {
        kind: np.array(
            sorted(zlib.crc32(token.encode()) for token in tokens.get(kind, ())), dtype=np.uint32
        )
        for kind in Kind
    }

"""Which words of two lines translate each other, as far as their vectors, names and digits tell.

The sentence encoder embeds single words too, and so knows a good part of the dictionary of both
languages. Names it does not know are compared letter by letter across the scripts
(:mod:`mt_toolkit.names`); numbers and words in Latin letters must be the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from mt_toolkit.arabic import clean
from mt_toolkit.names import similarity, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

__all__ = ["WordLinker", "WordVectors", "stems", "words_of"]

_WORD: Final = re.compile(
    r"[\u0621-\u064a]+"  # Arabic
    r"|[A-Za-z\u00c0-\u024f](?:[A-Za-z\u00c0-\u024f'\u2019-]*[A-Za-z\u00c0-\u024f])?"  # Latin
    r"|\d+(?:[.,]\d+)*"
)
_ARABIC: Final = re.compile(r"[\u0621-\u064a]")
_PROCLITICS: Final = re.compile(
    "(?:[\u0648\u0641](?=...))?(?:(?:\u0628\u0627\u0644|\u0643\u0627\u0644|\u0644\u0644"
    "|\u0627\u0644|[\u0628\u0644\u0643])(?=...))?"
)
_POSSESSIVE: Final = re.compile("['\u2019]s?$")
# Vectors of unrelated words score up to the first, those of translations up to the second.
_UNRELATED, _TRANSLATION = 0.6, 0.9
_SURE_NAME: Final = 0.5
# Names are worth a comparison from so many nats and so many consonants on.
_RARE: Final = 8.0
_LEAST_SOUNDS: Final = 2
_REMEMBERED: Final = 100_000


class WordVectors(Protocol):
    """What the linker needs to know of single words."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """A vector of length 1 for each word."""

    def information(self, word: str) -> float:
        """How rare a word is, in nats."""


def words_of(text: str) -> list[str]:
    """The words and numbers of a line, Arabic without vowel marks, digits in ASCII."""
    return _WORD.findall(clean(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is remembered of a word."""

    vector: npt.NDArray[np.float16]
    information: float


class WordLinker:
    """Compares words of a source with words of a target."""

    def __init__(self, vectors: WordVectors) -> None:
        self._vectors = vectors
        self._known: dict[str, _Known] = {}

    def information(self, words: Sequence[str]) -> Floats:
        """How rare each word is, in nats."""
        import numpy as np

        self._learn(words)
        return np.array([self._known[word].information for word in words], dtype=np.float32)

    def links(self, source: Sequence[str], target: Sequence[str]) -> Floats:
        """How surely each source word and each target word translate each other, from 0 to 1."""
        import numpy as np

        self._learn([*source, *target])
        left = np.stack([self._known[word].vector for word in source]).astype(np.float32)
        right = np.stack([self._known[word].vector for word in target]).astype(np.float32)
        scaled = (left @ right.T - _UNRELATED) / (_TRANSLATION - _UNRELATED)
        table = np.asarray(np.clip(scaled, 0.0, 1.0), dtype=np.float32)
        self._link_numbers(table, source, target)
        self._link_names(table, source, target)
        self._link_names(table.T, target, source)
        return table

    def _learn(self, words: Iterable[str]) -> None:
        unknown = [word for word in dict.fromkeys(words) if word not in self._known]
        if not unknown:
            return
        if len(self._known) + len(unknown) > _REMEMBERED:
            self._known.clear()
            unknown = list(dict.fromkeys(words))
        import numpy as np

        for word, vector in zip(unknown, self._vectors.embed(unknown), strict=True):
            self._known[word] = _Known(
                vector=vector.astype(np.float16), information=self._vectors.information(word)
            )

    @staticmethod
    def _link_numbers(table: Floats, source: Sequence[str], target: Sequence[str]) -> None:
        """Numbers are the same or they are not."""
        left = {at: word.replace(",", "") for at, word in enumerate(source) if word[0].isdigit()}
        right = {at: word.replace(",", "") for at, word in enumerate(target) if word[0].isdigit()}
        for i, one in left.items():
            for j, other in right.items():
                table[i, j] = float(one == other)

    def _link_names(self, table: Floats, source: Sequence[str], target: Sequence[str]) -> None:
        """Arabic words and capitalised words that sound alike; equal words in Latin letters."""
        by_sound: dict[str, list[tuple[int, str]]] = {}
        by_letters: dict[str, list[int]] = {}
        for at, word in enumerate(target):
            by_letters.setdefault(word.casefold(), []).append(at)
            if word[0].isupper() and self._known[word].information >= _RARE:
                name = _POSSESSIVE.sub("", word)
                key = skeleton(name)
                if len(key) >= _LEAST_SOUNDS:
                    by_sound.setdefault(key, []).append((at, name))
        for at, word in enumerate(source):
            if not _ARABIC.match(word):
                for other in by_letters.get(word.casefold(), ()):
                    table[at, other] = 1.0
            elif len(word) > 2:
                for stem in stems(word):
                    for other, name in by_sound.get(skeleton(stem), ()):
                        sure = _same_name(stem, name)
                        if sure > _SURE_NAME:
                            table[at, other] = max(float(table[at, other]), sure)


@lru_cache(maxsize=65536)
def _same_name(one: str, other: str) -> float:
    return similarity(one, other)


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """The word as it stands, and without what may be "and", "the", "by", "for" or "like"."""
    proclitics = _PROCLITICS.match(word)
    cut = {0, 1 if word[0] in "\u0648\u0641" and len(word) > 3 else 0}
    if proclitics is not None:
        cut.add(proclitics.end())
    return tuple(word[at:] for at in sorted(cut))

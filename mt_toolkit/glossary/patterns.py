"""The patterns of a whole glossary, many at a time, and the entries that each belongs to.

What :func:`~mt_toolkit.glossary.spellings.patterns_of` says of one spelling is said here of
thousands at once: texts that neither the article nor folding makes anything else of are coded
together. A test holds the two together.
"""

from __future__ import annotations

import re
from array import array
from itertools import islice
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.codes import codes_of_many
from mt_toolkit.glossary.spellings import patterns_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.glossary.model import Entry, Glossary
    from mt_toolkit.glossary.spellings import Side

__all__ = ["Owners", "patterns_with_owners"]

# Long enough that the cost of a call does not show, short enough to stay in the cache.
_ENTRIES: Final = 2048
# Letters that stand for themselves, without an article, and without عبد or ابو.
_SIMPLE_ARABIC: Final = re.compile("(?![آأإا]ل)(?!.*(?:عبد|[آأإا]ب[وؤ]))[ء-غف-ي]+(?: [ء-غف-ي]+)*")
_SIMPLE_LATIN: Final = re.compile("[ -~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017e]+")


class Owners:
    """Which entries have a pattern, by the number of the pattern."""

    def __init__(self) -> None:
        self._first = array("L")
        self._more: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._first)

    def of(self, pattern: int) -> list[int]:
        """The numbers of the entries that have a pattern, in the order of the glossary."""
        return sorted((self._first[pattern], *self._more.get(pattern, ())))

    def add(self, pattern: int, entry: int) -> None:
        """Note that an entry has a pattern; a new pattern has the next number."""
        if pattern == len(self._first):
            self._first.append(entry)
        elif self._first[pattern] != entry:
            others = self._more.setdefault(pattern, [])
            if entry not in others:
                others.append(entry)


def patterns_with_owners(glossary: Glossary, sides: Iterable[Side]) -> tuple[list[bytes], Owners]:
    """Every pattern of a glossary once, and which entries have it.

    Args:
        glossary: The glossary.
        sides: The languages whose forms are looked for.
    """
    numbers: dict[bytes, int] = {}
    owners = Owners()
    for entry, codes in _numbered(glossary, frozenset(sides)):
        owners.add(numbers.setdefault(codes, len(numbers)), entry)
    return list(numbers), owners


def _numbered(glossary: Glossary, sides: frozenset[Side]) -> Iterator[tuple[int, bytes]]:
    """The patterns of each entry, with its number."""
    entries = enumerate(glossary)
    while batch := list(islice(entries, _ENTRIES)):
        yield from _patterns(batch, sides)


def _patterns(
    batch: list[tuple[int, Entry]], sides: frozenset[Side]
) -> Iterator[tuple[int, bytes]]:
    latin: list[str] = []
    arabic: list[str] = []
    latin_owners = array("L")
    arabic_owners = array("L")
    for number, entry in batch:
        for text in texts_of(entry, sides):
            if _SIMPLE_LATIN.fullmatch(text):
                latin.append(text)
                latin_owners.append(number)
            elif _SIMPLE_ARABIC.fullmatch(text):
                arabic.append(text)
                arabic_owners.append(number)
            else:
                for pattern in patterns_of(text):
                    yield number, pattern.codes
    yield from zip(latin_owners, codes_of_many(latin), strict=True)
    for number, codes in zip(arabic_owners, codes_of_many(arabic), strict=True):
        yield number, codes[1:]

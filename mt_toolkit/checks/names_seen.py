"""Collects what may be names in a document, so that two spellings of one can be found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.fold import fold
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.checks.pieces import Piece, Place
    from mt_toolkit.glossary.model import Glossary
    from mt_toolkit.mentions.spellings import Spelling, Spellings

__all__ = ["NameSeen", "NamesSeen", "known_words"]

# A text longer than this is no document, and comparing all its names would take long.
_LONGEST: Final = 2_000_000
_MOST_NAMES: Final = 20_000

_LATIN: Final = re.compile("(?<![\\w@#/.-])[A-Z][a-z\u00df-\u00ff'\u2019]{3,}(?![\\w@/])")
_LOWER: Final = re.compile(r"(?<!\w)[a-z]{4,}(?!\w)")
_POSSESSIVE: Final = re.compile("['\u2019]s?$")
_TOGETHER: Final = 1000
# No form has it, and folding lets it be.
_BETWEEN: Final = "\u00a6"


@dataclass(slots=True)
class NameSeen:
    """A word that may be a name.

    Attributes:
        text: The word as first written.
        path: The file it first stands in.
        piece: The piece that it first stands in.
        span: Where in the piece.
        arabic: Whether it is in Arabic letters.
        count: How often it was seen.
    """

    text: str
    path: Path | None
    piece: Piece
    span: Span
    arabic: bool
    count: int = 1

    @property
    def place(self) -> Place:
        """Where it first stands in its file."""
        return self.piece.place(self.span)


@dataclass(slots=True)
class NamesSeen:
    """The words of a document, or a corpus, that may be names.

    Attributes:
        names: The words by their folded form.
        lower: English words that were seen without a capital: those are no names.
        complete: Whether all of the text has been looked at.
    """

    names: dict[str, NameSeen] = field(default_factory=dict)
    lower: set[str] = field(default_factory=set)
    complete: bool = True
    _spellings: Spellings | None = None
    _length: int = 0

    def add(self, piece: Piece, path: Path | None) -> None:
        """Take up the words of a piece."""
        self._length += len(piece.text)
        if self._length > _LONGEST or len(self.names) > _MOST_NAMES:
            self.complete = False
            return
        self.lower.update(_LOWER.findall(piece.text))
        for found in _LATIN.finditer(piece.text):
            word = _POSSESSIVE.sub("", found[0])
            span = Span(found.start(), found.start() + len(word))
            self._see(fold(word), word, span, piece, path)
        if not piece.text.isascii():
            self._add_arabic(piece, path)

    def latin(self) -> Iterator[tuple[str, NameSeen]]:
        """The English words and their folded forms, without those that are no names."""
        for key, seen in self.names.items():
            if not seen.arabic and key.lower() not in self.lower:
                yield key, seen

    def arabic(self) -> Iterator[tuple[NameSeen, Spelling]]:
        """The Arabic words, those with a word of one letter before them joined to those without."""
        if self._spellings is None:
            return
        settled = {spelling.key: spelling for spelling in self._spellings.settled()}
        for key, seen in self.names.items():
            if seen.arabic and (spelling := settled.get(key)) is not None:
                yield replace(seen, count=spelling.count), spelling

    def _add_arabic(self, piece: Piece, path: Path | None) -> None:
        # Loaded here, as the word lists are: a check that compares no names needs none of it.
        from mt_toolkit.mentions.arabic import arabic_mentions
        from mt_toolkit.mentions.spellings import Spellings

        if self._spellings is None:
            self._spellings = Spellings()
        document = str(path)
        for mention in arabic_mentions(piece.text):
            self._spellings.see(mention, document, arabic=True)
            self._see(mention.key, mention.written, mention.span, piece, path, arabic=True)

    def _see(
        self,
        key: str,
        word: str,
        span: Span,
        piece: Piece,
        path: Path | None,
        *,
        arabic: bool = False,
    ) -> None:
        seen = self.names.get(key)
        if seen is None:
            self.names[key] = NameSeen(word, path, piece, span, arabic)
        else:
            seen.count += 1


def known_words(glossary: Glossary) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a glossary, folded: of all right forms, and of all others."""
    right: list[str] = []
    others: list[str] = []
    for entry in glossary:
        for form in entry.forms:
            right += (form.target, *form.admitted, *form.sources[:1])
            others += (*form.wrong, *form.sources[1:])
    known = frozenset(_words(right))
    return known, frozenset(_words(others)) - known


def _words(spellings: list[str]) -> Iterator[str]:
    # Folding a thousand at once takes a tenth of the time. A sign between them keeps them apart.
    for at in range(0, len(spellings), _TOGETHER):
        joined = f" {_BETWEEN} ".join(spellings[at : at + _TOGETHER])
        yield from (word for word in fold(joined).replace("-", " ").split() if word != _BETWEEN)

"""Collects the spellings of possible names over many documents, with all that is known of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import arabic_share
from mt_toolkit.mentions.arabic import arabic_mentions
from mt_toolkit.mentions.latin import latin_mentions
from mt_toolkit.mentions.mention import Sign
from mt_toolkit.mentions.vocabulary import ARTICLE, without_proclitics

if TYPE_CHECKING:
    from pathlib import Path

    from mt_toolkit.checks.pieces import Piece
    from mt_toolkit.glossary.model import Entry
    from mt_toolkit.mentions.mention import Mention
    from mt_toolkit.text import Span

__all__ = ["Context", "Spelling", "Spellings"]

_MOST_CONTEXTS: Final = 3
# Characters shown on each side of a name.
_AROUND: Final = 32
# Of a text with more Arabic letters than this, Latin words are guests.
_ARABIC: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Context:
    """A place where a spelling stands.

    Attributes:
        file: The file's name, ``<stdin>`` for standard input.
        line: Line, from 1.
        column: Column in code points, from 1.
        text: Some words around it.
    """

    file: str
    line: int
    column: int
    text: str


@dataclass(slots=True, kw_only=True)
class Spelling:
    """One spelling of what may be a name: a last name, or a name of one word.

    Attributes:
        key: The spelling, folded.
        arabic: Whether it is in Arabic letters.
        forms: How it was written, with how often.
        given: The names written before it, with how often; the empty string for none.
        documents: The documents that it stands in.
        signs: What says that it is a name, with how often.
        contexts: The first places.
        entry: The entry of a glossary that has this spelling, or ``None``.
        taken: Whether a glossary has it as the last name of somebody else.
    """

    key: str
    arabic: bool
    forms: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    signs: Counter[Sign] = field(default_factory=Counter)
    contexts: list[Context] = field(default_factory=list)
    entry: Entry | None = None
    taken: bool = False

    @property
    def count(self) -> int:
        """How often it was seen."""
        return self.forms.total()

    @property
    def written(self) -> str:
        """How it is mostly written."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    @property
    def is_named(self) -> bool:
        """Whether something around it says that it is a name."""
        return any(sign is not Sign.PLACE for sign in self.signs)

    def take(self, other: Spelling, before: int) -> None:
        """Count another spelling as this one, ``before`` letters of it being words of their own."""
        for form, count in other.forms.items():
            self.forms[form[before:]] += count
        self.given.update(other.given)
        self.documents |= other.documents
        self.signs.update(other.signs)
        self.contexts = sorted((*self.contexts, *other.contexts))[:_MOST_CONTEXTS]


class Spellings:
    """All spellings of the documents read so far."""

    def __init__(self) -> None:
        self._seen: dict[str, Spelling] = {}

    def add(self, piece: Piece, path: Path | None, document: str) -> None:
        """Take up the possible names of a piece of a document.

        Args:
            piece: The piece.
            path: Its file, or ``None`` for standard input.
            document: What the file and its translation have in common.
        """
        in_arabic = arabic_share(piece.text) > _ARABIC
        for mention in latin_mentions(piece.text, in_arabic=in_arabic):
            self._show(mention, self.see(mention, document, arabic=False), piece, path)
        if not piece.text.isascii():
            for mention in arabic_mentions(piece.text):
                self._show(mention, self.see(mention, document, arabic=True), piece, path)

    def see(self, mention: Mention, document: str, *, arabic: bool) -> Spelling:
        """Count one possible name.

        Args:
            mention: The name.
            document: What it stands in.
            arabic: Whether it is in Arabic letters.

        Returns:
            Its spelling, as far as that is known now.
        """
        spelling = self._seen.get(mention.key)
        if spelling is None:
            spelling = self._seen[mention.key] = Spelling(key=mention.key, arabic=arabic)
        spelling.forms[mention.written] += 1
        spelling.given[mention.given] += 1
        spelling.documents.add(document)
        for sign in mention.signs:
            spelling.signs[sign] += 1
        return spelling

    def settled(self) -> list[Spelling]:
        """The spellings, those with words of one letter before them joined to those without.

        Words that come with the article and without it are left out: they are common nouns.
        """
        settled: dict[str, Spelling] = {}
        for key in sorted(self._seen, key=lambda key: (len(key), key)):
            spelling = self._seen[key]
            host, before = self._host(spelling)
            if host == key:
                settled.setdefault(key, _emptied(spelling)).take(spelling, 0)
            else:
                settled[host].take(spelling, before)
        return [one for one in settled.values() if not self._has_two_states(one)]

    def _host(self, spelling: Spelling) -> tuple[str, int]:
        """The spelling that one is, but for what is written before it, and how long that is."""
        if spelling.arabic:
            for rest in without_proclitics(spelling.key):
                if rest != spelling.key and rest in self._seen and rest in spelling.key:
                    host, before = self._host(self._seen[rest])
                    return host, before + len(spelling.key) - len(rest)
        return spelling.key, 0

    def _has_two_states(self, spelling: Spelling) -> bool:
        if not spelling.arabic or Sign.GIVEN_NAME in spelling.signs:
            return False
        key = spelling.key
        other = key.removeprefix(ARTICLE) if key.startswith(ARTICLE) else ARTICLE + key
        return other in self._seen

    @staticmethod
    def _show(mention: Mention, spelling: Spelling, piece: Piece, path: Path | None) -> None:
        if len(spelling.contexts) < _MOST_CONTEXTS:
            spelling.contexts.append(_context(mention.span, piece, path))


def _emptied(spelling: Spelling) -> Spelling:
    return Spelling(key=spelling.key, arabic=spelling.arabic)


def _context(span: Span, piece: Piece, path: Path | None) -> Context:
    location = piece.place(span).location
    return Context(
        file=path.as_posix() if path is not None else "<stdin>",
        line=location.line,
        column=location.column,
        text=_snippet(piece.text, span),
    )


def _snippet(text: str, span: Span) -> str:
    """The words around a range, on one line."""
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = text[start : span.start], text[span.end : end]
    if start and " " in before:
        before = before[before.index(" ") :]
    if end < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return " ".join(f"{before.lstrip()}{span.of(text)}{after.rstrip()}".split())

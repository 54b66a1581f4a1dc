"""What is looked for: every spelling of every entry, and what it is a sign of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import clean, has_arabic
from mt_toolkit.glossary.codes import GAP, code_of
from mt_toolkit.glossary.fold import fold
from mt_toolkit.glossary.proclitics import contractions, has_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.glossary.model import Entry, Form

__all__ = [
    "MatchKind",
    "Pattern",
    "Side",
    "Spelling",
    "is_name",
    "key_of",
    "lacks_capital",
    "patterns_of",
    "spellings_of",
    "texts_of",
]

_APOSTROPHES: Final = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02bb\u02be\u02bf`", "'"))
_EDGE: Final = re.compile(r"\A([\W_]*).*?([\W_]*)\Z", re.DOTALL)
# In a folded form, a place where it may be written as two words.
_JOINED: Final = re.compile("(?<![ء-غف-ي])(عبد|ابو)(?=[ء-غف-ي])")


class Side(IntEnum):
    """Which language of the glossary a text is in."""

    SOURCE = 0
    TARGET = 1


class MatchKind(IntEnum):
    """What a spelling is; of two that could be meant the smaller one counts."""

    CANONICAL = 0
    """The target form."""
    PREFERRED = 1
    """The first source form."""
    ADMITTED = 2
    """Another right target form."""
    VARIANT = 3
    """Another source form."""
    WRONG = 4
    """A target form that is wrong."""
    CONTEXT = 5
    """A word that decides what other words mean."""

    @property
    def right(self) -> bool:
        """Whether the spelling is the one to use, or as good."""
        return self <= MatchKind.ADMITTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One spelling of one form of an entry.

    Attributes:
        text: As the glossary has it.
        folded: The same after folding.
        key: As it is compared, whatever its case.
        kind: What it is.
        arabic: Whether it is in Arabic letters.
        article: Whether it begins with the Arabic article.
        lead: Number of characters before its first letter or digit.
        tail: Number of characters after its last letter or digit.
        entry: The entry; of a context word one that needs it.
        form: The form of the entry, likewise.
    """

    text: str
    folded: str
    key: str
    kind: MatchKind
    arabic: bool
    article: bool
    lead: int
    tail: int
    entry: Entry
    form: Form

    @property
    def needs_context(self) -> bool:
        """Whether it stands for the entry in some documents only."""
        return self.arabic and self.kind is not MatchKind.CONTEXT and bool(self.form.context)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A sequence of codes to look for.

    Attributes:
        codes: The codes, gaps at the ends included where a word must start or end there.
        swallowed: For a form after ل, what that swallowed; otherwise ``None``.
    """

    codes: bytes
    swallowed: str | None = None


def is_name(entry: Entry, kind: MatchKind, text: str) -> bool:
    """Whether a right target form is a name and no other word, as "the Sultanate" may be."""
    return kind is MatchKind.CANONICAL or (
        kind is MatchKind.ADMITTED and text in (entry.adjective, entry.plural)
    )


def lacks_capital(written: str, spelling: str) -> bool:
    """Whether a form has a small letter where its spelling has a capital."""
    return any(
        right.isupper() and letter == right.lower()
        for letter, right in zip(" ".join(written.split()), spelling, strict=False)
    )


@lru_cache(maxsize=1 << 16)
def key_of(text: str) -> str:
    """What two spellings have in common if they are the same, whatever their case."""
    return _key(_folded(text))


def _key(folded: str) -> str:
    return (folded if folded.isascii() else folded.translate(_APOSTROPHES)).lower()


def _folded(text: str) -> str:
    # Most target forms have nothing to fold, and there may be a million.
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip():
        return text
    return fold(text)


def texts_of(entry: Entry, sides: frozenset[Side]) -> Iterator[str]:
    """The texts of all spellings that `spellings_of` gives for an entry."""
    for form in entry.forms:
        if Side.TARGET in sides:
            yield form.target
            yield from form.admitted
            yield from form.wrong
        if Side.SOURCE in sides:
            yield from form.sources
        yield from form.context


def spellings_of(entries: Iterable[Entry], sides: Iterable[Side]) -> Iterator[Spelling]:
    """All spellings of entries in the languages wanted, and all context words."""
    wanted = frozenset(sides)
    for entry in entries:
        for form in entry.forms:
            if Side.TARGET in wanted:
                yield from _made(entry, form, (form.target,), MatchKind.CANONICAL)
                yield from _made(entry, form, form.admitted, MatchKind.ADMITTED)
                yield from _made(entry, form, form.wrong, MatchKind.WRONG)
            if Side.SOURCE in wanted:
                yield from _made(entry, form, form.sources[:1], MatchKind.PREFERRED)
                yield from _made(entry, form, form.sources[1:], MatchKind.VARIANT)
            yield from _made(entry, form, form.context, MatchKind.CONTEXT)


def patterns_of(text: str, folded: str | None = None) -> Iterator[Pattern]:
    """The codes under which a form may stand in a text.

    Args:
        text: The form.
        folded: The same after folding, where that is known.
    """
    gap = bytes((GAP,))
    if not has_arabic(text):
        yield Pattern(codes=gap + code_of(text) + gap)
        return
    folded = _folded(text) if folded is None else folded
    article = _has_article(text, folded)
    for written in _divided(folded):
        yield Pattern(codes=code_of(written) + gap)
        if article:
            for contracted, swallowed in contractions(written):
                yield Pattern(codes=code_of(contracted) + gap, swallowed=swallowed)


def _has_article(text: str, folded: str) -> bool:
    return has_article(folded) and has_article(clean(text))


def _made(entry: Entry, form: Form, texts: Iterable[str], kind: MatchKind) -> Iterator[Spelling]:
    for text in texts:
        edges = _EDGE.match(text)
        lead, tail = (len(edges[1]), len(edges[2])) if edges else (0, 0)
        folded = _folded(text)
        yield Spelling(
            text=text,
            folded=folded,
            key=_key(folded),
            kind=kind,
            arabic=has_arabic(text),
            article=_has_article(text, folded),
            lead=lead,
            tail=tail,
            entry=entry,
            form=form,
        )


def _divided(folded: str) -> list[str]:
    """A folded form, and the same with عبد and ابو as words of their own."""
    ways = [folded]
    for joint in reversed(list(_JOINED.finditer(folded))):
        ways += [f"{way[: joint.end()]} {way[joint.end() :]}" for way in ways]
    return ways

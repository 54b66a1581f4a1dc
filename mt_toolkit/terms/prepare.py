"""The source as the model gets it: each name in the spelling that the glossary prefers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.proclitics import after_lam
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mt_toolkit.glossary.match import TermMatch

__all__ = ["Prepared", "prepared"]

_ARTICLE: Final = "ال"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A source text in which some words have been replaced.

    Attributes:
        original: The text before.
        text: The new text.
        spans: Where each term stands in it, in the order of the terms.
        replaced: Range in the original and range in the new text of all that was replaced.
    """

    original: str
    text: str
    spans: tuple[Span, ...]
    replaced: tuple[tuple[Span, Span], ...] = ()

    def to_original(self, span: Span) -> Span:
        """The range of the original text that a range of the new text stands for."""
        start = self._back(span.start, at_end=False)
        return Span(start, max(start, self._back(span.end, at_end=True)))

    def _back(self, place: int, *, at_end: bool) -> int:
        growth = 0
        for old, new in self.replaced:
            if place <= new.start:
                break
            if place < new.end:
                return old.end if at_end else old.start
            growth = new.end - old.end
        return place - growth


def prepared(text: str, terms: Sequence[TermMatch], words: Iterable[str]) -> Prepared:
    """Write other words in the place of terms, proclitics kept.

    Args:
        text: Source text.
        terms: Its terms, in order.
        words: For each term what to write.
    """
    parts: list[str] = []
    spans: list[Span] = []
    replaced: list[tuple[Span, Span]] = []
    done = length = 0
    for term, word in zip(terms, words, strict=True):
        kept = text[done : term.span.start]
        old = term.span.of(text)
        new = old if word == old else _joined(term, text, word)
        start = length + len(kept)
        span = Span(start, start + len(new))
        if new != old:
            replaced.append((term.span, span))
        parts += [kept, new]
        spans.append(span)
        done, length = term.span.end, span.end
    return Prepared(
        original=text,
        text="".join([*parts, text[done:]]),
        spans=tuple(spans),
        replaced=tuple(replaced),
    )


def _joined(term: TermMatch, text: str, word: str) -> str:
    before = term.proclitic.of(text)
    if before.endswith((_ARTICLE, "لل")):
        return word.removeprefix(_ARTICLE)
    return after_lam(word) if before.endswith("ل") else word

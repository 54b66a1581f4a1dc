"""Changes to a translation's text, and what they do to its word links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from mt_toolkit.bitext import WordLink
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Change", "ChangeReason", "TextChange", "apply_changes", "relink"]

#: Weight of the link of a number that was put where something told its place, and of a guess.
_SURE: Final = 1.0
_GUESSED: Final = 0.25


class ChangeReason(StrEnum):
    """Why a number was changed, or put where it is."""

    NOTATION = "notation"
    LINKED = "linked"
    ALIKE = "alike"
    REPEATED = "repeated"
    EXPRESSION = "expression"
    UNIT = "unit"
    NEIGHBOUR = "neighbour"
    PROPORTION = "proportion"


class TextChange(Protocol):
    """What one change to a text does, whatever it was made for."""

    @property
    def span_before(self) -> Span:
        """Range of the text before all changes; empty where something is inserted."""

    @property
    def new(self) -> str:
        """What stands there now."""

    @property
    def source(self) -> Span | None:
        """Range of the source that the new text is made from, where there is one."""

    @property
    def confident(self) -> bool:
        """Whether the new text surely belongs to ``source``."""

    @property
    def growth(self) -> int:
        """How many code points longer the text becomes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change to a translation.

    Attributes:
        span_before: Range of the text before all changes; empty where something is inserted.
        old: The text there.
        new: What stands there now, with the space that sets an insertion off.
        reason: What told the place.
        source: Range of the source's number, or ``None`` where something was only removed.
    """

    span_before: Span
    old: str
    new: str
    reason: ChangeReason
    source: Span | None = None

    @property
    def confident(self) -> bool:
        """Whether anything but its share of the sentence told the place."""
        return self.reason is not ChangeReason.PROPORTION

    @property
    def growth(self) -> int:
        """How many code points longer the text becomes."""
        return len(self.new) - len(self.old)


def apply_changes(text: str, changes: Sequence[TextChange]) -> str:
    """``text`` with all changes made; insertions at one place keep their order."""
    parts, done = [], 0
    for change in sorted(changes, key=lambda change: change.span_before):
        parts += [text[done : change.span_before.start], change.new]
        done = change.span_before.end
    return "".join([*parts, text[done:]])


def relink(links: Sequence[WordLink], changes: Sequence[TextChange]) -> tuple[WordLink, ...]:
    """The links of the changed text, in the order of their targets.

    Links of a replaced or removed number are dropped; each word of a number that was written is
    linked to the source's number.
    """
    ordered = sorted(changes, key=lambda change: change.span_before)
    kept = [
        replace(link, target=_moved(link.target, ordered))
        for link in links
        if not any(_covers(change.span_before, link.target) for change in ordered)
    ]
    return tuple(sorted([*kept, *_new_links(ordered)], key=lambda link: (link.target, link.source)))


def _covers(outer: Span, inner: Span) -> bool:
    return len(outer) > 0 and outer.start <= inner.start and inner.end <= outer.end


def _moved(span: Span, changes: Sequence[TextChange]) -> Span:
    """``span`` after the changes: what is inserted at its ends stays outside."""
    start = end = 0
    for change in changes:
        before = change.span_before
        if before.end <= span.start:
            start += change.growth
        elif before.start < span.start:
            # The number runs into the word from the left: what is left of the word follows it.
            start += before.start + len(change.new) - span.start
        if before.start < span.end and before.end <= span.end:
            end += change.growth
        elif before.start < span.end:
            end += before.start - span.end
    return Span(span.start + start, max(span.start + start, span.end + end))


def _new_links(changes: Sequence[TextChange]) -> list[WordLink]:
    links: list[WordLink] = []
    growth = 0
    for change in changes:
        if change.source is not None:
            start = change.span_before.start + growth
            weight = _SURE if change.confident else _GUESSED
            links += [
                WordLink(source=change.source, target=word.shift(start), weight=weight)
                for word in _words(change.new)
            ]
        growth += change.growth
    return links


def _words(text: str) -> list[Span]:
    spans, place = [], 0
    for word in text.split():
        start = text.index(word, place)
        place = start + len(word)
        spans.append(Span(start, place))
    return spans

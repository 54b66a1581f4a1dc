"""Whether terms stand at their places in a translation: who does what, in any order of words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from term_orders import DETERMINERS, Role, roles_of, stem

from mt_toolkit.terms.words import TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from term_orders import Anchor, Order

    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.text import Span

__all__ = ["misplaced_terms"]

_WORD: Final = re.compile(r"[^\W_]+")
_ENDS: Final = re.compile(r"[.;:!?()\"\u201c\u201d]")
_NEAR: Final = 4  # words


def misplaced_terms(
    text: str,
    matches: Sequence[TermMatch],
    there: Mapping[int, Sequence[Span]],
    orders: Sequence[Order],
) -> set[int]:
    """Numbers of the terms that none of the orders has where they stand.

    One order has to hold for all terms of a sentence at once: the one that most terms agree with,
    of those that have at least half as many words in the translation as any other.

    Args:
        text: The translation.
        matches: Every term in it.
        there: For each term that is there its places.
        orders: The orders of words that say what the source says.
    """
    reading = _Reading(text, matches)
    shared = {at: reading.shared(order) for at, order in enumerate(orders)}
    most = max(map(len, shared.values()), default=0)
    verdicts = [
        {number for number in there if not _in_place(reading, order, shared[at], number, there)}
        for at, order in enumerate(orders)
        if 2 * len(shared[at]) >= most and reading.allows(order)
    ]
    if not verdicts:
        return set(there) if orders else set()
    return min(verdicts, key=len)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    term: bool


class _Reading:
    """The words of a translation."""

    def __init__(self, text: str, matches: Sequence[TermMatch]) -> None:
        self.text = text
        self.spans = [match.span for match in matches]
        self.tokens = [
            _Token(
                word[0],
                word.start(),
                word.end(),
                any(span.start <= word.start() < span.end for span in self.spans),
            )
            for word in _WORD.finditer(text)
        ]
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self.tokens):
            if not token.term:
                self._places[stem(token.text)].append(at)

    def shared(self, order: Order) -> list[tuple[Anchor, int]]:
        """The anchors that are in the text once, with their places."""
        found = []
        for anchor in order.anchors:
            places = [at for one in anchor.stems for at in self._places.get(one, ())]
            if len(places) == 1:
                found.append((anchor, places[0]))
        return [(anchor, self.tokens[at].start) for anchor, at in found]

    def allows(self, order: Order) -> bool:
        """Whether the words are there that an order needs to say what it says."""
        return all(any(one in self._places for one in stems) for stems in order.required) and all(
            any(self._follows(at, anchor.after) for one in anchor.stems for at in self._at(one))
            for anchor in order.anchors
            if anchor.after and any(map(self._at, anchor.stems))
        )

    def _at(self, one: str) -> Sequence[int]:
        return self._places.get(one, ())

    def _follows(self, at: int, prepositions: frozenset[str]) -> bool:
        before = [token.text.lower() for token in self.tokens[max(0, at - _NEAR) : at]]
        return not prepositions.isdisjoint(before)

    def role(self, span: Span) -> Role:
        """What the preposition before a term says that it is; a list has one for all."""
        cursor = span.start
        before = [token for token in self.tokens if token.end <= cursor]
        while before:
            token = before.pop()
            between = self.text[token.end : cursor]
            if _ENDS.search(between):
                break
            listed = "," in between or token.text in {"and", "or"}
            if listed and "," not in between and before:
                cursor, token = token.start, before.pop()
            if listed:
                owner = next((one for one in self.spans if one.end == token.end), None)
                if owner is None:
                    break
                cursor = owner.start
                before = [one for one in before if one.end <= cursor]
                continue
            (role,) = roles_of([token.text])
            if role is not Role.NONE:
                return role
            word = token.text.lower()
            if not (word in DETERMINERS or word in TITLES or token.text[0].isupper()):
                break
            cursor = token.start
        return Role.NONE


def _in_place(
    reading: _Reading,
    order: Order,
    shared: Sequence[tuple[Anchor, int]],
    number: int,
    there: Mapping[int, Sequence[Span]],
) -> bool:
    return any(
        _agrees(order, shared, number, span)
        and _among(order, shared, number, span, there)
        and not any(
            all(role.contradicts(other) for other in order.roles[number])
            for role in (reading.role(span),)
        )
        for span in there[number]
    )


def _agrees(order: Order, shared: Sequence[tuple[Anchor, int]], number: int, span: Span) -> bool:
    """Whether every word is on the side of the term that the order has it on."""
    return all((place < span.start) == (one.at < order.slots[number]) for one, place in shared)


def _among(
    order: Order,
    shared: Sequence[tuple[Anchor, int]],
    number: int,
    span: Span,
    there: Mapping[int, Sequence[Span]],
) -> bool:
    """Whether the other terms are where the order has them, seen from this one."""
    for other, spans in there.items():
        if other == number:
            continue
        if order.listed_together(number, other):
            apart = [
                any(
                    min(span.end, one.end) <= place < max(span.start, one.start)
                    for _, place in shared
                )
                for one in spans
            ]
            if all(apart):
                return False
        elif not any(
            (one.start < span.start) == (order.slots[other] < order.slots[number]) for one in spans
        ):
            return False
    return True

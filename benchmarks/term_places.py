"""Whether terms stand at their places in a translation: who does what, in any order of words.

A term is at its place under an order of words if every word that the order and the translation
share is on the same side of it, the other terms are, too, no word parts a list, and no preposition
makes something else of it ("by" one who did nothing). An order that turns on a word, the "was" and
"by" of a passive, holds only where these are. What neither words nor prepositions tell is not seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from term_orders import BE, DETERMINERS, Role, roles_of, stem

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
_BY: Final = frozenset({Role.AGENT, Role.SOURCE})


def misplaced_terms(
    text: str,
    matches: Sequence[TermMatch],
    there: Mapping[int, Sequence[Span]],
    orders: Sequence[Order],
) -> set[int]:
    """Numbers of the terms that are not at their places.

    One order has to hold for all terms of a sentence at once: the one that most terms agree with,
    of those that have at least half as many words in the translation as any other.

    Args:
        text: The translation.
        matches: Every term in it.
        there: For each term that is there its places.
        orders: The orders of words that say what the source says; without any all is in place.
    """
    reading = _Reading(text, matches)
    passives = {
        one
        for order in orders
        for anchor in order.anchors
        if BE in anchor.after
        for one in anchor.stems
    }
    trials = [_Trial(reading, order, there) for order in orders]
    most = max((len(trial.shared) for trial in trials), default=0)
    verdicts = [
        trial.misplaced()
        for trial in trials
        if 2 * len(trial.shared) >= most and trial.holds(passives)
    ]
    return min(verdicts, key=len, default=set(there) if orders else set())


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


class _Reading:
    """The words of a translation."""

    def __init__(self, text: str, matches: Sequence[TermMatch]) -> None:
        self._text = text
        self._terms = [match.span for match in matches]
        self.tokens = [_Token(word[0], *word.span()) for word in _WORD.finditer(text)]
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self.tokens):
            if not any(span.start <= token.start < span.end for span in self._terms):
                self._places[stem(token.text)].append(at)

    def places(self, stems: frozenset[str]) -> list[int]:
        """The numbers of the words outside all terms that have one of these stems."""
        return [at for one in stems for at in self._places.get(one, ())]

    def follows(self, at: int, stems: frozenset[str]) -> bool:
        """Whether one of these stems stands a little before a word."""
        before = {stem(token.text) for token in self.tokens[max(0, at - _NEAR) : at]}
        return not stems.isdisjoint(before)

    def is_passive(self, at: int) -> bool:
        """Whether a verb is: "was sharply criticized"."""
        auxiliary = any(stem(token.text) == BE for token in self.tokens[max(0, at - 2) : at])
        return auxiliary and not self.tokens[at].text.endswith("ing")

    def role(self, span: Span) -> Role:
        """What the preposition before a term says that it is; a list has one for all."""
        cursor = span.start
        before = [token for token in self.tokens if token.end <= cursor]
        while before:
            token = before.pop()
            between = self._text[token.end : cursor]
            if _ENDS.search(between):
                break
            if "," in between or token.text in {"and", "or"}:
                end = token.end if "," in between else token.start
                neighbour = self._term_before(end)
                if neighbour is None:
                    break
                cursor = neighbour.start
                before = [one for one in before if one.end <= cursor]
                continue
            (role,) = roles_of([token.text])
            word = token.text.lower()
            passed = word in DETERMINERS or word in TITLES or token.text[0].isupper()
            if role is not Role.NONE or not passed:
                return role
            cursor = token.start
        return Role.NONE

    def _term_before(self, place: int) -> Span | None:
        """The term that ends at a place, nothing but commas and spaces between."""
        ended = self._text[:place].rstrip(", \u00a0")
        return next((span for span in self._terms if span.end == len(ended)), None)


class _Trial:
    """A translation looked at as if it were in one order of words."""

    def __init__(
        self, reading: _Reading, order: Order, there: Mapping[int, Sequence[Span]]
    ) -> None:
        self._reading = reading
        self._order = order
        self._there = there
        found = [(anchor, reading.places(anchor.stems)) for anchor in order.anchors]
        self.shared = [(anchor, places[0]) for anchor, places in found if len(places) == 1]

    def holds(self, passives: set[str]) -> bool:
        """Whether the translation does not say that things are the other way round.

        Args:
            passives: Stems of the verbs that are passive in an order.
        """
        active = [
            at
            for anchor, at in self.shared
            if not anchor.passive and not passives.isdisjoint(anchor.stems)
        ]
        return (
            all(map(self._has_its_words, self._order.anchors))
            and not any(map(self._reading.is_passive, active))
            and not any(map(self._is_turned, self._there))
        )

    def _has_its_words(self, anchor: Anchor) -> bool:
        places = self._reading.places(anchor.stems)
        if not places:
            return not anchor.required and (
                not anchor.after or bool(self._reading.places(anchor.after))
            )
        return not anchor.after or any(self._reading.follows(at, anchor.after) for at in places)

    def _is_turned(self, number: int) -> bool:
        """Whether a term does what the order has another one do, or the reverse."""
        roles = {self._reading.role(span) for span in self._there[number]}
        wanted = self._order.roles[number]
        return (roles == {Role.AGENT} and _BY.isdisjoint(wanted)) or (
            wanted == {Role.AGENT} and _BY.isdisjoint(roles)
        )

    def misplaced(self) -> set[int]:
        """The numbers of the terms that are not where the order has them."""
        return {
            number
            for number, spans in self._there.items()
            if not any(self._in_place(number, span) for span in spans)
        }

    def _in_place(self, number: int, span: Span) -> bool:
        role, slots = self._reading.role(span), self._order.slots
        return (
            not all(role.contradicts(other) for other in self._order.roles[number])
            and all(
                (place < span.start) == (anchor.at < slots[number])
                for anchor, place in self._placed()
            )
            and all(
                any(self._agree(number, span, other, one) for one in spans)
                for other, spans in self._there.items()
                if other != number
            )
        )

    def _agree(self, number: int, span: Span, other: int, there: Span) -> bool:
        """Whether two terms stand to each other as the order has them."""
        if self._order.listed_together(number, other):
            first, second = sorted((span, there))
            return not any(first.end <= place < second.start for _, place in self._placed())
        slots = self._order.slots
        return (there.start < span.start) == (slots[other] < slots[number])

    def _placed(self) -> list[tuple[Anchor, int]]:
        return [(anchor, self._reading.tokens[at].start) for anchor, at in self.shared]

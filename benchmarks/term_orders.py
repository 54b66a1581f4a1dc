"""The English of the templates of ``benchmarks/terms.py``: where a term may stand, and as what.

A template has its English in every order of words that says the same of the same slots: who does
what. How it is written: ``benchmarks/gold/terms/README.md``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Self

from mt_toolkit.terms.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["BE", "DETERMINERS", "Anchor", "Order", "Role", "plain_english", "roles_of", "stem"]

BE: Final = "be"
"""The stem of all forms of be."""

DETERMINERS: Final = frozenset({"the", "a", "an", "his", "her", "its", "their"})

_FREE: Final = re.compile(r"\[[^\]]*\]")
_CHOICE: Final = re.compile(r"(?<=\w)(?:/[^\W_]+)+")
_TOKEN: Final = re.compile(r"\{(?P<slot>\d)\}|(?P<words>[^\W_]+(?:/[^\W_]+)*)(?P<must>!?)")
_LISTED: Final = re.compile(r",? +(?:and )?")
_BE_FORMS: Final = frozenset({"am", "is", "are", "was", "were", "be", "been", "being"})
_STEM: Final = 5


class Role(StrEnum):
    """What the preposition before a term says that it is."""

    AGENT = "agent"
    SOURCE = "source"
    GOAL = "goal"
    PLACE = "place"
    TOPIC = "topic"
    OWNER = "owner"
    NONE = "none"

    def contradicts(self, other: Role) -> bool:
        """Whether no term can be both: from Vienna, and to Vienna."""
        return frozenset({self, other}) in _CONTRARY


_PREPOSITIONS: Final[Mapping[str, Role]] = {
    "by": Role.AGENT,
    "from": Role.SOURCE,
    **dict.fromkeys(("to", "toward", "towards", "into"), Role.GOAL),
    **dict.fromkeys(("in", "at", "inside", "within", "near"), Role.PLACE),
    **dict.fromkeys(("on", "about", "over", "regarding", "concerning"), Role.TOPIC),
    "of": Role.OWNER,
}
_CONTRARY: Final = frozenset(
    frozenset(pair)
    for pair in (
        *((Role.AGENT, other) for other in Role if other not in {Role.AGENT, Role.SOURCE}),
        *((Role.SOURCE, other) for other in (Role.GOAL, Role.PLACE, Role.TOPIC)),
        (Role.GOAL, Role.OWNER),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A word of a template's English that tells where a term stands.

    Attributes:
        stems: The beginnings of the word and of others that may stand for it.
        at: The how manieth word or slot it is.
        after: Stems one of which has to stand before it: "be" before "accused" in "is accused by
            opponents", and "by" before "opponents"; empty where that is no matter.
        required: Whether the order says something else without it.
        passive: Whether a form of be stands before it.
    """

    stems: frozenset[str]
    at: int
    after: frozenset[str]
    required: bool
    passive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of words.

    Attributes:
        anchors: The words that tell the place of a term, no stem twice.
        slots: For each slot the how manieth word or slot it is.
        roles: For each slot what it may be by the preposition before it.
        lists: Slots that are listed side by side, whose order says nothing.
    """

    anchors: tuple[Anchor, ...]
    slots: Mapping[int, int]
    roles: Mapping[int, frozenset[Role]]
    lists: tuple[frozenset[int], ...]

    @classmethod
    def read(cls, written: str) -> Self:
        """Read an order as it is written in the templates."""
        text = " ".join(_FREE.sub(" ", written).split())
        tokens = list(_TOKEN.finditer(text))
        found = list(_anchors(tokens))
        at = {int(token["slot"]): place for place, token in enumerate(tokens) if token["slot"]}
        roles = {slot: _roles_before(tokens[:place]) for slot, place in at.items()}
        lists = tuple(_lists(text))
        often = Counter(one for anchor in found for one in anchor.stems)
        return cls(
            anchors=tuple(
                replace(anchor, stems=own)
                for anchor in found
                if (own := frozenset(one for one in anchor.stems if often[one] == 1))
            ),
            slots=at,
            roles=roles
            | {slot: roles[min(slots, key=at.__getitem__)] for slots in lists for slot in slots},
            lists=lists,
        )

    def listed_together(self, one: int, other: int) -> bool:
        """Whether two slots are of one list."""
        return any(one in slots and other in slots for slots in self.lists)


def plain_english(written: str) -> str:
    """An order as a sentence, the first of each choice of words taken."""
    return _CHOICE.sub("", written).translate(str.maketrans("", "", "[]!"))


def stem(word: str) -> str:
    """The beginning of a word, which its inflected forms share; the same for all forms of be."""
    word = word.lower()
    return BE if word in _BE_FORMS else word[:_STEM]


def roles_of(prepositions: Sequence[str]) -> frozenset[Role]:
    """What words before a term make of it."""
    return frozenset(_PREPOSITIONS.get(word.lower(), Role.NONE) for word in prepositions)


def is_anchor(word: str) -> bool:
    """Whether a word can tell where another one stands."""
    return len(word) > 1 and word.lower() not in FUNCTION_WORDS


def _anchors(tokens: Sequence[re.Match[str]]) -> Iterator[Anchor]:
    after: frozenset[str] = frozenset()
    for at, token in enumerate(tokens):
        if not token["words"]:
            continue
        words = token["words"].split("/")
        stems, must = frozenset(map(stem, words)), bool(token["must"])
        if is_anchor(words[0]):
            passive = any(
                one["words"] and BE in map(stem, one["words"].split("/"))
                for one in tokens[max(0, at - 2) : at]
            )
            yield Anchor(stems=stems, at=at, after=after, required=must, passive=passive)
            after = frozenset()
        elif must:
            after = stems


def _roles_before(tokens: Sequence[re.Match[str]]) -> frozenset[Role]:
    for token in reversed(tokens):
        words = token["words"]
        if words is None or words.lower() not in DETERMINERS:
            return roles_of(words.split("/") if words else [""])
    return frozenset({Role.NONE})


def _lists(text: str) -> Iterator[frozenset[int]]:
    """Slots with nothing but commas and one "and" between them."""
    slots = [token for token in _TOKEN.finditer(text) if token["slot"]]
    run = [int(slots[0]["slot"])] if slots else []
    joined = False
    for left, right in pairwise(slots):
        between = text[left.end() : right.start()]
        if _LISTED.fullmatch(between):
            run.append(int(right["slot"]))
            joined = joined or "and" in between
            continue
        if joined:
            yield frozenset(run)
        run, joined = [int(right["slot"])], False
    if joined:
        yield frozenset(run)

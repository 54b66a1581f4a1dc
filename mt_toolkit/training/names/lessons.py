"""As many pairs for each entry of a glossary, the rarest name's like the commonest one's."""

from __future__ import annotations

import itertools
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Kind
from mt_toolkit.training.names.carriers import load_carriers
from mt_toolkit.training.names.filling import Filler
from mt_toolkit.training.names.finding import Finder
from mt_toolkit.training.names.grammar import Articles, is_common_noun
from mt_toolkit.training.names.placing import fits, genders_of, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mt_toolkit.glossary import Entry, Glossary
    from mt_toolkit.training.names.finding import Found, Slot

__all__ = ["Lesson", "name_lessons"]

# How often each way is taken; where it fails, the next one is tried.
_WAYS: Final = {"placed": 60, "carried": 24, "kept": 6, "listed": 5, "bare": 5}
_MOST_FOUND: Final = 200_000
_MORE: Final = 0.6
_TRIES: Final = 12
# Rounds in which an entry may go without a lesson before it has had all that there are.
_PATIENCE: Final = 3
_FRESH: Final = 4
# A country seldom takes a city's place, though it may.
_UNLIKE: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A training pair.

    Attributes:
        source: The Arabic.
        target: The English.
        entry: Id of the entry that it was made for; it may hold others.
        way: How: ``placed`` in the user's bitext, ``kept`` as it stands there, ``carried`` by a
            sentence of ours, ``listed``, or ``bare``.
    """

    source: str
    target: str
    entry: str
    way: str


def name_lessons(
    glossary: Glossary, bitext: Iterable[tuple[str, str]], *, count: int, seed: int
) -> Iterator[Lesson]:
    """Make pairs that teach the names of a glossary.

    Args:
        glossary: The names.
        bitext: Pairs in which names stand; others are passed over.
        count: Number of lessons at most; there are fewer where the pairs and the sentences of
            ours give fewer different ones.
        seed: Decides everything.

    Yields:
        Lessons, no two the same, each entry in its turn.
    """
    random_ = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    teacher = _Teacher(glossary, bitext, random_)
    entries = [entry for entry in glossary if entry.sources]
    seen: set[tuple[str, str]] = set()
    made = 0
    failures: Counter[str] = Counter()
    while entries:
        random_.shuffle(entries)
        for entry in entries:
            if made == count:
                return
            lesson = teacher.lesson(entry, seen)
            if lesson is None:
                failures[entry.id] += 1
                continue
            yield lesson
            made += 1
        entries = [entry for entry in entries if failures[entry.id] < _PATIENCE]


class _Teacher:
    def __init__(
        self, glossary: Glossary, bitext: Iterable[tuple[str, str]], random_: random.Random
    ) -> None:
        self._glossary = glossary
        self._random = random_
        self._uses: Counter[str] = Counter()
        self._articles = Articles()
        self._finder = Finder(glossary, self._articles)
        self._found = self._search(bitext)
        self._kept: dict[str, list[int]] = defaultdict(list)
        self._slots: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
        for number, found in enumerate(self._found):
            for id_ in found.kept:
                self._kept[id_].append(number)
            for place_, slot in enumerate(found.slots):
                key = (slot.entry.kind, slot.gender, slot.adjective)
                self._slots[key].append((number, place_))
        self._filler = Filler(load_carriers(), self._articles, random_, choose=self._least_used)
        self._makers: dict[str, Callable[[Entry], tuple[str, str] | None]] = {
            "placed": self._placed,
            "carried": self._filler.carried,
            "kept": self._as_it_stands,
            "listed": self._filler.listed,
            "bare": self._filler.bare,
        }

    def lesson(self, entry: Entry, seen: set[tuple[str, str]]) -> Lesson | None:
        """A lesson that was not given before, or ``None``."""
        ways = {way: weight for way, weight in _WAYS.items() if self._can(way, entry)}
        for _ in range(_TRIES if ways else 0):
            (way,) = self._random.choices(list(ways), weights=list(ways.values()))
            pair = self._makers[way](entry)
            if pair is None or pair in seen or not self._finder.is_right(pair[1]):
                continue
            seen.add(pair)
            self._uses[entry.id] += 1
            return Lesson(source=pair[0], target=pair[1], entry=entry.id, way=way)
        return None

    def _can(self, way: str, entry: Entry) -> bool:
        if way == "placed":
            return entry.kind is not Kind.TERM
        if way == "listed":
            return not is_common_noun(entry)
        return way != "kept" or entry.id in self._kept

    def _search(self, bitext: Iterable[tuple[str, str]]) -> list[Found]:
        """The pairs with names; a fair sample where they are very many."""
        kept: list[Found] = []
        number = 0
        for pair in bitext:
            found = self._finder.find(*pair)
            if found is None:
                continue
            if len(kept) < _MOST_FOUND:
                kept.append(found)
            elif (at := self._random.randrange(number + 1)) < _MOST_FOUND:
                kept[at] = found
            number += 1
        return kept

    def _placed(self, entry: Entry) -> tuple[str, str] | None:
        keys = [
            (entry.kind, gender, adjective)
            for gender in sorted(genders_of(entry), key=str)
            for adjective in ((False, True) if entry.adjective else (False,))
        ]
        sizes = [len(self._slots[key]) for key in keys]
        if not sum(sizes):
            return None
        (key,) = self._random.choices(keys, weights=sizes)
        number, at = self._random.choice(self._slots[key])
        found = self._found[number]
        slot = found.slots[at]
        if not fits(entry, slot) or (_unlike(entry, slot) and self._random.random() > _UNLIKE):
            return None
        chosen = [(slot, entry), *self._others(found, slot, entry)]
        return place(*found.texts, chosen, articles=self._articles, random_=self._random)

    def _others(self, found: Found, first: Slot, entry: Entry) -> Iterator[tuple[Slot, Entry]]:
        """Names for some of the other slots, so that they come in every neighbourhood."""
        taken = {entry.id, *(slot.entry.id for slot in found.slots)}
        for slot in found.slots:
            if slot is first or self._random.random() > _MORE:
                continue
            other = self._least_used(partial(_suits, slot=slot, taken=taken))
            if other is not None:
                taken.add(other.id)
                yield slot, other

    def _least_used(self, takes: Callable[[Entry], bool]) -> Entry | None:
        """An entry that was seldom used so far."""
        entries = self._glossary.entries
        drawn = (self._random.choice(entries) for _ in range(200))
        fitting = list(itertools.islice((one for one in drawn if takes(one)), _FRESH))
        if not fitting:
            return None
        entry = min(fitting, key=lambda one: self._uses[one.id])
        self._uses[entry.id] += 1
        return entry

    def _as_it_stands(self, entry: Entry) -> tuple[str, str] | None:
        numbers = self._kept.get(entry.id)
        return self._found[self._random.choice(numbers)].texts if numbers else None


def _suits(entry: Entry, *, slot: Slot, taken: set[str]) -> bool:
    return entry.id not in taken and fits(entry, slot) and not _unlike(entry, slot)


def _unlike(entry: Entry, slot: Slot) -> bool:
    """Whether one is a country, which has an adjective, and the other is not."""
    return (entry.adjective is None) is not (slot.entry.adjective is None)

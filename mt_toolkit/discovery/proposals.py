"""From groups of spellings to entries of a glossary that a person may take or leave."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mt_toolkit.discovery.people import people_of
from mt_toolkit.glossary import Entry, Kind, Short, fold
from mt_toolkit.glossary.lint import common_words
from mt_toolkit.mentions.mention import Sign
from mt_toolkit.mentions.vocabulary import usual_spelling, without_proclitics
from mt_toolkit.names import romanise, similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.discovery.grouping import Group
    from mt_toolkit.discovery.people import Person
    from mt_toolkit.mentions.spellings import Spelling

__all__ = ["Proposal", "proposals"]

_PLACE_SHARE: Final = 0.34
_NOT_WORD: Final = re.compile("[ -]+")
_NOT_ID: Final = re.compile("[^a-z0-9]+")
_ROMANISED: Final = "romanised letter by letter: no Latin spelling was seen"
_SEEN: Final = "the most frequent spelling in the texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An entry that the texts suggest, and why.

    Attributes:
        entry: The entry; of one that a glossary has already, only what is to be added to it.
        group: The spellings, with their counts, contexts and relations.
        known: Whether a glossary has the entry already.
        new: The spellings that no glossary has.
    """

    entry: Entry
    group: Group
    known: bool
    new: tuple[Spelling, ...]

    @property
    def count(self) -> int:
        """How often the name was seen."""
        return sum(spelling.count for spelling in self.group.spellings)


def proposals(
    groups: Iterable[Group], *, single: bool = False, least_count: int = 1
) -> list[Proposal]:
    """Entries for groups of spellings, sorted by id, no two with one id or one target.

    Args:
        groups: The groups.
        single: Whether to propose names that were seen in one spelling only, too.
        least_count: Names seen more rarely are left out.
    """
    found: list[Proposal] = []
    for group in groups:
        if sum(spelling.count for spelling in group.spellings) < least_count:
            continue
        entry = next(filter(None, (spelling.entry for spelling in group.spellings)), None)
        if entry is not None:
            found.extend(_addition(group, entry))
        elif len(group.spellings) > 1 or (single and _is_person(group.spellings[0])):
            found.extend(_entries(group))
    return _distinct(found)


def _addition(group: Group, entry: Entry) -> Iterator[Proposal]:
    """What the spellings of a group add to an entry that there is."""
    owner = entry.short or entry
    new = tuple(
        spelling
        for spelling in group.spellings
        if spelling.entry is None and (owner.context or not _is_common(spelling))
    )
    if not new:
        return
    sources = tuple(one.written for one in _by_count(new) if one.arabic)
    latin = [one.written for one in _by_count(new) if not one.arabic]
    admitted = tuple(one for one in latin if _is_part(one, owner.target))
    wrong = tuple(one for one in latin if one not in admitted)
    added = Entry(id=entry.id, kind=entry.kind, target=entry.target, sources=entry.sources[:1])
    if isinstance(owner, Short):
        short = Short(
            target=owner.target,
            sources=owner.sources[:1] + sources,
            admitted=admitted,
            wrong=wrong,
        )
        added = replace(added, short=short)
    else:
        sources = entry.sources[:1] + sources
        added = replace(added, sources=sources, admitted=admitted, wrong=wrong)
    yield Proposal(entry=added, group=group, known=True, new=new)


def _entries(group: Group) -> Iterator[Proposal]:
    """One entry, or one for each of several people of the same last name."""
    people = people_of(group)
    last = _last_name(group, by_context=any(person.arabic for person in people))
    if last is None:
        return
    if not people:
        yield Proposal(entry=last, group=group, known=False, new=group.spellings)
    alone = len(people) == 1 and not any(spelling.taken for spelling in group.spellings)
    for person in people:
        entry = _full(group, person, last, alone=alone)
        if entry is not None:
            yield Proposal(entry=entry, group=group, known=False, new=group.spellings)


def _last_name(group: Group, *, by_context: bool) -> Entry | None:
    """The entry for a name of one word.

    Spellings that are common words as well are left out where no full name tells them apart.
    """
    arabic = _by_count(
        one for one in group.spellings if one.arabic and (by_context or not _is_common(one))
    )
    if not arabic:
        return None
    latin = _nearest_first((one for one in group.spellings if not one.arabic), arabic)
    target = latin[0].written if latin else romanise(arabic[0].written)
    others = [one.written for one in latin[1:]]
    return Entry(
        id=_id_of(target),
        target=target,
        sources=tuple(one.written for one in arabic),
        admitted=tuple(other for other in others if _is_part(other, target)),
        wrong=tuple(other for other in others if not _is_part(other, target)),
        kind=_kind(group),
        origin=_SEEN if latin else _ROMANISED,
    )


def _full(group: Group, person: Person, last: Entry, *, alone: bool) -> Entry | None:
    """The entry for a person, with the last name as its short form unless others bear it."""
    if not person.arabic:
        # The full name is not in the Arabic; the last name stands for it.
        return replace(last, kind=Kind.PERSON) if alone else None
    given_ar = _most(person.arabic)
    guessed = usual_spelling(given_ar) or romanise(given_ar)
    given_en = _most(person.latin) if person.latin else guessed
    full = f"{given_en} {last.target}"
    short = None
    if alone:
        common = any(_is_common(one) for one in group.spellings if one.arabic)
        short = Short(
            target=last.target,
            sources=last.sources,
            admitted=last.admitted,
            wrong=last.wrong,
            context=(given_ar.split()[-1],) if common else (),
        )
    return Entry(
        id=_id_of(full),
        target=full,
        sources=tuple(f"{given} {last.sources[0]}" for given in _distinct_names(given_ar, person)),
        kind=Kind.PERSON,
        short=short,
        origin=last.origin,
        note="; ".join(_remarks(last, person, alone=alone)) or None,
    )


def _distinct_names(given: str, person: Person) -> list[str]:
    """The given names of a person in Arabic, ``given`` first, none twice in other spelling."""
    names = {fold(given): given}
    for name in sorted(person.arabic):
        # لحسن is a name, but beside حسن it is "to Hassan".
        if not any(form in names for form in without_proclitics(fold(name))):
            names[fold(name)] = name
    return list(names.values())


def _remarks(last: Entry, person: Person, *, alone: bool) -> Iterator[str]:
    if not person.latin and last.origin != _ROMANISED:
        yield "the given name is a guess"
    if not alone:
        yield f"{last.target} is the last name of others too"


def _kind(group: Group) -> Kind:
    signs: Counter[Sign] = Counter()
    for spelling in group.spellings:
        if spelling.arabic:
            signs.update(spelling.signs)
    if signs[Sign.TITLE] or signs[Sign.SPEECH] > signs[Sign.PLACE]:
        return Kind.PERSON
    count = sum(spelling.count for spelling in group.spellings if spelling.arabic)
    return Kind.PLACE if signs[Sign.PLACE] >= _PLACE_SHARE * count else Kind.TERM


def _is_person(spelling: Spelling) -> bool:
    return Sign.GIVEN_NAME in spelling.signs or Sign.TITLE in spelling.signs


def _is_common(spelling: Spelling) -> bool:
    return fold(spelling.written) in common_words()


def _is_part(one: str, other: str) -> bool:
    """Whether one name is the other with a word left out: Farhan, bin Farhan."""
    words, others = (set(_NOT_WORD.split(name.lower())) for name in (one, other))
    return words < others or others < words


def _by_count(spellings: Iterable[Spelling]) -> list[Spelling]:
    """The most frequent first, of equally frequent ones what stands in full names."""
    return sorted(spellings, key=lambda one: (-one.count, one.given[""] - one.count, one.key))


def _nearest_first(latin: Iterable[Spelling], arabic: list[Spelling]) -> list[Spelling]:
    """Of equally frequent spellings, the one first that is most like the Arabic."""

    def key(one: Spelling) -> tuple[int, float, str]:
        return -one.count, -sum(similarity(one.written, a.written) for a in arabic), one.key

    return sorted(latin, key=key)


def _most(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def _id_of(target: str) -> str:
    plain = unicodedata.normalize("NFKD", target).encode("ascii", "ignore").decode().lower()
    return _NOT_ID.sub("-", plain.replace("'", "")).strip("-")[:80].strip("-") or "name"


def _distinct(found: list[Proposal]) -> list[Proposal]:
    """Sorted by id; of two with one id the more frequent one."""
    best: dict[str, Proposal] = {}
    for proposal in sorted(found, key=lambda one: (-one.count, one.entry.sources)):
        best.setdefault(proposal.entry.id, proposal)
    return [best[entry_id] for entry_id in sorted(best)]

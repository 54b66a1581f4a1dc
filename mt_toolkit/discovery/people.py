"""Tells apart people of one last name: "Sami al-Haddad" is not "Munir al-Haddad"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.names import similarity

if TYPE_CHECKING:
    from mt_toolkit.discovery.grouping import Group

__all__ = ["Person", "people_of"]

_ONE_PERSON: Final = 0.5
# The same for one of several given names, which is short and of few letters.
_ONE_NAME: Final = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What stands before a last name when one of its bearers is named in full.

    Attributes:
        arabic: Given names in Arabic letters, with how often.
        latin: The same in Latin letters.
    """

    arabic: Counter[str]
    latin: Counter[str]

    @property
    def count(self) -> int:
        """How often the person is named in full."""
        return self.arabic.total() + self.latin.total()


def people_of(group: Group) -> list[Person]:
    """The people whose last name the spellings of a group are, the most frequent first.

    Given names that are alike, or one of which contains the other, are of one person. There is
    nobody where no spelling comes with a given name.
    """
    counts: Counter[tuple[str, bool]] = Counter()
    for spelling in group.spellings:
        for given, count in spelling.given.items():
            if given:
                counts[given, spelling.arabic] += count
    clusters: list[list[tuple[str, bool]]] = []
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        near = [c for c in clusters if any(_are_one(name[0], other) for other, _ in c)]
        joined = [name, *(other for cluster in near for other in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in near] + [joined]
    people = [
        Person(
            arabic=Counter({name: counts[name, True] for name, arabic in cluster if arabic}),
            latin=Counter({name: counts[name, False] for name, arabic in cluster if not arabic}),
        )
        for cluster in clusters
    ]
    return sorted(people, key=lambda one: (-one.count, sorted(one.arabic), sorted(one.latin)))


def _are_one(one: str, other: str) -> bool:
    if one == other or similarity(one, other) >= _ONE_PERSON:
        return True
    shorter, longer = sorted((one.split(), other.split()), key=len)
    size = len(shorter)
    return any(
        similarity(" ".join(longer[at : at + size]), " ".join(shorter)) >= _ONE_NAME
        for at in range(len(longer) - size + 1)
        if size < len(longer)
    )

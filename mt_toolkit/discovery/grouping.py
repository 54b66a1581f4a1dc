"""Groups of spellings: each spelling in at most one, the surest relations first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.mentions.agreement import given_names_agree
from mt_toolkit.names import similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mt_toolkit.discovery.relations import Relation
    from mt_toolkit.mentions.spellings import Spelling

__all__ = ["Group", "grouped"]

# Two spellings of one group that are less alike than this are of two names.
_LEAST_ALIKE: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The spellings of one name.

    Attributes:
        spellings: The spellings, sorted by key.
        relations: What ties them together, the surest first.
    """

    spellings: tuple[Spelling, ...]
    relations: tuple[Relation, ...]


def grouped(spellings: Sequence[Spelling], relations: Iterable[Relation]) -> list[Group]:
    """Join spellings into groups; one that nothing is related to is a group by itself.

    Groups are joined like clusters with complete linkage: only where no spelling of one is unlike
    one of the other, or comes with another given name. A chain of small differences does not lead
    from one name to another.

    Args:
        spellings: The spellings, in any order.
        relations: Their relations, the surest first.
    """
    home = {spelling.key: [spelling] for spelling in sorted(spellings, key=lambda one: one.key)}
    ties: dict[str, list[Relation]] = {}
    for relation in relations:
        one, other = home[relation.one], home[relation.other]
        if one is not other:
            if not all(_may_be_one(a, b) for a in one for b in other):
                continue
            one.extend(other)
            for spelling in other:
                home[spelling.key] = one
        ties.setdefault(relation.one, []).append(relation)
    groups = {id(members): members for members in home.values()}.values()
    return [
        Group(
            spellings=tuple(sorted(members, key=lambda one: one.key)),
            relations=tuple(
                sorted(
                    (tie for member in members for tie in ties.get(member.key, ())),
                    key=lambda tie: (-tie.similarity, tie.one, tie.other),
                )
            ),
        )
        for members in groups
    ]


def _may_be_one(one: Spelling, other: Spelling) -> bool:
    if one.entry is not None and other.entry is not None:
        return one.entry is other.entry
    if given_names_agree(one, other) is None:
        return False
    return similarity(one.written, other.written) >= _LEAST_ALIKE

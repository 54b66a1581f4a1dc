"""What proposed entries add to a glossary, and where they contradict it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mt_toolkit.glossary.claims import Claims
from mt_toolkit.glossary.fold import fold
from mt_toolkit.glossary.model import Entry, Short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mt_toolkit.errors import InputError
    from mt_toolkit.glossary.model import Glossary

__all__ = ["Additions", "added_to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What comes of adding entries to a glossary.

    Attributes:
        new: Entries that the glossary lacked.
        changed: Entries that it had, with what was added.
        conflicts: What could not be added, with its place in the proposals, and why.
    """

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    conflicts: tuple[InputError, ...]


def added_to(base: Glossary, proposed: Iterable[Entry]) -> Additions:
    """Add entries and spellings to a glossary; adding twice changes nothing.

    A proposed entry is an entry of the glossary where the two have one id or one target, or where
    it is just the short form of one. Its spellings are then added to that entry; what the entry
    says besides stays as it is. A proposal that contradicts the glossary, or an earlier proposal,
    is left out as a whole.
    """
    claims = Claims(base)
    before = {entry.id: entry for entry in base}
    now = dict(before)
    conflicts: list[InputError] = []
    for proposal in proposed:
        mine = claims.counterpart(proposal)
        if mine is not None:
            mine = now[mine.id]
            proposal = _as_short(proposal, mine)
        found = list(claims.against(proposal, mine))
        if found:
            conflicts += found
            continue
        merged = proposal if mine is None else _joined(mine, proposal)
        now[merged.id] = merged
        claims.add(merged)
    return Additions(
        new=tuple(entry for entry in now.values() if entry.id not in before),
        changed=tuple(
            entry for entry in now.values() if entry.id in before and entry != before[entry.id]
        ),
        conflicts=tuple(conflicts),
    )


def _as_short(proposal: Entry, mine: Entry) -> Entry:
    """A proposal of a last name alone as one of the person's short form."""
    short = mine.short
    if short is None or proposal.short is not None or proposal.target != short.target:
        return proposal
    if proposal.target == mine.target:
        return proposal
    return replace(
        proposal,
        id=mine.id,
        target=mine.target,
        sources=mine.sources[:1],
        admitted=(),
        wrong=(),
        short=Short(
            target=short.target,
            sources=proposal.sources,
            admitted=proposal.admitted,
            wrong=proposal.wrong,
        ),
    )


def _joined(mine: Entry, other: Entry) -> Entry:
    """An entry with the spellings of another."""
    full = mine.forms[0]
    known = (*full.sources, *(mine.short.sources if mine.short is not None else ()))
    joined = replace(
        mine,
        sources=mine.sources + _lacking(other.sources, known, fold),
        admitted=mine.admitted + _lacking(other.admitted, (full.target, *full.admitted), str),
        wrong=mine.wrong + _lacking(other.wrong, (*full.wrong, *mine.wrong), _case(mine)),
        gender=mine.gender or other.gender,
        wikidata=mine.wikidata or other.wikidata,
        adjective=mine.adjective or other.adjective,
        plural=mine.plural or other.plural,
    )
    if other.short is None:
        return joined
    return replace(joined, short=_joined_short(joined, other.short))


def _joined_short(mine: Entry, other: Short) -> Short | None:
    short = mine.short
    if short is None:
        sources = _lacking(other.sources, mine.sources, fold)
        return replace(other, sources=sources) if sources else None
    known = (*mine.sources, *short.sources)
    return replace(
        short,
        sources=short.sources + _lacking(other.sources, known, fold),
        admitted=short.admitted + _lacking(other.admitted, (short.target, *short.admitted), str),
        wrong=short.wrong + _lacking(other.wrong, short.wrong, _case(mine)),
    )


def _case(entry: Entry) -> Callable[[str], str]:
    return str if entry.case_sensitive else str.casefold


def _lacking(
    more: Iterable[str], known: Iterable[str], key: Callable[[str], str]
) -> tuple[str, ...]:
    """Those of ``more`` that are not known, each once."""
    seen = set(map(key, known))
    lacking = []
    for text in more:
        if key(text) not in seen:
            seen.add(key(text))
            lacking.append(text)
    return tuple(lacking)

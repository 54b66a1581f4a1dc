# ruff: noqa: RUF001 - Arabic letters by purpose
"""Mask and restore: a name that the model surely knows is translated in the place of a term.

A model copies no invented token reliably, but a famous name of the same kind it translates nearly
always, and the sentence around it comes out as it would around the term. Which masks were compared:
``docs/glossary-translation.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Entry, Kind, Short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.glossary.match import TermMatch

__all__ = ["StandIn", "stand_ins"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A name to translate in the place of another.

    Attributes:
        source: What the model gets.
        targets: What it makes of it.
    """

    source: str
    targets: tuple[str, ...]


_PEOPLE: Final = (
    (StandIn(source="جون كيري", targets=("John Kerry",)), StandIn(source="كيري", targets=("Kerry",))),
    (
        StandIn(source="باراك أوباما", targets=("Barack Obama",)),
        StandIn(source="أوباما", targets=("Obama",)),
    ),
    (
        StandIn(source="فلاديمير بوتين", targets=("Vladimir Putin",)),
        StandIn(source="بوتين", targets=("Putin",)),
    ),
    (
        StandIn(source="حسن روحاني", targets=("Hassan Rouhani", "Hassan Rohani")),
        StandIn(source="روحاني", targets=("Rouhani", "Rohani")),
    ),
)
_PLACES: Final = (
    StandIn(source="باريس", targets=("Paris",)),
    StandIn(source="موسكو", targets=("Moscow",)),
    StandIn(source="لندن", targets=("London",)),
    StandIn(source="فيينا", targets=("Vienna",)),
)
_ORGANISATIONS: Final = (
    StandIn(source="الأمم المتحدة", targets=("United Nations", "UN", "U.N.")),
    StandIn(source="الاتحاد الأوروبي", targets=("European Union", "EU")),
    StandIn(source="مجلس الأمن", targets=("Security Council",)),
    StandIn(source="الكونغرس", targets=("Congress",)),
)


def stand_ins(text: str, terms: Sequence[TermMatch], wanted: Sequence[int]) -> dict[int, StandIn]:
    """A stand-in for each of the terms wanted, by their numbers, all different.

    Terms that are no names are left out, and those for which no unused name is left.
    """
    chosen: dict[int, StandIn] = {}
    for number in wanted:
        used = {one.source for one in chosen.values()}
        for option in _options(terms[number]):
            if option.source not in text and option.source not in used:
                chosen[number] = option
                break
    return chosen


def _options(term: TermMatch) -> Iterator[StandIn]:
    match term.entry.kind:
        case Kind.PERSON:
            whole = not term.form.short and " " in term.form.target
            yield from (full if whole else short for full, short in _PEOPLE)
        case Kind.PLACE:
            yield from _PLACES
        case Kind.ORGANISATION:
            yield from _ORGANISATIONS
        case _:
            pass


def standing_for(term: TermMatch, name: StandIn) -> TermMatch:
    """The term as if the stand-in were a wrong way to write it."""
    entry: Entry = replace(
        term.entry,
        target=term.form.target,
        sources=(name.source,),
        wrong=name.targets,
        admitted=(),
        short=None,
    )
    if term.form.short:
        short = Short(target=term.form.target, sources=(name.source,), wrong=name.targets)
        entry = replace(entry, short=short)
    return replace(term, entry=entry, form=entry.forms[-1], others=())

"""Mask and restore: what is translated in the place of a term that the model loses.

A famous name of the same kind is translated nearly always, and the sentence around it comes out as
it would around the term; where that fails, short tokens of Latin letters and digits, and numbers,
are copied. How often each mask survives: ``docs/glossary-translation.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Entry, Kind, Short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.glossary.match import TermMatch

__all__ = ["ROUNDS", "StandIn", "leaves_residue", "stand_ins", "standing_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A name to translate in the place of another.

    Attributes:
        source: What the model gets.
        targets: What it makes of it.
    """

    source: str
    targets: tuple[str, ...]


def _person(source: str, *targets: str) -> tuple[StandIn, StandIn]:
    """The full name and the last name alone."""
    return (
        StandIn(
            source=source, targets=(*targets, *dict.fromkeys(name.split()[-1] for name in targets))
        ),
        StandIn(source=source.split()[-1], targets=tuple(name.split()[-1] for name in targets)),
    )


_PEOPLE: Final = (
    _person("بنيامين نتنياهو", "Benjamin Netanyahu", "Binyamin Netanyahu"),
    _person("فلاديمير بوتين", "Vladimir Putin"),
    _person("دونالد ترامب", "Donald Trump"),
    _person("سيرغي لافروف", "Sergei Lavrov", "Sergey Lavrov"),
    _person("باراك أوباما", "Barack Obama"),
)
_PLACES: Final = tuple(
    StandIn(source=source, targets=(target,))
    for source, target in (
        ("واشنطن", "Washington"),
        ("فيينا", "Vienna"),
        ("موسكو", "Moscow"),
        ("لندن", "London"),
        ("باريس", "Paris"),
    )
)
_ORGANISATIONS: Final = (
    StandIn(source="الاتحاد الأوروبي", targets=("European Union", "EU")),
    StandIn(source="الكونغرس", targets=("Congress",)),
    StandIn(source="مجلس الأمن", targets=("Security Council",)),
    StandIn(source="الأمم المتحدة", targets=("United Nations", "UN", "U.N.")),
)
_TOKENS: Final = tuple(
    StandIn(source=token, targets=(token,)) for token in ("X1", "X2", "X3", "X4", "X5", "X6")
)
_NUMBERS: Final = tuple(
    StandIn(source=number, targets=(number, f"{number[:2]},{number[2:]}"))
    for number in ("70410", "71411", "72412", "73413", "74414", "75415")
)

_ACRONYM: Final = 4
_DIGITS: Final = re.compile(r"\d+")
_PART: Final = 3

ROUNDS: Final = 4
"""How many masks there are to try, one after the other."""


def stand_ins(
    text: str, terms: Sequence[TermMatch], wanted: Sequence[int], attempt: int
) -> dict[int, StandIn]:
    """A stand-in for each of the terms wanted, by their numbers, all different.

    Args:
        text: Source text.
        terms: Its terms.
        wanted: Numbers of the terms to mask.
        attempt: The how manieth attempt this is, from 0.
    """
    chosen: dict[int, StandIn] = {}
    for number in wanted:
        used = {one.source for one in chosen.values()}
        for option in _options(terms[number], attempt):
            if option.source not in text and option.source not in used:
                chosen[number] = option
                break
    return chosen


def _options(term: TermMatch, attempt: int) -> Sequence[StandIn]:
    if attempt == ROUNDS - 1:
        return _NUMBERS
    if attempt == 1 or term.entry.kind is Kind.TERM:
        return _TOKENS
    names: Sequence[StandIn]
    if term.entry.kind is Kind.PERSON:
        whole = not term.form.short and " " in term.form.target
        names = [full if whole else short for full, short in _PEOPLE]
    elif term.entry.kind is Kind.PLACE:
        names = _PLACES
    else:
        names = _ORGANISATIONS
    # A later attempt begins with another name.
    return [*names[attempt // 2 :], *names[: attempt // 2]]


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


def leaves_residue(term: TermMatch, text: str, source: str) -> bool:
    """Whether a stand-in still shows in a text that its term has been restored in.

    Args:
        term: A term that `standing_for` made.
        text: The translation.
        source: The source without stand-ins, whose numbers may be in the translation.
    """
    return any(
        _shows(name.split()[-1], text) or _shows_in_part(name, text, source)
        for name in term.form.wrong
    )


def _shows_in_part(name: str, text: str, source: str) -> bool:
    """Whether the first digits of a number are left of it: 711 of 71411."""
    if not name.isdecimal():
        return False
    own = set(_DIGITS.findall(source))
    return any(
        digits.startswith(name[:2]) and len(digits) >= _PART and digits not in own
        for digits in _DIGITS.findall(text)
    )


def _shows(word: str, text: str) -> bool:
    # A model glues masks to other words; an acronym may be the beginning of another word.
    pattern = re.escape(word)
    if len(word) <= _ACRONYM and word.isalpha():
        pattern = rf"(?<![^\W\d_]){pattern}(?![^\W\d_])"
    return re.search(pattern, text) is not None

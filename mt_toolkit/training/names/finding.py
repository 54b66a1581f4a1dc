"""Names that stand as often on one side of a pair as on the other, so that others can stand there.

A name is taken for a slot where all its occurrences on both sides are known: another name may then
be put in the place of each, and the two sides still say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Kind, fold
from mt_toolkit.glossary.match import Matcher, Side
from mt_toolkit.terms.words import FUNCTION_WORDS
from mt_toolkit.training.names.forms import PROCLITICS
from mt_toolkit.training.names.grammar import (
    gender_of,
    is_common_noun,
    is_nominative,
    is_oblique,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.glossary import Entry, Gender, Glossary
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.training.names.grammar import Articles

__all__ = ["Finder", "Found", "Slot"]

_MOST: Final = 3
"""Most occurrences of one name on a side; more make a sentence of nothing else."""
_STEM: Final = 3
# Words that say what the name behind them names: another may be no city, or say so itself.
_WHAT: Final = frozenset(
    "بلدة تلفزيون تنظيم جريدة جماعة جمهورية حركة حزب دولة شبكة شركة صحيفة عاصمة العاصمة قناة "  # noqa: SIM905
    "محافظة مدينة مفوضية مملكة منصة منظمة موقع ميناء هيئة ولاية وكالة مجلة إذاعة "
    "ميليشيا مليشيا".split()
)
_WORD_BEFORE: Final = re.compile(r"(\w+)[ «\"“(]+\Z")
_WHAT_WRITTEN: Final = frozenset(
    proclitic + fold(word) for word in _WHAT for proclitic in ("", *"وفبكل", "وب", "ول")
)
_CAPITAL_BEFORE: Final = re.compile(r"\b([A-Z][\w.]*) \Z")
_COMPOUND: Final = re.compile(r" [A-Z]|-\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A name on both sides of a pair.

    Attributes:
        entry: Whose name.
        gender: The gender that Arabic verbs show for it.
        adjective: Whether English has its adjective or its name: one of them, everywhere.
        source: Where it stands in the Arabic.
        target: Where it stands in the English.
    """

    entry: Entry
    gender: Gender | None
    adjective: bool
    source: tuple[TermMatch, ...]
    target: tuple[TermMatch, ...]

    @property
    def only_short(self) -> bool:
        """Whether the full form stands nowhere."""
        return all(match.form.short for match in self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pair and its names.

    Attributes:
        texts: Arabic and English.
        slots: Names in whose place others can be put.
        kept: Ids of all entries that stand as often on one side as on the other, rightly spelled.
    """

    texts: tuple[str, str]
    slots: tuple[Slot, ...]
    kept: tuple[str, ...]


class Finder:
    """Finds names in pairs.

    Args:
        glossary: Their glossary.
        articles: Is told how English names stand.
    """

    def __init__(self, glossary: Glossary, articles: Articles) -> None:
        self._source = Matcher(glossary, Side.SOURCE)
        self._target = Matcher(glossary, Side.TARGET)
        self._articles = articles

    def find(self, source: str, target: str) -> Found | None:
        """The names of a pair, or ``None`` where no entry stands on both sides."""
        sources = _by_entry(self._source.find(source))
        if not sources:
            return None
        found = self._target.find(target)
        for match in found:
            self._articles.see(target, match.span)
        targets = _by_entry(found)
        both = [
            (here, there)
            for id_, here in sources.items()
            if (there := targets.get(id_)) and _shorts(here) == _shorts(there)
        ]
        kept = [here[0].entry.id for here, there in both if all(one.kind.right for one in there)]
        slots = [
            slot for here, there in both if (slot := _slot(source, target, here, there)) is not None
        ]
        if not (kept or slots):
            return None
        return Found(texts=(source, target), slots=tuple(slots), kept=tuple(kept))

    def is_right(self, target: str) -> bool:
        """Whether no wrong form of any entry stands in an English text."""
        return all(match.kind.right for match in self._target.find(target))


def _by_entry(matches: list[TermMatch]) -> dict[str, list[TermMatch]]:
    """Matches by the ids of their entries; those that could be several entries' are left out."""
    found: dict[str, list[TermMatch]] = {}
    for match in matches:
        if not match.others:
            found.setdefault(match.entry.id, []).append(match)
    return found


def _shorts(matches: Sequence[TermMatch]) -> list[bool]:
    return sorted(match.form.short for match in matches)


def _slot(source: str, target: str, here: list[TermMatch], there: list[TermMatch]) -> Slot | None:
    entry = here[0].entry
    if is_common_noun(entry) or len(here) > _MOST:
        return None
    genders = {gender_of(entry, match.spelling) for match in here}
    written = {match.span.of(target) for match in there}
    adjective = entry.adjective in written
    if (
        len(genders) > 1
        or entry.plural in written
        or (adjective and len(written) > 1)
        or any(_has_cases(match) for match in here)
        or not all(PROCLITICS.fullmatch(match.proclitic.of(source)) for match in here)
        or (entry.kind is Kind.PLACE and _has_derived(source, here))
        or any(_is_apposition(source, match.whole.start) for match in here)
        or any(_is_part(target, match) for match in there)
    ):
        return None
    return Slot(
        entry=entry,
        gender=genders.pop(),
        adjective=adjective,
        source=tuple(here),
        target=tuple(there),
    )


def _has_cases(match: TermMatch) -> bool:
    """Whether the name changes by case; it is a plural then, and verbs agree with it."""
    sources = match.form.sources
    return is_nominative(match.spelling, sources) or is_oblique(match.spelling, sources)


def _is_part(target: str, match: TermMatch) -> bool:
    """Whether a name is part of a longer one: the UN Department of State, the US Congress."""
    if _COMPOUND.match(target, match.span.end):
        return True
    before = _CAPITAL_BEFORE.search(target, 0, match.span.start)
    return (
        before is not None
        and match.entry.kind is not Kind.PERSON
        and before[1].lower() not in FUNCTION_WORDS
    )


def _is_apposition(source: str, start: int) -> bool:
    """Whether the word before a name says what it names."""
    before = _WORD_BEFORE.search(source, max(0, start - 20), start)
    return before is not None and fold(before[1]) in _WHAT_WRITTEN


def _has_derived(source: str, matches: list[TermMatch]) -> bool:
    """Whether other words of a text are made from the name, as الفرنسي is from فرنسا."""
    stem = fold(matches[0].spelling).removeprefix("ال")
    if len(stem) > _STEM:
        stem = stem[:-1]
    return fold(source).count(stem) > len(matches)

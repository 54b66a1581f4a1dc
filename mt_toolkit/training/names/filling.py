"""Names in sentences of our own, in lists, and alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Gender, Kind
from mt_toolkit.terms.words import at_sentence_start
from mt_toolkit.training.names.carriers import CHOICE, SLOT
from mt_toolkit.training.names.forms import attach, choose_source, respell
from mt_toolkit.training.names.grammar import (
    gender_of,
    is_common_noun,
    is_plural,
    with_possessive,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.glossary import Entry, Form
    from mt_toolkit.training.names.carriers import Carrier
    from mt_toolkit.training.names.grammar import Articles

__all__ = ["Filler"]

_SHORT: Final = 0.45
_SENTENCE: Final = 0.5
_RECALLED: Final = 4
_WORD: Final = 4
_PROCLITIC: Final = re.compile("(?<![ء-ي])[وف]?[بكل]?$")
_WITH_POSSESSIVE: Final = re.compile(SLOT.pattern + r"(?P<possessive>'s\b)?")
_COMMA: Final = "\u060c "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A name in both languages; the English with its article."""

    entry: Entry
    source: str
    target: str


class Filler:
    """Fills slots.

    Args:
        carriers: Sentences with slots.
        articles: Which names go with "the".
        random_: Decides everything.
        choose: Gives an entry that some condition holds of, for the other slots of a sentence.
    """

    def __init__(
        self,
        carriers: Sequence[Carrier],
        articles: Articles,
        random_: random.Random,
        *,
        choose: Callable[[Callable[[Entry], bool]], Entry | None],
    ) -> None:
        self._articles = articles
        self._random = random_
        self._choose = choose
        self._carriers = {
            kind: [carrier for carrier in carriers if kind in carrier.kinds] for kind in Kind
        }

    def carried(self, entry: Entry) -> tuple[str, str] | None:
        """A sentence of ours with a name in it, or ``None`` where one drawn does not suit it."""
        if self._articles.owned(entry.target):
            return None
        own = self._carriers[entry.kind]
        weights = [_RECALLED if one.recalls and len(entry.forms) > 1 else 1 for one in own]
        (carrier,) = self._random.choices(own, weights=weights)
        at = self._random.choice(
            [at for at, kind in enumerate(carrier.kinds) if kind is entry.kind]
        )
        entries: list[Entry] = []
        for number, kind in enumerate(carrier.kinds):
            name = entry if number == at else self._other(kind, [entry, *entries])
            if name is None:
                return None
            entries.append(name)
        return self._fill(carrier, entries)

    def listed(self, entry: Entry) -> tuple[str, str] | None:
        """Two to four names of a kind, or ``None`` where there is only one."""
        if is_common_noun(entry):
            return None
        entries = [entry]
        for _ in range(self._random.randint(1, 3)):
            other = self._other(entry.kind, entries)
            if other is not None:
                entries.append(other)
        if len(entries) == 1:
            return None
        self._random.shuffle(entries)
        names = [self._name(one, self._form(one)) for one in entries]
        sources = [respell(name.source, self._random) for name in names]
        targets = [name.target for name in names]
        source = f"{_COMMA.join(sources[:-1])} و{sources[-1]}"
        target = f"{', '.join(targets[:-1])} and {targets[-1]}"
        if self._random.random() < _SENTENCE:
            return f"{source}.", f"{_capital(target)}."
        return source, target

    def bare(self, entry: Entry) -> tuple[str, str] | None:
        """A name alone, or ``None`` where it needs context to be one."""
        form = self._random.choice(entry.forms)
        if form.context:
            return None
        source = choose_source(form, self._random, subject=None)
        return respell(source, self._random), _in_number(entry, form, source)

    def _other(self, kind: Kind, taken: Sequence[Entry]) -> Entry | None:
        return self._choose(
            lambda one: (
                one.kind is kind
                and bool(one.sources)
                and not is_common_noun(one)
                and all(one is not other for other in taken)
            )
        )

    def _form(self, entry: Entry) -> Form:
        """The full form or, where it needs no context, the short one."""
        form = entry.forms[-1]
        short = form.short and not form.context and self._random.random() < _SHORT
        return form if short else entry.forms[0]

    def _name(
        self, entry: Entry, form: Form, *, subject: bool = False, article: bool = True
    ) -> _Name:
        source = choose_source(form, self._random, subject=subject)
        target = _in_number(entry, form, source)
        if not article:
            target = target.removeprefix("The ")
        elif self._articles.wanted(entry, target):
            target = f"the {target}"
        elif is_common_noun(entry) and entry.plural not in (None, target):
            target = f"an {target}" if target[0].lower() in "aeiou" else f"a {target}"
        return _Name(entry=entry, source=source, target=target)

    def _fill(self, carrier: Carrier, entries: Sequence[Entry]) -> tuple[str, str] | None:
        slots = list(SLOT.finditer(carrier.source))
        names: list[_Name] = []
        coming = iter(entries)
        for slot in slots:
            entry = entries[0] if slot["short"] else next(coming)
            if slot["short"]:
                form = entry.forms[-1]
            elif carrier.recalls and not names:
                form = entry.forms[0]
            else:
                form = self._form(entry)
            plain = f"{{{slot['kind']}-}}" not in carrier.target
            names.append(self._name(entry, form, subject=slot["mark"] == "!", article=plain))
        gender = gender_of(names[0].entry, names[0].source)
        if carrier.agreeing and gender is None:
            return None
        number = 2 if gender is Gender.FEMININE else 1
        sides = (
            self._with_sources(carrier.source, slots, names),
            _with_targets(carrier.target, slots, names),
        )
        source, target = (CHOICE.sub(lambda found: found[number], side) for side in sides)
        return source, target

    def _with_sources(
        self, text: str, slots: Sequence[re.Match[str]], names: Sequence[_Name]
    ) -> str:
        made = ""
        end = 0
        for slot, name in zip(slots, names, strict=True):
            made += text[end : slot.start()]
            before = _PROCLITIC.search(made)
            start = before.start() if before else len(made)
            made = made[:start] + respell(attach(made[start:], name.source), self._random)
            end = slot.end()
        return made + text[end:]


def _with_targets(text: str, slots: Sequence[re.Match[str]], names: Sequence[_Name]) -> str:
    """An English sentence whose slots are filled with the names that fill those of the Arabic."""
    queues: dict[tuple[str, bool], Iterator[_Name]] = {}
    for key in {_key(slot) for slot in slots}:
        own = [name for slot, name in zip(slots, names, strict=True) if _key(slot) == key]
        queues[key] = iter(own)

    def put(slot: re.Match[str]) -> str:
        new = next(queues[_key(slot)]).target
        if at_sentence_start(text, slot.start()):
            new = _capital(new)
        return new + with_possessive(new, slot["possessive"] or "")

    return _WITH_POSSESSIVE.sub(put, text)


def _key(slot: re.Match[str]) -> tuple[str, bool]:
    return slot["kind"], slot["short"] is not None


def _in_number(entry: Entry, form: Form, source: str) -> str:
    """The English of a source form: of a common noun its plural, where the source is one."""
    if is_common_noun(entry) and entry.plural is not None and is_plural(source):
        return entry.plural
    return form.target


def _capital(text: str) -> str:
    """A text as it stands at the start of a sentence; an agency called dpa stays so."""
    if " " not in text and text.islower() and len(text) < _WORD:
        return text
    return text[:1].upper() + text[1:]

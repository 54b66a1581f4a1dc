"""The sentences of ``benchmarks/terms.py``: templates with every spelling, and articles.

The first templates are divided once and for all, by a seed, into those that rules and thresholds
may be chosen on and those that nobody looks at; those of blind2 and blind3 were written later. Who
may look at them: ``benchmarks/gold/terms/README.md``.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from term_orders import Order, plain_english

from mt_toolkit.arabic import clean
from mt_toolkit.glossary.proclitics import after_lam
from mt_toolkit.segmentation import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mt_toolkit.glossary import Entry, Form, Glossary
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.terms import GlossaryKeeper

ROOT: Final = Path(__file__).resolve().parents[1]
TEMPLATES: Final = ROOT / "benchmarks" / "gold" / "terms"
SEED: Final = 3
PARTS: Final = ("dev", "blind", "blind2", "blind3", "articles")
# Every so many sentences the name is written without hamza, as much of the press does.
LOOSE: Final = 4
_WITHOUT_HAMZA: Final = str.maketrans("أإآ", "ااا")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A news sentence with slots, and its English.

    Attributes:
        slots: What goes into each slot: a kind of entry, ``namesake`` (another person with the
            same first name) or ``latin`` (the English of the slot before).
        source: Arabic, with ``{0}`` and so on.
        targets: Its English, likewise, in each order of words that says the same.
    """

    slots: tuple[str, ...]
    source: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A source sentence with its terms.

    Attributes:
        part: One of ``PARTS``.
        document: The article it is from, or the text of a template.
        text: The sentence.
        terms: Its terms.
        references: Its English; a template's with ``{0}`` for the first term and so on.
        orders: The orders of words in which the terms are at their places; none in articles.
    """

    part: str
    document: str
    text: str
    terms: tuple[TermMatch, ...]
    references: tuple[str, ...]
    orders: tuple[Order, ...] = ()


@dataclass(frozen=True, slots=True)
class _Filler:
    entry: Entry
    form: Form
    source: str


def read_templates() -> dict[str, list[Template]]:
    """The templates of each part; every combination of slots of the first is divided evenly."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    parts: dict[str, list[Template]] = {"dev": [], "blind": []}
    templates = _read(TEMPLATES / "templates.txt")
    for slots in dict.fromkeys(template.slots for template in templates):
        group = [template for template in templates if template.slots == slots]
        chance.shuffle(group)
        larger, smaller = chance.sample(["dev", "blind"], 2)
        parts[larger] += group[::2]
        parts[smaller] += group[1::2]
    return parts | {name: _read(TEMPLATES / f"{name}.txt") for name in ("blind2", "blind3")}


def _read(path: Path) -> list[Template]:
    templates = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        head, *targets = block.splitlines()
        slots, source = head.split("\t")
        templates.append(
            Template(
                slots=tuple(slots.split()),
                source=source,
                targets=tuple(target.strip() for target in targets),
            )
        )
    return templates


def template_items(
    glossary: Glossary, keeper: GlossaryKeeper, missed: Counter[str]
) -> Iterator[Item]:
    """Every source spelling of the glossary, in one sentence of each part at least.

    Args:
        glossary: The glossary.
        keeper: Finds the terms.
        missed: Takes up how many sentences of each part were left out, as terms were found in them
            that are not those put in.
    """
    fillers = [
        _Filler(entry, form, source)
        for entry in glossary
        for form in entry.forms
        for source in form.sources
    ]
    for part, templates in read_templates().items():
        others = {
            kind: itertools.cycle([f for f in reversed(fillers) if f.entry.kind == kind])
            for kind in {filler.entry.kind.value for filler in fillers}
        }
        by_kind: dict[str, Iterator[Template]] = {
            kind: itertools.cycle([one for one in templates if one.slots[0] == kind])
            for kind in others
        }
        for number, filler in enumerate(fillers):
            template = next(by_kind[filler.entry.kind.value])
            chosen = _fill(template, filler, fillers, others)
            while chosen is None:
                template = next(by_kind[filler.entry.kind.value])
                chosen = _fill(template, filler, fillers, others)
            item = _item(part, template, chosen, keeper, loose=number % LOOSE == 0)
            if item is None:
                missed[part] += 1
            else:
                yield item


def _fill(
    template: Template,
    first: _Filler,
    fillers: Sequence[_Filler],
    others: dict[str, Iterator[_Filler]],
) -> list[_Filler | str] | None:
    """What goes into each slot, or ``None`` where the first one's name has no namesake."""
    chosen: list[_Filler | str] = [first]
    for slot in template.slots[1:]:
        if slot == "latin":
            chosen.append(first.form.target)
        elif slot == "namesake":
            given = first.source.split()[0]
            namesakes = [
                other
                for other in fillers
                if other.entry.kind is first.entry.kind
                and other.entry.id != first.entry.id
                and " " in other.source
                and other.source.split()[0] == given
            ]
            if " " not in first.source or not namesakes:
                return None
            chosen.append(namesakes[len(first.source) % len(namesakes)])
        else:
            used = {one.entry.id for one in chosen if isinstance(one, _Filler)}
            chosen.append(next(other for other in others[slot] if other.entry.id not in used))
    return chosen


def _item(
    part: str,
    template: Template,
    chosen: Sequence[_Filler | str],
    keeper: GlossaryKeeper,
    *,
    loose: bool,
) -> Item | None:
    text = template.source
    for slot, one in enumerate(chosen):
        word = one if isinstance(one, str) else one.source
        if loose and slot == 0:
            word = word.translate(_WITHOUT_HAMZA)
        text = text.replace(f" ل{{{slot}}}", f" ل{after_lam(word)}").replace(f"{{{slot}}}", word)
    put_in = [one for one in chosen if isinstance(one, _Filler)]
    # What the rest of the document would say.
    around = " ".join(word for one in put_in for word in one.form.context)
    text = clean(text)
    _, terms = keeper.find([around, text])
    wanted = Counter(one.entry.id for one in put_in)
    readings = [{entry.id for entry, _ in term.readings} for term in terms]
    if len(terms) != len(put_in) or any(not ids & wanted.keys() for ids in readings):
        return None
    targets = [_in_order(target, put_in, terms) for target in template.targets]
    return Item(
        part=part,
        document=template.source,
        text=text,
        terms=terms,
        references=(plain_english(targets[0]),),
        orders=tuple(_order(target) for target in targets),
    )


def _in_order(target: str, put_in: Sequence[_Filler], terms: Sequence[TermMatch]) -> str:
    """The English with the slots numbered in the order of the Arabic, and no Latin ones."""
    for place, term in enumerate(terms):
        ids = {entry.id for entry, _ in term.readings}
        slot = next(slot for slot, one in enumerate(put_in) if one.entry.id in ids)
        target = target.replace(f"{{{slot}}}", f"{{={place}}}")
    return target.replace("{=", "{")


@cache
def _order(written: str) -> Order:
    return Order.read(written)


def article_items(keeper: GlossaryKeeper) -> Iterable[Item]:
    """The sentences of the corpus, with the English of their beads."""
    for path in sorted((ROOT / "corpus" / "ar").iterdir()):
        beads = (ROOT / "corpus" / "beads" / f"{path.stem}.tsv").read_text(encoding="utf-8")
        references: dict[str, list[str]] = defaultdict(list)
        for line in beads.splitlines():
            arabic, english = line.split("\t")[:2]
            references[clean(arabic)].append(english)
        texts = [clean(part.text) for part in segment(path.read_text(encoding="utf-8"), "ar")]
        for text, terms in zip(texts, keeper.find(texts), strict=True):
            yield Item(
                part="articles",
                document=path.stem,
                text=text,
                terms=terms,
                references=tuple(references[text][:1]),
            )

"""Laws and regulations with known alignments, made of the articles in ``law/``.

Each file of ``law/`` is a law of our own. A blank line ends an article, whose first row is its
title. A row that begins with ``- `` is an item of a list, one with ``+ `` goes on with the
provision before it. ``{b}`` stands for a public body, ``{d}`` for a number of days.

A made document takes some articles and lays them out as laws are laid out: with headings or
without, items lettered, numbered or bare on either side, a list in one segment or each item by
itself, a provision in one segment of the source and in several sentences of the target. So
neighbouring segments are often short, and alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.segmentation import segment
from training.alignment.made import MadeDocument

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from training.articles import Pair

LAWS = Path(__file__).parent / "law"
LONGEST = 8

BODIES = (
    ("الهيئة", "the Authority"),
    ("الوزارة", "the Ministry"),
    ("اللجنة", "the Committee"),
    ("الأمانة", "the Secretariat"),
    ("المديرية", "the Directorate"),
)
DAYS = (
    ("(خمسة عشر) يوماً", ("15 days", "fifteen days")),
    ("(عشرين) يوماً", ("20 days", "twenty days")),
    ("(ثلاثين) يوماً", ("30 days", "thirty (30) days")),
    ("(ستين) يوماً", ("60 days", "sixty days")),
    ("تسعين يوماً", ("90 days", "ninety days")),
    ("45 يوماً", ("45 days", "forty-five days")),
)
ORDINALS = (
    "الأولى",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
)
# What items of lists begin with: the letters in their old order, or numbers.
ABJAD = ("أ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي")
DIGITS = [str(number) for number in range(1, 11)]
ARABIC_DIGITS = ["".join(chr(ord(c) + 0x630) for c in digits) for digits in DIGITS]
SOURCE_MARKERS = tuple(
    [form.format(name) for name in names]
    for names, form in (
        (ABJAD, "{}- "),
        (ABJAD, "{}. "),
        (DIGITS, "{}- "),
        (ARABIC_DIGITS, "({}) "),
    )
)
TARGET_MARKERS = tuple(
    [form.format(name) for name in names]
    for names, form in (
        ("ABCDEFGHIJ", "{}. "),
        ("abcdefghij", "({}) "),
        (DIGITS, "{}. "),
        (DIGITS, "{}) "),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """The parts of a provision and the items of the list that it leads to."""

    parts: list[Pair] = field(default_factory=list)
    items: list[Pair] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of a law."""

    title: Pair
    provisions: list[Provision]


def law(path: Path) -> list[Article]:
    """The articles of a file."""
    return [
        _article([_row(line) for line in block.splitlines()])
        for block in path.read_text(encoding="utf-8").strip().split("\n\n")
    ]


def _row(line: str) -> Pair:
    source, target = line.split("\t")
    return source, target


def _article(rows: list[Pair]) -> Article:
    provisions: list[Provision] = []
    for source, target in rows[1:]:
        if source.startswith("- "):
            provisions[-1].items.append((source[2:], target))
        elif source.startswith("+ "):
            provisions[-1].parts.append((source[2:], target))
        else:
            provisions.append(Provision(parts=[(source, target)]))
    return Article(title=rows[0], provisions=provisions)


def legal_document(articles: list[Article], rng: random.Random) -> MadeDocument:
    """Lay out some articles, drawn by chance."""
    layout = _Layout(rng)
    chosen = rng.sample(articles, min(len(articles), rng.choice([2, 3, 5, 7, 9])))
    for number, article in enumerate(chosen):
        layout.add(article, number)
    return layout.made


class _Layout:
    """How one document is laid out."""

    def __init__(self, rng: random.Random) -> None:
        self.made = MadeDocument()
        self._rng = rng
        self._headings = rng.choice(["none", "none", "title", "number", "both", "apart"])
        marked = rng.random()
        self._source_markers = rng.choice(SOURCE_MARKERS) if marked < 0.6 else None
        self._target_markers = rng.choice(TARGET_MARKERS) if 0.25 < marked < 0.65 else None
        self._lists_joined = rng.choice([0.2, 0.5, 0.8])
        self._provisions_joined = rng.choice([0.5, 0.75, 0.95])
        self._bodies = rng.sample(BODIES, 2)

    def add(self, article: Article, number: int) -> None:
        """Append an article, or leave it out on one side, which is rare."""
        self._heading(article.title, number)
        for provision in article.provisions:
            lost = self._rng.random()
            parts = [self._filled(part) for part in provision.parts]
            if lost < 0.02:
                self.made.add([" ".join(part[0] for part in parts)], [])
            elif lost < 0.04:
                self.made.add([], [part[1] for part in parts])
            else:
                self._provision(parts)
            items = [self._filled(item) for item in provision.items]
            self._items(items)

    def _heading(self, title: Pair, number: int) -> None:
        ordinal = f"المادة {ORDINALS[number]}", f"Article {number + 1}"
        match self._headings:
            case "title":
                self.made.add([title[0]], [title[1]])
            case "number":
                self.made.add([ordinal[0]], [ordinal[1]])
            case "both":
                self.made.add([f"{ordinal[0]}: {title[0]}"], [f"{ordinal[1]}: {title[1]}"])
            case "apart":
                self.made.add([ordinal[0]], [ordinal[1]])
                self.made.add([title[0]], [title[1]])

    def _filled(self, pair: Pair) -> Pair:
        source, target = pair
        if "{b}" in source + target:
            body = self._rng.choice(self._bodies)
            source = re.sub("لـالل?", "لل", source.replace("{b}", body[0]))
            target = target.replace("{b}", body[1])
        days, in_english = self._rng.choice(DAYS)
        source = source.replace("{d}", days)
        target = target.replace("{d}", self._rng.choice(in_english))
        return source, target[0].upper() + target[1:]

    def _provision(self, parts: list[Pair]) -> None:
        """One segment of the source against the sentences of the target, or part by part."""
        rng = self._rng
        sentences = [[found.text for found in segment(part[1], "en")] for part in parts]
        if len(parts) > 1 and rng.random() > self._provisions_joined:
            parted = [re.sub("،$", ".", source) for source, _ in parts]
            if rng.random() < 0.2:
                self.made.add(parted, [" ".join(target for _, target in parts)])
                return
            for source, several in zip(parted, sentences, strict=True):
                self.made.add([source], several)
            return
        source = [" ".join(part[0] for part in parts)]
        target = [text for several in sentences for text in several]
        if rng.random() < 0.15:
            target = [" ".join(target)]
        elif len(target) in {2, 3} and rng.random() < 0.2:
            source = _torn(parts, rng) or source
        self.made.add(source, target)

    def _items(self, items: list[Pair]) -> None:
        rng = self._rng
        if self._source_markers is not None:
            items = [(self._source_markers[at] + a, b) for at, (a, b) in enumerate(items)]
        if self._target_markers is not None:
            items = [(a, self._target_markers[at] + b) for at, (a, b) in enumerate(items)]
        if rng.random() > self._lists_joined or len(items) < 2:
            for source, target in items:
                self.made.add([source], [target])
            return
        joined = rng.choice(["source", "source", "source", "target", "both"])
        for group in _groups(items, rng):
            source, target = [item[0] for item in group], [item[1] for item in group]
            if joined != "target":
                source = [rng.choice(["؛ ", "؛", ". ", "."]).join(s.rstrip(".") for s in source)]
            if joined != "source":
                target = [rng.choice(["; ", ". "]).join(t.rstrip(".") for t in target)]
            self.made.add(source, target)


def _groups(items: list[Pair], rng: random.Random) -> Iterator[list[Pair]]:
    """A list as a whole, or divided somewhere."""
    cut = rng.randint(1, len(items) - 1) if rng.random() < 0.3 else len(items)
    for part in (items[:cut], items[cut:]):
        for start in range(0, len(part), LONGEST):
            yield part[start : start + LONGEST]


def _torn(parts: list[Pair], rng: random.Random) -> list[str] | None:
    """The source in two, not where the target is divided."""
    places = [
        (at, found.end())
        for at, (source, _) in enumerate(parts)
        for found in re.finditer("،\\s", source)
    ]
    if not places or len(parts) == 1:
        return None
    at, end = rng.choice(places)
    before, after = parts[:at], parts[at + 1 :]
    torn = parts[at][0]
    return [
        " ".join([*(part[0] for part in before), torn[:end].strip()]),
        " ".join([torn[end:], *(part[0] for part in after)]),
    ]

"""Documents with known alignments, made of pairs of sentences that follow one another.

Where documents come with a machine translation of their source, it is spoiled more or less, so that
what is learned from it holds for good and bad translations.
"""

from __future__ import annotations

import lzma
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.segmentation import segment
from training.alignment.laws import LAWS, Article, law, legal_document
from training.alignment.made import MadeDocument
from training.articles import OWN, SHARED, own_news, shared_news

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.articles import Pair

# The articles of a file.
File = list[list[tuple[str, str]]]

ROOT = Path(__file__).parents[2]
PARALLEL = ROOT.parent / "shared" / "train" / "parallel"
# The files of training/news that are learned from. It grows, and what is learned should not change
# with it.
NEWS = (
    *("accidents", "conflict", "courts", "diplomacy-2", "economy"),
    *("elections", "energy", "human-rights", "migration", "security-council"),
)
# Texts of sources whose licences allow it (README.md names them), by what is made of them: long
# source segments of free and formal text, and pages of short segments. The last two are only
# ever held out.
FREE = ("bible_svd_bsb", "bible_svd_bsb", "un_conflict", "opensource_guide", "tico19")
PAGES = ("bitcoin_org", "syrian_archive")
HELD_OUT_PAGES = ("covid_guidance", "vote_gov")
HELD_OUT_LAWS = ("archives", "fisheries", "privacy")
# Of the files of news, and of the parts of each table, every so-manyth is held out.
EVERY = 5
SIZES = (2, 4, 6, 8, 12, 18, 24, 30, 36)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What documents are made of.

    Attributes:
        news: For each kind of news, its files; a file has articles.
        free: Tables of free and formal text.
        pages: Tables of pages with many short lines.
        laws: Articles of laws.
    """

    news: list[list[File]]
    free: list[list[Pair]]
    pages: list[list[Pair]]
    laws: list[Article]


def texts(*, held_out: bool) -> Texts:
    """The texts to learn from, or those held out; the two have nothing in common."""
    beads = sorted((ROOT / "corpus" / "beads").glob("*.tsv"))
    news = [
        _part([[_beads(path)] for path in beads], held_out=held_out),
        _part([own_news(OWN / f"{name}.tsv") for name in NEWS], held_out=held_out),
        _part([shared_news(path) for path in sorted(SHARED.glob("*.tsv"))], held_out=held_out),
    ]
    laws = [path for path in sorted(LAWS.glob("*.tsv")) if (path.stem in HELD_OUT_LAWS) == held_out]
    if held_out:
        pages = [table(name) for name in HELD_OUT_PAGES]
    else:
        pages = [table(name) for name in PAGES]
    return Texts(
        news=[files for files in news if files],
        free=[_rows(table(name), held_out=held_out) for name in FREE],
        pages=pages,
        laws=[article for path in laws for article in law(path)],
    )


def _part(files: list[File], *, held_out: bool) -> list[File]:
    return [one for at, one in enumerate(files) if (at % EVERY == EVERY - 1) == held_out]


def _rows(rows: list[Pair], *, held_out: bool) -> list[Pair]:
    border = len(rows) - len(rows) // EVERY
    return rows[border:] if held_out else rows[:border]


def _beads(path: Path) -> list[Pair]:
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [(row[0], row[1]) for row in (line.split("\t") for line in lines)]


def thinned(pairs: list[Pair], kept: float, rng: random.Random) -> MadeDocument:
    """Leave a part of the pairs as they are; join the others, or take one side away."""
    made, at = MadeDocument(), 0
    while at < len(pairs):
        if rng.random() < kept:
            made.add([pairs[at][0]], [pairs[at][1]])
            at += 1
            continue
        way = rng.random()
        if way < 0.5:
            count = rng.choice([1, 1, 1, 2, 2, 3, 4])
            for source, target in pairs[at : at + count]:
                made.add([source] if way < 0.25 else [], [] if way < 0.25 else [target])
            at += count
            continue
        group = pairs[at : at + rng.choice([2, 2, 2, 3])]
        if len(group) > 1:
            at += _join(made, group, rng)
    return made


def _join(made: MadeDocument, group: list[Pair], rng: random.Random) -> int:
    way = rng.random()
    sources, targets = [pair[0] for pair in group], [pair[1] for pair in group]
    if way < 0.45:
        made.add([" ".join(sources)], targets)
    elif way < 0.9:
        made.add(sources, [" ".join(targets)])
    else:
        words = " ".join(sources[:2]).split()
        cut = rng.randint(max(1, len(words) // 4), max(1, 3 * len(words) // 4))
        made.add([" ".join(words[:cut]), " ".join(words[cut:])], targets[:2])
        return 2
    return len(group)


def freely(pairs: list[Pair], rng: random.Random) -> MadeDocument:
    """Long source segments, and the target divided into its sentences and some clauses."""
    made, at = MadeDocument(), 0
    divided, joined = rng.choice([0, 0.15, 0.3]), rng.choice([0.0, 0.2, 0.5])
    while at < len(pairs):
        count = 1
        while rng.random() < joined and count < 4:
            count += 1
        group = pairs[at : at + count]
        at += count
        english = " ".join(pair[1] for pair in group)
        target = [
            part for found in segment(english, "en") for part in _clauses(found.text, divided, rng)
        ]
        source = [" ".join(pair[0] for pair in group)]
        if rng.random() < 0.15:
            clauses = re.split("(?<=[\u060c\u061b.])\\s+", source[0])
            if len(clauses) > 1:
                cut = rng.randint(1, len(clauses) - 1)
                source = [" ".join(clauses[:cut]), " ".join(clauses[cut:])]
        fits = len(target) <= (8 if len(source) == 1 else 3)
        if fits:
            made.add(source, target)
    return made


def _clauses(text: str, divided: float, rng: random.Random) -> Iterator[str]:
    first, *others = re.split(r"(?<=[;:,])\s+", text)
    for other in others:
        if rng.random() < divided and len(first) > 25 and len(other) > 20:
            yield first
            first = other
        else:
            first = f"{first} {other}"
    yield first


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How many documents of each kind are made, and the seed of chance."""

    seed: int
    news: int
    free: int
    pages: int
    laws: int


def made_documents(numbers: Numbers, of: Texts) -> Iterator[MadeDocument]:
    """Make documents; the same seed makes the same ones."""
    rng = random.Random(numbers.seed)
    for _ in range(numbers.news):
        kept = rng.choice([0.85, 0.75, 0.6])
        yield thinned(_news(of, rng.choice(SIZES), rng), kept, rng)
    for _ in range(numbers.free):
        yield freely(_run(rng.choice(of.free), rng.randint(15, 40), rng), rng)
    for _ in range(numbers.pages):
        kept = rng.choice([0.9, 0.75])
        yield thinned(_run(rng.choice(of.pages), rng.randint(15, 40), rng), kept, rng)
    for _ in range(numbers.laws):
        yield legal_document(of.laws, rng)


def _news(of: Texts, size: int, rng: random.Random) -> list[Pair]:
    """The beginning of an article and, where that is short, of those after it in its file."""
    files = rng.choice(of.news)
    articles = rng.choice(files)
    at = rng.randrange(len(articles))
    pairs = list(articles[at])
    start = rng.randrange(max(1, len(pairs) - size + 1))
    pairs = pairs[start:]
    while len(pairs) < size:
        at += 1
        if at == len(articles):
            articles, at = rng.choice(files), 0
        pairs += articles[at]
    return pairs[:size]


def _run(rows: list[Pair], size: int, rng: random.Random) -> list[Pair]:
    start = rng.randrange(max(1, len(rows) - size))
    return rows[start : start + size]


def spoiled(translation: list[str], rng: random.Random) -> list[str]:
    """Take words away and put others of the document in their place, in some documents many."""
    lost = rng.choice([0.0, 0.2, 0.4, 0.6])
    everything = " ".join(translation).split()

    def word(original: str) -> str:
        if rng.random() >= lost:
            return original
        return rng.choice(everything) if rng.random() < 0.5 else ""

    return [" ".join(filter(None, map(word, text.split()))) for text in translation]


def table(name: str) -> list[Pair]:
    """The pairs of one source of training data, in its order."""
    with lzma.open(PARALLEL / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return [(row[0], row[1]) for row in rows if len(row) > 1]

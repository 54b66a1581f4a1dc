"""Documents with known alignments, made of pairs of sentences that follow one another.

Where documents come with a machine translation of their source, it is spoiled more or less, so that
what is learned from it holds for good and bad translations.
"""

from __future__ import annotations

import lzma
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.segmentation import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "train"
# Free and legal text, of sources whose licences allow it (docs/alignment.md names them).
FREE = ("bible_svd_bsb", "bible_svd_bsb", "un_conflict", "opensource_guide", "tico19")
SIZES = (2, 4, 6, 8, 12, 18, 24, 30, 36)

Pair = tuple[str, str]


@dataclass(slots=True, kw_only=True)
class MadeDocument:
    """Segments of both sides, the beads between them, and a translation of the source."""

    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    beads: list[tuple[range, range]] = field(default_factory=list)
    translation: list[str] = field(default_factory=list)

    def add(self, source: list[str], target: list[str]) -> None:
        """Append a bead."""
        first, other = len(self.source), len(self.target)
        self.source += source
        self.target += target
        self.beads.append((range(first, len(self.source)), range(other, len(self.target))))


def articles() -> list[list[Pair]]:
    """News written for this project, sentence by sentence; that of ``corpus/`` counts sixfold."""
    found = []
    for path in sorted((SHARED / "news").glob("*.tsv")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            pairs = [
                (row[0], row[1])
                for row in (line.split("\t") for line in block.split("\n"))
                if len(row) == 2 and "{" not in row[0]
            ]
            if len(pairs) >= 6:
                found.append(pairs)
    for path in sorted((ROOT / "corpus" / "beads").glob("*.tsv")):
        rows = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        found += [[(row.split("\t")[0], row.split("\t")[1]) for row in rows]] * 6
    return found


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


def made_documents(seed: int, news: int, free: int) -> Iterator[MadeDocument]:
    """Make documents; the same seed makes the same ones."""
    rng = random.Random(seed)
    sources = articles()
    for _ in range(news):
        pairs, size = list(rng.choice(sources)), rng.choice(SIZES)
        while len(pairs) < size:
            pairs += rng.choice(sources)
        start = rng.randrange(max(1, len(pairs) - size + 1))
        yield thinned(pairs[start : start + size], rng.choice([0.85, 0.75, 0.6]), rng)
    tables = {name: table(name) for name in sorted(set(FREE))}
    for _ in range(free):
        rows = tables[rng.choice(FREE)]
        start = rng.randrange(len(rows) - 60)
        yield freely(rows[start : start + rng.randint(15, 40)], rng)


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
    with lzma.open(SHARED / "parallel" / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return [(row[0], row[1]) for row in rows if len(row) > 1]

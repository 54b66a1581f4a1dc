"""Articles in two languages, and collections made of them in which not everything has a partner.

A collection holds plain pairs and what looks like one: articles without a partner, two halves of
one article (the same event and names, other sentences), and updates of an article in which figures
changed.
"""

from __future__ import annotations

import lzma
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.arabic import ascii_digits
from training.articles import shared_news

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.articles import Pair

SHARED = Path(__file__).parents[3] / "shared"
FREE = ("un_conflict", "charters_misc", "syrian_archive", "bible_svd_bsb")
ROLES = ("pair", "pair", "pair", "source", "target", "halves", "torn", "update", "both")
_DIGITS = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)*(?![\d.,])")
_SEPARATORS = str.maketrans({"\u066b": ".", "\u066c": ","})


@dataclass(slots=True, kw_only=True)
class Collection:
    """Documents of both sides by name, and which source goes with which target."""

    sources: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    gold: set[tuple[str, str]] = field(default_factory=set)

    def add(self, name: str, source: Sequence[str] | None, target: Sequence[str] | None) -> None:
        """Put in a document of either side, or a pair."""
        if source is not None:
            self.sources[f"s-{name}"] = "\n".join(source)
        if target is not None:
            self.targets[f"t-{name}"] = "\n".join(target)
        if source is not None and target is not None:
            self.gold.add((f"s-{name}", f"t-{name}"))


def news() -> list[list[Pair]]:
    """The articles of ``../shared/train/news`` that have five sentences or more."""
    files = sorted((SHARED / "train" / "news").glob("*.tsv"))
    return [article for path in files for article in shared_news(path) if len(article) >= 5]


def free_texts(count: int, seed: int) -> list[list[Pair]]:
    """Runs of neighbouring rows of what people translated, as far as they do not overlap."""
    rng = random.Random(seed)
    found = []
    for name in FREE:
        path = SHARED / "train" / "parallel" / f"{name}.tsv.xz"
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines]
        places = range(0, len(rows) - 24, 24)
        for start in rng.sample(places, min(len(places), count // len(FREE))):
            part = rows[start : start + rng.randint(6, 24)]
            found.append([(row[0], row[1]) for row in part if len(row) > 1])
    return found


def collection(articles: Sequence[Sequence[Pair]], seed: int) -> Collection:
    """Give each article a role; the same seed gives the same collection."""
    rng = random.Random(seed)
    made = Collection()
    for number, pairs in enumerate(articles):
        _play(made, f"{number:05}", list(pairs), rng.choice(ROLES), rng)
    return made


def _play(made: Collection, name: str, pairs: list[Pair], role: str, rng: random.Random) -> None:
    source, target = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    half = len(pairs) // 2
    changed = changed_figures(pairs, rng) if role in {"update", "both"} else None
    match role:
        case "source":
            made.add(name, source, None)
        case "target":
            made.add(name, None, target)
        case "torn":
            made.add(f"{name}a", source[:half], None)
            made.add(f"{name}b", None, target[half:])
        case "halves":
            made.add(f"{name}a", source[:half], target[:half])
            made.add(f"{name}b", source[half:], target[half:])
        case "update" if changed is not None:
            made.add(name, source, target)
            made.add(f"{name}u", None, [pair[1] for pair in changed])
        case "both" if changed is not None:
            made.add(name, source, target)
            made.add(f"{name}u", [pair[0] for pair in changed], [pair[1] for pair in changed])
        case _:
            made.add(name, *_worn(pairs, rng))


def _worn(pairs: list[Pair], rng: random.Random) -> tuple[list[str], list[str]]:
    """An independent version: some sentences are on one side only."""
    kept = rng.choice([1.0, 0.85, 0.7])
    source = [pair[0] for pair in pairs if rng.random() < kept]
    target = [pair[1] for pair in pairs if rng.random() < kept]
    return source or [pairs[0][0]], target or [pairs[0][1]]


def changed_figures(pairs: Sequence[Pair], rng: random.Random) -> list[Pair] | None:
    """An update of an article: its figures are others, and a sentence may be gone.

    ``None`` where fewer than two figures stand in digits on both sides.
    """
    count = 0
    found = []
    for source, target in pairs:
        western = ascii_digits(source).translate(_SEPARATORS)
        for figure in set(_DIGITS.findall(western)) & set(_DIGITS.findall(target)):
            other = _other(figure, rng)
            pattern = rf"(?<![\d.,]){re.escape(figure)}(?![\d.,])"
            western, target = re.sub(pattern, other, western), re.sub(pattern, other, target)
            count += 1
        found.append((western, target))
    if count < 2:
        return None
    if len(found) > 6 and rng.random() < 0.5:
        del found[rng.randrange(3, len(found))]
    return found


def _other(figure: str, rng: random.Random) -> str:
    first, rest = figure[0], figure[1:]
    others = "".join(str(rng.randrange(10)) if c.isdigit() else c for c in rest)
    fresh = rng.choice([digit for digit in "123456789" if digit != first])
    return fresh + others

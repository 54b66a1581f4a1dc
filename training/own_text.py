"""Make training pairs from the news and the templates that we wrote ourselves.

Usage: python training/own_text.py SHARED OUT [--templates 400000] [--seed 12]

SHARED is the folder that holds train/ and names/. News is read from its train/news/ and from
news/ beside this program, where a blank line ends an article. Three tables are written into OUT:

templates.tsv   sentences made from templates, their slots filled
news.tsv        sentences of our news articles, each in several spellings
joined.tsv      two or three neighbouring sentences as one: they teach length
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from slots import Lexicon, SlotError, Templates, parse_table
from spelling import mend_english, vary_arabic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from slots import Pair

NEWS = Path(__file__).parent / "news"
VARIANTS = 6
VARIANTS_WITH_SLOTS = 10


class Maker:
    """Fills, varies and finishes pairs; counts those whose slots cannot be filled."""

    def __init__(self, templates: Templates, random_: random.Random) -> None:
        self._templates = templates
        self._random = random_
        self.failed = 0

    def make(self, arabic: str, english: str) -> Pair | None:
        """A pair as it stands in a newspaper, or ``None``."""
        try:
            arabic, english = self._templates.fill(arabic, english)
        except SlotError:
            self.failed += 1
            return None
        ended = arabic.endswith((".", "!", "?", "\u061f", '"', "\u201d", "»"))
        if not ended and self._random.random() < 0.7:
            arabic += "."
            english = english if english.endswith((".", "?", '"')) else english + "."
        return vary_arabic(arabic, self._random), mend_english(english)

    def from_templates(self, count: int) -> Iterator[Pair]:
        """``count`` different sentences from templates."""
        seen: set[Pair] = set()
        while len(seen) < count:
            pair = self.make(*self._templates.draw())
            if pair is not None and pair not in seen:
                seen.add(pair)
                yield pair

    def sentences(self, article: Sequence[Pair]) -> Iterator[Pair]:
        """Every sentence of an article, in several spellings and with several fillers."""
        for arabic, english in article:
            variants = VARIANTS_WITH_SLOTS if "{" in arabic else VARIANTS
            for _ in range(variants):
                pair = self.make(arabic, english)
                if pair is not None:
                    yield pair

    def joined(self, article: Sequence[Pair]) -> Iterator[Pair]:
        """Neighbouring sentences as one; slots of the same number are the same referent."""
        for start in range(len(article) - 1):
            part = article[start : start + self._random.choice((2, 2, 3))]
            pair = self.make(*(" ".join(side) for side in zip(*part, strict=True)))
            if pair is not None:
                yield pair


def read_articles(path: Path) -> Iterator[list[Pair]]:
    """The articles of a TSV file, which blank lines part."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            yield parse_table(group)


def write(path: Path, pairs: Iterable[Pair]) -> None:
    """Write pairs as TSV."""
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for pair in pairs:
            stream.write("\t".join(pair) + "\n")
            count += 1
    sys.stderr.write(f"{path}: {count:,} pairs\n")


def main() -> None:
    """Write the three tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--templates", type=int, default=400_000)
    parser.add_argument("--seed", type=int, default=12)
    options = parser.parse_args()

    random_ = random.Random(options.seed)  # noqa: S311 - nothing secret is drawn
    folder = options.shared / "train" / "templates"
    lexicon = Lexicon.load(folder, options.shared / "names" / "names.tsv")
    maker = Maker(Templates(folder, lexicon, random_), random_)
    articles = [
        article
        for news in (options.shared / "train" / "news", NEWS)
        for path in sorted(news.glob("*.tsv"))
        for article in read_articles(path)
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "templates.tsv", maker.from_templates(options.templates))
    write(
        options.out / "news.tsv",
        (pair for article in articles for pair in maker.sentences(article)),
    )
    write(
        options.out / "joined.tsv", (pair for article in articles for pair in maker.joined(article))
    )
    sys.stderr.write(f"{maker.failed:,} templates could not be filled\n")


if __name__ == "__main__":
    main()

"""The hand-made word links of ``benchmarks/gold/word_links``: reading, and scoring against them.

``python benchmarks/word_gold.py dev`` prints a half in the Pharaoh form that other aligners read:
``3-1`` a sure link, ``3?0`` a possible one, Arabic first, counted from 0.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mt_toolkit.translation.engines.attention import word_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["FOLDER", "HALVES", "LinkedPair", "Links", "Score", "is_word", "read_pairs", "tokens"]

FOLDER: Final = Path(__file__).resolve().parent / "gold" / "word_links"
HALVES: Final = ("dev", "test")
_NOTHING: Final = "-"
# Signs that are said as words.
_SAID: Final = frozenset("%٪$")

Links = frozenset[tuple[int, int]]
"""Pairs of a source token's number and a target token's number."""


def tokens(text: str) -> list[str]:
    """The words of a text, and its punctuation signs, each for itself."""
    return [text[span.start : span.end] for span in word_spans(text)]


def is_word(token: str) -> bool:
    """Whether a token is more than punctuation."""
    return token in _SAID or any(character.isalnum() for character in token)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPair:
    """A sentence, its translation, and the links between their words.

    Attributes:
        name: Where the pair is from.
        source: Arabic.
        target: English.
        sure: Links on which nobody would differ.
        possible: All links, the sure ones too.
        unlinked: Numbers of the English words that render nothing.
    """

    name: str
    source: str
    target: str
    sure: Links
    possible: Links
    unlinked: frozenset[int]


def read_pairs(path: Path) -> list[LinkedPair]:
    """Read a file of linked pairs.

    Raises:
        ValueError: A block is not as ``benchmarks/gold/word_links/README.md`` says.
    """
    blocks = path.read_text(encoding="utf-8").removesuffix("\n").split("\n\n")
    return [_read_block(block) for block in blocks]


def _read_block(block: str) -> LinkedPair:
    head, source, target, *rows = block.split("\n")
    name = _after("@ ", head, head)
    source, target = _after("< ", source, name), _after("> ", target, name)
    words = [at for at, token in enumerate(tokens(source)) if is_word(token)]
    places = _places(tokens(target))
    table = [row.split("\t") for row in rows]
    if any(len(cells) != 2 for cells in table):
        raise ValueError(f"{name}: a row is a word, a tab, and its English words")
    unlinked: frozenset[int] = frozenset()
    if table and table[-1][0] == _NOTHING:
        unlinked = frozenset(_place(word, places, name) for word in table.pop()[1].split())
    if [cells[0] for cells in table] != [tokens(source)[at] for at in words]:
        raise ValueError(f"{name}: the rows are not the Arabic words, in order")
    sure, possible = set(), set()
    for at, (_, cell) in zip(words, table, strict=True):
        for item in [] if cell == _NOTHING else cell.split():
            link = (at, _place(item.removeprefix("?"), places, name))
            if link in possible:
                raise ValueError(f"{name}: {item} stands twice in a row")
            possible.add(link)
            if not item.startswith("?"):
                sure.add(link)
    return LinkedPair(
        name=name,
        source=source,
        target=target,
        sure=frozenset(sure),
        possible=frozenset(possible),
        unlinked=unlinked,
    )


def _after(mark: str, line: str, name: str) -> str:
    if not line.startswith(mark):
        raise ValueError(f"{name}: {line!r} should start with {mark!r}")
    return line.removeprefix(mark)


def _places(words: Sequence[str]) -> dict[str, int]:
    """The number of each word; of a word that stands there n times as word#1 to word#n."""
    total, seen = Counter(words), Counter[str]()
    places = {}
    for at, word in enumerate(words):
        seen[word] += 1
        places[word if total[word] == 1 else f"{word}#{seen[word]}"] = at
    return places


def _place(word: str, places: dict[str, int], name: str) -> int:
    if word not in places:
        raise ValueError(f"{name}: the English has no {word!r}")
    return places[word]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Alignment error rate, precision and recall, after Och and Ney.

    "A Systematic Comparison of Various Statistical Alignment Models" (Computational Linguistics 29,
    2003): precision counts links that are possible, recall sure links that are found.

    Attributes:
        links: Links of the system.
        possible: Those that are possible in the gold.
        found: Sure links of the gold that the system has.
        sure: Sure links of the gold.
    """

    links: int
    possible: int
    found: int
    sure: int

    @property
    def precision(self) -> float:
        """Share of links that are right or may be."""
        return self.possible / self.links if self.links else 1.0

    @property
    def recall(self) -> float:
        """Share of sure links that are there."""
        return self.found / self.sure if self.sure else 1.0

    @property
    def error(self) -> float:
        """The alignment error rate."""
        return 1 - (self.found + self.possible) / (self.links + self.sure)

    @classmethod
    def of(cls, pairs: Sequence[LinkedPair], systems: Iterable[Links]) -> Score:
        """Score links over all pairs together; what links two punctuation signs does not count."""
        links = possible = found = 0
        for pair, all_links in zip(pairs, systems, strict=True):
            own = _without_signs(pair, all_links)
            links += len(own)
            possible += len(own & pair.possible)
            found += len(own & pair.sure)
        return cls(
            links=links, possible=possible, found=found, sure=sum(len(p.sure) for p in pairs)
        )


def _without_signs(pair: LinkedPair, links: Links) -> Links:
    source, target = tokens(pair.source), tokens(pair.target)
    return frozenset((i, j) for i, j in links if is_word(source[i]) or is_word(target[j]))


def _pharaoh(pair: LinkedPair) -> Iterator[str]:
    for i, j in sorted(pair.possible):
        yield f"{i}{'-' if (i, j) in pair.sure else '?'}{j}"


def main() -> None:
    """Print a half: Arabic tokens, English tokens and links, with tabs between."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=HALVES)
    for pair in read_pairs(FOLDER / f"{parser.parse_args().half}.txt"):
        sides = (" ".join(tokens(text)) for text in (pair.source, pair.target))
        print("\t".join([*sides, " ".join(_pharaoh(pair))]))


if __name__ == "__main__":
    main()

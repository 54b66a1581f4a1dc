# ruff: noqa: RUF001 - Arabic letters by purpose
"""Makes the two word lists of this part: ordinary words, and given names.

A command for those who maintain the lists; it is not run by ``mt-toolkit``::

    python -m mt_toolkit.mentions.derive bitext/*.tsv --names full_names.tsv.xz \
        -o mt_toolkit/mentions

A word is ordinary where it comes up again in news and is rarely written with the letters of a
capitalised word beside it. A given name is what stands first in many full names.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.fold import fold
from mt_toolkit.mentions.vocabulary import ARTICLE, bare_forms, word_set
from mt_toolkit.names import similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["derive_given_names", "derive_ordinary"]

_ARABIC: Final = re.compile("[ء-ٕ]+")
_CAPITALS: Final = re.compile(r"(?<!\w)[A-Z][\w'’-]{2,}(?: [A-Z][\w'’-]{2,})*")
_SMALL: Final = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")
# So alike a word and a capitalised one beside it are one name.
_ALIKE: Final = 0.5
_MOST_AS_NAME: Final = 0.3
_SEEN: Final = 2
_SEEN_SMALL: Final = 3
_SURE: Final = 0.8
_GIVEN: Final = 4
# First words of places, and a country that is a given name as well.
_PLACES: Final = word_set(
    "Abu Ain Bab Beit Bir Dar Deir East Iran Khan Los New North Port Ras San Santa South Tel "
    "Umm Wadi West Jabal Mount"
)
# An ordinary word has to be so many times as frequent to count as a given name.
_DOUBTFUL: Final = 6


def derive_ordinary(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Words of either language that are no names, folded, without what is written before them.

    Args:
        pairs: Arabic sentences and their English.
    """
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for arabic, english in pairs:
        capitals = _capitalised(english)
        small.update(_SMALL.findall(english))
        for written in _ARABIC.findall(arabic):
            word = fold(written)
            if word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 2:
                word = word.removeprefix(ARTICLE)
            seen[word] += 1
            if len(word) > 2 and any(similarity(written, name) >= _ALIKE for name in capitals):
                named[word] += 1
    often = {word for word, count in seen.items() if count >= _SEEN}
    ordinary = {word for word in often if named[word] <= _MOST_AS_NAME * seen[word]} - {""}
    # What the rest of the list explains need not be in it.
    ordinary = {
        word
        for word in ordinary
        if not any(bare != word and bare in ordinary for bare in bare_forms(word))
    }
    plain = {word for word, count in small.items() if count >= _SEEN_SMALL}
    return sorted(ordinary) + sorted(plain)


def _capitalised(english: str) -> set[str]:
    """Capitalised words, each alone and with the one behind it: "York", "New York"."""
    runs = _CAPITALS.findall(english)
    return {name for run in runs for name in (*run.split(), *map(" ".join, pairwise(run.split())))}


def derive_given_names(
    names: Iterable[tuple[str, str]], pairs: Iterable[tuple[str, str]], ordinary: frozenset[str]
) -> list[str]:
    """Arabic words that stand first in full names, folded, a tab, and their usual Latin spelling.

    Args:
        names: Full names in Arabic and in Latin letters.
        pairs: Arabic sentences and their English; a first name needs to be in one of them only.
        ordinary: Words that are no names by themselves.
    """
    first: Counter[str] = Counter()
    latin: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for arabic, english in names:
        words, spelled = fold(arabic).split(), english.split()
        if len(words) > 1 and len(spelled) > 1:
            first[words[0]] += 1
            latin[words[0]][spelled[0]] += similarity(words[0], spelled[0]) >= _ALIKE
    for word, spelling in _first_names(pairs):
        first[word] += _GIVEN
        latin[word][spelling] += 1
    return sorted(
        f"{word}\t{max(sorted(latin[word]), key=latin[word].__getitem__)}"
        for word, count in first.items()
        if count >= _GIVEN * (_DOUBTFUL if word in ordinary else 1)
        and len(word) > 2
        and not word.startswith(ARTICLE)
        and latin[word].total()
        and latin[word].most_common(1)[0][0] not in _PLACES
    )


def _first_names(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """First names of people that a sentence and its translation name in full."""
    for arabic, english in pairs:
        words = _ARABIC.findall(arabic)
        for run in _CAPITALS.findall(english):
            for given, last in pairwise(run.split()):
                for one, other in pairwise(words):
                    if similarity(other, last) >= _SURE and similarity(one, given) >= _ALIKE:
                        yield fold(one), given


def main() -> None:
    """Write ``ordinary.txt`` and ``given_names.tsv``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bitext", nargs="+", type=Path, help="TSV: Arabic, English")
    parser.add_argument("--names", required=True, type=Path, help="TSV (.xz): Arabic, Latin")
    parser.add_argument("-o", "--output", required=True, type=Path, help="folder")
    options = parser.parse_args()
    pairs = [pair for path in options.bitext for pair in _pairs(path.read_text(encoding="utf-8"))]
    ordinary = derive_ordinary(pairs)
    with lzma.open(options.names, "rt", encoding="utf-8") as lines:
        given = derive_given_names(_pairs(lines.read()), pairs, frozenset(ordinary))
    for name, words in (("ordinary.txt", ordinary), ("given_names.tsv", given)):
        (options.output / name).write_text("\n".join([*words, ""]), encoding="utf-8")


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        arabic, tab, english = line.partition("\t")
        if tab:
            yield arabic, english


if __name__ == "__main__":
    main()

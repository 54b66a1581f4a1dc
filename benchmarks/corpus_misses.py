"""What `mt-toolkit corpus filter` misses: right pairs spoilt on purpose, and how many it removes.

    python benchmarks/corpus_misses.py ../shared/train/parallel/mmlu_ar.tsv.xz

Draws pairs of a bitext file (TSV, packed with xz or not) that are long enough to be spoilt, and
filters them as they are and with each fault of `FAULTS` in all of them, with the defaults, or
what `--filter` says, less the two filters on doubles. Prints the share removed; of the
pairs as they are, that is what is lost.
"""

from __future__ import annotations

import argparse
import lzma
import os
import platform
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import mt_toolkit
from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.bitext import SegmentPair
from mt_toolkit.corpus.filters import Resources, make_filters
from mt_toolkit.corpus.filters.chain import FilterChain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Fault = Callable[[Sequence[tuple[str, str]], int], str]
    """Gives the English side in the place of that of the row with this number."""

_WORDS = 8
"""Words that both sides have at least: half of fewer is no sentence."""


def main() -> None:
    """Draw, spoil, filter, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--size", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=2028)
    parser.add_argument("--filter", action="append", default=[], help="as of corpus filter")
    arguments = parser.parse_args()
    rows = _rows(arguments.file)
    fit = [at for at, row in enumerate(rows[:-1]) if all(len(x.split()) >= _WORDS for x in row)]
    chance = random.Random(arguments.seed)  # noqa: S311 - a sample, no secret
    drawn = chance.sample(fit, min(arguments.size, len(fit)))
    print(
        f"mt-toolkit {mt_toolkit.__version__}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {platform.machine()}"
    )
    print(f"{arguments.file.name}: {len(drawn):,} pairs of {_WORDS} words and more")
    chain = FilterChain(
        make_filters(
            Resources(embedder=UseEmbedder(), glossary=None),
            settings=arguments.filter,
            without=("duplicate", "near_duplicate"),
        )
    )
    for name, fault in FAULTS.items():
        pairs = [SegmentPair(source=rows[at][0], target=fault(rows, at)) for at in drawn]
        removed = Counter(one.removed_by for one in chain.run(pairs) if not one.kept)
        filters = ", ".join(f"{by} {count}" for by, count in removed.most_common())
        print(f"{name:22} {removed.total() / len(drawn):6.1%}  {filters}")


def _rows(path: Path) -> list[tuple[str, str]]:
    opening = lzma.open if path.suffix == ".xz" else open
    with opening(path, "rt", encoding="utf-8") as stream:
        fields = (str(line).rstrip("\n").split("\t") for line in stream)
        return [(source, target) for source, target, *_ in fields]


def _half(text: str) -> str:
    words = text.split()
    return " ".join(words[: len(words) // 2])


FAULTS: dict[str, Fault] = {
    "as it is": lambda rows, at: rows[at][1],
    "of another row": lambda rows, at: rows[(at + len(rows) // 2) % len(rows)][1],
    "of the next row": lambda rows, at: rows[at + 1][1],
    "second half missing": lambda rows, at: _half(rows[at][1]),
    "and the next row": lambda rows, at: f"{rows[at][1]} {rows[at + 1][1]}",
    "not translated": lambda rows, at: rows[at][0],
    "half not translated": lambda rows, at: f"{_half(rows[at][1])} {_half(rows[at][0])}",
}
"""What is done to the English side."""


if __name__ == "__main__":
    main()

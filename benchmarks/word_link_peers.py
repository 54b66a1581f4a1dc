"""Other aligners for ``benchmarks/word_links.py``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from word_gold import LinkedPair, Links, tokens
from word_link_systems import grown

from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.alignment.words import WordLinker
from mt_toolkit.arabic import clean

if TYPE_CHECKING:
    from collections.abc import Sequence


def diagonal(pairs: Sequence[LinkedPair]) -> list[Links]:
    """Each target word with the source word at the same part of the sentence."""
    found = []
    for pair in pairs:
        rows, columns = len(tokens(pair.source)), len(tokens(pair.target))
        found.append(frozenset((j * rows // columns, j) for j in range(columns)))
    return found


def encoder(pairs: Sequence[LinkedPair]) -> list[Links]:
    """Words that are each other's most similar, by the linker that sentence alignment uses.

    The "argmax" of Jalili Sabet and others, "SimAlign" (2020), with vectors without context.
    """
    linker = WordLinker(UseEmbedder())
    return [_mutual(linker, pair) for pair in pairs]


def _mutual(linker: WordLinker, pair: LinkedPair) -> Links:
    table = linker.links([clean(word) for word in tokens(pair.source)], tokens(pair.target))
    best_target, best_source = table.argmax(axis=1), table.argmax(axis=0)
    return frozenset(
        (i, int(j)) for i, j in enumerate(best_target) if best_source[j] == i and table[i, j] > 0
    )


def read_bitext(folder: Path) -> list[tuple[str, str]]:
    """Sentence pairs of a folder of files with Arabic, a tab and English."""
    pairs = []
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            source, tab, target = line.partition("\t")
            if tab and source.strip() and target.strip():
                pairs.append((source, target))
    return pairs


def eflomal(
    pairs: Sequence[LinkedPair], bitext: Sequence[tuple[str, str]], model: int
) -> list[Links]:
    """Both ways of eflomal (Östling and Tiedemann 2016), learnt from a bitext, put together."""
    from eflomal import Aligner

    both = [*((pair.source, pair.target) for pair in pairs), *bitext]
    sides = [[_line(pair[side]) for pair in both] for side in (0, 1)]
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder) / name) for name in ("there", "back")]
        Aligner(model=model).align(*sides, links_filename_fwd=files[0], links_filename_rev=files[1])
        there, back = (_read_links(Path(file), len(pairs)) for file in files)
    return [grown(a, b) for a, b in zip(there, back, strict=True)]


def _line(text: str) -> str:
    return " ".join(tokens(clean(text))).lower()


def _read_links(path: Path, count: int) -> list[Links]:
    lines = path.read_text(encoding="utf-8").splitlines()[:count]
    return [
        frozenset((int(i), int(j)) for i, j in (link.split("-") for link in line.split()))
        for line in lines
    ]

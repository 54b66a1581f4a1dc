"""How right word links are: ``python benchmarks/word_links.py``.

Alignment error rate, precision and recall (Och and Ney 2003) against links made by hand, of the
model's cross-attention as the toolkit reads it, of each of its layers and heads, and of other
aligners, in one run. The reference is forced: links are of the human translation. ``--half dev`` is
for choosing (what a model's ``config.json`` should say as ``word_links``), ``test`` for reporting.
eflomal learns from ``../shared/train/news`` and the pairs themselves; it is left out, and named,
where it is not installed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import platform
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from word_gold import FOLDER, HALVES, LinkedPair, Links, Score, read_pairs
from word_link_peers import diagonal, eflomal, encoder, read_bitext
from word_link_systems import Engine, Layers, grown

from mt_toolkit.glossary import load_glossary
from mt_toolkit.glossary.match import Matcher
from mt_toolkit.glossary.spellings import Side
from mt_toolkit.translation.engines.attention import word_spans
from mt_toolkit.translation.models.resolving import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "train" / "news"


def main() -> None:
    """Link, score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="test")
    parser.add_argument("--model", default="compact")
    parser.add_argument("--bitext", type=Path, default=NEWS, help="what eflomal learns from")
    options = parser.parse_args()
    pairs = read_pairs(FOLDER / f"{options.half}.txt")
    table = Table(pairs)
    folder = resolve(options.model).folder
    print_machine()
    print(f"{options.half}: {len(pairs)} pairs, model {options.model}\n")
    print(f"{'':<42}{'AER':>7}{'precision':>11}{'recall':>8}{'names':>8}{'pure':>7}")
    table.row("as the toolkit reads it, int8", Engine(folder).links(pairs))
    layers = Layers(folder, pairs)
    for reading in layers.readings():
        table.row(str(reading), layers.forward(reading))
    own = layers.own
    table.row("as the toolkit reads it, weight over 0.3", layers.forward(own, least=0.3))
    there, back = layers.forward(own), layers.backward(own)
    table.row("source to target instead", back)
    table.row("both ways", [a & b for a, b in zip(there, back, strict=True)])
    table.row("grow-diag-final", [grown(a, b) for a, b in zip(there, back, strict=True)])
    table.row("diagonal", diagonal(pairs))
    table.row("sentence encoder, words, both ways", encoder(pairs))
    if find_spec("eflomal") and options.bitext.is_dir():
        bitext = read_bitext(options.bitext)
        for model, name in ((1, "IBM 1"), (2, "HMM"), (3, "HMM, fertility")):
            label = f"eflomal, {name}, {len(bitext):,} pairs"
            table.row(label, eflomal(pairs, bitext, model))
    else:
        print("left out: eflomal (pip install eflomal, and --bitext)", file=sys.stderr)


def print_machine() -> None:
    """What the numbers were measured on."""
    packages = ("ctranslate2", "torch", "transformers", "eflomal")
    versions = (
        f"{name} {importlib.metadata.version(name)}" for name in packages if find_spec(name)
    )
    print(f"{platform.platform()}, {platform.machine()}, Python {platform.python_version()}")
    print(", ".join(versions))


class Table:
    """Rows of scores.

    *names*: of English words whose sure links lead into a term of the shipped glossary, the share
    linked into that term; *pure*: of words linked into a term, the share for which that is possible
    in the gold.
    """

    def __init__(self, pairs: Sequence[LinkedPair]) -> None:
        self._pairs = pairs
        matcher = Matcher(load_glossary(ROOT / "glossaries" / "names.yaml"), Side.SOURCE)
        self._terms = [_terms(matcher, pair.source) for pair in pairs]

    def row(self, name: str, links: Sequence[Links]) -> None:
        """Print one."""
        score = Score.of(self._pairs, links)
        found, pure = self._names(links)
        print(
            f"{name:<42}{score.error:>7.1%}{score.precision:>11.1%}{score.recall:>8.1%}"
            f"{found:>8.1%}{pure:>7.1%}",
            flush=True,
        )

    def _names(self, systems: Sequence[Links]) -> tuple[float, float]:
        wanted = found = said = right = 0
        for pair, terms, links in zip(self._pairs, self._terms, systems, strict=True):
            for term in terms:
                own = {j for i, j in links if i in term}
                sure = {j for i, j in pair.sure if i in term}
                wanted += len(sure)
                found += len(sure & own)
                said += len(own)
                right += len(own & {j for i, j in pair.possible if i in term})
        return found / max(1, wanted), right / max(1, said)


def _terms(matcher: Matcher, source: str) -> list[set[int]]:
    """The numbers of the words of each term."""
    spans = word_spans(source)
    return [
        {at for at, span in enumerate(spans) if span.overlaps(match.whole)}
        for match in matcher.find(source)
    ]


if __name__ == "__main__":
    main()

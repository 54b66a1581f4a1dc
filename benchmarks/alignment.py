"""Scores the aligner on gold alignments, beside Gale and Church's from NLTK.

    python benchmarks/alignment.py [--sets NAME...] [--without FEATURE...] [--reliability]

The sets stand in ``../shared/align-bench/docs``: ``*.ar`` and ``*.en`` with one segment a line, and
``*.gold`` with one bead a line, ``[0, 1]:[2]``. ``--without`` leaves pieces of evidence out
(their weight is 0): an ablation. Figures marked * are those published in the sets' README.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mt_toolkit.alignment.aligner import EvidenceAligner
from mt_toolkit.alignment.calibration import reliability
from mt_toolkit.alignment.costs import carried_weights
from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.alignment.evaluation import Counts, GoldBead, count, gold_beads, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.bitext import Alignment

ROOT = Path(__file__).parents[2] / "shared" / "align-bench" / "docs"
SETS = (
    "flores-dev-std",
    "flores-dev-hard",
    "ntrex-dev-std",
    "ntrex-dev-hard",
    "alignar-dev",
    "alignar-2",
)
BORDERS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
# Strict F1 published in the README of the sets: FLORES std, hard, NTREX std, hard, law, literature.
PUBLISHED = {
    "hunalign, FreeDict*": ".906 .599 .922 .723 .748 .144",
    "hunalign, on MT*": ".970 .836 - - .970 .458",
    "Bleualign, opusmt*": ".979 .897 - - .940 .472",
    "vecalign, MiniLM on MT*": ".866 .741 - - .921 .459",
    "Bertalign, MiniLM on MT*": ".978 .894 - - .977 .627",
    "language models*": "- - - - .984 .832",
    "sketch, embeddings alone*": "- .939 - .910 .981 .592",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A document with its gold alignment; ``kind`` is the set, AlignAR's divided by genre."""

    kind: str
    source: list[str]
    target: list[str]
    beads: list[GoldBead]


def documents(names: Sequence[str]) -> Iterator[GoldDocument]:
    """Read the sets."""
    for name in names:
        for gold in sorted((ROOT / name).glob("*.gold")):
            genre = {"law": "law", "lit": "literature"}.get(gold.stem[:3], name)
            yield GoldDocument(
                kind=f"{genre} ({name})" if genre != name else name,
                source=gold.with_suffix(".ar").read_text(encoding="utf-8").splitlines(),
                target=gold.with_suffix(".en").read_text(encoding="utf-8").splitlines(),
                beads=list(read_gold(gold)),
            )


def read_gold(path: Path) -> Iterator[GoldBead]:
    """Read a file of beads."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            source, target = line.split(":")[:2]
            bead = (
                tuple(map(int, re.findall(r"\d+", source))),
                tuple(map(int, re.findall(r"\d+", target))),
            )
            if bead[0] or bead[1]:
                yield bead


def gale_church(document: GoldDocument) -> list[GoldBead]:
    """Align by length alone."""
    from nltk.translate.gale_church import align_blocks

    source, target = ([len(text) for text in side] for side in (document.source, document.target))
    # Its one parameter that depends on the languages, in its favour: the ratio of this document.
    ratio = sum(target) / max(1, sum(source))
    links = align_blocks([round(length * ratio) for length in source], target)
    beads: list[tuple[set[int], set[int]]] = []
    for row, column in sorted(links):
        for rows, columns in beads[-3:]:
            if row in rows or column in columns:
                rows.add(row)
                columns.add(column)
                break
        else:
            beads.append(({row}, {column}))
    linked = [(tuple(sorted(rows)), tuple(sorted(columns))) for rows, columns in beads]
    rows_seen = {at for rows, _ in linked for at in rows}
    columns_seen = {at for _, columns in linked for at in columns}
    linked += [((at,), ()) for at in range(len(document.source)) if at not in rows_seen]
    linked += [((), (at,)) for at in range(len(document.target)) if at not in columns_seen]
    return linked


class Table:
    """Counts by set."""

    def __init__(self) -> None:
        self.counts: dict[str, Counts] = {}

    def add(self, kind: str, tested: list[GoldBead], gold: list[GoldBead]) -> None:
        """Count one document."""
        self.counts[kind] = self.counts.get(kind, Counts()) + count(tested, gold)

    def show(self, title: str) -> None:
        """Print strict precision, recall, F1 and lax F1 of each set."""
        print(f"\n{title}\n{'set':30} strict P      R     F1 lax F1")
        for kind, counts in self.counts.items():
            strict, lax = score(counts)
            print(
                f"{kind:30} {strict.precision:8.3f} {strict.recall:.3f} "
                f"{strict.f1:6.3f} {lax.f1:6.3f}"
            )


def judged(alignment: Alignment, gold: list[GoldBead]) -> Iterator[tuple[float, bool]]:
    """Confidence of each linked bead, and whether it is right."""
    right = set(gold)
    for bead in alignment.links():
        yield bead.confidence, (tuple(bead.source), tuple(bead.target)) in right


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="*", default=SETS, choices=SETS)
    parser.add_argument("--without", nargs="*", default=[], metavar="FEATURE")
    parser.add_argument("--reliability", action="store_true")
    chosen = parser.parse_args()
    weights = carried_weights()
    unknown = set(chosen.without) - set(weights.beads)
    if unknown:
        parser.error(f"no such evidence: {', '.join(unknown)}; there is {', '.join(weights.beads)}")
    kept = {name: 0.0 if name in chosen.without else w for name, w in weights.beads.items()}
    embedder = UseEmbedder()
    aligner = EvidenceAligner(embedder, embedder, dataclasses.replace(weights, beads=kept))
    ours, lengths = Table(), Table()
    sure: list[tuple[float, bool]] = []
    segments, started = 0, time.perf_counter()
    for document in documents(chosen.sets):
        alignment = aligner.align(document.source, document.target)
        ours.add(document.kind, gold_beads(alignment.beads), document.beads)
        sure += judged(alignment, document.beads)
        segments += len(document.source) + len(document.target)
        lengths.add(document.kind, gale_church(document), document.beads)
    seconds = time.perf_counter() - started
    ours.show(f"mt-toolkit ({segments} segments, {segments / seconds:.0f} a second)")
    lengths.show("Gale-Church (NLTK)")
    print("\nPublished: FLORES std, hard, NTREX std, hard, law, literature")
    for name, figures in PUBLISHED.items():
        print(f"{name:30} {figures}")
    if chosen.reliability:
        print("\nconfidence     beads  said  right")
        for low, found in zip(BORDERS, reliability(sure, BORDERS), strict=False):
            if found is not None:
                print(f"from {low:.2f} {found.count:10} {found.confidence:.3f}  {found.right:.3f}")


if __name__ == "__main__":
    main()

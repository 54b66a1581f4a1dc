"""Fits the aligner's weights to made documents.

python -m training.alignment.learn OUT.json [--ablations OUT.json]
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from mt_toolkit.alignment.aligner import EvidenceAligner
from mt_toolkit.alignment.calibration import Calibration
from mt_toolkit.alignment.costs import pair_of
from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.alignment.evidence import (
    BEAD_FEATURES,
    GAP_FEATURES,
    WORDING_FEATURES,
    WORDING_GAP_FEATURES,
    bead_features,
    gap_features,
)
from mt_toolkit.alignment.weights import Weights
from mt_toolkit.alignment.words import WordLinker
from mt_toolkit.protocols import Decoding
from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator
from mt_toolkit.translation.mending.careful import CarefulTranslator
from mt_toolkit.translation.models.catalogue import carried_folder
from mt_toolkit.translation.segmentwise import translate_segments
from training.alignment.documents import Numbers, made_documents, spoiled, texts
from training.alignment.field import SHAPE_NAMES, Batch, Example, Parameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from training.alignment.made import MadeDocument

LEARNED = Numbers(seed=1, news=280, free=100, pages=40, laws=100)
HELD_OUT = Numbers(seed=2, news=80, free=30, pages=20, laws=40)
LARGEST = (60, 70)
BATCH = 24
PENALTY = 0.001

ALONE = (BEAD_FEATURES, GAP_FEATURES)
TRANSLATED = (BEAD_FEATURES + WORDING_FEATURES, GAP_FEATURES + WORDING_GAP_FEATURES)

# Which evidence each row of the ablation keeps.
KINDS = {
    "vectors": ("cosine", "raw", "rivals", "weakest segment", "edges", "nothing", "best partner"),
    "clauses": ("ends", "worse end", "clauses"),
    "lengths": ("length",),
    "numbers": ("numbers", "items", "marks"),
    "words": ("coverage", "least coverage", "weakest coverage", "geometric coverage"),
}
ABLATIONS = (
    ("vectors",),
    ("vectors", "lengths"),
    ("vectors", "lengths", "clauses"),
    ("vectors", "lengths", "clauses", "numbers"),
    ("vectors", "lengths", "numbers", "words"),
    ("vectors", "clauses", "numbers", "words"),
    ("lengths", "numbers", "words"),
)


def example(document: MadeDocument, embedder: UseEmbedder, linker: WordLinker) -> Example:
    """The package's features of a document."""
    pair, _ = pair_of(embedder, document.source, document.target, document.translation)
    source_gaps, target_gaps = gap_features(pair)
    rows, columns = range(len(document.source)), range(len(document.target))
    return Example(
        beads=bead_features(pair, linker, rows, columns),
        source_gaps=source_gaps,
        target_gaps=target_gaps,
        path=list(_canonical(document.beads)),
    )


def _canonical(beads: list[tuple[range, range]]) -> Iterable[tuple[range, range]]:
    """Between two links, source segments left alone come before target segments."""
    waiting: list[tuple[range, range]] = []
    for rows, columns in beads:
        if rows and columns:
            yield from sorted(waiting, key=lambda gap: not gap[0])
            waiting = []
            yield rows, columns
        else:
            waiting.append((rows, columns))
    yield from sorted(waiting, key=lambda gap: not gap[0])


def fit(
    examples: list[Example],
    steps: int,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    held: Weights | None = None,
) -> Parameters:
    """The weights of the named features under which the gold alignments are most probable.

    Those that ``held`` has stay as they are.
    """
    ordered = sorted(examples, key=lambda one: (len(one.source_gaps), len(one.target_gaps)))
    beads = [TRANSLATED[0].index(name) for name in names[0]]
    gaps = [TRANSLATED[1].index(name) for name in names[1]]
    batches = [Batch(ordered[at : at + BATCH], beads, gaps) for at in range(0, len(ordered), BATCH)]
    parameters = Parameters(*names)
    if held is not None:
        parameters.hold(held)
    optimiser = torch.optim.LBFGS(
        parameters.parameters(), max_iter=steps, history_size=30, line_search_fn="strong_wolfe"
    )

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        total = torch.tensor(0.0)
        for batch in batches:
            loss = batch.loss(parameters) / len(examples)
            loss.backward()
            total += loss.detach()
        penalty = PENALTY / 2 * sum((p**2).sum() for p in parameters.parameters())
        penalty.backward()
        print(f"{total:.4f} nats a document", file=sys.stderr, flush=True)
        return total + penalty.detach()

    optimiser.step(closure)
    return parameters


def calibrate(
    weights: Weights, documents: list[MadeDocument], embedder: UseEmbedder, *, translated: bool
) -> Calibration:
    """Fit the map from probability to confidence on documents of its own."""
    aligner = EvidenceAligner(embedder, embedder, weights)
    odds, right = [], []
    for made in documents:
        gold = set(made.beads)
        translation = made.translation if translated else None
        alignment = aligner.align(made.source, made.target, translation=translation)
        for bead in alignment.links():
            odds.append(torch.logit(torch.tensor(bead.confidence), eps=1e-6))
            right.append(float((bead.source, bead.target) in gold))
    values, truth = torch.stack(odds), torch.tensor(right)
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([line], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            line[0] * values + line[1], truth
        )
        loss.backward()
        return loss

    optimiser.step(closure)
    return Calibration(slope=round(line[0].item(), 3), shift=round(line[1].item(), 3))


def weights_of(learned: Parameters) -> Weights:
    """What was learned, to three decimals, not calibrated."""

    def rounded(names: Iterable[str], values: torch.Tensor) -> dict[str, float]:
        return {name: round(value, 3) for name, value in zip(names, values.tolist(), strict=True)}

    return Weights(
        beads=rounded(learned.bead_names, learned.beads),
        gaps=rounded(learned.gap_names, learned.gaps),
        shapes=rounded(SHAPE_NAMES, learned.shapes),
        opening=round(learned.runs[0].item(), 3),
        extending=round(learned.runs[1].item(), 3),
        calibration=Calibration(),
    )


def documents(numbers: Numbers, *, held_out: bool) -> Iterator[MadeDocument]:
    """Documents that have something on both sides and are not too large to learn from."""
    rng = random.Random(numbers.seed)
    model = CTranslate2Translator(carried_folder(), device="cpu", threads=1)
    translator = CarefulTranslator(model, Decoding(beam=1))
    for made in made_documents(numbers, texts(held_out=held_out)):
        sizes = len(made.source), len(made.target)
        if min(sizes) >= 1 and sizes[0] <= LARGEST[0] and sizes[1] <= LARGEST[1]:
            made.translation = spoiled(translate_segments(translator, made.source), rng)
            yield made


def ablation(examples: list[Example], kinds: tuple[str, ...], steps: int) -> Weights:
    """Weights of some kinds of evidence; features of others have the weight 0."""
    starts = tuple(start for kind in kinds for start in KINDS[kind])
    beads = tuple(name for name in BEAD_FEATURES if name.startswith(starts))
    gaps = tuple(name for name in GAP_FEATURES if name == "gap" or name.startswith(starts))
    found = weights_of(fit(examples, steps, (beads, gaps)))
    return dataclasses.replace(
        found,
        beads=dict.fromkeys(BEAD_FEATURES, 0.0) | dict(found.beads),
        gaps=dict.fromkeys(GAP_FEATURES, 0.0) | dict(found.gaps),
    )


def write(path: Path, weights: dict[str, Weights]) -> None:
    """Write weights by name."""
    values = {name: dataclasses.asdict(found) for name, found in weights.items()}
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Make documents, learn, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument(
        "--ablations", type=Path, help="learn less evidence, too, from half as much"
    )
    chosen = parser.parse_args()
    embedder = UseEmbedder()
    linker = WordLinker(embedder)
    examples = [example(made, embedder, linker) for made in documents(LEARNED, held_out=False)]
    print(f"{len(examples)} documents", file=sys.stderr)
    held_out = list(documents(HELD_OUT, held_out=True))
    alone = weights_of(fit(examples, chosen.steps, ALONE))
    translated = weights_of(fit(examples, chosen.steps, TRANSLATED, held=alone))
    learned = {}
    for name, found in (("alone", alone), ("translated", translated)):
        calibration = calibrate(found, held_out, embedder, translated=found is translated)
        learned[name] = dataclasses.replace(found, calibration=calibration)
    write(chosen.out, learned)
    if chosen.ablations:
        half = examples[::2]
        rows = {", ".join(kinds): ablation(half, kinds, chosen.steps) for kinds in ABLATIONS}
        write(chosen.ablations, rows)


if __name__ == "__main__":
    main()

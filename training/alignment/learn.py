"""Fits the aligner's weights to made documents: ``learn.py OUT.json``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import torch

sys.path.insert(0, str(Path(__file__).parent))
from documents import MadeDocument, made_documents
from field import SHAPE_NAMES, Batch, Example, Parameters

from mt_toolkit.alignment.aligner import EvidenceAligner
from mt_toolkit.alignment.band import full_band
from mt_toolkit.alignment.calibration import Calibration
from mt_toolkit.alignment.costs import Weights, pair_of
from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.alignment.evidence import (
    BEAD_FEATURES,
    GAP_FEATURES,
    bead_features,
    gap_features,
)
from mt_toolkit.alignment.spans import SpanVectors
from mt_toolkit.alignment.words import WordLinker

if TYPE_CHECKING:
    from collections.abc import Iterable

# Seed, documents of news, documents of free text.
LEARNED = ((1, 200, 50), (3, 200, 80))
CALIBRATED = (2, 90, 24)
LARGEST = (60, 70)
BATCH = 24
PENALTY = 0.001


def example(document: MadeDocument, embedder: UseEmbedder, linker: WordLinker) -> Example:
    """The package's features of a document."""
    sides = [
        (SpanVectors(embedder, embedder.sums(texts)), texts)
        for texts in (document.source, document.target)
    ]
    rows, columns = len(document.source), len(document.target)
    pair = pair_of(sides[0], sides[1], full_band(rows, columns))
    source_gaps, target_gaps = gap_features(pair)
    return Example(
        beads=bead_features(pair, linker, range(rows), range(columns)),
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


def fit(examples: list[Example], steps: int) -> Parameters:
    """The weights under which the gold alignments are most probable."""
    ordered = sorted(examples, key=lambda one: (len(one.source_gaps), len(one.target_gaps)))
    batches = [Batch(ordered[at : at + BATCH]) for at in range(0, len(ordered), BATCH)]
    parameters = Parameters()
    optimiser = torch.optim.LBFGS(
        parameters.parameters(), max_iter=steps, history_size=20, line_search_fn="strong_wolfe"
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
    weights: Weights, documents: list[MadeDocument], embedder: UseEmbedder
) -> Calibration:
    """Fit the map from probability to confidence on documents of its own."""
    aligner = EvidenceAligner(embedder, embedder, weights)
    odds, right = [], []
    for document in documents:
        gold = set(document.beads)
        for bead in aligner.align(document.source, document.target).links():
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


def rounded(names: Iterable[str], values: torch.Tensor) -> dict[str, float]:
    """Weights by name."""
    return {name: round(value, 3) for name, value in zip(names, values.tolist(), strict=True)}


def main() -> None:
    """Make documents, learn, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=40)
    chosen = parser.parse_args()
    embedder = UseEmbedder()
    linker = WordLinker(embedder)
    documents = [made for numbers in LEARNED for made in usable(made_documents(*numbers))]
    print(f"{len(documents)} documents", file=sys.stderr)
    learned = fit([example(made, embedder, linker) for made in documents], chosen.steps)
    values = {
        "beads": rounded(BEAD_FEATURES, learned.beads),
        "gaps": rounded(GAP_FEATURES, learned.gaps),
        "shapes": rounded(SHAPE_NAMES, learned.shapes),
        "opening": round(learned.runs[0].item(), 3),
        "extending": round(learned.runs[1].item(), 3),
    }
    plain = Weights(calibration=Calibration(), **values)
    calibration = calibrate(plain, list(usable(made_documents(*CALIBRATED))), embedder)
    values["calibration"] = {"slope": calibration.slope, "shift": calibration.shift}
    chosen.out.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def usable(documents: Iterable[MadeDocument]) -> Iterable[MadeDocument]:
    """Those that have something on both sides and are not too large to learn from."""
    for made in documents:
        sizes = len(made.source), len(made.target)
        if min(sizes) >= 1 and sizes[0] <= LARGEST[0] and sizes[1] <= LARGEST[1]:
            yield made


if __name__ == "__main__":
    main()

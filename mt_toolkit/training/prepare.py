"""From cleaned pairs to numbers: learn a vocabulary, cut into pieces, weigh."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mt_toolkit.training.arrays import ArrayWriter
from mt_toolkit.training.ramps import Ramp
from mt_toolkit.training.vocabulary import Vocabulary, train_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mt_toolkit.training.spooling import Spooled


__all__ = ["Pieces", "encode_mixture", "learn_vocabulary"]

_SAMPLE: Final = 350_000
_CHUNK: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """How many pieces each side's vocabulary has at most.

    Attributes:
        source: Arabic pieces.
        target: English pieces; the output layer's size.
    """

    source: int = 16_000
    target: int = 8_000


def learn_vocabulary(
    spooled: Sequence[Spooled], folder: Path, *, pieces: Pieces, seed: int
) -> Vocabulary:
    """Train a vocabulary on about 350,000 pairs, drawn by their weights."""
    masses = _masses(spooled)
    random = np.random.default_rng(seed)
    sample: list[tuple[str, str]] = []
    for part, mass in zip(spooled, masses, strict=True):
        taken = _SAMPLE * mass / max(sum(masses), 1e-9)
        share = min(1.0, taken / max(part.count, 1))
        sample += [pair for pair in part.pairs() if random.random() < share]
    folder.mkdir(parents=True, exist_ok=True)
    return train_vocabulary(sample, folder, source_size=pieces.source, target_size=pieces.target)


def encode_mixture(
    spooled: Sequence[Spooled],
    folder: Path,
    *,
    vocabulary: Vocabulary,
    announce: Callable[[str], None],
) -> None:
    """Write the token arrays of all pairs whose lengths fit."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    writer = ArrayWriter(folder, vocabulary.dtype)
    weighed = Ramp.constant(0)
    kept = 0
    for part in sorted(spooled, key=lambda part: part.share is not None):
        weight = part.source.weight
        writer.begin(part.source.path.name, weight.divided(1 + part.source.variants))
        pairs, tokens = _encode(part, writer, vocabulary, seed=kept)
        kept += pairs
        if part.share is None:
            weighed = _sum(weighed, weight, tokens / (1 + part.source.variants))
        else:
            weight = _weight_for(part.share, weighed, tokens)
            writer.weigh(weight)
        announce(f"{part.source.path.name}: {pairs:,} pairs, weight {weight.start:.3g}")
    writer.close()
    announce(f"{kept:,} pairs, {len(vocabulary):,} pieces, {vocabulary.target_size:,} of English")


def _encode(
    part: Spooled, writer: ArrayWriter, vocabulary: Vocabulary, *, seed: int
) -> tuple[int, int]:
    """Write the tokens of one source; how many pairs they are, and how many English tokens."""
    kept = tokens = 0
    pairs = part.pairs()
    while chunk := list(itertools.islice(pairs, _CHUNK)):
        texts = [source for source, _ in chunk]
        targets = vocabulary.encode_target([target for _, target in chunk])
        for variant in range(1 + part.source.variants):
            sources = (
                vocabulary.sample_source(texts, seed=seed + kept + variant)
                if variant
                else vocabulary.encode_source(texts)
            )
            for source, target in zip(sources, targets, strict=True):
                if part.source.filters.takes_lengths(source.size, target.size):
                    writer.add(source, target)
                    kept += 1
                    tokens += target.size
    return kept, tokens


def _sum(total: Ramp, weight: Ramp, tokens: float) -> Ramp:
    """English tokens times their weights, with one more source; the longest ramp counts."""
    return Ramp(
        start=total.start + weight.start * tokens,
        end=total.end + weight.end * tokens,
        over=max(total.over, weight.over),
    )


def _weight_for(share: Ramp, others: Ramp, tokens: int) -> Ramp:
    """The weight with which ``tokens`` are a share of all, beside others whose mass is known."""
    return Ramp(
        start=share.start / (1 - share.start) * others.start / max(tokens, 1),
        end=share.end / (1 - share.end) * others.end / max(tokens, 1),
        over=share.over or others.over,
    )


def _masses(spooled: Sequence[Spooled]) -> list[float]:
    """About how often the pairs of each source are drawn, over the whole run."""
    masses = [
        part.count * _mean(part.source.weight) if part.share is None else 0.0 for part in spooled
    ]
    whole = sum(masses)
    for place, part in enumerate(spooled):
        if part.share is not None and part.count:
            share = _mean(part.share)
            masses[place] = whole * share / (1 - share)
    return masses


def _mean(ramp: Ramp) -> float:
    return (ramp.start + ramp.end) / 2

"""From a mixture to numbers: clean, take out what overlaps with test sets, cut into pieces."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mt_toolkit.files import AtomicWriter
from mt_toolkit.training.arrays import ArrayWriter
from mt_toolkit.training.pairs import read_lines
from mt_toolkit.training.vocabulary import Vocabulary, train_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.training.mixture import Mixture, Source
    from mt_toolkit.training.overlap import HeldOut

__all__ = ["Pieces", "encode_mixture", "learn_vocabulary", "spool"]

_SAMPLE: Final = 350_000
_CHUNK: Final = 4096
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """How many pieces each side's vocabulary has at most.

    Attributes:
        source: Arabic pieces.
        target: English pieces; the output layer's size.
    """

    source: int = 16_000
    target: int = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Spooled:
    """The cleaned pairs of one source, in a file of their own.

    Attributes:
        source: The source.
        path: TSV file with its cleaned pairs.
        count: Number of pairs.
    """

    source: Source
    path: Path
    count: int

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The pairs; neither side holds a tab."""
        for line in read_lines(self.path):
            source, target = line.split("\t")
            yield source, target


def spool(
    mixture: Mixture,
    folder: Path,
    *,
    held_out: HeldOut,
    removed: Path,
    announce: Callable[[str], None],
) -> list[Spooled]:
    """Read and clean all sources once.

    Args:
        mixture: The sources.
        folder: Where the cleaned pairs go; it is made anew.
        held_out: Pairs that overlap with it are left out.
        removed: TSV file that lists them: held-out file, shared words, source file, the pair.
        announce: Is told what was left out.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    spooled = []
    dropped = 0
    with AtomicWriter(removed) as record:
        for number, source in enumerate(mixture.sources):
            path = folder / f"{number:03}.tsv"
            count = 0
            with AtomicWriter(path) as writer:
                for pair in source.pairs():
                    overlap = held_out.find(*pair)
                    if overlap is None:
                        writer.write("\t".join(pair) + "\n")
                        count += 1
                        continue
                    dropped += 1
                    row = (overlap.origin, overlap.words, source.path.name, *pair)
                    record.write("\t".join(row) + "\n")
                    if dropped <= _SHOWN:
                        announce(
                            f"left out: {source.path.name} shares with {overlap.origin}: "
                            f"{overlap.words}"
                        )
            spooled.append(Spooled(source=source, path=path, count=count))
    if held_out:
        announce(f"overlap with held-out text: {dropped:,} pairs left out, listed in {removed}")
    return spooled


def learn_vocabulary(
    spooled: Sequence[Spooled], folder: Path, *, pieces: Pieces, seed: int
) -> Vocabulary:
    """Train a vocabulary on about 350,000 pairs, drawn by their weights."""
    masses = [part.count * _mean_weight(part.source) for part in spooled]
    random = np.random.default_rng(seed)
    sample: list[tuple[str, str]] = []
    for part in spooled:
        share = min(1.0, _SAMPLE * _mean_weight(part.source) / max(sum(masses), 1e-9))
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
    kept = 0
    for part in spooled:
        weight, variants = part.source.weight, part.source.variants
        writer.begin(part.source.path.name, weight.divided(1 + variants))
        before = kept
        pairs = part.pairs()
        while chunk := list(itertools.islice(pairs, _CHUNK)):
            texts = [source for source, _ in chunk]
            targets = vocabulary.encode_target([target for _, target in chunk])
            for variant in range(1 + variants):
                sources = (
                    vocabulary.sample_source(texts, seed=kept + variant)
                    if variant
                    else vocabulary.encode_source(texts)
                )
                for source, target in zip(sources, targets, strict=True):
                    if part.source.filters.takes_lengths(source.size, target.size):
                        writer.add(source, target)
                        kept += 1
        announce(f"{part.source.path.name}: {kept - before:,} pairs, weight {weight.start:g}")
    writer.close()
    announce(f"{kept:,} pairs, {len(vocabulary):,} pieces, {vocabulary.target_size:,} of English")


def _mean_weight(source: Source) -> float:
    return (source.weight.start + source.weight.end) / 2

"""What a corpus consists of, counted in one pass."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.corpus.folding import hash64, pair_hash
from mt_toolkit.corpus.hashset import HashSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.bitext import SegmentPair

__all__ = ["Histogram", "Statistics"]

_WORDS: Final = (1, 2, 4, 8, 16, 32, 64, 128)
_RATIOS: Final = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 3.0, 4.0)
_PROBABILITIES: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(slots=True)
class Histogram:
    """Values counted between borders, and their sum.

    Attributes:
        borders: Where one bin ends and the next begins: a value at a border is in the bin above.
        counts: Values in each bin, one more than there are borders.
        total: The sum of all values.
    """

    borders: Sequence[float]
    counts: list[int] = field(init=False)
    total: float = 0.0

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.borders) + 1)

    def add(self, value: float) -> None:
        """Count a value."""
        self.counts[sum(value >= border for border in self.borders)] += 1
        self.total += value

    @property
    def count(self) -> int:
        """Number of values."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The mean, ``None`` where there are no values."""
        return self.total / self.count if self.count else None

    def labels(self) -> list[str]:
        """What each bin holds, for people."""
        edges = [f"{border:g}" for border in self.borders]
        between = [f"{low}\u2013{high}" for low, high in itertools.pairwise(edges)]
        return [f"below {edges[0]}", *between, f"{edges[-1]} and more"]

    def as_dict(self) -> dict[str, Any]:
        """The bins and the mean, for machines."""
        return {"borders": list(self.borders), "counts": self.counts, "mean": self.mean}


class Statistics:
    """Counts pairs; memory grows by 16 bytes or so a pair and a document, for what is double."""

    def __init__(self) -> None:
        self.pairs = self.one_sided = self.duplicates = 0
        self.words = {"source": 0, "target": 0}
        self.histograms = {
            "source_words": Histogram(_WORDS),
            "target_words": Histogram(_WORDS),
            "length_ratio": Histogram(_RATIOS),
            "confidence": Histogram(_PROBABILITIES),
            "similarity": Histogram(_PROBABILITIES),
        }
        self.origins: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self._documents = HashSet()
        self._seen = HashSet()

    @property
    def documents(self) -> int:
        """Number of source documents that pairs name."""
        return len(self._documents)

    def add(self, pair: SegmentPair) -> None:
        """Count a pair."""
        self.pairs += 1
        if pair.source_document:
            self._documents.add(hash64(pair.source_document))
        self.duplicates += not self._seen.add(pair_hash(pair))
        if not (pair.source and pair.target):
            self.one_sided += 1
        for side, text in (("source", pair.source), ("target", pair.target)):
            count = len(text.split())
            self.words[side] += count
            self.histograms[f"{side}_words"].add(count)
        if pair.source and pair.target:
            self.histograms["length_ratio"].add(len(pair.target) / len(pair.source))
        for name, value in (("confidence", pair.confidence), ("similarity", pair.similarity)):
            if value is not None:
                self.histograms[name].add(value)
        self.origins[_origin(pair)] += 1
        self.findings.update(pair.findings)

    def as_dict(self) -> dict[str, Any]:
        """All of it, for machines."""
        return {
            "pairs": self.pairs,
            "documents": self.documents,
            "one_sided": self.one_sided,
            "duplicates": self.duplicates,
            "source_words": self.words["source"],
            "target_words": self.words["target"],
            "origins": dict(sorted(self.origins.items())),
            "findings": dict(sorted(self.findings.items())),
            "histograms": {name: one.as_dict() for name, one in self.histograms.items()},
        }


def _origin(pair: SegmentPair) -> str:
    origin = pair.origin
    if origin is None:
        return "unknown"
    glossary = f" + glossary {origin.glossary[:8]}" if origin.glossary else ""
    return f"{origin.kind}{f' {origin.model}' if origin.model else ''}{glossary}"

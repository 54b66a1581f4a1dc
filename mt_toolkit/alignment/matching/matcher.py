"""The matcher: profiles of two collections in, pairs with their scores out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.alignment.matching.candidates import find_candidates
from mt_toolkit.alignment.matching.evidence import features
from mt_toolkit.alignment.matching.posterior import pair_probabilities
from mt_toolkit.alignment.matching.weights import DEFAULT_SCORE, carried_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.alignment.matching.profile import Profile
    from mt_toolkit.alignment.matching.weights import Weights

__all__ = ["DocumentMatch", "match"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMatch:
    """Two documents that are versions of one another.

    Attributes:
        source: Name of the source.
        target: Name of the target.
        score: How probable it is that they are a pair, from 0 to 1.
    """

    source: str
    target: str
    score: float


def match(
    sources: Sequence[Profile],
    targets: Sequence[Profile],
    *,
    min_score: float = DEFAULT_SCORE,
    weights: Weights | None = None,
) -> list[DocumentMatch]:
    """Find for each document its partner on the other side, or none.

    Neither the order of the documents nor their names change the pairs; exchanging the sides
    mirrors them.

    Args:
        sources: Documents of one side, no two with the same text.
        targets: Documents of the other side.
        min_score: Pairs with a lower score are left out.
        weights: How much each piece of evidence counts.

    Returns:
        Pairs by the names of their sources; each document is in one at most.
    """
    weights = weights or carried_weights()
    if not sources or not targets:
        return []
    # By content, so that sums of floating-point numbers do not depend on the order of files.
    sources = sorted(sources, key=lambda profile: profile.digest)
    targets = sorted(targets, key=lambda profile: profile.digest)
    found = find_candidates(sources, targets)
    odds = weights.odds(features(sources, targets, found))
    probabilities = pair_probabilities(found.source, found.target, odds)
    scored = [
        (weights.calibration(probability), i, j)
        for probability, i, j in zip(
            probabilities.tolist(), found.source.tolist(), found.target.tolist(), strict=True
        )
    ]
    chosen = _best_first(entry for entry in scored if entry[0] >= min_score)
    return sorted(
        (
            DocumentMatch(source=sources[i].name, target=targets[j].name, score=score)
            for score, i, j in chosen
        ),
        key=lambda pair: pair.source,
    )


def _best_first(scored: Iterator[tuple[float, int, int]]) -> Iterator[tuple[float, int, int]]:
    """Take pairs from the best to the worst, as long as neither side is taken yet."""
    sources: set[int] = set()
    targets: set[int] = set()
    for score, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1] + entry[2], entry)):
        if i not in sources and j not in targets:
            sources.add(i)
            targets.add(j)
            yield score, i, j

"""Which words of the translation a pair of markup stands around.

Each word votes, by the weights of its links, for or against standing inside a pair; the pair takes
the run of words with the best vote (the maximum-sum run, Kadane's algorithm). With clean links that
is the smallest run that holds every linked word, and one stray link cannot stretch a bold word over
half a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.markup.words import LinkedWords
    from mt_toolkit.text import Span

__all__ = ["Region", "choose_runs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where inlines may be placed: words of the target, the text around them, their source."""

    words: range
    span: Span
    source: Span


def choose_runs(spans: Sequence[Span], region: Region, words: LinkedWords) -> list[range]:
    """The run of words that each pair of markup stands around.

    Args:
        spans: What each pair is around in the source.
        region: Where the pairs may be placed.
        words: The words of the translation.

    Returns:
        A range of words for each pair, none overlapping; empty where no word is left for it.
    """
    votes = [[words.vote(index, span) for index in region.words] for span in spans]
    free = [True] * len(region.words)
    runs = [range(0)] * len(spans)
    # The surest pair chooses first, and leaves a word for each of the others.
    surest = sorted(range(len(spans)), key=lambda i: -sum(v for v in votes[i] if v > 0))
    for others, i in zip(reversed(range(len(spans))), surest, strict=True):
        span = spans[i]
        if span == region.source:
            run = _longest(free)
        else:
            run = _best_run(votes[i], free) or _proportional(span, region, free)
        most = max(1, free.count(True) - others)
        while len(run) > most:
            is_first_weaker = votes[i][run[0]] < votes[i][run[-1]]
            run = run[1:] if is_first_weaker else run[:-1]
        for index in run:
            free[index] = False
        first = region.words.start
        runs[i] = range(first + run.start, first + run.stop) if run else range(0)
    return runs


def _proportional(span: Span, region: Region, free: list[bool]) -> range:
    """Free words at the same proportion of the text as ``span`` in the source."""
    count, length = len(free), max(1, len(region.source))
    width = max(1, round(len(span) * count / length))
    middle = (span.start + span.end) / 2 - region.source.start
    start = min(max(0, round(middle * count / length - width / 2)), count - width)
    gaps = [index for index in range(count) if free[index]]
    if not gaps:
        return range(0)
    start = min(gaps, key=lambda index: abs(index - start))
    end = start + 1
    while end < count and free[end] and end - start < width:
        end += 1
    return range(start, end)


def _best_run(votes: list[float], free: list[bool]) -> range | None:
    """The run of free words with the largest sum of votes, the first of the shortest ones."""
    best: tuple[float, range] = (0.0, range(0))
    start, total = 0, 0.0
    for index, vote in enumerate(votes):
        if not free[index]:
            start, total = index + 1, 0.0
            continue
        if total <= 0:
            start, total = index, 0.0
        total += vote
        if total > best[0]:
            best = (total, range(start, index + 1))
    return best[1] or None


def _longest(free: list[bool]) -> range:
    """The longest run of free words."""
    best, start = range(0), 0
    for index, is_free in enumerate(free):
        if not is_free:
            start = index + 1
        elif index + 1 - start > len(best):
            best = range(start, index + 1)
    return best

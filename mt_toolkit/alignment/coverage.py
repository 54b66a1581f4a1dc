"""How much of each side of a bead is said on the other, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.alignment.shapes import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.words import WordLinker

    Floats = npt.NDArray[np.float32]

__all__ = ["Coverage", "coverage"]

# Keeps a segment without words from counting as wholly covered or not at all.
_SMOOTHING = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the runs of one side find of the segments of the other.

    Attributes:
        covered: For each size of run of the other side, segments by runs: the information (in
            nats) of the segment's words, each as far as the run translates it.
        whole: Information of each segment's words.
    """

    covered: dict[int, Floats]
    whole: Floats

    def of_runs(self, size: int, other: int) -> tuple[Floats, Floats]:
        """The share of runs of ``size`` segments that runs of ``other`` segments cover.

        Returns:
            The share of the run, and that of its least covered segment.
        """
        import numpy as np
        from numpy.lib.stride_tricks import sliding_window_view

        covered = self.covered[other]
        least = sliding_window_view(covered / self.whole[:, None], size, axis=0).min(axis=-1)
        if size == 1:
            return least, least
        return (
            sliding_window_view(covered, size, axis=0).sum(axis=-1)
            / sliding_window_view(self.whole, size).sum(axis=-1)[:, None],
            np.asarray(least),
        )


def coverage(
    linker: WordLinker, source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]
) -> tuple[Coverage, Coverage]:
    """Compare the words of some source segments with those of some target segments.

    Returns:
        The coverage of the source segments and that of the target segments.
    """
    import numpy as np

    left, right = _vocabulary(source), _vocabulary(target)
    if left and right:
        links = linker.links(left, right)
    else:
        links = np.zeros((len(left), len(right)), dtype=np.float32)
    return (
        _covered(links, source, left, target, right, linker),
        _covered(links.T, target, right, source, left, linker),
    )


def _vocabulary(side: Sequence[Sequence[str]]) -> list[str]:
    return sorted({word for words in side for word in words})


def _covered(
    links: Floats,
    side: Sequence[Sequence[str]],
    vocabulary: list[str],
    other_side: Sequence[Sequence[str]],
    other_vocabulary: list[str],
    linker: WordLinker,
) -> Coverage:
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view

    place = {word: at for at, word in enumerate(vocabulary)}
    other_place = {word: at for at, word in enumerate(other_vocabulary)}
    # For each word of this side, its best link in each segment of the other.
    best = np.zeros((len(vocabulary), len(other_side)), dtype=np.float32)
    for at, words in enumerate(other_side):
        if words:
            best[:, at] = links[:, sorted({other_place[word] for word in words})].max(axis=1)
    weights = np.zeros((len(side), len(vocabulary)), dtype=np.float32)
    information = linker.information(vocabulary)
    for at, words in enumerate(side):
        for word in words:
            weights[at, place[word]] += information[place[word]]
    covered = {
        size: weights @ sliding_window_view(best, size, axis=1).max(axis=-1)
        for size in range(1, min(LONGEST, len(other_side)) + 1)
    }
    return Coverage(covered=covered, whole=weights.sum(axis=1) + _SMOOTHING)

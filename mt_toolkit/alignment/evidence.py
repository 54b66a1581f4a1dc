"""All that speaks for or against a bead, as numbers.

A :class:`Pair` holds what is known of the two texts as wholes; :func:`bead_features` looks at a
block of beads. Every feature is symmetric in source and target, so that exchanging the sides
mirrors the alignment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.coverage import Coverage, coverage
from mt_toolkit.alignment.ends import BlockEnds
from mt_toolkit.alignment.streams import BlockCosines

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.ends import Ends
    from mt_toolkit.alignment.overlap import Overlap
    from mt_toolkit.alignment.shapes import Shape
    from mt_toolkit.alignment.streams import Stream
    from mt_toolkit.alignment.words import WordLinker

    Array = npt.NDArray[np.floating]
    Floats = npt.NDArray[np.float32]

__all__ = [
    "BEAD_FEATURES",
    "GAP_FEATURES",
    "WORDING_FEATURES",
    "WORDING_GAP_FEATURES",
    "Pair",
    "bead_features",
    "features_of",
    "gap_features",
]

BEAD_FEATURES: Final = (
    "cosine",  # of the centred vectors, in units of what good pairs of these texts reach
    "cosine squared",
    "raw cosine",  # of the vectors as they are
    "rivals",  # how well the segments fit their best single partners anywhere
    "length",  # squared difference of the lengths
    "length ratio",  # logarithm of the longer side by the shorter, less for short sides
    "clauses",  # logarithm of the number of clauses of one side by that of the other
    "numbers agree",
    "numbers differ",
    "items agree",  # numbers and letters that items of lists begin with
    "items differ",
    "marks agree",
    "marks differ",
    "weakest segment",  # cosine of the segment that fits the other side least
    "edges needed",  # what the bead loses without its first or last segment
    "nothing missing",  # what it would gain with one segment more
    "ends",  # cosines of the first and of the last clauses of both sides
    "worse end",
    "ends apart",  # how much better the ends fit than those one segment further
    "coverage",  # share of both sides' words that the other side translates
    "least coverage",
    "coverage difference",
    "weakest coverage",  # of the segment that is covered least
    "geometric coverage",
    "coverage of the bead",  # as "coverage", but not in proportion to the bead's size
)
GAP_FEATURES: Final = ("gap", "best partner", "length")

# Of the n-grams of a translation of the source and those of the target, as far as it is to be
# trusted; what each means stands beside its namesake above.
WORDING_FEATURES: Final = (
    "wording",
    "wording squared",
    "raw wording",
    "weakest wording",
    "wording edges needed",
    "no wording missing",
)
WORDING_GAP_FEATURES: Final = ("best wording",)

_LENGTH_VARIANCE: Final = 10.0
_WORST_LENGTH: Final = 12.0
# Added to both lengths before they are divided: two words against one say little.
_SHORT: Final = 30.0
_FEW_CLAUSES: Final = 1.0
_MOST_MISSING: Final = 3.0
# Cosines of the n-grams of good pairs between which a translation goes from useless to good.
_USELESS, _GOOD = 0.15, 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts, and what their segments have to do with the rest of them.

    Attributes:
        meaning: Vectors of what the segments mean.
        wording: Vectors of the words of a translation of the source and of those of the target;
            ``None`` where there is no translation.
        source_length: Length of the source before each border, in units that make both texts
            equally long.
        target_length: Length of the target before each border, in the same units.
        source_clauses: Clauses of the source before each border.
        target_clauses: Clauses of the target before each border.
        source_ends: First and last clauses of the source's segments.
        target_ends: First and last clauses of the target's segments.
        numbers: Numbers of both sides.
        items: What items of lists are numbered or lettered with, of both sides.
        marks: Punctuation of both sides.
        source_words: Words of each source segment.
        target_words: Words of each target segment.
    """

    meaning: Stream
    wording: Stream | None
    source_length: Array
    target_length: Array
    source_clauses: Array
    target_clauses: Array
    source_ends: Ends
    target_ends: Ends
    numbers: Overlap
    items: Overlap
    marks: Overlap
    source_words: Sequence[Sequence[str]]
    target_words: Sequence[Sequence[str]]

    @property
    def trust(self) -> float:
        """How good the translation is, from 0 to 1: as far as segments of the target repeat it."""
        scale = 0.0 if self.wording is None else self.wording.scale
        return min(1.0, max(0.0, (scale - _USELESS) / (_GOOD - _USELESS)))


def features_of(pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the features that a pair's beads and its gaps have, in their order."""
    if pair.wording is None:
        return BEAD_FEATURES, GAP_FEATURES
    return BEAD_FEATURES + WORDING_FEATURES, GAP_FEATURES + WORDING_GAP_FEATURES


def gap_features(pair: Pair) -> tuple[Floats, Floats]:
    """The features of each source and of each target segment's being left alone."""
    import numpy as np

    mean = (pair.source_length[-1] + pair.target_length[-1]) / (
        len(pair.source_words) + len(pair.target_words)
    )

    def side(best: Floats, length: Array) -> list[Array]:
        return [np.ones(len(best)), best, np.diff(length) / mean]

    meaning, wording = pair.meaning, pair.wording
    source = side(meaning.source_best, pair.source_length)
    target = side(meaning.target_best, pair.target_length)
    if wording is not None:
        source.append(pair.trust * wording.source_best)
        target.append(pair.trust * wording.target_best)
    return (
        np.stack(source, axis=1).astype(np.float32),
        np.stack(target, axis=1).astype(np.float32),
    )


def bead_features(
    pair: Pair, linker: WordLinker, rows: range, columns: range
) -> dict[Shape, Floats]:
    """The features of all beads within some source and some target segments.

    Returns:
        For each shape that fits, an array by first source segment, first target segment, feature.
    """
    block = _Block(pair, linker, rows, columns)
    return {shape: block.features(shape) for shape in block.shapes}


class _Block:
    """A part of the grid, with everything that its beads share."""

    def __init__(self, pair: Pair, linker: WordLinker, rows: range, columns: range) -> None:
        self._pair = pair
        self._rows, self._columns = rows, columns
        self._meaning = BlockCosines(pair.meaning, rows, columns)
        self._wording = None if pair.wording is None else BlockCosines(pair.wording, rows, columns)
        self._overlaps = [
            (overlap.matched(rows, columns), *overlap.totals())
            for overlap in (pair.numbers, pair.items, pair.marks)
        ]
        self._ends = BlockEnds(pair.meaning, pair.source_ends, pair.target_ends, rows, columns)
        self._covered: tuple[Coverage, Coverage] = coverage(
            linker,
            [pair.source_words[at] for at in rows],
            [pair.target_words[at] for at in columns],
        )

    @property
    def shapes(self) -> list[Shape]:
        """The shapes that fit into the block."""
        return self._meaning.shapes

    def features(self, shape: Shape) -> Floats:
        """The features of all beads of one shape."""
        import numpy as np

        weight, meaning = shape.weight, self._meaning
        features: list[Array] = [
            *_fit(meaning, shape),
            weight * self._rivals(shape),
            *self._length(shape),
            self._clauses(shape),
            *(one for overlap in self._overlaps for one in self._overlap(shape, *overlap)),
            meaning.weakest(shape),
            meaning.edges(shape),
            meaning.missing(shape),
            *self._ends.features(shape),
            *self._coverage(shape),
        ]
        if self._wording is not None:
            wording = self._wording
            seen = _fit(wording, shape)
            seen += [wording.weakest(shape), wording.edges(shape), wording.missing(shape)]
            features += [self._pair.trust * feature for feature in seen]
        return np.stack(np.broadcast_arrays(*features), axis=-1).astype(np.float32)

    def _coverage(self, shape: Shape) -> list[Floats]:
        import numpy as np

        covered, least_source = self._covered[0].of_runs(shape.source, shape.target)
        back, least_target = self._covered[1].of_runs(shape.target, shape.source)
        back, least_target = back.T, least_target.T
        weight = np.float32(shape.weight)
        return [
            weight * (covered + back),
            weight * np.minimum(covered, back),
            weight * np.abs(covered - back),
            np.minimum(least_source, least_target),
            weight * np.sqrt(covered * back),
            covered + back,
        ]

    def _rivals(self, shape: Shape) -> Array:
        def means(best: Floats, part: range, size: int) -> Array:
            import numpy as np

            sums = np.concatenate([[0.0], np.cumsum(best[part.start : part.stop], dtype=float)])
            return np.asarray((sums[size:] - sums[:-size]) / size)

        source = means(self._pair.meaning.source_best, self._rows, shape.source)
        target = means(self._pair.meaning.target_best, self._columns, shape.target)
        return source[:, None] + target[None]

    def _length(self, shape: Shape) -> tuple[Array, Array]:
        """How far apart the lengths are, squared (Gale and Church, 1993) and in proportion."""
        import numpy as np

        source, target = self._sizes(shape, self._pair.source_length, self._pair.target_length)
        squared = (source - target) ** 2 / (_LENGTH_VARIANCE * (source + target))
        ratio = np.log((source + _SHORT) / (target + _SHORT))
        return -np.minimum(squared, _WORST_LENGTH), -np.abs(ratio)

    def _clauses(self, shape: Shape) -> Array:
        import numpy as np

        source, target = self._sizes(shape, self._pair.source_clauses, self._pair.target_clauses)
        return np.asarray(-np.abs(np.log((source + _FEW_CLAUSES) / (target + _FEW_CLAUSES))))

    def _sizes(self, shape: Shape, source: Array, target: Array) -> tuple[Array, Array]:
        """What both sides of all beads have of something counted before each border."""
        rows = source[self._rows.start : self._rows.stop + 1]
        columns = target[self._columns.start : self._columns.stop + 1]
        return (
            (rows[shape.source :] - rows[: -shape.source])[:, None],
            (columns[shape.target :] - columns[: -shape.target])[None],
        )

    def _overlap(
        self, shape: Shape, matched: Array, source: Array, target: Array
    ) -> tuple[Array, Array]:
        """How much of the tokens is shared (0 to 1, by size), and minus how much is not."""
        import numpy as np

        n, m = shape
        source = source[self._rows.start : self._rows.stop + 1]
        target = target[self._columns.start : self._columns.stop + 1]
        shared = matched[n:, m:] - matched[:-n, m:] - matched[n:, :-m] + matched[:-n, :-m]
        total = (source[n:] - source[:-n])[:, None] + (target[m:] - target[:-m])[None]
        share = np.minimum(1.0, 2.0 * shared / np.maximum(total, 1e-9))
        some = total > 1e-9
        differing = (1.0 - share) * np.minimum(total, _MOST_MISSING)
        return shape.weight * np.where(some, share, 0.0), np.where(some, -differing, 0.0)


def _fit(cosines: BlockCosines, shape: Shape) -> list[Floats]:
    """How alike the two sides of beads are, by size."""
    import numpy as np

    weight, scaled = np.float32(shape.weight), cosines.scaled[shape]
    return [
        weight * np.clip(scaled, -0.5, 1.4),
        weight * np.clip(scaled, 0.0, 1.4) ** 2,
        weight * cosines.raw[shape],
    ]

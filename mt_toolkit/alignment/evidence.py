"""All that speaks for or against a bead, as numbers.

A :class:`Pair` holds what is known of the two texts as wholes; :func:`bead_features` looks at a
block of beads. Every feature is symmetric in source and target, so that exchanging the sides
mirrors the alignment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.coverage import Coverage, coverage
from mt_toolkit.alignment.shapes import SHAPES, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.overlap import Overlap
    from mt_toolkit.alignment.spans import SpanVectors
    from mt_toolkit.alignment.words import WordLinker

    Array = npt.NDArray[np.float64]
    Floats = npt.NDArray[np.float32]

__all__ = ["BEAD_FEATURES", "GAP_FEATURES", "Pair", "bead_features", "gap_features"]

BEAD_FEATURES: Final = (
    "cosine",  # of the centred vectors, in units of what good pairs of these texts reach
    "cosine squared",
    "raw cosine",  # of the vectors as they are
    "rivals",  # how well the segments fit their best single partners anywhere
    "length",  # squared difference of the lengths
    "length ratio",  # logarithm of the longer side by the shorter
    "numbers agree",
    "numbers differ",
    "marks agree",
    "marks differ",
    "weakest segment",  # cosine of the segment that fits the other side least
    "edges needed",  # what the bead loses without its first or last segment
    "nothing missing",  # what it would gain with one segment more
    "coverage",  # share of both sides' words that the other side translates
    "least coverage",
    "coverage difference",
    "weakest coverage",  # of the segment that is covered least
    "geometric coverage",
    "coverage of the bead",  # as "coverage", but not in proportion to the bead's size
)
GAP_FEATURES: Final = ("gap", "best partner", "length")

_LENGTH_VARIANCE: Final = 10.0
_WORST_LENGTH: Final = 12.0
_MOST_MISSING: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts, and what their segments have to do with the rest of them.

    Attributes:
        source: Vectors of the source.
        target: Vectors of the target.
        source_length: Length of the source before each border, in units that make both texts
            equally long.
        target_length: Length of the target before each border, in the same units.
        source_best: For each source segment, the cosine with its best single partner near by.
        target_best: The same for each target segment.
        scale: The cosine that good single pairs of these texts have.
        numbers: Numbers of both sides.
        marks: Punctuation of both sides.
        source_words: Words of each source segment.
        target_words: Words of each target segment.
    """

    source: SpanVectors
    target: SpanVectors
    source_length: Array
    target_length: Array
    source_best: Floats
    target_best: Floats
    scale: float
    numbers: Overlap
    marks: Overlap
    source_words: Sequence[Sequence[str]]
    target_words: Sequence[Sequence[str]]


def gap_features(pair: Pair) -> tuple[Floats, Floats]:
    """The :data:`GAP_FEATURES` of each source and of each target segment."""
    import numpy as np

    mean = (pair.source_length[-1] + pair.target_length[-1]) / (
        pair.source.count + pair.target.count
    )

    def side(best: Floats, length: Array) -> Floats:
        columns = [np.ones(len(best)), best, np.diff(length) / mean]
        return np.stack(columns, axis=1).astype(np.float32)

    return side(pair.source_best, pair.source_length), side(pair.target_best, pair.target_length)


def bead_features(
    pair: Pair, linker: WordLinker, rows: range, columns: range
) -> dict[Shape, Floats]:
    """The :data:`BEAD_FEATURES` of all beads within some source and some target segments.

    Returns:
        For each shape that fits, an array by first source segment, first target segment, feature.
    """
    block = _Block(pair, linker, rows, columns)
    return {shape: block.features(shape) for shape in block.shapes}


class _Block:
    """A part of the grid, with everything that its beads share."""

    def __init__(self, pair: Pair, linker: WordLinker, rows: range, columns: range) -> None:
        import numpy as np

        self._pair = pair
        self._rows, self._columns = rows, columns
        source = pair.source.all_runs(rows.start, rows.stop)
        target = pair.target.all_runs(columns.start, columns.stop)
        self.shapes = [
            shape for shape in SHAPES if shape.source in source and shape.target in target
        ]
        self._raw = {shape: source[shape.source] @ target[shape.target].T for shape in self.shapes}
        left = {size: pair.source.centred(vectors) for size, vectors in source.items()}
        right = {size: pair.target.centred(vectors) for size, vectors in target.items()}
        self._cosine = {
            shape: left[shape.source] @ right[shape.target].T / np.float32(pair.scale)
            for shape in self.shapes
        }
        self._overlaps = [
            (overlap.matched(rows, columns), *overlap.totals())
            for overlap in (pair.numbers, pair.marks)
        ]
        self._covered: tuple[Coverage, Coverage] = coverage(
            linker,
            [pair.source_words[at] for at in rows],
            [pair.target_words[at] for at in columns],
        )

    def features(self, shape: Shape) -> Floats:
        """The features of all beads of one shape."""
        import numpy as np

        weight = shape.weight
        cosine = self._cosine[shape]
        numbers = self._overlap(shape, *self._overlaps[0])
        marks = self._overlap(shape, *self._overlaps[1])
        covered, least_source = self._covered[0].of_runs(shape.source, shape.target)
        back, least_target = self._covered[1].of_runs(shape.target, shape.source)
        back, least_target = back.T, least_target.T
        features = [
            weight * np.clip(cosine, -0.5, 1.4),
            weight * np.clip(cosine, 0.0, 1.4) ** 2,
            weight * self._raw[shape],
            weight * self._rivals(shape),
            *self._length(shape),
            weight * numbers[0],
            numbers[1],
            weight * marks[0],
            marks[1],
            self._weakest(shape),
            self._edges(shape),
            self._missing(shape),
            weight * (covered + back),
            weight * np.minimum(covered, back),
            weight * np.abs(covered - back),
            np.minimum(least_source, least_target),
            weight * np.sqrt(covered * back),
            covered + back,
        ]
        return np.stack(np.broadcast_arrays(*features), axis=-1).astype(np.float32)

    def _rivals(self, shape: Shape) -> Array:
        def means(best: Floats, part: range, size: int) -> Array:
            import numpy as np

            sums = np.concatenate([[0.0], np.cumsum(best[part.start : part.stop], dtype=float)])
            return np.asarray((sums[size:] - sums[:-size]) / size)

        source = means(self._pair.source_best, self._rows, shape.source)
        target = means(self._pair.target_best, self._columns, shape.target)
        return source[:, None] + target[None]

    def _length(self, shape: Shape) -> tuple[Array, Array]:
        """How far apart the lengths are, squared (Gale and Church, 1993) and in proportion."""
        import numpy as np

        def lengths(length: Array, part: range, size: int) -> Array:
            own = length[part.start : part.stop + 1]
            return own[size:] - own[:-size]

        source = lengths(self._pair.source_length, self._rows, shape.source)[:, None]
        target = lengths(self._pair.target_length, self._columns, shape.target)[None]
        squared = (source - target) ** 2 / (_LENGTH_VARIANCE * (source + target))
        return -np.minimum(squared, _WORST_LENGTH), -np.abs(np.log(source / target))

    def _overlap(
        self, shape: Shape, matched: Array, source: Array, target: Array
    ) -> tuple[Array, Array]:
        """How much of the tokens is shared (0 to 1), and minus how much is not."""
        import numpy as np

        n, m = shape
        source = source[self._rows.start : self._rows.stop + 1]
        target = target[self._columns.start : self._columns.stop + 1]
        shared = matched[n:, m:] - matched[:-n, m:] - matched[n:, :-m] + matched[:-n, :-m]
        total = (source[n:] - source[:-n])[:, None] + (target[m:] - target[:-m])[None]
        share = np.minimum(1.0, 2.0 * shared / np.maximum(total, 1e-9))
        some = total > 1e-9
        differing = (1.0 - share) * np.minimum(total, _MOST_MISSING)
        return np.where(some, share, 0.0), np.where(some, -differing, 0.0)

    def _weakest(self, shape: Shape) -> Floats:
        import numpy as np
        from numpy.lib.stride_tricks import sliding_window_view

        windows = sliding_window_view(self._cosine[Shape(1, 1)], shape)
        of_source, of_target = windows.max(axis=3), windows.max(axis=2)
        return np.asarray(np.minimum(of_source.min(axis=2), of_target.min(axis=2)))

    def _edges(self, shape: Shape) -> Floats:
        """How much better the bead fits than without one of its outer segments."""
        import numpy as np

        cosine = self._cosine[shape]
        rows, columns = cosine.shape
        without = []
        if (fewer := self._cosine.get(Shape(shape.source, shape.target - 1))) is not None:
            without += [fewer[:rows, :columns], fewer[:rows, 1 : columns + 1]]
        if (fewer := self._cosine.get(Shape(shape.source - 1, shape.target))) is not None:
            without += [fewer[:rows, :columns], fewer[1 : rows + 1, :columns]]
        if not without:
            return np.zeros_like(cosine)
        return np.asarray(cosine - np.max(without, axis=0))

    def _missing(self, shape: Shape) -> Floats:
        """Minus how much better the bead would fit with one of its neighbours."""
        import numpy as np

        cosine = self._cosine[shape]
        gain = np.full_like(cosine, -0.3)
        if (more := self._cosine.get(Shape(shape.source, shape.target + 1))) is not None:
            gain[:, :-1] = np.maximum(gain[:, :-1], more - cosine[:, :-1])
            gain[:, 1:] = np.maximum(gain[:, 1:], more - cosine[:, 1:])
        if (more := self._cosine.get(Shape(shape.source + 1, shape.target))) is not None:
            gain[:-1] = np.maximum(gain[:-1], more - cosine[:-1])
            gain[1:] = np.maximum(gain[1:], more - cosine[1:])
        return np.asarray(-np.clip(gain, -0.3, 0.6))

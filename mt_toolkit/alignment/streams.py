"""Two texts as vectors, and what their cosines say of beads.

Whatever the vectors stand for (the meaning of sentences, or their wording beside a translation),
the same is asked of them: how alike are the two sides of a bead, and is a segment too much?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.shapes import LONGEST, SHAPES, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.band import Band
    from mt_toolkit.alignment.spans import SpanVectors

    Floats = npt.NDArray[np.float32]

__all__ = ["BlockCosines", "Stream", "blocks", "stream_of"]

_BLOCK: Final = 64
# How many segments the usual cosine is worth in texts too short to tell.
_USUAL_WEIGHT: Final = 4.0
_LEAST_SCALE: Final = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Vectors of both texts.

    Attributes:
        source: Vectors of the source.
        target: Vectors of the target, in the same space.
        source_best: For each source segment, the cosine with its best single partner near by, in
            units of ``scale``.
        target_best: The same for each target segment.
        scale: The cosine that good single pairs of these texts have.
    """

    source: SpanVectors
    target: SpanVectors
    source_best: Floats
    target_best: Floats
    scale: float


def stream_of(source: SpanVectors, target: SpanVectors, band: Band, *, usual: float) -> Stream:
    """Look for each segment's best partner.

    Args:
        source: Vectors of the source.
        target: Vectors of the target.
        band: Where partners are looked for.
        usual: The cosine that good pairs have in most texts.
    """
    import numpy as np

    left, right = source.centred(source.singles), target.centred(target.singles)
    source_best = np.zeros(source.count, dtype=np.float32)
    target_best = np.full(target.count, -1.0, dtype=np.float32)
    for rows, columns in blocks(band):
        part = left[rows.start : rows.stop] @ right[columns.start : columns.stop].T
        source_best[rows.start : rows.stop] = part.max(axis=1)
        seen = target_best[columns.start : columns.stop]
        np.maximum(seen, part.max(axis=0), out=seen)
    good = np.sort(np.concatenate([source_best, target_best]))[::-1]
    typical = float(np.median(good[: (len(good) + 1) // 2]))
    count = len(good) / 2
    scale = (_USUAL_WEIGHT * usual + count * typical) / (_USUAL_WEIGHT + count)
    scale = max(_LEAST_SCALE, scale)
    return Stream(
        source=source,
        target=target,
        source_best=source_best / np.float32(scale),
        target_best=target_best / np.float32(scale),
        scale=scale,
    )


def blocks(band: Band) -> Iterator[tuple[range, range]]:
    """Source segments by the block, with the target segments that their part of the band holds."""
    for start in range(0, band.sources, _BLOCK):
        end = min(start + _BLOCK, band.sources)
        low, high = band.low[start], band.high[min(end + LONGEST - 1, band.sources)]
        yield range(start, end), range(low, max(high, low + 1))


class BlockCosines:
    """Cosines of all beads within some source and some target segments.

    Attributes:
        shapes: The shapes that fit.
        raw: Cosines of the vectors as they are, for each shape by first source and first target
            segment.
        scaled: Cosines of the centred vectors, in units of what good pairs of these texts reach.
    """

    def __init__(self, stream: Stream, rows: range, columns: range) -> None:
        import numpy as np

        source = stream.source.all_runs(rows.start, rows.stop)
        target = stream.target.all_runs(columns.start, columns.stop)
        self.shapes = [
            shape for shape in SHAPES if shape.source in source and shape.target in target
        ]
        self.raw: dict[Shape, Floats] = {
            shape: source[shape.source] @ target[shape.target].T for shape in self.shapes
        }
        left = {size: stream.source.centred(vectors) for size, vectors in source.items()}
        right = {size: stream.target.centred(vectors) for size, vectors in target.items()}
        self.scaled: dict[Shape, Floats] = {
            shape: left[shape.source] @ right[shape.target].T / np.float32(stream.scale)
            for shape in self.shapes
        }

    def weakest(self, shape: Shape) -> Floats:
        """The cosine of the segment of each bead that fits the other side least."""
        import numpy as np
        from numpy.lib.stride_tricks import sliding_window_view

        windows = sliding_window_view(self.scaled[Shape(1, 1)], shape)
        of_source, of_target = windows.max(axis=3), windows.max(axis=2)
        return np.asarray(np.minimum(of_source.min(axis=2), of_target.min(axis=2)))

    def edges(self, shape: Shape) -> Floats:
        """How much better each bead fits than without one of its outer segments."""
        import numpy as np

        cosine = self.scaled[shape]
        rows, columns = cosine.shape
        without = []
        if (fewer := self.scaled.get(Shape(shape.source, shape.target - 1))) is not None:
            without += [fewer[:rows, :columns], fewer[:rows, 1 : columns + 1]]
        if (fewer := self.scaled.get(Shape(shape.source - 1, shape.target))) is not None:
            without += [fewer[:rows, :columns], fewer[1 : rows + 1, :columns]]
        if not without:
            return np.zeros_like(cosine)
        return np.asarray(cosine - np.max(without, axis=0))

    def missing(self, shape: Shape) -> Floats:
        """Minus how much better each bead would fit with one of its neighbours."""
        import numpy as np

        cosine = self.scaled[shape]
        gain = np.full_like(cosine, -0.3)
        if (more := self.scaled.get(Shape(shape.source, shape.target + 1))) is not None:
            gain[:, :-1] = np.maximum(gain[:, :-1], more - cosine[:, :-1])
            gain[:, 1:] = np.maximum(gain[:, 1:], more - cosine[:, 1:])
        if (more := self.scaled.get(Shape(shape.source + 1, shape.target))) is not None:
            gain[:-1] = np.maximum(gain[:-1], more - cosine[:-1])
            gain[1:] = np.maximum(gain[1:], more - cosine[1:])
        return np.asarray(-np.clip(gain, -0.3, 0.6))

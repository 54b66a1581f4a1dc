"""Whether two runs of segments begin alike and end alike.

Where one long segment stands against several short ones, the whole of it is somewhat like each of
them, and like the one that belongs to its neighbour. Its first and its last clause tell where it
begins and ends: they are compared with those of the other side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.clauses import first_and_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.shapes import Shape
    from mt_toolkit.alignment.spans import SpanVectors
    from mt_toolkit.alignment.streams import Stream
    from mt_toolkit.protocols import Embedder

    Floats = npt.NDArray[np.float32]

__all__ = ["BlockEnds", "Ends", "ends_of"]

# Clauses embedded at once.
_BATCH: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """The clauses at one end of the segments of a text.

    Attributes:
        places: For each segment, the row of its clause; -1 where the segment is one clause.
        clauses: A vector of length 1 a row, in half precision.
    """

    places: npt.NDArray[np.int64]
    clauses: npt.NDArray[np.float16]

    def centred(self, spans: SpanVectors, part: range) -> Floats:
        """Centred vectors of the clauses of some segments."""
        vectors = spans.singles[part.start : part.stop].copy()
        places = self.places[part.start : part.stop]
        several = places >= 0
        if several.any():
            vectors[several] = self.clauses[places[several]]
        return spans.centred(vectors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The first and the last clauses of the segments of a text."""

    first: _End
    last: _End


def ends_of(embedder: Embedder, texts: Sequence[str]) -> Ends:
    """Embed the clauses at both ends of each segment."""
    clauses = [first_and_last(text) for text in texts]
    return Ends(
        first=_end(embedder, [first for first, _ in clauses], texts),
        last=_end(embedder, [last for _, last in clauses], texts),
    )


def _end(embedder: Embedder, clauses: Sequence[str], texts: Sequence[str]) -> _End:
    import numpy as np

    several = [clause != text for clause, text in zip(clauses, texts, strict=True)]
    parts = [clause for clause, own in zip(clauses, several, strict=True) if own]
    rows = [
        embedder.embed(parts[at : at + _BATCH]).astype(np.float16)
        for at in range(0, len(parts), _BATCH)
    ]
    return _End(
        places=np.where(several, np.cumsum(several) - 1, -1),
        clauses=np.concatenate(rows) if rows else np.zeros((0, 0), dtype=np.float16),
    )


class BlockEnds:
    """How alike the ends of all beads within some source and some target segments are."""

    def __init__(
        self, stream: Stream, source: Ends, target: Ends, rows: range, columns: range
    ) -> None:
        import numpy as np

        scale = np.float32(stream.scale)
        here, there = _Side(stream.source, rows), _Side(stream.target, columns)
        self._first = (
            _cosines(here.with_whole(source.first), there.with_whole(target.first)) / scale
        )
        self._last = _cosines(here.with_whole(source.last), there.with_whole(target.last)) / scale
        self._apart = _lead(self._first), _lead(self._last)

    def features(self, shape: Shape) -> list[Floats]:
        """The cosines of both ends added up, that of the worse end, and their lead.

        The lead of an end is how much better it fits than one segment further or less far.
        """
        import numpy as np

        first, last = _at(self._first, self._last, shape)
        leads = _at(*self._apart, shape)
        first, last = np.clip(first, -0.5, 1.4), np.clip(last, -0.5, 1.4)
        return [first + last, np.minimum(first, last), leads[0] + leads[1]]


def _at(first: Floats, last: Floats, shape: Shape) -> tuple[Floats, Floats]:
    """Values of the first and of the last pair of segments of all beads of a shape."""
    rows, columns = (size - own + 1 for size, own in zip(first.shape, shape, strict=True))
    return first[:rows, :columns], last[shape.source - 1 :, shape.target - 1 :]


class _Side:
    """Some segments of one side, as the clauses at either end are compared with them."""

    def __init__(self, spans: SpanVectors, part: range) -> None:
        self._spans = spans
        self._part = part
        self._whole = spans.centred(spans.singles[part.start : part.stop])

    def with_whole(self, end: _End) -> Floats:
        """Vectors of the clauses at one end, and below them those of the whole segments."""
        import numpy as np

        return np.concatenate([end.centred(self._spans, self._part), self._whole])


def _cosines(source: Floats, target: Floats) -> Floats:
    """How alike each two segments are at one end, of clauses and whole segments of both sides.

    A clause may be the whole of the other segment, so the best is taken of the four cosines.
    """
    import numpy as np

    found = source @ target.T
    halves = found.reshape(2, len(source) // 2, 2, len(target) // 2)
    return np.asarray(halves.max(axis=(0, 2)))


def _lead(cosines: Floats) -> Floats:
    """How much better each two segments fit than either with a neighbour of the other."""
    import numpy as np

    around = np.pad(cosines, 1, constant_values=-np.inf)
    rival = np.max([around[:-2, 1:-1], around[2:, 1:-1], around[1:-1, :-2], around[1:-1, 2:]], 0)
    return np.asarray(np.clip(cosines - np.where(np.isfinite(rival), rival, 0.0), -1.0, 1.0))

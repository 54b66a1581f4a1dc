"""Which documents are worth a closer look: nearest neighbours by document vector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.matching.profile import Profile

    Floats = npt.NDArray[np.float32]
    Integers = npt.NDArray[np.int64]

__all__ = ["Candidates", "find_candidates"]

# Rows of one matrix product: 10,000 targets make 20 MB of cosines.
_BLOCK: Final = 512
_NEIGHBOURS: Final = 8
# Pairs whose vectors are laid side by side at once, 2 KB each.
_PAIRS: Final = 4096
# A collection's mean says something from about so many documents on.
_SHRINKAGE: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs that are worth a closer look, ordered by source, then by target.

    Attributes:
        source: Index of each pair's source.
        target: Index of its target.
        cosine: Cosine of their vectors after the mean of each side was taken away.
    """

    source: Integers
    target: Integers
    cosine: Floats


def find_candidates(sources: Sequence[Profile], targets: Sequence[Profile]) -> Candidates:
    """The nearest targets of each source and the nearest sources of each target.

    Memory grows with the number of documents, not with that of their pairs.
    """
    import numpy as np

    left, right = _centred(sources), _centred(targets)
    forth, back = _nearest(left, right), _nearest(right, left)
    pairs = np.unique(np.concatenate([forth, back[:, ::-1]]), axis=0)
    source, target = pairs[:, 0], pairs[:, 1]
    cosine = np.concatenate(
        [
            np.einsum("ij,ij->i", left[source[part]], right[target[part]])
            for part in (slice(at, at + _PAIRS) for at in range(0, len(pairs), _PAIRS))
        ]
    )
    return Candidates(source=source, target=target, cosine=cosine)


def _centred(documents: Sequence[Profile]) -> Floats:
    """Unit vectors without what all documents of the side have in common."""
    import numpy as np

    vectors = np.stack([document.vector for document in documents])
    vectors -= vectors.sum(axis=0) / (len(vectors) + _SHRINKAGE)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors


def _nearest(rows: Floats, others: Floats) -> Integers:
    import numpy as np

    return np.concatenate(list(_blocks(rows, others, min(_NEIGHBOURS, len(others)))))


def _blocks(rows: Floats, others: Floats, count: int) -> Iterator[Integers]:
    """Pairs of row and neighbour, a block of rows at a time."""
    import numpy as np

    for start in range(0, len(rows), _BLOCK):
        cosines = rows[start : start + _BLOCK] @ others.T
        nearest = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        places = np.repeat(np.arange(start, start + len(cosines)), count)
        yield np.stack([places, nearest.ravel()], axis=1)

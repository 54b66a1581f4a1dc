"""How probable it is that two documents are a pair, given all of their rivals.

Each document has one partner or none. Given the log-odds of the candidates, the probabilities are
those of a matching with free places on both sides, in the approximation of Sinkhorn and Knopp
(1967): factors of rows and columns under which the probabilities of each document and of its
having no partner add up to 1. Two candidates that are as good as one another get less than a half
each: the margin to the next best decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]

__all__ = ["pair_probabilities"]

_ROUNDS: Final = 100
_SUREST: Final = 30.0


def pair_probabilities(source: Integers, target: Integers, odds: Array) -> Array:
    """Probabilities of candidate pairs.

    Args:
        source: Index of each candidate's source.
        target: Index of its target.
        odds: Its log-odds of being a pair, before looking at rivals.

    Returns:
        Probabilities; those of one source add up to at most 1, and those of one target.
    """
    import numpy as np

    weights = np.exp(np.clip(odds, -_SUREST, _SUREST))
    rows = np.ones(int(source.max(initial=-1)) + 1)
    columns = np.ones(int(target.max(initial=-1)) + 1)
    for _ in range(_ROUNDS):
        by_row = np.bincount(source, weights * columns[target], len(rows))
        by_column = np.bincount(target, weights * rows[source], len(columns))
        # Half a step (in logarithms) for both at once: exchanging the sides changes nothing.
        rows = np.sqrt(rows / (1.0 + by_row))
        columns = np.sqrt(columns / (1.0 + by_column))
    found = weights * rows[source] * columns[target]
    by_row = np.bincount(source, found, len(rows))
    by_column = np.bincount(target, found, len(columns))
    # What the last step left over.
    over = np.maximum(1.0, np.maximum(by_row[source], by_column[target]))
    return np.asarray(found / over)

"""Tokens of a whole side, and how much it says when one of them is found in a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.matching.profile import Profile
    from mt_toolkit.alignment.matching.tokens import Kind

    Floats = npt.NDArray[np.float32]
    Keys = npt.NDArray[np.uint32]

__all__ = ["Answers", "answers"]

# A token is looked upon as if it had been met in one of so many documents besides those at hand.
_BACKGROUND: Final = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How well each document's asking tokens are answered, for many pairs of documents.

    Attributes:
        found: Information of the answered tokens, in nats.
        missing: Information of those without an answer.
    """

    found: Floats
    missing: Floats


def answers(
    askers: Sequence[Profile],
    offerers: Sequence[Profile],
    pairs: Sequence[tuple[int, int]],
    kind: Kind,
) -> Answers:
    """Compare what one side asks with what the other offers.

    Args:
        askers: Documents whose tokens ask.
        offerers: Documents whose tokens answer.
        pairs: Index of the asker and of the offerer.
        kind: Which tokens.
    """
    import numpy as np

    offers = [document.tokens.offers[kind] for document in offerers]
    known, counts = np.unique(np.concatenate(offers), return_counts=True)
    asks = [document.tokens.asks[kind] for document in askers]
    information = [_information(keys, known, counts, len(offerers)) for keys in asks]
    whole = [float(each.sum()) for each in information]
    found = np.zeros(len(pairs), dtype=np.float32)
    total = np.zeros(len(pairs), dtype=np.float32)
    for at, (asker, offerer) in enumerate(pairs):
        if whole[asker]:
            total[at] = whole[asker]
            found[at] = information[asker] @ _among(asks[asker], offers[offerer])
    return Answers(found=found, missing=np.maximum(total - found, 0.0))


def _information(keys: Keys, known: Keys, counts: npt.NDArray[np.int64], documents: int) -> Floats:
    """How surprising each token is in a document of the side, in nats."""
    import numpy as np

    if not len(known):
        return np.full(len(keys), np.log(_BACKGROUND + documents), dtype=np.float32)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    met = np.where(known[at] == keys, counts[at], 0)
    return np.asarray(np.log((documents + _BACKGROUND) / (met + 1.0)), dtype=np.float32)


def _among(keys: Keys, others: Keys) -> npt.NDArray[np.bool_]:
    """Which of ``keys`` are among the sorted ``others``."""
    import numpy as np

    if not len(others):
        return np.zeros(len(keys), dtype=np.bool_)
    at = np.minimum(np.searchsorted(others, keys), len(others) - 1)
    return np.asarray(others[at] == keys)

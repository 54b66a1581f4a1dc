"""All that speaks for or against two documents being one article, as numbers.

Every feature is symmetric in source and target, so that exchanging the sides mirrors the pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.matching.rarity import answers
from mt_toolkit.alignment.matching.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.matching.candidates import Candidates
    from mt_toolkit.alignment.matching.profile import Profile

    Floats = npt.NDArray[np.float32]

__all__ = ["FEATURES", "features"]

FEATURES: Final = (
    "cosine",  # of the documents' vectors, the mean of each side taken away
    "sentences",  # how near each sentence is to its best partner, on average
    "translated",  # share of both texts whose best partner is as near as a translation
    "figures",  # answered numbers and dates against those without an answer, from -1 to 1
    "names",  # the same of names
    "words",  # the same of words in Latin letters
)

# Cosines between which two sentences go from unrelated to a translation.
_UNRELATED, _TRANSLATED = 0.35, 0.65
# Fewer nats of tokens than this say little either way.
_FEW_NATS: Final = 8.0


def features(
    sources: Sequence[Profile], targets: Sequence[Profile], candidates: Candidates
) -> Floats:
    """The features of candidate pairs: a row each, columns as in ``FEATURES``."""
    import numpy as np

    pairs = list(zip(candidates.source.tolist(), candidates.target.tolist(), strict=True))
    columns = [candidates.cosine]
    compared = [_sentences(sources[i], targets[j]) for i, j in pairs]
    columns += list(np.array(compared, dtype=np.float32).reshape(-1, 2).T)
    mirrored = [(j, i) for i, j in pairs]
    for kind in Kind:
        asked = answers(sources, targets, pairs, kind)
        answered = answers(targets, sources, mirrored, kind)
        found, missing = asked.found + answered.found, asked.missing + answered.missing
        balance = (found - missing) / (found + missing + _FEW_NATS)
        columns.append(balance.astype(np.float32))
    return np.stack(columns, axis=1)


def _sentences(source: Profile, target: Profile) -> tuple[float, float]:
    """How near the sentences of both are to their best partners, and how many are translated."""
    import numpy as np

    cosines = source.sentences.astype(np.float32) @ target.sentences.astype(np.float32).T
    near, translated = zip(
        _side(cosines, source.weights), _side(cosines.T, target.weights), strict=True
    )
    return sum(near) / 2, sum(translated) / 2


def _side(cosines: Floats, weights: Floats) -> tuple[float, float]:
    import numpy as np

    best = cosines.max(axis=1)
    fit = np.clip((best - _UNRELATED) / (_TRANSLATED - _UNRELATED), 0.0, 1.0)
    return float(weights @ best), float(weights @ fit)

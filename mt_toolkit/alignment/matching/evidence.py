"""All that speaks for or against two documents being one article, as numbers.

Every feature is symmetric in source and target, so that exchanging the sides mirrors the pairs.
"""

from __future__ import annotations

import math
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
    "sentences",  # how well each sentence fits its best partner, on average
    "worse side",  # the same of the side that fits less well
    "translated",  # share of both texts whose best partner is as near as a translation
    "length",  # minus the logarithm of the longer by the shorter
    "figures found",  # logarithm of the nats of what is answered
    "figures missing",  # minus the logarithm of the nats of what is not
    "names found",
    "names missing",
    "words found",
    "words missing",
)

# Cosines between which two sentences go from unrelated to a translation.
_UNRELATED, _TRANSLATED = 0.35, 0.65
# English says in so many letters what Arabic says in one.
_LETTERS: Final = {"ar": 1.0, "en": 1.3}


def features(
    sources: Sequence[Profile], targets: Sequence[Profile], candidates: Candidates
) -> Floats:
    """The features of candidate pairs: a row each, columns as in ``FEATURES``."""
    import numpy as np

    pairs = list(zip(candidates.source.tolist(), candidates.target.tolist(), strict=True))
    columns = [candidates.cosine]
    compared = [_sentences(sources[i], targets[j]) for i, j in pairs]
    columns += list(np.array(compared, dtype=np.float32).reshape(-1, 3).T)
    columns.append(
        np.array([_length(sources[i], targets[j]) for i, j in pairs], dtype=np.float32),
    )
    mirrored = [(j, i) for i, j in pairs]
    for kind in Kind:
        asked = answers(sources, targets, pairs, kind)
        answered = answers(targets, sources, mirrored, kind)
        columns.append(np.log1p(asked.found + answered.found))
        columns.append(-np.log1p(asked.missing + answered.missing))
    return np.stack(columns, axis=1)


def _sentences(source: Profile, target: Profile) -> tuple[float, float, float]:
    """How well the sentences of both find partners."""
    import numpy as np

    cosines = source.sentences.astype(np.float32) @ target.sentences.astype(np.float32).T
    sides = [
        _side(cosines, source.weights),
        _side(cosines.T, target.weights),
    ]
    best = [side[0] for side in sides]
    return (
        sum(best) / 2,
        min(best),
        (sides[0][1] + sides[1][1]) / 2,
    )


def _side(cosines: Floats, weights: Floats) -> tuple[float, float]:
    import numpy as np

    best = cosines.max(axis=1)
    fit = np.clip((best - _UNRELATED) / (_TRANSLATED - _UNRELATED), 0.0, 1.0)
    return float(weights @ best), float(weights @ fit)


def _length(source: Profile, target: Profile) -> float:
    lengths = [document.letters / _LETTERS[document.language] for document in (source, target)]
    return -abs(math.log(lengths[0] / lengths[1]))

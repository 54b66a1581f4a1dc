"""From alignment scores to probabilities: logistic regression on names not learned from.

For each true pair there are two near misses, different names with like consonant skeletons, and one
name drawn at random. The probabilities hold for such a mixture.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mt_toolkit.names.evidence import NAMES_OF_EVIDENCE, evidence
from mt_toolkit.names.letters import ARABIC, LATIN, Token
from mt_toolkit.names.pairs import variants
from mt_toolkit.names.skeleton import token_skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mt_toolkit.names.letters import Script
    from mt_toolkit.names.pairs import NamePair
    from mt_toolkit.names.transducer import Transducer

__all__ = ["Sample", "fit_calibration", "known_forms", "near_misses", "true_pairs"]

Sample = list[tuple[str, str]]

_MOST: Final = 8_000
_DRAWN: Final = 3
_ROUNDS: Final = 10
# Set by hand, the other weights are fitted around them: the lists tie many a name to one that only
# shares its root, and so make too little of what tells Iraqi from Araghchi, Rouhani from Rouhan and
# Zarif from Sharif.
_FIXED: Final = {
    "sum of the negative ones that have a consonant": 1.0,
    "consonants that answer to none": -0.7,
    "one ends in -i, the other in a consonant": -3.0,
}
_UNSTEADY: Final = str.maketrans("", "", "اةه")


def true_pairs(scripts: str, pairs: Sequence[NamePair]) -> Sample:
    """Two spellings of one name for a script pair such as ``arab-latn``."""
    if scripts == f"{ARABIC}-{LATIN}":
        return [(pair.arabic, pair.latin) for pair in pairs]
    return variants(pairs, "latin" if scripts.startswith(LATIN) else "arabic")


def near_misses(
    scripts: str, transducer: Transducer, pairs: Sequence[NamePair], most: int, seed: int
) -> Sample:
    """Different names with equal consonant skeletons: the best aligned of a few drawn at random.

    Names are taken for different when nothing ties them: no Arabic form of the one, seats of the
    weak letters apart, is an Arabic form of the other, and no Latin form is common to both. Some
    of these are rare variants of one name after all, so the probabilities err on the low side.
    """
    first, second = scripts.split("-")
    known = known_forms(pairs)
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for form in _forms(second, pairs):
        by_key[_key(second, form)].append(form)
    left = _forms(first, pairs)
    rng = random.Random(seed)  # noqa: S311 - no secret
    misses: Sample = []
    for _ in range(_ROUNDS):
        rng.shuffle(left)
        for form in left[: most - len(misses)]:
            near = by_key[_key(first, form)]
            drawn = rng.sample(near, min(_DRAWN, len(near)))
            strange = [other for other in drawn if known[form].isdisjoint(known[other])]
            if strange:
                misses.append((form, max(strange, key=lambda y: _sum(transducer, form, y))))
    return misses


def known_forms(pairs: Iterable[NamePair]) -> Mapping[str, set[str]]:
    """For each form in either script all forms that some pair ties to it, itself included.

    Arabic forms are given without alef, teh marbuta, heh and hamza, which come and go.
    """
    tied: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        bare = pair.arabic[1:].translate(_UNSTEADY)
        tied[pair.latin] |= {bare, pair.latin[1:]}
        tied[bare] |= {bare, pair.latin[1:]}
    for pair in pairs:
        bare = pair.arabic[1:].translate(_UNSTEADY)
        tied[pair.arabic] |= tied[bare] | tied[pair.latin]
    return tied


def _forms(script: str, pairs: Sequence[NamePair]) -> list[str]:
    return sorted({pair.arabic if script == ARABIC else pair.latin for pair in pairs})


def _key(script: str, form: str) -> str:
    typed: Script = ARABIC if script == ARABIC else LATIN
    return token_skeleton(Token(script=typed, text=form))


def _sum(transducer: Transducer, x: str, y: str) -> float:
    operations = transducer.align(x, y)
    return -math.inf if operations is None else math.fsum(weight for _, _, weight in operations)


def fit_calibration(
    scripts: str, transducer: Transducer, pairs: Sequence[NamePair], seed: int
) -> tuple[float, ...]:
    """Logistic weights of the evidence, by reweighted least squares with a light ridge."""
    import numpy as np

    rng = random.Random(seed)  # noqa: S311 - no secret
    positive = true_pairs(scripts, pairs)
    rng.shuffle(positive)
    positive = positive[:_MOST]
    first, second = scripts.split("-")
    left, right = _forms(first, pairs), _forms(second, pairs)
    chance = [(rng.choice(left), rng.choice(right)) for _ in positive]
    known = set(positive)
    negative = near_misses(scripts, transducer, pairs, len(positive), seed) + [
        c for c in chance if c not in known
    ]
    rows: list[tuple[float, ...]] = []
    labels: list[float] = []
    for label, sample in ((1.0, positive), (0.0, negative)):
        for x, y in sample:
            operations = transducer.align(x, y)
            # What the transducer gave up is 0 without asking the calibration.
            if operations is not None and x != y:
                rows.append(evidence(operations, x, y))
                labels.append(label)
    observed, truth = np.array(rows), np.array(labels)
    weights = np.array([_FIXED.get(name, 0.0) for name in NAMES_OF_EVIDENCE])
    free = [at for at, name in enumerate(NAMES_OF_EVIDENCE) if name not in _FIXED]
    ridge = np.eye(len(free))
    for _ in range(30):
        estimate = 1 / (1 + np.exp(-np.clip(observed @ weights, -40, 40)))
        slope = estimate * (1 - estimate)
        part = observed[:, free]
        gradient = part.T @ (truth - estimate) - weights[free]
        weights[free] += np.linalg.solve(part.T @ (part * slope[:, None]) + ridge, gradient)
    return tuple(float(weight) for weight in weights)

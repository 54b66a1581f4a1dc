# ruff: noqa: RUF001
"""What an alignment says for and against two spellings being one name, as a few numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.names.transducer import Operation

__all__ = ["NAMES_OF_EVIDENCE", "evidence", "probability"]

NAMES_OF_EVIDENCE: Final = (
    "constant",
    "sum of log-odds",
    "log-odds a letter",
    "sum of the negative ones that have a consonant",
    "sum of the negative ones that have none",
    "worst operation",
    "share of letters under negative operations",
    "letters of the shorter spelling",
    "difference in length",
    "consonants that answer to none",
    "front vowels against back vowels",
    "one ends in -i, the other in a consonant",
)

_BOUNDARY: Final = frozenset(("@", "^"))
_SOFT: Final = frozenset("aeiouywhاويةهع^$@")
_FRONT: Final = frozenset("eiyي")
_BACK: Final = frozenset("ouwو")
_ENDS_IN_I: Final = ("ي$", "i$", "y$", "ee$", "ie$")


def evidence(operations: Sequence[Operation], x: str, y: str) -> tuple[float, ...]:
    """The evidence of one alignment, in the order of :data:`NAMES_OF_EVIDENCE`.

    The article counts for nothing: it may be there or not.
    """
    total = hard = soft = worst = 0.0
    doubtful = unanswered = opposed = 0
    for from_x, from_y, weight in operations:
        if from_x in _BOUNDARY and from_y in _BOUNDARY:
            continue
        total += weight
        x_soft, y_soft = _SOFT.issuperset(from_x), _SOFT.issuperset(from_y)
        unanswered += x_soft != y_soft
        opposed += _opposed(from_x, from_y)
        if weight < 0.0:
            if x_soft and y_soft:
                soft += weight
            else:
                hard += weight
            worst = min(worst, weight)
            doubtful += len(from_x) + len(from_y)
    letters = len(x) + len(y) - 4
    return (
        1.0,
        total / 10,
        total / (letters + 2),
        hard / 5,
        soft / 5,
        worst / 5,
        doubtful / letters,
        min(len(x), len(y)) / 10,
        abs(len(x) - len(y)) / 5,
        unanswered,
        opposed,
        float(_lacks_final_i(x, y) or _lacks_final_i(y, x)),
    )


def _lacks_final_i(x: str, y: str) -> bool:
    # Alef maqsura is folded to yeh, so that yeh against -a is no difference.
    return x.endswith(_ENDS_IN_I) and y[-2] not in _SOFT


def _opposed(x: str, y: str) -> bool:
    """Whether one chunk has only front vowels and the other only back ones."""
    x_front, x_back = not _FRONT.isdisjoint(x), not _BACK.isdisjoint(x)
    y_front, y_back = not _FRONT.isdisjoint(y), not _BACK.isdisjoint(y)
    return (x_front and y_back and not x_back and not y_front) or (
        x_back and y_front and not x_front and not y_back
    )


def probability(weights: Sequence[float], observed: Sequence[float]) -> float:
    """The logistic function of the weighted evidence."""
    logit = sum(weight * value for weight, value in zip(weights, observed, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, logit))))

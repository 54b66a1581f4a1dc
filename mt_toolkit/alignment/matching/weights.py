"""What each piece of evidence is worth, as learned by ``training/matching/learn.py``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.calibration import Calibration
from mt_toolkit.alignment.matching.evidence import FEATURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

__all__ = ["DEFAULT_SCORE", "Weights", "carried_weights"]

DEFAULT_SCORE: Final = 0.5
"""From this score on two documents are taken for a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A log-linear model of pairs.

    Attributes:
        evidence: Weight of each feature; one that is missing counts nothing.
        bias: Log-odds of a pair for which all features are 0.
        calibration: Maps probabilities to scores.
    """

    evidence: Mapping[str, float]
    bias: float
    calibration: Calibration

    def odds(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Log-odds of pairs, from their features (columns as in ``FEATURES``)."""
        import numpy as np

        weights = np.array([self.evidence.get(name, 0.0) for name in FEATURES])
        return np.asarray(features @ weights + self.bias)


def carried_weights() -> Weights:
    """The weights that were learned."""
    return Weights(evidence=_EVIDENCE, bias=_BIAS, calibration=_CALIBRATION)


_EVIDENCE: Final = {
    "cosine": 4.367,
    "sentences": 1.913,
    "translated": 3.741,
    "figures": 4.311,
    "names": 1.247,
    "words": 0.866,
}
_BIAS: Final = -4.351
_CALIBRATION: Final = Calibration(slope=2.248, shift=3.161)

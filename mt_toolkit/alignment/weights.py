"""How much each piece of evidence counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from mt_toolkit.alignment.calibration import Calibration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mt_toolkit.alignment.shapes import Shape

__all__ = ["CarriedWeights", "Weights", "carried_weights", "weights_from"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each piece of evidence counts, in nats.

    Attributes:
        beads: Weight of each feature of beads, by name (:mod:`mt_toolkit.alignment.evidence`).
        gaps: Weight of each feature of segments left alone.
        shapes: Added for beads of a shape, larger side first; 0 where it is not named.
        opening: Added for the first of neighbouring segments left alone.
        extending: Added for each other of them.
        calibration: Maps the probabilities that come of all this to confidence.
    """

    beads: Mapping[str, float]
    gaps: Mapping[str, float]
    shapes: Mapping[str, float]
    opening: float
    extending: float
    calibration: Calibration

    def of_shape(self, shape: Shape) -> float:
        """What a bead's shape alone is worth; the same for a shape and its mirror image."""
        return self.shapes.get(f"{max(shape)}-{min(shape)}", 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedWeights:
    """Weights for pairs of texts alone, and for those with a translation of the source."""

    alone: Weights
    translated: Weights


@cache
def carried_weights() -> CarriedWeights:
    """The weights that were learned for this package; ``docs/alignment.md`` says from what."""
    text = resources.files("mt_toolkit.alignment").joinpath("weights.json").read_text("utf-8")
    values = json.loads(text)
    return CarriedWeights(
        alone=weights_from(values["alone"]), translated=weights_from(values["translated"])
    )


def weights_from(values: Mapping[str, Any]) -> Weights:
    """Weights from what a JSON file holds."""
    return Weights(**{**values, "calibration": Calibration(**values["calibration"])})

from __future__ import annotations

from mt_toolkit.alignment.evidence import (
    BEAD_FEATURES,
    GAP_FEATURES,
    WORDING_FEATURES,
    WORDING_GAP_FEATURES,
)
from mt_toolkit.alignment.shapes import Shape
from mt_toolkit.alignment.weights import carried_weights


def test_there_is_a_weight_for_each_piece_of_evidence_and_no_other() -> None:
    carried = carried_weights()
    assert tuple(carried.alone.beads) == BEAD_FEATURES
    assert tuple(carried.alone.gaps) == GAP_FEATURES
    assert tuple(carried.translated.beads) == BEAD_FEATURES + WORDING_FEATURES
    assert tuple(carried.translated.gaps) == GAP_FEATURES + WORDING_GAP_FEATURES


def test_a_shape_is_worth_what_its_mirror_image_is() -> None:
    weights = carried_weights().alone
    assert weights.of_shape(Shape(1, 3)) == weights.of_shape(Shape(3, 1)) != 0.0
    assert weights.of_shape(Shape(1, 1)) == 0.0

from __future__ import annotations

import pytest

from mt_toolkit.alignment.calibration import Calibration, reliability
from mt_toolkit.alignment.evaluation import Counts, count, score

GOLD = [((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((3, 4), (3,))]


def test_the_gold_alignment_is_wholly_right() -> None:
    strict, lax = score(count(GOLD, GOLD))
    assert (strict.f1, lax.f1) == (1.0, 1.0)


def test_strict_and_lax_are_counted_as_vecalign_does() -> None:
    tested = [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2,), ()), ((3,), (3,)), ((4,), ())]
    strict, lax = score(count(tested, GOLD))
    assert strict.precision == pytest.approx(2 / 6)
    assert strict.recall == pytest.approx(1 / 3)
    assert lax.precision == pytest.approx(4 / 6)
    assert lax.recall == pytest.approx(1.0)


def test_documents_add_up() -> None:
    one = count(GOLD, GOLD)
    assert score(one + Counts())[0] == score(one)[0]
    assert score(one + one)[0] == score(one)[0]


def test_nothing_found_scores_nothing() -> None:
    assert score(count([], GOLD))[0].f1 == 0.0


def test_calibration_keeps_the_order() -> None:
    calibrated = Calibration(slope=0.7, shift=-0.2)
    values = [calibrated(p) for p in (0.0, 0.2, 0.5, 0.9, 1.0)]
    assert values == sorted(values)
    assert values[0] > 0.0
    assert values[-1] < 1.0


def test_reliability_compares_what_was_said_with_what_was_right() -> None:
    low, empty, high = reliability([(0.2, False), (0.4, True), (0.95, True)], [0, 0.5, 0.9, 1.01])
    assert low is not None
    assert (low.count, low.right, low.confidence) == (2, 0.5, pytest.approx(0.3))
    assert empty is None
    assert high is not None
    assert high.right == 1.0

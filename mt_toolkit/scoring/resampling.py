"""Confidence intervals and paired significance tests over n-gram measures.

The tests are those of ``sacrebleu.significance``, with the same random numbers and the same
arithmetic, and so with the same figures. sacreBLEU gathers all resamples of a metric at once: at
100,000 segments that is 10 GB for chrF++. Here one resample follows another, drawn once for all
systems and metrics.

Bootstrap tests follow Koehn 2004 (https://aclanthology.org/W04-3250), approximate randomisation
Riezler and Maxwell 2005 (https://aclanthology.org/W05-0908).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from mt_toolkit.errors import UsageError
from mt_toolkit.scoring.model import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mt_toolkit.scoring.model import Row
    from mt_toolkit.scoring.ngram import Formula, NgramMeasure

    Scores: TypeAlias = NDArray[np.floating[Any]]

__all__ = [
    "Counts",
    "Resampling",
    "Tested",
    "approximate_randomisation",
    "bootstrap",
    "environment_seed",
]

_CELLS: Final = 4_000_000
"""Cells of the selection matrix that are held at once: 32 MB."""

_RANDOM_BITS: Final = 32
"""numpy draws booleans from words of this size and drops what is left at the end of a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resampling:
    """Which tests are wanted.

    Attributes:
        confidence: Confidence intervals by bootstrap.
        paired_bootstrap: Paired bootstrap test against the first system, with intervals.
        paired_randomisation: Paired approximate randomisation test against the first system.
        resamples: Number of bootstrap resamples.
        trials: Number of randomisation trials.
    """

    confidence: bool = False
    paired_bootstrap: bool = False
    paired_randomisation: bool = False
    resamples: int = 1000
    trials: int = 10_000

    @property
    def bootstraps(self) -> bool:
        """Whether bootstrap resamples are drawn."""
        return self.confidence or self.paired_bootstrap


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The counts of one measure: for each system one row a segment."""

    measure: NgramMeasure
    systems: Sequence[Sequence[Row]]

    def scores(self, system: int) -> list[float]:
        """The score of each figure for one system."""
        return [value for value in self.measure.values(self.systems[system]) if value is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What resampling says about one figure of one system."""

    interval: Interval | None = None
    p_value: float | None = None


def environment_seed() -> int | None:
    """The seed sacreBLEU would use: ``SACREBLEU_SEED``, else 12345; ``None`` for ``none``.

    Raises:
        UsageError: The variable holds something else than a number.
    """
    value = os.environ.get("SACREBLEU_SEED", "12345")
    if value.lower() == "none":
        return None
    try:
        return int(value)
    except ValueError:
        raise UsageError(
            f"SACREBLEU_SEED is {value!r}", mend="Set it to a whole number or to none, or unset it"
        ) from None


def bootstrap(
    counts: Sequence[Counts],
    *,
    resamples: int,
    seed: int | None,
    paired: bool,
    advance: Callable[[int], None] = lambda _done: None,
) -> dict[tuple[str, int], Tested]:
    """Resample the segments with replacement and score every resample.

    Args:
        counts: Counts of all measures, over the same segments and systems.
        resamples: How many resamples.
        seed: Seed of the random numbers.
        paired: Whether to compare all systems with the first.
        advance: Told how many resamples have been scored.

    Returns:
        Interval and p-value by figure key and number of the system.
    """
    import numpy as np

    size = len(counts[0].systems[0])
    random = np.random.default_rng(seed)
    # Single precision, because sacreBLEU uses it.
    tables = [[np.array(rows, dtype=np.float32) for rows in item.systems] for item in counts]
    drawn: dict[tuple[str, int], list[Any]] = {}
    for _ in range(resamples):
        choice = random.choice(size, size=size, replace=True)
        for item, systems in zip(counts, tables, strict=True):
            for number, table in enumerate(systems):
                total = table[choice].sum(0)
                for formula in item.measure.formulas:
                    scores = drawn.setdefault((formula.figure.key, number), [])
                    scores.append(formula.score(total))
        advance(1)
    return _judge_resamples(counts, drawn, paired=paired)


def _judge_resamples(
    counts: Sequence[Counts], drawn: dict[tuple[str, int], list[Any]], *, paired: bool
) -> dict[tuple[str, int], Tested]:
    import numpy as np
    from sacrebleu.significance import _compute_p_value

    tested = {}
    for item in counts:
        real = [item.scores(number) for number in range(len(item.systems))]
        for place, formula in enumerate(item.measure.formulas):
            key = formula.figure.key
            baseline = np.array(drawn[key, 0])
            for number in range(len(item.systems)):
                p_value = None
                if paired and number > 0:
                    differences = np.abs(np.array(drawn[key, number]) - baseline)
                    p_value = _compute_p_value(
                        differences - differences.mean(),
                        abs(real[0][place] - real[number][place]),
                    )
                interval = _interval(drawn[key, number], paired=paired)
                tested[key, number] = Tested(interval=interval, p_value=p_value)
    return tested


def _interval(scores: Sequence[Any], *, paired: bool) -> Interval:
    """The interval as sacreBLEU computes it, which rounds differently in the two cases."""
    import numpy as np
    from sacrebleu.metrics.base import Score
    from sacrebleu.significance import estimate_ci

    if paired:
        mean, half_width = estimate_ci(np.array(scores))
        return Interval(mean=float(mean), half_width=float(half_width))
    whole = Score("", 0.0)
    whole.estimate_ci([Score("", score) for score in scores])
    return Interval(mean=float(whole._mean), half_width=float(whole._ci))


def approximate_randomisation(
    counts: Sequence[Counts],
    *,
    trials: int,
    seed: int | None,
    advance: Callable[[int], None] = lambda _done: None,
) -> dict[tuple[str, int], Tested]:
    """Swap segments between each system and the first at random, and see how scores differ.

    Args:
        counts: Counts of all measures, over the same segments and systems.
        trials: How many times to swap.
        seed: Seed of the random numbers.
        advance: Told how many trials have been scored.

    Returns:
        p-value by figure key and number of the system.
    """
    import numpy as np
    from sacrebleu.significance import _compute_p_value

    size = len(counts[0].systems[0])
    random = np.random.default_rng(seed)
    tables = [[np.array(rows) for rows in item.systems] for item in counts]
    differences: dict[tuple[str, int], list[Any]] = {}
    step = max(_CELLS // size // _RANDOM_BITS, 1) * _RANDOM_BITS
    for start in range(0, trials, step):
        rows = min(step, trials - start)
        swaps = random.integers(2, size=(rows, size), dtype=bool).astype(np.float64)
        for item, systems in zip(counts, tables, strict=True):
            for number, table in enumerate(systems[1:], start=1):
                for formula, found in _swapped(item.measure.formulas, swaps, systems[0], table):
                    differences.setdefault((formula.figure.key, number), []).extend(found)
        advance(rows)
    tested = {}
    for item in counts:
        real = [item.scores(number) for number in range(len(item.systems))]
        for place, formula in enumerate(item.measure.formulas):
            for number in range(1, len(item.systems)):
                p_value = _compute_p_value(
                    np.array(differences[formula.figure.key, number]),
                    abs(real[0][place] - real[number][place]),
                )
                tested[formula.figure.key, number] = Tested(p_value=p_value)
    return tested


def _swapped(
    formulas: Sequence[Formula], swaps: Scores, baseline: NDArray[Any], system: NDArray[Any]
) -> list[tuple[Formula, list[Any]]]:
    """How far apart the two pseudo systems of each trial are, by formula."""
    # Sums of counts are exact in double precision, where numpy multiplies fast.
    first = (swaps @ baseline + (1 - swaps) @ system).astype(system.dtype)
    second = ((1 - swaps) @ baseline + swaps @ system).astype(system.dtype)
    return [
        (
            formula,
            [
                abs(formula.score(one) - formula.score(other))
                for one, other in zip(first, second, strict=True)
            ],
        )
        for formula in formulas
    ]

"""Bounds that a score has to keep, for use in continuous integration."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.errors import UsageError
from mt_toolkit.scoring.choice import parse_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mt_toolkit.scoring.model import Figure, ScoreReport

__all__ = ["Shortfall", "parse_bounds", "shortfalls"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A figure of a system that is worse than its bound."""

    system: str
    figure: Figure
    value: float
    bound: float

    def __str__(self) -> str:
        side = "below" if self.figure.higher_is_better else "above"
        return f"{self.system}: {self.figure.label} {self.value:.2f} is {side} {self.bound:g}"


def parse_bounds(text: str, figures: Sequence[Figure]) -> dict[str, float]:
    """Read bounds such as ``bleu=30,terms=99``.

    Args:
        text: The bounds.
        figures: The figures that are going to be computed.

    Raises:
        UsageError: The text is not a list of figures with numbers, or one is not computed.
    """
    computed = [figure.key for figure in figures]
    bounds = {}
    for part in text.split(","):
        name, sign, number = part.partition("=")
        try:
            bound = float(number)
        except ValueError:
            bound = math.nan
        if not sign or not math.isfinite(bound):
            raise UsageError(
                f"{part.strip()!r} is not a bound", mend="Write bounds like bleu=30,terms=99"
            )
        for key in parse_keys(name):
            if key not in computed:
                raise UsageError(
                    f"there is a bound for {key}, which is not scored here",
                    mend=f"Scored are {', '.join(computed)}; choose with --metrics",
                )
            bounds[key] = bound
    return bounds


def shortfalls(report: ScoreReport, bounds: Mapping[str, float]) -> list[Shortfall]:
    """Every figure that misses its bound, whichever the system.

    A figure where lower is better, such as TER, must not be above its bound, the others not below.
    A figure that found nothing to measure misses none.
    """
    figures = {figure.key: figure for figure in report.figures}
    found = []
    for system in report.systems:
        for key, bound in bounds.items():
            value, figure = system.results[key].value, figures[key]
            if value is not None and (value < bound if figure.higher_is_better else value > bound):
                found.append(Shortfall(system=system.name, figure=figure, value=value, bound=bound))
    return found

"""The part of the alignment grid that is searched, and what is known about its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from mt_toolkit.alignment.shapes import Shape

    Floats = npt.NDArray[np.floating]

__all__ = ["Band", "Costs", "GapScores", "full_band"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """For each border between source segments, the borders between target segments near it.

    A border is counted by the segments before it: there are ``sources + 1`` of them. ``low`` and
    ``high`` (included) never fall; row 0 begins at 0, the last row ends at ``targets``, and each
    row overlaps the next.
    """

    low: tuple[int, ...]
    high: tuple[int, ...]

    @property
    def sources(self) -> int:
        """Number of source segments."""
        return len(self.low) - 1

    @property
    def targets(self) -> int:
        """Number of target segments."""
        return self.high[-1]

    def width(self, row: int) -> int:
        """How many target borders a row holds."""
        return self.high[row] - self.low[row] + 1


def full_band(sources: int, targets: int) -> Band:
    """The band that is the whole grid."""
    return Band(low=(0,) * (sources + 1), high=(targets,) * (sources + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class GapScores:
    """What it costs to leave segments without a partner.

    Attributes:
        source: Score of each source segment's being left alone.
        target: Score of each target segment's being left alone.
        opening: Added for the first of a run.
        extending: Added for each other of a run.
    """

    source: Floats
    target: Floats
    opening: float
    extending: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Scores of all that an alignment may be made of, in nats.

    Attributes:
        band: Which cells are searched.
        beads: For each shape and row, the scores of the beads of this shape that begin at the
            row's borders, ``-inf`` for those that reach beyond the grid.
        gaps: Scores of segments left alone.
    """

    band: Band
    beads: Mapping[Shape, Sequence[Floats]]
    gaps: GapScores

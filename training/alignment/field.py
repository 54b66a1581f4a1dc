"""The aligner's semi-Markov random field in PyTorch: many documents at once, with gradients.

It is the model of ``mt_toolkit.alignment.posterior``, over whole grids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from mt_toolkit.alignment.shapes import Shape
    from mt_toolkit.alignment.weights import Weights

NEVER = -1e9
# Beads of one side's size by the other's: 2-1 to 8-1, then 2-2 and 3-2; 1-1 is the measure of all.
SHAPE_NAMES = (*(f"{size}-1" for size in range(2, 9)), "2-2", "3-2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Features of a document, and its gold path with single gaps, source before target."""

    beads: dict[Shape, npt.NDArray[np.float32]]
    source_gaps: npt.NDArray[np.float32]
    target_gaps: npt.NDArray[np.float32]
    path: list[tuple[range, range]]


class Parameters(torch.nn.Module):
    """What is learned.

    Args:
        beads: Names of the features of beads.
        gaps: Names of those of segments left alone.
    """

    def __init__(self, beads: Sequence[str], gaps: Sequence[str]) -> None:
        super().__init__()
        self.bead_names, self.gap_names = tuple(beads), tuple(gaps)
        start = {"cosine": 1.0, "coverage": 1.0, "length": 0.5, "gap": -1.0}
        self.beads = torch.nn.Parameter(torch.tensor([start.get(name, 0.0) for name in beads]))
        self.gaps = torch.nn.Parameter(torch.tensor([start.get(name, 0.0) for name in gaps]))
        self.shapes = torch.nn.Parameter(-torch.ones(len(SHAPE_NAMES)))
        self.runs = torch.nn.Parameter(torch.tensor([-1.0, 0.0]))

    def hold(self, known: Weights) -> None:
        """Start from known weights, and learn only those of features that they do not name."""
        with torch.no_grad():
            for values, names, told in (
                (self.beads, self.bead_names, known.beads),
                (self.gaps, self.gap_names, known.gaps),
                (self.shapes, SHAPE_NAMES, known.shapes),
            ):
                values.copy_(torch.tensor([told.get(name, 0.0) for name in names]))
                free = torch.tensor([float(name not in told) for name in names])
                values.register_hook(free.mul)
            self.runs.copy_(torch.tensor([known.opening, known.extending]))
            self.runs.register_hook(torch.zeros_like)

    def of_shape(self, shape: Shape) -> torch.Tensor | float:
        """The weight of a shape, the same as that of its mirror image."""
        name = f"{max(shape)}-{min(shape)}"
        return self.shapes[SHAPE_NAMES.index(name)] if name in SHAPE_NAMES else 0.0


class Batch:
    """Documents of about one size, padded to the largest.

    Args:
        examples: The documents.
        beads: Which columns of their features of beads are looked at.
        gaps: Which columns of their features of gaps.
    """

    def __init__(self, examples: list[Example], beads: list[int], gaps: list[int]) -> None:
        self.examples = examples
        self.rows = torch.tensor([len(example.source_gaps) for example in examples])
        self.columns = torch.tensor([len(example.target_gaps) for example in examples])
        count, rows, columns = len(examples), int(self.rows.max()), int(self.columns.max())
        self.beads = {}
        for shape in sorted({shape for example in examples for shape in example.beads}):
            size = (count, rows - shape.source + 1, columns - shape.target + 1, len(beads))
            padded = np.zeros(size, dtype=np.float32)
            for own, example in zip(padded, examples, strict=True):
                if shape in example.beads:
                    values = example.beads[shape][..., beads]
                    own[: values.shape[0], : values.shape[1]] = values
            self.beads[shape] = torch.from_numpy(padded)
        self.source_gaps = torch.zeros(count, rows, len(gaps))
        self.target_gaps = torch.zeros(count, columns, len(gaps))
        for at, example in enumerate(examples):
            self.source_gaps[at, : self.rows[at]] = torch.from_numpy(example.source_gaps[:, gaps])
            self.target_gaps[at, : self.columns[at]] = torch.from_numpy(
                example.target_gaps[:, gaps]
            )

    def loss(self, parameters: Parameters) -> torch.Tensor:
        """Minus the logarithm of the gold paths' probabilities, added up."""
        beads = {
            shape: values @ parameters.beads + parameters.of_shape(shape)
            for shape, values in self.beads.items()
        }
        source, target = self.source_gaps @ parameters.gaps, self.target_gaps @ parameters.gaps
        everything = self._log_sum(beads, source, target, parameters.runs)
        return (everything - self._gold(beads, source, target, parameters.runs)).sum()

    def _log_sum(
        self,
        beads: dict[Shape, torch.Tensor],
        source: torch.Tensor,
        target: torch.Tensor,
        runs: torch.Tensor,
    ) -> torch.Tensor:
        opening, extending = runs
        count, columns = target.shape
        along = torch.cat([torch.zeros(count, 1), (target + extending).cumsum(1)], 1)
        after_bead: list[torch.Tensor] = []
        after_gap: list[torch.Tensor] = []
        anyhow: list[torch.Tensor] = []
        for row in range(source.shape[1] + 1):
            gap = torch.full((count, columns + 1), NEVER)
            if row == 0:
                bead = torch.cat([torch.zeros(count, 1), gap[:, 1:]], 1)
            else:
                arriving = [
                    torch.nn.functional.pad(
                        anyhow[row - shape.source][:, : columns + 1 - shape.target]
                        + scores[:, row - shape.source],
                        (shape.target, 0),
                        value=NEVER,
                    )
                    for shape, scores in beads.items()
                    if shape.source <= row
                ]
                bead = torch.logsumexp(torch.stack(arriving), 0)
                gap = source[:, row - 1 : row] + torch.logaddexp(
                    after_bead[-1] + opening, after_gap[-1] + extending
                )
            before = torch.logaddexp(bead, gap)
            run = torch.logcumsumexp(before - along, 1)[:, :-1] + along[:, 1:] + opening - extending
            after_bead.append(bead)
            after_gap.append(gap)
            anyhow.append(
                torch.logaddexp(before, torch.nn.functional.pad(run, (1, 0), value=NEVER))
            )
        return torch.stack(anyhow, 1)[torch.arange(count), self.rows, self.columns]

    def _gold(
        self,
        beads: dict[Shape, torch.Tensor],
        source: torch.Tensor,
        target: torch.Tensor,
        runs: torch.Tensor,
    ) -> torch.Tensor:
        totals = []
        for at, example in enumerate(self.examples):
            parts, before = [], (1, 1)
            for rows, columns in example.path:
                shape = (len(rows), len(columns))
                if all(shape):
                    scores = next(value for key, value in beads.items() if key == shape)
                    parts.append(scores[at, rows.start, columns.start])
                else:
                    gaps, place = (source, rows.start) if rows else (target, columns.start)
                    parts.append(gaps[at, place] + runs[int(shape == before)])
                before = shape
            totals.append(torch.stack(parts).sum())
        return torch.stack(totals)

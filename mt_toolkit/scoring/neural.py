"""COMET, through its own package and from a checkpoint that is already on this machine.

Rei et al. 2020 (https://aclanthology.org/2020.emnlp-main.213).
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.errors import ModelError
from mt_toolkit.scoring.model import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mt_toolkit.scoring.model import Batch, Row

__all__ = ["COMET", "CometMeasure"]

COMET: Final = Figure(key="comet", label="COMET")


class CometMeasure:
    """COMET scores in percent; a corpus has the mean of its segments.

    Args:
        checkpoint: The model's ``.ckpt`` file.
        gpus: Number of GPUs to use; 0 is the CPU.
        batch_size: Segments scored at once.

    Raises:
        ModelError: The ``unbabel-comet`` package or the checkpoint is not there.
    """

    figures = (COMET,)

    def __init__(self, checkpoint: Path | None, *, gpus: int = 0, batch_size: int = 16) -> None:
        self._model = _load(checkpoint)
        self._gpus = gpus
        self._batch_size = batch_size

    def rows(self, batch: Batch, systems: Sequence[Sequence[str]]) -> list[list[Row]]:
        """Score every segment of every system against the first reference."""
        sources = batch.source or [""] * len(batch.references[0])
        return [
            self._predict(
                [
                    {"src": source, "mt": hypothesis, "ref": reference}
                    for source, hypothesis, reference in zip(
                        sources, system, batch.references[0], strict=True
                    )
                ]
            )
            for system in systems
        ]

    def _predict(self, samples: list[dict[str, str]]) -> list[Row]:
        prediction = self._model.predict(
            samples,
            batch_size=self._batch_size,
            gpus=self._gpus,
            progress_bar=False,
        )
        return [float(score) for score in prediction.scores]

    def values(self, rows: Sequence[Row]) -> tuple[float | None, ...]:
        """The mean score."""
        return (100.0 * sum(rows) / len(rows) if rows else None,)

    def segment_values(self, row: Row) -> tuple[float | None, ...]:
        """One segment's score."""
        return (100.0 * row,)


def _load(checkpoint: Path | None) -> Any:
    # A checkpoint names an encoder that its package would fetch from the hub; only a copy that is
    # already in the user's hub cache may be used.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        comet = importlib.import_module("comet")
    except ImportError:
        raise ModelError(
            "COMET is not installed", mend="Run `pip install unbabel-comet`, or leave out comet"
        ) from None
    if checkpoint is None:
        raise ModelError(
            "COMET needs a model, and none is downloaded unasked",
            mend="Get one, for example with `comet-score --model Unbabel/wmt22-comet-da`, and give "
            "its .ckpt file with --comet-model",
        )
    if not checkpoint.is_file():
        raise ModelError(f"{checkpoint}: there is no such file", mend="Give the model's .ckpt file")
    try:
        return comet.load_from_checkpoint(str(checkpoint))
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise ModelError(
            f"{checkpoint}: COMET cannot load this model ({error})",
            mend="Check that it is a whole checkpoint, and that its encoder is in the hub cache",
        ) from error

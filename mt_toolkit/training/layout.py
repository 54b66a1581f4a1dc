"""The files of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.training.checkpoints import CheckpointFolder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["RunFolder"]


class RunFolder:
    """Where a run keeps what.

    Args:
        path: The run's folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.checkpoints = CheckpointFolder(path)

    @property
    def tokens(self) -> Path:
        """Folder of the vocabulary and the model's ``config.json``."""
        return self.path / "tokens"

    @property
    def data(self) -> Path:
        """Folder of the token arrays."""
        return self.path / "data"

    @property
    def spool(self) -> Path:
        """Folder of cleaned pairs, gone when the token arrays are complete."""
        return self.path / ".spool"

    @property
    def removed(self) -> Path:
        """List of pairs left out because they overlap with held-out text."""
        return self.path / "removed.tsv"

    @property
    def names(self) -> Path:
        """Pairs made to teach the names of glossaries; missing where none were."""
        return self.path / "names.tsv"

    @property
    def links(self) -> Path:
        """Vectors for guided alignment; missing where there are none."""
        return self.path / "links.npy"

    @property
    def journal(self) -> Path:
        """Records of all steps and evaluations."""
        return self.path / "log.jsonl"

    @property
    def identity(self) -> Path:
        """What the run was begun with."""
        return self.path / "run.json"

    @property
    def model(self) -> Path:
        """The exported model."""
        return self.path / "model"

    @property
    def lock(self) -> Path:
        """Held by the command that trains here."""
        return self.path / ".lock"

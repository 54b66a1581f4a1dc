"""The state of a run on disk, whole or not at all.

A checkpoint is a folder ``checkpoint-00001200`` of safetensors files of at most 16 MiB and a
``state.json``. It is written under another name and renamed when it is complete, so that a
process killed at any moment leaves the one before it or this one, never half of one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any, Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from mt_toolkit.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from torch import Tensor

__all__ = ["LIMIT", "CheckpointFolder"]

LIMIT: Final = 16 << 20
_HEADER: Final = 64 << 10
_NAME: Final = re.compile(r"checkpoint-(\d+)")


class CheckpointFolder:
    """Where a run keeps its checkpoints; only the newest stays.

    Args:
        folder: The run's folder.
        limit: Largest file, in bytes.
    """

    def __init__(self, folder: Path, *, limit: int = LIMIT) -> None:
        self._folder = folder
        self._room = limit - _HEADER

    def latest(self) -> Path | None:
        """The newest complete checkpoint."""
        found = [path for path in self._folder.glob("checkpoint-*") if _NAME.fullmatch(path.name)]
        return max(found, key=_step, default=None)

    def save(self, step: int, tensors: Mapping[str, Tensor], state: Mapping[str, Any]) -> None:
        """Write a checkpoint, then remove those before it.

        Raises:
            OutputError: The disk is full or the folder cannot be written.
        """
        part = self._folder / ".checkpoint.part"
        target = self._folder / f"checkpoint-{step:08}"
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            for number, group in enumerate(self._groups(tensors)):
                path = part / f"tensors-{number:03}.safetensors"
                save_file(group, path)
                _flush(path)
            (part / "state.json").write_text(json.dumps(state), encoding="utf-8")
            _flush(part / "state.json")
            shutil.rmtree(target, ignore_errors=True)
            part.rename(target)
        except (OSError, SafetensorError) as error:
            raise OutputError(
                f"{target}: cannot be written ({error})",
                mend="Free some space and run the same command again",
            ) from error
        for path in self._folder.glob("checkpoint-*"):
            if path != target:
                shutil.rmtree(path, ignore_errors=True)

    def load(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """Read the newest checkpoint.

        Raises:
            InputError: There is none, or it is damaged.
        """
        path = self.latest()
        if path is None:
            raise InputError("holds no checkpoint", path=self._folder, mend="Begin a new run")
        try:
            state = json.loads((path / "state.json").read_bytes())
            pieces: dict[str, list[Tensor]] = {}
            for file in sorted(path.glob("tensors-*.safetensors")):
                for name, tensor in sorted(load_file(file).items(), key=lambda item: _row(item[0])):
                    pieces.setdefault(name.partition("#")[0], []).append(tensor)
        except (OSError, ValueError, SafetensorError) as error:
            raise InputError(
                f"is damaged ({error})", path=path, mend="Remove the run and begin a new one"
            ) from error
        tensors = {
            name: parts[0] if len(parts) == 1 else torch.cat(parts)
            for name, parts in pieces.items()
        }
        return tensors, state

    def _groups(self, tensors: Mapping[str, Tensor]) -> Iterator[dict[str, Tensor]]:
        """Tensors in groups that fit a file; larger ones are cut into blocks of rows."""
        group: dict[str, Tensor] = {}
        used = 0
        for name, tensor in self._blocks(tensors):
            size = tensor.numel() * tensor.element_size()
            if group and used + size > self._room:
                yield group
                group, used = {}, 0
            group[name] = tensor
            used += size
        if group:
            yield group

    def _blocks(self, tensors: Mapping[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
        for name, tensor in tensors.items():
            # Copies: safetensors refuses views that share memory.
            size = tensor.numel() * tensor.element_size()
            if size <= self._room or tensor.ndim < 2:
                yield name, tensor.detach().cpu().clone()
                continue
            rows = max(1, self._room // (size // tensor.shape[0]))
            for start in range(0, tensor.shape[0], rows):
                yield f"{name}#{start}", tensor[start : start + rows].detach().cpu().clone()


def _step(path: Path) -> int:
    match = _NAME.fullmatch(path.name)
    return int(match[1]) if match else -1


def _row(name: str) -> tuple[str, int]:
    whole, _, row = name.partition("#")
    return whole, int(row or 0)


def _flush(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())

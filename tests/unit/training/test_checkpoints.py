"""Checkpoints: whole or not at all, in files of bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from mt_toolkit.errors import InputError
from mt_toolkit.training.checkpoints import CheckpointFolder

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 80_000


def tensors() -> dict[str, torch.Tensor]:
    random = torch.Generator().manual_seed(1)
    return {
        "large": torch.randn(300, 50, generator=random),
        "small": torch.randn(7, generator=random),
        "number": torch.tensor(3.0),
    }


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path, limit=LIMIT)
    folder.save(12, tensors(), {"step": 12})
    loaded, state = folder.load()
    assert state == {"step": 12}
    assert loaded.keys() == tensors().keys()
    assert all(torch.equal(loaded[name], tensor) for name, tensor in tensors().items())


def test_no_file_is_larger_than_the_limit(tmp_path: Path) -> None:
    CheckpointFolder(tmp_path, limit=LIMIT).save(1, tensors(), {})
    sizes = [path.stat().st_size for path in tmp_path.rglob("*.safetensors")]
    assert len(sizes) > 3
    assert max(sizes) <= LIMIT


def test_only_the_newest_stays(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path)
    for step in (9, 10, 100):
        folder.save(step, tensors(), {"step": step})
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint-00000100"]


def test_half_a_checkpoint_is_never_read(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path)
    folder.save(1, tensors(), {"step": 1})
    # What a process leaves that is killed while it writes.
    (tmp_path / ".checkpoint.part").mkdir()
    (tmp_path / ".checkpoint.part" / "tensors-000.safetensors").write_bytes(b"half")
    assert folder.load()[1] == {"step": 1}
    folder.save(2, tensors(), {"step": 2})
    assert folder.load()[1] == {"step": 2}


def test_damage_is_named(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path)
    with pytest.raises(InputError, match="holds no checkpoint"):
        folder.load()
    folder.save(1, tensors(), {})
    for path in tmp_path.rglob("*.safetensors"):
        path.write_bytes(b"damaged")
    with pytest.raises(InputError, match="is damaged"):
        folder.load()

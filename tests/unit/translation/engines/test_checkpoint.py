from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from mt_toolkit.errors import ModelError
from mt_toolkit.translation.engines.checkpoint import Checkpoint
from tests.marian import make_model, save, write_tokens

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_tokens(tmp_path)
    return save(make_model(tmp_path), tmp_path)


def state(folder: Path) -> dict[str, torch.Tensor]:
    return dict(make_model(folder).state_dict())


def change_config(folder: Path, **changes: Any) -> None:
    path = folder / "config.json"
    content = json.loads(path.read_text()) | changes
    path.write_text(json.dumps({key: value for key, value in content.items() if value != "gone"}))


def test_weights_are_read_as_float32(folder: Path) -> None:
    tensors = Checkpoint(folder).tensors()
    shared = state(folder)["model.shared.weight"].numpy()
    assert all(array.dtype == np.float32 for array in tensors.values())
    assert np.array_equal(tensors["model.shared.weight"], shared)


@pytest.mark.parametrize(
    ("dtype", "half", "error"),
    [(torch.float32, False, 0), (torch.float16, True, 1e-3), (torch.bfloat16, False, 1e-2)],
)
def test_16_bit_weights_are_widened(
    folder: Path, dtype: torch.dtype, half: bool, error: float
) -> None:
    save(make_model(folder), folder, dtype=dtype)
    checkpoint = Checkpoint(folder)
    assert checkpoint.stored_half() == half
    for name, array in checkpoint.tensors().items():
        np.testing.assert_allclose(array, state(folder)[name].numpy(), rtol=error, atol=1e-7)


def test_the_older_format_holds_the_same(folder: Path) -> None:
    expected = Checkpoint(folder).tensors()
    (folder / "model.safetensors").unlink()
    torch.save(state(folder), folder / "pytorch_model.bin")
    tensors = Checkpoint(folder).tensors()
    assert all(np.array_equal(tensors[name], array) for name, array in expected.items())


def test_shards_are_put_together(folder: Path) -> None:
    expected = Checkpoint(folder).tensors()
    (folder / "model.safetensors").unlink()
    make_model(folder).save_pretrained(folder, max_shard_size="60KB")
    assert len(list(folder.glob("model-*.safetensors"))) > 1
    tensors = Checkpoint(folder).tensors()
    assert tensors.keys() == expected.keys()
    assert all(np.array_equal(tensors[name], array) for name, array in expected.items())


def test_a_missing_shard_is_named(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    make_model(folder).save_pretrained(folder, max_shard_size="60KB")
    shard = min(folder.glob("model-*.safetensors"))
    shard.unlink()
    with pytest.raises(ModelError, match=rf"{shard.name} is missing"):
        Checkpoint(folder)


def test_code_in_a_pickle_is_never_run(folder: Path, tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, tuple[object, ...]]:
            return ((tmp_path / "harm").touch, ())

    (folder / "model.safetensors").unlink()
    torch.save({"weight": Harm()}, folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"pytorch_model\.bin is damaged or not plain weights"):
        Checkpoint(folder).tensors()
    assert not (tmp_path / "harm").exists()


def test_the_older_format_needs_torch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError, match=r"pip install 'mt-toolkit\[torch\]'"):
        Checkpoint(folder).tensors()


@pytest.mark.parametrize("name", ["config.json", "source.spm", "target.spm", "vocab.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} is missing\. Download the whole model"):
        Checkpoint(folder)


def test_missing_weights_are_named(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"neither model\.safetensors nor pytorch_model\.bin"):
        Checkpoint(folder)


@pytest.mark.parametrize("keep", [0, 5, 2000])
def test_damaged_weights_are_named(folder: Path, keep: int) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ModelError, match=r"model\.safetensors is damaged.*Download the model"):
        Checkpoint(folder).tensors()


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_damaged_config_is_named(folder: Path, content: str) -> None:
    (folder / "config.json").write_text(content)
    with pytest.raises(ModelError, match=r"config\.json .*JSON.* Download the model again"):
        Checkpoint(folder)


def test_another_kind_of_model_is_refused(folder: Path) -> None:
    change_config(folder, model_type="t5")
    with pytest.raises(ModelError, match="of type 't5', not 'marian'"):
        Checkpoint(folder)


def test_a_config_without_shape_is_refused(folder: Path) -> None:
    change_config(folder, d_model="gone")
    with pytest.raises(ModelError, match=r"config\.json lacks the entry 'd_model'"):
        Checkpoint(folder)


def test_a_file_is_no_model(folder: Path) -> None:
    with pytest.raises(ModelError, match="is not a folder"):
        Checkpoint(folder / "config.json")


@pytest.mark.parametrize("name", ["config.json", "vocab.json", "source.spm", "target.spm"])
def test_the_hash_follows_each_file(folder: Path, name: str) -> None:
    before = Checkpoint(folder).weights_hash()
    assert Checkpoint(folder).weights_hash() == before
    with (folder / name).open("ab") as file:
        file.write(b" ")
    assert Checkpoint(folder).weights_hash() != before


def test_the_hash_follows_the_weights(folder: Path) -> None:
    before = Checkpoint(folder).weights_hash()
    tensors = {name: tensor.clone() for name, tensor in state(folder).items()}
    tensors["final_logits_bias"] += 1
    save_file(tensors, folder / "model.safetensors")
    assert Checkpoint(folder).weights_hash() != before


def test_a_wrong_entry_for_word_links_is_named(folder: Path) -> None:
    change_config(folder, word_links={"layer": 9, "heads": [0], "shift": 1})
    with pytest.raises(ModelError, match=r"config\.json: word_links names what the model does not"):
        Checkpoint(folder)

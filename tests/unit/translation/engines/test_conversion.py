from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from safetensors.numpy import load_file, save_file

from mt_toolkit.errors import ModelError
from mt_toolkit.translation.engines.checkpoint import Checkpoint
from mt_toolkit.translation.engines.conversion import (
    cache_root,
    conversions,
    converted_folder,
    remove_conversions,
)
from tests.marian import make_model, save, write_tokens

CONVERT = """
import sys
from pathlib import Path
from mt_toolkit.translation.engines.checkpoint import Checkpoint
from mt_toolkit.translation.engines.conversion import converted_folder
print(converted_folder(Checkpoint(Path(sys.argv[1])), "int8"))
"""

# Stops for ever in the middle of writing the model, as a slow disk would, and says so.
CONVERT_HALF = """
import sys, time
from pathlib import Path
from mt_toolkit.translation.engines import marian_spec
def half(checkpoint, folder, quantization):
    (folder / "model.bin").write_bytes(b"half a model")
    print("writing", flush=True)
    time.sleep(600)
marian_spec.convert = half
""" + CONVERT.replace("import sys\n", "")


@pytest.fixture
def checkpoint(tmp_path: Path) -> Checkpoint:
    folder = tmp_path / "model"
    folder.mkdir()
    write_tokens(folder)
    return Checkpoint(save(make_model(folder), folder))


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MT_TOOLKIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def start(script: str, checkpoint: Checkpoint) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(checkpoint.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def names() -> list[str]:
    return sorted(path.name for path in cache_root().iterdir() if path.suffix != ".lock")


def test_a_model_is_converted_once(checkpoint: Checkpoint) -> None:
    folder = converted_folder(checkpoint, "int8")
    written = (folder / "model.bin").stat().st_mtime_ns
    assert converted_folder(checkpoint, "int8") == folder
    assert (folder / "model.bin").stat().st_mtime_ns == written
    assert names() == [folder.name]


def test_each_quantization_has_its_own_entry(checkpoint: Checkpoint) -> None:
    small = converted_folder(checkpoint, "int8") / "model.bin"
    large = converted_folder(checkpoint, "float32") / "model.bin"
    assert small.stat().st_size < large.stat().st_size / 2
    assert len(names()) == 2


def test_other_weights_have_their_own_entry(checkpoint: Checkpoint) -> None:
    before = converted_folder(checkpoint, "int8")
    path = checkpoint.folder / "model.safetensors"
    tensors = load_file(path)
    tensors["final_logits_bias"] = tensors["final_logits_bias"] - 1
    save_file(tensors, path)
    assert converted_folder(Checkpoint(checkpoint.folder), "int8") != before


def test_two_processes_at_once_share_one_entry(checkpoint: Checkpoint) -> None:
    both = [start(CONVERT, checkpoint) for _ in range(2)]
    outputs = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert outputs[0][0] == outputs[1][0]
    folder = Path(outputs[0][0].strip())
    assert names() == [folder.name]
    assert converted_folder(checkpoint, "int8") == folder


def test_what_a_killed_process_left_is_not_taken_for_whole(checkpoint: Checkpoint) -> None:
    process = start(CONVERT_HALF, checkpoint)
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    (left,) = names()
    assert conversions() == []
    folder = converted_folder(checkpoint, "int8")
    assert left != folder.name
    assert names() == [folder.name]
    assert (folder / "model.bin").read_bytes() != b"half a model"


@pytest.mark.parametrize("name", ["model.bin", "config.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_a_damaged_entry_is_built_again(checkpoint: Checkpoint, name: str, damage: str) -> None:
    folder = converted_folder(checkpoint, "int8")
    path = folder / name
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    else:
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    assert converted_folder(checkpoint, "int8") == folder
    assert path.read_bytes() == whole


def test_a_failed_conversion_leaves_nothing(checkpoint: Checkpoint) -> None:
    path = checkpoint.folder / "model.safetensors"
    tensors = load_file(path)
    del tensors["model.decoder.layers.1.fc2.weight"]
    save_file(tensors, path)
    with pytest.raises(ModelError, match=r"lacks the weight .*decoder\.layers\.1\.fc2\.weight"):
        converted_folder(checkpoint, "int8")
    assert names() == []


def test_an_activation_that_cannot_be_run_is_named(checkpoint: Checkpoint) -> None:
    path = checkpoint.folder / "config.json"
    path.write_text(path.read_text().replace('"swish"', '"mish"'))
    with pytest.raises(ModelError, match=r"config\.json asks for the activation 'mish'"):
        converted_folder(Checkpoint(checkpoint.folder), "int8")


def test_a_cache_that_cannot_be_written_is_named(checkpoint: Checkpoint, empty_cache: Path) -> None:
    empty_cache.write_text("a file where the folder should be")
    with pytest.raises(ModelError, match=r"cannot be written to .* set MT_TOOLKIT_CACHE"):
        converted_folder(checkpoint, "int8")


def test_conversions_are_listed_and_removed(checkpoint: Checkpoint) -> None:
    assert conversions() == []
    assert remove_conversions(checkpoint.weights_hash()) == 0
    folders = [converted_folder(checkpoint, kind) for kind in ("float32", "int8")]
    found = conversions()
    assert [conversion.folder for conversion in found] == folders
    assert {conversion.weights_hash for conversion in found} == {checkpoint.weights_hash()}
    sizes = [sum(path.stat().st_size for path in folder.iterdir()) for folder in folders]
    assert [conversion.size for conversion in found] == sizes
    assert remove_conversions("another") == 0
    assert remove_conversions(checkpoint.weights_hash()) == sum(sizes)
    assert conversions() == []


def test_without_a_choice_the_cache_is_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MT_TOOLKIT_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_root().parts[-2:] == ("mt-toolkit", "ctranslate2")

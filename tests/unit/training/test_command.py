"""`mt-toolkit train` as its users run it."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import PROGRAM, Shell, wait_for
from tests.unit.training import toy

if TYPE_CHECKING:
    from pathlib import Path

TINY = (
    *("--width", "16", "--inner", "16", "--encoder-layers", "1", "--decoder-layers", "1"),
    *("--encoder-heads", "1", "--decoder-heads", "1", "--batch-tokens", "60"),
    *("--source-pieces", "330", "--target-pieces", "330", "--start", "random"),
    *("--precision", "float32", "--device", "cpu", "--warmup", "5"),
)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def mixture(shell: Shell) -> Path:
    return toy.write_mixture(shell.folder, count=120)


def records(run: Path) -> list[dict[str, Any]]:
    lines = (run / "log.jsonl").read_text().splitlines()
    return [{**json.loads(line), "seconds": None} for line in lines]


def test_a_run_killed_at_any_moment_ends_as_if_undisturbed(shell: Shell, mixture: Path) -> None:
    arguments = ("train", mixture, *TINY, "--steps", "120", "--save-every", "10")
    whole = shell.run(*arguments, "--output", "whole", "--json")
    assert whole.code == 0, whole.err
    assert whole.summary["steps"] == 120

    run = shell.folder / "killed"
    with subprocess.Popen(
        [*PROGRAM, *map(str, arguments), "--output", str(run), "--quiet"],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            wait_for(lambda: any(run.glob("checkpoint-*[1-9]*")), process)
        finally:
            process.send_signal(signal.SIGKILL)
    assert not (run / "model").exists()

    resumed = shell.run(*arguments, "--output", "killed")
    assert resumed.code == 0, resumed.err
    assert "going on after step" in resumed.err
    assert records(run) == records(shell.folder / "whole")
    weights = "model/model.safetensors"
    assert (run / weights).read_bytes() == (shell.folder / "whole" / weights).read_bytes()


def test_what_cannot_be_done_is_said_before_anything_is_read(shell: Shell, mixture: Path) -> None:
    without_length = shell.run("train", mixture, "--output", "run")
    assert without_length.code == 2
    assert "Give --steps or --minutes" in without_length.err
    uneven = shell.run("train", mixture, "--output", "run", "--steps", "1", "--width", "100")
    assert uneven.code == 2
    assert "heads" in uneven.err
    nowhere = shell.run("train", "gone.yaml", "--output", "run", "--steps", "1")
    assert nowhere.code == 2
    assert not (shell.folder / "run").exists()

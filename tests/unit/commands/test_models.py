from __future__ import annotations

import json
import os
import subprocess
import sys
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mt_toolkit.commands.models import app
from mt_toolkit.errors import ModelError, UsageError
from mt_toolkit.translation.engines.conversion import cache_root
from mt_toolkit.translation.models import inventory, resolving
from mt_toolkit.translation.models.catalogue import PREFERRED
from tests.hubserver import COMMIT, HubServer, marian_files, write_cached, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty hub cache that the commands take for the user's own."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("MT_TOOLKIT_CACHE", str(tmp_path / "mt"))
    return tmp_path / "hub"


@pytest.fixture
def carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_files(tmp_path / "carried", marian_files())
    for module in (resolving, inventory):
        monkeypatch.setattr(module, "carried_folder", lambda: folder)
    return folder


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=typed)


def run_program(tmp_path: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The whole program in a process of its own, with a hub cache of its own."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if "proxy" not in name.lower() and not name.startswith("HF_")
    }
    return subprocess.run(
        [sys.executable, "-m", "mt_toolkit", "models", *arguments],
        env={**inherited, "HF_HOME": str(tmp_path / "home"), **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class TestList:
    @pytest.mark.usefixtures("carried")
    def test_says_what_is_here_and_what_is_not(self, cache: Path) -> None:
        write_cached(cache, "org/another", marian_files())
        lines = run("list").stdout.splitlines()
        rows = {line.split()[0]: line for line in lines[1:]}
        assert "carried" in rows["compact"]
        assert "not here  312 MB  ar → en" in rows[PREFERRED]
        assert "cached" in rows["org/another"]
        assert rows["org/another"].endswith("apache-2.0")

    def test_names_are_never_cut(self, cache: Path) -> None:
        name = "organisation-with-a-long-name/" + "model-" * 10 + "ar-en"
        write_cached(cache, name, marian_files())
        assert name in run("list").stdout

    def test_json_has_the_same_models(self, cache: Path) -> None:
        snapshot = write_cached(cache, PREFERRED, marian_files())
        found = json.loads(run("list", "--json").stdout)
        (model,) = [model for model in found["models"] if model["name"] == PREFERRED]
        assert (model["state"], model["revision"]) == ("cached", COMMIT)
        assert model["folder"] == str(snapshot)
        assert found["conversions"] == []

    @pytest.mark.usefixtures("cache")
    def test_converted_models_are_counted(self) -> None:
        files = {"model.bin": b"m" * 990, "manifest.json": b"0123456789"}
        write_files(cache_root() / "abc-1-int8", files)
        assert "1 converted for CTranslate2, 1.0 kB, in " in run("list").stdout


class TestShow:
    def test_facts_of_a_model(self, cache: Path) -> None:
        write_cached(cache, PREFERRED, marian_files())
        shown = dict(
            line.split(maxsplit=1) for line in run("show", "opus-mt-ar-en").stdout.splitlines()
        )
        assert shown["layers"] == "2 encoder, 1 decoder"
        assert shown["vocabulary"] == "10"
        assert shown["licence"] == "apache-2.0"
        assert shown["revision"] == COMMIT
        assert shown["model.safetensors"] == "3.0 kB"

    def test_json(self, carried: Path) -> None:
        shown = json.loads(run("show", "compact", "--json").stdout)
        assert shown["folder"] == str(carried)
        assert (shown["encoder_layers"], shown["width"], shown["kind"]) == (2, 8, "marian")
        assert shown["files"]["model.safetensors"] == 3000

    def test_the_catalogue_knows_the_licence_where_a_card_is_missing(self, carried: Path) -> None:
        (carried / "README.md").unlink()
        assert "CC-BY-SA-4.0" in run("show", "compact").stdout

    def test_a_converted_folder_says_what_it_can(self, tmp_path: Path) -> None:
        files = {"model.bin": b"m", "source.spm": b"s", "target.spm": b"t"}
        folder = write_files(tmp_path / "ct2", files)
        assert "CTranslate2" in run("show", str(folder)).stdout


class TestPath:
    def test_prints_the_folder_and_nothing_else(self, carried: Path) -> None:
        result = run("path", "compact")
        assert result.output == f"{carried}\n"

    @pytest.mark.usefixtures("cache")
    def test_a_model_that_is_not_here_tells_how_to_get_it(self) -> None:
        result = run("path", PREFERRED)
        assert isinstance(result.exception, ModelError)
        assert f"mt-toolkit models pull {PREFERRED}" in str(result.exception)


class TestPull:
    def test_the_carried_model_is_here_already(self, carried: Path) -> None:
        result = run("pull", "compact")
        assert result.stdout == f"{carried}\n"
        assert result.stderr == "model: compact (carried in the package)\n"


class TestRemove:
    def test_asks_and_keeps_on_no(self, cache: Path) -> None:
        snapshot = write_cached(cache, PREFERRED, marian_files())
        result = run("rm", PREFERRED, typed="n\n")
        assert result.exit_code == 1
        assert f"Remove {PREFERRED}" in result.stderr
        assert snapshot.is_dir()

    def test_removes_the_model_and_what_was_made_from_it(self, cache: Path) -> None:
        from mt_toolkit.translation.engines.checkpoint import Checkpoint

        snapshot = write_cached(cache, PREFERRED, marian_files())
        key = Checkpoint(snapshot).weights_hash()
        ours = write_files(cache_root() / f"{key}-1-int8", {"manifest.json": b"{}"})
        others = write_files(cache_root() / "abc-1-int8", {"manifest.json": b"{}"})
        assert run("rm", PREFERRED, "--yes").exit_code == 0
        assert not snapshot.exists()
        assert not ours.exists()
        assert others.exists()

    def test_removes_a_model_that_cannot_be_read(self, cache: Path) -> None:
        snapshot = write_cached(cache, PREFERRED, marian_files() | {"config.json": b"{"})
        assert run("rm", PREFERRED, "--yes").exit_code == 0
        assert not snapshot.exists()

    def test_never_the_carried_model(self, carried: Path) -> None:
        result = run("rm", "compact", "--yes")
        assert isinstance(result.exception, UsageError)
        assert carried.is_dir()

    def test_never_a_folder_of_the_user(self, tmp_path: Path) -> None:
        folder = write_files(tmp_path / "mine", marian_files())
        result = run("rm", str(folder), "--yes")
        assert isinstance(result.exception, UsageError)
        assert (folder / "model.safetensors").is_file()

    def test_never_all_revisions_where_one_was_named(self, cache: Path) -> None:
        snapshot = write_cached(cache, PREFERRED, marian_files())
        result = run("rm", f"{PREFERRED}@{COMMIT}", "--yes")
        assert isinstance(result.exception, UsageError)
        assert snapshot.is_dir()

    @pytest.mark.usefixtures("cache")
    def test_a_model_that_is_not_here(self) -> None:
        assert isinstance(run("rm", PREFERRED, "--yes").exception, ModelError)


class TestProgram:
    def test_pull_then_path(self, tmp_path: Path) -> None:
        with HubServer(repos={PREFERRED: marian_files()}) as server:
            pulled = run_program(tmp_path, "pull", PREFERRED, HF_ENDPOINT=server.address)
        assert pulled.returncode == 0, pulled.stderr
        assert f"downloading {PREFERRED}" in pulled.stderr
        found = run_program(tmp_path, "path", PREFERRED)
        assert (found.stdout, found.stderr) == (pulled.stdout, "")
        quiet = run_program(tmp_path, "pull", "--quiet", PREFERRED, HF_HUB_OFFLINE="1")
        assert quiet.returncode == 3

    @pytest.mark.parametrize(
        ("env", "said"),
        [
            ({"HF_HUB_OFFLINE": "1"}, "error: the model hub may not be asked"),
            ({"HF_ENDPOINT": "http://127.0.0.1:9"}, "error: no model hub can be reached"),
        ],
    )
    def test_pull_without_a_hub(self, tmp_path: Path, env: dict[str, str], said: str) -> None:
        pulled = run_program(tmp_path, "pull", PREFERRED, **env)
        assert pulled.returncode == 3
        assert pulled.stderr.startswith(said)
        assert pulled.stdout == ""

    def test_pull_of_a_model_that_the_hub_refuses(self, tmp_path: Path) -> None:
        with HubServer(status=HTTPStatus.UNAUTHORIZED) as server:
            pulled = run_program(tmp_path, "pull", "org/secret", HF_ENDPOINT=server.address)
        assert pulled.returncode == 3
        assert "the model hub has no org/secret, or not without a login" in pulled.stderr

    def test_a_name_that_is_none(self, tmp_path: Path) -> None:
        shown = run_program(tmp_path, "show", "compcat")
        assert shown.returncode == 3
        assert "The nearest known name is compact" in shown.stderr

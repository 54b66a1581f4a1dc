from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from mt_toolkit.commands.testsets import app
from mt_toolkit.errors import InputError, MtToolkitError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command with an empty folder of test sets, and an empty one of sacreBLEU."""
    (tmp_path / "sets").mkdir()
    monkeypatch.setenv("MT_TOOLKIT_TESTSETS", str(tmp_path / "sets"))
    monkeypatch.setenv("SACREBLEU", str(tmp_path / "sacrebleu"))

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(app, list(arguments))
        if isinstance(result.exception, MtToolkitError):
            raise result.exception
        return result

    return invoke


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("text\n")
    return path


LAYOUTS = [
    (
        "flores-devtest",
        "flores200_dataset/devtest/arb_Arab.devtest",
        "flores200_dataset/devtest/eng_Latn.devtest",
    ),
    ("flores-dev", "flores-dev/flores-dev.ar", "flores-dev/flores-dev.en"),
    (
        "ntrex",
        "NTREX/NTREX-128/newstest2019-ref.arb.txt",
        "NTREX/NTREX-128/newstest2019-src.eng.txt",
    ),
    ("ntrex-dev", "ntrex-dev/ntrex-dev.ar", "ntrex-dev/ntrex-dev.en"),
    ("iwslt17", "iwslt17/iwslt17.ar-en.src", "iwslt17/iwslt17.ar-en.ref"),
]


@pytest.mark.parametrize(("name", "source", "reference"), LAYOUTS)
def test_published_layouts_are_found(
    run: Run, tmp_path: Path, name: str, source: str, reference: str
) -> None:
    source_path, reference_path = (
        put(tmp_path / "sets" / source),
        put(tmp_path / "sets" / reference),
    )
    assert run("path", name, "--side", "source").stdout == f"{source_path}\n"
    assert run("path", name).stdout == f"source\t{source_path}\nreference\t{reference_path}\n"
    listed = json.loads(run("list", "--json").stdout)
    files = {item["name"]: item["files"] for item in listed}
    assert files.pop(name) == {"source": str(source_path), "reference": str(reference_path)}
    assert not any(files.values())


def test_what_sacrebleu_has_downloaded_is_found(run: Run, tmp_path: Path) -> None:
    for field in ("src", "ref", "docid"):
        put(tmp_path / "sacrebleu" / "iwslt17" / f"iwslt17.ar-en.{field}")
    expected = tmp_path / "sacrebleu/iwslt17/iwslt17.ar-en.docid"
    assert run("path", "iwslt17", "--side", "documents").stdout == f"{expected}\n"


def test_the_list_tells_what_is_here(run: Run, tmp_path: Path) -> None:
    for name in ("ntrex-dev.ar", "ntrex-dev.en"):
        put(tmp_path / "sets" / name)
    states = {line.split()[0]: line.split()[1] for line in run("list").stdout.splitlines()}
    assert states == {
        "flores-dev": "-",
        "flores-devtest": "-",
        "ntrex": "-",
        "ntrex-dev": "here",
        "iwslt17": "-",
    }


def test_a_folder_on_the_command_line_wins(run: Run, tmp_path: Path) -> None:
    for folder in ("sets", "mine"):
        for name in ("flores-dev.ar", "flores-dev.en"):
            put(tmp_path / folder / name)
    arguments = ("path", "flores-dev", "--side", "source")
    assert run(*arguments).stdout == f"{tmp_path / 'sets/flores-dev.ar'}\n"
    found = run(*arguments, "--folder", str(tmp_path / "mine")).stdout
    assert found == f"{tmp_path / 'mine/flores-dev.ar'}\n"


def test_what_is_missing_is_told_with_the_way_to_get_it(run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"source of ntrex is not there.*MicrosoftTranslator"):
        run("path", "ntrex")
    with pytest.raises(InputError, match="Add --download"):
        run("path", "iwslt17")
    put(tmp_path / "sets/flores-dev.ar")
    with pytest.raises(InputError, match="reference of flores-dev is not there"):
        run("path", "flores-dev")
    with pytest.raises(UsageError, match="there is no test set 'wmt'"):
        run("path", "wmt")


def test_nothing_is_downloaded_unasked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sacrebleu.download_test_set", lambda *_: pytest.fail("downloads"))
    with pytest.raises(InputError):
        run("path", "iwslt17")
    assert run("list").exit_code == 0


def test_sacrebleu_downloads_when_asked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def download(name: str, pair: str) -> None:
        for field in ("src", "ref"):
            put(tmp_path / "sacrebleu" / name / f"{name}.{pair}.{field}")

    monkeypatch.setattr("sacrebleu.download_test_set", download)
    expected = tmp_path / "sacrebleu/iwslt17/iwslt17.ar-en.ref"
    arguments = ("path", "iwslt17", "--side", "reference", "--download")
    assert run(*arguments).stdout == f"{expected}\n"
    with pytest.raises(UsageError, match="sacreBLEU does not have ntrex"):
        run("path", "ntrex", "--download")


@pytest.mark.parametrize("error", [OSError("no network"), SystemExit(1)])
def test_a_download_that_fails_is_reported(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def download(*_: str) -> None:
        raise error

    monkeypatch.setattr("sacrebleu.download_test_set", download)
    with pytest.raises(InputError, match="could not download iwslt17"):
        run("path", "iwslt17", "--download")


def test_a_side_that_a_set_lacks(run: Run, tmp_path: Path) -> None:
    for name in ("flores-dev.ar", "flores-dev.en"):
        put(tmp_path / "sets" / name)
    with pytest.raises(InputError, match="flores-dev has no documents file"):
        run("path", "flores-dev", "--side", "documents")

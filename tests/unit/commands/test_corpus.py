"""`mt-toolkit corpus convert` and `validate`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.bitext import SegmentPair
from mt_toolkit.bitext_files import FORMS, bitext_writer, read_bitext
from mt_toolkit.commands.options import Form

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    SegmentPair(source="نعم", target="yes", source_segments=(0,), target_segments=(0, 1)),
    SegmentPair(source="وحده", target="", source_segments=(1,), confidence=0.25),
]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mt_toolkit", "corpus", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    with bitext_writer(tmp_path / "a.jsonl") as write:
        for row in ROWS:
            write(row)
    return tmp_path / "a.jsonl"


def test_the_command_line_knows_all_forms() -> None:
    assert [form.value for form in Form] == list(FORMS)


def test_convert_through_all_forms_loses_nothing(bitext: Path) -> None:
    last = bitext
    for name in ("b.tmx", "c.parquet", "d.xlf.gz", "e.tsv", "f.ar", "g.ndjson"):
        done = run("convert", last, bitext.with_name(name))
        assert (done.returncode, done.stdout) == (0, "")
        assert "2 pairs written" in done.stderr
        last = bitext.with_name(name)
    assert last.read_bytes() == bitext.read_bytes()


def test_convert_to_moses_leaves_no_line_empty(bitext: Path) -> None:
    done = run("convert", bitext, bitext.with_name("b"), "--to", "moses", "--json")
    assert json.loads(done.stdout) == {"written": 2, "failed": 0}
    assert bitext.with_name("b.en").read_text() == "yes\n"


def test_convert_goes_on_after_a_bad_row(bitext: Path) -> None:
    with bitext.open("a", encoding="utf-8") as stream:
        stream.write('no JSON\n{"source": "لا", "target": "no"}\n')
    done = run("convert", bitext, bitext.with_name("b.tsv"))
    assert done.returncode == 1
    assert f"{bitext}:3:1: the line is not JSON" in done.stderr
    assert len(list(read_bitext(bitext.with_name("b.tsv")))) == 3


def test_convert_leaves_nothing_of_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text("<tmx><body><tu>", encoding="utf-8")
    done = run("convert", tmp_path / "a.tmx", tmp_path / "b.jsonl")
    assert done.returncode == 3
    assert f"{tmp_path / 'a.tmx'}:1:16: the file is not well-formed" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "b.jsonl").exists()


def test_convert_knows_wrong_usage(bitext: Path) -> None:
    for arguments, said in (
        (("convert", bitext, "b.xyz"), "--to"),
        (("convert", bitext.with_name("a.xyz"), "b.tsv"), "--from"),
        (("convert", bitext, bitext), "read and written"),
        (("convert", "a.ar", "a", "--to", "moses"), "read and written"),
        (("convert", bitext, "b.tmx", "--source-language", "../x"), "no language tag"),
        (("validate", bitext, "--source-language", "en"), "are both en"),
        (("convert", bitext, "/"), "is a folder"),
        (("convert", bitext, "b.parquet.gz"), "Leave .gz out"),
    ):
        done = run(*arguments)
        assert done.returncode == 2
        assert said in done.stderr


def test_convert_between_other_languages(tmp_path: Path) -> None:
    (tmp_path / "a.fr").write_text("oui\n", encoding="utf-8")
    (tmp_path / "a.de").write_text("ja\n", encoding="utf-8")
    languages = ("--source-language", "fr", "--target-language", "de")
    assert run("convert", tmp_path / "a.fr", tmp_path / "b.tmx", *languages).returncode == 0
    assert '<tuv xml:lang="fr"><seg>oui' in (tmp_path / "b.tmx").read_text()
    done = run("convert", tmp_path / "b.tmx", tmp_path / "c.tsv")
    assert done.returncode == 3
    assert "--source-language" in done.stderr


def test_validate_reports_every_file_and_goes_on(bitext: Path) -> None:
    folder = bitext.parent
    (folder / "b.tsv").write_text("نعم\tyes\n\tno\n", encoding="utf-8")
    (folder / "c.tmx").write_text("<tmx>", encoding="utf-8")
    (folder / "d.ar").write_text("نعم\n", encoding="utf-8")
    (folder / "d.en").write_text("yes\n\n", encoding="utf-8")
    (folder / "note.txt").write_text("no bitext", encoding="utf-8")
    done = run("validate", folder)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{folder / 'b.tsv'}:2: the source is empty")
    assert lines[1].startswith(f"{folder / 'c.tmx'}:1:6: the file is not well-formed")
    assert lines[2].startswith(f"{folder / 'd.en'}:2: has more lines than")
    assert len(lines) == 3
    assert "5 pairs, 3 problems" in done.stderr
    listed = run("validate", folder, "--json", "--quiet")
    assert [json.loads(line)["line"] for line in listed.stdout.splitlines()] == [2, 1, 2]
    assert listed.stderr == ""


def test_validate_is_content_with_what_is_right(bitext: Path) -> None:
    done = run("validate", bitext)
    assert (done.returncode, done.stdout) == (0, "")
    done = run("validate", bitext.with_name("absent.tsv"), bitext)
    assert done.returncode == 1
    assert "absent.tsv: there is no such file" in done.stderr
    assert "2 pairs" in done.stderr
    done = run("validate", bitext.with_name("absent.tsv"))
    assert done.returncode == 3


def test_stats_count_the_files_that_can_be_read(bitext: Path) -> None:
    absent, broken = bitext.with_name("absent.tsv"), bitext.with_name("broken.jsonl.gz")
    broken.write_bytes(b"no gzip\n")
    done = run("stats", absent, broken, bitext, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["pairs"] == 2
    assert "absent.tsv: there is no such file" in done.stderr
    assert "broken.jsonl.gz: cannot be read" in done.stderr
    done = run("stats", absent, broken, "--json")
    assert (done.returncode, done.stdout) == (3, "")

"""What cannot be read or written is named, the rest is done, and nobody sees a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import MODEL, PROGRAM, Shell

if TYPE_CHECKING:
    from pathlib import Path

LINE = "قال الوزير إن المحادثات مستمرة في جنيف.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("a.txt", "--beam", "0"), "--beam"),
        (("a.txt", "--engine", "moses"), "--engine"),
        (("a.txt", "--bem", "3"), "--bem"),
        (("a.txt", "--format", "docx"), "plain, markdown, html, jsonl"),
        (("a.txt", "--encoding", "arabic-1"), "windows-1256"),
        (("a.txt", "--json"), "Add --output"),
        (("a.txt", "--n-best", "2"), "--to jsonl"),
        (("a.txt", "--to", "jsonl", "--n-best", "9"), "--beam 9"),
        (("a.txt", "b.txt", "-o", "a.txt"), "Name a folder"),
        (("-", "a.txt", "-o", "en"), "standard input"),
    ],
)
def test_a_command_line_that_makes_no_sense(
    shell: Shell, arguments: tuple[str, ...], says: str
) -> None:
    shell.write("a.txt", LINE)
    shell.write("b.txt", LINE)
    done = shell.run("translate", *arguments)
    assert (done.code, done.out) == (2, b"")
    assert says in done.err
    assert sorted(shell.files()) == ["a.txt", "b.txt"]


def test_models_that_are_missing_or_broken(shell: Shell) -> None:
    shell.write("a.txt", LINE)
    missing = shell.run("translate", "a.txt", "--model", "./no/such/folder")
    assert (missing.code, missing.out) == (3, b"")
    assert "no/such/folder" in missing.err

    broken = shell.folder / "broken"
    shutil.copytree(MODEL, broken)
    (broken / "model.safetensors").write_bytes(b"not weights")
    damaged = shell.run("translate", "a.txt", "--model", str(broken))
    assert (damaged.code, damaged.out) == (3, b"")
    assert str(broken) in damaged.err


def test_every_bad_file_is_named_with_its_mend_and_the_good_ones_finish(shell: Shell) -> None:
    shell.write("ar/a.txt", LINE)
    shell.write("ar/binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64))
    shell.write("ar/empty.txt", "")
    shell.write("ar/old.txt", ("AFP\n" + LINE * 3).encode("windows-1256"))
    shell.write("ar/wide.txt", LINE.encode("utf-16"))
    shell.write("ar/page.html", "%PDF-1.4 no page at all")
    shell.write("ar/z.txt", LINE)
    (shell.folder / "ar" / "dangling.txt").symlink_to("nowhere")
    done = shell.translate("ar", "gone.txt", "-o", "en", "--json")
    assert done.code == 1
    assert sorted(shell.files("en")) == ["ar/a.txt", "ar/z.txt"]
    assert (done.summary["files"], done.summary["failed"]) == (2, 7)
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 7
    for name, says in {
        "ar/binary.txt": "PNG",
        "ar/empty.txt": "empty",
        "ar/old.txt:2": "--encoding windows-1256",
        "ar/wide.txt": "--encoding utf-16",
        "ar/page.html": "PDF",
        "gone.txt": "no such file",
        "ar/dangling.txt": "leads nowhere",
    }.items():
        (message,) = (error for error in errors if error.startswith(f"error: {name}"))
        assert says in message


def test_a_suffix_that_nobody_knows(shell: Shell) -> None:
    shell.write("thing.xyz", LINE)
    shell.write("a.txt", LINE)
    done = shell.translate("thing.xyz", "a.txt", "-o", "en")
    assert done.code == 1
    assert "thing.xyz: unknown suffix .xyz" in done.err
    assert done.err.count("thing.xyz") == 1
    assert sorted(shell.files("en")) == ["a.txt"]


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16"])
def test_the_named_encoding_reads_the_file(shell: Shell, encoding: str) -> None:
    shell.write("a.txt", LINE.encode(encoding))
    done = shell.translate("a.txt", "--encoding", encoding, "--to", "tsv", "-q")
    assert done.code == 0
    assert done.text.split("\t")[1] == LINE.strip()


def test_bad_records_are_carried_over_and_the_others_translated(shell: Shell) -> None:
    good = json.dumps({"text": LINE.strip()}, ensure_ascii=False)
    bad = ['{"text": "قال', '{"body": "قال"}', "[1]"]
    half = '{"text": "\\ud83d \\u0642\\u0627\\u0644"}'
    shell.write("a.jsonl", "\n".join([good, *bad, half, good]) + "\n")
    done = shell.translate("a.jsonl", "-o", "b.jsonl", "--json")
    assert done.code == 1
    assert (done.summary["files"], done.summary["problems"]) == (1, 3)
    lines = shell.read("b.jsonl").splitlines()
    assert lines[1:4] == bad
    assert lines[0] == lines[5] != good
    for number in (2, 3, 4):
        assert f"a.jsonl:{number}" in done.err
    assert "--field" in done.err

    again = shell.translate("a.jsonl", "-o", "b.jsonl", "--json")
    assert again.code == 1, "what has a fault is made again, and not taken for a stranger's"
    assert again.summary["problems"] == 3
    assert shell.read("b.jsonl").splitlines() == lines

    table = shell.translate("a.jsonl", "--to", "jsonl", "-o", "table.jsonl", "-q")
    assert table.code == 1
    assert len(shell.read("table.jsonl").splitlines()) == 3


def test_nothing_is_ever_written_over_its_source(shell: Shell) -> None:
    shell.write("ar/a.txt", LINE)
    before = shell.files()
    for target in ("ar/a.txt", "ar"):
        for source in ("ar", "ar/a.txt"):
            if (source, target) == ("ar", "ar/a.txt"):
                continue
            done = shell.translate(source, "-o", target, "--overwrite")
            assert done.code == 1
            assert "ar/a.txt: is also the output" in done.err
    assert shell.files() == before


def test_outputs_inside_the_input_folder_are_not_read(shell: Shell) -> None:
    shell.write("ar/a.txt", LINE)
    for target in ("ar/all.jsonl", "ar/en"):
        first = shell.translate("ar", "-o", target, "--to", "jsonl", "--json", "--exclude", "en")
        assert first.summary["files"] == 1 + (target == "ar/en")
    again = shell.translate(
        "ar", "-o", "ar/all.jsonl", "--to", "jsonl", "--json", "--exclude", "en"
    )
    assert (again.code, again.summary["unchanged"], again.summary["failed"]) == (0, 1, 0)


def test_two_inputs_for_one_output(shell: Shell) -> None:
    shell.write("x/a.txt", LINE)
    shell.write("y/a.txt", LINE + LINE)
    done = shell.translate("x/a.txt", "y/a.txt", "-o", "en")
    assert done.code == 1
    assert "y/a.txt: another input is already written to en/a.txt" in done.err
    assert shell.read("en/a.txt").count("\n") == 1


def test_outputs_that_cannot_be_written(shell: Shell) -> None:
    shell.write("a.txt", LINE)
    shell.write("wall", "a file where a folder is needed")
    done = shell.translate("a.txt", "-o", "wall/b.txt")
    assert done.code == 1
    assert "wall/b.txt: cannot be written" in done.err
    assert sorted(shell.files()) == ["a.txt", "wall"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_behind_standard_output(shell: Shell) -> None:
    shell.write("a.txt", LINE)
    full = shell.translate("a.txt", "-o", "/dev/full")
    assert full.code == 1
    assert "No space left" in full.err
    done = _redirected(shell, "> /dev/full")
    assert done.returncode == 1
    assert b"No space left" in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("options", [(), ("--diff",), ("--statistics",)])
def test_a_full_disk_behind_findings(shell: Shell, options: tuple[str, ...]) -> None:
    shell.write("a.txt", "Araqchi\n")
    shell.write(
        "names.csv", "id,kind,target,sources,wrong\na,person,Araghchi,\u0639\u0631\u0642,Araqchi\n"
    )
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [*PROGRAM, "glossary", "check", "-g", "names.csv", *options, "a.txt"],
            cwd=shell.folder,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    said = "error: the output cannot be written (No space left on device)"
    assert done.stderr.decode().splitlines() == [said]


def test_a_reader_that_leaves_early(shell: Shell) -> None:
    shell.write("a.txt", LINE)
    done = _redirected(shell, "| true")
    assert done.stderr.decode().splitlines() == ["model: compact (carried in the package)"]


def test_without_standard_output(shell: Shell) -> None:
    shell.write("a.txt", LINE)
    done = _redirected(shell, ">&-")
    assert done.returncode == 1
    assert b"standard output is closed" in done.stderr
    assert b"Traceback" not in done.stderr


def _redirected(shell: Shell, redirection: str) -> subprocess.CompletedProcess[bytes]:
    command = " ".join([*PROGRAM, "translate", "a.txt", "--model", "compact", redirection])
    return subprocess.run(
        ["sh", "-c", command], cwd=shell.folder, capture_output=True, check=False, timeout=300
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_files_that_may_not_be_read(shell: Shell) -> None:
    shell.write("ar/a.txt", LINE)
    shell.write("ar/b.txt", LINE).chmod(0)
    done = shell.translate("ar", "-o", "en")
    assert done.code == 1
    assert "ar/b.txt" in done.err
    assert sorted(shell.files("en")) == ["a.txt"]


def test_a_name_that_is_not_utf_8(shell: Shell) -> None:
    name = os.fsdecode("خبر.txt".encode("windows-1256"))
    shell.write(f"ar/{name}", LINE)
    done = shell.translate("ar", "-o", "en", "--json")
    assert done.code == 0
    assert sorted(shell.files("en")) == [name]
    table = shell.translate("ar", "--to", "jsonl", "-o", "all.jsonl", "-q")
    assert table.code == 0
    assert len(shell.read("all.jsonl").splitlines()) == 1


@pytest.mark.parametrize("cache", ["a.txt", "a.txt/deeper"])
def test_a_cache_that_cannot_be_used(shell: Shell, cache: str) -> None:
    path: Path = shell.write("a.txt", LINE)
    done = shell.run(
        *("translate", "--model", "compact", "a.txt", "-o", "b.txt"),
        env={"MT_TOOLKIT_CACHE": str(path.parent / cache)},
    )
    assert (done.code, done.out) == (3, b"")
    assert "MT_TOOLKIT_CACHE" in done.err

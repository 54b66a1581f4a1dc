"""Runs that are stopped, repeated, or in each other's way."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.cli.conftest import Shell, wait_for

FILES, LINES = 60, 400
LINE = "قال الوزير إن المحادثات مستمرة في جنيف.\n"


def write_many(shell: Shell) -> None:
    """Many segments, few of them different in one window: a run of a dozen quick windows."""
    for number in range(FILES):
        lines = (
            f"وصل {(number * LINES + line) // 900 + line % 7} شخصا.\n" for line in range(LINES)
        )
        shell.write(f"ar/{number:02}.txt", "".join(lines))


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_run_that_is_killed_again_and_again_ends_with_the_same_bytes(shell: Shell) -> None:
    write_many(shell)
    arguments = ("ar", "--beam", "1", "--json", "-o")
    undisturbed = shell.translate(*arguments, "whole")
    assert undisturbed.summary["segments"] == FILES * LINES
    assert undisturbed.summary["replayed"] == 0
    target = shell.folder / "en"

    def written() -> int:
        return len(list(target.glob("[!.]*"))) if target.exists() else 0

    for number in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM):
        before = written()
        with shell.start(*arguments, "en") as process:
            wait_for(lambda before=before: written() > before, process)  # type: ignore[misc]
            process.send_signal(number)
            out, err = process.communicate(timeout=120)
        assert process.returncode == (-9 if number == signal.SIGKILL else 128 + number)
        assert out == b""
        assert b"Traceback" not in err
        assert before < written() < FILES, "it was stopped in the middle"
        if number != signal.SIGKILL:
            assert list(target.glob(".*")) == [], "half a file is left"

    last = shell.translate(*arguments, "en")
    assert last.code == 0
    assert last.summary["segments"] == FILES * LINES
    assert 0 < last.summary["replayed"] < FILES * LINES
    assert last.summary["unchanged"] > 0, "finished files were kept"
    assert last.summary["files"] + last.summary["unchanged"] == FILES
    assert shell.files("en") == shell.files("whole")

    again = shell.translate(*arguments, "en")
    assert (again.code, again.summary["unchanged"], again.summary["segments"]) == (0, FILES, 0)


def test_what_a_second_run_does(shell: Shell) -> None:
    shell.write("ar/a.txt", LINE)
    shell.write("ar/b.txt", LINE * 2)
    command = ("ar", "-o", "en", "--json")

    def counts(*more: str) -> tuple[int, int, int]:
        summary = shell.translate(*command, *more).summary
        return summary["files"], summary["unchanged"], summary["failed"]

    assert counts() == (2, 0, 0)
    before = {path: path.stat().st_mtime_ns for path in shell.folder.rglob("*.txt")}
    assert counts() == (0, 2, 0)
    assert before == {path: path.stat().st_mtime_ns for path in shell.folder.rglob("*.txt")}

    shell.write("ar/a.txt", LINE * 3)
    assert counts() == (1, 1, 0), "changed input is noticed"
    assert shell.read("en/a.txt").count("\n") == 3
    assert counts("--beam", "2") == (2, 0, 0), "changed options are noticed"
    (shell.folder / "en" / "b.txt").unlink()
    assert counts("--beam", "2") == (1, 1, 0), "a lost output is made again"

    shell.write("en/a.txt", "post-edited\n")
    refused = shell.translate(*command)
    assert refused.code == 1
    assert "en/a.txt: exists and is not as this command wrote it" in refused.err
    assert "--overwrite" in refused.err
    assert shell.read("en/a.txt") == "post-edited\n"
    assert counts("--overwrite") == (1, 1, 0)
    assert shell.read("en/a.txt").count("\n") == 3


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe with a name")
def test_a_second_run_to_the_same_place_is_refused(shell: Shell) -> None:
    shell.write("a.txt", LINE)
    os.mkfifo(shell.folder / "pipe")
    journals = Path(os.environ["MT_TOOLKIT_CACHE"]) / "journals"

    def locks() -> int:
        return len(list(journals.glob("*.lock")))

    before = locks()
    with shell.start("pipe", "-o", "out.txt") as first:
        wait_for(lambda: locks() > before, first)
        second = shell.translate("a.txt", "-o", "out.txt")
        assert (second.code, second.out) == (3, b"")
        assert "another run is writing to out.txt" in second.err
        (shell.folder / "pipe").write_text(LINE, encoding="utf-8")
        _, err = first.communicate(timeout=120)
    assert first.returncode == 0, err
    whole = shell.read("out.txt")
    assert whole.strip()

    later = shell.translate("a.txt", "-o", "out.txt", "-q")
    assert (later.code, later.err) == (0, ""), "an output from a pipe is ours too"
    assert shell.read("out.txt") == whole


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_waits_for_input_ends_at_once(shell: Shell, number: signal.Signals) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("whoever started the tests ignores this signal, and so do their children")
    os.mkfifo(shell.folder / "pipe")
    with shell.start("pipe", "-o", "out.txt") as process:
        assert process.stderr is not None
        assert b"compact" in process.stderr.readline()
        process.send_signal(number)
        process.communicate(timeout=120)
    assert process.returncode == 128 + number
    assert sorted(path.name for path in shell.folder.iterdir()) == ["pipe"]

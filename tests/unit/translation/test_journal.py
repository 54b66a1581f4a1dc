from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.errors import OutputError
from mt_toolkit.places import cache_dir
from mt_toolkit.translation.journal import OutputState, open_journal

if TYPE_CHECKING:
    from pathlib import Path

    from mt_toolkit.translation.journal import Journal


def put(journal: Journal, path: Path, text: str, *, made_from: str) -> None:
    """Announce and write an output as a run does."""
    announce(journal, path, text, made_from=made_from)
    path.write_text(text)


def announce(journal: Journal, path: Path, text: str, *, made_from: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    journal.announce_output(path, made_from=made_from, digest=digest)


def test_windows_are_kept_until_their_run_is_finished(tmp_path: Path) -> None:
    with open_journal(tmp_path / "out") as journal:
        assert journal.window("key") is None
        journal.keep_window("key", [["text", -0.5, [], [], 0, []]])
    with open_journal(tmp_path / "out") as journal:
        assert journal.resumes
        assert journal.window("key") == [["text", -0.5, [], [], 0, []]]
        journal.finish()
    with open_journal(tmp_path / "out") as journal:
        assert not journal.resumes
        assert journal.window("key") is None


def test_places_do_not_share_anything(tmp_path: Path) -> None:
    with open_journal(tmp_path / "a") as one, open_journal(tmp_path / "b") as other:
        one.keep_window("key", ["text"])
        assert other.window("key") is None


def test_states_of_an_output(tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    with open_journal(output) as journal:
        assert journal.state(output, "input") is OutputState.UNKNOWN
        output.write_text("somebody's")
        assert journal.state(output, "input") is OutputState.FOREIGN
        put(journal, output, "ours", made_from="input")
        assert journal.state(output, "input") is OutputState.CURRENT
        assert journal.state(output, "other input") is OutputState.STALE
        output.write_text("edited")
        assert journal.state(output, "input") is OutputState.FOREIGN
        output.unlink()
        assert journal.state(output, "input") is OutputState.UNKNOWN


def test_an_output_of_the_run_that_is_resumed_is_replayed(tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    with open_journal(output) as journal:
        put(journal, output, "ours", made_from="input")
    with open_journal(output) as journal:
        assert journal.state(output, "input") is OutputState.REPLAY
        journal.finish()
    with open_journal(output) as journal:
        assert journal.state(output, "input") is OutputState.CURRENT


def test_what_is_made_from_something_unknown_is_ours_but_never_current(tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    with open_journal(output) as journal:
        put(journal, output, "ours", made_from="")
        assert journal.state(output, "") is OutputState.STALE
        assert journal.state(output, "input") is OutputState.STALE


@pytest.mark.parametrize("moved", [False, True])
def test_a_kill_around_the_move_leaves_nothing_strange(tmp_path: Path, *, moved: bool) -> None:
    output = tmp_path / "out.txt"
    with open_journal(output) as journal:
        put(journal, output, "old", made_from="old input")
        journal.finish()
    with open_journal(output) as journal:
        announce(journal, output, "new", made_from="new input")
        if moved:
            output.write_text("new")
    with open_journal(output) as journal:
        expected = OutputState.REPLAY if moved else OutputState.STALE
        assert journal.state(output, "new input") is expected


def test_only_the_last_content_is_remembered_after_a_finished_run(tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    for content in ("old", "new"):
        with open_journal(output) as journal:
            put(journal, output, content, made_from=content)
            journal.finish()
    output.write_text("old")
    with open_journal(output) as journal:
        assert journal.state(output, "old") is OutputState.FOREIGN


def test_a_damaged_journal_is_named_with_its_mend(tmp_path: Path) -> None:
    with open_journal(tmp_path / "out"):
        pass
    (newest,) = sorted(
        (cache_dir() / "journals").glob("*.sqlite3"), key=lambda path: path.stat().st_mtime_ns
    )[-1:]
    newest.write_bytes(b"no database" * 1000)
    with pytest.raises(OutputError, match="MT_TOOLKIT_CACHE"), open_journal(tmp_path / "out"):
        pass


def test_an_error_of_the_work_itself_is_handed_on(tmp_path: Path) -> None:
    with pytest.raises(PermissionError, match="mine"), open_journal(tmp_path / "out"):
        raise PermissionError("mine")

"""What `--help` prints is text, for every command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer.main

from mt_toolkit.commands.main import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    import pytest

    from tests.cli.conftest import Shell


def paths(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words that call a command and all commands below it."""
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from paths(below, (*path, name))


def test_no_command_shows_markup(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shown = {path: shell.call(*path, "--help") for path in paths(typer.main.get_command(app))}
    assert {path for path, done in shown.items() if done.code != 0} == set()
    marked = {path for path, done in shown.items() if re.search(r"\*\*|\[/?bold", done.text)}
    assert marked == set()


def test_the_name_of_a_table_in_brackets_is_shown(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert "[tool.mt-toolkit]" in shell.call("--help").text

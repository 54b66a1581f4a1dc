"""Defaults come from a file, the command line wins, and slips are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

LINE = "قال الوزير إن المحادثات مستمرة في جنيف.\n"


def test_a_file_of_our_own_applies_below_its_folder(shell: Shell) -> None:
    shell.write("a.txt", LINE)
    shell.write(
        "mt-toolkit.toml",
        '[translate]\nmodel = "compact"\nto = "jsonl"\nn_best = 2\nquiet = true\n',
    )
    done = shell.run("translate", "a.txt")
    assert (done.code, done.err) == (0, "")
    assert '"alternatives"' in done.text
    wins = shell.run("translate", "a.txt", "--to", "tsv", "--n-best", "1")
    assert len(wins.text.split("\t")) == 6


def test_a_table_in_pyproject_applies_and_another_file_can_be_named(shell: Shell) -> None:
    shell.write("a.txt", LINE)
    shell.write(
        "pyproject.toml",
        '[tool.mt-toolkit.translate]\nmodel = "compact"\nto = "tsv"\nquiet = true\n',
    )
    assert len(shell.run("translate", "a.txt").text.split("\t")) == 6
    shell.write("other.toml", '[translate]\nmodel = "compact"\n')
    named = shell.run("--config", "other.toml", "translate", "a.txt")
    assert "\t" not in named.text
    assert "other.toml" in named.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[translate]\nbeem = 3\n", "Did you mean beam"),
        ("[translate]\nno-repeat-ngram = 3\n", "Did you mean no_repeat_ngram"),
        ("[tranlate]\nbeam = 3\n", "Did you mean translate"),
        ("translate = 3\n", "[translate]"),
        ("[translate\n", "not valid TOML"),
        ("[translate]\nbeam = 0\n", "beam"),
        ('[translate]\nengine = "moses"\n', "moses"),
    ],
)
def test_slips_are_named(shell: Shell, content: str, says: str) -> None:
    shell.write("a.txt", LINE)
    shell.write("mt-toolkit.toml", content)
    done = shell.run("translate", "a.txt")
    assert done.code in {2, 3}
    assert done.out == b""
    assert says in done.err

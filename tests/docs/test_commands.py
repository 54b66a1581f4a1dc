"""Every command of the README and the manual runs, and does what the page says.

A command must end with exit code 0, unless the next one is ``echo $?``: then with the number that
the page shows after it. The wording of translations is not compared, only its shape: the model
gets better, the pages are renewed with ``python -m tests.docs.transcripts``.
"""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.arabic import has_arabic
from mt_toolkit.translation.models.catalogue import carried_folder
from tests.docs.fences import Command, fences
from tests.docs.workplace import ROOT, Outcome, environment, furnish, run_all

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])

# What is not run here, and why. Each pattern has to match a command of a page.
NOT_RUN = {
    r"make test": "it runs these tests",
    r"make demo": "its recipe is run by test_the_demo_shows_arabic_beside_english",
    r"make (setup|check|fmt|transcripts)|\.ci/run": "they install packages or change the checkout",
    r"pip install .*": "it installs packages",
    r"\.venv/bin/.*|\. \.venv/bin/activate": "they need the folder that make setup creates",
    r".*Helsinki-NLP/.*|.*opus-mt-.*": "they need a model that is downloaded first",
    r".*--engine transformers.*|.*--device cuda.*": "they need what not every machine has",
    r"python -m pytest.*": "it runs these tests",
    r".*--engine ray.*": "they need a cluster",
    r"mt-toolkit train .*": "they train for minutes or hours",
}

needs_model = pytest.mark.skipif(
    not carried_folder().is_dir(), reason="the compact model is not in this checkout"
)


def commands_of(page: Path) -> list[Command]:
    return [command for fence in fences(page) for command in fence.commands]


def is_run(command: Command) -> bool:
    return not any(re.fullmatch(pattern, command.text) for pattern in NOT_RUN)


def expected_status(following: Command | None) -> int:
    """0, or what the page shows after an ``echo $?`` that follows."""
    if following is not None and following.text == "echo $?" and following.printed:
        return int(following.printed[0])
    return 0


def deviations(command: Command, outcome: Outcome, status: int) -> list[str]:
    """How a command's outcome differs from its page."""
    found = []
    if outcome.status != status:
        found.append(f"exit code {outcome.status}, not {status}")
    if outcome.crashed:
        found.append("a traceback")
    if command.printed is not None:
        # Translations are folded at a width: better ones may need another number of lines.
        if "fold" not in command.text and len(outcome.printed) != len(command.printed):
            found.append(f"{len(outcome.printed)} lines, not {len(command.printed)}")
        if not has_arabic("\n".join(command.printed)) and has_arabic("\n".join(outcome.printed)):
            found.append("Arabic where the page shows none")
    return [f"{difference}\n  " + "\n  ".join(outcome.printed) for difference in found]


@needs_model
@pytest.mark.model
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_do_what_the_page_says(page: Path, tmp_path: Path) -> None:
    commands = [command for command in commands_of(page) if is_run(command)]
    folder = tmp_path / "work"
    folder.mkdir()
    furnish(folder)
    outcomes = run_all([command.text for command in commands], folder, environment(tmp_path))
    wrong = [
        f"{page.name}:{command.line}: {command.text}: {difference}"
        for (command, following), outcome in zip(pairwise([*commands, None]), outcomes, strict=True)
        if command is not None
        for difference in deviations(command, outcome, expected_status(following))
    ]
    assert not wrong, "\n".join(wrong)


def test_reasons_for_not_running_are_needed() -> None:
    everything = [command.text for page in PAGES for command in commands_of(page)]
    unused = [
        pattern
        for pattern in NOT_RUN
        if not any(re.fullmatch(pattern, command) for command in everything)
    ]
    assert not unused


@needs_model
@pytest.mark.model
def test_the_demo_shows_arabic_beside_english(tmp_path: Path) -> None:
    """The recipe of ``make demo``, without what sets up."""
    variables = environment(tmp_path)
    listed = subprocess.run(
        ["make", "--dry-run", "--file", str(ROOT / "Makefile"), "demo", "BIN=."],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    recipe = listed.stdout.replace("\\\n", " ").splitlines()
    commands = [line for line in recipe if "mt-toolkit" in line or line.startswith(("echo", "@"))]
    commands = [re.sub(r"(^|\s)\./mt-toolkit", r"\1mt-toolkit", line) for line in commands]
    folder = tmp_path / "work"
    folder.mkdir()
    furnish(folder)
    outcomes = run_all(commands, folder, variables)
    assert [outcome.status for outcome in outcomes] == [0] * len(commands)
    printed = [line for outcome in outcomes for line in outcome.printed]
    assert any(has_arabic(line) for line in printed)
    assert any(line and not has_arabic(line) for line in printed)
    articles = sorted(path.name for path in (folder / "corpus" / "ar").iterdir())
    assert sorted(path.name for path in (folder / "build" / "demo").glob("*.txt")) == articles

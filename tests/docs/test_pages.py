"""The pages agree with the program and with one another."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
import typer.main

from mt_toolkit.commands.main import app
from mt_toolkit.formats import FORMATS
from tests.docs.fences import fences
from tests.docs.transcripts import written
from tests.docs.workplace import ROOT, Outcome

if TYPE_CHECKING:
    from pathlib import Path

MANUAL = ROOT / "docs"
TRANSLATE = MANUAL / "translate.md"
PAGES = sorted([*(ROOT / name for name in ("README.md", "CONTRIBUTING.md")), *MANUAL.glob("*.md")])
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def prose(page: Path) -> str:
    """A page without its fenced blocks and code spans."""
    text = page.read_text(encoding="utf-8")
    for fence in reversed(fences(page)):
        text = text[: fence.start] + text[fence.start + len(fence.body) :]
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(page: Path) -> set[str]:
    """The names that headings can be linked by, as code forges make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


def documented_options() -> dict[str, str]:
    """Option -> default, from the tables of docs/translate.md."""
    rows = re.findall(
        r"^\| `(--[a-z-]+)[^`]*`[^|]*\| ([^|]*?) \|", TRANSLATE.read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) == len(dict(rows)), "an option is described twice"
    return dict(rows)


def real_options() -> dict[str, str]:
    command = typer.main.get_command(app).commands["translate"]  # type: ignore[attr-defined]
    options = {}
    for parameter in command.params:
        names = [name for name in parameter.opts if name.startswith("--")]
        if not names:
            continue
        match parameter.default:
            case None | False:
                default = "—"
            case value:
                default = f"`{getattr(value, 'value', value)}`"
        options[names[0]] = default
    return options


def test_every_option_of_translate_is_described_with_its_default() -> None:
    assert documented_options() == real_options()


def test_every_option_of_translate_has_an_example() -> None:
    commands = " ".join(command.text for fence in fences(TRANSLATE) for command in fence.commands)
    missing = [option for option in real_options() if f"{option} " not in f"{commands} "]
    assert not missing


def test_every_format_and_suffix_is_listed() -> None:
    text = TRANSLATE.read_text(encoding="utf-8")
    for name, form in FORMATS.items():
        for word in (name, *form.suffixes):
            assert f"`{word}`" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in _LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = page.parent / path if path else page
        away = not place.resolve().is_relative_to(MANUAL) and place.suffix != ".md"
        # Only texts travel with the tests when they run against a wheel.
        if (away and not (ROOT / "mt_toolkit").is_dir()) or place.is_dir():
            continue
        if not place.exists() or (anchor and anchor not in anchors(place)):
            broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_fences_are_closed_and_name_their_language(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(re.findall(r"^```", text, re.MULTILINE)) == 2 * len(fences(page))
    assert [fence.line for fence in fences(page) if not fence.language] == []


def test_the_manual_has_every_page_in_its_contents() -> None:
    linked = set(_LINK.findall((MANUAL / "index.md").read_text(encoding="utf-8")))
    assert {page.name for page in MANUAL.glob("*.md")} - {"index.md"} <= linked


def test_the_changelog_knows_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(project['version'])}\]", changelog, re.MULTILINE)


def test_a_fresh_block_is_written_from_what_its_commands_print(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console fresh\n$ one\nold\nolder\n$ two\n```\n", encoding="utf-8")
    (fence,) = fences(page)
    outcomes = [Outcome(status=0, printed=("new",)), Outcome(status=0, printed=())]
    assert written(fence, outcomes) == "$ one\nnew\n$ two\n"


def test_no_page_shows_a_crash(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console fresh\n$ one\n```\n", encoding="utf-8")
    (fence,) = fences(page)
    crash = Outcome(status=1, printed=("Traceback (most recent call last):", "KeyError: 1"))
    with pytest.raises(RuntimeError, match="KeyError"):
        written(fence, [crash])

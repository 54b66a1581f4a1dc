"""The hooks and the action that the page on checking shows do what they say."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.docs.fences import fences
from tests.docs.workplace import ROOT, environment, furnish, run_all

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "glossary-check.md"
SHIPPED_HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / "action.yml"
_CHECKOUT_ONLY = pytest.mark.skipif(not ACTION.exists(), reason="stands in a checkout only")


def blocks() -> list[Any]:
    return [yaml.safe_load(fence.body) for fence in fences(PAGE) if fence.language == "yaml"]


def hooks() -> dict[str, dict[str, Any]]:
    (config,) = [block for block in blocks() if "repos" in block]
    (repository,) = config["repos"]
    assert repository["repo"] == "local"
    return {hook["id"]: hook for hook in repository["hooks"]}


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    furnish(tmp_path)
    (tmp_path / "wrong.txt").write_text("Abbas Araqchi spoke.\n", encoding="utf-8")
    (tmp_path / "right.txt").write_text("Abbas Araghchi spoke.\n", encoding="utf-8")
    (tmp_path / "glossaries" / "wrong.yaml").write_text("version: 1\nentries: no\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("hook", "files", "status"),
    [
        ("glossary-check", ("right.txt",), 0),
        ("glossary-check", ("right.txt", "wrong.txt"), 1),
        ("glossary-lint", ("glossaries/names.yaml",), 0),
        ("glossary-lint", ("glossaries/names.yaml", "glossaries/wrong.yaml"), 3),
    ],
)
def test_a_local_hook_stops_what_is_wrong(
    workplace: Path, hook: str, files: tuple[str, ...], status: int
) -> None:
    shown = hooks()[hook]
    assert all(re.search(shown["files"], file) for file in files)
    (outcome,) = run_all(
        [shlex.join([*shlex.split(shown["entry"]), *files])], workplace, environment(workplace)
    )
    assert (outcome.status, outcome.crashed) == (status, False)


@_CHECKOUT_ONLY
def test_the_local_hooks_are_the_shipped_ones() -> None:
    shipped = {hook["id"]: hook for hook in yaml.safe_load(SHIPPED_HOOKS.read_text("utf-8"))}
    for name, hook in hooks().items():
        assert hook["entry"].startswith(shipped[name]["entry"])
        assert (hook["files"], hook["name"]) == (shipped[name]["files"], shipped[name]["name"])


@_CHECKOUT_ONLY
@pytest.mark.parametrize(("paths", "status"), [("right.txt", 0), ("right.txt wrong.txt", 1)])
def test_the_action_runs_as_it_is_shown(workplace: Path, paths: str, status: int) -> None:
    ((step,),) = [block for block in blocks() if isinstance(block, list)]
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    inputs = {name: value["default"] for name, value in action["inputs"].items()}
    assert step["with"].keys() <= inputs.keys()
    inputs |= step["with"] | {"paths": paths}
    check = action["runs"]["steps"][-1]
    variables = {
        name: inputs[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, value in check["env"].items()
    }
    script = workplace / "check.sh"
    script.write_text(check["run"], encoding="utf-8")
    (outcome,) = run_all(["bash check.sh"], workplace, {**environment(workplace), **variables})
    assert outcome.status == status
    told = [line for line in outcome.printed if line.startswith("::error ")]
    assert ["wrong.txt" in line for line in told] == [True] * status

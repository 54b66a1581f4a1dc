"""Comments, baselines and selections leave findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.checks.baseline import Baseline, write_baseline
from mt_toolkit.checks.registry import RULES, Selection
from mt_toolkit.errors import InputError, UsageError
from tests.unit.checks.workbench import check, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Araqchi <!-- mt-toolkit: ignore -->\nAraqchi\n", [2]),
        ("Araqchi (mt-toolkit: ignore[MT101])\nAraqchi\n", [2]),
        ("Araqchi (mt-toolkit: ignore[mt1])\n", []),
        ("Araqchi (mt-toolkit: ignore[MT102, MT103])\n", [1]),
        ("# mt-toolkit: ignore[MT101]\nAraqchi\nAraqchi\n", [3]),
        ("<!-- mt-toolkit: ignore -->\nAraqchi\nAraqchi\n", [3]),
        ("Araqchi\nAraqchi\nmt-toolkit: ignore-file[MT101]\n", []),
        ("mt-toolkit: ignore-file\nAraqchi\n", []),
        ("mt-toolkit: ignore-file[MT102]\nAraqchi\n", [2]),
    ],
)
def test_comments(tmp_path: Path, text: str, lines: list[int]) -> None:
    found = check(write(tmp_path, "a.txt", text)).findings
    assert [finding.location.line for finding in found] == lines


def test_a_baseline_hides_what_was_there_before(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Araqchi said\nAraqchi said\n")
    file = tmp_path / "baseline.json"
    write_baseline(file, check(path).findings)
    write(tmp_path, "a.txt", "Araqchi left\n\nAraqchi said\n  Araqchi  said\nAraqchi said\n")
    new = Baseline(file).new(check(path).findings)
    assert [finding.location.line for finding in new] == [1, 5]


def test_a_baseline_does_not_depend_on_the_folder_it_is_used_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.txt", "Araqchi")
    file = tmp_path / "baseline.json"
    write_baseline(file, check(path).findings)
    monkeypatch.chdir(tmp_path)
    from pathlib import Path as Relative

    assert list(Baseline(Relative("baseline.json")).new(check(Relative("a.txt")).findings)) == []


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 9}', '{"version": 1}', '{"version": 1, "findings": [1]}']
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError):
        Baseline(write(tmp_path, "baseline.json", content))


def test_codes_are_selected_by_their_beginning() -> None:
    selection = Selection.parsed(["MT1,mt301"], ["MT10", "MT103"])
    assert [rule.code for rule in RULES if selection.takes(rule.code)] == ["MT301"]
    selection = Selection.parsed(["MT1", "MT103"], ["MT10"])
    assert [rule.code for rule in RULES if selection.takes(rule.code)] == ["MT103"]
    everything = Selection.parsed([], [])
    assert all(everything.takes(rule.code) for rule in RULES)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UsageError, match="no rule is called MT9"):
        Selection.parsed(["MT9"], [])


def test_codes_and_names_are_unique_and_sorted() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len({rule.name for rule in RULES}) == len(codes)
    for family in ("MT", "GLOSS"):
        own = [code for code in codes if code.startswith(family)]
        assert own == sorted(own)

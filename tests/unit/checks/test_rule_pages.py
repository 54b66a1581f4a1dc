"""Every rule has a page, and its examples are what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mt_toolkit.checks.registry import RULES
from mt_toolkit.glossary import load_glossary
from tests.unit.checks.workbench import check, write

if TYPE_CHECKING:
    from mt_toolkit.glossary import Glossary

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "rules"
CODES = [rule.code for rule in RULES]

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the manual is not here")


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    return load_glossary(ROOT / "glossaries" / "names.yaml")


def test_there_are_pages_for_rules_and_for_nothing_else() -> None:
    assert sorted(page.stem for page in PAGES.iterdir()) == sorted(CODES)


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_a_page_says_what_why_and_how_to_mend(rule: object) -> None:
    code, name = getattr(rule, "code", ""), getattr(rule, "name", "")
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code}: {name}\n")
    parts = ("**What.**", "**Why.**", "Bad:", "Good:", "**How to mend.**")
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("MT")])
def test_bad_examples_are_bad_and_good_ones_good(
    code: str, tmp_path: Path, shipped: Glossary
) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    bad, good = re.findall(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    for text, expected in ((bad, [code]), (good, [])):
        pair = re.fullmatch(r"source: (.*)\ntarget: (.*)\n", text)
        name = "a.tsv" if pair else "a.txt"
        path = write(tmp_path, name, f"{pair[1]}\t{pair[2]}\n" if pair else text)
        assert check(path, glossary=shipped).codes == expected

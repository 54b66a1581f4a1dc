"""The page on corpora tells the filters as they are."""

from __future__ import annotations

import re

from mt_toolkit.corpus.filters import filter_kinds, settings_of
from tests.docs.workplace import ROOT


def test_every_filter_is_listed_with_its_defaults_and_in_order() -> None:
    page = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    table = page.partition("## Filters")[2].partition("## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]*)\|$", table, re.MULTILINE))
    kinds = filter_kinds()
    assert [name for name in rows if name in kinds] == list(kinds)
    for name, kind in kinds.items():
        told = {
            setting: float(value)
            for setting, value in re.findall(r"`(\w+)` (\d+(?:\.\d+)?)", rows[name])
        }
        assert told == settings_of(kind), name

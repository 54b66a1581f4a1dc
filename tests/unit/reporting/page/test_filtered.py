"""A filtered corpus as a page."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.bitext import SegmentPair
from mt_toolkit.corpus.filters.chain import Judged
from mt_toolkit.corpus.report import FilterReport
from mt_toolkit.reporting.page import SIMILARITY, PageWriter
from mt_toolkit.reporting.page import filtered as module
from mt_toolkit.reporting.page.filtered import FilteredRows
from mt_toolkit.reporting.page.spread import Spread
from mt_toolkit.reporting.page.tally import BINS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest


def judged(number: int, removed_by: str | None = None) -> Judged:
    pair = SegmentPair(
        source=f"جملة {number}",
        target=f"sentence {number}",
        source_document=f"document {number // 4}",
        confidence=0.9,
        similarity=0.6,
        scores=(("translation", -number / 10),),
        findings=("MT201",),
    )
    return Judged(pair=pair, removed_by=removed_by, reason=removed_by and "<b>too long</b>")


def written(pairs: Iterable[Judged]) -> str:
    sink, report = io.StringIO(), FilterReport(["length", "copy"])
    page = PageWriter(sink, title="corpus", scale=SIMILARITY, unit="Pairs kept")
    rows = FilteredRows(page, name="corpus")
    for one in pairs:
        report.add(one)
        rows.take(one)
    rows.finish(report.as_dict())
    return sink.getvalue()


def items(page: str) -> list[object]:
    found = re.findall(r'class="rows">(.*?)</script>', page, re.DOTALL)
    return [item for part in found for item in json.loads(part)]


def facts(page: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page))


def test_the_first_pairs_are_shown_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 6)
    page = written(judged(at, "length" if at % 10 == 9 else None) for at in range(40))
    shown = items(page)
    assert [one for one in shown if isinstance(one, str)] == [
        *("document 0", "document 1", "Removed: length"),
    ]
    assert len([one for one in shown if isinstance(one, dict)]) == 6 + 4
    assert facts(page) == {
        "Pairs read": "40",
        "Removed": "4",
        "On this page": "the first 6 kept",
        "Documents": "10",
        "Pairs kept": "36",
        "Findings": "36",
    }
    titles = re.findall(r"<figcaption>([^<]*)", page)
    assert titles == [
        *("Removed by filter", "Score: translation", "Length in words", "Confidence"),
        *("Similarity", "Findings by rule"),
    ]
    assert "36 segments, most of them" in page
    assert "<b>" not in page


def test_a_corpus_of_which_nothing_is_left_shows_what_went() -> None:
    page = written([judged(1, "copy")])
    assert facts(page) == {"Pairs read": "1", "Removed": "1", "Pairs kept": "0"}
    assert len(items(page)) == 2
    assert '"notes":true' in page


@given(st.lists(st.floats(allow_subnormal=False), min_size=1))
def test_values_of_any_size_find_a_column(values: list[float]) -> None:
    spread = Spread()
    for value in values:
        spread.add(value)
    labels, counts = spread.columns()
    assert len(labels) == len(counts) <= BINS
    assert sum(counts) == sum(abs(value) < float("inf") for value in values)
    if counts:
        assert counts[0]
        assert counts[-1]


def test_columns_hold_what_they_say() -> None:
    spread = Spread()
    for value in (-1.5, 0.0, 0.2, 2.0, 2.4, 11.0):
        spread.add(value)
    labels, counts = spread.columns()
    assert {label: count for label, count in zip(labels, counts, strict=True) if count} == {
        "-2 to -1": 1,
        "0 to 1": 2,
        "2 to 3": 2,
        "11 to 12": 1,
    }

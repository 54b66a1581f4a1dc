"""A page as text: what is in it, and that nothing in it is anything but text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mt_toolkit.bitext import WordLink
from mt_toolkit.findings import Severity
from mt_toolkit.reporting.page import (
    Note,
    PageWriter,
    ReportDocument,
    ReportRow,
    ScoreScale,
    Term,
    TermState,
    open_page,
    report_page,
)
from mt_toolkit.reporting.page.model import Side
from mt_toolkit.reporting.page.payload import row_as_json, script_safe_json
from mt_toolkit.text import Span
from tests.browser.pages import ARTICLE, HOSTILE

TEXTS = st.text(max_size=40) | st.sampled_from(HOSTILE)


class Reading(HTMLParser):
    """What a browser's parser would see."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._inside: str | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._inside = tag
            if tag == "script":
                self.scripts.append((dict(attrs), ""))
            else:
                self.styles.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            attributes, text = self.scripts.pop()
            self.scripts.append((attributes, text + data))
        elif self._inside == "style":
            self.styles[-1] += data
        else:
            self.text.append(data)

    @property
    def rows(self) -> list[Any]:
        return [
            item
            for attributes, text in self.scripts
            if attributes.get("class") == "rows"
            for item in json.loads(text)
        ]

    @property
    def running(self) -> list[str]:
        return [text for attributes, text in self.scripts if "type" not in attributes]


class Sink(list[str]):
    def write(self, text: str, /) -> None:
        self.append(text)


def page_of(*rows: ReportRow, name: str = "a.txt", title: str = "Title") -> Reading:
    return Reading(report_page([ReportDocument(name=name, rows=rows)], title=title))


@settings(max_examples=40)
@given(TEXTS, TEXTS, TEXTS)
@example("</script><script>alert(1)</script>", "<!--<script>", "\u2028")
def test_no_text_becomes_anything_but_text(source: str, target: str, told: str) -> None:
    row = ReportRow(
        source=source,
        target=target,
        reference=told,
        terms=(Term(entry=told, canonical=told, state=TermState.MISSING, before=told),),
        notes=(Note(code=told, rule=told, message=told, mend=told),),
    )
    plain = page_of(ReportRow(source="a", target="b", reference="c", terms=row.terms[:0]))
    page = page_of(row, name=told, title=told)
    assert page.running == plain.running
    assert page.rows[0] == told
    assert page.rows[1].get("s", "") == source
    assert page.rows[1].get("t", "") == target
    harmless = {tag for tag, _ in plain.tags} | {"figure", "figcaption", "svg", "rect", "text"}
    assert {tag for tag, _ in page.tags} <= harmless | {"line", "table", "td", "th", "tr", "tbody"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]


def test_the_policy_names_the_one_script_and_the_one_style() -> None:
    page = page_of(*ARTICLE)
    (policy,) = (
        attributes["content"] or ""
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    (script,), (style,) = page.running, page.styles
    for kind, text in (("script", script), ("style", style)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_nothing_is_fetched_and_no_html_is_made_of_strings() -> None:
    page = report_page([ReportDocument(name="a", rows=ARTICLE)], title="t")
    assert not re.search(r"https?://|url\(|@import|fetch\(|XMLHttp|WebSocket", page)
    (script,) = Reading(page).running
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script)
    assert not [tag for tag, attributes in Reading(page).tags if "src" in attributes]


@given(TEXTS, st.data())
def test_places_are_counted_as_javascript_counts(text: str, data: st.DataObject) -> None:
    text += "\U0001f600x"
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    note = Note(code="c", message="m", side=Side.SOURCE, span=Span(start, end))
    value = row_as_json(ReportRow(source=text, target="", notes=(note,)))
    first, last = value["f"][0][6]
    units = text.encode("utf-16-le", "surrogatepass")
    assert units[2 * first : 2 * last].decode("utf-16-le", "surrogatepass") == text[start:end]


def test_a_row_says_all_that_is_known_and_nothing_else() -> None:
    row = ReportRow(
        source="وصل كيري",
        target="Kerry arrived",
        source_segments=(4, 5),
        target_segments=(3,),
        confidence=0.91236,
        score=-0.5,
        links=(WordLink(source=Span(0, 3), target=Span(6, 13), weight=0.456),),
        terms=(
            Term(
                entry="kerry",
                canonical="Kerry",
                state=TermState.REPAIRED,
                source=Span(4, 8),
                target=Span(0, 5),
                before="Carry",
            ),
        ),
        notes=(Note(code="copy", message="left over", severity=Severity.WARNING),),
    )
    assert row_as_json(row) == {
        "s": "وصل كيري",
        "t": "Kerry arrived",
        "sn": [5, 6],
        "tn": [4],
        "c": 0.9124,
        "v": -0.5,
        "l": "0 3 6 13 46",
        "m": [["repaired", "kerry", "Kerry", [4, 8], [0, 5], "Carry"]],
        "f": [["copy", "", "warning", "left over", "", "", None, None]],
    }
    assert row_as_json(ReportRow(source="", target="a")) == {"t": "a"}


def test_figures_and_charts_have_words_for_them() -> None:
    page = page_of(*ARTICLE)
    text = " ".join(page.text)
    for told in ("Segments", "Repaired", "Wrong", "Length in words", "Findings by rule"):
        assert told in text
    charts = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(charts) == 3
    for chart in charts:
        assert chart["role"] == "img"
        assert len(chart["aria-label"] or "") > 20
    rules = charts[-1]["aria-label"] or ""
    assert "MT101 wrong-target-spelling: 1" in rules
    # Each chart is a table, too.
    assert sum(tag == "table" for tag, _ in page.tags) == 4


def test_every_state_is_counted_once() -> None:
    terms = tuple(Term(entry=s, canonical=s, state=s) for s in (*TermState, TermState.WRONG))
    page = page_of(ReportRow(source="a", target="b", terms=terms))
    assert page.text[page.text.index("Terms") + 1] == "5"
    assert page.text[page.text.index("Wrong") + 1] == "2"
    assert "Canonical" not in page.text


def test_scores_outside_their_scale_are_at_its_ends() -> None:
    scale = ScoreScale(label="TER", worst=100.0, best=0.0, low=80.0)
    rows = [ReportRow(source="a", target="b", score=score) for score in (140.0, 20.0, -3.0)]
    page = Reading(report_page([ReportDocument(name="n", rows=rows)], title="t", scale=scale))
    assert [row["v"] for row in page.rows[1:]] == [140.0, 20.0, -3.0]
    (told,) = [
        attributes["aria-label"]
        for tag, attributes in page.tags
        if tag == "svg" and "TER" in (attributes["aria-label"] or "")
    ]
    assert told is not None
    assert told.startswith("TER. 3 segments")


def test_many_rows_are_written_in_pieces_and_in_order() -> None:
    sink = Sink()
    writer = PageWriter(sink, title="t")
    for document in range(3):
        writer.begin(f"d{document}")
        for number in range(700):
            writer.add(ReportRow(source=f"s{document}.{number}", target="t"))
    writer.finish()
    longest = max(part.count('"s":') for part in sink)
    assert longest <= 500
    read = Reading("".join(sink)).rows
    assert [item if isinstance(item, str) else item["s"] for item in read] == [
        name
        for document in range(3)
        for name in (f"d{document}", *(f"s{document}.{number}" for number in range(700)))
    ]
    assert writer.rows == 2100
    assert writer.documents == 3


def test_a_row_without_a_document_is_refused() -> None:
    with pytest.raises(ValueError, match="belongs to a document"):
        PageWriter(Sink(), title="t").add(ReportRow(source="a", target="b"))


def test_a_page_appears_whole_or_not_at_all(tmp_path: Any) -> None:
    path = tmp_path / "page.html"
    with pytest.raises(ValueError, match="belongs"), open_page(path, title="t") as page:
        page.add(ReportRow(source="a", target="b"))
    assert list(tmp_path.iterdir()) == []
    with open_page(path, title="t") as page:
        page.begin("a")
        page.add(ReportRow(source="a", target="b"))
        page.finish()
    assert path.read_text(encoding="utf-8") == report_page(
        [ReportDocument(name="a", rows=[ReportRow(source="a", target="b")])], title="t"
    )


def test_an_empty_page_is_a_page() -> None:
    assert Reading(report_page([], title="Nothing")).rows == []


def test_json_is_safe_in_a_script() -> None:
    text = script_safe_json(list(HOSTILE))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == list(HOSTILE)

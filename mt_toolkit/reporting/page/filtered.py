"""A filtered corpus as a page: pairs that stay, and examples of those that go."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.findings import Severity
from mt_toolkit.reporting.page.bitext import row_of_pair
from mt_toolkit.reporting.page.charts import bars, columns
from mt_toolkit.reporting.page.model import Note, ReportRow
from mt_toolkit.reporting.page.spread import Spread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.corpus.filters.chain import Judged
    from mt_toolkit.reporting.page.writer import PageWriter

__all__ = ["MOST_ROWS", "FilteredRows"]

MOST_ROWS: Final = 5_000
"""Pairs that are shown; the others only count."""

_MOST_SCORES: Final = 8
"""Kinds of scores that get a chart; bitext may name as many as it likes."""


class FilteredRows:
    """Writes what a chain of filters has judged, in constant memory.

    The first `MOST_ROWS` pairs that stay are shown; figures and charts are of all that stay. The
    examples of what went, and how much of it, come from the report at the end.

    Args:
        page: Where to write.
        name: What pairs that name no document are called.
    """

    def __init__(self, page: PageWriter, *, name: str) -> None:
        self._page = page
        self._name = name
        self._document: str | None = None
        self._scores: dict[str, Spread] = {}

    def take(self, judged: Judged) -> None:
        """Write a pair that stays; the report knows of the others."""
        if not judged.kept:
            return
        pair = judged.pair
        document, row = pair.source_document or self._name, row_of_pair(pair)
        self._measure(pair)
        if self._page.rows >= MOST_ROWS:
            self._page.count(document, row)
            return
        if document != self._document:
            self._document = document
            self._page.begin(document)
        self._page.add(row)

    def finish(self, report: dict[str, Any]) -> None:
        """Write examples, figures and charts.

        Args:
            report: What `mt_toolkit.corpus.report.FilterReport.as_dict` gives.
        """
        active = [one for one in report["filters"] if one["removed"]]
        for one in active:
            self._page.aside(f"Removed: {one['name']}", _examples(one))
        summary = [
            ("Pairs read", f"{report['read']:,}"),
            ("Removed", f"{report['read'] - report['kept']:,}"),
        ]
        if report["kept"] > MOST_ROWS:
            summary.append(("On this page", f"the first {MOST_ROWS:,} kept"))
        self._page.finish(summary, self._charts(active))

    def _measure(self, pair: SegmentPair) -> None:
        for name, value in pair.scores:
            if name in self._scores or len(self._scores) < _MOST_SCORES:
                self._scores.setdefault(name, Spread()).add(value)

    def _charts(self, active: list[dict[str, Any]]) -> Iterator[Element]:
        if active:
            counted = Counter({one["name"]: one["removed"] for one in active})
            yield bars("Removed by filter", counted.most_common(), names="filter", counts="pairs")
        for name, spread in self._scores.items():
            labels, counts = spread.columns()
            if counts:
                yield columns(f"Score: {name}", labels, counts)


def _examples(removed: dict[str, Any]) -> Iterator[ReportRow]:
    """The examples of what one filter removed, each with its reason."""
    for example in removed["examples"]:
        note = Note(code=removed["name"], message=example["reason"], severity=Severity.WARNING)
        yield ReportRow(source=example["source"], target=example["target"], notes=(note,))

"""Writes a page row by row.

::

    head, style ─▶ rows as JSON, some hundred a script element ─▶ facts, charts ─▶ reader, script

The data comes first, since the charts are known only when all rows have gone by; nothing of it is
shown, and the browser reads past it. So no more than a few hundred rows are in memory.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any, Final, Protocol

from mt_toolkit.files import AtomicWriter
from mt_toolkit.reporting.page.charts import charts
from mt_toolkit.reporting.page.markup import element, written
from mt_toolkit.reporting.page.model import CHANCE
from mt_toolkit.reporting.page.payload import row_as_json, scale_as_json, script_safe_json
from mt_toolkit.reporting.page.static import facts, plain_table
from mt_toolkit.reporting.page.tally import Contents, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from mt_toolkit.reporting.page.model import ReportDocument, ReportRow, ScoreScale

__all__ = ["PageWriter", "open_page", "report_page"]

_SCRIPTS: Final = ("data", "text", "row", "words", "search", "reader", "keys")
"""The parts of the script, in order."""

_CHUNK: Final = 500
"""Rows in one script element."""

_PLAIN_ROWS: Final = 200
"""A page with no more rows than these can be read without its script."""

_POLICY: Final = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""One script and one style, known by their hashes; no HTML from strings even for that script."""


class Sink(Protocol):
    """Where text is written to."""

    def write(self, text: str, /) -> object:
        """Append ``text``."""


class PageWriter:
    """Writes one page; `finish` writes its end.

    Args:
        sink: Where to write.
        title: Title of the page.
        scale: What the score of a row means.
        languages: BCP-47 tags of source and target.
        summary: Names and values to tell at the top.
        unit: What rows are called there.
    """

    def __init__(
        self,
        sink: Sink,
        *,
        title: str,
        scale: ScoreScale | None = None,
        languages: tuple[str, str] = ("ar", "en"),
        summary: Sequence[tuple[str, str]] = (),
        unit: str = "Segments",
    ) -> None:
        self._sink = sink
        self._title = title
        self._scale = scale or CHANCE
        self._languages = languages
        self._summary = tuple(summary)
        self._unit = unit
        self._tally = Tally(self._scale)
        self._contents = Contents()
        self._chunk: list[Any] = []
        self._plain: list[tuple[str, ReportRow]] = []
        self._name = ""
        style, script = _asset("page.css"), _script()
        self._end = Template(_asset("end.html")).substitute(title=html.escape(title))
        self._end += f"<script>{script}</script>\n</body>\n</html>\n"
        policy = _POLICY.format(script=_hash(script), style=_hash(style))
        sink.write(
            Template(_asset("start.html")).substitute(
                title=html.escape(title), policy=html.escape(policy), style=style
            )
        )

    @property
    def documents(self) -> int:
        """How many documents have been begun."""
        return self._tally.documents

    @property
    def rows(self) -> int:
        """How many rows have been counted."""
        return self._tally.rows

    def begin(self, name: str) -> None:
        """Begin a document; the rows that follow are its."""
        self._tally.documents += 1
        self._head(name)

    def add(self, row: ReportRow) -> None:
        """Write a row of the document that was begun last."""
        if not self._tally.documents:
            raise ValueError("a row belongs to a document")
        self._tally.add(row)
        self._show(row)

    def count(self, name: str, row: ReportRow) -> None:
        """Let a row count in figures and charts without showing it.

        Args:
            name: The document it is from.
            row: The row.
        """
        if name != self._name:
            self._name = name
            self._tally.documents += 1
        self._tally.add(row)

    def aside(self, name: str, rows: Iterable[ReportRow]) -> None:
        """Show rows under a name of their own without counting them.

        Args:
            name: What they are called.
            rows: The rows.
        """
        self._head(name)
        for row in rows:
            self._show(row)

    def document(self, document: ReportDocument) -> None:
        """Write a whole document."""
        self.begin(document.name)
        for row in document.rows:
            self.add(row)

    def finish(
        self, summary: Sequence[tuple[str, str]] = (), drawn: Iterable[Element] = ()
    ) -> None:
        """Write what comes after the last row.

        Args:
            summary: More to tell at the top, known only now.
            drawn: More charts, to stand before those of the rows.
        """
        self._flush()
        tally, contents = self._tally, self._contents
        self._data(
            "options",
            {
                "languages": self._languages,
                "scale": scale_as_json(self._scale),
                "confidence": scale_as_json(CHANCE),
                "scored": bool(contents.scores),
                "sources": bool(contents.sources),
                "targets": bool(contents.targets),
                "references": bool(contents.references),
                "notes": bool(contents.remarks),
            },
        )
        told = facts(tally, [*self._summary, *summary], self._unit)
        self._sink.write(written(element("header", element("h1", self._title), told, class_="top")))
        figures = [*drawn, *charts(tally, self._scale)]
        if figures:
            overview = element("details", element("summary", "Charts"), class_="overview")
            overview.append(element("div", *figures, class_="charts"))
            self._sink.write(written(element("section", overview, aria_label="Charts")))
        self._sink.write(self._without_script())
        self._sink.write(self._end)

    def _head(self, name: str) -> None:
        self._name = name
        self._chunk.append(name)

    def _show(self, row: ReportRow) -> None:
        self._contents.add(row)
        self._chunk.append(row_as_json(row))
        if self._contents.rows <= _PLAIN_ROWS:
            self._plain.append((self._name, row))
        else:
            self._plain.clear()
        if len(self._chunk) >= _CHUNK:
            self._flush()

    def _without_script(self) -> str:
        if self._contents.rows <= _PLAIN_ROWS:
            return f"<noscript>{written(plain_table(self._plain, self._languages))}</noscript>"
        return (
            f"<noscript><p>This page shows {self._contents.rows:,} segments with the help of its "
            "own script, and scripts are switched off.</p></noscript>"
        )

    def _flush(self) -> None:
        if self._chunk:
            self._data("rows", self._chunk)
            self._chunk = []

    def _data(self, kind: str, value: object) -> None:
        self._sink.write(
            f'<script type="application/json" class="{kind}">{script_safe_json(value)}</script>\n'
        )


def _asset(name: str) -> str:
    return files("mt_toolkit.reporting.page").joinpath("assets", name).read_text(encoding="utf-8")


def _script() -> str:
    parts = "".join(_asset(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@contextlib.contextmanager
def open_page(
    path: Path,
    *,
    title: str,
    scale: ScoreScale | None = None,
    languages: tuple[str, str] = ("ar", "en"),
    summary: Sequence[tuple[str, str]] = (),
    unit: str = "Segments",
) -> Iterator[PageWriter]:
    """Open a file for a page; it appears under its name when the page is finished.

    Whoever opens it calls `PageWriter.finish`. The arguments are those of `PageWriter`.

    Raises:
        OutputError: The file cannot be written.
    """
    with AtomicWriter(path) as sink:
        yield PageWriter(
            sink, title=title, scale=scale, languages=languages, summary=summary, unit=unit
        )


class _Parts(list[str]):
    def write(self, text: str, /) -> None:
        self.append(text)


def report_page(
    documents: Iterable[ReportDocument],
    *,
    title: str,
    scale: ScoreScale | None = None,
    languages: tuple[str, str] = ("ar", "en"),
    summary: Sequence[tuple[str, str]] = (),
) -> str:
    """A whole page as text."""
    parts = _Parts()
    writer = PageWriter(parts, title=title, scale=scale, languages=languages, summary=summary)
    for document in documents:
        writer.document(document)
    writer.finish()
    return "".join(parts)

"""What stands in the page without the script: its head, and for short texts the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.reporting.page.markup import element
from mt_toolkit.reporting.page.model import TermState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

    from mt_toolkit.reporting.page.model import ReportRow
    from mt_toolkit.reporting.page.tally import Tally

__all__ = ["facts", "plain_table"]


def facts(tally: Tally, summary: Sequence[tuple[str, str]], unit: str = "Segments") -> Element:
    """What is told of the page as a whole: a list of names and values.

    Args:
        tally: The figures of all rows.
        summary: What is told before them.
        unit: What rows are called.
    """
    told = list(summary)
    if tally.documents > 1:
        told.append(("Documents", f"{tally.documents:,}"))
    told.append((unit, f"{tally.rows:,}"))
    if tally.states:
        told.append(("Terms", f"{tally.states.total():,}"))
        told += [
            (state.value.capitalize(), f"{tally.states[state]:,}")
            for state in TermState
            if tally.states[state] and state is not TermState.CANONICAL
        ]
    if tally.notes:
        told.append(("Findings", f"{tally.notes:,}"))
    return element(
        "dl",
        *(element("div", element("dt", name), element("dd", value)) for name, value in told),
        class_="facts",
    )


def plain_table(rows: Iterable[tuple[str, ReportRow]], languages: tuple[str, str]) -> Element:
    """Rows with the names of their documents, as a table that needs no script."""
    source, target = languages
    body = element("tbody")
    last = None
    for name, row in rows:
        if name != last:
            body.append(element("tr", element("th", name, colspan="3", scope="rowgroup")))
            last = name
        told = [f"{note.code}: {note.message}" for note in row.notes]
        told += [
            f"{term.state.value}: {term.canonical}"
            for term in row.terms
            if term.state is not TermState.CANONICAL
        ]
        body.append(
            element(
                "tr",
                element("td", row.target, lang=target, dir="auto"),
                element("td", row.source, lang=source, dir="auto"),
                element("td", "; ".join(told)),
            )
        )
    heading = [element("th", cell, scope="col") for cell in ("Translation", "Source", "Findings")]
    return element("table", element("thead", element("tr", *heading)), body, class_="plain")

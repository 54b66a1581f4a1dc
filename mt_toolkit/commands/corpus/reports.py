"""The option ``--report`` of the commands that filter: JSON, Markdown, or a page."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mt_toolkit.commands.page_option import PAGES, check_page
from mt_toolkit.errors import UsageError
from mt_toolkit.files import AtomicWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mt_toolkit.corpus.filters.chain import Judged
    from mt_toolkit.corpus.report import FilterReport

__all__ = ["REPORTS", "ReportOption", "check_report", "reporting", "write_report"]

REPORTS = (".json", ".md")
"""Suffixes of reports that are no pages."""

ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help="Write what each filter removed, with ten examples: .json or .md; or .html, a page "
        "to read them and the first 5,000 kept pairs on.",
        rich_help_panel="Filters",
    ),
]


def check_report(path: Path | None, taken: Iterable[Path | None] = ()) -> None:
    """Refuse a report that could not be written at the end.

    Args:
        path: Where it is to be written, if anywhere.
        taken: Files that the command reads or writes besides.

    Raises:
        UsageError: The suffix is none of a report, or a page would replace another file.
    """
    if path is None:
        return
    suffix = path.suffix.lower()
    if suffix in PAGES:
        check_page(path, taken)
    elif suffix not in REPORTS:
        raise UsageError(
            f"--report {path}: a report is {', '.join(REPORTS)} or .html",
            mend="Give it such a suffix",
        )


@contextlib.contextmanager
def reporting(
    path: Path | None, tally: FilterReport, *, title: str, languages: tuple[str, str] = ("ar", "en")
) -> Iterator[Callable[[Judged], None]]:
    """Keep count of what is judged, and write a report of it when all is done.

    Args:
        path: Where to write the report; its suffix says how. ``None`` writes none.
        tally: Counts.
        title: What was filtered.
        languages: BCP-47 tags of source and target.

    Yields:
        Takes each pair, removed or not.

    Raises:
        OutputError: The report cannot be written.
    """
    if path is None or path.suffix.lower() not in PAGES:
        yield tally.add
        write_report(path, tally)
        return
    from mt_toolkit.reporting.page import SIMILARITY, open_page
    from mt_toolkit.reporting.page.filtered import FilteredRows

    with open_page(
        path, title=title, scale=SIMILARITY, languages=languages, unit="Pairs kept"
    ) as page:
        rows = FilteredRows(page, name=title)

        def take(judged: Judged) -> None:
            tally.add(judged)
            rows.take(judged)

        yield take
        rows.finish(tally.as_dict())


def write_report(path: Path | None, tally: FilterReport) -> None:
    """Write a report as JSON or Markdown, as its suffix says."""
    from mt_toolkit.corpus.report import report_as_markdown

    if path is None:
        return
    told: dict[str, Any] = tally.as_dict()
    with AtomicWriter(path) as stream:
        stream.write(
            report_as_markdown(told)
            if path.suffix.lower() == ".md"
            else json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        )

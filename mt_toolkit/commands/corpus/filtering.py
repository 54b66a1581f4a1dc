"""What the commands that filter have in common: options, the chain, the report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mt_toolkit.commands.console import say
from mt_toolkit.errors import UsageError
from mt_toolkit.files import AtomicWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.corpus.filters.chain import FilterChain
    from mt_toolkit.glossary.model import Glossary

__all__ = [
    "REPORTS",
    "FilterOption",
    "GlossaryOption",
    "NoFilterOption",
    "RemovedOption",
    "ReportOption",
    "check_report",
    "make_chain",
    "open_glossary",
    "write_report",
]

FilterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--filter",
        metavar="NAME=VALUE",
        help="Set a filter's bound, for example similarity=0.4, or with NAME.SETTING=VALUE another "
        "of its settings; docs/corpus.md lists them.",
        rich_help_panel="Filters",
    ),
]
NoFilterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--no-filter", metavar="NAME", help="Leave a filter out.", rich_help_panel="Filters"
    ),
]
GlossaryOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary",
        "-g",
        metavar="FILE",
        help="Glossary that pairs have to keep; several are merged, a later one counts.",
        rich_help_panel="Filters",
    ),
]
ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help="Write what each filter removed, with ten examples: .json or .md.",
        rich_help_panel="Filters",
    ),
]
RemovedOption = Annotated[
    Path | None,
    typer.Option(
        "--removed",
        metavar="FILE",
        help="Write the removed pairs with their reasons as JSON Lines.",
        rich_help_panel="Filters",
    ),
]

REPORTS = (".json", ".md")
"""Suffixes of reports."""


def open_glossary(paths: Sequence[Path] | None) -> Glossary | None:
    """The glossary that the options name, conflicts told."""
    if not paths:
        return None
    from mt_toolkit.glossary import load_glossaries

    glossary, conflicts = load_glossaries(paths)
    for conflict in conflicts:
        say(str(conflict))
    return glossary


def make_chain(
    settings: Sequence[str] | None,
    without: Sequence[str] | None,
    glossary: Glossary | None,
    *,
    measuring: bool = False,
) -> FilterChain:
    """The filters that the options name.

    Args:
        settings: Values of ``--filter``.
        without: Values of ``--no-filter``.
        glossary: The glossary.
        measuring: Whether filters that are left out still measure similarity and findings.
    """
    from mt_toolkit.alignment.embedding import UseEmbedder
    from mt_toolkit.corpus.filters import Resources, make_filters
    from mt_toolkit.corpus.filters.chain import FilterChain

    left_out = tuple(without or ())
    measured = frozenset(left_out) & {"similarity", "glossary"} if measuring else frozenset()
    filters = make_filters(
        Resources(embedder=UseEmbedder(), glossary=glossary),
        settings=settings or (),
        without=left_out,
        keep=measured,
    )
    return FilterChain(filters, measuring=measured)


def check_report(path: Path | None) -> None:
    """Refuse a report that could not be written at the end."""
    if path is not None and path.suffix.lower() not in REPORTS:
        raise UsageError(
            f"--report {path}: a report is {' or '.join(REPORTS)}", mend="Give it such a suffix"
        )


def write_report(path: Path | None, report: dict[str, Any]) -> None:
    """Write a report in the form of its suffix."""
    from mt_toolkit.corpus.report import report_as_markdown

    if path is None:
        return
    markdown = path.suffix.lower() == ".md"
    with AtomicWriter(path) as stream:
        stream.write(
            report_as_markdown(report)
            if markdown
            else json.dumps(report, ensure_ascii=False, indent=2) + "\n"
        )

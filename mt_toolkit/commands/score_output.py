"""What ``mt-toolkit score`` writes: the table, the page, and which bounds are missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mt_toolkit.reporting.page import GlossaryView
    from mt_toolkit.scoring.model import ScoreReport, System, TestData

__all__ = ["judge", "print_scores", "write_page"]


def print_scores(
    report: ScoreReport, *, json_output: bool, latex: bool, markdown: bool, digits: int
) -> None:
    """Print the figures on standard output, as a table for people unless a form is named."""
    from mt_toolkit.scoring import tables

    if json_output:
        text = tables.as_json(report)
    elif latex:
        text = tables.as_latex(report, digits=digits)
    elif markdown:
        text = tables.as_markdown(report, digits=digits)
    else:
        text = tables.as_text(report, digits=digits)
    typer.echo(text, nl=False)


def judge(report: ScoreReport, bounds: Mapping[str, float]) -> int:
    """Say which figures miss their bounds; the exit code."""
    from mt_toolkit.scoring.thresholds import shortfalls

    missed = shortfalls(report, bounds)
    for shortfall in missed:
        say(str(shortfall))
    return FINDINGS if missed else CLEAN


def write_page(
    path: Path,
    title: str,
    report: ScoreReport,
    data: TestData,
    systems: Sequence[System],
    view: GlossaryView | None,
) -> None:
    """Write the page of all systems.

    Args:
        path: Where to write it.
        title: Its title.
        report: The figures, those of the segments among them.
        data: References and source.
        systems: The systems.
        view: What a glossary says of rows, if there is one.
    """
    from mt_toolkit.reporting.page import open_page
    from mt_toolkit.reporting.page.scored import scale_of, scored_documents

    key, scale = scale_of(report.figures)
    summary = [
        (f"{system.name} {figure.label}" if len(systems) > 1 else figure.label, f"{value:.1f}")
        for system in report.systems
        for figure in report.figures
        if (value := system.results[figure.key].value) is not None
    ]
    with open_page(path, title=title, scale=scale, summary=summary) as page:
        for document in scored_documents(data, systems, report.systems, key=key, view=view):
            page.document(document)
        page.finish()

"""Options and results that the commands of ``mt-toolkit glossary`` share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mt_toolkit.checks.inputs.layout import Layout
from mt_toolkit.commands.console import say, write_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary import Glossary

__all__ = [
    "Encoding",
    "Exclude",
    "Field",
    "Glossaries",
    "Ignore",
    "Include",
    "LayoutOption",
    "OutputFormat",
    "Report",
    "Select",
    "Statistics",
    "Tally",
    "glossary_option",
    "open_glossary",
    "print_findings",
]


class Report(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"


def glossary_option(text: str, panel: str | None = None) -> Any:
    """The option ``--glossary``, which means the same in all commands.

    Args:
        text: What the glossary is for, as sentences.
        panel: The heading in the help that it stands under.
    """
    return typer.Option(
        "--glossary",
        "-g",
        metavar="FILE|names",
        help=f"{text} 'names' is the one that comes with the toolkit.",
        rich_help_panel=panel,
    )


Glossaries = Annotated[
    list[Path] | None,
    glossary_option(
        "Glossary (YAML, CSV, TSV, TBX); of several, what stands in later ones counts."
    ),
]
OutputFormat = Annotated[Report, typer.Option(help="How findings are written.")]
Select = Annotated[
    list[str] | None,
    typer.Option(metavar="CODES", help="Rules wanted, by code or its beginning: MT1,MT301."),
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="CODES", help="Rules not wanted.")]
Statistics = Annotated[
    bool, typer.Option("--statistics", help="Print how often each rule objects, and no findings.")
]
LayoutOption = Annotated[
    Layout | None,
    typer.Option("--format", help="What the files hold; otherwise by suffix."),
]
Field = Annotated[str, typer.Option(help="Field of JSON Lines records that holds the text.")]
Encoding = Annotated[str | None, typer.Option(help="Encoding of the files; otherwise UTF-8.")]
Include = Annotated[
    list[str] | None,
    typer.Option(help="Glob of files to take from folders, instead of all known suffixes."),
]
Exclude = Annotated[list[str] | None, typer.Option(help="Glob of files or folders to leave out.")]


class Tally:
    """Findings that are counted while they go by, and kept where they are wanted again."""

    def __init__(self, findings: Iterable[Finding], *, keep: bool = False) -> None:
        self._findings = findings
        self._keep = keep
        self.kept: list[Finding] = []
        self.count = 0
        self.safe = 0
        self.unsafe = 0

    def __iter__(self) -> Iterator[Finding]:
        for finding in self._findings:
            self.count += 1
            if finding.fix is not None:
                self.safe += finding.fix.safe
                self.unsafe += not finding.fix.safe
            if self._keep:
                self.kept.append(finding)
            yield finding


def open_glossary(paths: Iterable[Path] | None, *, quiet: bool = False) -> Glossary | None:
    """The glossaries of an option, merged, or ``None`` where there are none.

    What later ones change is said unless ``quiet``.

    Raises:
        InputError: One cannot be read.
    """
    from mt_toolkit.glossary import glossary_path, load_glossaries

    chosen = [glossary_path(path) for path in paths or ()]
    if not chosen:
        return None
    glossary, conflicts = load_glossaries(chosen)
    for conflict in conflicts if not quiet else ():
        place = conflict.kept.place
        where = f"{place.path}:{place.of()[0]}" if place is not None else "a later glossary"
        say(f"note: {where} changes {conflict.kept.id} ({', '.join(conflict.fields)})")
    return glossary


def print_findings(findings: Iterable[Finding], output_format: Report, *, statistics: bool) -> None:
    """Write findings, or how often each rule objects, to standard output."""
    from mt_toolkit.reporting import REPORTS, statistics_table

    write_results((statistics_table(findings),) if statistics else REPORTS[output_format](findings))

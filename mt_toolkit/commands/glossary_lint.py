"""``mt-toolkit glossary lint``: what cannot be meant in a glossary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, report, say
from mt_toolkit.commands.glossary_options import (
    Ignore,
    OutputFormat,
    Report,
    Select,
    Statistics,
    Tally,
    print_findings,
)
from mt_toolkit.commands.options import QuietOption
from mt_toolkit.errors import MtToolkitError

if TYPE_CHECKING:
    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary import Glossary

__all__ = ["lint"]


def lint(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Glossaries: YAML, CSV, TSV, TBX; names for the one that comes with the toolkit; "
            "- for YAML on standard input.",
        ),
    ],
    output_format: OutputFormat = Report.TEXT,
    select: Select = None,
    ignore: Ignore = None,
    statistics: Statistics = False,
    quiet: QuietOption = False,
) -> None:
    """Check glossaries: duplicate and conflicting entries, forms that never count, the order.

    Each file is checked for itself. Exit code 0: nothing found. 1: findings. 3: a file is no
    glossary.

    [bold]Example[/bold]

    mt-toolkit glossary lint names
    """
    from mt_toolkit.checks.registry import Selection
    from mt_toolkit.checks.rules.glossary import lint_findings

    selection = Selection.parsed(select or (), ignore or ())
    failed = False
    found: list[Finding] = []
    for path in files:
        try:
            found += lint_findings(_read(path))
        except MtToolkitError as error:
            report(error)
            failed = True
    tally = Tally(finding for finding in found if selection.takes(finding.code))
    print_findings(tally, output_format, statistics=statistics)
    if not quiet and not failed:
        say(f"{tally.count} findings" if tally.count else "all glossaries are well formed")
    raise typer.Exit(3 if failed else FINDINGS if tally.count else CLEAN)


def _read(path: Path) -> Glossary:
    from mt_toolkit.glossary import glossary_path, load_glossary, parse_glossary

    if path.name == "-":
        return parse_glossary(typer.get_binary_stream("stdin").read(), "yaml")
    return load_glossary(glossary_path(path))

"""``mt-toolkit glossary check``: a linter for names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, report, say, write_results
from mt_toolkit.commands.glossary_options import (
    Encoding,
    Exclude,
    Field,
    Glossaries,
    Ignore,
    Include,
    LayoutOption,
    OutputFormat,
    Report,
    Select,
    Statistics,
    Tally,
    open_glossary,
    print_findings,
)
from mt_toolkit.commands.options import QuietOption
from mt_toolkit.commands.page_option import ReportOption, check_page, title_of
from mt_toolkit.errors import UsageError

if TYPE_CHECKING:
    from mt_toolkit.checks.session import Session
    from mt_toolkit.findings import Finding

__all__ = ["check"]


def check(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input."),
    ],
    glossary: Glossaries = None,
    source: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The file that PATH is a translation of, segment by segment.",
        ),
    ] = None,
    output_format: OutputFormat = Report.TEXT,
    select: Select = None,
    ignore: Ignore = None,
    statistics: Statistics = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended safely, in the files.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    unsafe_fixes: Annotated[
        bool,
        typer.Option(
            "--unsafe-fixes", help="Let --fix and --diff do what a person should look at."
        ),
    ] = False,
    corpus: Annotated[
        bool,
        typer.Option("--corpus", help="Compare names across all files, not only within each."),
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Report only what is not in this baseline."),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write all findings as a baseline, and report none."),
    ] = None,
    format_name: LayoutOption = None,
    field: Field = "text",
    encoding: Encoding = None,
    include: Include = None,
    exclude: Exclude = None,
    page: ReportOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check articles, translations and bitext for the spelling of names.

    Exit code 0: nothing found. 1: findings, or with --diff something to mend. 3: a file could not
    be read. Comments in the text silence rules: see docs/glossary-check.md.

    [bold]Examples[/bold]

    mt-toolkit glossary check -g names articles/

    mt-toolkit glossary check -g names --fix translations/
    """
    from mt_toolkit.checks.baseline import Baseline
    from mt_toolkit.checks.engine import Engine
    from mt_toolkit.checks.inputs import documents
    from mt_toolkit.checks.registry import Selection
    from mt_toolkit.checks.session import Session
    from mt_toolkit.files import Choice, discover

    if page is not None:
        check_page(page, [*paths, source])
        if diff or write_baseline is not None:
            raise UsageError(
                "--report goes with neither --diff nor --write-baseline", mend="Run them one by one"
            )
    _agree(paths, source=source, fix=fix, diff=diff, encoding=encoding, baseline=write_baseline)
    selection = Selection.parsed(select or (), ignore or ())
    merged = open_glossary(glossary, quiet=quiet)
    if merged is None:
        raise UsageError(
            "no glossary is given",
            mend="Pass --glossary FILE, or --glossary names for the one that comes with the "
            "toolkit, or write glossary = [...] under [glossary.check] in mt-toolkit.toml",
        )
    session = Session(
        engine=Engine(merged, selection, corpus=corpus),
        reading=documents.Reading(
            layout=format_name,
            encoding=encoding,
            field=field,
            source_language=merged.source_language,
            target_language=merged.target_language,
        ),
        stdin=sys.stdin.buffer,
        complain=report,
        source=source,
        baseline=Baseline(baseline) if baseline is not None else None,
    )
    choice = Choice(
        suffixes=documents.SUFFIXES, include=tuple(include or ()), exclude=tuple(exclude or ())
    )
    files = discover(paths, choice)
    tally = Tally(session.check(files, fix=fix, unsafe=unsafe_fixes), keep=page is not None)
    if write_baseline is not None:
        from mt_toolkit.checks import baseline as baselines

        baselines.write_baseline(write_baseline, tally)
        if not quiet:
            say(f"{tally.count} findings written to {write_baseline}")
        raise typer.Exit(3 if session.failed else CLEAN)
    if diff:
        write_results(session.diff(tally, unsafe=unsafe_fixes))
        to_mend = tally.safe or (unsafe_fixes and tally.unsafe)
        raise typer.Exit(3 if session.failed else FINDINGS if to_mend else CLEAN)
    print_findings(tally, output_format, statistics=statistics)
    if page is not None:
        _write_page(page, tally.kept, session, paths)
    if not quiet:
        _summarise(tally, session)
    raise typer.Exit(3 if session.failed else FINDINGS if tally.count else CLEAN)


def _agree(
    paths: list[Path],
    *,
    source: Path | None,
    fix: bool,
    diff: bool,
    encoding: str | None,
    baseline: Path | None,
) -> None:
    """Refuse options that contradict one another."""
    if fix and diff:
        raise UsageError("--fix and --diff are asked for", mend="Choose one of the two")
    if baseline is not None and (fix or diff):
        raise UsageError(
            "--write-baseline goes with neither --fix nor --diff", mend="Run the two one by one"
        )
    if (fix or diff) and any(str(path) == "-" for path in paths):
        raise UsageError(
            "standard input cannot be mended", mend="Give a file, or check without --fix and --diff"
        )
    if fix and encoding is not None and encoding.lower().replace("_", "-") not in ("utf-8", "utf8"):
        raise UsageError(
            f"--fix writes UTF-8, and the files are {encoding}", mend="Convert them to UTF-8 first"
        )
    if source is not None and (len(paths) != 1 or paths[0].is_dir()):
        raise UsageError(
            "--source belongs to one file", mend="Give one translation, or a table of both"
        )


def _write_page(path: Path, findings: list[Finding], session: Session, paths: list[Path]) -> None:
    from mt_toolkit.reporting.page import checked_documents, open_page

    reading = session.reading
    with open_page(path, title=title_of(paths), languages=(reading.source_language, "")) as page:
        for document in checked_documents(findings, reading, source=session.source):
            page.document(document)
        page.finish()


def _summarise(tally: Tally, session: Session) -> None:
    if session.fixed:
        say(f"{session.fixed} mended")
    if not tally.count:
        if not session.failed:
            say("all names are spelled as the glossary has them")
        return
    said = f"{tally.count} finding{'' if tally.count == 1 else 's'}"
    if tally.safe:
        said += f", {tally.safe} can be mended with --fix"
    if tally.unsafe:
        said += f", {tally.unsafe} more with --unsafe-fixes"
    say(said)

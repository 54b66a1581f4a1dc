"""``mt-toolkit glossary``: one name, one spelling."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, report, say
from mt_toolkit.commands.page_option import ReportOption, check_page, title_of
from mt_toolkit.errors import MtToolkitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.checks.session import Session
    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary import Glossary

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True)


class Layout(StrEnum):
    """What a file holds."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    JSONL = "jsonl"
    TSV = "tsv"
    TMX = "tmx"


class Report(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"


_Glossaries = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary",
        "-g",
        metavar="FILE",
        help="Glossary (YAML, CSV, TSV, TBX); of several, what stands in later ones counts.",
    ),
]
_OutputFormat = Annotated[Report, typer.Option(help="How findings are written.")]
_Select = Annotated[
    list[str] | None,
    typer.Option(metavar="CODES", help="Rules wanted, by code or its beginning: MT1,MT301."),
]
_Ignore = Annotated[list[str] | None, typer.Option(metavar="CODES", help="Rules not wanted.")]
_Statistics = Annotated[
    bool, typer.Option("--statistics", help="Print how often each rule objects, and no findings.")
]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]


@app.callback()
def glossary_group() -> None:
    """Keep one spelling for every name: check texts against a glossary, and the glossary itself.

    Example: `mt-toolkit glossary check --glossary glossaries/names.yaml articles/`
    """


@app.command(no_args_is_help=True)
def check(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input."),
    ],
    glossary: _Glossaries = None,
    source: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The file that PATH is a translation of, segment by segment.",
        ),
    ] = None,
    output_format: _OutputFormat = Report.TEXT,
    select: _Select = None,
    ignore: _Ignore = None,
    statistics: _Statistics = False,
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
    format_name: Annotated[
        Layout | None,
        typer.Option("--format", help="What the files hold; otherwise by suffix."),
    ] = None,
    field: Annotated[
        str, typer.Option(help="Field of JSON Lines records that holds the text.")
    ] = "text",
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of the files; otherwise UTF-8.")
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(help="Glob of files to take from folders, instead of all known suffixes."),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="Glob of files or folders to leave out.")
    ] = None,
    page: ReportOption = None,
    quiet: _Quiet = False,
) -> None:
    """Check articles, translations and bitext for the spelling of names.

    Exit code 0: nothing found. 1: findings, or with --diff something to mend. 3: a file could not
    be read. Comments such as `mt-toolkit: ignore[MT101]` silence rules.

    Example: `mt-toolkit glossary check -g glossaries/names.yaml --fix translations/`
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
    merged = _load(glossary or (), quiet=quiet)
    session = Session(
        engine=Engine(merged, selection, corpus=corpus),
        reading=documents.Reading(
            layout=documents.Layout(format_name) if format_name else None,
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
    tally = _Tally(session.check(files, fix=fix, unsafe=unsafe_fixes), keep=page is not None)
    if write_baseline is not None:
        from mt_toolkit.checks import baseline as baselines

        baselines.write_baseline(write_baseline, tally)
        if not quiet:
            say(f"{tally.count} findings written to {write_baseline}")
        raise typer.Exit(3 if session.failed else CLEAN)
    if diff:
        changed = False
        for part in session.diff(tally, unsafe=unsafe_fixes):
            changed = True
            typer.echo(part, nl=False)
        raise typer.Exit(3 if session.failed else FINDINGS if changed else CLEAN)
    _print(tally, output_format, statistics=statistics)
    if page is not None:
        _write_page(page, tally.kept, session, paths)
    if not quiet:
        _summarise(tally, session)
    raise typer.Exit(3 if session.failed else FINDINGS if tally.count else CLEAN)


@app.command(no_args_is_help=True)
def lint(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Glossaries: YAML, CSV, TSV, TBX.")
    ],
    output_format: _OutputFormat = Report.TEXT,
    select: _Select = None,
    ignore: _Ignore = None,
    statistics: _Statistics = False,
    quiet: _Quiet = False,
) -> None:
    """Check glossaries: duplicate and conflicting entries, forms that never count, the order.

    Each file is checked for itself. Exit code 0: nothing found. 1: findings. 3: a file is no
    glossary.

    Example: `mt-toolkit glossary lint glossaries/names.yaml`
    """
    from mt_toolkit.checks.registry import Selection
    from mt_toolkit.checks.rules.glossary import lint_findings
    from mt_toolkit.glossary import load_glossary

    selection = Selection.parsed(select or (), ignore or ())
    failed = False
    found: list[Finding] = []
    for path in files:
        try:
            found += lint_findings(load_glossary(path))
        except MtToolkitError as error:
            report(error)
            failed = True
    tally = _Tally(finding for finding in found if selection.takes(finding.code))
    _print(tally, output_format, statistics=statistics)
    if not quiet and not failed:
        say(f"{tally.count} findings" if tally.count else "all glossaries are well formed")
    raise typer.Exit(3 if failed else FINDINGS if tally.count else CLEAN)


class _Tally:
    """Findings that are counted while they go by."""

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


def _load(paths: Iterable[Path], *, quiet: bool) -> Glossary:
    from mt_toolkit.glossary import load_glossaries

    chosen = list(paths)
    if not chosen:
        raise UsageError(
            "no glossary is given",
            mend="Pass --glossary FILE, or write glossary = [...] under [glossary.check] in "
            "mt-toolkit.toml",
        )
    merged, conflicts = load_glossaries(chosen)
    for conflict in conflicts if not quiet else ():
        place = conflict.kept.place
        where = f"{place.path}:{place.of()[0]}" if place is not None else "a later glossary"
        say(f"note: {where} changes {conflict.kept.id} ({', '.join(conflict.fields)})")
    return merged


def _print(findings: Iterable[Finding], output_format: Report, *, statistics: bool) -> None:
    from mt_toolkit.reporting import REPORTS, statistics_table

    if statistics:
        typer.echo(statistics_table(findings), nl=False)
        return
    for part in REPORTS[output_format](findings):
        typer.echo(part, nl=False)


def _write_page(path: Path, findings: list[Finding], session: Session, paths: list[Path]) -> None:
    from mt_toolkit.reporting.page import checked_documents, open_page

    reading = session.reading
    with open_page(path, title=title_of(paths), languages=(reading.source_language, "")) as page:
        for document in checked_documents(findings, reading, source=session.source):
            page.document(document)
        page.finish()


def _summarise(tally: _Tally, session: Session) -> None:
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

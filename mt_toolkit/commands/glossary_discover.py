"""``mt-toolkit glossary discover``: names and their spellings, found in articles."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar, report, say, write_results
from mt_toolkit.commands.glossary_options import (
    Encoding,
    Exclude,
    Field,
    Include,
    LayoutOption,
    glossary_option,
    open_glossary,
)
from mt_toolkit.commands.options import QuietOption
from mt_toolkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mt_toolkit.discovery.proposals import Proposal
    from mt_toolkit.errors import InputError
    from mt_toolkit.files import SourceFile

__all__ = ["discover"]


class Output(StrEnum):
    """How proposals are written."""

    TEXT = "text"
    JSON = "json"
    YAML = "yaml"


def discover(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Arabic articles, their English, bitext: files, folders, or - for standard input.",
        ),
    ],
    glossary: Annotated[
        list[Path] | None,
        glossary_option("Glossary whose names are not proposed again, only new spellings of them."),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The file that PATH is a translation of, segment by segment."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.")
    ] = None,
    output_format: Annotated[
        Output, typer.Option(help="A table, JSON, or YAML that glossary merge takes.")
    ] = Output.TEXT,
    contexts: Annotated[
        bool, typer.Option("--contexts/--no-contexts", help="Show where each name stands.")
    ] = True,
    single: Annotated[
        bool,
        typer.Option("--single", help="Propose people seen in one spelling only, too."),
    ] = False,
    least_count: Annotated[
        int, typer.Option("--min-count", min=1, help="Leave out names seen more rarely.")
    ] = 1,
    format_name: LayoutOption = None,
    field: Field = "text",
    encoding: Encoding = None,
    include: Include = None,
    exclude: Exclude = None,
    quiet: QuietOption = False,
) -> None:
    """Find names in articles and their translations, and propose glossary entries for them.

    The spellings of one name are put together, in both scripts, with what speaks for it. Nothing
    is sure: read the proposals, mend them, then merge them. A file and its translation are read
    as one where their names agree: article.ar.txt and article.en.txt, ar/a.txt and en/a.txt.

    Exit code 0: done, whether or not something was found. 1: a file could not be read.

    [bold]Examples[/bold]

    mt-toolkit glossary discover articles/ translations/

    mt-toolkit glossary discover corpus/ -g names.yaml --output-format yaml -o proposals.yaml
    """
    from mt_toolkit.checks.inputs import documents
    from mt_toolkit.discovery.documents import Search
    from mt_toolkit.files import Choice
    from mt_toolkit.files import discover as find_files

    if source is not None and (len(paths) != 1 or paths[0].is_dir()):
        raise UsageError(
            "--source belongs to one file", mend="Give one translation, or a table of both"
        )
    known = open_glossary(glossary, quiet=quiet)
    search = Search(
        reading=documents.Reading(
            layout=format_name,
            encoding=encoding,
            field=field,
        ),
        stdin=sys.stdin.buffer,
        complain=report,
        source=source,
    )
    choice = Choice(
        suffixes=documents.SUFFIXES, include=tuple(include or ()), exclude=tuple(exclude or ())
    )
    with progress_bar("Reading", None, enabled=not quiet) as advance:
        search.read(_counted(find_files(paths, choice, skip=output), advance))
        found = search.proposals(known, single=single, least_count=least_count)
    _write(_parts(found, output_format, contexts=contexts), output)
    if not quiet:
        say(_summary(found))
    raise typer.Exit(FINDINGS if search.failed else CLEAN)


def _counted(
    files: Iterable[SourceFile | InputError], advance: Callable[[float, str], None]
) -> Iterator[SourceFile | InputError]:
    for number, file in enumerate(files, 1):
        advance(1, f"{number} files")
        yield file


def _parts(found: Sequence[Proposal], form: Output, *, contexts: bool) -> Iterator[str]:
    from mt_toolkit.reporting.discoveries import (
        discoveries_as_json,
        discoveries_as_text,
        discoveries_as_yaml,
    )

    if form is Output.JSON:
        return discoveries_as_json(found)
    if form is Output.YAML:
        return discoveries_as_yaml(found)
    return discoveries_as_text(found, contexts=contexts)


def _write(parts: Iterable[str], output: Path | None) -> None:
    from mt_toolkit.files import AtomicWriter

    if output is None:
        write_results(parts)
        return
    with AtomicWriter(output) as writer:
        for part in parts:
            writer.write(part)


def _summary(found: Sequence[Proposal]) -> str:
    more = sum(proposal.known for proposal in found)
    new = len(found) - more
    said = f"{new} name{'' if new == 1 else 's'} proposed"
    return f"{said}, new spellings of {more} known" if more else said

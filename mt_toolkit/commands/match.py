"""``mt-toolkit match``: two folders of articles in, a list of those that belong together out."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar, report, say
from mt_toolkit.commands.options import JsonOption, QuietOption
from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.files import AtomicWriter

if TYPE_CHECKING:
    from mt_toolkit.alignment.matching.matcher import DocumentMatch
    from mt_toolkit.alignment.matching.profile import Profile
    from mt_toolkit.numbers import Language

__all__ = ["match"]


class Form(StrEnum):
    """Forms of the list."""

    TSV = "tsv"
    JSONL = "jsonl"


_BY_SUFFIX = {".jsonl": Form.JSONL}


def match(
    sources: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCES", help="Folder of Arabic articles.", exists=True, file_okay=False
        ),
    ],
    targets: Annotated[
        Path,
        typer.Argument(
            metavar="TARGETS", help="Folder of English articles.", exists=True, file_okay=False
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="OUT", help="File for the list; otherwise standard output."
        ),
    ] = None,
    to: Annotated[
        Form | None,
        typer.Option(help="Form of the list; otherwise by the suffix of OUT, else TSV."),
    ] = None,
    min_score: Annotated[
        float,
        typer.Option(min=0.0, max=1.0, help="Pairs that are less probable are left out."),
    ] = 0.5,
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of the files, for example windows-1256; otherwise UTF-8."),
    ] = None,
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Find which English article is the version of which Arabic one.

    Articles are compared by what they say: sentences, names, numbers and dates, never by the names
    of their files. Each has one partner at most, with a score: how probable the pair is. The list
    is what `mt-toolkit align` takes.

    [bold]Examples[/bold]

    mt-toolkit match arabic/ english/ -o pairs.tsv

    mt-toolkit align pairs.tsv -o bitext.tsv

    mt-toolkit match arabic/ english/ --min-score 0.9 --to jsonl
    """
    from mt_toolkit.alignment.matching.matcher import match as match_profiles

    if sources.samefile(targets):
        raise UsageError(
            f"{sources} is given twice",
            mend="Give the folder of Arabic articles, then that of English ones",
        )
    if json_summary and output is None:
        raise UsageError("--json needs a file for the list", mend="Pass --output as well")
    form = to or (_BY_SUFFIX.get(output.suffix.lower()) if output is not None else None) or Form.TSV
    reader = _Reader(encoding, quiet=quiet)
    left, right = reader.read(sources, targets)
    pairs = match_profiles(left, right, min_score=min_score)
    _write(pairs, form, output)
    summary = {
        "pairs": len(pairs),
        "sources": len(left),
        "targets": len(right),
        "failed": reader.failed,
    }
    if json_summary:
        typer.echo(json.dumps(summary))
    elif not quiet:
        say(
            f"{len(pairs)} pairs; without a partner: {len(left) - len(pairs)} of {len(left)} "
            f"sources and {len(right) - len(pairs)} of {len(right)} targets"
        )
    sys.exit(FINDINGS if reader.failed else CLEAN)


def _write(pairs: list[DocumentMatch], form: Form, output: Path | None) -> None:
    from mt_toolkit.alignment.matching.writing import match_rows

    if output is None:
        for row in match_rows(pairs, form.value, Path()):
            typer.echo(row, nl=False)
        return
    with AtomicWriter(output) as stream:
        for row in match_rows(pairs, form.value, output.parent):
            stream.write(row)


class _Reader:
    """Reads both folders, reports what cannot be used, and counts it."""

    def __init__(self, encoding: str | None, *, quiet: bool) -> None:
        self._encoding = encoding
        self._quiet = quiet
        self.failed = 0

    def read(self, sources: Path, targets: Path) -> tuple[list[Profile], list[Profile]]:
        """Profiles of both sides."""
        from mt_toolkit.alignment.embedding import UseEmbedder
        from mt_toolkit.alignment.matching.profile import Profiler
        from mt_toolkit.alignment.matching.reading import SideReader, articles_in

        listed = [articles_in(folder) for folder in (sources, targets)]
        for _, problems in listed:
            for problem in problems:
                self._fail(problem)
        profiler = Profiler(UseEmbedder())
        sides: tuple[list[Profile], list[Profile]] = ([], [])
        languages: tuple[Language, Language] = ("ar", "en")
        total = sum(len(files) for files, _ in listed)
        with progress_bar("Reading", total, enabled=not self._quiet) as advance:
            for folder, (files, _), language, side in zip(
                (sources, targets), listed, languages, sides, strict=True
            ):
                reader = SideReader(profiler, language, encoding=self._encoding)
                for found in reader.read(folder, files):
                    if isinstance(found, InputError):
                        self._fail(found)
                    else:
                        side.append(found)
                    advance(1, "")
        return sides

    def _fail(self, error: InputError) -> None:
        report(error)
        self.failed += 1

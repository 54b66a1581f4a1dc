"""``mt-toolkit corpus convert``: bitext from one form to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar, report, say
from mt_toolkit.commands.options import (
    Form,
    JsonOption,
    QuietOption,
    SourceLanguageOption,
    TargetLanguageOption,
)
from mt_toolkit.errors import InputError, UsageError

__all__ = ["convert"]


def convert(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="IN", help="A file of bitext; with Moses one of the two, or their beginning."
        ),
    ],
    output: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write.")],
    *,
    from_form: Annotated[
        Form | None, typer.Option("--from", help="Form of IN; otherwise by its suffix.")
    ] = None,
    to_form: Annotated[
        Form | None, typer.Option("--to", help="Form of OUT; otherwise by its suffix.")
    ] = None,
    source_language: SourceLanguageOption = "ar",
    target_language: TargetLanguageOption = "en",
    quiet: QuietOption = False,
    json_summary: JsonOption = False,
) -> None:
    """Write bitext in another form, pair by pair and in the same order.

    A row that makes no sense is reported with its line and left out, and the others are written
    (exit code 1). Any size goes through in constant memory; `.gz` and `.xz` are unpacked and
    packed.

    [bold]Examples[/bold]

    mt-toolkit corpus convert article.jsonl article.tmx

    mt-toolkit corpus convert train.ar train.jsonl.gz
    """
    from mt_toolkit.bitext_files import Languages, files_of, form_of, read_rows

    languages = Languages(source=source_language, target=target_language)
    reads = form_of(source, from_form, languages=languages, option="--from")
    writes = form_of(output, to_form, languages=languages)
    inputs = {path.resolve() for path in files_of(source, reads, languages)}
    if any(path.resolve() in inputs for path in files_of(output, writes, languages)):
        raise UsageError(f"{output} is read and written", mend="Name another file for OUT")
    written = failed = 0
    with (
        writes.writer(output, languages) as write,
        progress_bar("Converting", None, enabled=not quiet) as advance,
    ):
        for row in read_rows(source, reads, languages):
            if isinstance(row, InputError):
                report(row)
                failed += 1
            else:
                write(row.pair)
                written += 1
                advance(1, f"{written:,} pairs")
    if json_summary:
        typer.echo(json.dumps({"written": written, "failed": failed}))
    elif not quiet:
        say(f"{written} pairs written to {output} as {writes.name}")
    raise typer.Exit(FINDINGS if failed else CLEAN)

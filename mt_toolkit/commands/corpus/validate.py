"""``mt-toolkit corpus validate``: what is wrong with files of bitext."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN, FINDINGS, progress_bar, report, say
from mt_toolkit.commands.options import (
    Form,
    JsonOption,
    QuietOption,
    SourceLanguageOption,
    TargetLanguageOption,
)
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.bitext_files import Languages

__all__ = ["validate"]


def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Files of bitext, and folders of them; with Moses one of two files is enough.",
        ),
    ],
    *,
    from_form: Annotated[
        Form | None, typer.Option("--from", help="Form of the files; otherwise by their suffixes.")
    ] = None,
    source_language: SourceLanguageOption = "ar",
    target_language: TargetLanguageOption = "en",
    quiet: QuietOption = False,
    json_lines: JsonOption = False,
) -> None:
    """Look for what is wrong with bitext, and say in which line.

    Found are: what cannot be read as its form says, empty sides, Moses files of different length,
    sides that are exchanged or in another script, control characters, language tags that are none,
    ids that come twice, and segments out of order. Nothing is changed.

    Exit code 0: nothing found. 1: problems, or some files cannot be read or are in other
    languages. 3: that is so of all files.

    [bold]Examples[/bold]

    mt-toolkit corpus validate memory.tmx

    mt-toolkit corpus validate bitext/ --json
    """
    from mt_toolkit.bitext_files import Languages, form_of
    from mt_toolkit.bitext_files.validation import Validator

    languages = Languages(source=source_language, target=target_language)
    found = pairs = read = failed = 0
    with progress_bar("Reading", None, enabled=not quiet) as advance:
        for path in _files(paths, languages):
            if isinstance(path, InputError):
                report(path)
                failed += 1
                continue
            form = form_of(path, from_form, languages=languages, option="--from")
            validator = Validator(path, form, languages, on_pair=partial(advance, 1, path.name))
            try:
                for problem in validator.problems():
                    typer.echo(_json(problem) if json_lines else str(problem))
                    found += 1
                read += 1
            except InputError as error:
                report(error)
                failed += 1
            pairs += validator.pairs
    if not quiet:
        say(f"{pairs} pairs, {found} problem{'' if found == 1 else 's'}")
    if failed and not read:
        raise typer.Exit(InputError.exit_code)
    raise typer.Exit(FINDINGS if found or failed else CLEAN)


def _files(paths: Iterable[Path], languages: Languages) -> Iterator[Path | InputError]:
    """The files themselves, and of folders what bitext may be; of Moses files the source."""
    from mt_toolkit.bitext_files import FORMS
    from mt_toolkit.bitext_files.lines import PACKED
    from mt_toolkit.files import Choice, discover

    suffixes = [suffix for form in FORMS.values() for suffix in form.suffixes]
    suffixes.append(f".{languages.source}")
    choice = Choice(
        suffixes=frozenset(suffixes),
        include=tuple(f"*{suffix}{packed}" for suffix in suffixes for packed in ("", *PACKED)),
    )
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for found in discover([path], choice):
            if isinstance(found, InputError):
                yield found
            elif found.path is not None:
                yield found.path


def _json(problem: InputError) -> str:
    return json.dumps(
        {
            "path": str(problem.path),
            "line": problem.line,
            "column": problem.column,
            "problem": problem.problem,
            "mend": problem.mend,
        },
        ensure_ascii=False,
    )

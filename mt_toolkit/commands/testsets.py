"""``mt-toolkit testsets``: which test sets are on this machine, and where."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.console import CLEAN
from mt_toolkit.commands.options import JsonOption

if TYPE_CHECKING:
    from mt_toolkit.testsets import Located

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    help="Find test sets: FLORES, NTREX and IWSLT, in sacreBLEU's folder or in one of yours.",
)

FolderOption = Annotated[
    Path | None,
    typer.Option(
        envvar="MT_TOOLKIT_TESTSETS",
        help="A folder of test sets, looked into before sacreBLEU's.",
        file_okay=False,
        exists=True,
    ),
]


class WantedSide(StrEnum):
    """One of the files of a test set."""

    SOURCE = "source"
    REFERENCE = "reference"
    DOCUMENTS = "documents"


@app.command("list")
def list_testsets(
    folder: FolderOption = None,
    json_output: JsonOption = False,
) -> None:
    """List the test sets that are known, and which of them are here."""
    from mt_toolkit import testsets

    found = [testsets.locate(testset, testsets.roots(folder)) for testset in testsets.TESTSETS]
    if json_output:
        typer.echo(json.dumps([_record(located) for located in found], indent=1))
    else:
        width = max(len(located.testset.name) for located in found)
        for located in found:
            state = "here" if located.complete else "-"
            typer.echo(f"{located.testset.name:<{width}}  {state:<4}  {located.testset.title}")
    raise typer.Exit(CLEAN)


def _record(located: Located) -> dict[str, object]:
    return {
        "name": located.testset.name,
        "title": located.testset.title,
        "homepage": located.testset.homepage,
        "files": {side.value: str(path) for side, path in located.files.items()},
    }


@app.command("path", no_args_is_help=True)
def show_path(
    name: Annotated[str, typer.Argument(help="A name from `mt-toolkit testsets list`.")],
    side: Annotated[WantedSide | None, typer.Option(help="Print only this file's path.")] = None,
    folder: FolderOption = None,
    download: Annotated[
        bool, typer.Option("--download", help="Let sacreBLEU download it where it is missing.")
    ] = False,
) -> None:
    """Print where a test set's files are.

    `mt-toolkit score out.en -r $(mt-toolkit testsets path ntrex --side reference)`
    """
    from mt_toolkit import testsets
    from mt_toolkit.errors import InputError

    testset = testsets.named(name)
    folders = testsets.roots(folder)
    if download and not testsets.locate(testset, folders).complete:
        testsets.download(testset)
    files = testsets.find(testset, folders).files
    if side is None:
        for found, path in files.items():
            typer.echo(f"{found}\t{path}")
    elif testsets.Side(side.value) in files:
        typer.echo(str(files[testsets.Side(side.value)]))
    else:
        raise InputError(f"{name} has no {side} file", path=folders[0])
    raise typer.Exit(CLEAN)

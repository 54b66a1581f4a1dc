"""``mt-toolkit corpus``: aligned bitext in files; one module a command."""

from __future__ import annotations

import typer

from mt_toolkit.commands.corpus import convert

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True, help="Parallel corpora: convert files of aligned text and check them."
)

app.command("convert", no_args_is_help=True)(convert.convert)

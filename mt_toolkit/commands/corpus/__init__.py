"""``mt-toolkit corpus``: aligned bitext in files; one module a command."""

from __future__ import annotations

import typer

from mt_toolkit.commands.corpus import build, convert, filter_, split, stats, validate

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    help="Parallel corpora: build, filter, divide and count them, convert and check files.",
)

app.command("build", no_args_is_help=True)(build.build)
app.command("convert", no_args_is_help=True)(convert.convert)
app.command("filter", no_args_is_help=True)(filter_.filter_bitext)
app.command("split", no_args_is_help=True)(split.split)
app.command("stats", no_args_is_help=True)(stats.stats)
app.command("validate", no_args_is_help=True)(validate.validate)

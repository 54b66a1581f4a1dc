"""The Typer app: every command group is registered here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import mt_toolkit
from mt_toolkit.commands import (
    align,
    corpus,
    glossary,
    match,
    models,
    report,
    score,
    testsets,
    train,
    translate,
)
from mt_toolkit.commands.configuration import load_defaults
from mt_toolkit.commands.console import say

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="rich",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mt-toolkit {mt_toolkit.__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            help="Configuration file; otherwise the nearest mt-toolkit.toml, or pyproject.toml "
            "with a \\[tool.mt-toolkit] table, in this folder or above.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - acted on by its callback
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Arabic news into English: translate, keep one spelling for every name, align, score.

    `mt-toolkit translate article.txt` prints the English of an article. Results go to standard
    output, messages to standard error. Exit codes: 0 done and clean, 1 findings or partial
    failure, 2 usage, 3 bad input or environment, 130 interrupted.
    """
    found = load_defaults(config, app)
    if found is not None:
        context.default_map = found.defaults
        if config is not None:
            say(f"configuration: {found.path}")


app.command("translate", no_args_is_help=True)(translate.translate)
app.command("score", no_args_is_help=True)(score.score)
app.command("report", no_args_is_help=True)(report.report)
app.command("train", no_args_is_help=True)(train.train)
app.command("align", no_args_is_help=True)(align.align)
app.command("match", no_args_is_help=True)(match.match)
app.add_typer(corpus.app, name="corpus")
app.add_typer(models.app, name="models")
app.add_typer(glossary.app, name="glossary")
app.add_typer(testsets.app, name="testsets")

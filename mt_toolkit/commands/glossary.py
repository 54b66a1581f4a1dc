"""``mt-toolkit glossary``: one name, one spelling."""

from __future__ import annotations

import typer

from mt_toolkit.commands.glossary_check import check
from mt_toolkit.commands.glossary_discover import discover
from mt_toolkit.commands.glossary_lint import lint
from mt_toolkit.commands.glossary_merge import merge

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True)


@app.callback()
def glossary_group() -> None:
    """Keep one spelling for every name: check texts, find names, look after the glossary.

    [bold]Examples[/bold]

    mt-toolkit glossary check --glossary names articles/

    mt-toolkit glossary discover articles/ --output-format yaml -o proposals.yaml
    """


for _command in (check, lint, discover, merge):
    app.command(no_args_is_help=True)(_command)

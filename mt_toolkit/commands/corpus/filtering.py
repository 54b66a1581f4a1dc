"""What the commands that filter have in common: options and the chain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.glossary_options import glossary_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.corpus.filters.chain import FilterChain
    from mt_toolkit.glossary.model import Glossary

__all__ = [
    "FilterOption",
    "GlossaryOption",
    "NoFilterOption",
    "RemovedOption",
    "make_chain",
]

FilterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--filter",
        metavar="NAME=VALUE",
        help="Set a filter's bound, for example similarity=0.4, or with NAME.SETTING=VALUE another "
        "of its settings; docs/corpus.md lists them.",
        rich_help_panel="Filters",
    ),
]
NoFilterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--no-filter", metavar="NAME", help="Leave a filter out.", rich_help_panel="Filters"
    ),
]
GlossaryOption = Annotated[
    list[Path] | None,
    glossary_option(
        "Glossary that pairs have to keep; several are merged, a later one counts.", "Filters"
    ),
]
RemovedOption = Annotated[
    Path | None,
    typer.Option(
        "--removed",
        metavar="FILE",
        help="Write the removed pairs with their reasons as JSON Lines.",
        rich_help_panel="Filters",
    ),
]


def make_chain(
    settings: Sequence[str] | None,
    without: Sequence[str] | None,
    glossary: Glossary | None,
    *,
    measuring: bool = False,
) -> FilterChain:
    """The filters that the options name.

    Args:
        settings: Values of ``--filter``.
        without: Values of ``--no-filter``.
        glossary: The glossary.
        measuring: Whether filters that are left out still measure similarity and findings.
    """
    from mt_toolkit.alignment.embedding import UseEmbedder
    from mt_toolkit.corpus.filters import Resources, make_filters
    from mt_toolkit.corpus.filters.chain import FilterChain

    left_out = tuple(without or ())
    measured = frozenset(left_out) & {"similarity", "glossary"} if measuring else frozenset()
    filters = make_filters(
        Resources(embedder=UseEmbedder(), glossary=glossary),
        settings=settings or (),
        without=left_out,
        keep=measured,
    )
    return FilterChain(filters, measuring=measured)

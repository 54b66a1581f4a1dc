"""What a command says at its end: a table of figures, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.commands.console import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mt_toolkit.corpus.report import FilterReport
    from mt_toolkit.corpus.splitting import Shares

__all__ = ["filtered_rows", "say_empty_sets", "say_table", "set_rows"]

Row = tuple[str, int]


def say_table(rows: Iterable[Row]) -> None:
    """Print labels and figures, the figures below one another."""
    rows = list(rows)
    width = max((len(label) for label, _ in rows), default=0)
    figures = max((len(f"{figure:,}") for _, figure in rows), default=0)
    for label, figure in rows:
        say(f"{label:{width}}  {figure:{figures},}")


def filtered_rows(tally: FilterReport) -> Iterator[Row]:
    """How many pairs there were, what removed some of them, and how many stay."""
    yield "pairs", tally.read
    for name, count in tally.removed.items():
        if count:
            yield f"  removed by the filter {name}", count
    yield "  kept", tally.kept


def set_rows(counts: Mapping[str, int], indent: str = "") -> Iterator[Row]:
    """How many pairs each set has, and how many were left out because of another set."""
    for name in ("train", "dev", "test"):
        yield f"{indent}in {name}", counts[name]
    if counts["leaks"]:
        yield f"{indent}left out, nearly the same as one in another set", counts["leaks"]


def say_empty_sets(counts: Mapping[str, int], shares: Shares) -> None:
    """Say which sets should have pairs and have none."""
    asked = {"train": 1.0, "dev": shares.dev, "test": shares.test}
    empty = [name for name, share in asked.items() if share and not counts[name]]
    if empty:
        say(
            f"note: {' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty: there are "
            "fewer documents than sets (those with a partner in common count as one), or all "
            "pairs are nearly in another set"
        )

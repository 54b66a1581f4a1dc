"""The option ``--report`` of several commands: a page beside the result."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mt_toolkit.commands.glossary_options import open_glossary
from mt_toolkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.reporting.page import GlossaryView

__all__ = ["PAGES", "ReportOption", "aligned_page", "check_page", "glossary_view", "title_of"]

PAGES = (".html", ".htm", ".xhtml")
"""Suffixes of pages."""

ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE.html",
        help="Also write one HTML page to read it all on, both languages side by side.",
    ),
]


def check_page(path: Path, taken: Iterable[Path | None] = ()) -> None:
    """Refuse a page that could not be opened as one, or would replace something else.

    Args:
        path: Where the page is to be written.
        taken: Files that the command reads or writes besides.

    Raises:
        UsageError: The name has another suffix than a page's, or is one of the others'.
    """
    if path.suffix.lower() not in PAGES:
        raise UsageError(f"{path}: a page ends in .html", mend="Name a file that ends in .html")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder", mend="Name a file that ends in .html")
    if any(other is not None and other.resolve() == path.resolve() for other in taken):
        raise UsageError(f"{path}: is an input or output too", mend="Choose another name")


def glossary_view(paths: Iterable[Path]) -> GlossaryView | None:
    """What the glossaries say of rows, or ``None`` where there are none; conflicts are told."""
    from mt_toolkit.reporting.page import GlossaryView

    glossary = open_glossary(paths)
    return None if glossary is None else GlossaryView(glossary)


@contextlib.contextmanager
def aligned_page(
    path: Path | None, source: Path, target: Path | None
) -> Iterator[Callable[[Iterable[SegmentPair]], None]]:
    """A page of aligned articles; what it yields takes the rows of one.

    Args:
        path: Where to write it, or ``None`` where none is wanted.
        source: What is aligned.
        target: And with what.
    """
    if path is None:
        yield lambda _pairs: None
        return
    from mt_toolkit.reporting.page import SIMILARITY, open_page, pair_documents

    check_page(path, (source, target))

    def show(pairs: Iterable[SegmentPair]) -> None:
        for document in pair_documents(pairs, name=source.name):
            page.document(document)

    inputs = [source] if target is None else [source, target]
    with open_page(path, title=title_of(inputs), scale=SIMILARITY) as page:
        yield show
        page.finish()


def title_of(inputs: Sequence[Path]) -> str:
    """A page's title: the names of what is on it."""
    names = ["standard input" if str(path) == "-" else path.name or str(path) for path in inputs]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"

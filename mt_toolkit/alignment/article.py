"""The text of an article, whatever the format of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.formats import FORMATS
from mt_toolkit.formats.encoding import open_lines
from mt_toolkit.formats.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mt_toolkit.protocols import Format

__all__ = ["ARTICLE_SUFFIXES", "ArticleText", "article_text", "read_article"]

_MARKUP: Final[dict[str, Format]] = {
    suffix: form for form in (FORMATS["markdown"], FORMATS["html"]) for suffix in form.suffixes
}

ARTICLE_SUFFIXES: Final = frozenset({*FORMATS["plain"].suffixes, *_MARKUP})
"""Files of a folder that are articles: plain text, Markdown and HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """What an article says.

    Attributes:
        text: Its text; of Markdown and HTML a line for each block, without markup.
        placed: Whether the text stands in the file like this, so that offsets mean something.
    """

    text: str
    placed: bool = True


def read_article(path: Path, encoding: str | None = None) -> ArticleText:
    """Read the file of an article.

    Raises:
        InputError: It cannot be read, or is not in the format that its suffix says.
    """
    with open_lines(path, encoding) as lines:
        return article_text(lines, path)


def article_text(lines: Iterable[str], path: Path) -> ArticleText:
    """The text of a file that is open.

    Args:
        lines: Its lines, line endings included.
        path: Its name, whose suffix tells the format.

    Raises:
        InputError: It is not in this format.
    """
    form = _MARKUP.get(path.suffix.lower())
    if form is None:
        return ArticleText(text="".join(lines))
    text = "".join(f"{block}\n" for block in _blocks(form, lines, path))
    return ArticleText(text=text, placed=False)


def _blocks(form: Format, lines: Iterable[str], path: Path) -> Iterator[str]:
    for passage in form.read(lines, path):
        if passage.problems:
            raise passage.problems[0]
        for block in passage.blocks:
            yield one_line(block.text).strip()

"""Reads articles: plain text as it is, other formats block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.checks.pieces import Piece, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mt_toolkit.errors import InputError
    from mt_toolkit.protocols import Format
    from mt_toolkit.text import Block, Passage

__all__ = ["SYNTAX", "block_pieces", "block_units", "line_pieces", "plain_units"]

# Long enough that the cost of each search does not show, short enough to stay in the cache.
_CHUNK: Final = 1 << 16

SYNTAX: Final = {
    "plain": "",
    "markdown": "\\`*_[]<>&|#~!",
    "html": "<>&\"'",
    "jsonl": '"\\',
}
"""Characters that mean something in a format."""


def plain_units(lines: Iterable[str]) -> Iterator[Unit]:
    """Plain text in stretches of whole lines, in constant memory."""
    waiting: list[str] = []
    size = offset = 0
    first = 1
    for number, line in enumerate(lines, 1):
        waiting.append(line)
        size += len(line)
        if size >= _CHUNK:
            text = "".join(waiting)
            yield Unit(piece=Piece(text=text, raw=text, line=first, offset=offset))
            offset += size
            first, size = number + 1, 0
            waiting.clear()
    if waiting:
        text = "".join(waiting)
        yield Unit(piece=Piece(text=text, raw=text, line=first, offset=offset))


def line_pieces(lines: Iterable[str]) -> Iterator[Piece]:
    """Plain text line by line."""
    offset = 0
    for number, line in enumerate(lines, 1):
        yield Piece(text=line, raw=line, line=number, offset=offset)
        offset += len(line)


def block_units(
    form: Format, lines: Iterable[str], path: Path | None, complain: Callable[[InputError], None]
) -> Iterator[Unit]:
    """The blocks of a file."""
    for piece in block_pieces(form, lines, path, complain):
        yield Unit(piece=piece)


def block_pieces(
    form: Format, lines: Iterable[str], path: Path | None, complain: Callable[[InputError], None]
) -> Iterator[Piece]:
    """The blocks of a file as pieces.

    Args:
        form: The file's format.
        lines: The file's lines.
        path: The file's name for messages.
        complain: Takes what is wrong with stretches that cannot be read.
    """
    syntax = SYNTAX.get(form.name, "<>&\"'\\`*_[]")
    line, offset, lead = 1, 0, ""
    for passage in form.read(lines, path):
        for problem in passage.problems:
            complain(problem)
        for block in passage.blocks:
            starts, ends = _origin(block)
            yield Piece(
                text=block.text,
                raw=passage.text,
                line=line,
                offset=offset,
                starts=starts,
                ends=ends,
                lead=lead,
                syntax=syntax,
            )
        line += passage.text.count("\n")
        offset += len(passage.text)
        lead = _last_line(lead, passage)


def _origin(block: Block) -> tuple[list[int] | range, list[int] | range]:
    # Blocks of our own formats know; of those that others add, only the block's place is known.
    origin = getattr(block, "origin", None)
    if origin is not None:
        return origin.starts, origin.ends
    return [block.span.start] * len(block.text), [block.span.end] * len(block.text)


def _last_line(lead: str, passage: Passage) -> str:
    """What of the line that the next passage starts on has been read already."""
    text = passage.text
    at = text.rfind("\n") + 1
    return text[at:] if at else lead + text

"""Markdown: CommonMark with tables, strikethrough and front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from mt_toolkit.formats.building import BlockBuilder
from mt_toolkit.formats.html import HtmlReader, Token, tokenize
from mt_toolkit.formats.markdown_escape import write_markdown
from mt_toolkit.formats.markdown_source import (
    InlinePiece,
    SourceMap,
    inline_pieces,
    line_starts,
    make_parser,
)
from mt_toolkit.formats.pieces import Mark, PlacedBlock, Text, has_letters
from mt_toolkit.formats.rendering import passages, splice
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from markdown_it.token import Token as MarkdownToken

    from mt_toolkit.protocols import BlockTranslation
    from mt_toolkit.text import Passage

__all__ = ["Markdown"]

_LINE_END = re.compile(r"\r\n?|\n")
_FRONT_MATTER = re.compile(
    r"\ufeff?(?:---[ \t]*\r?\n(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z))?"
)
_TITLE = re.compile(
    r"""\s(?:"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|\(((?:\\.|[^()\\\n])*)\))\s*\)\Z"""
)
_HASHES = re.compile("#+")


class Markdown:
    """Markdown, read as a whole, because a link may be defined anywhere in it.

    Code, link targets, front matter and definitions stay as they are; HTML is read as HTML. Lines
    of a paragraph are joined; a hard line break parts it into two blocks.
    """

    name: ClassVar[str] = "markdown"
    suffixes: ClassVar[tuple[str, ...]] = (".md", ".markdown")

    def read(self, lines: Iterable[str], path: Path | None) -> Iterator[Passage]:  # noqa: ARG002
        """Read a document.

        Args:
            lines: The file's lines.
            path: Not needed: every text is Markdown.
        """
        raw = "".join(lines)
        reader = _Reader(raw)
        reader.read()
        yield from passages(raw, reader.builder.blocks, reader.builder.patches)

    def render(self, passage: Passage, translations: Sequence[BlockTranslation]) -> str:
        """The passage in English, with what would be markup by accident escaped."""

        def write(block: PlacedBlock, translation: BlockTranslation) -> str:
            return write_markdown(passage.text, block, translation)

        return splice(passage, translations, write)


def _context(opening: MarkdownToken) -> str:
    """The context of the text after an opening token."""
    if opening.type in ("th_open", "td_open"):
        return "cell"
    # An underlined heading starts like a paragraph.
    is_heading = opening.type == "heading_open" and opening.markup.startswith("#")
    return "heading" if is_heading else "paragraph"


class _Reader:
    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.builder = BlockBuilder(raw)
        front = _FRONT_MATTER.match(raw)
        start = front.end() if front else 0
        # The parser knows one kind of line ending.
        self._parsed = _LINE_END.sub("\n", raw[start:])
        places, position = [(0, start)], 0
        for match in _LINE_END.finditer(raw, start):
            position += match.start() + 1 - places[-1][1]
            places.append((position, match.end()))
        self._lines = [place for _, place in places]
        self._offset_of = SourceMap(places)
        self._row = -1
        self._cursor = 0

    def read(self) -> None:
        context = "paragraph"
        environment: dict[str, Any] = {}
        tokens = make_parser().parse(self._parsed, environment)
        # Where links are defined, any word in brackets may be one.
        linking = " linking" if environment.get("references") else ""
        for token in tokens:
            if token.type == "inline":
                source = self._locate(token, context)
                if source is not None:
                    self._read_inline(token, source, context + linking)
            elif token.type == "html_block" and token.level == 0 and token.map is not None:
                self._read_html(*token.map)
            context = _context(token)

    def _locate(self, token: MarkdownToken, context: str) -> SourceMap | None:
        starts = line_starts(token)
        if context == "cell":
            return self._locate_cell(token.content, starts[0])
        if context == "heading":
            mark = _HASHES.match(self._parsed, starts[0])
            start = self._parsed.find(token.content, mark.end() if mark else starts[0])
            return SourceMap([(0, self._offset_of(start))])
        places: list[tuple[int, int]] = []
        position = 0
        for line, start in zip(token.content.split("\n"), starts, strict=False):
            lead = len(line) - len(line.lstrip(" \t"))
            places.append((position, self._offset_of(start) - lead))
            position += len(line) + 1
        return SourceMap(places)

    def _locate_cell(self, content: str, row: int) -> SourceMap | None:
        """Find a cell after the ones before it; a bar inside it is written with a backslash."""
        if row != self._row:
            self._row = self._cursor = row
        written = content.replace("|", "\\|")
        start = self._parsed.find(written, self._cursor)
        if not content or start < 0:
            return None
        self._cursor = start + len(written)
        start = self._offset_of(start)
        places = [(0, start)]
        for bars, match in enumerate(re.finditer(r"\|", content), 1):
            places.append((match.end(), start + match.end() + bars))
        return SourceMap(places)

    def _read_html(self, first: int, last: int) -> None:
        start = self._lines[first]
        end = self._lines[last] if last < len(self._lines) else len(self.raw)
        reader = HtmlReader(self.builder)
        for token in tokenize(self.raw[start:end], start):
            reader.take(token)
        reader.finish(end)

    def _read_inline(self, token: MarkdownToken, source: SourceMap, context: str) -> None:
        html = HtmlReader(self.builder, context)
        for piece in inline_pieces(token):
            start, end = source(piece.start), source(piece.end)
            if piece.kind == "html":
                is_tag = re.match("</?[A-Za-z]", self.raw[start:end]) is not None
                html.take(Token(kind="tag" if is_tag else "other", start=start, end=end))
            elif html.is_opaque:
                continue
            elif piece.kind == "hard":
                self.builder.flush(context)
            elif piece.kind == "text" or piece.text == self.raw[start:end]:
                self._add_text(source, piece.start, piece.end)
            elif piece.kind == "soft":
                self.builder.add(Text.decoded(" ", start, end))
            elif piece.kind == "decoded":
                self.builder.add(Text.decoded(piece.text, start, end))
            else:
                self._add_mark(piece, source)
        html.finish(source(len(token.content)))

    def _add_text(self, source: SourceMap, start: int, end: int) -> None:
        if source.is_straight(start, end):
            self.builder.add(Text.verbatim(self.raw, source(start), source(end)))
            return
        places = [source(offset) for offset in range(start, end + 1)]
        text = "".join(self.raw[place - 1] for place in places[1:])
        self.builder.add(Text(text=text, starts=places[:-1], ends=places[1:]))

    def _add_mark(self, piece: InlinePiece, source: SourceMap) -> None:
        start, end = source(piece.start), source(piece.end)
        edits: list[PlacedBlock] = []
        if piece.kind == "image" and has_letters(piece.text):
            label = Span(source(piece.start + 2), source(piece.label))
            edits.append(PlacedBlock(span=label, text=piece.text, context="label"))
        if piece.kind == "image" or (piece.kind == "close" and piece.name == "link"):
            edits += self._title(start, end)
        kind = piece.kind if piece.kind in ("open", "close") else "thing"
        self.builder.add(Mark(kind=kind, start=start, end=end, name=piece.name, edits=tuple(edits)))

    def _title(self, start: int, end: int) -> Iterator[PlacedBlock]:
        from markdown_it.common.utils import unescapeAll

        match = _TITLE.search(self.raw[start:end])
        if match is None or match.lastindex is None:
            return
        text = match.group(match.lastindex)
        if has_letters(text):
            span = Span(*match.span(match.lastindex)).shift(start)
            yield PlacedBlock(span=span, text=unescapeAll(text), context="title")

"""HTML: text, titles and attributes are translated; tags, scripts and code stay."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, ClassVar, Literal

from mt_toolkit.errors import InputError
from mt_toolkit.formats.building import BlockBuilder
from mt_toolkit.formats.html_tags import (
    BLOCKS,
    VOID,
    OpaqueElement,
    Tag,
    read_tag,
    tag_edits,
    unescaped,
)
from mt_toolkit.formats.pieces import Mark, PlacedBlock, Text
from mt_toolkit.formats.plain import one_line
from mt_toolkit.formats.rendering import passages, splice
from mt_toolkit.markup import weave

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.protocols import BlockTranslation
    from mt_toolkit.text import Passage

__all__ = ["Html", "HtmlReader", "Token", "tokenize", "write_html"]

_MARKUP = re.compile("<[A-Za-z/!?]")
_WHITE_SPACE = re.compile("[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A stretch of HTML: text, a tag, or something to pass over, such as a comment."""

    kind: Literal["text", "tag", "other"]
    start: int
    end: int


class Html:
    """HTML, also XHTML and fragments without ``<html>``.

    A page is read as a whole. Runs of white space in a block become one space, and entities are
    decoded; English is escaped again. ``lang`` and ``dir`` become those of English.
    """

    name: ClassVar[str] = "html"
    suffixes: ClassVar[tuple[str, ...]] = (".html", ".htm", ".xhtml")

    def read(self, lines: Iterable[str], path: Path | None) -> Iterator[Passage]:
        """Read a page.

        Args:
            lines: The file's lines.
            path: The file's name for messages.

        Raises:
            InputError: There is no tag in it, or it is binary.
        """
        raw = "".join(lines)
        mend = "If it is plain text, pass --format plain"
        if (at := raw.find("\0")) >= 0:
            line, column = raw.count("\n", 0, at) + 1, at - raw.rfind("\n", 0, at)
            raise InputError("is binary, not HTML", path=path, line=line, column=column, mend=mend)
        tokens = tokenize(raw)
        if not any(token.kind != "text" for token in tokens):
            raise InputError("is not HTML: there is no tag in it", path=path, line=1, mend=mend)
        builder = BlockBuilder(raw)
        reader = HtmlReader(builder)
        for token in tokens:
            reader.take(token)
        reader.finish(len(raw))
        yield from passages(raw, builder.blocks, builder.patches)

    def render(self, passage: Passage, translations: Sequence[BlockTranslation]) -> str:
        """The passage in English."""
        return splice(passage, translations, write_html)


def write_html(block: PlacedBlock, translation: BlockTranslation) -> str:
    """A block's translation as HTML."""
    if not block.context.startswith("attribute"):
        return weave(translation.text, translation.inlines, _escape)
    quote = block.context.removeprefix("attribute")
    value = _escape(translation.text)
    if quote == "'":
        return value.replace("'", "&#x27;")
    value = value.replace('"', "&quot;")
    return value if quote else f'"{value}"'


def _escape(text: str) -> str:
    return html.escape(one_line(text), quote=False).replace("\xa0", "&nbsp;")


def tokenize(raw: str, shift: int = 0) -> list[Token]:
    """Cut HTML into tokens that cover it without gaps.

    Args:
        raw: Some HTML.
        shift: Where it starts in the text that the tokens' offsets are to refer to.
    """
    return _Tokenizer(raw).tokens(shift)


class _Tokenizer(HTMLParser):
    """The standard library's parser, used for where things stand only."""

    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=False)
        self._raw = raw
        self._starts: list[tuple[Literal["text", "tag", "other"], int]] = []
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", raw))]

    def tokens(self, shift: int) -> list[Token]:
        # A tag or comment after the last ">" never ends.
        torn = _MARKUP.search(self._raw, self._raw.rfind(">") + 1)
        end = torn.start() if torn else len(self._raw)
        # Entities are decoded later, from the raw text; a marked section is a comment in HTML.
        # Both would make the parser stop at malformed ones.
        self.feed(self._raw[:end].replace("&", " ").replace("<![", "<! "))
        self.close()
        self._starts.append(("other", end))
        ends = [start for _, start in self._starts[1:]] + [len(self._raw)]
        return [
            Token(kind=kind, start=start + shift, end=end + shift)
            for (kind, start), end in zip(self._starts, ends, strict=True)
            if start < end
        ]

    def _add(self, kind: Literal["text", "tag", "other"]) -> None:
        line, column = self.getpos()
        start = self._line_starts[line - 1] + column
        if not self._starts and start:
            self._starts.append(("other", 0))
        self._starts.append((kind, start))

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._add("tag")

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._add("tag")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._add("tag")

    def handle_data(self, data: str) -> None:  # noqa: ARG002
        self._add("text")
        kind, start = self._starts[-1]
        # A lone "<" is text; a tag or comment that does not end is not.
        if kind == "text" and _MARKUP.match(self._raw, start):
            self._starts[-1] = ("other", start)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._add("other")

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self._add("other")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self._add("other")

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self._add("other")


class HtmlReader:
    """Reads tokens in order into a builder; knows inside which untranslated element it is.

    Args:
        builder: What the blocks are added to; its raw text is the one the tokens refer to.
        context: Context of the blocks made.
    """

    def __init__(self, builder: BlockBuilder, context: str = "html") -> None:
        self._builder = builder
        self._context = context
        self._opaque: OpaqueElement | None = None

    @property
    def is_opaque(self) -> bool:
        """Whether what follows is inside an element that is not translated."""
        return self._opaque is not None

    def take(self, token: Token) -> None:
        """Read the next token."""
        raw = self._builder.raw
        tag = read_tag(raw, token.start, token.end) if token.kind == "tag" else None
        if self._opaque is not None:
            if tag is None:
                return
            if self._opaque.ends_before(tag):
                self._close_opaque(tag.span.start)
            else:
                if self._opaque.ends_with(tag):
                    self._close_opaque(tag.span.end)
                return
        if tag is not None:
            self._take_tag(tag)
        elif token.kind == "text":
            self._take_text(token)
        else:
            self._builder.add(Mark(kind="thing", start=token.start, end=token.end))

    def finish(self, end: int) -> None:
        """End the last block and whatever was not closed, at offset ``end``."""
        if self._opaque is not None:
            self._close_opaque(end)
        self._builder.flush(self._context)

    def _take_text(self, token: Token) -> None:
        for text, start, end in unescaped(self._builder.raw, token.start, token.end):
            if text is None:
                _add_collapsed(self._builder, start, end)
            else:
                self._builder.add(Text.decoded(text, start, end))

    def _take_tag(self, tag: Tag) -> None:
        edits = () if tag.closing else tag_edits(tag)
        start, end = tag.span.start, tag.span.end
        if not tag.closing and not tag.empty and tag.untranslated:
            self._opaque = OpaqueElement(tag)
            if tag.name in BLOCKS:
                self._builder.flush(self._context)
        elif tag.name in BLOCKS or tag.name == "br":
            self._builder.flush(self._context)
            self._builder.edit(edits)
        else:
            kind: Literal["open", "close", "thing"] = "close" if tag.closing else "open"
            if tag.empty or (tag.closing and tag.name in VOID):
                kind = "thing"
            mark = Mark(kind=kind, start=start, end=end, name=tag.name, edits=edits)
            self._builder.add(mark)

    def _close_opaque(self, end: int) -> None:
        opaque, self._opaque = self._opaque, None
        if opaque is not None and opaque.tag.name not in BLOCKS:
            self._builder.add(Mark(kind="thing", start=opaque.tag.span.start, end=end))


def _add_collapsed(builder: BlockBuilder, start: int, end: int) -> None:
    """Add text with its runs of white space as single spaces."""
    position = start
    for match in _WHITE_SPACE.finditer(builder.raw, start, end):
        if match.group() == " ":
            continue
        if match.start() > position:
            builder.add(Text.verbatim(builder.raw, position, match.start()))
        builder.add(Text.decoded(" ", match.start(), match.end()))
        position = match.end()
    if end > position:
        builder.add(Text.verbatim(builder.raw, position, end))

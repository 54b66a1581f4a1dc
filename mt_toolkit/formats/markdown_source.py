"""markdown-it-py with the one thing it does not tell: where in the file inline markup stands.

The parser's rules are wrapped. A wrapped block rule notes at which offset each line of its text
starts; a wrapped inline rule notes which stretch of that text it has read. Both are kept in the
tokens' ``meta``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["InlinePiece", "SourceMap", "inline_pieces", "line_starts", "make_parser"]

_AT: Final = "at"
_LABEL_END: Final = "label_end"
_STARTS: Final = "starts"


@dataclass(frozen=True, slots=True, kw_only=True)
class InlinePiece:
    """A stretch of a block's inline text.

    Attributes:
        kind: What it is; ``text`` is plain text as it stands, ``decoded`` an escape or entity.
        start: Where it starts in the inline text.
        end: Where it ends.
        name: Names the pair that it opens or closes.
        text: Of a decoded piece: its text; of an image: its plain alternative text.
        label: Of an image: where its raw alternative text ends.
    """

    kind: Literal["text", "decoded", "soft", "hard", "open", "close", "thing", "image", "html"]
    start: int
    end: int
    name: str = ""
    text: str = ""
    label: int = 0


def make_parser() -> MarkdownIt:
    """A parser for CommonMark with tables and strikethrough, whose tokens know their places."""
    from markdown_it import MarkdownIt, rules_block, rules_inline

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    # With each block rule, the ones that it may interrupt, as markdown-it sets them.
    for name, rule, interrupts in (
        ("paragraph", rules_block.paragraph, []),
        ("heading", rules_block.heading, ["paragraph", "reference", "blockquote"]),
        ("lheading", rules_block.lheading, []),
        ("table", rules_block.table, ["paragraph", "reference"]),
    ):
        parser.block.ruler.at(name, _located_block(rule), {"alt": interrupts})
    for name, inline_rule in (
        ("newline", rules_inline.newline),
        ("escape", rules_inline.escape),
        ("backticks", rules_inline.backtick),
        ("strikethrough", rules_inline.strikethrough.tokenize),
        ("emphasis", rules_inline.emphasis.tokenize),
        ("link", rules_inline.link),
        ("image", rules_inline.image),
        ("autolink", rules_inline.autolink),
        ("html_inline", rules_inline.html_inline),
        ("entity", rules_inline.entity),
    ):
        parser.inline.ruler.at(name, _located_inline(name, inline_rule))
    return parser


def _located_block(
    rule: Callable[[StateBlock, int, int, bool], bool],
) -> Callable[[StateBlock, int, int, bool], bool]:
    def located(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, first, end, silent):
            return False
        for token in state.tokens[count:]:
            if token.type == "inline" and token.map is not None:
                token.meta[_STARTS] = [
                    state.bMarks[line] + state.tShift[line] for line in range(*token.map)
                ]
        return True

    return located


def _located_inline(
    name: str, rule: Callable[[StateInline, bool], bool]
) -> Callable[[StateInline, bool], bool]:
    def located(state: StateInline, silent: bool) -> bool:
        start, count, waiting = state.pos, len(state.tokens), bool(state.pending)
        if not rule(state, silent):
            return False
        if not silent:
            new = state.tokens[count:]
            # Text that was waiting is pushed first.
            if waiting and new and new[0].type == "text":
                del new[0]
            if new:
                _note(name, state, new, start)
        return True

    return located


def _note(name: str, state: StateInline, new: list[Token], start: int) -> None:
    """Note in a rule's tokens what they were made from."""
    if name in ("emphasis", "strikethrough"):
        for token in new:
            token.meta[_AT] = (start, start + len(token.content))
            start += len(token.content)
        return
    end = state.pos
    if name == "link":
        label_end = state.md.helpers.parseLinkLabel(state, start, True)
        state.pos = end
        new[0].meta[_AT] = (start, start + 1)
        new[-1].meta[_AT] = (label_end, end)
        return
    if name == "image":
        new[-1].meta[_LABEL_END] = state.md.helpers.parseLinkLabel(state, start + 1, False)
        state.pos = end
    new[-1].meta[_AT] = (start, end)


def inline_pieces(token: Token) -> Iterator[InlinePiece]:
    """The pieces of an inline token's content, in order, without gaps."""
    located = sorted(
        (piece for child in token.children or () if (piece := _piece(child)) is not None),
        key=lambda piece: (piece.start, piece.end),
    )
    position = 0
    for piece in located:
        if piece.kind == "soft":
            # The spaces before a line break belong to it.
            line = token.content[position : piece.start]
            piece = replace(piece, start=position + len(line.rstrip(" ")))
        if piece.start > position:
            yield InlinePiece(kind="text", start=position, end=piece.start)
        yield piece
        position = piece.end
    if position < len(token.content):
        yield InlinePiece(kind="text", start=position, end=len(token.content))


def _piece(token: Token) -> InlinePiece | None:
    place = token.meta.get(_AT)
    if place is None or token.type == "text":
        return None
    start, end = place
    match token.type:
        case "text_special":
            return InlinePiece(kind="decoded", start=start, end=end, text=token.content)
        case "softbreak":
            return InlinePiece(kind="soft", start=start, end=end)
        case "hardbreak":
            return InlinePiece(kind="hard", start=start, end=end)
        case "image":
            text = "".join(_plain(child) for child in token.children or ())
            label = token.meta[_LABEL_END]
            return InlinePiece(kind="image", start=start, end=end, text=text, label=label)
        case "html_inline":
            return InlinePiece(kind="html", start=start, end=end)
        case "link_open" | "link_close" if token.markup == "autolink":
            return InlinePiece(kind="thing", start=start, end=end)
        case "code_inline":
            return InlinePiece(kind="thing", start=start, end=end)
    kind: Literal["open", "close"] = "open" if token.nesting > 0 else "close"
    # A strong emphasis is two delimiters: the inner ones of both sides carry the tokens.
    if token.type == "strong_open":
        start -= 1
    elif token.type == "strong_close":
        end += 1
    name = token.type.rsplit("_", 1)[0] + token.markup
    return InlinePiece(kind=kind, start=start, end=end, name=name)


def _plain(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.children:
        return "".join(_plain(child) for child in token.children)
    return token.content if token.type in ("text", "text_special", "code_inline") else ""


class SourceMap:
    """Where the characters of a token's inline content stand in the file.

    Args:
        places: Pairs of an offset in the content and the offset in the file that it stands at;
            between two of them both count on alike.
    """

    def __init__(self, places: list[tuple[int, int]]) -> None:
        self._from = [place[0] for place in places]
        self._to = [place[1] for place in places]

    def __call__(self, offset: int) -> int:
        """The offset in the file of an offset in the content."""
        index = max(0, bisect_right(self._from, offset) - 1)
        return self._to[index] + offset - self._from[index]

    def is_straight(self, start: int, end: int) -> bool:
        """Whether a stretch stands in the file as it is."""
        return self(end) - self(start) == end - start


def line_starts(token: Token) -> list[int]:
    """Where the text of each line of an inline token starts in the text that was parsed.

    For a heading or a table row that is the start of the line's first mark.
    """
    starts: list[int] = token.meta[_STARTS]
    return starts

"""Writes English as Markdown: what would be markup by accident is escaped, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.formats.html import write_html
from mt_toolkit.formats.plain import one_line
from mt_toolkit.markup import weave

if TYPE_CHECKING:
    from mt_toolkit.formats.pieces import PlacedBlock
    from mt_toolkit.protocols import BlockTranslation

__all__ = ["write_markdown"]

_INLINE: Final = re.compile(
    r"""
    \\(?=[!-/:-@\[-`{-~]|$)             # a backslash that would escape what follows
    | `
    | \*(?!(?<=\s\*)\s)                 # a star, unless between white space
    | (?<![^\W_])_ | _(?![^\W_])        # an underscore, unless inside a word
    | ~(?=~) | (?<=~)~
    | <(?=[A-Za-z/!?])
    | &(?=\#?\w{1,32};)
    | !$                                # an exclamation mark, for a link may follow
    """,
    re.VERBOSE,
)
_BRACKET: Final = re.compile(r"[\[\]]")
_LINKING: Final = re.compile(r"\]\s?[(\[]|\]$")
# What would make the first line of a paragraph a heading, list, quote, rule or definition.
_LINE_START: Final = re.compile(r"(?:#{1,6}|[-+])(?=\s|$)|>|(?:=+|-+)(?=\s*$)|~{3}")
_DEFINITION: Final = re.compile(r"\[[^\[\]]*\]:")
# An exclamation mark is escaped before a link only, where it would make an image of it.
_ESCAPED_FOR_NOTHING: Final = re.compile(r"(?<!\\)\\!(?!\[)")
# A line that makes a table's head of the line above, if that has a bar.
_TABLE_RULE_BELOW: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)[ \t>]*[-:|][-:| \t]*(?:[\r\n]|$)")
_NUMBER: Final = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_CLOSING: Final = re.compile(r"(?<=\s)(#+)(\s*)$")
# What may stand before the first word of a line: quotes, list marks.
_LEAD: Final = re.compile(r"\ufeff?(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*")


def write_markdown(raw: str, block: PlacedBlock, translation: BlockTranslation) -> str:
    """A block's translation as Markdown.

    Args:
        raw: Raw text of the block's passage.
        block: A block of the Markdown reader.
        translation: Its translation.
    """
    context, _, linking = block.context.partition(" ")
    match context:
        case "label":
            written = _INLINE.sub(_backslash, one_line(translation.text))
            return _BRACKET.sub(_backslash, written)
        case "title":
            return re.sub(r"""(["'()\\])""", r"\\\1", one_line(translation.text))
        case "cell" | "heading" | "paragraph":
            escape = _Escape(bar=_bar(raw, block, context), brackets=bool(linking))
            inlines = translation.inlines
            written = weave(translation.text, inlines, escape)
            following = raw[block.span.end : block.span.end + 1]
            written = _ESCAPED_FOR_NOTHING.sub("!", written + following).removesuffix(following)
            if context == "heading":
                return _CLOSING.sub(r"\\\1\2", written)
            starts_line = context != "cell" and _starts_line(raw, block.span.start)
            # Markup at the start is meant.
            starts_line = starts_line and not (inlines and inlines[0].span.start == 0)
            return _escape_start(written) if starts_line else written
        case _:
            return write_html(block, translation)


def _backslash(match: re.Match[str]) -> str:
    return f"\\{match.group()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Escape:
    """Escapes a stretch of text.

    Attributes:
        bar: How a bar is written.
        brackets: Whether any brackets could make a link.
    """

    bar: str
    brackets: bool

    def __call__(self, text: str) -> str:
        text = _INLINE.sub(_backslash, one_line(text))
        if self.brackets or _LINKING.search(text) or text.count("[") != text.count("]"):
            text = _BRACKET.sub(_backslash, text)
        return text.replace("|", self.bar)


def _escape_start(written: str) -> str:
    written = written.lstrip()
    if _DEFINITION.match(written):
        return _BRACKET.sub(_backslash, written, count=2)
    if _LINE_START.match(written):
        return f"\\{written}"
    return _NUMBER.sub(r"\1\\\2", written, count=1) if _NUMBER.match(written) else written


def _starts_line(raw: str, offset: int) -> bool:
    start = max(raw.rfind("\n", 0, offset), raw.rfind("\r", 0, offset)) + 1
    return _LEAD.fullmatch(raw, start, offset) is not None


def _bar(raw: str, block: PlacedBlock, context: str) -> str:
    if context == "cell":
        return "\\|"
    # Here even an escaped bar would make a table.
    is_head = context == "paragraph" and _TABLE_RULE_BELOW.match(raw, block.span.end)
    return "&#124;" if is_head else "|"

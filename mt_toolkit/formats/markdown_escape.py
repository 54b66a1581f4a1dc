"""Writes English as Markdown: what would be markup by accident is escaped, and nothing else."""

from __future__ import annotations

import re
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
    """,
    re.VERBOSE,
)
_BRACKET: Final = re.compile(r"[\[\]]")
_LINKING: Final = re.compile(r"\]\s?[(\[]|\]$")
# What would make the first line of a paragraph a heading, list, quote, rule or definition.
_LINE_START: Final = re.compile(r"(?:#{1,6}|[-+])(?=\s|$)|>|(?:=+|-+)(?=\s*$)|\[(?=[^\]]*\]:)|~{3}")
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
    match block.context:
        case "label":
            return _BRACKET.sub(_backslash, _escape(translation.text))
        case "title":
            return re.sub(r"""(["'()\\])""", r"\\\1", one_line(translation.text))
        case "cell":
            return weave(translation.text, translation.inlines, _escape_cell)
        case "heading":
            written = weave(translation.text, translation.inlines, _escape)
            return _CLOSING.sub(r"\\\1\2", written)
        case "paragraph":
            written = weave(translation.text, translation.inlines, _escape)
            return _escape_start(written) if _starts_line(raw, block.span.start) else written
        case _:
            return write_html(block, translation)


def _backslash(match: re.Match[str]) -> str:
    return f"\\{match.group()}"


def _escape(text: str) -> str:
    text = _INLINE.sub(_backslash, one_line(text))
    if _LINKING.search(text) or text.count("[") != text.count("]"):
        text = _BRACKET.sub(_backslash, text)
    return text


def _escape_cell(text: str) -> str:
    return _escape(text).replace("|", "\\|")


def _escape_start(written: str) -> str:
    written = written.lstrip()
    if _LINE_START.match(written):
        return f"\\{written}"
    return _NUMBER.sub(r"\1\\\2", written, count=1) if _NUMBER.match(written) else written


def _starts_line(raw: str, offset: int) -> bool:
    start = max(raw.rfind("\n", 0, offset), raw.rfind("\r", 0, offset)) + 1
    return _LEAD.fullmatch(raw, start, offset) is not None

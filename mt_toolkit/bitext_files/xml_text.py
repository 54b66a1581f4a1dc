"""Text in XML: what must be escaped, and the characters that XML 1.0 cannot hold at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["UNHOLDABLE", "attribute", "escaped", "marked"]

UNHOLDABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Controls and others that XML 1.0 has no way to write, not even as a character reference."""

# A parser turns a carriage return into a line feed, and in attributes all breaks into spaces.
_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE: Final = {**_TEXT, **str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})}


def escaped(text: str) -> str:
    """Text for the inside of an element; it must hold nothing of `UNHOLDABLE`."""
    return text.translate(_TEXT)


def attribute(text: str) -> str:
    """Text for an attribute in double quotation marks; U+FFFD stands for what XML cannot hold."""
    return UNHOLDABLE.sub("\ufffd", text).translate(_ATTRIBUTE)


def marked(text: str, element: Callable[[int], str]) -> str:
    """Text for the inside of an element, with an element for each character that XML cannot hold.

    Args:
        text: Any text.
        element: Writes the element for a code point.
    """
    if UNHOLDABLE.search(text) is None:
        return escaped(text)
    parts, at = [], 0
    for found in UNHOLDABLE.finditer(text):
        parts += [escaped(text[at : found.start()]), element(ord(found.group()))]
        at = found.end()
    return "".join((*parts, escaped(text[at:])))

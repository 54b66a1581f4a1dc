"""Weaves inline markup into the text it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mt_toolkit.text import Inline

__all__ = ["weave"]


def weave(text: str, inlines: Iterable[Inline], escape: Callable[[str], str]) -> str:
    """The text with its inlines' raw markup put in and everything else escaped.

    Where a pair ends and a thing of its own stands at the same place, the pair ends first.

    Args:
        text: Plain text.
        inlines: Properly nested, outer before inner, in order of their start.
        escape: Makes a stretch of plain text safe in the file format.
    """
    out: list[str] = []
    open_pairs: list[Inline] = []
    position = 0

    def advance(to: int) -> None:
        nonlocal position
        if to > position:
            out.append(escape(text[position:to]))
            position = to

    for inline in inlines:
        while open_pairs and open_pairs[-1].span.end <= inline.span.start:
            pair = open_pairs.pop()
            advance(pair.span.end)
            out.append(pair.after)
        advance(inline.span.start)
        out.append(inline.before)
        if inline.span:
            open_pairs.append(inline)
        else:
            out.append(inline.after)
    while open_pairs:
        pair = open_pairs.pop()
        advance(pair.span.end)
        out.append(pair.after)
    advance(len(text))
    return "".join(out)

"""Where a reader pauses within a segment."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["clause_count", "first_and_last"]

# Behind a mark and what closes after it. Arabic marks may have no space behind them, nor may the
# full stops of a list that was written into one paragraph; a letter with a full stop names an item.
_PAUSE: Final = re.compile(
    r"(?:(?<=[,;:!?\u2026\u2013\u2014])|(?<=\S\S\.))[\"\u00bb\u201d\u2019)\]]*\s+"
    r"|(?<=[\u060c\u061b\u061f])[\"\u00bb\u201d)\]]*\s*"
    r"|(?<=[\u0621-\u064a]{2}\.)(?=[\u0621-\u064a])"
)
# Fewer characters are not taken for an end of a segment.
_LEAST: Final = 15


def clause_count(text: str) -> int:
    """How many clauses a text has, at least one."""
    return 1 + sum(found.end() < len(text) for found in _PAUSE.finditer(text))


def first_and_last(text: str) -> tuple[str, str]:
    """The first and the last clause of a text; the text itself where it has only one."""
    borders = [found.end() for found in _PAUSE.finditer(text)]
    after = next((at for at in borders if at >= _LEAST), len(text))
    before = next((at for at in reversed(borders) if len(text) - at >= _LEAST), 0)
    if len(text) - after < _LEAST or before < _LEAST:
        return text, text
    return text[:after].rstrip(), text[before:]

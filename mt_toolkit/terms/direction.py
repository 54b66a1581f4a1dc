"""Whether a translation comes from where its source goes to.

A small model sometimes turns "toward Vienna" into "from Vienna": the term is there, and yet the
sentence says the reverse. Only prepositions that say nothing else are looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mt_toolkit.glossary.match import TermMatch
    from mt_toolkit.text import Span

__all__ = ["is_turned"]

_TOWARD: Final = re.compile(r"(?<!\w)[وف]?(?:إلى|الى|نحو)\s+\Z")
_FROM: Final = re.compile(r"(?<!\w)from (?:the )?\Z", re.IGNORECASE)


def is_turned(source: str, term: TermMatch, target: str, place: Span) -> bool:
    """Whether a term is what the source goes to and the translation comes from.

    Args:
        source: Source text.
        term: A term in it.
        target: Its translation.
        place: Where the term stands there.
    """
    toward = _TOWARD.search(source[: term.whole.start])
    return toward is not None and _FROM.search(target[: place.start]) is not None

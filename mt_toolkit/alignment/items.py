"""What the items of lists are numbered or lettered with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import ascii_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["item_places"]

# The letters in their old order, by which Arabic items go where English ones go by a, b, c.
_ABJAD: Final = (
    "\u0623\u0628\u062c\u062f\u0647\u0648\u0632\u062d\u0637\u064a\u0643\u0644\u0645\u0646"
)
_LATIN: Final = "abcdefghijklmn"
# A number or a letter at the beginning or behind a mark, with a bracket, full stop or hyphen.
_ITEM: Final = re.compile(
    r"(?:^|(?<=[.;:\u061b\u060c])|(?<=[.;:\u061b\u060c]\s))\(?"
    rf"(?:(?P<number>\d{{1,2}})|(?P<latin>[a-nA-N])|(?P<arabic>[{_ABJAD}])\u0640?)"
    r"\s?(?:[.)]|-(?=\s)|\s[-\u2013])\)?(?=\s)"
)


def item_places(text: str) -> Iterator[int]:
    """Which places in a list the items of a text say they have, from 1."""
    for found in _ITEM.finditer(ascii_digits(text)):
        if found["number"]:
            yield int(found["number"])
        elif found["latin"]:
            yield _LATIN.index(found["latin"].lower()) + 1
        else:
            yield _ABJAD.index(found["arabic"]) + 1

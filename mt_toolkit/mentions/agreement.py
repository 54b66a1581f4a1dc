"""Whether two spellings come with the same given name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.names import similarity

if TYPE_CHECKING:
    from mt_toolkit.mentions.spellings import Spelling

__all__ = ["given_names_agree"]

# Given names are short: so alike they are taken for one, so unlike for two.
_SAME_GIVEN_NAME: Final = 0.5
_OTHER_GIVEN_NAME: Final = 0.3


def given_names_agree(one: Spelling, other: Spelling) -> str | None:
    """The first given name that two spellings share.

    Returns:
        The name as ``one`` has it; empty where that cannot be told, as where one of them never
        comes with any; ``None`` where none of one is like one of the other.
    """
    mine, theirs = (sorted(filter(None, spelling.given)) for spelling in (one, other))
    if not mine or not theirs:
        return ""
    pairs = ((similarity(a, b), a) for a in mine for b in theirs)
    best, name = max(pairs)
    if best >= _SAME_GIVEN_NAME:
        return name
    return None if best < _OTHER_GIVEN_NAME else ""

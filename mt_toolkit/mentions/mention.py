"""Where something that may be a name stands, and what around it says that it is one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mt_toolkit.text import Span

__all__ = ["Mention", "Sign"]


class Sign(StrEnum):
    """What speaks for a word's being a name."""

    TITLE = "title"
    """A title or an office stands before it."""
    GIVEN_NAME = "given name"
    """A given name stands before it."""
    SPEECH = "speech"
    """Somebody says something, and it stands beside the verb."""
    CAPITAL = "capital"
    """It has a capital letter inside a sentence."""
    SCRIPT = "script"
    """It is in Latin letters inside an Arabic text."""
    GLOSSARY = "glossary"
    """The glossary has it."""
    PLACE = "place"
    """A word such as "in" or "city" stands before it; that alone makes no name of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A word that may be a name, or the last word of a full one.

    Attributes:
        key: The word, folded, with what may be written before it.
        written: The word as it stands, vowel marks and tatweel taken out.
        given: The words of the name before it, as they stand, with single spaces.
        span: Where the word stands in its text.
        signs: What says that it is a name.
    """

    key: str
    written: str
    given: str
    span: Span
    signs: frozenset[Sign]

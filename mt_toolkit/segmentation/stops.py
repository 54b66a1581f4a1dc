"""A stop and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.segmentation.marks import IGNORABLE

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

__all__ = ["MARKS", "NEAR", "Stop", "count_words", "read_stop", "word_at"]

_CLOSING: Final = frozenset("»«”“\"'’‘‟)]}")
_BLANK: Final = re.compile(rf"[\s{IGNORABLE}]*")
_IGNORED: Final = re.compile(f"[{IGNORABLE}]*")
# Marks that are written over and under letters.
MARKS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD: Final = re.compile(rf"[^\W_][\w{MARKS}'’]{{0,40}}")
_WORD_START: Final = re.compile(r"\w\S*")
# How far a look back or ahead may reach, in code points, so that no text takes quadratic time.
NEAR: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A run of stops and what follows it.

    Attributes:
        start: Where the run starts.
        end: Where the run ends.
        after: Where the closing marks behind the run end; a sentence would end there.
        following: The next visible character, or the end of the line.
        line_end: Where the line ends.
        question: Whether the run holds a question or an exclamation mark.
        ellipsis: Whether it is an ellipsis.
    """

    start: int
    end: int
    after: int
    following: int
    line_end: int
    question: bool
    ellipsis: bool

    @property
    def glued(self) -> bool:
        """Whether the next word follows without a space."""
        return self.after == self.following


def read_stop(text: str, start: int, end: int, line_end: int, openings: AbstractSet[int]) -> Stop:
    """Look at the run of stops ``text[start:end]``; ``openings`` are opening quotation marks."""
    after = end
    while after < line_end and text[after] in _CLOSING and after not in openings:
        after += 1
    ignored = _IGNORED.match(text, after, line_end)
    after = after if ignored is None else ignored.end()
    run = text[start:end]
    return Stop(
        start=start,
        end=end,
        after=after,
        following=_skip_blank(text, after, line_end),
        line_end=line_end,
        question=any(mark in "!?؟" for mark in run),
        ellipsis="…" in run or run.count(".") > 1,
    )


def _skip_blank(text: str, at: int, end: int) -> int:
    blank = _BLANK.match(text, at, end)
    return at if blank is None else blank.end()


def count_words(text: str) -> int:
    """Number of words, counting what is written together as one."""
    return len(_WORD_START.findall(text))


def word_at(text: str, at: int) -> str:
    """The word that starts at ``at``, or nothing."""
    word = _WORD.match(text, at)
    return "" if word is None else word[0]

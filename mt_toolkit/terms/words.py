"""The words of an English sentence, as far as a name may be made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FUNCTION_WORDS", "TITLES", "Word", "at_sentence_start", "words_of"]

# Initials with full stops are one word; a hyphen parts words, a possessive ending belongs to none.
_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['\u2019](?!s\b|S\b)[^\W_]+)*")
_OPENING: Final = re.compile(
    r"(?:\A|[.!?\u2026:][\"'\u2019\u201d)\]]*\s|\n)[\s\"'\u2018\u201c(\[]*\Z"
)

FUNCTION_WORDS: Final = frozenset(
    "a about after against all also although an and any are as at be because been before "  # noqa: SIM905
    "being between both but by can could did do does during each either every few for from "
    "had has have he her here him his how however i if in indeed into is it its itself last "
    "many meanwhile more most much neither next no nor not now of off on one only or other "
    "our out over own said several she should since so some such than that the their them "
    "then there these they this those through to today two under until upon us very was we "
    "were what when where whether which while who whom whose why will with within without "
    "would yesterday yet you your".split()
)
"""Words that are never a name, even where a sentence starts with them."""

TITLES: Final = frozenset(
    "admiral ambassador ayatollah brigadier captain chairman chairwoman chief colonel "  # noqa: SIM905
    "commander director doctor dr emir envoy general governor imam judge king lieutenant "
    "major minister mr mrs ms negotiator officer official president prime prince princess "
    "professor queen representative secretary senator sheikh shaikh sheik sir spokesman "
    "spokesperson spokeswoman sultan diplomat deputy foreign defence defense leader state".split()
)
"""Words that stand before a person's name without being a part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a target text.

    Attributes:
        span: Where it stands, a possessive ending left out.
        text: The word.
        tight: Whether it follows the word before it with nothing but a space or hyphen between.
    """

    span: Span
    text: str
    tight: bool

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[0].isupper()

    @property
    def function(self) -> bool:
        """Whether it can be no name."""
        return self.text.lower() in FUNCTION_WORDS

    @property
    def title(self) -> bool:
        """Whether it may stand before a person's name."""
        return self.text.lower().rstrip(".") in TITLES


def words_of(text: str) -> list[Word]:
    """The words of ``text`` in order."""
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        words.append(
            Word(
                span=Span(*match.span()),
                text=match[0],
                tight=bool(words) and between in {" ", "-", "\u2011", "\u00a0"},
            )
        )
        end = match.end()
    return words


def at_sentence_start(text: str, place: int) -> bool:
    """Whether a sentence begins at ``place``, opening quotes passed over."""
    return _OPENING.search(text[:place]) is not None


def span_of(words: Sequence[Word]) -> Span:
    """The range from the first of ``words`` to the last."""
    return Span(words[0].span.start, words[-1].span.end)

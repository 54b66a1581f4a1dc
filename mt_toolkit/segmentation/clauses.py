"""Clauses: how a sentence that is longer than a model takes is divided.

The text is halved where a break costs least, and the halves again until every piece fits. A break
costs the more the less a reader would pause there, and the further it is from the middle; so pieces
come out balanced, and a model is given clauses rather than scraps.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from mt_toolkit.segmentation import lexicon
from mt_toolkit.text import Segment, Span

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["split_clauses"]

# A place to break: white space, or a comma that the next word is glued to.
_GAP: Final = re.compile(r"\s+|(?<=[،؛])(?=\w)")
_NEXT_WORD: Final = re.compile(r"\w{1,20}")
_ABBREVIATION: Final = re.compile(r"(?:^|[\s.(])\w\.$")
_SENTENCE_END: Final = re.compile(r"[.!?؟…؛;][»”\"')\]]*$")

# Costs of a break, in halves of the text that it may be away from the middle.
_AFTER_SENTENCE: Final = 0.0
_AFTER_COMMA_BEFORE_CONJUNCTION: Final = 0.15
_AT_PUNCTUATION: Final = 0.3
_BEFORE_CONJUNCTION: Final = 0.5
_BEFORE_AND: Final = 0.65
_BEFORE_PREPOSITION: Final = 0.8
_BETWEEN_WORDS: Final = 1.0
_BEFORE_ARTICLE: Final = 1.2  # an adjective after its noun, more often than not

# Most vowel marks that one letter may carry.
_MOST_MARKS: Final = 8

# Places to break, in order, and what each costs.
_Breaks = tuple[list[int], list[float]]


def split_clauses(text: str, fits: Callable[[str], bool]) -> list[Segment]:
    """Divide ``text`` into pieces that fit, at the best clause boundaries.

    Best is the end of a sentence or a semicolon; then a comma, the better before a conjunction; a
    colon, a dash, a bracket or quotation mark; a conjunction; the conjunction "and" glued to a
    word; then a preposition, any other space, and inside a word only where it alone does not fit.

    Args:
        text: A sentence, as it stands in a file.
        fits: Whether a piece is short enough. It is called with pieces of ``text`` without white
            space around them.

    Returns:
        The pieces in order; every character that is not white space is in one. A single character
        is not divided, even if it does not fit.
    """
    breaks: _Breaks | None = None
    pieces: list[Segment] = []
    waiting = [Span(0, len(text))]
    while waiting:
        span = _trim(text, waiting.pop())
        if not len(span):
            continue
        if len(span) == 1 or fits(span.of(text)):
            pieces.append(Segment(span=span, text=span.of(text)))
            continue
        breaks = breaks or _find_breaks(text)
        at = _best_break(text, span, breaks)
        waiting += [Span(at, span.end), Span(span.start, at)]
    return pieces


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _find_breaks(text: str) -> _Breaks:
    places: list[int] = []
    costs: list[float] = []
    for gap in _GAP.finditer(text):
        places.append(gap.end())
        costs.append(_cost(text, gap.start(), gap.end()))
    return places, costs


def _cost(text: str, before: int, after: int) -> float:
    """What a break costs whose gap is ``text[before:after]``."""
    left = text[max(0, before - 4) : before]
    following = _NEXT_WORD.match(text, after)
    word = "" if following is None else lexicon.fold(following[0])
    conjunction = word in lexicon.CONJUNCTIONS
    if _SENTENCE_END.search(left) and not _ABBREVIATION.search(left):
        return _AFTER_SENTENCE
    if left[-1:] in {"،", ","}:
        return _AFTER_COMMA_BEFORE_CONJUNCTION if conjunction else _AT_PUNCTUATION
    if left[-1:] in {":", ")", "]", "»", "”"} or text[after : after + 1] in set("([«“–—-"):
        return _AT_PUNCTUATION
    if conjunction:
        return _BEFORE_CONJUNCTION
    if lexicon.opens_with_and(word):
        return _BEFORE_AND
    if lexicon.continues(word):
        return _BEFORE_PREPOSITION
    return _BEFORE_ARTICLE if word.startswith("ال") else _BETWEEN_WORDS


def _best_break(text: str, span: Span, breaks: _Breaks) -> int:
    """The cheapest break inside ``span``, a trimmed range of at least two characters."""
    places, costs = breaks
    middle = (span.start + span.end) / 2
    half = len(span) / 2
    first, last = bisect_left(places, span.start + 1), bisect_left(places, span.end)
    best, best_cost = -1, float("inf")
    for index in range(first, last):
        cost = costs[index] + abs(places[index] - middle) / half
        if cost < best_cost:
            best, best_cost = places[index], cost
    if best >= 0:
        return best
    return _inside_word(text, span)


def _inside_word(text: str, span: Span) -> int:
    """The middle of a word; vowel marks close by stay with their letter."""
    middle = (span.start + span.end + 1) // 2
    for at in range(middle, min(middle + _MOST_MARKS, span.end - 1)):
        if text[at].isalnum():
            return at
    return middle

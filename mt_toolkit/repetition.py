"""Finds the loops that a decoder falls into, and cuts them.

Three kinds are told apart: a cycle of words said again and again, a cycle of letters or digits
inside a word, and a text that goes in circles without repeating itself exactly. The last is
measured by the share of n-grams that occurred before (seq-rep-n of Welleck et al. 2020, "Neural
Text Generation With Unlikelihood Training").

People repeat themselves too: "very, very", "no, no, no", "had had", "blah blah blah". What the
source repeats, the translation may repeat as often.

`repetition` finds a fault, knows what people do, and gives evidence; `looped_words` is a plain
count for scores, which are to be compared and must not depend on lists of words.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["collapse", "looped_words", "repetition"]

#: Words that never stand three times in a row in English.
_FUNCTION_WORDS: Final = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or"}
    | {"that", "which", "who", "is", "are", "was", "were", "be", "been", "has", "have", "will"}
)
#: Times that a single word, a single word with punctuation, or a longer phrase is said in a loop.
_WORD_TIMES: Final = 4
_FUNCTION_WORD_TIMES: Final = 3
#: Words that people say three times for emphasis are short ("blah", "never", "really").
_LONG_WORD: Final = 7
_LONG_WORD_TIMES: Final = 3
_MARKED_WORD_TIMES: Final = 5
_PUNCTUATION_TIMES: Final = 8
_PHRASE_TIMES: Final = 3
_MARKED_PHRASE_TIMES: Final = 4
#: A phrase of this many words said twice in a row, without a pause, is a loop as well.
_LONG_PHRASE: Final = 4
_LONG_PHRASE_TIMES: Final = 2
#: Longest cycle looked for, in words and punctuation marks.
_LONGEST_CYCLE: Final = 40
#: Words said twice in a row in one sentence; people do so once or, seldom, twice.
_STUTTERS: Final = 3
#: Share of trigrams that occurred before. The highest in 2,000 sentences by people is 0.29.
_REPEATED_TRIGRAMS: Final = 0.35
_LEAST_TRIGRAMS: Final = 14

#: The plain count: longest phrase, and times that it and a single word are said in a loop.
_COUNTED_PHRASE: Final = 8
_COUNTED_PHRASE_TIMES: Final = 3
_COUNTED_WORD_TIMES: Final = 4

_TOKEN: Final = re.compile(r"\w+(?:['\u2019.,-]\w+)*|[^\w\s]")
_INSIDE_WORDS: Final = (
    re.compile(r"([^\W\d_])\1{4,}", re.IGNORECASE),
    re.compile(r"([^\W\d_]{2,3}?)\1{3,}", re.IGNORECASE),
    re.compile(r"([^\W\d_]{4,12}?)\1{2,}", re.IGNORECASE),
    re.compile(r"(\d)\1{8,}"),
    re.compile(r"((?!(\d)\2+(?!\2))\d{2,4}?)\1{3,}"),
    re.compile(r"([^\w\s])\1{7,}"),
)


class _Cycle(NamedTuple):
    """Tokens that repeat: ``times`` full rounds of ``period`` tokens from ``start`` to ``end``.

    ``end`` counts the part of a round that may follow the last full one.
    """

    start: int
    period: int
    times: int
    end: int


def repetition(source: str, text: str) -> str | None:
    """The loop in ``text``, as evidence for people, or ``None``.

    Args:
        source: What ``text`` translates; what it repeats is no fault of the translation.
        text: The translation.
    """
    for pattern in _INSIDE_WORDS:
        for match in pattern.finditer(text):
            if match[0] not in source:
                return f"{match[1]!r} over and over inside a word"
    tokens = _tokens(text)
    loops = [cycle for cycle in _cycles(tokens) if cycle.times >= _times(tokens, cycle)]
    if loops:
        allowed = max((cycle.times for cycle in _cycles(_tokens(source))), default=1) - 1
        for cycle in loops:
            if cycle.times - allowed >= _times(tokens, cycle):
                phrase = " ".join(tokens[cycle.start : cycle.start + cycle.period])
                return f"{phrase!r} {cycle.times} times in a row"
    stutters = len(_stutters(tokens))
    if stutters >= _STUTTERS and stutters - len(_stutters(_tokens(source))) >= _STUTTERS:
        return f"{stutters} words said twice in a row"
    share = _repeated_trigrams(tokens)
    if share > _REPEATED_TRIGRAMS and share > _repeated_trigrams(_tokens(source)):
        return f"{share:.0%} of the trigrams occur again"
    return None


def collapse(text: str) -> str:
    """``text`` with every exact loop said once; other text is unchanged."""
    while (shorter := _collapse_once(text)) != text:
        text = shorter
    return text


def looped_words(words: Sequence[str]) -> int:
    """How many words only say again, in a loop, what stands right before them.

    A loop is a phrase of up to eight words that stands at least three times in a row, or a single
    word that does so four times: "very, very, very" is style, not a fault.
    """
    repeated: set[int] = set()
    for cycle in _cycles(words):
        least = _COUNTED_PHRASE_TIMES if cycle.period > 1 else _COUNTED_WORD_TIMES
        if cycle.period <= _COUNTED_PHRASE and cycle.times >= least:
            repeated.update(range(cycle.start + cycle.period, cycle.end))
    return len(repeated)


def _collapse_once(text: str) -> str:
    for pattern in _INSIDE_WORDS:
        text = pattern.sub(r"\1", text)
    spans = [match.span() for match in _TOKEN.finditer(text)]
    tokens = _tokens(text)
    loops = (cycle for cycle in _cycles(tokens) if cycle.times >= _times(tokens, cycle))
    if (loop := next(loops, None)) is not None:
        # What is left of a round goes too where the text breaks off inside it.
        rounds = loop.start + loop.period * loop.times
        last = loop.end if loop.end == len(tokens) else rounds
        kept = spans[loop.start + loop.period - 1][1]
        return text[:kept] + text[spans[last - 1][1] :]
    stutters = _stutters(tokens)
    if len(stutters) >= _STUTTERS:
        for place in reversed(stutters):
            text = text[: spans[place][1]] + text[spans[place + 1][1] :]
    return text


def _tokens(text: str) -> list[str]:
    return [token.lower() for token in _TOKEN.findall(text)]


def _cycles(tokens: Sequence[str]) -> Iterator[_Cycle]:
    """All cycles of at least two rounds, short periods first."""
    for period in _periods(tokens):
        place = 0
        same = (left == right for left, right in zip(tokens, tokens[period:], strict=False))
        for repeats, group in groupby(same):
            length = sum(1 for _ in group)
            if repeats and length >= period:
                yield _Cycle(place, period, length // period + 1, place + length + period)
            place += length


def _periods(tokens: Sequence[str]) -> list[int]:
    """The lengths a cycle can have: enough equal tokens stand that far apart."""
    places: dict[str, list[int]] = {}
    apart = [0] * (min(len(tokens) // 2, _LONGEST_CYCLE) + 1)
    for place, token in enumerate(tokens):
        before = places.setdefault(token, [])
        for earlier in reversed(before):
            if place - earlier >= len(apart):
                break
            apart[place - earlier] += 1
        before.append(place)
    return [period for period, count in enumerate(apart) if period and count >= period]


def _times(tokens: Sequence[str], cycle: _Cycle) -> int:
    """From how many rounds on the cycle is a loop."""
    phrase = tokens[cycle.start : cycle.start + cycle.period]
    words = [token for token in phrase if token[0].isalnum()]
    if not words:
        return _PUNCTUATION_TIMES
    marked = len(words) < len(phrase)
    if len(words) > 1:
        if marked:
            return _MARKED_PHRASE_TIMES
        return _LONG_PHRASE_TIMES if len(words) >= _LONG_PHRASE else _PHRASE_TIMES
    if marked:
        return _MARKED_WORD_TIMES
    if words[0] in _FUNCTION_WORDS:
        return _FUNCTION_WORD_TIMES
    return _LONG_WORD_TIMES if len(words[0]) >= _LONG_WORD else _WORD_TIMES


def _stutters(tokens: Sequence[str]) -> list[int]:
    """Places of words that the next word repeats."""
    return [
        place
        for place, (left, right) in enumerate(pairwise(tokens))
        if left == right and left.isalpha()
    ]


def _repeated_trigrams(tokens: Sequence[str]) -> float:
    """The share of trigrams that occurred before; 0 for texts too short to tell."""
    trigrams = list(zip(tokens, tokens[1:], tokens[2:], strict=False))
    if len(trigrams) < _LEAST_TRIGRAMS:
        return 0.0
    return 1 - len(set(trigrams)) / len(trigrams)

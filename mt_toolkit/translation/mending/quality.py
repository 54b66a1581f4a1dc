"""Tells degenerate output of a model from a translation, and what to do about it.

The thresholds are set so that none of some 9,000 translations of news by people and by good systems
is called degenerate but by a real fault; a retry costs time, and a mark alarms its reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import has_arabic, is_arabic
from mt_toolkit.numbers import compare
from mt_toolkit.repetition import collapse, repetition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.protocols import Decoding, Hypothesis

__all__ = ["Defect", "DefectCode", "choose", "defects", "safer", "severity", "tidy"]


class DefectCode(StrEnum):
    """What is wrong with an output."""

    EMPTY = "empty"
    COPY = "copy"
    REPETITION = "repetition"
    TOO_LONG = "too-long"
    TOO_SHORT = "too-short"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One fault of an output.

    Attributes:
        code: What is wrong.
        detail: The evidence, for people.
    """

    code: DefectCode
    detail: str


#: Arabic letters that an English sentence may hold; a whole Arabic word has more.
ARABIC_LETTERS_ALLOWED: Final = 2
#: English news has 1.1 characters for each Arabic one in the middle, 1.9 for one sentence in a
#: thousand; short sentences vary more, so some characters are free.
MOST_CHARACTERS_A_CHARACTER: Final = 2.5
FREE_CHARACTERS: Final = 40
#: The same in words: 1.1 in the middle, 2.4 for one in a thousand. Arabic that lost its spaces has
#: few words, so that the characters must be somewhat many as well.
MOST_WORDS_A_WORD: Final = 2.5
FREE_WORDS: Final = 8
MANY_CHARACTERS_A_CHARACTER: Final = 1.75
#: In full sentences English has at least 0.4 words for each Arabic one. Headings say little enough
#: to be cut to a word or two.
FEWEST_WORDS_A_WORD: Final = 0.3
LEAST_WORDS_JUDGED: Final = 8

#: How much worse each fault makes an output: an empty one says nothing, an unfinished one most.
_WEIGHTS: Final = {
    DefectCode.EMPTY: 16,
    DefectCode.COPY: 8,
    DefectCode.REPETITION: 4,
    DefectCode.TOO_LONG: 3,
    DefectCode.TOO_SHORT: 3,
    DefectCode.UNFINISHED: 2,
}

_WORD: Final = re.compile(r"\w+(?:['\u2019.,]\w+)*")


def defects(source: str, hypothesis: Hypothesis) -> tuple[Defect, ...]:
    """The faults of a translation that show without knowing the language.

    Args:
        source: Source text, in Arabic or, where there is nothing to translate, in anything.
        hypothesis: The model's output for it.
    """
    text = hypothesis.text
    if any(character.isalnum() for character in source) and not any(
        character.isalnum() for character in text
    ):
        return (Defect(code=DefectCode.EMPTY, detail="no words"),)
    found = [_copy(source, text), _looping(source, text), *_lengths(source, text)]
    if not hypothesis.finished:
        found.append(Defect(code=DefectCode.UNFINISHED, detail="cut at the longest length allowed"))
    return tuple(defect for defect in found if defect is not None)


def _copy(source: str, text: str) -> Defect | None:
    """Source text left as it was; a source without Arabic has nothing to translate."""
    if not has_arabic(text) or not has_arabic(source):
        return None
    letters = sum(map(is_arabic, text))
    if letters > ARABIC_LETTERS_ALLOWED:
        return Defect(code=DefectCode.COPY, detail=f"{letters} Arabic letters in the output")
    return None


def _looping(source: str, text: str) -> Defect | None:
    loop = repetition(source, text)
    return None if loop is None else Defect(code=DefectCode.REPETITION, detail=loop)


def _lengths(source: str, text: str) -> list[Defect]:
    source_words, words = len(_WORD.findall(source)), len(_WORD.findall(text))
    detail = f"{words} words for {source_words}"
    many_words = words > MOST_WORDS_A_WORD * source_words + FREE_WORDS
    ratio = MANY_CHARACTERS_A_CHARACTER if many_words else MOST_CHARACTERS_A_CHARACTER
    if len(text) > ratio * len(source) + FREE_CHARACTERS:
        return [Defect(code=DefectCode.TOO_LONG, detail=detail)]
    if source_words >= LEAST_WORDS_JUDGED and words < FEWEST_WORDS_A_WORD * source_words:
        return [Defect(code=DefectCode.TOO_SHORT, detail=detail)]
    return []


def severity(found: Sequence[Defect]) -> int:
    """How bad an output with these faults is; 0 without any. Only the order has a meaning."""
    return sum(_WEIGHTS[defect.code] for defect in found)


def choose(source: str, candidates: Sequence[Hypothesis]) -> Hypothesis:
    """The best of several translations of one source.

    The least faulty one, among equals that with the fewest wrong numbers, then that with the best
    score, then the first.

    Raises:
        ValueError: There are no candidates.
    """
    if len(candidates) == 1:
        return candidates[0]

    def rank(hypothesis: Hypothesis) -> tuple[int, int, float]:
        numbers = compare(source, hypothesis.text)
        wrong = len(numbers.missing) + len(numbers.extra)
        return severity(defects(source, hypothesis)), wrong, -hypothesis.score

    return min(candidates, key=rank)


def safer(decoding: Decoding, attempt: int, *, source_tokens: int | None = None) -> Decoding | None:
    """Settings to decode a degenerate output's source with once more.

    Each attempt holds the model on a shorter leash than the one before; what the user asked for is
    never loosened.

    Args:
        decoding: The settings that failed.
        attempt: How often it was tried again before this, and once more: 1, 2, …
        source_tokens: Length of the longest source to decode, in the model's tokens; if given,
            later attempts bound the output's length by it.

    Returns:
        The settings, or ``None`` when nothing is left to try.
    """
    if attempt == 1:
        return _restrained(decoding, no_repeat=3, penalty=1.1, beam=decoding.beam, ends_at=None)
    bound = None if source_tokens is None else ceil(1.5 * source_tokens) + 8
    if attempt == 2:
        beam = max(8, 2 * decoding.beam)
        return _restrained(decoding, no_repeat=3, penalty=1.2, beam=beam, ends_at=bound)
    if attempt == 3:
        return _restrained(decoding, no_repeat=2, penalty=1.4, beam=8, ends_at=bound)
    return None


def _restrained(
    decoding: Decoding, *, no_repeat: int, penalty: float, beam: int, ends_at: int | None
) -> Decoding:
    bounds = [bound for bound in (decoding.max_length, ends_at) if bound is not None]
    banned = decoding.no_repeat_ngram
    beam = max(beam, decoding.beam)
    return replace(
        decoding,
        beam=beam,
        n_best=beam,
        no_repeat_ngram=min(no_repeat, banned) if banned else no_repeat,
        repetition_penalty=max(penalty, decoding.repetition_penalty),
        # An end marker alone is no translation.
        min_length=max(1, decoding.min_length),
        max_length=min(bounds) if bounds else None,
    )


def tidy(text: str) -> str:
    """The last resort: every exact loop cut down to one round.

    Only for output that no safer setting mended, and that is marked as faulty: what the loop took
    the place of stays lost.
    """
    return collapse(text)

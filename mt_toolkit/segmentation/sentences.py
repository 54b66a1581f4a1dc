"""Sentences of one text: which stops count, and where a quotation is divided."""

from __future__ import annotations

import re
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from mt_toolkit.segmentation import lexicon
from mt_toolkit.segmentation.credit_lines import find_credit
from mt_toolkit.segmentation.endings import ends_quotation, ends_sentence
from mt_toolkit.segmentation.marks import read_marks
from mt_toolkit.segmentation.stops import count_words, read_stop
from mt_toolkit.text import Segment, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.segmentation.marks import Pair
    from mt_toolkit.segmentation.stops import Stop

__all__ = ["segment"]

_LINE: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD_CHARACTER: Final = re.compile(r"\w")
_WORDS: Final = re.compile(r"\w+")
_STOP: Final = re.compile(r"[.!?؟…۔]")
# A sentence in a quotation has at least this many words where the quotation is divided.
_FEWEST_QUOTED_WORDS: Final = 4
# How far back a verb of saying is looked for, in code points.
_NEAR: Final = 300


def segment(text: str, language: Literal["ar", "en"]) -> list[Segment]:
    """Split ``text`` into sentences.

    A line end always ends a segment. Inside a line a sentence ends with a full stop, a question or
    exclamation mark or an ellipsis, whether or not white space follows, unless the mark belongs to
    an abbreviation, a number, an address or an omission ``(...)``. Inside brackets nothing ends.
    A quotation is divided only where words before it introduce it and each of its sentences has at
    least four words; otherwise it stays whole, together with what is said about it.

    Args:
        text: Text as it stands in a file, not cleaned.
        language: Language of the text; words of the other one inside it are understood too.

    Returns:
        The segments in order. Every character of ``text`` that is not white space is in one.
    """
    segments: list[Segment] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for cut in (*_LineReader(text, line.start(), line.end(), language).cuts(), line.end()):
            segments.extend(_trimmed(text, start, cut))
            start = cut
    return segments


def _trimmed(text: str, start: int, end: int) -> Iterator[Segment]:
    part = text[start:end].lstrip()
    start = end - len(part)
    part = part.rstrip()
    if part:
        yield Segment(span=Span(start, start + len(part)), text=part)


class _LineReader:
    """Finds the places to cut in one line."""

    def __init__(self, text: str, start: int, end: int, language: Literal["ar", "en"]) -> None:
        self._text = text
        self._line_end = end
        # What stands behind the last word belongs to it.
        while end > start and not _WORD_CHARACTER.match(text, end - 1):
            end -= 1
        self._start = start
        self._end = end
        self._english = language == "en"
        self._cuts: list[int] = []
        self._quotations: deque[Pair] = deque()
        self._brackets: deque[Pair] = deque()
        # The stops seen in the first of the quotations.
        self._quoted: list[Stop] = []
        self._begin(start)

    def _begin(self, at: int) -> None:
        """A sentence begins at ``at``."""
        self._sentence = at
        first = _WORD_CHARACTER.search(self._text, at, self._end)
        self._first_word = self._end if first is None else first.start()

    def _cut(self, at: int) -> None:
        self._cuts.append(at)
        self._begin(at)

    def cuts(self) -> list[int]:
        """The places where a segment ends and another one begins, in order."""
        marks = read_marks(self._text, self._start, self._line_end)
        self._quotations = deque(marks.quotations)
        self._brackets = deque(marks.brackets)
        places = [*marks.stops, *((bullet, bullet) for bullet in marks.bullets)]
        if marks.bullets:
            places.sort()
        for start, end in places:
            if start >= self._end:
                break
            self._leave_pairs(start)
            if start == end:
                self._take_bullet(start)
            else:
                self._take_stop(read_stop(self._text, start, end, self._end, marks.openings))
        self._leave_pairs(self._line_end)
        credit = find_credit(self._text, self._sentence, self._first_word, self._line_end)
        if credit is not None:
            self._cut(credit)
        return self._cuts

    def _leave_pairs(self, at: int) -> None:
        """Be done with the quotations and brackets that close before ``at``."""
        while self._quotations and self._quotations[0][1] <= at:
            self._end_quotation(self._quotations.popleft(), self._quoted)
            self._quoted = []
        while self._brackets and self._brackets[0][1] <= at:
            self._brackets.popleft()

    def _take_stop(self, stop: Stop) -> None:
        if self._brackets and self._brackets[0][0] < stop.start:
            self._end_bracket(self._brackets[0], stop)
        elif self._quotations and self._quotations[0][0] < stop.start:
            self._quoted.append(stop)
        elif self._first_word < stop.start and self._ends(stop):
            self._cut(stop.after)

    def _ends(self, stop: Stop) -> bool:
        return ends_sentence(self._text, stop, self._first_word, english=self._english)

    def _take_bullet(self, at: int) -> None:
        """A bullet sign inside a line begins an item."""
        quoted = self._quotations and self._quotations[0][0] < at
        if self._first_word < at and self._text[at - 1].isspace() and not quoted:
            self._cut(at)

    def _end_bracket(self, bracket: Pair, stop: Stop) -> None:
        """Nothing ends inside brackets, but a whole sentence in brackets ends with them."""
        whole = bracket[0] < self._first_word and bracket[1] <= stop.after
        if whole and self._ends(stop):
            self._cut(stop.after)

    def _end_quotation(self, quotation: Pair, stops: list[Stop]) -> None:
        """Decide what to do with the stops inside a quotation, now that all are known."""
        if not stops:
            return
        start, end = quotation
        last = stops.pop() if stops[-1].after >= end else None
        # People pause when they speak: an ellipsis ends nothing here.
        ends = [stop for stop in stops if (stop.question or not stop.ellipsis) and self._ends(stop)]
        edges = [start, *(stop.after for stop in ends), end]
        words = [count_words(self._text[left:right]) for left, right in pairwise(edges)]
        introduced = self._first_word < start
        if ends and min(words) >= _FEWEST_QUOTED_WORDS and self._may_divide(start, end):
            for stop in ends:
                self._cut(stop.after)
        if last is not None and ends_quotation(
            self._text, last, introduced=introduced, words=sum(words), english=self._english
        ):
            self._cut(last.after)

    def _may_divide(self, start: int, end: int) -> bool:
        """Whether a quotation is introduced before it, rather than attributed behind it."""
        before = self._text[max(self._first_word, start - _NEAR) : start]
        if before and (before.rstrip().endswith(":") or any(map(_reports, _WORDS.findall(before)))):
            return True
        behind = _WORD_CHARACTER.search(self._text, end, self._end)
        if behind is None or _STOP.search(self._text, end - 2, behind.start()):
            # English goes on quoting in sentences of their own, once the speaker is known.
            return bool(before) or self._english
        word = _WORDS.match(self._text, behind.start())
        return bool(before) and not (word and _reports(word[0]))


def _reports(word: str) -> bool:
    return lexicon.reports(lexicon.fold(word))

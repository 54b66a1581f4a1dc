"""Stops, quotations and brackets of one line.

Quotation marks are read by their surroundings rather than by their shape: in Arabic news the same
``"`` opens and closes, curly marks come either way round, and many a mark has no partner. A mark
without a partner shelters nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

__all__ = ["IGNORABLE", "Marks", "Pair", "read_marks"]

# Zero-width and bidirectional marks.
IGNORABLE: Final = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"

# Longest quotation and bracket believed, in code points. A longer one is a mark gone astray.
_LONGEST_QUOTATION: Final = 1200
_LONGEST_BRACKET: Final = 400

_MARK: Final = re.compile(r"[.!?؟…۔«»\"“”„‟'()\[\]{}•▪●■◦]")
_RUN: Final = re.compile(r"[.!?؟…۔]+(?: +[.!?؟…۔]+)*")
_OMISSION: Final = re.compile(r"[(\[] ?(?:\.{2,}|…) ?[)\]]")
_GUILLEMETS: Final = "«»"
_DOUBLE: Final = "\"“”„‟'"  # and two apostrophes
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
_BEFORE_OPENING: Final = re.compile(r"[\s(\[{:=/–—-]")
_AFTER_CLOSING: Final = re.compile(r"[\s.,،؛:;!?؟…۔)\]}=/»–—-]")
_IGNORED: Final = re.compile(f"[{IGNORABLE}]*")
# A letter glued before a quotation: "and", "in", "for", "as", "so", with tatweel or without.
_PROCLITIC: Final = re.compile(r"(?:^|\s)(?:[وبلكف]ـ?|[وف]?بـ?|[وف]?لـ?)$")
_STOP_BEFORE: Final = re.compile(r"[.!?؟…۔]\s*$")

# Start of the opening mark and end of the closing one.
Pair = tuple[int, int]


@dataclass(slots=True)
class Marks:
    """What :func:`read_marks` finds in one line, each list in order of place.

    Attributes:
        stops: Runs of full stops, question and exclamation marks, as start and end.
        bullets: Places of bullet signs.
        quotations: Closed quotations; what is quoted inside them is part of them.
        brackets: Closed brackets, outermost only.
        openings: Places of opening quotation marks, partnered or not.
    """

    stops: list[tuple[int, int]] = field(default_factory=list)
    bullets: list[int] = field(default_factory=list)
    quotations: list[Pair] = field(default_factory=list)
    brackets: list[Pair] = field(default_factory=list)
    openings: set[int] = field(default_factory=set)


def read_marks(text: str, start: int, end: int) -> Marks:
    """Find the marks of the line ``text[start:end]``, in time linear in its length."""
    marks = Marks()
    waiting: dict[str, list[int]] = {_GUILLEMETS: [], _DOUBLE: []}
    open_brackets: list[int] = []
    resume = start
    for found in _MARK.finditer(text, start, end):
        at = found.start()
        if at < resume:
            continue
        mark = found[0]
        if mark in ".!?؟…۔":
            resume = _take_run(text, at, end, marks)
        elif mark in "()[]{}":
            resume = _take_bracket(text, at, open_brackets, marks)
        elif mark in "•▪●■◦":
            marks.bullets.append(at)
        elif mark != "'" or text.startswith("''", at, end):
            kind = _GUILLEMETS if mark in _GUILLEMETS else _DOUBLE
            resume = at + 2 if mark == "'" else at + 1
            if _opens(text, (at, resume), start, end, bool(waiting[kind])):
                waiting[kind].append(at)
                marks.openings.add(at)
            elif waiting[kind]:
                _add_pair(marks.quotations, (waiting[kind].pop(), resume), _LONGEST_QUOTATION)
    for unclosed in waiting.values():
        _join_reopened(text, unclosed, marks.quotations)
    return marks


def _take_run(text: str, at: int, end: int, marks: Marks) -> int:
    run = _RUN.match(text, at, end)
    stop = at + 1 if run is None else run.end()
    marks.stops.append((at, stop))
    return stop


def _take_bracket(text: str, at: int, waiting: list[int], marks: Marks) -> int:
    """Note a bracket; return where to read on, which is behind an omission ``(...)``."""
    opening = _BRACKETS.get(text[at])
    if opening is None:
        omission = _OMISSION.match(text, at)
        if omission is not None:
            return omission.end()
        waiting.append(at)
    elif waiting and text[waiting[-1]] == opening:
        _add_pair(marks.brackets, (waiting.pop(), at + 1), _LONGEST_BRACKET)
    return at + 1


def _add_pair(pairs: list[Pair], pair: Pair, longest: int) -> None:
    """Add a pair in place of those inside it; one that is too long or overlaps another is left."""
    start, end = pair
    if end - start > longest:
        return
    while pairs and pairs[-1][0] > start:
        pairs.pop()
    if not pairs or pairs[-1][1] <= start:
        pairs.append(pair)


def _opens(text: str, span: tuple[int, int], start: int, end: int, waiting: bool) -> bool:
    """Whether a quotation mark opens; ``waiting`` says that one of its kind is open."""
    before, after = span
    while before > start and _IGNORED.fullmatch(text, before - 1, before):
        before -= 1
    after = _skip(text, after, end)
    fits_opening = before == start or _BEFORE_OPENING.match(text, before - 1) is not None
    fits_closing = after >= end or _AFTER_CLOSING.match(text, after) is not None
    mark = text[span[0]]
    if mark in "«»":
        # These are mirrored by the display, so their shape is nearly always right.
        opens = mark == "«"
        contradicted = fits_opening != fits_closing and fits_opening != opens
        return not opens if contradicted and waiting == opens else opens
    if fits_opening != fits_closing:
        return fits_opening
    if mark in "”“„":
        return mark != "”"
    return not waiting or _PROCLITIC.search(text[max(start, before - 4) : before]) is not None


def _skip(text: str, at: int, end: int) -> int:
    ignored = _IGNORED.match(text, at, end)
    return at if ignored is None else ignored.end()


def _join_reopened(text: str, waiting: list[int], quotations: list[Pair]) -> None:
    """Read ``“one. “two.”`` as one quotation that was opened a second time."""
    for opening in waiting:
        index = bisect_left(quotations, (opening, 0))
        if index == len(quotations):
            return
        start, end = quotations[index]
        if end - opening <= _LONGEST_QUOTATION and _STOP_BEFORE.search(text, start - 3, start):
            quotations[index] = (opening, end)

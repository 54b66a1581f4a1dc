"""Findings for people: place, code, message, the line and a mark under what is meant.

A line with right-to-left letters is put into an isolate (U+2067 to U+2069, Unicode's UAX #9), and
so is the line of marks under it, padded to the same width. A terminal that orders text by direction
then turns both round, one that does not turns neither, and the marks are right in both.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mt_toolkit.findings import Finding

__all__ = ["excerpt", "isolated", "text_report"]

_RIGHT_TO_LEFT: Final = "\u2067"
_FIRST_STRONG: Final = "\u2068"
_END: Final = "\u2069"
_RUN: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc][^!-~]*[\u0590-\u08ff\ufb1d-\ufefc]|[\u0590-\u08ff]"
)
# Controls of direction and others that could move the marks, or what stands beside them.
_CONTROLS: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_SHOWN_CONTROL: Final = "\ufffd"
# All that is not surely one column wide, and most of what is not.
_UNUSUAL: Final = re.compile(
    "[^ -~\u00a0-\u00ac\u00ae-\u02ff\u060c\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5"
    "\u2010-\u2027]"
)
# Columns that are shown on both sides of what is meant.
_BEFORE: Final = 40
_AFTER: Final = 36
_LONGEST: Final = 60


def text_report(findings: Iterable[Finding]) -> Iterator[str]:
    """Each finding in a few lines."""
    for finding in findings:
        place = f"{finding.name}:{finding.location.line}:{finding.location.column}"
        mark = ""
        if finding.fix is not None:
            mark = "[*] " if finding.fix.safe else "[-] "
        lines = [f"{place}: {finding.code} {mark}{isolated(finding.message)}"]
        if finding.source_line:
            shown, marks = excerpt(finding)
            number = str(finding.location.line)
            gutter = " " * len(number)
            lines += [f"{gutter} |", f"{number} | {shown}", f"{gutter} | {marks}"]
            lines += [f"{gutter} = {isolated(finding.mend)}", ""]
        yield "\n".join(lines) + "\n"


def isolated(message: str) -> str:
    """A message whose right-to-left words cannot change the order of the others."""
    return _RUN.sub(lambda run: f"{_FIRST_STRONG}{run[0]}{_END}", message)


def excerpt(finding: Finding) -> tuple[str, str]:
    """The part of the line that shows the finding, and the line of marks under it."""
    line = _CONTROLS.sub(
        lambda sign: " " if sign[0] == "\t" else _SHOWN_CONTROL, finding.source_line
    )
    before = finding.source_column
    start = min(finding.location.column - before, len(line))
    same_line = finding.location.end_line == finding.location.line
    end = min(finding.location.end_column - before, len(line)) if same_line else len(line)
    end = max(start, min(end, start + _LONGEST))
    first = _cut_before(line, max(0, start - _BEFORE))
    last = _cut_after(line, min(len(line), end + _AFTER))
    head = ("… " if first or before > 1 else "") + line[first:start]
    meant = line[start:end]
    tail = line[end:last] + (" …" if last < len(line) else "")
    shown = head + meant + tail
    marks = " " * _width(head) + "^" * max(1, _width(meant))
    if shown.isascii() or not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in shown):
        return shown, marks
    padded = marks.ljust(_width(shown))
    return f"{_RIGHT_TO_LEFT}{shown}{_END}", f"{_RIGHT_TO_LEFT}{padded}{_END}"


def _cut_before(line: str, at: int) -> int:
    """Where to begin, at a word."""
    space = line.find(" ", at, at + _BEFORE // 2) if at else -1
    return space + 1 if space >= 0 else at


def _cut_after(line: str, at: int) -> int:
    space = line.rfind(" ", at - _AFTER // 2, at) if at < len(line) else -1
    return space if space >= 0 else at


def _width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return len(text) + sum(_width_of(sign) - 1 for sign in _UNUSUAL.findall(text))


def _width_of(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1

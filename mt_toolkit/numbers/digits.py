"""Numbers written in digits.

How digits are read:

- Digits of every script count; letters and marks glued to them do not matter.
- A comma with exactly three digits behind it groups thousands, with one or two it is a decimal
  comma. The Arabic marks U+066B and U+066C are what they are named for.
- A point is a decimal point, and a group mark where it occurs several times (``1.200.000``). One
  point before three digits is ambiguous in Arabic: it is read as a group mark when the last digit
  is 0 (``1.200``: nobody writes that decimal), else as a decimal point, and the other reading is
  accepted in a translation.
- Other runs (``24.11.2014``, ``1,2,3``) are numbers of their own, and so are the two sides of a
  range, a score, a date, a time and of ``5+1``. The minutes of a full hour (``10:00``) are none.
- A power of a thousand behind digits belongs to the number: ``5 آلاف`` is 5,000.
- A hyphen is a minus sign where a percentage, a degree or a decimal follows; elsewhere it may be a
  bullet, and the number without it is accepted as well.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from mt_toolkit.numbers.arabic import ARABIC_SCALES, fold_arabic
from mt_toolkit.numbers.english import ENGLISH_SCALES
from mt_toolkit.numbers.model import Language, Number, NumberKind, grouped
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["numbers_in_digits", "percent_end"]

_RUN: Final = re.compile(r"(?<![ckm]m)(?<!\bm)\d+(?:[.,\u066b\u066c\u060c\u00a0\u202f]\d+)*")
_GROUP_MARKS: Final = ".,\u066c\u060c\u00a0\u202f"
_DECIMAL_MARKS: Final = ".,\u066b"
# A letter behind an amount may stand for a power of a thousand or for a unit of measure.
_SCALE_LETTER: Final = re.compile(r"[mMbB]\b")
_LETTER_SCALES: Final = {
    letter: Decimal(10) ** power for letters, power in (("mM", 6), ("bB", 9)) for letter in letters
}
_DATE: Final = re.compile(r"(?<!\d)\d{1,4}([/.-])\d{1,2}\1\d{1,4}(?!\d)")
_CLOCK_AFTER: Final = r"(?=\s*(?:[صم]\b|صباح|مساء|ظهر|فجر|عصر|ليلا|بتوقيت|[ap]\.?m\b|GMT))"
_TIME: Final = re.compile(
    r"(?<![\d.,:])\d{1,2}:\d{2}(?![\d:])"
    rf"|(?:(?<=الساعة )|(?<![\d.,]))\d{{1,2}}\.[0-5]\d(?!\d){_CLOCK_AFTER}"
    r"|(?<=الساعة )\d{1,2}\.[0-5]\d(?![\d.])"
)
_PERCENT_AFTER: Final = re.compile(
    r"\s{0,2}(?:[%٪]|(?:في\s+|ب)ال(?:مئة|مائة|مئه|مائه)(?!\w)|per\s?cents?\b)", re.IGNORECASE
)
_PERCENT_BEFORE: Final = re.compile(r"[%٪]\s?$")
_DEGREE_AFTER: Final = re.compile(r"\s?(?:°|درج|degree)", re.IGNORECASE)
_SIGN: Final = re.compile(
    r"(?:(?:^|(?<=[\s(\[«\"\u201c]))(?<!\d\s)[-\u2212]|\b(?:minus|ناقص)\s)$", re.IGNORECASE
)
_BELOW_ZERO: Final = re.compile(r"(?:\s+\S+){0,2}?\s+(?:below zero|تحت الصفر)(?!\w)", re.IGNORECASE)
_DECADE_ENDING: Final = re.compile(r"['\u2019]?s\b")
_ORDINAL_ENDING: Final = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"(?<!\w)[وفبلك]?(?:ال|لل)ـ*\s?$")
_NEXT_WORD: Final = re.compile(r"[\s-]{0,2}((?:[^\W\d_]|[\u064b-\u0655\u0670])+)")
_AND_A_HALF: Final = re.compile(r"\s+ونصف(?:\s+(?:ال)?(?:مليون|مليار|[أا]لف))?(?!\w)")


class _Piece(NamedTuple):
    """A run of digits that is one number: its span, English notation and other reading."""

    start: int
    end: int
    digits: str
    other: str | None = None


def percent_end(text: str, end: int) -> int:
    """Where the percent sign or word written at ``end`` ends, or ``end`` if there is none."""
    mark = _PERCENT_AFTER.match(text, end)
    return mark.end() if mark else end


def numbers_in_digits(text: str, language: Language) -> Iterator[Number]:
    """All numbers in digits, from left to right."""
    dates = [Span(*match.span()) for match in _DATE.finditer(text)]
    times = [Span(*match.span()) for match in _TIME.finditer(text)]
    for run in _RUN.finditer(text):
        clock = any(time.start <= run.start() < time.end for time in times)
        for piece in _pieces(run, language, apart=clock):
            kind = None
            if clock:
                kind = NumberKind.TIME
            elif any(date.start <= piece.start < date.end for date in dates):
                kind = NumberKind.DATE
            number = _number(text, piece, kind, language)
            minutes = piece.start > 0 and text[piece.start - 1] in ":."
            if not (clock and minutes and number.value == 0):
                yield number


def _pieces(run: re.Match[str], language: Language, *, apart: bool) -> Iterator[_Piece]:
    parts = [
        (part.start() + run.start(), "".join(str(unicodedata.digit(digit)) for digit in part[0]))
        for part in re.finditer(r"\d+", run[0])
    ]
    marks = re.findall(r"\D", run[0])
    notation = None if apart else _notation([digits for _, digits in parts], marks, language)
    if notation is not None:
        if language == "en" and not marks and _after_bare_point(run.string, run.start()):
            yield _Piece(run.start() - 1, run.end(), f"0.{notation[0]}")
        else:
            yield _Piece(run.start(), run.end(), *notation)
        return
    for start, digits in parts:
        yield _Piece(start, start + len(digits), digits)


def _after_bare_point(text: str, start: int) -> bool:
    """Whether a decimal without its leading zero starts here, as in ``a .5 share``."""
    return text[max(0, start - 1) : start] == "." and (start == 1 or text[start - 2] in " (")


def _notation(
    parts: Sequence[str], marks: Sequence[str], language: Language
) -> tuple[str, str | None] | None:
    """Digits between marks as one number in English notation, with its other reading.

    ``None`` where they are several numbers.
    """
    if not marks:
        return parts[0], None
    same = len(set(marks)) == 1
    if same and _groups(parts) and marks[0] in _GROUP_MARKS:
        whole, decimal = ",".join(parts), ".".join(parts)
        if len(marks) > 1 or marks[0] != ".":
            return whole, None
        if language == "en":
            return decimal, None
        return (whole, decimal) if parts[-1].endswith("0") else (decimal, whole)
    if len(marks) == 1 and marks[0] in _DECIMAL_MARKS:
        comma = marks[0] == ","
        likely = not comma or (len(parts[0]) <= 3 and len(parts[1]) <= 2)
        return (".".join(parts), None) if likely else None
    *group_marks, last = marks
    decimals = last in _DECIMAL_MARKS and last not in group_marks
    groups = len(set(group_marks)) == 1 and group_marks[0] in _GROUP_MARKS
    if decimals and groups and _groups(parts[:-1]):
        return f"{','.join(parts[:-1])}.{parts[-1]}", None
    return None


def _groups(parts: Sequence[str]) -> bool:
    """Whether the parts can be the groups of one number: ``1`` to ``999``, then three digits."""
    first, *rest = parts
    return (
        len(first) <= 3 and first[0] != "0" and bool(rest) and {len(part) for part in rest} == {3}
    )


def _number(text: str, piece: _Piece, kind: NumberKind | None, language: Language) -> Number:
    start, end = piece.start, piece.end
    digits, other = piece.digits, piece.other
    scale = Decimal(1)
    if kind is None:
        scale, end = _scale(text, end, language)
        if scale > 1 and other is not None:
            # Nobody multiplies a grouped number: 3.250 million has a decimal point.
            digits, other = min(digits, other, key=lambda form: "," in form), None
    value = _decimal(digits) * scale
    if half := _AND_A_HALF.match(text, end) if scale > 1 else None:
        value, end = value + scale / 2, half.end()
        digits = grouped(value / scale)
    alternative = _decimal(other) if other else None
    if language == "en" and scale == 1 and (letter := _SCALE_LETTER.match(text, end)):
        alternative = value * _LETTER_SCALES[letter[0]]
    if kind is NumberKind.TIME and 12 < value < 24:
        alternative = value - 12
    if kind is None:
        kind, end = _kind(text, start, end, language)
        if sign := _SIGN.search(text, max(0, start - 8), start):
            sure = kind is NumberKind.PERCENT or "." in digits or sign[0] != "-"
            alternative = None if sure or _DEGREE_AFTER.match(text, end) else value
            value, digits, start = -value, f"-{digits}", sign.start()
        elif _BELOW_ZERO.match(text, end):
            value, alternative = -value, value
    return Number(
        span=Span(start, end),
        text=text[start:end],
        value=value,
        kind=kind,
        digits=digits,
        scale=scale,
        alternative=alternative,
    )


def _kind(text: str, start: int, end: int, language: Language) -> tuple[NumberKind, int]:
    """The use of a number, and its end with an ordinal ending."""
    before = text[max(0, start - 6) : start]
    if _PERCENT_AFTER.match(text, end) or _PERCENT_BEFORE.search(before):
        return NumberKind.PERCENT, end
    if language == "ar":
        return (NumberKind.ORDINAL if _ARTICLE.search(before) else NumberKind.CARDINAL), end
    if ending := _ORDINAL_ENDING.match(text, end):
        return NumberKind.ORDINAL, ending.end()
    if _DECADE_ENDING.match(text, end):
        return NumberKind.DECADE, end
    return NumberKind.CARDINAL, end


def _scale(text: str, end: int, language: Language) -> tuple[Decimal, int]:
    """The product of the powers of a thousand written after ``end``, and where they end."""
    scale = Decimal(1)
    while word := _NEXT_WORD.match(text, end):
        if language == "ar":
            factor = ARABIC_SCALES.get(fold_arabic(word[1]))
        else:
            factor = ENGLISH_SCALES.get(word[1].lower())
        if factor is None:
            break
        scale, end = scale * factor, word.end()
    return scale, end


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))

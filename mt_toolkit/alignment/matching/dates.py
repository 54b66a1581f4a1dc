"""Months and days of the week, the same token for a name in either language."""

from __future__ import annotations

import re
from typing import Final

from mt_toolkit.arabic import clean

__all__ = ["dates_of"]

# Egypt's and the Gulf's names, those of the Levant and Iraq, those of the Maghreb, and English.
_MONTHS: Final = (
    ("يناير", "كانون الثاني", "جانفي", "January"),
    ("فبراير", "شباط", "فيفري", "February"),
    ("مارس", "آذار", "March"),
    ("أبريل", "إبريل", "نيسان", "أفريل", "April"),
    ("مايو", "أيار", "ماي", "May"),
    ("يونيو", "حزيران", "جوان", "June"),
    ("يوليو", "تموز", "جويلية", "July"),
    ("أغسطس", "آب", "أوت", "August"),
    ("سبتمبر", "أيلول", "September"),
    ("أكتوبر", "تشرين الأول", "October"),
    ("نوفمبر", "تشرين الثاني", "November"),
    ("ديسمبر", "كانون الأول", "December"),
)
_DAYS: Final = (
    ("الاثنين", "الإثنين", "Monday"),
    ("الثلاثاء", "Tuesday"),
    ("الأربعاء", "Wednesday"),
    ("الخميس", "Thursday"),
    ("الجمعة", "Friday"),
    ("السبت", "Saturday"),
    ("الأحد", "Sunday"),
)
_HAMZA: Final = dict.fromkeys(map(ord, "أإآ"), "\u0627")


def _folded(text: str) -> str:
    return clean(text).translate(_HAMZA)


_TOKENS: Final = {
    _folded(name): f"{kind}{at}"
    for kind, rows in (("month ", _MONTHS), ("day ", _DAYS))
    for at, names in enumerate(rows, 1)
    for name in names
}
# "and", "in", "for" may stand before a name without a space.
_NAME: Final = re.compile(
    r"(?<!\w)[وفبل]{0,2}(" + "|".join(sorted(_TOKENS, key=len, reverse=True)) + r")(?!\w)"
)


def dates_of(text: str) -> set[str]:
    """The months and days of the week that ``text`` names, Arabic or English.

    >>> dates_of("الأحد 3 تشرين الثاني") == dates_of("Sunday, 3 November")
    True
    """
    return {_TOKENS[name] for name in _NAME.findall(_folded(text))}

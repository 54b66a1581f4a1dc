"""Arabic number words: whole numbers from zero up, cardinal or ordinal, particles prefixed.

Indefinite amounts (a plural such as ``ملايين`` without a numeral before it) are no numbers.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mt_toolkit.numbers.reading import Entry, Reading, WordNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ARABIC_SCALES", "arabic_number_words", "fold_arabic"]

# Powers of a thousand: singular, accusative, plural, dual. The accusative singular, a counted noun
# after a numeral ("thirty million"), is spelt like the dual before a noun ("two million people").
_POWERS: Final = (
    (3, ("الف",), ("الفا",), ("الاف",), ("الفان", "الفين", "الفي")),
    (6, ("مليون",), ("مليونا",), ("ملايين",), ("مليونان", "مليونين", "مليوني")),
    (
        9,
        ("مليار", "بليون"),
        ("مليارا", "بليونا"),
        ("مليارات", "بلايين"),
        ("ملياران", "مليارين", "ملياري"),
    ),
    (
        12,
        ("تريليون", "ترليون"),
        ("تريليونا", "ترليونا"),
        ("تريليونات", "ترليونات"),
        ("تريليونان", "تريليونين"),
    ),
)

#: Words that multiply the digits before them, folded by `fold_arabic`.
ARABIC_SCALES: Final[dict[str, Decimal]] = {
    **dict.fromkeys(("مئه", "مائه", "ميه"), Decimal(100)),
    **{
        form: Decimal(10**power)
        for power, *counted, _ in _POWERS
        for forms in counted
        for form in forms
    },
}

_ARABIC: Final[dict[str, Entry]] = {
    form: Entry(kind, value, ordinal)
    for kind, value, ordinal, forms in (
        ("unit", 0, False, "صفر"),
        ("unit", 1, False, "واحد واحده احد احدي"),
        ("unit", 2, False, "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي"),
        ("unit", 3, False, "ثلاث ثلاثه"),
        ("unit", 4, False, "اربع اربعه"),
        ("unit", 5, False, "خمس خمسه"),
        ("unit", 6, False, "ست سته"),
        ("unit", 7, False, "سبع سبعه"),
        ("unit", 8, False, "ثمان ثماني ثمانيه"),
        ("unit", 9, False, "تسع تسعه"),
        ("ten", 10, False, "عشر عشره"),
        ("unit", 1, True, "اول اولي حادي حاديه"),
        ("unit", 2, True, "ثان ثاني ثانيه"),
        ("unit", 3, True, "ثالث ثالثه"),
        ("unit", 4, True, "رابع رابعه"),
        ("unit", 5, True, "خامس خامسه"),
        ("unit", 6, True, "سادس سادسه"),
        ("unit", 7, True, "سابع سابعه"),
        ("unit", 8, True, "ثامن ثامنه"),
        ("unit", 9, True, "تاسع تاسعه"),
        ("unit", 10, True, "عاشر عاشره"),
        ("tens", 20, False, "عشرون عشرين"),
        ("tens", 30, False, "ثلاثون ثلاثين"),
        ("tens", 40, False, "اربعون اربعين"),
        ("tens", 50, False, "خمسون خمسين"),
        ("tens", 60, False, "ستون ستين"),
        ("tens", 70, False, "سبعون سبعين"),
        ("tens", 80, False, "ثمانون ثمانين"),
        ("tens", 90, False, "تسعون تسعين"),
        ("hundred", 100, False, "مئه مائه"),
        ("hundreds", 200, False, "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي"),
    )
    for form in forms.split()
}
for _value, _stem in enumerate(("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"), 3):
    for _hundred in ("مئه", "مائه"):
        _ARABIC[_stem + _hundred] = Entry("hundreds", 100 * _value)
for _power, *_columns in _POWERS:
    for _kind, _forms in zip(("scale", "either", "plural", "dual"), _columns, strict=True):
        _ARABIC.update(dict.fromkeys(_forms, Entry(_kind, 10**_power)))

_ARABIC_WORD: Final = re.compile(r"[\u0621-\u0655\u0670\u0671]+")
_MARKS: Final = re.compile(r"[\u0640\u064b-\u0655\u0670]")
_FOLD: Final = str.maketrans("أإآٱىة", "اااايه")
_PREFIXES: Final = ("", "ال", "ب", "ل", "ك", "بال", "كال", "لل")


def fold_arabic(word: str) -> str:
    """One spelling for a number word: no marks, no tatweel, bare alef, heh for teh marbuta."""
    return _MARKS.sub("", word).translate(_FOLD)


def arabic_number_words(text: str) -> Iterator[WordNumber]:
    """Numbers in words in an Arabic text, from left to right, prefixed particles allowed."""
    words = list(_ARABIC_WORD.finditer(text))
    place = 0
    while place < len(words):
        reading, after = _read_arabic(text, words, place)
        if after > place:
            first = words[place]
            start = first.start() + int(_look_up(first[0])[1])
            yield reading.number(start, words[after - 1].end())
            place = after
        else:
            place += 1


def _read_arabic(text: str, words: Sequence[re.Match[str]], place: int) -> tuple[Reading, int]:
    reading, here = Reading(), place
    while here < len(words):
        if here > place and not text[words[here - 1].end() : words[here].start()].isspace():
            break
        entry, joined = _look_up(words[here][0])
        if entry is None or not _take_arabic(reading, entry, joined=joined):
            break
        reading.ordinal = reading.ordinal or entry.ordinal
        here += 1
    return reading, here


def _look_up(word: str) -> tuple[Entry | None, bool]:
    """The entry of a word and whether "and" (``و`` or ``ف``) is written onto it."""
    folded = fold_arabic(word)
    for joined in (False, True):
        if joined and folded[:1] not in ("و", "ف"):
            break
        rest = folded[1:] if joined else folded
        for prefix in _PREFIXES:
            if rest.startswith(prefix) and (entry := _ARABIC.get(rest[len(prefix) :])):
                return entry, joined
    return None, False


def _take_arabic(reading: Reading, entry: Entry, *, joined: bool) -> bool:
    """Feed one Arabic word: the parts of a number are joined by "and", but for three cases.

    A unit stands before ``عشر`` (11 to 19), before ``مئة`` and before a power of a thousand
    without it.
    """
    current = reading.current
    match entry.kind:
        case "ten" if current is not None and 0 < current % 100 < 10 and not joined:
            reading.current = current + 10
            return True
        case "hundred" if current is not None and 3 <= current <= 9 and not joined:
            reading.current = current * 100
            return True
        case "scale" | "plural" | "either" if current is not None and not joined:
            return reading.multiply(entry.value)
        case _ if not (reading.empty or joined):
            return False
        case "scale" if current is None:
            return reading.multiply(entry.value)
        case "dual" | "either" if current is None:
            reading.current = 2
            return reading.multiply(entry.value)
        case "tens" if current is not None and 0 < current % 100 < 10:
            reading.current = current + entry.value
            return True
        case "unit" | "ten" | "tens":
            return reading.add(entry.value, room=100)
        case "hundred" | "hundreds":
            return reading.add(entry.value, room=1000)
        case _:
            return False

"""English number words: whole numbers from zero up, cardinal or ordinal.

Indefinite amounts ("thousands of") are no numbers.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mt_toolkit.numbers.reading import Entry, Reading, WordNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ENGLISH_SCALES", "english_number_words"]

_ENGLISH: Final[dict[str, Entry]] = {
    word: Entry(kind, base + step * place, ordinal)
    for kind, base, step, ordinal, words in (
        ("unit", 0, 1, False, "zero one two three four five six seven eight nine"),
        ("unit", 1, 1, True, "first second third fourth fifth sixth seventh eighth ninth"),
        (
            "teen",
            10,
            1,
            False,
            "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        ),
        (
            "teen",
            10,
            1,
            True,
            "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
            "eighteenth nineteenth",
        ),
        ("tens", 20, 10, False, "twenty thirty forty fifty sixty seventy eighty ninety"),
        (
            "tens",
            20,
            10,
            True,
            "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
        ),
        ("hundred", 100, 0, False, "hundred"),
        ("dozen", 12, 0, False, "dozen"),
        ("hundred", 100, 0, True, "hundredth"),
    )
    for place, word in enumerate(words.split())
}
_POWERS: Final = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
for _word, _power in _POWERS.items():
    _ENGLISH[_word] = Entry("scale", 10**_power)
    _ENGLISH[f"{_word}th"] = Entry("scale", 10**_power, ordinal=True)

#: Words that multiply the digits before them, in English; a plural is a frequent model's slip.
ENGLISH_SCALES: Final[dict[str, Decimal]] = {
    "hundred": Decimal(100),
    "k": Decimal(10**3),
    "mn": Decimal(10**6),
    "bn": Decimal(10**9),
    "tn": Decimal(10**12),
    **{form: Decimal(10**power) for word, power in _POWERS.items() for form in (word, f"{word}s")},
}

_ENGLISH_WORD: Final = re.compile(r"[A-Za-z]+")


def english_number_words(text: str) -> Iterator[WordNumber]:
    """Numbers in words in an English text, from left to right."""
    words = list(_ENGLISH_WORD.finditer(text))
    place = 0
    while place < len(words):
        if words[place][0].lower() in _ENGLISH:
            reading, after = _read_english(text, words, place)
            yield reading.number(words[place].start(), words[after - 1].end())
            place = after
        else:
            place += 1


def _read_english(text: str, words: Sequence[re.Match[str]], place: int) -> tuple[Reading, int]:
    reading, after, here = Reading(), place, place
    while here < len(words):
        if here > place and not _close(text, words[here - 1], words[here]):
            break
        word = words[here][0].lower()
        if word == "and" and _may_join(reading):
            here += 1
            continue
        entry = _ENGLISH.get(word)
        if entry is None or reading.ordinal or not _take_english(reading, entry):
            break
        reading.ordinal = entry.ordinal
        here += 1
        after = here
    return reading, after


def _close(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    gap = text[left.end() : right.start()]
    return gap == "-" or (gap.isspace() and len(gap) <= 2)


def _may_join(reading: Reading) -> bool:
    """Whether "and" can stand inside the number: only after a hundred or a power of a thousand."""
    if reading.current is None:
        return bool(reading.total)
    return reading.current >= 100 and reading.current % 100 == 0


def _take_english(reading: Reading, entry: Entry) -> bool:
    match entry.kind:
        case "unit":
            teens = reading.current is not None and reading.current % 100 == 10
            return not teens and reading.add(entry.value, room=10)
        case "teen" | "tens":
            return reading.add(entry.value, room=100)
        case "hundred":
            if reading.current is not None and not 0 < reading.current < 100:
                return False
            reading.current = 100 * (reading.current or 1)
            return True
        case "dozen":
            if reading.current is not None and not 0 < reading.current < 100:
                return False
            reading.current = 12 * (reading.current or 1)
            return True
        case _:
            return reading.multiply(entry.value)

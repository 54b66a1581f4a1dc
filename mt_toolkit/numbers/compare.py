"""Compares the numbers of a translation with those of its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mt_toolkit.numbers.find import find_numbers
from mt_toolkit.numbers.model import Number, NumberKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

__all__ = ["NumberReport", "compare"]

_DIGIT: Final = re.compile(r"\d")

# A noun in the dual says "two" without a number. Sound plurals end alike, which only makes this
# more lenient.
_DUAL: Final = re.compile(r"[\u0621-\u064a]{3,}(?:ان|ين)(?![\u0621-\u064a])")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReport:
    """How the numbers of a translation differ from those of its source.

    Attributes:
        missing: Source numbers in digits whose value the translation lacks, in order.
        extra: Target numbers in digits that no source number, in digits or words, accounts for.
        pairs: Source and target numbers of equal value, in the source's order; none are looked for
            where neither text has digits.
    """

    missing: tuple[Number, ...]
    extra: tuple[Number, ...]
    pairs: tuple[tuple[Number, Number], ...]

    @property
    def equal(self) -> bool:
        """Whether nothing is missing and nothing is invented."""
        return not self.missing and not self.extra


def compare(source: str, target: str) -> NumberReport:
    """Compare the numbers of an Arabic source with those of its English translation.

    Every number that the source writes in digits must be in the target as often as in the source,
    in digits or in words, in whatever order. Numbers that the source writes in words are free: the
    target may have them in digits, in words or not at all.
    """
    if not _DIGIT.search(source) and not _DIGIT.search(target):
        return NumberReport(missing=(), extra=(), pairs=())
    sources = find_numbers(source, "ar")
    targets = list(find_numbers(target, "en"))
    required = [number for number in sources if number.digits is not None]
    pairs: list[tuple[Number, Number]] = []
    # Digits first, so that a stray "one" or "second" never takes the place of a 1 or a 2.
    for same in (_same_digits, _same_value, _same_reading):
        required = _pair(required, targets, same, pairs)
    required = _pair_clock_times(required, targets, pairs)
    _pair([number for number in sources if number.digits is None], targets, _same_value, pairs)
    duals = len(_DUAL.findall(source))
    extra = []
    for number in targets:
        if number.digits is None or number.kind is NumberKind.DECADE:
            continue
        if number.value == 2 and duals:
            duals -= 1
        else:
            extra.append(number)
    pairs.sort(key=lambda pair: pair[0].span)
    return NumberReport(missing=tuple(required), extra=tuple(extra), pairs=tuple(pairs))


def _pair(
    sources: list[Number],
    targets: list[Number],
    same: Callable[[Number, Number], bool],
    pairs: list[tuple[Number, Number]],
) -> list[Number]:
    """Move what is the same from ``targets`` into ``pairs``; return the sources left over."""
    left = []
    for source in sources:
        match = next((target for target in targets if same(source, target)), None)
        if match is None:
            left.append(source)
        else:
            targets.remove(match)
            pairs.append((source, match))
    return left


def _pair_clock_times(
    sources: list[Number], targets: list[Number], pairs: list[tuple[Number, Number]]
) -> list[Number]:
    """Pair hour and minutes with one target decimal: 7.55 may well be a time of the day."""
    left = list(sources)
    for hour, minutes in pairwise(sources):
        if hour.kind is not NumberKind.TIME or minutes.kind is not NumberKind.TIME:
            continue
        clock = f"{hour.digits}.{minutes.digits}"
        match = next((target for target in targets if target.digits == clock), None)
        if match is not None and hour in left:
            targets.remove(match)
            pairs += [(hour, match), (minutes, match)]
            left.remove(hour)
            left.remove(minutes)
    return left


def _same_digits(source: Number, target: Number) -> bool:
    return target.digits is not None and _same_value(source, target)


def _same_value(source: Number, target: Number) -> bool:
    return source.value == target.value


def _same_reading(source: Number, target: Number) -> bool:
    """Whether the two can be read as equal where the notation leaves a choice."""
    return bool(_readings(source) & _readings(target))


def _readings(number: Number) -> set[Decimal]:
    return {number.value} | ({number.alternative} if number.alternative is not None else set())

"""Finds the numbers of Arabic and English texts; compares a translation's with its source's."""

from mt_toolkit.numbers.arabic import fold_arabic
from mt_toolkit.numbers.compare import NumberReport, compare
from mt_toolkit.numbers.digits import percent_end
from mt_toolkit.numbers.find import find_numbers
from mt_toolkit.numbers.model import Language, Number, NumberKind

__all__ = [
    "Language",
    "Number",
    "NumberKind",
    "NumberReport",
    "compare",
    "find_numbers",
    "fold_arabic",
    "percent_end",
]

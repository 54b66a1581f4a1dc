"""A set of 64-bit numbers in little memory."""

from __future__ import annotations

from array import array
from typing import Final

__all__ = ["HashSet"]

_FIRST_SLOTS: Final = 1 << 10


class HashSet:
    """Numbers below 2**64 in a table with open addressing.

    Between 11 and 22 bytes a number (a table of 8-byte slots, doubled when three quarters are
    used), where Python's own set of integers needs 60 and more.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _FIRST_SLOTS))
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def __contains__(self, number: int) -> bool:
        return self._slots[self._place(number or 1)] != 0

    def add(self, number: int) -> bool:
        """Put a number in; say whether it is new."""
        # An empty slot is 0, so that 0 shares the place of 1.
        number = number or 1
        place = self._place(number)
        if self._slots[place]:
            return False
        self._slots[place] = number
        self._used += 1
        if 4 * self._used > 3 * len(self._slots):
            self._grow()
        return True

    def _place(self, number: int) -> int:
        mask = len(self._slots) - 1
        place = number & mask
        while self._slots[place] not in (0, number):
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        old = self._slots
        self._slots = array("Q", bytes(16 * len(old)))
        for number in old:
            if number:
                self._slots[self._place(number)] = number

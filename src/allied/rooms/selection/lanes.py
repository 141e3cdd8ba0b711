"""Thousands of whole numbers side by side in one large integer: one sum reckons them all.

Exact and the same on every machine, and much faster than a loop over the numbers.
"""

import sys
from array import array
from collections.abc import Iterable
from typing import Literal

BYTES = 4
TOP = 8 * BYTES - 1
LARGEST = (1 << TOP) - 1  # the top bit of each lane stays free for comparing
SMALL = (1 << 30) - 1  # what Python multiplies by in one step
ORDER: Literal["little", "big"] = "little" if sys.byteorder == "little" else "big"
LAST_BYTE = 0 if ORDER == "little" else BYTES - 1


class Lanes:
    """Arithmetic on `count` numbers at once, each from 0 to `LARGEST`."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.ones = self.spread(b"\1" * count)
        self._tops = self.ones << TOP

    def pack(self, numbers: Iterable[int]) -> int:
        """These numbers as lanes."""
        return int.from_bytes(array("I", numbers).tobytes(), ORDER)

    def unpack(self, lanes: int) -> list[int]:
        """The numbers in these lanes."""
        return array("I", lanes.to_bytes(BYTES * self.count, ORDER)).tolist()

    def spread(self, small: bytes) -> int:
        """One byte per lane as lanes."""
        wide = bytearray(BYTES * self.count)
        wide[LAST_BYTE::BYTES] = small
        return int.from_bytes(wide, ORDER)

    def narrow(self, lanes: int) -> bytes:
        """The numbers in these lanes, each below 256, as one byte per lane."""
        return lanes.to_bytes(BYTES * self.count, ORDER)[LAST_BYTE::BYTES]

    def where(self, yes: int, lanes: int) -> int:
        """The lanes, each up to `SMALL`, where `yes` is 1; 0 where it is 0."""
        return lanes & (yes * SMALL)

    def compare(self, lanes: int, others: int) -> tuple[int, int]:
        """Two times 1 or 0 per lane: is it at least as large as the other's, is it larger?"""
        apart = (lanes | self._tops) - others
        return (apart & self._tops) >> TOP, ((apart - self.ones) & self._tops) >> TOP

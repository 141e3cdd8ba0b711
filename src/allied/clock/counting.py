"""Which dates count for a clock, kept as sorted lists so that a deadline is one look-up."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

from allied.clock.calendar import WorkingCalendar
from allied.kit.errors import Refused

MAX_DAYS = 2500
"""The longest SLA that a clock accepts, in counting days (about ten years)."""

HORIZON = date(2400, 1, 1).toordinal()
"""No deadline is searched beyond this date: calendars that never meet end here."""


class Mode(StrEnum):
    """Whose working days count (`methods.md` 4.1), by calendar date label.

    `owner`: the accountable organisation's; `both`: days on which every organisation works;
    `either`: days on which at least one works.
    """

    OWNER = "owner"
    BOTH = "both"
    EITHER = "either"


def union(days: Iterable[set[int]]) -> set[int]:
    """The days of at least one company."""
    return set[int]().union(*days)


def intersection(days: Iterable[set[int]]) -> set[int]:
    """The days of every company; the first one decides where there is no other."""
    first, *others = days
    return first.intersection(*others)


class CountingDays:
    """The sorted dates that count for some calendars under one mode."""

    def __init__(self, mode: Mode, calendars: tuple[WorkingCalendar, ...]) -> None:
        self._among = union if mode is Mode.EITHER else intersection
        self._calendars = calendars
        # One assignment replaces all three, so that threads never see a half-grown list.
        self._span: tuple[int, int, array[int]] = (0, 0, array("l"))

    def counts(self, day: date) -> bool:
        """Whether this date counts."""
        return self.first_and_nth(day, 0)[0] == day

    def after(self, day: date, days: int = 1) -> date:
        """The n-th counting date after this date (which itself never counts)."""
        listed, index = self._reach(day.toordinal() + 1, days - 1)
        return date.fromordinal(listed[index + days - 1])

    def first_and_nth(self, day: date, days: int) -> tuple[date, date]:
        """The first counting date from this date on, and the n-th counting date after that."""
        listed, index = self._reach(day.toordinal(), days)
        return date.fromordinal(listed[index]), date.fromordinal(listed[index + days])

    def _reach(self, start: int, days: int) -> "tuple[array[int], int]":
        """A list that goes so many days beyond the first counting day from `start` on."""
        ahead = 0
        while start + ahead < HORIZON:
            listed = self._listed(start, start + ahead)
            index = bisect_left(listed, start)
            if index + days < len(listed):
                return listed, index
            ahead = max(2 * days, 4 * ahead, 32)
        raise Refused(
            "clock.no_counting_day",
            f"From {date.fromordinal(start).isoformat()} on these calendars have no {days + 1}"
            " days that count: change the mode, the working weeks or the closures.",
            field="mode",
        )

    def count(self, after: date, until: date) -> int:
        """How many dates count after the first date, up to and including the second."""
        if until <= after:
            return 0
        first, last = after.toordinal(), until.toordinal()
        listed = self._listed(first, last)
        return bisect_right(listed, last) - bisect_right(listed, first)

    def following(self, day: date) -> Iterator[date]:
        """The counting dates after this date, one after the other."""
        while True:
            day = self.after(day)
            yield day

    def _listed(self, first: int, last: int) -> "array[int]":
        """The sorted ordinals of counting dates, covering at least these two dates."""
        low, high, listed = self._span
        if low <= first and last < high:
            return listed
        # Whole years around the question, so that neighbours are answered from the same list.
        low = min(low or first, first) // 366 * 366
        high = (max(high, last) // 366 + 1) * 366
        listed = array("l", sorted(self._among(self._worked(low, high))))
        self._span = (low, high, listed)
        return listed

    def _worked(self, low: int, high: int) -> Iterator[set[int]]:
        return (calendar.worked_ordinals(max(low, 1), high) for calendar in self._calendars)


@lru_cache(maxsize=4096)
def counting_days(mode: Mode, calendars: tuple[WorkingCalendar, ...]) -> CountingDays:
    """The shared list of counting dates of these calendars under this mode."""
    return CountingDays(mode, calendars)


def counted_calendars(
    mode: Mode, owner: WorkingCalendar, others: Sequence[WorkingCalendar]
) -> tuple[WorkingCalendar, ...]:
    """The calendars that decide which dates count; refuses a joint mode with one calendar."""
    if mode is Mode.OWNER:
        return (owner,)
    if not others:
        raise Refused(
            "clock.other_calendar_missing",
            f"Mode “{mode}” counts on several calendars, but only the owner's is given:"
            " add the other companies' calendars or use mode “owner”.",
            field="others",
        )
    return (owner, *others)

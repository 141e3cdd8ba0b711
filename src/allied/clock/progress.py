"""How far a clock is at an instant: days used and left, age, reminders, lateness."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allied.clock.pauses import Pause
from allied.clock.rules import Clock, due_of, paused_days, running_day
from allied.clock.zones import as_utc
from allied.kit.errors import Refused

REMINDERS = (50, 80)
"""Per cent of the SLA at which the pen-holders are told (`domain.md`, Governance)."""


@dataclass(frozen=True, slots=True)
class Age:
    """How old an item is in counting days: `net` without pauses, `gross` with them."""

    net: int
    gross: int


def age(clock: Clock, now: datetime, pauses: Sequence[Pause] = ()) -> Age:
    """The item's age in counting days whose close of business has passed, net and gross."""
    last = clock.last_closed(now)
    passed = clock.counting.count(clock.counted_after, last)
    still = bisect_right(paused_days(clock, pauses), last)
    net = clock.used + passed - still
    return Age(net=net, gross=net + clock.paused + still)


def consumed(clock: Clock, now: datetime, pauses: Sequence[Pause] = ()) -> int:
    """How many counting days are used up: their close passed while the clock ran.

    Goes on beyond the SLA for a late item. From the due instant on it is at least `days`.
    """
    return age(clock, now, pauses).net


def days_left(clock: Clock, now: datetime, pauses: Sequence[Pause] = ()) -> int:
    """The counting days after today up to the due date, as people say "1 working day left"."""
    last = due_of(clock, pauses).due_date
    first = max(clock.today(now), clock.counted_after)
    still = sum(first < day <= last for day in paused_days(clock, pauses))
    return clock.counting.count(first, last) - still


def days_late(clock: Clock, now: datetime, pauses: Sequence[Pause] = ()) -> int:
    """The counting days after the due date up to today; 0 until the due date is over."""
    return clock.counting.count(due_of(clock, pauses).due_date, clock.today(now))


def is_late(due_at: datetime, now: datetime) -> bool:
    """Whether the due instant is over; exactly at it the answer is still in time."""
    return as_utc(now, "now") > due_at


def mark(clock: Clock, percent: int, pauses: Sequence[Pause] = ()) -> datetime | None:
    """The instant (UTC) at which 1 to 100 per cent of the SLA is used up.

    A part of a day falls within its office hours: half of 5 days is half-way through the
    third day. Nothing if that share was used before the present owner took over.
    """
    if not 1 <= percent <= 100:
        sentence = f"{percent} is not a share of the SLA: give 1 to 100 per cent."
        raise Refused("clock.percent_out_of_range", sentence, field="percent")
    whole, part = divmod(clock.days * percent, 100)
    if (whole, part) <= (clock.used, 0):
        return None
    if percent == 100:
        return due_of(clock, pauses).due_at
    if not part:
        return clock.closing(running_day(clock, whole - clock.used, pauses))
    return _within(clock, running_day(clock, whole + 1 - clock.used, pauses), part, pauses)


def _within(clock: Clock, day: date, part: int, pauses: Sequence[Pause]) -> datetime:
    """The instant at which this many per cent of a day's office hours are over."""
    closing = clock.closing(day)
    opening = min(clock.owner.opening(day, clock.zone), closing)
    instant = opening + (closing - opening) * part / 100
    for pause in sorted(pauses, key=lambda one: one.begins):
        if pause.holds_at(instant):
            instant = min(pause.effective_end, closing)
    return instant

"""The SLA clock in working time: day zero, counting days, pauses and the due date.

The law is `methods.md` 4.1. Instants are UTC; dates are labels read in the clock's zone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from allied.clock.calendar import WorkingCalendar
from allied.clock.calendar_checks import check_years
from allied.clock.counting import (
    MAX_DAYS,
    CountingDays,
    Mode,
    counted_calendars,
    counting_days,
)
from allied.clock.pauses import MAX_PAUSED_DAYS, Pause
from allied.clock.zones import as_utc, zone_named
from allied.kit.errors import Refused

RULE = "working-days/1"
"""The name of this law, stored beside every due date."""

ONE_DAY = timedelta(days=1)

MOVE_MARGIN = timedelta(days=2)
"""How far an estimated holiday may be from the deadline and still move it (judgement)."""


class Plan(NamedTuple):
    """Where a clock counts: the owner's close of business, in one zone, on the days that count."""

    owner: WorkingCalendar
    calendars: tuple[WorkingCalendar, ...]
    zone: ZoneInfo
    counting: CountingDays
    doubtful: tuple[date, ...]
    known_until: date

    def first_date(self, start: datetime) -> date:
        """The first date that could be day zero: the start's own, or the next after close."""
        start = as_utc(start)
        day = start.astimezone(self.zone).date()
        check_years(day, "start")
        return day if start <= self.owner.closing(day, self.zone) else day + ONE_DAY

    def may_move(self, first: date, last: date) -> bool:
        """Whether a holiday from just before the first to just after the last date may move."""
        if last > self.known_until:
            return True
        index = bisect_left(self.doubtful, first - MOVE_MARGIN)
        return index < len(self.doubtful) and self.doubtful[index] <= last + MOVE_MARGIN


@lru_cache(maxsize=4096)
def plan_of(
    mode: Mode, owner: WorkingCalendar, others: tuple[WorkingCalendar, ...], tz: str | None
) -> Plan:
    """The shared plan of these calendars; `tz` is the clock's zone if not the owner's."""
    calendars = counted_calendars(mode, owner, others)
    zone = zone_named(tz) if tz else owner.zone
    doubtful = sorted(day for calendar in calendars for day in calendar.estimated)
    known = [one.known_through for one in calendars if one.known_through is not None]
    known_until = date(min(known), 12, 31) - MOVE_MARGIN if known else date.max
    counting = counting_days(mode, calendars)
    return Plan(owner, calendars, zone, counting, tuple(doubtful), known_until)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One running SLA clock, frozen with the calendars it counts on.

    `day0` never counts. `counted_after` is the date after which days are counted now; it
    equals `day0` until the owner changes, and then `used` and `paused` carry the counting
    days of the time before. `not_before` keeps a due date from moving too early.
    """

    started_at: datetime
    days: int
    mode: Mode
    owner: WorkingCalendar
    others: tuple[WorkingCalendar, ...]
    tz: str
    day0: date
    counted_after: date
    used: int = 0
    paused: int = 0
    not_before: date | None = None

    @cached_property
    def plan(self) -> Plan:
        """The days, zone and close of business that this clock counts by."""
        return plan_of(self.mode, self.owner, self.others, self.tz)

    @property
    def counting(self) -> CountingDays:
        """The dates that count for this clock."""
        return self.plan.counting

    @property
    def calendars(self) -> tuple[WorkingCalendar, ...]:
        """The calendars that decide which dates count."""
        return self.plan.calendars

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which this clock reads dates and close of business."""
        return self.plan.zone

    def closing(self, day: date) -> datetime:
        """The instant (UTC) of close of business on this date: the owner's hour."""
        return self.owner.closing(day, self.zone)

    def today(self, now: datetime) -> date:
        """The date that people in the clock's zone read at this instant."""
        return as_utc(now, "now").astimezone(self.zone).date()

    def last_closed(self, now: datetime) -> date:
        """The latest date whose close of business has passed."""
        today = self.today(now)
        return today if self.closing(today) <= as_utc(now, "now") else today - ONE_DAY


class Due(NamedTuple):
    """When a clock runs out: the date, the instant (UTC) and the zone that names them.

    `may_move` says that a holiday around it is only estimated or not known yet.
    """

    day0: date
    due_date: date
    due_at: datetime
    tz: str
    mode: Mode
    days: int
    may_move: bool
    rule: str = RULE

    @property
    def due_local(self) -> datetime:
        """The due instant as the clock's zone reads it."""
        return self.due_at.astimezone(zone_named(self.tz))


def day_zero(
    start: datetime,
    owner: WorkingCalendar,
    others: Sequence[WorkingCalendar] = (),
    *,
    mode: Mode = Mode.OWNER,
    tz: str | None = None,
) -> date:
    """The date that does not count: the start's own date, or the next counting date.

    It is the local date of the start if that counts and business has not closed
    (`methods.md` 4.1). Refuses a start without a zone or outside 1970 to 2199.
    """
    plan = plan_of(mode, owner, tuple(others), tz)
    return plan.counting.first_and_nth(plan.first_date(start), 0)[0]


def check_length(days: int) -> None:
    """Refuses an SLA of less than 1 or more than 2,500 working days."""
    if not 1 <= days <= MAX_DAYS:
        raise Refused(
            "clock.days_out_of_range",
            f"{days} is not a length for a clock: give 1 to {MAX_DAYS} working days.",
            field="days",
        )


def start_clock(
    start: datetime,
    days: int,
    owner: WorkingCalendar,
    others: Sequence[WorkingCalendar] = (),
    *,
    mode: Mode = Mode.OWNER,
    tz: str | None = None,
) -> Clock:
    """A clock that starts at this instant and runs for 1 to 2,500 counting days.

    Its zone is the owner's unless `tz` names one (the annex may). Refuses other lengths.
    """
    check_length(days)
    day0 = day_zero(start, owner, others, mode=mode, tz=tz)
    return Clock(
        started_at=as_utc(start),
        days=days,
        mode=mode,
        owner=owner,
        others=tuple(others),
        tz=tz or owner.tz,
        day0=day0,
        counted_after=day0,
    )


def due(
    start: datetime,
    days: int,
    owner: WorkingCalendar,
    others: Sequence[WorkingCalendar] = (),
    *,
    mode: Mode = Mode.OWNER,
    tz: str | None = None,
) -> Due:
    """When an SLA of 1 to 2,500 counting days that starts at this instant runs out."""
    return due_many([start], days, owner, others, mode=mode, tz=tz)[0]


def due_many(
    starts: Iterable[datetime],
    days: int,
    owner: WorkingCalendar,
    others: Sequence[WorkingCalendar] = (),
    *,
    mode: Mode = Mode.OWNER,
    tz: str | None = None,
) -> list[Due]:
    """When the same SLA runs out for many starts, in their order (for replays and reports)."""
    check_length(days)
    plan, named = plan_of(mode, owner, tuple(others), tz), tz or owner.tz
    # All starts with the same first date share their deadline.
    known: dict[date, Due] = {}
    found: list[Due] = []
    for first in map(plan.first_date, starts):
        if first not in known:
            day0, day = plan.counting.first_and_nth(first, days)
            closing, may_move = owner.closing(day, plan.zone), plan.may_move(day0, day)
            known[first] = Due(day0, day, closing, named, mode, days, may_move)
        found.append(known[first])
    return found


def due_of(clock: Clock, pauses: Sequence[Pause] = ()) -> Due:
    """When this clock runs out: close of business of its last counting day, pauses added."""
    day = running_day(clock, clock.days - clock.used, pauses)
    if clock.not_before is not None:
        day = max(day, clock.not_before)
    may_move = clock.plan.may_move(clock.counted_after, day)
    return Due(clock.day0, day, clock.closing(day), clock.tz, clock.mode, clock.days, may_move)


def paused_days(clock: Clock, pauses: Sequence[Pause]) -> list[date]:
    """The counting dates on which the clock stands still at close of business, in order.

    At most 10 per item: after that the clock runs, whatever a pause says.
    """
    left, found = MAX_PAUSED_DAYS - clock.paused, set[date]()
    for pause in sorted(pauses, key=lambda one: one.begins):
        within = days_closing_within(clock, pause.begins, pause.effective_end)
        found.update(islice(within, left - len(found)))
    return sorted(found)


def days_closing_within(clock: Clock, begins: datetime, ends: datetime) -> Iterator[date]:
    """The clock's counting dates whose close of business lies in [begins, ends), in order."""
    before = max(clock.today(begins) - ONE_DAY, clock.counted_after)
    for day in clock.counting.following(before):
        closing = clock.closing(day)
        if closing >= ends:
            return
        if closing >= begins:
            yield day


def running_day(clock: Clock, number: int, pauses: Sequence[Pause] = ()) -> date:
    """The n-th counting date after `counted_after` at whose close the clock runs."""
    paused = paused_days(clock, pauses)
    skipped = 0
    while True:
        day = clock.counting.after(clock.counted_after, number + skipped)
        if bisect_right(paused, day) == skipped:
            return day
        skipped = bisect_right(paused, day)

"""The SLA ruler: every date of a clock with what each organisation does on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from allied.clock.calendar import DayState, WorkingCalendar
from allied.clock.pauses import Pause
from allied.clock.progress import consumed, days_late, days_left
from allied.clock.rules import Clock, Due, due_of, paused_days

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Side:
    """One organisation of the clock: its name on the screen, its calendar, if it is the owner."""

    name: str
    calendar: WorkingCalendar
    is_owner: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one organisation does on one date; `reason` names a day off or an exception.

    `may_move` marks an estimated date.
    """

    state: DayState
    reason: str
    may_move: bool


@dataclass(frozen=True, slots=True)
class DayRow:
    """One date of the ruler, with one cell per side in the order given.

    `number` is the counted day (1, 2, …) or nothing; `is_reached` holds up to today;
    `is_consumed` when its close of business has passed; `starts_week` for the first shown
    date of another week.
    """

    date: date
    cells: tuple[Cell, ...]
    number: int | None
    is_paused: bool
    is_reached: bool
    is_consumed: bool
    is_today: bool
    is_last: bool
    starts_week: bool


@dataclass(frozen=True, slots=True)
class Ruler:
    """The arithmetic of one clock, day by day, with its totals.

    `reached` is the number of the day we are in ("14 of 20 working days used"), `consumed`
    counts closed days only and drives the timers, `carried` were used by an earlier owner.
    `next_day` is the first counting date after the due date.
    """

    rows: tuple[DayRow, ...]
    due: Due
    days: int
    reached: int
    left: int
    late: int
    consumed: int
    carried: int
    next_day: date


def explain(
    clock: Clock,
    sides: Sequence[Side],
    now: datetime,
    pauses: Sequence[Pause] = (),
    *,
    weekends: bool = False,
) -> Ruler:
    """The clock day by day, from the first date after day zero to the next counting date
    after the due date (or today, if later).

    Dates on which every side has its weekend are left out unless `weekends` is set.
    """
    due, left = due_of(clock, pauses), days_left(clock, now, pauses)
    next_day = clock.counting.after(due.due_date)
    rows = _rows(clock, sides, now, pauses, max(next_day, clock.today(now)))
    return Ruler(
        rows=tuple(_shown(rows, weekends)),
        due=due,
        days=clock.days,
        reached=max(clock.days - left, 0),
        left=left,
        late=days_late(clock, now, pauses),
        consumed=consumed(clock, now, pauses),
        carried=clock.used,
        next_day=next_day,
    )


def _rows(
    clock: Clock, sides: Sequence[Side], now: datetime, pauses: Sequence[Pause], last: date
) -> list[DayRow]:
    numbers = _numbers(clock, pauses, last)
    paused = frozenset(paused_days(clock, pauses))
    due_date = due_of(clock, pauses).due_date
    today, closed = clock.today(now), clock.last_closed(now)
    length = (last - clock.counted_after).days
    days = (clock.counted_after + ONE_DAY * step for step in range(1, length + 1))
    return [
        DayRow(
            date=day,
            cells=tuple(cell_on(side.calendar, day) for side in sides),
            number=numbers.get(day),
            is_paused=day in paused,
            is_reached=day <= today,
            is_consumed=day in numbers and day <= closed,
            is_today=day == today,
            is_last=day == due_date,
            starts_week=False,
        )
        for day in days
    ]


def _numbers(clock: Clock, pauses: Sequence[Pause], last: date) -> dict[date, int]:
    """The number of every counted date: 1 to the SLA's days, paused dates left out."""
    paused, numbers = frozenset(paused_days(clock, pauses)), dict[date, int]()
    number = clock.used
    for day in clock.counting.following(clock.counted_after):
        if number == clock.days or day > last:
            break
        if day not in paused:
            number += 1
            numbers[day] = number
    return numbers


def cell_on(calendar: WorkingCalendar, day: date) -> Cell:
    """What this date is on this calendar."""
    return Cell(calendar.state_on(day), calendar.reason_on(day), day in calendar.estimated)


def _shown(rows: list[DayRow], weekends: bool) -> list[DayRow]:
    """The rows to draw; the first of each further week is marked."""
    shown: list[DayRow] = []
    for row in rows:
        if not weekends and all(cell.state is DayState.WEEKEND for cell in row.cells):
            continue
        another = bool(shown) and row.date.isocalendar()[:2] != shown[-1].date.isocalendar()[:2]
        shown.append(replace(row, starts_week=another))
    return shown

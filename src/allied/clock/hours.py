"""Clocks in office hours: the intersection of opening windows, integrated in UTC."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from allied.clock.calendar import WorkingCalendar
from allied.clock.calendar_checks import check_years
from allied.clock.counting import Mode, counted_calendars, counting_days
from allied.clock.zones import as_utc
from allied.kit.errors import Refused

RULE = "office-hours/1"
"""The name of this law, stored beside every due instant."""

MAX_HOURS = 2000
"""The longest SLA in office hours (about one working year)."""

COMMON_HOURS = timedelta(hours=2)
"""Least common office time per shared working day for a joint clock (`methods.md` 4.1)."""

YEAR = timedelta(days=364)

type Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class DueInHours:
    """When a clock in office hours runs out: instant in UTC, date and zone of the owner."""

    due_date: date
    due_at: datetime
    tz: str
    mode: Mode
    hours: int
    rule: str = RULE


def elapsed_office_time(
    start: datetime,
    end: datetime,
    owner: WorkingCalendar,
    others: Sequence[WorkingCalendar] = (),
    *,
    mode: Mode = Mode.OWNER,
) -> timedelta:
    """Office time between two instants: the owner's, the common one, or anybody's.

    Exact across daylight-saving changes, because windows are compared in UTC.
    """
    start, end = as_utc(start), as_utc(end, "end")
    check_years(start.date(), "start")
    check_years(end.date(), "end")
    return _length(_open_between(counted_calendars(mode, owner, others), mode, start, end))


def _length(windows: Iterable[Window]) -> timedelta:
    return sum((closes - opens for opens, closes in windows), timedelta())


def _open_between(
    calendars: Sequence[WorkingCalendar], mode: Mode, start: datetime, end: datetime
) -> list[Window]:
    """The counted windows between two instants, cut at both, in order, without overlaps."""
    # Two days more on each side: windows of another date and zone may still overlap.
    margin = timedelta(days=2)
    windows = _windows(calendars, mode, (start - margin).date(), (end + margin).date())
    cut = ((max(opens, start), min(closes, end)) for opens, closes in _joined(windows))
    return [(opens, closes) for opens, closes in cut if opens < closes]


def _windows(
    calendars: Sequence[WorkingCalendar], mode: Mode, first: date, last: date
) -> list[Window]:
    if mode is Mode.EITHER:
        return [one for each in calendars for one in office_windows(each, first, last)]
    common = list(office_windows(calendars[0], first, last))
    for each in calendars[1:]:
        theirs = list(office_windows(each, first, last))
        common = list(_overlaps(common, theirs))
    return common


def office_windows(calendar: WorkingCalendar, first: date, last: date) -> Iterator[Window]:
    """The opening windows (UTC) of the working dates from `first` to `last`."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if calendar.works_on(day):
            opens, closes = calendar.opening(day), calendar.closing(day)
            if opens < closes:
                yield opens, closes


def _overlaps(ours: list[Window], theirs: list[Window]) -> Iterator[Window]:
    """The common parts of two sorted lists of windows."""
    a = b = 0
    while a < len(ours) and b < len(theirs):
        opens = max(ours[a][0], theirs[b][0])
        closes = min(ours[a][1], theirs[b][1])
        if opens < closes:
            yield opens, closes
        if ours[a][1] <= theirs[b][1]:
            a += 1
        else:
            b += 1


def _joined(windows: list[Window]) -> list[Window]:
    """The same time without overlaps, in order."""
    joined: list[Window] = []
    for opens, closes in sorted(windows):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return joined


@lru_cache(maxsize=1024)
def common_hours(calendars: tuple[WorkingCalendar, ...], first: date) -> timedelta:
    """Common office time per shared working day, averaged over the year from this date."""
    last = first + YEAR
    shared = counting_days(Mode.BOTH, calendars).count(first - timedelta(days=1), last)
    total = _length(_windows(calendars, Mode.BOTH, first, last))
    return total / shared if shared else timedelta()


def due_in_hours(
    start: datetime,
    hours: int,
    owner: WorkingCalendar,
    others: Sequence[WorkingCalendar] = (),
    *,
    mode: Mode = Mode.OWNER,
) -> DueInHours:
    """When an SLA of 1 to 2,000 office hours that starts at this instant runs out.

    Counts the owner's office hours, or the common ones if the companies share at least two
    hours per shared working day; refuses mode `either`, which has no office (`methods.md`
    4.1).
    """
    start = as_utc(start)
    if not 1 <= hours <= MAX_HOURS:
        sentence = f"{hours} is not a length for a clock: give 1 to {MAX_HOURS} office hours."
        raise Refused("clock.hours_out_of_range", sentence, field="hours")
    calendars = counted_calendars(mode, owner, others)
    _check_hours_mode(mode, calendars, start.date())
    at = _reach(start, timedelta(hours=hours), calendars)
    return DueInHours(at.astimezone(owner.zone).date(), at, owner.tz, mode, hours)


def _check_hours_mode(mode: Mode, calendars: tuple[WorkingCalendar, ...], day: date) -> None:
    check_years(day, "start")
    if mode is Mode.EITHER:
        sentence = "Mode “either” counts days, not hours: use mode “owner” or count in days."
        raise Refused("clock.hours_need_an_office", sentence, field="mode")
    if mode is Mode.BOTH:
        common = common_hours(calendars, day)
        if common < COMMON_HOURS:
            hours, minutes = divmod(common // timedelta(minutes=1), 60)
            raise Refused(
                "clock.hours_share_too_little",
                f"The companies share {hours} h {minutes} min of office time per shared working"
                " day; a joint clock in hours needs 2 h. Count in working days instead.",
                field="mode",
            )


def _reach(start: datetime, wanted: timedelta, calendars: Sequence[WorkingCalendar]) -> datetime:
    """The instant at which so much common office time has passed since the start."""
    limit, month = start + 20 * YEAR, timedelta(days=30)
    while start < limit:
        for opens, closes in _open_between(calendars, Mode.BOTH, start, start + month):
            if closes - opens >= wanted:
                return opens + wanted
            wanted -= closes - opens
        start += month
    raise Refused(
        "clock.no_office_hours",
        "The calendars leave too few office hours in the next years: change the closures.",
        field="mode",
    )

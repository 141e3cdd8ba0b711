"""How days and moments are said, in the zone of whoever reads them."""

from datetime import date, datetime, timedelta, tzinfo

from allied.kit.words import MONTHS

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NEAR = {0: "today", 1: "tomorrow", -1: "yesterday"}
NEAR_DAYS = 6
"""Up to this many days away a day is said relative to today; further away by its date."""


def local(at: datetime, zone: tzinfo) -> datetime:
    """The moment on the wall clock of this zone; a moment without a zone is an error."""
    if at.tzinfo is None:
        raise ValueError(f"The moment {at.isoformat()} has no time zone; pass one that has.")
    return at.astimezone(zone)


def local_day(value: date | datetime, zone: tzinfo) -> date:
    """The calendar day of a moment in this zone; a plain day stays what it is."""
    return local(value, zone).date() if isinstance(value, datetime) else value


def short_day(value: date | datetime, now: datetime, zone: tzinfo) -> str:
    """A day as people say it: "Wed 25 Nov", with the year when it is not this year."""
    said = local_day(value, zone)
    year = "" if said.year == local(now, zone).year else f" {said.year}"
    return f"{DAYS[said.weekday()]} {said.day} {MONTHS[said.month - 1]}{year}"


def moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A moment in the person's own zone: "Wed 25 Nov, 17:00"."""
    return f"{short_day(at, now, zone)}, {clock_time(at, zone)}"


def clock_time(at: datetime, zone: tzinfo) -> str:
    """The time of day in the person's own zone: "17:00"."""
    return f"{local(at, zone):%H:%M}"


def long_day(value: date | datetime, zone: tzinfo) -> str:
    """A day in full: "Tuesday 17 November 2026"."""
    said = local_day(value, zone)
    return f"{LONG_DAYS[said.weekday()]} {said.day} {LONG_MONTHS[said.month - 1]} {said.year}"


def week_number(value: date | datetime, zone: tzinfo) -> int:
    """The ISO 8601 week of a day in this zone, 1 to 53."""
    return local_day(value, zone).isocalendar().week


def relative_day(value: date | datetime, now: datetime, zone: tzinfo) -> str:
    """A day near today as "today", "yesterday" or "in 3 days"; further away by its date."""
    away = (local_day(value, zone) - local(now, zone).date()) // timedelta(days=1)
    if away in NEAR:
        return NEAR[away]
    if abs(away) > NEAR_DAYS:
        return short_day(value, now, zone)
    return f"in {away} days" if away > 0 else f"{-away} days ago"


def spoken_moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A moment inside a sentence: "tomorrow at 17:00", "on Wed 25 Nov at 17:00"."""
    away = (local_day(at, zone) - local(now, zone).date()) // timedelta(days=1)
    said = NEAR.get(away) or f"on {short_day(at, now, zone)}"
    return f"{said} at {clock_time(at, zone)}"

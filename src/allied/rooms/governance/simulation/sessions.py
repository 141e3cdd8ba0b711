"""The sessions of the coming year on the working days that both companies share."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from allied.clock.counting import CountingDays
from allied.rooms.governance.rhythm import next_dates

YEAR = timedelta(days=365)
MOST_A_YEAR = 400
HOUR = time(10)


@dataclass(frozen=True)
class Year:
    """The coming year: its first day, and how many of its days both companies work."""

    first: date
    days: CountingDays
    length: int


@dataclass(frozen=True)
class Sittings:
    """When a forum meets, as working days from the start of the year; how many had to move."""

    places: tuple[float, ...]
    moved: int
    dates: tuple[date, ...]


def year_from(first: date, days: CountingDays) -> Year:
    """The year that begins after this day."""
    return Year(first, days, days.count(first, first + YEAR))


@lru_cache(maxsize=256)
def sittings(rhythm: str, begins: date, year: Year) -> Sittings:
    """The sessions of a rhythm; one on a day off of either company moves to the next shared day.

    `begins` fixes the weekday or the day of the month where the rhythm itself names none. Raises
    UnknownRhythm for what is no rhythm.
    """
    start = datetime.combine(begins, HOUR, UTC)
    after = datetime.combine(year.first, time.max, UTC)
    planned = next_dates(rhythm, start, after, MOST_A_YEAR)
    within = [day for day in (one.date() for one in planned) if day <= year.first + YEAR]
    held = [day if year.days.counts(day) else year.days.after(day) for day in within]
    moved = sum(day != kept for day, kept in zip(within, held, strict=True))
    dates = tuple(dict.fromkeys(held))
    places = sorted({year.days.count(year.first, day) - 0.5 for day in dates})
    return Sittings(tuple(place for place in places if place <= year.length), moved, dates)

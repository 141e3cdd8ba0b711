"""The rhythm of a forum in words, as dates, and as a mean time between sessions."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrule, rrulestr

from allied.kit.moments import LONG_DAYS, LONG_MONTHS
from allied.kit.words import counted, day, listed
from allied.rooms.governance.rrule import DAYS, PRESETS, Rhythm, endless_text, parse_rhythm

UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
ADJECTIVES = {rule: word for word, rule in PRESETS.items()}
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
WORKING_DAYS_A_YEAR = 260
WORKING_DAYS_A_WEEK = 5
WEEKS_A_YEAR = 52
HORIZON = timedelta(days=366 * 12)  # far enough for 29 February, near enough to stop


def in_words(text: str) -> str:
    """A rhythm as people say it: "every second Tuesday", "every month on the first Monday"."""
    rhythm = parse_rhythm(text)
    return _rate(rhythm) + _months(rhythm) + _end(rhythm)


def adjective(text: str) -> str:
    """ "weekly", "monthly" … for one session a period; empty for a rhythm without such a word."""
    rhythm = parse_rhythm(text)
    if rhythm.days == tuple((0, name) for name in DAYS[:5]) and rhythm.frequency == "WEEKLY":
        return "daily" if rhythm.interval == 1 else ""
    single = len(rhythm.days) <= 1 and len(rhythm.month_days) <= 1 and len(rhythm.positions) <= 1
    if not single or (rhythm.months and rhythm.frequency != "YEARLY") or len(rhythm.months) > 1:
        return ""
    if rhythm.frequency != "WEEKLY" and any(not nth for nth, _ in rhythm.days):
        return ""
    interval = f";INTERVAL={rhythm.interval}" if rhythm.interval > 1 else ""
    return ADJECTIVES.get(f"FREQ={rhythm.frequency}{interval}", "")


def next_dates(text: str, first: datetime, after: datetime, count: int) -> tuple[datetime, ...]:
    """The next sessions after a moment, at the same time on the wall clock of `first`'s zone.

    `first` is the first session and carries its zone; fewer than `count` come back when the
    rhythm ends. A time that a clock change skips moves forward by that hour.
    """
    zone = first.tzinfo
    if zone is None or after.tzinfo is None:
        raise ValueError("sessions are planned in a time zone")
    start, since = first.replace(tzinfo=None), after.astimezone(zone).replace(tzinfo=None)
    sessions = _sessions(parse_rhythm(text), start, max(since, start) + HORIZON)
    later = (local.replace(tzinfo=zone) for local in sessions if local > since)
    return tuple(local.astimezone(UTC).astimezone(zone) for local in islice(later, count))


def mean_period(text: str) -> float:
    """The mean time between sessions in working days: 5 a week, 260 a year (methods.md 3.4)."""
    rhythm = parse_rhythm(text)
    if rhythm.frequency == "DAILY":
        return float(rhythm.interval)
    if rhythm.frequency == "WEEKLY":
        return WORKING_DAYS_A_WEEK * rhythm.interval / max(len(rhythm.days), 1)
    return WORKING_DAYS_A_YEAR / _sessions_a_year(rhythm)


def _sessions(rhythm: Rhythm, start: datetime, limit: datetime) -> Iterator[datetime]:
    """All sessions from the first one on, on the wall clock, up to the limit."""
    ends = datetime.combine(rhythm.until, time.max) if rhythm.until else limit
    endless = rrulestr(endless_text(rhythm), dtstart=start)
    assert isinstance(endless, rrule)
    return islice(iter(endless.replace(until=min(ends, limit))), rhythm.count)


def _sessions_a_year(rhythm: Rhythm) -> float:
    if rhythm.frequency == "MONTHLY":
        return (len(rhythm.months) or 12) / rhythm.interval * _sessions_each(rhythm, 12)
    months = len(rhythm.months) or (12 if rhythm.month_days else 1)
    return months * _sessions_each(rhythm, 12 if rhythm.months else 1) / rhythm.interval


def _sessions_each(rhythm: Rhythm, periods_a_year: int) -> float:
    """How many sessions one month, or one year, of the rule brings."""
    if rhythm.positions:
        return len(rhythm.positions)
    if rhythm.days:
        return sum(1.0 if nth else WEEKS_A_YEAR / periods_a_year for nth, _ in rhythm.days)
    return float(len(rhythm.month_days) or 1)


def _rate(rhythm: Rhythm) -> str:
    """How often, with its days: "every second Tuesday", "every third month on the 15th"."""
    if rhythm.frequency == "WEEKLY" and rhythm.days:
        return _weekly(rhythm)
    places = _places(rhythm)
    if rhythm.frequency == "MONTHLY" and rhythm.interval == 3 and not places:
        return "every quarter"
    return _every(rhythm.interval, UNITS[rhythm.frequency]) + (f" on {places}" if places else "")


def _weekly(rhythm: Rhythm) -> str:
    names = [LONG_DAYS[DAYS.index(name)] for _, name in rhythm.days]
    if names == list(LONG_DAYS[:5]):
        names = ["working day"] if rhythm.interval == 1 else names
    if rhythm.interval == 1 or (len(names) == 1 and rhythm.interval in ORDINALS):
        return _every(rhythm.interval, listed(names))
    return f"{_every(rhythm.interval, 'week')} on {listed(names)}"


def _every(interval: int, unit: str) -> str:
    if interval == 1:
        return f"every {unit}"
    named = ORDINALS.get(interval)
    return f"every {named} {unit}" if named else f"every {interval} {unit}s"


def _places(rhythm: Rhythm) -> str:
    """The days within a month or a year: "the first Tuesday", "the 15th", "the last day"."""
    days = [_place(nth, LONG_DAYS[DAYS.index(name)]) for nth, name in rhythm.days]
    if rhythm.positions:
        names = [LONG_DAYS[DAYS.index(name)] for _, name in rhythm.days] or ["day"]
        kind = "working day" if names == list(LONG_DAYS[:5]) else listed(names, "or")
        return listed([f"the {_nth(place)} {kind}" for place in rhythm.positions])
    month_days = [f"the {_nth_day(nth)}" for nth in rhythm.month_days]
    if days and month_days:
        return f"{listed(days)} that is {listed(month_days, 'or')}"
    return listed(days or month_days)


def _place(nth: int, name: str) -> str:
    return f"the {_nth(nth)} {name}" if nth else f"each {name}"


def _nth(place: int) -> str:
    """A place from the front or from the end: "second", "last", "second to last"."""
    if place < 0:
        return "last" if place == -1 else f"{_nth(-place)} to last"
    return ORDINALS.get(place) or _figure(place)


def _nth_day(place: int) -> str:
    return _figure(place) if place > 0 else f"{_nth(place)} day"


def _figure(number: int) -> str:
    teens = number % 100 in {11, 12, 13}
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _months(rhythm: Rhythm) -> str:
    names: Sequence[str] = [LONG_MONTHS[month - 1] for month in rhythm.months]
    return f" in {listed(names)}" if names else ""


def _end(rhythm: Rhythm) -> str:
    if rhythm.until:
        return f", until {day(rhythm.until)}"
    return f", {counted(rhythm.count, 'time')}" if rhythm.count else ""

"""Calendars for the tests: public holidays of 2026 written out, so that no library moves them."""

from datetime import UTC, date, datetime, time

from allied.clock.calendar import WorkingCalendar

WINTER_FEAST = {"2026-01-01": "New Year's Day", "2026-12-25": "Christmas Day"}

PUBLIC_2026 = {
    "US": WINTER_FEAST
    | {
        "2026-01-19": "Martin Luther King Jr. Day",
        "2026-02-16": "Washington's Birthday",
        "2026-05-25": "Memorial Day",
        "2026-06-19": "Juneteenth National Independence Day",
        "2026-07-03": "Independence Day (observed)",
        "2026-07-04": "Independence Day",
        "2026-09-07": "Labor Day",
        "2026-10-12": "Columbus Day",
        "2026-11-11": "Veterans Day",
        "2026-11-26": "Thanksgiving Day",
    },
    "DE-BY": WINTER_FEAST
    | {
        "2026-01-06": "Epiphany",
        "2026-04-03": "Good Friday",
        "2026-04-06": "Easter Monday",
        "2026-05-01": "Labor Day",
        "2026-05-14": "Ascension Day",
        "2026-05-25": "Pentecost Monday",
        "2026-06-04": "Corpus Christi",
        "2026-10-03": "German Unity Day",
        "2026-11-01": "All Saints' Day",
        "2026-12-26": "Second Day of Christmas",
        "2027-01-01": "New Year's Day",
        "2027-01-06": "Epiphany",
    },
    "AE": {
        "2026-01-01": "New Year's Day",
        "2026-03-19": "Eid al-Fitr Holiday",
        "2026-03-20": "Eid al-Fitr",
        "2026-03-21": "Eid al-Fitr Holiday",
        "2026-03-22": "Eid al-Fitr Holiday",
        "2026-05-26": "Day of Arafah",
        "2026-05-27": "Eid al-Adha",
        "2026-05-28": "Eid al-Adha Holiday",
        "2026-05-29": "Eid al-Adha Holiday",
        "2026-06-15": "Islamic New Year",
        "2026-08-28": "Prophet's Birthday",
        "2026-12-02": "National Day",
        "2026-12-03": "National Day",
    },
    "GB-ENG": WINTER_FEAST
    | {
        "2026-04-03": "Good Friday",
        "2026-04-06": "Easter Monday",
        "2026-05-04": "May Day",
        "2026-05-25": "Spring Bank Holiday",
        "2026-08-31": "Late Summer Bank Holiday",
        "2026-12-26": "Boxing Day",
        "2026-12-28": "Boxing Day (observed)",
    },
    "JP": {
        "2026-01-01": "New Year's Day",
        "2026-01-12": "Coming of Age Day",
        "2026-02-11": "Foundation Day",
        "2026-02-23": "Emperor's Birthday",
        "2026-03-20": "Vernal Equinox Day",
        "2026-04-29": "Showa Day",
        "2026-05-03": "Constitution Day",
        "2026-05-04": "Greenery Day",
        "2026-05-05": "Children's Day",
        "2026-05-06": "Substitute Holiday",
        "2026-07-20": "Marine Day",
        "2026-08-11": "Mountain Day",
        "2026-09-21": "Respect for the Aged Day",
        "2026-09-22": "National Holiday",
        "2026-09-23": "Autumnal Equinox Day",
        "2026-10-12": "Sports Day",
        "2026-11-03": "Culture Day",
        "2026-11-23": "Labor Thanksgiving Day",
    },
}

ZONES = {
    "US": "America/New_York",
    "DE-BY": "Europe/Berlin",
    "AE": "Asia/Dubai",
    "GB-ENG": "Europe/London",
    "JP": "Asia/Tokyo",
}


def on(text: str) -> date:
    """The date of an ISO text."""
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """The instant of an ISO text with offset."""
    instant = datetime.fromisoformat(text)
    assert instant.tzinfo is not None
    return instant


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def named(holidays: dict[str, str]) -> dict[date, str]:
    """Holidays with real dates as keys."""
    return {on(day): name for day, name in holidays.items()}


def calendar_of(key: str, **fields) -> WorkingCalendar:
    """A company of this country with its public holidays of 2026."""
    return WorkingCalendar(tz=ZONES[key], holidays=named(PUBLIC_2026[key]), **fields)


US, BAVARIA, UAE, ENGLAND, JAPAN = map(calendar_of, ("US", "DE-BY", "AE", "GB-ENG", "JP"))
UAE_HALF_FRIDAY = calendar_of("AE", half_weekdays={4: time(12)})
AMSTERDAM = WorkingCalendar(tz="Europe/Amsterdam")
"""A plain calendar: Monday to Friday, 9 to 17, no holidays."""

NORTHWIND = AMSTERDAM
BRIGHTLEAF = WorkingCalendar(
    tz="America/Chicago",
    holidays=named(
        {
            "2026-11-11": "Veterans Day",
            "2026-11-26": "Thanksgiving Day",
            "2026-11-27": "Company day",
        }
    ),
)

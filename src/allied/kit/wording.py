"""How dates, money, counts and shares are said, on screens, in mail and in documents."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_EVEN, Decimal

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
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
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
NEAR_DAYS = 6
"""Up to this many days away a day is said relative to today; further away by its date."""
SHARE_FROM = 20
"""A percentage is said from this many cases on; below, the cases are counted."""


def local(at: datetime, zone: tzinfo) -> datetime:
    """The moment on the wall clock of this zone; a moment without a zone is an error."""
    if at.tzinfo is None:
        raise ValueError(f"The moment {at.isoformat()} has no time zone; pass one that has.")
    return at.astimezone(zone)


def local_day(value: date | datetime, zone: tzinfo) -> date:
    """The calendar day of a moment in this zone; a plain day stays what it is."""
    return local(value, zone).date() if isinstance(value, datetime) else value


def day(value: date | datetime, now: datetime, zone: tzinfo) -> str:
    """A day as people say it: "Wed 25 Nov", with the year when it is not this year."""
    said = local_day(value, zone)
    year = "" if said.year == local(now, zone).year else f" {said.year}"
    return f"{DAYS[said.weekday()]} {said.day} {MONTHS[said.month - 1]}{year}"


def moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A moment in the person's own zone: "Wed 25 Nov, 17:00"."""
    return f"{day(at, now, zone)}, {clock_time(at, zone)}"


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
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if away in near:
        return near[away]
    if abs(away) > NEAR_DAYS:
        return day(value, now, zone)
    return f"in {away} days" if away > 0 else f"{-away} days ago"


def money(amount: Decimal | int, currency: str = "EUR") -> str:
    """An amount in short, three figures at most: "€1.84 m", "€112 k", "CHF 950"."""
    exact = Decimal(amount)
    if not exact.is_finite():
        raise ValueError(f"An amount of money is a number, not {amount}.")
    sign = SIGNS.get(currency, f"{currency} ")
    minus = "−" if exact < 0 else ""
    return f"{minus}{sign}{_short(abs(exact))}"


def _short(amount: Decimal) -> str:
    for step, unit in ((Decimal(1), ""), (Decimal(10**3), " k"), (Decimal(10**6), " m")):
        figures = _three_figures(amount / step)
        if figures < 1000:
            return f"{_plain(figures)}{unit}"
    return f"{_plain(_three_figures(amount / 10**9))} bn"


def _three_figures(amount: Decimal) -> Decimal:
    places = 0 if amount >= 100 else 1 if amount >= 10 else 2
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def _plain(figures: Decimal) -> str:
    text = f"{figures:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Decimal | int | float) -> str:
    """A number with its thousands apart: "1,420", "9.5"."""
    return f"{value:,}" if isinstance(value, int) else _plain(Decimal(str(value)))


def count_of(some: int, of: int) -> str:
    """How many of how many: "3 of 8"."""
    return f"{some:,} of {of:,}"


def share(some: int, of: int) -> str:
    """A share: "74%" from 20 cases on, "3 of 8" below; no cases is said as "no cases"."""
    if of == 0:
        return "no cases"
    if of < SHARE_FROM:
        return count_of(some, of)
    percent = (Decimal(100 * some) / of).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return f"{percent}%"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its word: "1 working day", "6 working days", "2 parties"."""
    return f"{count:,} {one if abs(count) == 1 else many or one + 's'}"


def spelled(count: int) -> str:
    """A count below ten as a word, "nine"; from ten on in figures."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else number(count)


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: "11, 26 and 27"."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def companies(count: int) -> str:
    """Everybody in an alliance of so many companies: "both companies", "all three companies"."""
    if count <= 1:
        return "your company"
    return "both companies" if count == 2 else f"all {spelled(count)} companies"


def file_size(size: int) -> str:
    """The size of a file in bytes, said short: "84 KB"."""
    if size < 1000:
        return plural(size, "byte")
    amount = Decimal(size) / 1000
    for unit in ("KB", "MB"):
        if amount < 1000:
            return f"{_plain(_three_figures(amount))} {unit}"
        amount /= 1000
    return f"{_plain(_three_figures(amount))} GB"

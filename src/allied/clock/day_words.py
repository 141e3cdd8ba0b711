"""Dates in the words of the screens, independent of the server's language."""

from collections.abc import Iterable
from datetime import date

from allied.kit.words import MONTHS, listed

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_text(day: date, *, year: bool = False) -> str:
    """A date as people say it: "Wed 25 Nov", with the year if wanted."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def days_text(days: Iterable[date]) -> str:
    """Several dates in a row: "11, 26 and 27 Nov", "30 Nov and 1 Dec"."""
    ordered = sorted(days)
    last_of_month = {(day.year, day.month): day for day in ordered}
    ends = frozenset(last_of_month.values())
    texts = [
        f"{day.day} {MONTHS[day.month - 1]}" if day in ends else str(day.day) for day in ordered
    ]
    return listed(texts)

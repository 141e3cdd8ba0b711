"""Calendar steps with one defined rule for short months and leap days."""

from calendar import monthrange
from datetime import date

MONTHS_IN_YEAR = 12


def months_later(anchor: date, months: int) -> date:
    """The same day so many months later (or earlier), clipped to the month's last day.

    Count every step from the anchor, never from the step before: 31 January gives 28
    February and then 31 March (`trust.md` 3.13).
    """
    years, month = divmod(anchor.month - 1 + months, MONTHS_IN_YEAR)
    year, month = anchor.year + years, month + 1
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))


def years_later(anchor: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 in a common year."""
    return months_later(anchor, years * MONTHS_IN_YEAR)

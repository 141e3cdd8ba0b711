"""What a working calendar must fulfil, said in sentences that name the field."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from allied.clock.zones import zone_named
from allied.kit.errors import Refused

if TYPE_CHECKING:
    from allied.clock.calendar import WorkingCalendar

SUNDAY = 6


def check_calendar(calendar: WorkingCalendar) -> None:
    """Refuses an unknown zone, an empty week, reversed hours or a half day that is not one."""
    zone_named(calendar.tz)
    _check_week(calendar)
    _check_hours(calendar)
    for weekday, close in calendar.half_weekdays.items():
        if weekday not in calendar.weekdays:
            raise Refused(
                "calendar.half_day_not_worked",
                f"Weekday {weekday} has a half-day close but is not a working weekday:"
                " add it to the working week or drop the half day.",
                field="half_weekdays",
            )
        _check_half(calendar, close, f"weekday {weekday}", "half_weekdays")
    for day, close in calendar.half_days.items():
        _check_half(calendar, close, day.isoformat(), "half_days")


def _check_week(calendar: WorkingCalendar) -> None:
    if not calendar.weekdays:
        raise Refused(
            "calendar.week_empty",
            "The working week is empty: choose at least one weekday.",
            field="weekdays",
        )
    strange = sorted(day for day in calendar.weekdays if not 0 <= day <= SUNDAY)
    if strange:
        raise Refused(
            "calendar.weekday_unknown",
            f"{strange[0]} is not a weekday: use 0 for Monday to 6 for Sunday.",
            field="weekdays",
        )


def _check_hours(calendar: WorkingCalendar) -> None:
    if calendar.opens.tzinfo or calendar.closes.tzinfo:
        raise Refused(
            "calendar.hours_with_zone",
            "Office hours are wall-clock times: leave the offset out, the calendar has its zone.",
            field="closes",
        )
    if calendar.closes <= calendar.opens:
        raise Refused(
            "calendar.hours_reversed",
            f"Close of business {_clock(calendar.closes)} is not after opening"
            f" {_clock(calendar.opens)}: give a later close, 23:59 at the latest.",
            field="closes",
        )


def _check_half(calendar: WorkingCalendar, close: time, when: str, field: str) -> None:
    if close.tzinfo or not calendar.opens < close <= calendar.closes:
        raise Refused(
            "calendar.half_day_outside_hours",
            f"The half-day close {_clock(close)} on {when} is outside office hours: give a time"
            f" after {_clock(calendar.opens)} and not after {_clock(calendar.closes)}.",
            field=field,
        )


def _clock(moment: time) -> str:
    return moment.isoformat("minutes")


def check_years(day: date, field: str) -> None:
    """Refuses dates outside 1970 to 2199, which are typing errors and not deadlines."""
    if not 1970 <= day.year <= 2199:
        raise Refused(
            "clock.year_out_of_range",
            f"The year {day.year} is out of range: give a date from 1970 to 2199.",
            field=field,
        )

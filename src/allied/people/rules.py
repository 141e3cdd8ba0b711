"""What an organisation may be called, when it works, and how its own days are read."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from allied.kit.errors import Refused
from allied.kit.texts import is_legible

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
COLOUR_NAMES = {1: "Cobalt", 2: "Teal", 3: "Copper", 4: "Olive", 5: "Rose", 6: "Slate"}
LONGEST_NAME = 200
LONGEST_SHORT_NAME = 14
MOST_OWN_DAYS = 200
# Where anybody may have an address: the same house says nothing about the company.
MAILBOXES_FOR_ALL = tuple(
    """
    aol.com fastmail.com gmail.com gmx.com gmx.de gmx.net googlemail.com hotmail.com
    icloud.com live.com mail.com mail.ru me.com msn.com naver.com outlook.com proton.me
    protonmail.com qq.com web.de yahoo.com yandex.com yandex.ru zoho.com 126.com 163.com
    """.split()  # noqa: SIM905 - a list of words reads better than one of quotes
)

type OwnDay = dict[str, str]
"""A day of an organisation's own: {"date": ISO day, "name": what it is}."""


def tidy_name(text: str, *, what: str, field: str, most: int = LONGEST_NAME) -> str:
    """A name without needless space, 1 to `most` characters; anything else is refused."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= most:
        raise Refused("name_length", f"{what} has between 1 and {most} characters.", field=field)
    if not is_legible(name):
        raise Refused("illegible", f"{what} has letters that everybody can see.", field=field)
    return name


def check_colour(colour: int) -> int:
    """The colour itself, one of the six that are tested for contrast."""
    if colour not in COLOUR_NAMES:
        names = ", ".join(f"{number} {name}" for number, name in COLOUR_NAMES.items())
        raise Refused("unknown_colour", f"The colour is one of {names}.", field="colour")
    return colour


def check_week(workdays: Iterable[int]) -> list[int]:
    """The working week in order, 0 for Monday to 6 for Sunday, at least one day."""
    week = sorted(set(workdays))
    if not week:
        raise Refused("empty_week", "Choose at least one working day.", field="workdays")
    if not set(week) <= set(range(len(WEEKDAYS))):
        raise Refused(
            "unknown_weekday", "A working day is 0 for Monday to 6 for Sunday.", field="workdays"
        )
    return week


def check_hours(opens: time, closes: time) -> None:
    """Close of business comes after opening, on the same day."""
    if closes <= opens:
        raise Refused(
            "hours_reversed", "Close of business comes after opening time.", field="closes"
        )


def check_month(month: int) -> int:
    """A month from 1 (January) to 12."""
    if not 1 <= month <= 12:
        raise Refused("month", "A month is a number from 1 to 12.", field="fiscal_start")
    return month


def check_days(days: Sequence[OwnDay], *, field: str) -> list[OwnDay]:
    """Own days in order, each once, with a name; at most 200."""
    if len(days) > MOST_OWN_DAYS:
        raise Refused("too_many_days", f"Give at most {MOST_OWN_DAYS} days.", field=field)
    return sorted(
        (_checked(day, field) for day in {day.get("date", ""): day for day in days}.values()),
        key=lambda day: day["date"],
    )


def _checked(day: OwnDay, field: str) -> OwnDay:
    try:
        on = date.fromisoformat(day.get("date", ""))
    except ValueError as error:
        raise Refused(
            "unknown_day", f"{day.get('date', '')!r} is not a day such as 2026-12-24.", field=field
        ) from error
    name = tidy_name(day.get("name", ""), what=f"The name of {on}", field=field, most=80)
    return {"date": on.isoformat(), "name": name}


def read_days(text: str, *, field: str) -> list[OwnDay]:
    """One day a line, first the date and then its name: `2026-12-24 Winter break`."""
    days = []
    for line in text.splitlines():
        on, _, name = line.strip().partition(" ")
        if on:
            days.append({"date": on, "name": name})
    return check_days(days, field=field)


def days_text(days: Sequence[OwnDay]) -> str:
    """The own days as `read_days` reads them."""
    return "\n".join(f"{day['date']} {day['name']}" for day in days)


def week_in_words(workdays: Sequence[int]) -> str:
    """A working week as people say it: Monday to Friday, or Sunday, Monday and Tuesday."""
    names = [WEEKDAYS[day] for day in workdays]
    run = list(workdays) == list(range(workdays[0], workdays[0] + len(workdays)))
    if len(names) > 2 and run:
        return f"{names[0]} to {names[-1]}"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]

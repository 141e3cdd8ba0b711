"""How a working calendar is written as JSON and read back, strictly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from allied.kit.errors import Refused

if TYPE_CHECKING:
    from allied.clock.calendar import WorkingCalendar

FORMAT = "allied-calendar/1"


def write_calendar(calendar: WorkingCalendar) -> dict[str, Any]:
    """The calendar as JSON values in a fixed order, so that equal content is equal text."""
    return {
        "format": FORMAT,
        "tz": calendar.tz,
        "weekdays": sorted(calendar.weekdays),
        "opens": calendar.opens.isoformat(),
        "closes": calendar.closes.isoformat(),
        "half_weekdays": {str(k): v.isoformat() for k, v in calendar.half_weekdays.items()},
        "half_days": {k.isoformat(): v.isoformat() for k, v in calendar.half_days.items()},
        "holidays": {k.isoformat(): name for k, name in calendar.holidays.items()},
        "exceptions": {k.isoformat(): name for k, name in calendar.exceptions.items()},
        "estimated": sorted(day.isoformat() for day in calendar.estimated),
        "known_through": calendar.known_through,
    }


def read_calendar(content: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a written calendar; refuses another format, unknown and broken fields."""
    if not isinstance(content, Mapping) or content.get("format") != FORMAT:
        raise _broken("format", f"a JSON object with “format”: “{FORMAT}”")
    unknown = sorted(set(content) - {"format", *READERS})
    if unknown:
        raise _broken(unknown[0], "one of " + ", ".join(READERS))
    if "tz" not in content:
        raise _broken("tz", "an IANA time zone such as Europe/Amsterdam")
    return {name: _read(name, content[name]) for name in READERS if name in content}


def _read(name: str, value: Any) -> Any:
    reader, accepted = READERS[name]
    try:
        return reader(value)
    except (TypeError, ValueError, AttributeError):
        raise _broken(name, accepted) from None


def _broken(name: str, accepted: str) -> Refused:
    sentence = f"The working calendar cannot be read at “{name}”: expected {accepted}."
    return Refused("calendar.unreadable", sentence, field=name)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _integer(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _year(value: Any) -> int | None:
    return None if value is None else _integer(value)


def _members[T](one: Callable[[Any], T]) -> Callable[[Any], frozenset[T]]:
    def read(value: Any) -> frozenset[T]:
        if not isinstance(value, list):
            raise TypeError
        return frozenset(map(one, value))

    return read


def _pairs[K, V](key: Callable[[Any], K], of: Callable[[Any], V]) -> Callable[[Any], dict[K, V]]:
    def read(value: Any) -> dict[K, V]:
        return {key(name): of(item) for name, item in value.items()}

    return read


_NAMED_DATES = "dates with their names, such as {“2026-12-25”: “Christmas Day”}"

READERS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "tz": (_text, "an IANA time zone such as Europe/Amsterdam"),
    "weekdays": (_members(_integer), "a list of weekdays, 0 for Monday to 6 for Sunday"),
    "opens": (time.fromisoformat, "a time such as 09:00"),
    "closes": (time.fromisoformat, "a time such as 17:00"),
    "half_weekdays": (_pairs(int, time.fromisoformat), "weekdays with a close, {“4”: “12:00”}"),
    "half_days": (
        _pairs(date.fromisoformat, time.fromisoformat),
        "dates with a close, such as {“2026-12-24”: “12:00”}",
    ),
    "holidays": (_pairs(date.fromisoformat, _text), _NAMED_DATES),
    "exceptions": (_pairs(date.fromisoformat, _text), _NAMED_DATES),
    "estimated": (_members(date.fromisoformat), "a list of dates such as 2027-03-09"),
    "known_through": (_year, "a year such as 2028, or null"),
}

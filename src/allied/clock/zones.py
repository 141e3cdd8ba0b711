"""Time zones and instants: instants are UTC, wall-clock times are read in a named zone."""

from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from allied.kit.errors import Refused

# These follow the machine or mean "not set", so a deadline would depend on the server.
NOT_PLACES = frozenset({"localtime", "posixrules", "Factory"})


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Every IANA time zone that may be chosen, in alphabetical order."""
    return tuple(sorted(available_timezones() - NOT_PLACES))


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name such as `Europe/Amsterdam`; refuses any other text."""
    if name not in zone_names():
        raise Refused("calendar.zone_unknown", _unknown(name), field="tz")
    return ZoneInfo(name)


def _unknown(name: str) -> str:
    sentence = f"“{name}” is not a time zone: use an IANA name such as Europe/Amsterdam."
    near = _near(name)
    return f"{sentence} Did you mean {' or '.join(near)}?" if near else sentence


def _near(name: str) -> list[str]:
    """Zones whose city is the text, else zones written nearly like it (three at most)."""
    wanted = name.strip().replace(" ", "_").casefold()
    cities = [zone for zone in zone_names() if zone.split("/")[-1].casefold() == wanted]
    return cities[:3] if wanted and cities else get_close_matches(name, zone_names(), 3, 0.75)


def city_of(name: str) -> str:
    """The part of a zone's name that people say: `America/New_York` is New York."""
    return name.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def as_utc(instant: datetime, field: str = "start") -> datetime:
    """The same instant in UTC; refuses a time without a zone, which could be any instant."""
    if instant.tzinfo is UTC:
        return instant
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise Refused(
            "clock.time_without_zone",
            f"“{instant.isoformat()}” has no time zone: give an offset,"
            " for example 2026-11-25T17:00+01:00.",
            field=field,
        )
    return instant.astimezone(UTC)


def utc_of(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The instant of a wall-clock time, in UTC.

    Where clocks change, an hour can be missing or come twice; it is then read as the later
    instant, so that nobody loses time (`trust.md` 3.12: 02:30 in the gap is 03:30).
    """
    local = datetime.combine(day, wall, zone)
    return max(local.astimezone(UTC), local.replace(fold=1).astimezone(UTC))

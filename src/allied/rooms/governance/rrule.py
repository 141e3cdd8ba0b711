"""Reads the rhythm of a forum strictly: a plain word or an RRULE of RFC 5545."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

PRESETS = {
    "daily": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "yearly": "FREQ=YEARLY",
}
SYNONYMS = {
    "every day": "daily",
    "every week": "weekly",
    "biweekly": "fortnightly",
    "every two weeks": "fortnightly",
    "every 2 weeks": "fortnightly",
    "every second week": "fortnightly",
    "every month": "monthly",
    "every quarter": "quarterly",
    "every three months": "quarterly",
    "every 3 months": "quarterly",
    "annually": "yearly",
    "every year": "yearly",
}
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "COUNT", "UNTIL", "WKST"}
LONGEST_MONTH = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


class UnknownRhythm(ValueError):
    """The text is not a rhythm; the message says what is accepted."""


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """How often a forum meets: one RRULE of RFC 5545 without times."""

    frequency: str
    interval: int = 1
    days: tuple[tuple[int, str], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None


def rrule_text(text: str) -> str:
    """The RRULE behind a word such as "fortnightly", or the checked RRULE itself."""
    parse_rhythm(text)
    return _rule(text)


@lru_cache(maxsize=1024)
def parse_rhythm(text: str) -> Rhythm:
    """Reads a word or an RRULE; raises UnknownRhythm for anything else."""
    try:
        return _rhythm(_parts(_rule(text)))
    except (ValueError, KeyError) as error:
        raise UnknownRhythm(
            f"“{' '.join(text.split())}” is not a rhythm; write weekly, fortnightly, monthly, "
            "quarterly or an RRULE such as FREQ=MONTHLY;BYDAY=1TU."
        ) from error


def endless_text(rhythm: Rhythm) -> str:
    """The RRULE of a rhythm without its end."""
    parts = {
        "FREQ": rhythm.frequency,
        "INTERVAL": str(rhythm.interval),
        "BYDAY": ",".join(f"{nth or ''}{day}" for nth, day in rhythm.days),
        "BYMONTHDAY": ",".join(map(str, rhythm.month_days)),
        "BYMONTH": ",".join(map(str, rhythm.months)),
        "BYSETPOS": ",".join(map(str, rhythm.positions)),
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _rule(text: str) -> str:
    said = " ".join(text.lower().split())
    word = SYNONYMS.get(said, said)
    return PRESETS.get(word, said.upper()).removeprefix("RRULE:").strip(";")


def _parts(rule: str) -> dict[str, str]:
    pairs = [part.split("=", 1) for part in rule.split(";")]
    parts = {name: value for name, value in pairs}
    if len(parts) < len(pairs) or set(parts) - KNOWN:
        raise ValueError("a part that is unknown or appears twice")
    return parts


def _rhythm(parts: Mapping[str, str]) -> Rhythm:
    frequency, count = parts["FREQ"], parts.get("COUNT")
    if frequency not in FREQUENCIES or (count and "UNTIL" in parts):
        raise ValueError("an unknown frequency, or both COUNT and UNTIL")
    rhythm = Rhythm(
        frequency=frequency,
        interval=_numbers(parts.get("INTERVAL", "1"), 1, 10 if frequency == "YEARLY" else 104)[0],
        days=tuple(_weekday(day, frequency) for day in _list(parts.get("BYDAY"))),
        month_days=_numbers(parts.get("BYMONTHDAY"), -31, 31),
        months=_numbers(parts.get("BYMONTH"), 1, 12),
        positions=_numbers(parts.get("BYSETPOS"), -366, 366),
        count=_numbers(count, 1, 10_000)[0] if count else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
    )
    if not _can_happen(rhythm):
        raise ValueError("a rhythm without any session")
    return rhythm


def _can_happen(rhythm: Rhythm) -> bool:
    """Whether at least one named day exists in one of the named months."""
    if not rhythm.month_days:
        return True
    months = rhythm.months or range(1, 13)
    longest = max(LONGEST_MONTH.get(month, 31) for month in months)
    return any(abs(day) <= longest for day in rhythm.month_days)


def _list(value: str | None) -> Iterable[str]:
    return value.split(",") if value is not None else ()


def _numbers(value: str | None, least: int, most: int) -> tuple[int, ...]:
    numbers = tuple(int(number) for number in _list(value))
    if any(not least <= number <= most or number == 0 for number in numbers):
        raise ValueError("a number out of range")
    return numbers


def _weekday(text: str, frequency: str) -> tuple[int, str]:
    shape = re.fullmatch(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", text)
    if shape is None or (shape[1] and frequency in {"DAILY", "WEEKLY"}):
        raise ValueError("not a weekday")
    return int(shape[1] or 0), shape[2]


def _until(text: str) -> date:
    if not re.fullmatch(r"[0-9]{8}(T[0-9]{6}Z?)?", text):
        raise ValueError("not a date")
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))

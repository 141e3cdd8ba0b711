"""When one organisation works: its zone, week, office hours and days off, frozen by version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self
from zoneinfo import ZoneInfo

from allied.clock.calendar_checks import check_calendar
from allied.clock.calendar_text import FORMAT, read_calendar, write_calendar
from allied.clock.zones import utc_of, zone_named
from allied.kit.content import digest

MONDAY_TO_FRIDAY = frozenset(range(5))


class DayState(StrEnum):
    """What one date is for one organisation."""

    WORKS = "works"
    OFF = "off"
    WEEKEND = "weekend"


@dataclass(frozen=True, eq=False, kw_only=True)
class WorkingCalendar:
    """The days and hours on which one organisation works (`methods.md` 4.1).

    `weekdays` and `half_weekdays` use 0 for Monday to 6 for Sunday. `holidays` are public
    holidays and own closures with their names; `exceptions` are dates worked although they
    would be off. `half_weekdays` and `half_days` give an earlier close of business.
    `estimated` dates may still move (lunar holidays); holidays are known up to the end of
    the year `known_through`. Refuses an empty week, reversed hours and unknown zones.
    """

    tz: str
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    opens: time = time(9)
    closes: time = time(17)
    half_weekdays: Mapping[int, time] = field(default_factory=dict)
    half_days: Mapping[date, time] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)
    exceptions: Mapping[date, str] = field(default_factory=dict)
    estimated: frozenset[date] = frozenset()
    known_through: int | None = None

    def __post_init__(self) -> None:
        check_calendar(self)
        object.__setattr__(self, "weekdays", frozenset(self.weekdays))
        object.__setattr__(self, "estimated", frozenset(self.estimated))
        for name in ("half_weekdays", "half_days", "holidays", "exceptions"):
            # A private, read-only copy: what a clock was frozen with must not change later.
            ordered = dict(sorted(getattr(self, name).items()))
            object.__setattr__(self, name, MappingProxyType(ordered))

    @cached_property
    def version(self) -> str:
        """The digest of the content (SHA-256 of canonical JSON): same content, same version."""
        return digest(self.as_json())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingCalendar) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which the organisation reads its office hours."""
        return zone_named(self.tz)

    def works_on(self, day: date) -> bool:
        """Whether the organisation works on this date."""
        if day in self.exceptions:
            return True
        return day.weekday() in self.weekdays and day not in self.holidays

    def state_on(self, day: date) -> DayState:
        """Whether the date is worked, off by name, or simply outside the working week."""
        if self.works_on(day):
            return DayState.WORKS
        return DayState.OFF if day.weekday() in self.weekdays else DayState.WEEKEND

    def reason_on(self, day: date) -> str:
        """The name of the holiday, closure or exception on this date, or nothing."""
        return self.exceptions.get(day) or self.holidays.get(day, "")

    def close_on(self, day: date) -> time:
        """The wall-clock close of business of this date, half days included."""
        return self.half_days.get(day) or self.half_weekdays.get(day.weekday(), self.closes)

    def opening(self, day: date, zone: ZoneInfo | None = None) -> datetime:
        """The instant (UTC) at which the office opens on this date."""
        return utc_of(day, self.opens, zone or self.zone)

    def closing(self, day: date, zone: ZoneInfo | None = None) -> datetime:
        """The instant (UTC) of close of business on this date."""
        key = (day, zone)
        found = self._closings.get(key)
        if found is None:
            found = self._closings[key] = utc_of(day, self.close_on(day), zone or self.zone)
        return found

    @cached_property
    def _closings(self) -> dict[tuple[date, ZoneInfo | None], datetime]:
        # Many clocks close on the same days; the instants never change.
        return {}

    def worked_ordinals(self, first: int, last: int) -> set[int]:
        """The worked dates of [first, last) as proleptic ordinals."""
        # Ordinal 1 was a Monday.
        found = {day for day in range(first, last) if (day - 1) % 7 in self.weekdays}
        found.difference_update(day.toordinal() for day in self.holidays)
        extra = (day.toordinal() for day in self.exceptions)
        return found.union(day for day in extra if first <= day < last)

    def as_json(self) -> dict[str, Any]:
        """The content as plain JSON values, to be frozen with a clock."""
        return write_calendar(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """The calendar that `as_json` wrote; refuses anything that is not one."""
        return cls(**read_calendar(content))


__all__ = ["FORMAT", "MONDAY_TO_FRIDAY", "DayState", "WorkingCalendar"]

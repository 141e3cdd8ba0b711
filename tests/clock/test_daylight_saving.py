"""Deadlines stay right when clocks change (`trust.md` 3.12 and 3.13)."""

import os
import time as machine
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from allied.clock.calendar import WorkingCalendar
from allied.clock.counting import Mode, counting_days
from allied.clock.dates import months_later, years_later
from allied.clock.rules import day_zero, due
from allied.clock.zones import utc_of, zone_names
from tests.clock.calendars import AMSTERDAM, BAVARIA, JAPAN, US, at, on

END_OF_DAY = time(23, 59, 59, 999000)

# start, days, zone, end of the n-th business day after the local start date
BUSINESS_DAYS = [
    ("2027-03-26T16:00Z", 5, "Europe/Berlin", "2027-04-02T21:59:59.999Z"),
    ("2027-03-12T16:00Z", 5, "America/New_York", "2027-03-20T03:59:59.999Z"),
    ("2027-10-29T16:00Z", 5, "Europe/Berlin", "2027-11-05T22:59:59.999Z"),
    ("2028-02-28T12:00Z", 1, "Europe/Berlin", "2028-02-29T22:59:59.999Z"),
    ("2028-02-29T12:00Z", 10, "Asia/Kolkata", "2028-03-14T18:29:59.999Z"),
    ("2027-12-31T20:00Z", 1, "Pacific/Auckland", "2028-01-03T10:59:59.999Z"),
]


@pytest.mark.parametrize(("start", "days", "zone", "wanted"), BUSINESS_DAYS)
def test_the_end_of_the_nth_business_day_is_right_in_utc(start, days, zone, wanted):
    calendar = WorkingCalendar(tz=zone, closes=END_OF_DAY)
    local_date = at(start).astimezone(ZoneInfo(zone)).date()
    day = counting_days(Mode.OWNER, (calendar,)).after(local_date, days)
    assert calendar.closing(day) == at(wanted)


@pytest.mark.parametrize(("start", "days", "zone", "wanted"), BUSINESS_DAYS[:-1])
def test_an_sla_that_starts_on_a_working_day_ends_at_the_same_instant(start, days, zone, wanted):
    calendar = WorkingCalendar(tz=zone, closes=END_OF_DAY)
    assert due(at(start), days, calendar).due_at == at(wanted)


def test_an_sla_that_starts_on_a_weekend_has_monday_as_day_zero():
    calendar = WorkingCalendar(tz="Pacific/Auckland", closes=END_OF_DAY)
    found = due(at("2027-12-31T20:00Z"), 1, calendar)
    assert found.day0 == date(2028, 1, 3)
    assert found.due_at == at("2028-01-04T10:59:59.999Z")


def test_an_sla_over_the_american_change_closes_at_17_daylight_time():
    found = due(at("2026-03-06T16:00-05:00"), 5, US)
    assert found.due_date == on("2026-03-13")
    assert found.due_at == at("2026-03-13T21:00Z")


def test_a_missing_hour_is_read_as_the_later_instant():
    berlin = ZoneInfo("Europe/Berlin")
    instant = utc_of(date(2027, 3, 28), time(2, 30), berlin)
    assert instant == at("2027-03-28T01:30Z")
    assert instant.astimezone(berlin).time() == time(3, 30)


def test_an_hour_that_comes_twice_ends_with_its_second_time():
    berlin = ZoneInfo("Europe/Berlin")
    assert utc_of(date(2027, 10, 31), time(2, 30), berlin) == at("2027-10-31T01:30Z")


def test_a_start_in_the_second_of_two_equal_hours_is_not_before_close():
    calendar = WorkingCalendar(
        tz="Europe/Berlin", weekdays=frozenset(range(7)), opens=time(0, 30), closes=time(2, 15)
    )
    second = datetime(2027, 10, 31, 2, 20, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    first = second.replace(fold=0)
    assert day_zero(first, calendar) == date(2027, 10, 31)
    assert day_zero(second, calendar) == date(2027, 11, 1)


def test_a_deadline_does_not_depend_on_the_servers_zone(monkeypatch):
    found = set()
    for zone in ("UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Kolkata"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        machine.tzset()
        one = due(at("2026-11-19T23:30-05:00"), 10, US, [BAVARIA], mode=Mode.BOTH)
        found.add((one.day0, one.due_at, one.due_local.isoformat()))
    monkeypatch.undo()
    machine.tzset()
    assert len(found) == 1


def test_the_clock_zone_may_be_named_apart_from_the_owners():
    found = due(at("2026-11-19T10:00-05:00"), 1, US, tz="Europe/Berlin")
    assert found.tz == "Europe/Berlin"
    assert found.due_local.isoformat() == "2026-11-20T17:00:00+01:00"


FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)


def changes_of(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta]]:
    """When the zone's offset changes (to the minute) and to what; it is read every 10 days."""
    here, offset = FIRST, FIRST.astimezone(zone).utcoffset()
    while here < LAST:
        there = here + timedelta(days=10)
        after = there.astimezone(zone).utcoffset()
        if after != offset:
            yield narrowed(zone, here, there), after
        here, offset = there, after


def narrowed(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


def distinct_zones() -> Iterator[tuple[ZoneInfo, list[datetime]]]:
    """One zone for each set of rules that any IANA name follows, with its clock changes."""
    seen = set()
    for name in zone_names():
        zone = ZoneInfo(name)
        rules = (FIRST.astimezone(zone).utcoffset(), *changes_of(zone))
        if rules not in seen:
            seen.add(rules)
            yield zone, [change for change, _ in rules[1:]] or [FIRST]


@pytest.mark.slow
def test_no_deadline_breaks_at_any_clock_change_of_any_zone():
    checked = 0
    for zone, changes in distinct_zones():
        calendar = WorkingCalendar(tz=zone.key)
        for change in changes:
            for start in (change - timedelta(hours=1), change, change + timedelta(hours=1)):
                dues = [due(start, days, calendar) for days in (1, 2, 5)]
                assert start < dues[0].due_at < dues[1].due_at < dues[2].due_at, (zone, start)
                assert {one.due_local.time() for one in dues} == {time(17)}, (zone, start)
                assert all(one.due_local.date() == one.due_date for one in dues), (zone, start)
            checked += 1
    assert checked > 1000


def test_a_deadline_in_two_zones_is_one_instant():
    found = due(at("2026-03-06T16:00-05:00"), 5, US, [JAPAN], mode=Mode.BOTH)
    in_tokyo = found.due_at.astimezone(JAPAN.zone)
    assert in_tokyo.astimezone(UTC) == found.due_at
    assert in_tokyo.isoformat() == "2026-03-14T06:00:00+09:00"


@pytest.mark.parametrize(
    ("anchor", "months", "wanted"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-01-31", 2, "2027-03-31"),
        ("2027-08-31", 1, "2027-09-30"),
        ("2027-12-31", 1, "2028-01-31"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2028-03-31", -1, "2028-02-29"),
        ("2027-01-15", -1, "2026-12-15"),
        ("2027-01-15", 0, "2027-01-15"),
    ],
)
def test_the_same_day_next_month_is_clipped_to_the_months_end(anchor, months, wanted):
    assert months_later(on(anchor), months) == on(wanted)


@pytest.mark.parametrize(
    ("years", "wanted"), [(1, "2029-02-28"), (4, "2032-02-29"), (-1, "2027-02-28")]
)
def test_a_leap_day_recurs_every_year(years, wanted):
    assert years_later(date(2028, 2, 29), years) == on(wanted)


def test_an_sla_may_start_on_a_leap_day_and_cross_the_years_end():
    assert due(at("2028-02-29T10:00+01:00"), 1, AMSTERDAM).due_date == date(2028, 3, 1)
    assert due(at("2027-12-31T10:00+01:00"), 1, AMSTERDAM).due_date == date(2028, 1, 3)

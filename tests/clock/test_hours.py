"""Clocks in office hours: allowed with one office, refused where companies share too little."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from allied.clock.calendar import WorkingCalendar
from allied.clock.counting import Mode
from allied.clock.hours import MAX_HOURS, common_hours, due_in_hours, elapsed_office_time
from allied.kit.errors import Refused
from tests.clock.calendars import AMSTERDAM, BAVARIA, ENGLAND, JAPAN, UAE_HALF_FRIDAY, US, at

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "hours", "wanted"),
    [
        ("2026-11-02T10:00+01:00", 4, "2026-11-02T14:00+01:00"),
        ("2026-11-02T10:00+01:00", 7, "2026-11-02T17:00+01:00"),
        ("2026-11-02T10:00+01:00", 8, "2026-11-03T10:00+01:00"),
        ("2026-11-06T16:00+01:00", 2, "2026-11-09T10:00+01:00"),
        ("2026-11-07T12:00+01:00", 1, "2026-11-09T10:00+01:00"),
        ("2026-03-27T16:00+01:00", 2, "2026-03-30T10:00+02:00"),
        ("2026-11-02T06:00+01:00", 40, "2026-11-06T17:00+01:00"),
    ],
)
def test_office_hours_run_only_while_the_owners_office_is_open(start, hours, wanted):
    found = due_in_hours(at(start), hours, AMSTERDAM)
    assert found.due_at == at(wanted)
    assert elapsed_office_time(at(start), found.due_at, AMSTERDAM) == hours * HOUR
    assert found.due_date == at(wanted).date()


def test_a_long_clock_in_hours_counts_over_many_months():
    found = due_in_hours(at("2026-11-02T09:00+01:00"), 400, AMSTERDAM)
    assert found.due_at == at("2027-01-08T17:00+01:00")


def test_joint_hours_run_while_both_offices_are_open():
    found = due_in_hours(at("2026-11-02T09:00+01:00"), 3, BAVARIA, [US], mode=Mode.BOTH)
    assert found.due_at == at("2026-11-03T16:00+01:00")
    assert (found.mode, found.tz, found.hours) == (Mode.BOTH, "Europe/Berlin", 3)


def test_joint_hours_of_japan_and_the_us_would_never_run_and_are_refused():
    with pytest.raises(Refused) as refused:
        due_in_hours(at("2026-11-02T09:00+09:00"), 3, JAPAN, [US], mode=Mode.BOTH)
    assert (refused.value.code, refused.value.field) == ("clock.hours_share_too_little", "mode")
    assert "share 0 h 0 min of office time" in refused.value.sentence
    assert "Count in working days instead" in refused.value.sentence


@pytest.mark.parametrize(("opens", "accepted"), [(time(9), True), (time(9, 1), False)])
def test_two_common_hours_a_day_are_just_enough(opens, accepted):
    late = WorkingCalendar(tz="Europe/Amsterdam", opens=time(15), closes=time(22))
    early = WorkingCalendar(tz="Europe/Amsterdam", opens=time(8), closes=time(17))
    late = replace(late, opens=time(opens.hour + 6, opens.minute))
    shared = common_hours((early, late), date(2026, 1, 5))
    assert (shared >= 2 * HOUR) is accepted
    if accepted:
        assert due_in_hours(at("2026-11-02T09:00+01:00"), 2, early, [late], mode=Mode.BOTH)
    else:
        with pytest.raises(Refused, match="share 1 h 59 min"):
            due_in_hours(at("2026-11-02T09:00+01:00"), 2, early, [late], mode=Mode.BOTH)


def test_common_hours_are_an_average_per_shared_working_day():
    first = date(2026, 1, 5)
    assert common_hours((UAE_HALF_FRIDAY, ENGLAND), first) > 3 * HOUR
    assert common_hours((JAPAN, US), first) == timedelta()
    weekend = WorkingCalendar(tz="UTC", weekdays=frozenset({5, 6}))
    assert common_hours((AMSTERDAM, weekend), first) == timedelta()


def test_mode_either_counts_days_and_never_hours():
    with pytest.raises(Refused, match="counts days, not hours"):
        due_in_hours(at("2026-11-02T09:00+01:00"), 3, AMSTERDAM, [US], mode=Mode.EITHER)


def test_joint_hours_with_one_calendar_are_refused():
    with pytest.raises(Refused, match="only the owner's is given"):
        due_in_hours(at("2026-11-02T09:00+01:00"), 3, AMSTERDAM, mode=Mode.BOTH)


@pytest.mark.parametrize("hours", [0, -1, MAX_HOURS + 1])
def test_a_clock_in_hours_without_a_sensible_length_is_refused(hours):
    with pytest.raises(Refused, match=f"{hours} is not a length"):
        due_in_hours(at("2026-11-02T09:00+01:00"), hours, AMSTERDAM)


def test_offices_that_close_for_good_leave_no_hours():
    closed = {date(2026, 1, 1) + timedelta(days=day): "closed" for day in range(20_000)}
    with pytest.raises(Refused) as refused:
        due_in_hours(at("2026-11-02T09:00+01:00"), 3, replace(AMSTERDAM, holidays=closed))
    assert refused.value.code == "clock.no_office_hours"


def test_common_office_time_grows_in_the_weeks_between_two_clock_changes():
    week = elapsed_office_time(
        at("2026-03-02T00:00Z"), at("2026-03-07T00:00Z"), US, [BAVARIA], mode=Mode.BOTH
    )
    gap_week = elapsed_office_time(
        at("2026-03-09T00:00Z"), at("2026-03-14T00:00Z"), US, [BAVARIA], mode=Mode.BOTH
    )
    assert (week, gap_week) == (10 * HOUR, 15 * HOUR)


def test_windows_of_different_dates_may_overlap():
    sydney = WorkingCalendar(tz="Australia/Sydney", opens=time(7))
    angeles = WorkingCalendar(tz="America/Los_Angeles", closes=time(18))
    common = elapsed_office_time(
        at("2026-06-01T00:00Z"), at("2026-06-02T12:00Z"), sydney, [angeles], mode=Mode.BOTH
    )
    assert common == 4 * HOUR


def test_no_time_passes_backwards():
    start = at("2026-11-02T09:00+01:00")
    assert elapsed_office_time(start, start, AMSTERDAM) == timedelta()
    assert elapsed_office_time(start, start - HOUR, AMSTERDAM) == timedelta()


def test_times_without_a_zone_are_refused():
    naive = datetime(2026, 11, 2, 9)
    with pytest.raises(Refused, match="no time zone") as refused:
        elapsed_office_time(at("2026-11-01T00:00Z"), naive, AMSTERDAM)
    assert refused.value.field == "end"

"""Day zero, due dates, used and left days, reminders: the edges of the law."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from allied.clock.calendar import WorkingCalendar
from allied.clock.counting import MAX_DAYS, Mode
from allied.clock.progress import REMINDERS, age, consumed, days_late, days_left, is_late, mark
from allied.clock.rules import RULE, day_zero, due, due_many, due_of, start_clock
from allied.kit.errors import Refused
from tests.clock.calendars import (
    AMSTERDAM,
    BAVARIA,
    ENGLAND,
    JAPAN,
    UAE,
    UAE_HALF_FRIDAY,
    US,
    at,
    on,
)

MONDAY = at("2026-11-02T10:00+01:00")


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        ("2026-11-02T00:00+01:00", "2026-11-02"),
        ("2026-11-02T17:00+01:00", "2026-11-02"),
        ("2026-11-02T17:00:01+01:00", "2026-11-03"),
        ("2026-11-02T23:30Z", "2026-11-03"),
        ("2026-11-06T17:01+01:00", "2026-11-09"),
        ("2026-11-07T10:00+01:00", "2026-11-09"),
    ],
)
def test_day_zero_is_the_local_date_unless_business_is_over(start, wanted):
    assert day_zero(at(start), AMSTERDAM) == on(wanted)


def test_day_zero_of_a_joint_clock_is_a_day_on_which_both_work():
    start = at("2026-05-25T10:00+02:00")
    assert day_zero(start, AMSTERDAM, [US], mode=Mode.BOTH) == on("2026-05-26")
    assert day_zero(start, BAVARIA, [AMSTERDAM], mode=Mode.EITHER) == on("2026-05-25")
    assert day_zero(start, BAVARIA, [AMSTERDAM]) == on("2026-05-26")


def test_a_short_friday_ends_day_zero_at_noon():
    late, early = at("2026-06-12T12:01+04:00"), at("2026-06-12T12:00+04:00")
    assert day_zero(early, UAE_HALF_FRIDAY) == on("2026-06-12")
    assert day_zero(late, UAE_HALF_FRIDAY) == on("2026-06-16")


def test_three_companies_share_fewer_days_than_two():
    start = at("2026-05-18T09:30+04:00")
    two = [due(start, days, UAE, [ENGLAND], mode=Mode.BOTH).due_date for days in (7, 8, 10)]
    three = [
        due(start, days, UAE, [ENGLAND, BAVARIA], mode=Mode.BOTH).due_date for days in (7, 8, 10)
    ]
    assert two == [on("2026-06-03"), on("2026-06-04"), on("2026-06-08")]
    assert three == [on("2026-06-03"), on("2026-06-05"), on("2026-06-09")]


def test_a_deadline_says_the_rule_the_zone_and_the_mode_it_was_counted_by():
    found = due(MONDAY, 3, AMSTERDAM, [US], mode=Mode.BOTH)
    assert (found.rule, found.tz, found.mode, found.days) == (RULE, "Europe/Amsterdam", "both", 3)


def test_many_deadlines_are_the_single_ones_in_their_order():
    starts = [MONDAY + timedelta(hours=7 * step) for step in (3, 1, 2, 40, 41, 3)]
    many = due_many(starts, 5, US, [JAPAN], mode=Mode.BOTH, tz="Asia/Tokyo")
    single = [due(start, 5, US, [JAPAN], mode=Mode.BOTH, tz="Asia/Tokyo") for start in starts]
    assert many == single
    assert len(set(many)) > 1


@pytest.mark.parametrize("days", [0, -1, MAX_DAYS + 1])
def test_a_clock_without_a_sensible_length_is_refused(days):
    for build in (due, start_clock):
        with pytest.raises(Refused) as refused:
            build(MONDAY, days, AMSTERDAM)
        assert (refused.value.code, refused.value.field) == ("clock.days_out_of_range", "days")
        assert f"{days} is not a length for a clock: give 1 to 2500" in refused.value.sentence


def test_the_longest_clock_is_counted():
    assert due(MONDAY, MAX_DAYS, AMSTERDAM).due_date == date(2026, 11, 2) + timedelta(weeks=500)


def test_a_start_without_a_zone_is_refused():
    with pytest.raises(Refused, match="no time zone") as refused:
        due(datetime(2026, 11, 2, 10), 3, AMSTERDAM)
    assert refused.value.field == "start"


@pytest.mark.parametrize("year", [1969, 2200])
def test_a_start_in_another_age_is_refused(year):
    with pytest.raises(Refused, match=f"The year {year} is out of range"):
        due(MONDAY.replace(year=year), 3, AMSTERDAM)


@pytest.mark.parametrize("mode", [Mode.BOTH, Mode.EITHER])
def test_a_joint_mode_with_one_calendar_is_refused(mode):
    with pytest.raises(Refused, match=f"Mode “{mode}” counts on several") as refused:
        due(MONDAY, 3, AMSTERDAM, mode=mode)
    assert refused.value.field == "others"


def test_companies_that_never_work_on_the_same_day_are_refused():
    weekend = WorkingCalendar(tz="UTC", weekdays=frozenset({5, 6}))
    with pytest.raises(Refused) as refused:
        due(MONDAY, 3, AMSTERDAM, [weekend], mode=Mode.BOTH)
    assert refused.value.code == "clock.no_counting_day"
    assert due(MONDAY, 3, AMSTERDAM, [weekend], mode=Mode.EITHER).due_date == on("2026-11-05")


def test_a_weekend_worked_once_is_counted_once():
    weekend = WorkingCalendar(
        tz="UTC", weekdays=frozenset({5, 6}), exceptions={on("2026-11-11"): "Fair"}
    )
    with pytest.raises(Refused):
        due(MONDAY, 1, AMSTERDAM, [weekend], mode=Mode.BOTH)
    open_day = replace(
        weekend, exceptions={on("2026-11-11"): "Fair", on("2026-11-12"): "Second day"}
    )
    assert due(MONDAY, 1, AMSTERDAM, [open_day], mode=Mode.BOTH).due_date == on("2026-11-12")


def test_an_unknown_clock_zone_is_refused():
    with pytest.raises(Refused, match="is not a time zone"):
        due(MONDAY, 3, AMSTERDAM, tz="Europe/Nowhere")


def test_a_deadline_near_an_estimated_holiday_may_move():
    eid = replace(UAE, estimated=frozenset({on("2026-05-27")}))
    start = at("2026-05-18T09:30+04:00")
    assert due(start, 10, eid).may_move
    assert due(start, 5, eid).due_date == on("2026-05-25")
    assert due(start, 5, eid).may_move
    assert not due(start, 4, eid).may_move
    assert not due(at("2026-06-01T09:30+04:00"), 10, eid).may_move
    assert due(start, 10, ENGLAND, [eid], mode=Mode.BOTH).may_move
    assert not due(start, 10, ENGLAND, [eid]).may_move


def test_a_deadline_beyond_the_known_holidays_may_move():
    known = replace(AMSTERDAM, known_through=2026)
    assert not due(MONDAY, 40, known).may_move
    assert due(MONDAY, 41, known).due_date == on("2026-12-29")
    assert not due(MONDAY, 41, known).may_move
    assert due(MONDAY, 42, known).may_move
    assert due(MONDAY, 60, AMSTERDAM, [known], mode=Mode.BOTH).may_move
    assert not due(MONDAY, 60, AMSTERDAM).may_move


def test_an_estimated_holiday_moves_what_is_within_two_days_of_it():
    calendar = replace(AMSTERDAM, estimated=frozenset({on("2026-11-04"), on("2026-12-31")}))
    assert due(at("2026-11-06T10:00+01:00"), 3, calendar).may_move
    assert not due(at("2026-11-09T10:00+01:00"), 3, calendar).may_move
    assert due(at("2026-11-09T10:00+01:00"), 36, calendar).due_date == on("2026-12-29")
    assert due(at("2026-11-09T10:00+01:00"), 36, calendar).may_move
    assert not due(at("2026-11-09T10:00+01:00"), 35, calendar).may_move


def test_the_shortest_list_of_holidays_decides_what_is_known():
    short, long = replace(AMSTERDAM, known_through=2026), replace(US, known_through=2027)
    assert due(MONDAY, 60, short, [long], mode=Mode.BOTH).may_move
    assert due(MONDAY, 60, long, [short], mode=Mode.BOTH).may_move
    assert not due(MONDAY, 60, long, [AMSTERDAM], mode=Mode.BOTH).may_move


def test_days_are_used_up_at_close_of_business_and_left_by_date():
    clock = start_clock(MONDAY, 3, AMSTERDAM)
    table = [
        ("2026-11-02T23:00+01:00", 0, 3, 0),
        ("2026-11-03T09:00+01:00", 0, 2, 0),
        ("2026-11-03T16:59:59+01:00", 0, 2, 0),
        ("2026-11-03T17:00+01:00", 1, 2, 0),
        ("2026-11-05T16:00+01:00", 2, 0, 0),
        ("2026-11-05T17:00+01:00", 3, 0, 0),
        ("2026-11-06T09:00+01:00", 3, 0, 1),
        ("2026-11-08T09:00+01:00", 4, 0, 1),
        ("2026-11-10T18:00+01:00", 6, 0, 3),
    ]
    for now, used, left, late in table:
        found = consumed(clock, at(now)), days_left(clock, at(now)), days_late(clock, at(now))
        assert found == (used, left, late), now


def test_before_day_zero_nothing_is_used_and_everything_left():
    clock = start_clock(at("2026-11-07T10:00+01:00"), 3, AMSTERDAM)
    assert clock.day0 == on("2026-11-09")
    assert consumed(clock, at("2026-11-07T11:00+01:00")) == 0
    assert days_left(clock, at("2026-11-07T11:00+01:00")) == 3


def test_an_answer_at_the_due_instant_is_in_time():
    found = due(MONDAY, 3, AMSTERDAM)
    assert not is_late(found.due_at, found.due_at)
    assert is_late(found.due_at, found.due_at + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("days", "percent", "wanted"),
    [
        (10, 50, "2026-11-09T17:00+01:00"),
        (10, 80, "2026-11-12T17:00+01:00"),
        (5, 50, "2026-11-05T13:00+01:00"),
        (5, 80, "2026-11-06T17:00+01:00"),
        (1, 50, "2026-11-03T13:00+01:00"),
        (1, 80, "2026-11-03T15:24+01:00"),
        (3, 80, "2026-11-05T12:12+01:00"),
        (3, 100, "2026-11-05T17:00+01:00"),
        (1, 1, "2026-11-03T09:04:48+01:00"),
    ],
)
def test_a_reminder_falls_within_office_hours(days, percent, wanted):
    assert mark(start_clock(MONDAY, days, AMSTERDAM), percent) == at(wanted)


@pytest.mark.parametrize("percent", [0, -5, 101])
def test_a_reminder_outside_the_sla_is_refused(percent):
    with pytest.raises(Refused, match=f"{percent} is not a share"):
        mark(start_clock(MONDAY, 5, AMSTERDAM), percent)


def test_an_item_without_pauses_has_one_age():
    clock = start_clock(MONDAY, 5, AMSTERDAM)
    found = age(clock, at("2026-11-12T18:00+01:00"))
    assert (found.net, found.gross) == (8, 8)


def test_reminders_come_at_half_and_at_four_fifths():
    clock = start_clock(MONDAY, 10, AMSTERDAM)
    marks = [mark(clock, percent) for percent in REMINDERS]
    assert marks == [at("2026-11-09T17:00+01:00"), at("2026-11-12T17:00+01:00")]


def test_close_of_business_in_mode_either_is_the_owners_hour():
    owner = replace(UAE_HALF_FRIDAY, closes=time(16))
    found = due(at("2026-06-10T10:00+04:00"), 3, owner, [ENGLAND], mode=Mode.EITHER)
    assert found.due_date == on("2026-06-15")
    assert not owner.works_on(found.due_date)
    assert found.due_local.isoformat() == "2026-06-15T16:00:00+04:00"


def test_a_clock_can_be_read_again_from_its_frozen_fields():
    clock = start_clock(MONDAY, 5, US, [JAPAN], mode=Mode.BOTH)
    again = replace(
        clock,
        owner=WorkingCalendar.from_json(US.as_json()),
        others=(WorkingCalendar.from_json(JAPAN.as_json()),),
    )
    assert again == clock
    assert due_of(again) == due_of(clock)

"""What a working calendar accepts, refuses and says about a date."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, time

import pytest

from allied.clock.calendar import DayState, WorkingCalendar
from allied.clock.zones import city_of, zone_named
from allied.kit.errors import Refused
from tests.clock.calendars import AMSTERDAM, BAVARIA, UAE, UAE_HALF_FRIDAY, at, on

CHRISTMAS_EVE = date(2026, 12, 24)


def refusal(**fields) -> Refused:
    with pytest.raises(Refused) as refused:
        WorkingCalendar(**{"tz": "Europe/Amsterdam"} | fields)
    return refused.value


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Europe/Amsterdm", "Europe/Amsterdam"),
        ("amsterdam", "Europe/Amsterdam"),
        ("New York", "America/New_York"),
        ("", "IANA name"),
        ("localtime", "IANA name"),
        ("../etc/passwd", "IANA name"),
        ("Mars/Olympus", "IANA name"),
    ],
)
def test_an_unknown_zone_is_refused_with_a_proposal(name, hint):
    refused = refusal(tz=name)
    assert (refused.code, refused.field) == ("calendar.zone_unknown", "tz")
    assert f"“{name}” is not a time zone" in refused.sentence
    assert hint in refused.sentence


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ({"weekdays": frozenset()}, "calendar.week_empty", "at least one weekday"),
        ({"weekdays": frozenset({0, 7})}, "calendar.weekday_unknown", "7 is not a weekday"),
        ({"weekdays": frozenset({-1})}, "calendar.weekday_unknown", "-1 is not a weekday"),
        ({"closes": time(8)}, "calendar.hours_reversed", "08:00 is not after opening 09:00"),
        ({"closes": time(9)}, "calendar.hours_reversed", "give a later close"),
        ({"closes": time(17, tzinfo=UTC)}, "calendar.hours_with_zone", "wall-clock"),
        (
            {"half_weekdays": {4: time(9)}},
            "calendar.half_day_outside_hours",
            "09:00 on weekday 4 is outside",
        ),
        (
            {"half_days": {CHRISTMAS_EVE: time(18)}},
            "calendar.half_day_outside_hours",
            "18:00 on 2026-12-24",
        ),
        ({"half_weekdays": {5: time(12)}}, "calendar.half_day_not_worked", "Weekday 5"),
    ],
)
def test_a_calendar_that_cannot_be_worked_is_refused(fields, code, said):
    refused = refusal(**fields)
    assert refused.code == code
    assert said in refused.sentence
    assert refused.field in WorkingCalendar.__dataclass_fields__


def test_a_half_day_may_end_with_the_office_hours():
    calendar = WorkingCalendar(tz="UTC", half_days={CHRISTMAS_EVE: time(17)})
    assert calendar.close_on(CHRISTMAS_EVE) == time(17)


def test_a_date_is_worked_off_or_a_weekend_with_its_reason():
    assert UAE.state_on(on("2026-03-18")) is DayState.WORKS
    assert UAE.reason_on(on("2026-03-18")) == ""
    assert UAE.state_on(on("2026-03-19")) is DayState.OFF
    assert UAE.reason_on(on("2026-03-19")) == "Eid al-Fitr Holiday"
    assert UAE.state_on(on("2026-03-21")) is DayState.WEEKEND


def test_an_exception_is_worked_on_holidays_and_on_weekends():
    calendar = replace(
        BAVARIA, exceptions={on("2026-01-06"): "Stock count", on("2026-01-10"): "Move"}
    )
    assert calendar.state_on(on("2026-01-06")) is DayState.WORKS
    assert calendar.reason_on(on("2026-01-06")) == "Stock count"
    assert calendar.works_on(on("2026-01-10"))
    assert not calendar.works_on(on("2026-01-11"))


def test_a_half_date_closes_before_a_half_weekday():
    friday = on("2026-06-12")
    assert UAE_HALF_FRIDAY.closing(friday) == at("2026-06-12T08:00Z")
    earlier = replace(UAE_HALF_FRIDAY, half_days={friday: time(11)})
    assert earlier.closing(friday) == at("2026-06-12T07:00Z")
    assert earlier.opening(friday) == at("2026-06-12T05:00Z")


def test_a_calendar_comes_back_equal_from_json_text():
    calendar = replace(
        UAE_HALF_FRIDAY,
        half_days={CHRISTMAS_EVE: time(12, 30)},
        exceptions={on("2026-12-02"): "Launch"},
        estimated=frozenset({on("2026-06-15")}),
        known_through=2026,
    )
    again = WorkingCalendar.from_json(json.loads(json.dumps(calendar.as_json())))
    assert again == calendar
    assert hash(again) == hash(calendar)
    assert again.as_json() == calendar.as_json()
    assert again.closing(CHRISTMAS_EVE) == calendar.closing(CHRISTMAS_EVE)
    assert again.known_through == 2026


def test_the_version_follows_the_content_and_not_its_order():
    holidays = {on("2026-05-01"): "Labour Day", on("2026-01-01"): "New Year"}
    one = WorkingCalendar(tz="UTC", holidays=holidays)
    other = WorkingCalendar(tz="UTC", holidays=dict(reversed(holidays.items())))
    assert one.version == other.version
    changes = [
        {"tz": "Europe/London"},
        {"weekdays": frozenset({0})},
        {"opens": time(8)},
        {"closes": time(18)},
        {"half_weekdays": {4: time(12)}},
        {"half_days": {CHRISTMAS_EVE: time(12)}},
        {"holidays": {}},
        {"exceptions": {on("2026-01-03"): "Open"}},
        {"estimated": frozenset({on("2026-01-01")})},
        {"known_through": 2026},
    ]
    versions = {replace(one, **change).version for change in changes}
    assert len(versions | {one.version}) == len(changes) + 1
    assert one != replace(one, known_through=2026)
    assert one != "a calendar"


def test_a_calendar_cannot_be_changed_after_a_clock_was_frozen_with_it():
    source = {on("2026-05-01"): "Labour Day"}
    calendar = WorkingCalendar(tz="UTC", holidays=source)
    source.clear()
    assert not calendar.works_on(on("2026-05-01"))
    with pytest.raises(FrozenInstanceError):
        calendar.tz = "Europe/London"
    with pytest.raises(TypeError):
        calendar.holidays[on("2026-05-04")] = "Bank holiday"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"format": "other/1"}, "format"),
        ({"colour": "blue"}, "colour"),
        ({"tz": None}, "tz"),
        ({"weekdays": "Mon-Fri"}, "weekdays"),
        ({"weekdays": [True]}, "weekdays"),
        ({"opens": "nine"}, "opens"),
        ({"closes": 17}, "closes"),
        ({"half_weekdays": {"Friday": "12:00"}}, "half_weekdays"),
        ({"half_days": ["2026-12-24"]}, "half_days"),
        ({"holidays": {"2026-02-30": "Never"}}, "holidays"),
        ({"holidays": {"2026-01-01": 1}}, "holidays"),
        ({"exceptions": []}, "exceptions"),
        ({"estimated": "2026-01-01"}, "estimated"),
        ({"known_through": "soon"}, "known_through"),
    ],
)
def test_broken_json_is_refused_and_names_the_field(change, field):
    with pytest.raises(Refused) as refused:
        WorkingCalendar.from_json(AMSTERDAM.as_json() | change)
    assert (refused.value.code, refused.value.field) == ("calendar.unreadable", field)
    assert f"“{field}”: expected" in refused.value.sentence


@pytest.mark.parametrize("content", [[], "text", None, {}, {"format": "allied-calendar/1"}])
def test_json_that_is_no_calendar_is_refused(content):
    with pytest.raises(Refused, match="The working calendar cannot be read"):
        WorkingCalendar.from_json(content)


def test_a_zone_is_said_by_its_city():
    assert city_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert city_of("UTC") == "UTC"
    assert zone_named("Asia/Dubai").key == "Asia/Dubai"

"""Public holidays of a country become a calendar; wrong countries are refused with a hint."""

from dataclasses import replace
from datetime import time

import pytest

from allied.clock.calendar import DayState
from allied.clock.holidays_source import (
    build_calendar,
    countries,
    country_named,
    public_holidays,
    subdivision_named,
    subdivisions,
)
from allied.kit.errors import Refused
from tests.clock.calendars import JAPAN, PUBLIC_2026, named, on

SOURCES = {
    "US": ("US", None),
    "DE-BY": ("DE", "BY"),
    "GB-ENG": ("GB", "ENG"),
    "JP": ("JP", None),
}


@pytest.mark.parametrize("key", SOURCES)
def test_the_public_holidays_of_2026_are_those_of_the_reference(key):
    country, subdivision = SOURCES[key]
    found = public_holidays(country, [2026], subdivision)
    wanted = {day: name for day, name in named(PUBLIC_2026[key]).items() if day.year == 2026}
    assert dict(found.names) == wanted
    assert found.known_through == 2026
    assert found.estimated == frozenset()


def test_lunar_holidays_are_kept_apart_because_they_may_move():
    found = public_holidays("AE", [2027])
    assert found.names[on("2027-03-09")] == "Eid al-Fitr"
    assert on("2027-03-09") in found.estimated
    assert on("2027-12-02") not in found.estimated
    assert found.estimated <= set(found.names)


@pytest.mark.parametrize("code", ["AE", "are", " ae ", "ARE"])
def test_a_country_is_known_by_two_or_three_letters(code):
    assert country_named(code).name == "United Arab Emirates"


def test_the_united_kingdom_is_known_by_both_its_codes():
    assert country_named("UK") == country_named("GB")


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("UAE", "AE for United Arab Emirates"),
        ("Germany", "DE for Germany"),
        ("Nethrlands", "NL for Netherlands"),
        ("XX", "such as DE for Germany"),
        ("", "such as DE for Germany"),
    ],
)
def test_an_unknown_country_is_refused_with_a_hint(code, hint):
    with pytest.raises(Refused) as refused:
        public_holidays(code, [2026])
    assert (refused.value.code, refused.value.field) == ("calendar.country_unknown", "country")
    assert f"“{code}” is not a known country" in refused.value.sentence
    assert hint in refused.value.sentence


def test_a_region_is_known_by_code_or_name():
    assert subdivision_named("DE", "by") == subdivision_named("DE", "Bayern")
    assert subdivision_named("US", "CA").name == "California"


@pytest.mark.parametrize(
    ("country", "text", "said"),
    [
        ("GB", "XX", "is not a region of United Kingdom: use one of ENG, NIR, SCT, WLS."),
        ("AE", "DU", "is not a region of United Arab Emirates: it has no regions, leave"),
    ],
)
def test_an_unknown_region_is_refused_with_the_accepted_ones(country, text, said):
    with pytest.raises(Refused) as refused:
        public_holidays(country, [2026], text)
    assert refused.value.field == "subdivision"
    assert said in refused.value.sentence


@pytest.mark.parametrize("years", [[], [1200], [2026, 2500]])
def test_years_without_a_list_are_refused(years):
    with pytest.raises(Refused) as refused:
        public_holidays("DE", years)
    assert refused.value.code == "calendar.years_unknown"
    assert "give one or more of these years" in refused.value.sentence


def test_forms_offer_every_country_and_region_by_name():
    names = [country.name for country in countries()]
    assert len(names) > 200
    assert names == sorted(names)
    assert {"United States", "Isle of Man", "DR Congo", "Antigua and Barbuda"} <= set(names)
    assert len({country.code for country in countries()}) == len(names)
    assert [one.name for one in subdivisions("GB")] == [
        "England",
        "Northern Ireland",
        "Scotland",
        "Wales",
    ]
    assert subdivisions("AE") == ()


def test_a_calendar_has_public_holidays_own_closures_and_exceptions():
    calendar = build_calendar(
        country="DE",
        subdivision="BY",
        years=[2026],
        tz="Europe/Berlin",
        closes=time(16),
        half_days={on("2026-12-24"): time(12)},
        closures={on("2026-08-15"): "Assumption", on("2026-12-28"): "Company closed"},
        exceptions={on("2026-01-06"): "Stock count"},
    )
    assert calendar.state_on(on("2026-12-28")) is DayState.OFF
    assert calendar.reason_on(on("2026-12-28")) == "Company closed"
    assert calendar.works_on(on("2026-01-06"))
    assert not calendar.works_on(on("2026-06-04"))
    assert calendar.close_on(on("2026-12-24")) == time(12)
    assert calendar.close_on(on("2026-12-23")) == time(16)
    assert calendar.known_through == 2026


def test_a_date_that_the_company_confirms_no_longer_may_move():
    calendar = build_calendar(
        country="AE",
        years=[2027],
        tz="Asia/Dubai",
        closures={on("2027-03-09"): "Eid al-Fitr, announced"},
    )
    assert on("2027-03-09") not in calendar.estimated
    assert on("2027-03-10") in calendar.estimated
    assert calendar.reason_on(on("2027-03-09")) == "Eid al-Fitr, announced"


def test_a_built_calendar_refuses_what_a_calendar_refuses():
    with pytest.raises(Refused, match="Did you mean Asia/Dubai"):
        build_calendar(country="AE", years=[2026], tz="Dubai")
    with pytest.raises(Refused, match="working week is empty"):
        build_calendar(country="AE", years=[2026], tz="Asia/Dubai", weekdays=frozenset())


def test_the_built_calendar_is_the_written_one():
    built = build_calendar(country="JP", years=[2026], tz="Asia/Tokyo")
    assert built == replace(JAPAN, known_through=2026)

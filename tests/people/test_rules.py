"""What an organisation may say about itself: names, weeks, own days, places."""

import pytest

from allied.kit.errors import Refused
from allied.kit.places import check_place, check_zone, countries, regions, zones
from allied.people import rules


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([0, 1, 2, 3, 4], "Monday to Friday"),
        ([6, 0, 1], "Sunday, Monday and Tuesday"),
        ([0, 2], "Monday and Wednesday"),
        ([3], "Thursday"),
        ([0, 1], "Monday and Tuesday"),
    ],
)
def test_a_week_is_said_in_words(days, words):
    assert rules.week_in_words(days) == words


def test_own_days_are_read_one_a_line_in_order_and_once():
    text = "2026-12-31 New Year's Eve\n\n 2026-12-24  Winter   break \n2026-12-24 Winter break\n"
    days = rules.read_days(text, field="closures")
    assert days == [
        {"date": "2026-12-24", "name": "Winter break"},
        {"date": "2026-12-31", "name": "New Year's Eve"},
    ]
    assert rules.read_days(rules.days_text(days), field="closures") == days


@pytest.mark.parametrize("text", ["24 Dec Winter", "2026-13-01 Never", "2026-12-24"])
def test_a_line_that_is_no_day_with_a_name_is_refused(text):
    with pytest.raises(Refused) as refusal:
        rules.read_days(text, field="exceptions")
    assert refusal.value.field == "exceptions"


def test_too_many_own_days_are_refused():
    text = "\n".join(f"20{year:02}-01-{day:02} x" for year in range(10, 20) for day in range(1, 29))
    with pytest.raises(Refused) as refusal:
        rules.read_days(text, field="closures")
    assert refusal.value.code == "too_many_days"


def test_every_country_has_a_two_letter_code_and_a_name():
    assert len(countries()) > 200
    assert all(len(code) == 2 and code.isupper() and name for code, name in countries())


@pytest.mark.parametrize("said", ["BY", "by", "Bayern", " bayern "])
def test_a_region_is_found_by_code_or_name(said):
    assert check_place("de", said) == ("DE", "BY")


@pytest.mark.parametrize(
    ("country", "region", "field"),
    [("XX", "", "country"), ("DE", "Texas", "subdivision"), ("", "BY", "subdivision")],
)
def test_an_unknown_place_is_refused_at_its_field(country, region, field):
    with pytest.raises(Refused) as refusal:
        check_place(country, region)
    assert refusal.value.field == field


def test_no_country_is_an_answer():
    assert check_place("", "") == ("", "")
    assert regions("") == ()


def test_zones_are_regions_and_cities_and_utc():
    assert {"Europe/Amsterdam", "America/New_York", "UTC"} <= set(zones())
    assert not [zone for zone in zones() if zone.startswith("Etc/")]
    with pytest.raises(Refused):
        check_zone("Europe/Atlantis")

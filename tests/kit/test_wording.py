"""How dates, money, counts and shares are said."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.kit import wording

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEW_YORK = ZoneInfo("America/New_York")
AUCKLAND = ZoneInfo("Pacific/Auckland")


@pytest.mark.parametrize(
    ("at", "zone", "said"),
    [
        (datetime(2026, 11, 25, 16, 0, tzinfo=UTC), AMSTERDAM, "Wed 25 Nov, 17:00"),
        (datetime(2026, 11, 25, 16, 0, tzinfo=UTC), NEW_YORK, "Wed 25 Nov, 11:00"),
        (datetime(2026, 11, 25, 16, 0, tzinfo=UTC), AUCKLAND, "Thu 26 Nov, 05:00"),
        (datetime(2027, 1, 4, 8, 5, tzinfo=UTC), AMSTERDAM, "Mon 4 Jan 2027, 09:05"),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), AMSTERDAM, "Sun 25 Oct, 00:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), AMSTERDAM, "Sun 25 Oct, 02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), AMSTERDAM, "Sun 25 Oct, 02:30"),
    ],
)
def test_a_moment_is_said_in_the_zone_of_the_reader(at, zone, said) -> None:  # type: ignore[no-untyped-def]
    assert wording.moment(at, NOW, zone) == said


def test_the_year_is_said_only_when_it_is_not_this_year_where_the_reader_is() -> None:
    eve = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert wording.day(date(2027, 1, 1), eve, AMSTERDAM) == "Fri 1 Jan"
    assert wording.day(date(2027, 1, 1), eve, NEW_YORK) == "Fri 1 Jan 2027"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 days"),
        (-6, "6 days ago"),
        (7, "Tue 24 Nov"),
        (-7, "Tue 10 Nov"),
    ],
)
def test_a_near_day_is_said_relative_to_today(days: int, said: str) -> None:
    assert wording.relative_day(NOW + timedelta(days=days), NOW, AMSTERDAM) == said


def test_yesterday_begins_at_midnight_of_the_reader() -> None:
    late = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    assert wording.relative_day(late, NOW, AMSTERDAM) == "today"
    assert wording.relative_day(late, NOW, NEW_YORK) == "yesterday"


def test_a_moment_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        wording.moment(datetime(2026, 11, 17, 9, 0), NOW, AMSTERDAM)


def test_a_day_in_full_and_its_week() -> None:
    assert wording.long_day(NOW, AMSTERDAM) == "Tuesday 17 November 2026"
    assert wording.week_number(NOW, AMSTERDAM) == 47


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (1_840_000, "EUR", "€1.84 m"),
        (112_000, "EUR", "€112 k"),
        (86_400, "EUR", "€86.4 k"),
        (21_400_000, "EUR", "€21.4 m"),
        (24_000_000, "EUR", "€24 m"),
        (1_500_000, "EUR", "€1.5 m"),
        (950, "EUR", "€950"),
        (Decimal("9.50"), "EUR", "€9.5"),
        (0, "EUR", "€0"),
        (999_499, "EUR", "€999 k"),
        (999_600, "EUR", "€1 m"),
        (999_999_999, "EUR", "€1 bn"),
        (2_500_000_000_000, "USD", "$2,500 bn"),
        (-38_000, "EUR", "−€38 k"),
        (950, "CHF", "CHF 950"),
    ],
)
def test_money_is_said_in_three_figures(amount, currency, said) -> None:  # type: ignore[no-untyped-def]
    assert wording.money(amount, currency) == said


@given(st.decimals(0, Decimal(10) ** 12, allow_nan=False, places=2))
def test_money_never_shows_more_than_three_figures_below_a_thousand_billion(amount) -> None:  # type: ignore[no-untyped-def]
    figures = wording.money(amount).removeprefix("€").split(" ")[0].replace(".", "")
    assert len(figures.replace(",", "").lstrip("0")) <= 4 if "," in figures else len(figures) <= 3


def test_money_that_is_not_a_number_is_an_error() -> None:
    with pytest.raises(ValueError, match="is a number"):
        wording.money(Decimal("NaN"))


@pytest.mark.parametrize(
    ("some", "of", "said"),
    [
        (3, 8, "3 of 8"),
        (19, 19, "19 of 19"),
        (15, 20, "75%"),
        (74, 100, "74%"),
        (0, 0, "no cases"),
        (1, 3000, "0%"),
    ],
)
def test_a_percentage_is_said_from_twenty_cases_on(some: int, of: int, said: str) -> None:
    assert wording.share(some, of) == said


def test_counts_carry_their_word() -> None:
    assert wording.plural(1, "working day") == "1 working day"
    assert wording.plural(6, "working day") == "6 working days"
    assert wording.plural(2, "party", "parties") == "2 parties"
    assert wording.plural(1420, "store") == "1,420 stores"
    assert wording.count_of(1420, 6000) == "1,420 of 6,000"
    assert [wording.spelled(n) for n in (0, 9, 10, 1420)] == ["no", "nine", "10", "1,420"]


def test_numbers_sizes_and_lists() -> None:
    assert [wording.number(n) for n in (1420, 9.5, 3.0)] == ["1,420", "9.5", "3"]
    assert [wording.file_size(n) for n in (1, 512, 84_000, 2_340_000, 5 * 10**9)] == [
        "1 byte",
        "512 bytes",
        "84 KB",
        "2.34 MB",
        "5 GB",
    ]
    assert wording.listed(["11", "26", "27"]) == "11, 26 and 27"
    assert wording.listed(["11"]) == "11"
    assert wording.listed([]) == ""


def test_everybody_in_an_alliance_is_named_by_its_size() -> None:
    assert [wording.companies(n) for n in (1, 2, 3, 12)] == [
        "your company",
        "both companies",
        "all three companies",
        "all 12 companies",
    ]

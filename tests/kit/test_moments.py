"""How days and moments are said."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from allied.kit import moments

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
    assert moments.moment(at, NOW, zone) == said


def test_the_year_is_said_only_when_it_is_not_this_year_where_the_reader_is() -> None:
    eve = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert moments.short_day(date(2027, 1, 1), eve, AMSTERDAM) == "Fri 1 Jan"
    assert moments.short_day(date(2027, 1, 1), eve, NEW_YORK) == "Fri 1 Jan 2027"


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
    assert moments.relative_day(NOW + timedelta(days=days), NOW, AMSTERDAM) == said


def test_yesterday_begins_at_midnight_of_the_reader() -> None:
    late = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    assert moments.relative_day(late, NOW, AMSTERDAM) == "today"
    assert moments.relative_day(late, NOW, NEW_YORK) == "yesterday"


def test_a_moment_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        moments.moment(datetime(2026, 11, 17, 9, 0), NOW, AMSTERDAM)


def test_a_day_in_full_and_its_week() -> None:
    assert moments.long_day(NOW, AMSTERDAM) == "Tuesday 17 November 2026"
    assert moments.week_number(NOW, AMSTERDAM) == 47

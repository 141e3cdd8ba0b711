"""Rhythms: read strictly, said in words, turned into dates on the wall clock."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.rooms.governance.rhythm import adjective, in_words, mean_period, next_dates
from allied.rooms.governance.rrule import PRESETS, UnknownRhythm, rrule_text

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("weekly", "every week"),
        ("Fortnightly", "every second week"),
        ("monthly", "every month"),
        ("quarterly", "every quarter"),
        ("yearly", "every year"),
        ("daily", "every working day"),
        ("FREQ=WEEKLY;BYDAY=WE", "every Wednesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every second Tuesday"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "every Monday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every second week on Monday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=6;BYDAY=FR", "every 6 weeks on Friday"),
        ("FREQ=WEEKLY;INTERVAL=8", "every 8 weeks"),
        ("FREQ=MONTHLY;BYDAY=1TU", "every month on the first Tuesday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=TH", "every month on each Thursday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "every third month on the second Thursday"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month on the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,22", "every month on the 1st and the 22nd"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "every month on the second to last day"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month on each Friday that is the 13th"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "every month on the last working day",
        ),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2", "every month on the second Monday or Tuesday"),
        (
            "FREQ=MONTHLY;BYMONTH=1,7;BYDAY=1MO",
            "every month on the first Monday in January and July",
        ),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31", "every year on the 31st in March"),
        ("FREQ=DAILY;INTERVAL=2", "every second day"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=10", "every Tuesday, 10 times"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T235959Z", "every Tuesday, until 31 Dec 2027"),
        ("RRULE:FREQ=WEEKLY;WKST=MO;BYDAY=TU;", "every Tuesday"),
        ("every 2 weeks", "every second week"),
    ],
)
def test_a_rhythm_is_said_as_people_say_it(rule, words):
    assert in_words(rule) == words


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ("FREQ=WEEKLY;BYDAY=WE", "weekly"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "fortnightly"),
        ("FREQ=MONTHLY;BYDAY=1TU", "monthly"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "quarterly"),
        ("daily", "daily"),
        ("FREQ=YEARLY;BYMONTH=3", "yearly"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", ""),
        ("FREQ=MONTHLY;BYDAY=TH", ""),
        ("FREQ=MONTHLY;BYMONTH=1,7", ""),
        ("FREQ=WEEKLY;INTERVAL=3", ""),
    ],
)
def test_plain_rhythms_have_an_adjective(rule, word):
    assert adjective(rule) == word


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "soon",
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "INTERVAL=2",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;INTERVAL=105",
        "FREQ=YEARLY;INTERVAL=11",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=MONTHLY;BYDAY=6TU",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=WEEKLY;BYHOUR=9",
        "FREQ=WEEKLY;FREQ=MONTHLY",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20270101",
        "FREQ=WEEKLY;UNTIL=tomorrow",
        "FREQ=WEEKLY;UNTIL=20271399",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ",
        "=1+1",
    ],
)
def test_what_is_no_rhythm_is_refused_with_what_is_accepted(bad):
    with pytest.raises(UnknownRhythm, match="is not a rhythm; write weekly, fortnightly"):
        rrule_text(bad)


def test_words_become_rules():
    assert {word: rrule_text(word.upper()) for word in PRESETS} == PRESETS
    assert rrule_text(" every  2 weeks ") == "FREQ=WEEKLY;INTERVAL=2"
    assert rrule_text("freq=monthly;byday=1tu") == "FREQ=MONTHLY;BYDAY=1TU"


def test_sessions_keep_their_wall_clock_time_over_a_clock_change():
    first = datetime(2027, 3, 9, 15, 0, tzinfo=BERLIN)
    dates = next_dates("FREQ=WEEKLY;INTERVAL=2", first, datetime(2027, 3, 8, tzinfo=UTC), 3)
    assert [moment.strftime("%d %b %H:%M %z") for moment in dates] == [
        "09 Mar 15:00 +0100",
        "23 Mar 15:00 +0100",
        "06 Apr 15:00 +0200",
    ]


def test_a_time_that_a_clock_change_skips_moves_forward():
    first = datetime(2027, 3, 7, 2, 30, tzinfo=NEW_YORK)
    (skipped,) = next_dates("weekly", first, first, 1)
    assert skipped.strftime("%d %b %H:%M %z") == "14 Mar 03:30 -0400"


def test_the_next_session_is_later_than_now_and_not_earlier_than_the_first():
    first = datetime(2027, 1, 5, 9, tzinfo=BERLIN)
    assert next_dates("weekly", first, first - timedelta(days=400), 1) == (first,)
    assert next_dates("weekly", first, first, 1) == (first + timedelta(days=7),)


def test_a_rhythm_that_has_ended_gives_no_dates():
    first = datetime(2027, 1, 5, 9, tzinfo=BERLIN)
    late = first + timedelta(days=300)
    assert next_dates("FREQ=WEEKLY;COUNT=3", first, late, 5) == ()
    assert len(next_dates("FREQ=WEEKLY;COUNT=3", first, first, 5)) == 2
    assert len(next_dates("FREQ=WEEKLY;UNTIL=20270119", first, first, 5)) == 2


def test_the_29th_of_february_is_found():
    first = datetime(2096, 2, 29, 9, tzinfo=UTC)
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
    assert [moment.year for moment in next_dates(rule, first, first, 1)] == [2104]


def test_the_first_session_needs_a_zone():
    with pytest.raises(ValueError, match="in a time zone"):
        next_dates("weekly", datetime(2027, 1, 5), datetime(2027, 1, 5, tzinfo=UTC), 1)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("daily", 1),
        ("weekly", 5),
        ("fortnightly", 10),
        ("monthly", 260 / 12),
        ("quarterly", 65),
        ("yearly", 260),
        ("FREQ=WEEKLY;BYDAY=MO,TH", 2.5),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", 130 / 12),
        ("FREQ=MONTHLY;BYDAY=TU", 5),
        ("FREQ=MONTHLY;BYMONTH=1,4,7,10", 65),
        ("FREQ=YEARLY;BYMONTH=3,9", 130),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 260 / 12),
    ],
)
def test_the_mean_period_counts_working_days(rule, days):
    assert mean_period(rule) == pytest.approx(days)


rules = st.one_of(
    st.builds(
        "FREQ=WEEKLY;INTERVAL={};BYDAY={}".format,
        st.integers(1, 6),
        st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR"]), min_size=1, unique=True).map(
            ",".join
        ),
    ),
    st.builds(
        "FREQ=MONTHLY;INTERVAL={};BYDAY={}{}".format,
        st.sampled_from([1, 2, 3, 6]),
        st.sampled_from([1, 2, 3, 4, -1]),
        st.sampled_from(["MO", "TU", "WE", "TH", "FR"]),
    ),
)


@settings(max_examples=40)
@given(rules)
def test_the_mean_period_agrees_with_the_dates(rule):
    first = datetime(2026, 1, 5, 9, tzinfo=UTC)
    dates = next_dates(rule, first, first - timedelta(days=1), 240)
    weeks = (dates[-1] - dates[0]) / timedelta(days=7) / (len(dates) - 1)
    assert mean_period(rule) == pytest.approx(5 * weeks, rel=0.05)


@given(st.text(max_size=40) | st.sampled_from(sorted(PRESETS)) | rules)
def test_any_text_is_either_a_rhythm_with_words_or_refused(text):
    with suppress(UnknownRhythm):
        assert in_words(rrule_text(text)).startswith("every ")

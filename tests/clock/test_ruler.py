"""The arithmetic is shown: day by day, and in sentences."""

from dataclasses import replace
from datetime import timedelta

import pytest

from allied.clock.calendar import DayState
from allied.clock.changes import hand_over, recalculate
from allied.clock.counting import Mode
from allied.clock.day_words import day_text, days_text
from allied.clock.pauses import Pause, PauseReason
from allied.clock.ruler import Side, explain
from allied.clock.rules import start_clock
from allied.clock.sentences import (
    closures_text,
    due_sentence,
    next_day_sentence,
    ruler_caption,
)
from tests.clock.calendars import AMSTERDAM, BRIGHTLEAF, JAPAN, NORTHWIND, UAE, US, at, on

ASKED = at("2026-10-27T15:26+01:00")
NOW = at("2026-11-17T09:00+01:00")
CLOCK = start_clock(ASKED, 20, NORTHWIND, [BRIGHTLEAF], mode=Mode.BOTH)
SIDES = (Side("Northwind", NORTHWIND, is_owner=True), Side("Brightleaf", BRIGHTLEAF))
RULER = explain(CLOCK, SIDES, NOW)
ROWS = {row.date: row for row in RULER.rows}


def test_the_ruler_shows_the_weekdays_after_day_zero_to_the_next_shared_day():
    assert [row.date.day for row in RULER.rows] == [
        *(28, 29, 30),
        *(2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30),
    ]
    assert RULER.rows[0].date == on("2026-10-28")
    assert RULER.next_day == RULER.rows[-1].date == on("2026-11-30")


def test_the_ruler_numbers_the_days_on_which_both_work():
    numbers = [row.number for row in RULER.rows]
    assert numbers == [*range(1, 11), None, *range(11, 21), None, None, None]
    assert RULER.due.due_date == on("2026-11-25")
    assert [row.date for row in RULER.rows if row.is_last] == [on("2026-11-25")]


def test_the_ruler_says_where_we_are():
    assert [row.date for row in RULER.rows if row.is_today] == [on("2026-11-17")]
    assert (RULER.reached, RULER.left, RULER.days, RULER.late) == (14, 6, 20, 0)
    assert RULER.consumed == 13
    assert sum(row.is_consumed for row in RULER.rows) == 13
    assert sum(row.is_reached for row in RULER.rows) == 15
    assert explain(CLOCK, SIDES, at("2026-11-17T17:00+01:00")).consumed == 14


def test_the_ruler_names_days_off_for_each_side():
    north, bright = ROWS[on("2026-11-11")].cells
    assert (north.state, north.reason) == (DayState.WORKS, "")
    assert (bright.state, bright.reason) == (DayState.OFF, "Veterans Day")


def test_the_ruler_marks_the_first_day_of_every_further_week():
    firsts = [row.date.day for row in RULER.rows if row.starts_week]
    assert firsts == [2, 9, 16, 23, 30]


def test_weekends_are_shown_on_request():
    whole = explain(CLOCK, SIDES, NOW, weekends=True)
    assert len(whole.rows) == 34
    saturday = whole.rows[3]
    assert saturday.date == on("2026-10-31")
    assert [cell.state for cell in saturday.cells] == [DayState.WEEKEND, DayState.WEEKEND]
    assert saturday.number is None


def test_a_weekend_of_one_side_only_is_shown():
    cairo = replace(AMSTERDAM, tz="Africa/Cairo", weekdays=frozenset({6, 0, 1, 2, 3}))
    clock = start_clock(ASKED, 5, NORTHWIND, [cairo], mode=Mode.BOTH)
    ruler = explain(clock, (Side("Northwind", NORTHWIND), Side("Nile", cairo)), NOW)
    friday = next(row for row in ruler.rows if row.date == on("2026-10-30"))
    assert [cell.state for cell in friday.cells] == [DayState.WORKS, DayState.WEEKEND]
    assert friday.number is None
    assert on("2026-11-01") in {row.date for row in ruler.rows}
    assert on("2026-10-31") not in {row.date for row in ruler.rows}


def test_the_sides_keep_the_order_of_the_alliance_whoever_owns_the_clock():
    clock = start_clock(ASKED, 20, BRIGHTLEAF, [NORTHWIND], mode=Mode.BOTH)
    ruler = explain(clock, SIDES, NOW)
    row = next(row for row in ruler.rows if row.date == on("2026-11-26"))
    assert [cell.state for cell in row.cells] == [DayState.WORKS, DayState.OFF]


def test_a_late_clock_shows_the_days_up_to_today():
    late = explain(CLOCK, SIDES, at("2026-12-08T12:00+01:00"))
    assert late.rows[-1].date == on("2026-12-08")
    assert late.rows[-1].is_today
    assert (late.left, late.reached, late.late, late.consumed) == (0, 20, 7, 26)


FREEZE = Pause(
    begins=at("2026-11-04T09:00+01:00"),
    ends=at("2026-11-06T09:00+01:00"),
    reason=PauseReason.EXTERNAL_BODY,
    acknowledge_by=at("2026-11-06T17:00+01:00"),
    acknowledged_at=at("2026-11-04T10:00+01:00"),
)


def test_paused_days_stay_visible_and_are_not_numbered():
    ruler = explain(CLOCK, SIDES, NOW, [FREEZE])
    paused = [row for row in ruler.rows if row.is_paused]
    assert [row.date.day for row in paused] == [4, 5]
    assert [row.number for row in paused] == [None, None]
    assert not any(row.is_consumed for row in paused)
    assert ruler.due.due_date == on("2026-12-01")
    assert ruler.left == 8


def test_after_a_change_of_owner_the_numbers_go_on():
    later = hand_over(CLOCK, at("2026-11-02T18:00+01:00"), BRIGHTLEAF, [NORTHWIND])
    ruler = explain(later, SIDES, NOW)
    assert (ruler.rows[0].date, ruler.rows[0].number) == (on("2026-11-03"), 5)
    assert ruler.carried == 4
    assert next(row.number for row in ruler.rows if row.is_last) == 20


def test_an_estimated_day_is_marked():
    eid = replace(UAE, estimated=frozenset({on("2026-05-27")}))
    clock = start_clock(at("2026-05-18T09:30+04:00"), 10, eid)
    ruler = explain(clock, [Side("Falcon", eid, is_owner=True)], clock.started_at)
    assert [row.date for row in ruler.rows if row.cells[0].may_move] == [on("2026-05-27")]
    assert due_sentence(clock, [Side("Falcon", eid, is_owner=True)]).endswith(
        "; may move, because a holiday is not final yet."
    )


def test_the_deadline_is_explained_in_one_sentence():
    assert due_sentence(CLOCK, SIDES) == (
        "Due Wed 25 Nov 2026, 17:00 Amsterdam = 20 shared working days after Tue 27 Oct;"
        " skipped 11 Nov (Brightleaf: Veterans Day)."
    )


def test_the_sentence_names_every_reason_for_more_time():
    assert due_sentence(CLOCK, SIDES, [FREEZE]) == (
        "Due Tue 1 Dec 2026, 17:00 Amsterdam = 20 shared working days after Tue 27 Oct;"
        " skipped 11 Nov (Brightleaf: Veterans Day), 26 Nov (Brightleaf: Thanksgiving Day)"
        " and 27 Nov (Brightleaf: Company day);"
        " stood still on 4 and 5 Nov (waiting for an external body)."
    )


def test_the_sentence_follows_the_mode():
    own = start_clock(ASKED, 1, NORTHWIND, [BRIGHTLEAF])
    assert due_sentence(own, SIDES) == (
        "Due Wed 28 Oct 2026, 17:00 Amsterdam = 1 working day of Northwind after Tue 27 Oct."
    )
    either = start_clock(at("2026-05-22T10:00-04:00"), 2, US, [JAPAN], mode=Mode.EITHER)
    sides = (Side("Apple Pie", US, is_owner=True), Side("Sakura", JAPAN))
    assert due_sentence(either, sides) == (
        "Due Tue 26 May 2026, 17:00 New York = 2 working days of any company after Fri 22 May."
    )


def test_days_on_which_both_are_off_name_both():
    clock = start_clock(at("2026-10-09T10:00-04:00"), 1, US, [JAPAN], mode=Mode.EITHER)
    sides = (Side("Apple Pie", US, is_owner=True), Side("Sakura", JAPAN))
    assert due_sentence(clock, sides).endswith(
        "skipped 12 Oct (Apple Pie: Columbus Day, Sakura: Sports Day)."
    )


def test_the_sentence_of_a_handed_over_clock_says_what_was_used_before():
    later = hand_over(CLOCK, at("2026-11-02T18:00+01:00"), NORTHWIND, [BRIGHTLEAF])
    assert due_sentence(later, SIDES).startswith(
        "Due Wed 25 Nov 2026, 17:00 Amsterdam = 16 shared working days after Mon 2 Nov;"
        " 4 of 20 were used under the owner before; skipped 11 Nov"
    )


def test_the_sentence_says_when_a_deadline_was_kept_from_moving_back():
    closed = replace(NORTHWIND, holidays={on("2026-11-04"): "Strike", on("2026-11-05"): "Strike"})
    clock = start_clock(at("2026-11-02T10:00+01:00"), 5, closed)
    kept = recalculate(clock, at("2026-11-09T10:00+01:00"), NORTHWIND).clock
    assert "not earlier, because a deadline never moves into the past" in due_sentence(kept, SIDES)


def test_a_sentence_over_the_turn_of_the_year_says_both_years():
    clock = start_clock(at("2026-12-30T10:00+01:00"), 3, NORTHWIND)
    assert due_sentence(clock, SIDES) == (
        "Due Mon 4 Jan 2027, 17:00 Amsterdam = 3 working days of Northwind after Wed 30 Dec 2026."
    )


def test_what_comes_after_the_deadline_is_said():
    assert next_day_sentence(CLOCK, SIDES) == (
        "After Wed 25 Nov the next shared working day is Mon 30 Nov:"
        " Brightleaf is closed on 26 and 27 Nov."
    )
    own = start_clock(ASKED, 1, NORTHWIND)
    assert next_day_sentence(own, SIDES) == (
        "After Wed 28 Oct the next working day of Northwind is Thu 29 Oct."
    )


def test_the_caption_says_what_counts_and_who_is_closed():
    assert ruler_caption(CLOCK, SIDES, RULER.rows[-1].date) == (
        "A day counts only when both companies work. Brightleaf is closed on 11, 26 and 27 Nov."
    )
    own = start_clock(ASKED, 1, NORTHWIND)
    assert ruler_caption(own, SIDES, on("2026-10-30")) == "A day counts when Northwind works."
    three = start_clock(ASKED, 1, NORTHWIND, [BRIGHTLEAF, JAPAN], mode=Mode.BOTH)
    assert "all companies work" in ruler_caption(three, SIDES, on("2026-10-30"))
    either = start_clock(ASKED, 1, NORTHWIND, [BRIGHTLEAF], mode=Mode.EITHER)
    assert "at least one company works" in ruler_caption(either, SIDES, on("2026-10-30"))


def test_closures_of_several_companies_are_listed_side_by_side():
    sides = (Side("Apple Pie", US), Side("Sakura", JAPAN))
    assert closures_text(sides, on("2026-11-01"), on("2026-11-30")) == (
        "Apple Pie is closed on 11 and 26 Nov; Sakura is closed on 3 and 23 Nov"
    )
    assert closures_text(sides, on("2026-11-30"), on("2026-11-29")) == ""


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ([], ""),
        (["2026-11-11"], "11 Nov"),
        (["2026-11-27", "2026-11-11", "2026-11-26"], "11, 26 and 27 Nov"),
        (["2026-11-30", "2026-12-01"], "30 Nov and 1 Dec"),
        (["2026-12-31", "2027-01-01", "2027-01-04"], "31 Dec, 1 and 4 Jan"),
    ],
)
def test_days_in_a_row_name_their_month_once(days, wanted):
    assert days_text(map(on, days)) == wanted


def test_a_date_is_said_with_its_weekday():
    assert day_text(on("2026-11-25")) == "Wed 25 Nov"
    assert day_text(on("2026-11-25"), year=True) == "Wed 25 Nov 2026"


def test_the_ruler_is_the_same_all_day_until_close():
    morning = explain(CLOCK, SIDES, NOW)
    assert explain(CLOCK, SIDES, NOW + timedelta(hours=7)) == morning
    assert explain(CLOCK, SIDES, NOW + timedelta(hours=8)) != morning

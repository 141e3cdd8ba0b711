"""Another owner and holidays announced later: what stays and what moves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from allied.clock.changes import hand_over, recalculate
from allied.clock.counting import Mode
from allied.clock.pauses import Pause, PauseReason
from allied.clock.progress import age, consumed, days_left, mark
from allied.clock.rules import due_of, paused_days, start_clock
from allied.kit.errors import Refused
from tests.clock.calendars import AMSTERDAM, JAPAN, UAE, US, at, on

MONDAY = at("2026-11-02T10:00+01:00")
CLOCK = start_clock(MONDAY, 5, AMSTERDAM)


def test_a_new_owner_counts_the_remaining_days_on_their_own_calendar():
    later = hand_over(CLOCK, at("2026-11-05T18:00+01:00"), US)
    assert (later.used, later.counted_after, later.tz) == (3, on("2026-11-05"), US.tz)
    assert due_of(later).due_date == on("2026-11-09")
    later = hand_over(CLOCK, at("2026-11-09T10:00+01:00"), US)
    assert later.used == 4
    assert due_of(later).due_at == at("2026-11-09T17:00-05:00")


def test_a_holiday_of_the_new_owner_is_skipped():
    clock = start_clock(MONDAY, 8, AMSTERDAM)
    assert due_of(clock).due_date == on("2026-11-12")
    later = hand_over(clock, at("2026-11-10T18:00+01:00"), US)
    assert due_of(later).due_date == on("2026-11-13")


def test_a_day_already_closed_for_the_new_owner_is_not_taken_from_them():
    clock = start_clock(at("2026-11-03T10:00-05:00"), 5, US)
    handed = at("2026-11-05T16:00-05:00")
    later = hand_over(clock, handed, JAPAN)
    assert consumed(clock, handed) == 1
    assert later.counted_after == on("2026-11-05")
    assert due_of(later).due_date == on("2026-11-11")


def test_a_day_used_by_the_old_owner_is_not_counted_again():
    clock = start_clock(at("2026-11-04T10:00+09:00"), 5, JAPAN)
    handed = at("2026-11-05T17:30+09:00")
    later = hand_over(clock, handed, US)
    assert later.used == 1
    assert due_of(later).due_date == on("2026-11-12")


def test_pauses_before_the_change_of_owner_stay_in_the_gross_age_and_in_the_budget():
    pauses = [
        Pause(
            begins=at("2026-11-03T09:00+01:00"),
            ends=at("2026-11-10T09:00+01:00"),
            reason=PauseReason.EXTERNAL_BODY,
            acknowledge_by=at("2026-11-10T09:00+01:00"),
            acknowledged_at=at("2026-11-03T09:00+01:00"),
        ),
        Pause(
            begins=at("2026-11-12T09:00+01:00"),
            ends=at("2026-12-24T09:00+01:00"),
            reason=PauseReason.EXTERNAL_BODY,
            acknowledge_by=at("2026-12-24T09:00+01:00"),
            acknowledged_at=at("2026-11-12T09:00+01:00"),
        ),
    ]
    handed = at("2026-11-10T18:00+01:00")
    later = hand_over(CLOCK, handed, AMSTERDAM, pauses=pauses)
    assert (later.used, later.paused) == (1, 5)
    found = age(later, handed, pauses)
    assert (found.net, found.gross) == (1, 6)
    assert len(paused_days(later, pauses)) == 5
    assert due_of(later, pauses) == due_of(CLOCK, pauses)


def test_a_reminder_from_before_the_change_of_owner_is_not_given_twice():
    clock = start_clock(MONDAY, 10, AMSTERDAM)
    later = hand_over(clock, at("2026-11-10T18:00+01:00"), AMSTERDAM)
    assert later.used == 6
    assert mark(later, 50) is None
    assert mark(later, 60) is None
    assert mark(later, 80) == mark(clock, 80)


def test_a_clock_that_has_run_out_keeps_its_due_date():
    with pytest.raises(Refused) as refused:
        hand_over(CLOCK, due_of(CLOCK).due_at, US)
    assert (refused.value.code, refused.value.field) == ("clock.run_out", "owner")


def test_the_owner_may_change_before_day_zero():
    clock = start_clock(at("2026-11-07T10:00+01:00"), 3, AMSTERDAM)
    later = hand_over(clock, at("2026-11-07T12:00+01:00"), US)
    assert later.counted_after == on("2026-11-09")
    assert due_of(later).due_date == on("2026-11-13")


def with_holidays(calendar, *days: str):
    return replace(calendar, holidays={**calendar.holidays, **{on(d): "announced" for d in days}})


def test_a_state_funeral_moves_an_open_deadline_and_says_so():
    found = recalculate(CLOCK, MONDAY, with_holidays(AMSTERDAM, "2026-11-06"))
    assert found.moved
    assert found.before.due_date == on("2026-11-09")
    assert found.after.due_date == on("2026-11-10")
    assert due_of(found.clock) == found.after


def test_a_holiday_outside_the_clock_moves_nothing():
    found = recalculate(CLOCK, MONDAY, with_holidays(AMSTERDAM, "2026-11-10"))
    assert not found.moved
    assert found.after == found.before


def test_a_holiday_on_day_zero_moves_day_zero():
    found = recalculate(CLOCK, MONDAY, with_holidays(AMSTERDAM, "2026-11-02"))
    assert found.clock.day0 == on("2026-11-03")
    assert found.after.due_date == on("2026-11-10")


def test_a_cancelled_holiday_moves_a_deadline_back_but_not_into_today():
    clock = start_clock(MONDAY, 5, with_holidays(AMSTERDAM, "2026-11-04", "2026-11-05"))
    assert due_of(clock).due_date == on("2026-11-11")
    soon = recalculate(clock, at("2026-11-03T10:00+01:00"), AMSTERDAM)
    assert soon.after.due_date == on("2026-11-09")
    assert soon.moved
    on_the_day = recalculate(clock, at("2026-11-09T10:00+01:00"), AMSTERDAM)
    assert on_the_day.after.due_date == on("2026-11-10")
    assert on_the_day.clock.not_before == on("2026-11-10")
    on_its_eve = recalculate(clock, at("2026-11-10T10:00+01:00"), AMSTERDAM)
    assert on_its_eve.after.due_date == on("2026-11-11")
    assert not on_its_eve.moved


def test_a_cancelled_holiday_leaves_a_late_item_as_late_as_it_was():
    clock = start_clock(MONDAY, 5, with_holidays(AMSTERDAM, "2026-11-04"))
    found = recalculate(clock, at("2026-11-20T10:00+01:00"), AMSTERDAM)
    assert found.after == found.before
    assert not found.moved


def test_a_date_kept_from_moving_back_holds_in_the_next_recalculation():
    clock = start_clock(MONDAY, 5, with_holidays(AMSTERDAM, "2026-11-04", "2026-11-05"))
    kept = recalculate(clock, at("2026-11-09T10:00+01:00"), AMSTERDAM).clock
    again = recalculate(kept, at("2026-11-09T12:00+01:00"), AMSTERDAM)
    assert again.after.due_date == on("2026-11-10")
    assert days_left(again.clock, at("2026-11-09T12:00+01:00")) == 1
    assert mark(kept, 100) == due_of(kept).due_at


def test_a_moved_lunar_holiday_moves_a_joint_clock_of_both_companies():
    start = at("2026-05-18T09:30+04:00")
    clock = start_clock(start, 5, UAE, [AMSTERDAM], mode=Mode.BOTH)
    moved = replace(
        UAE,
        holidays={
            (day - timedelta(days=1) if day.month == 5 else day): name
            for day, name in UAE.holidays.items()
        },
    )
    found = recalculate(clock, start, moved, [AMSTERDAM])
    assert found.before.due_date == on("2026-05-25")
    assert found.after.due_date == on("2026-05-29")


def test_a_recalculation_after_a_change_of_owner_keeps_the_used_days():
    later = hand_over(CLOCK, at("2026-11-05T18:00+01:00"), US)
    found = recalculate(later, at("2026-11-05T19:00+01:00"), with_holidays(US, "2026-11-06"))
    assert found.clock.used == 3
    assert found.after.due_date == on("2026-11-10")


def test_the_same_calendars_move_nothing_on_the_day_of_a_change_of_owner():
    later = hand_over(CLOCK, at("2026-11-02T12:00+01:00"), JAPAN)
    assert (later.used, later.counted_after) == (0, on("2026-11-02"))
    found = recalculate(later, at("2026-11-02T13:00+01:00"), JAPAN)
    assert found.clock == later
    assert not found.moved

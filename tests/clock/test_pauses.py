"""A clock stands still for a known reason, acknowledged, and not for ever."""

from datetime import timedelta

import pytest

from allied.clock.changes import acknowledge_by, open_pause
from allied.clock.counting import Mode
from allied.clock.pauses import Pause, PauseReason, is_paused, reason_named
from allied.clock.progress import age, consumed, days_left, mark
from allied.clock.rules import due_of, paused_days, start_clock
from allied.kit.errors import Refused
from tests.clock.calendars import AMSTERDAM, JAPAN, US, at, on

MONDAY = at("2026-11-02T10:00+01:00")
CLOCK = start_clock(MONDAY, 5, AMSTERDAM)
FREEZE = PauseReason.AGREED_FREEZE


def pause(begins: str, ends: str, *, acknowledged: bool = True, by: str = "") -> Pause:
    first, last = (at(f"{text}+01:00") for text in (begins, ends))
    return Pause(
        begins=first,
        ends=last,
        reason=FREEZE,
        acknowledge_by=at(f"{by}+01:00") if by else last,
        acknowledged_at=first if acknowledged else None,
    )


@pytest.mark.parametrize(
    ("begins", "ends", "due", "still"),
    [
        ("2026-11-04T10:00", "2026-11-04T16:59", "2026-11-09", 0),
        ("2026-11-04T17:01", "2026-11-05T16:00", "2026-11-09", 0),
        ("2026-11-04T17:00", "2026-11-05T17:00", "2026-11-10", 1),
        ("2026-11-04T17:00", "2026-11-05T17:01", "2026-11-11", 2),
        ("2026-11-07T00:00", "2026-11-08T23:00", "2026-11-09", 0),
        ("2026-11-02T10:00", "2026-11-03T09:00", "2026-11-09", 0),
        ("2026-11-09T09:00", "2026-11-12T18:00", "2026-11-13", 4),
        ("2026-11-10T09:00", "2026-11-11T09:00", "2026-11-09", 1),
    ],
)
def test_a_day_is_used_only_if_the_clock_runs_at_its_close(begins, ends, due, still):
    pauses = [pause(begins, ends)]
    assert due_of(CLOCK, pauses).due_date == on(due)
    assert len(paused_days(CLOCK, pauses)) == still


def test_pausing_cannot_hide_an_items_age():
    pauses = [pause("2026-11-04T09:00", "2026-11-06T09:00")]
    found = age(CLOCK, at("2026-11-09T18:00+01:00"), pauses)
    assert (found.net, found.gross) == (3, 5)
    assert consumed(CLOCK, at("2026-11-05T18:00+01:00"), pauses) == 1
    assert days_left(CLOCK, at("2026-11-04T18:00+01:00"), pauses) == 4
    assert days_left(CLOCK, at("2026-11-03T18:00+01:00"), pauses) == 4
    assert days_left(CLOCK, at("2026-11-09T18:00+01:00"), pauses) == 2


def test_a_pause_holds_from_its_beginning_until_just_before_its_end():
    one = pause("2026-11-04T10:00", "2026-11-05T10:00")
    assert not is_paused([one], one.begins - timedelta(microseconds=1))
    assert is_paused([one], one.begins)
    assert not is_paused([one], one.ends)
    assert not is_paused([], one.begins)


def test_a_pause_that_nobody_acknowledges_lapses():
    silent = pause(
        "2026-11-04T10:00", "2026-11-13T10:00", acknowledged=False, by="2026-11-06T17:00"
    )
    assert silent.holds_at(at("2026-11-06T16:59+01:00"))
    assert not silent.holds_at(at("2026-11-06T17:00+01:00"))
    assert not silent.has_lapsed(at("2026-11-06T16:59+01:00"))
    assert silent.has_lapsed(at("2026-11-06T17:00+01:00"))
    assert paused_days(CLOCK, [silent]) == [on("2026-11-04"), on("2026-11-05")]
    assert due_of(CLOCK, [silent]).due_date == on("2026-11-11")


def test_a_late_acknowledgement_does_not_revive_a_pause():
    late = Pause(
        begins=at("2026-11-04T10:00+01:00"),
        ends=at("2026-11-13T10:00+01:00"),
        reason=FREEZE,
        acknowledge_by=at("2026-11-06T17:00+01:00"),
        acknowledged_at=at("2026-11-06T17:00:01+01:00"),
    )
    assert not late.is_acknowledged
    assert late.effective_end == late.acknowledge_by


def test_an_acknowledgement_at_the_last_instant_counts():
    limit = at("2026-11-06T17:00+01:00")
    in_time = Pause(
        begins=at("2026-11-04T10:00+01:00"),
        ends=at("2026-11-13T10:00+01:00"),
        reason=FREEZE,
        acknowledge_by=limit,
        acknowledged_at=limit,
    )
    assert in_time.is_acknowledged
    assert in_time.effective_end == in_time.ends


def test_a_short_pause_over_before_the_acknowledgement_was_due_has_not_lapsed():
    short = pause("2026-11-04T10:00", "2026-11-05T10:00", acknowledged=False, by="2026-11-06T17:00")
    assert short.effective_end == short.ends
    assert not short.has_lapsed(at("2026-11-20T10:00+01:00"))


def test_a_pause_is_acknowledged_within_two_working_days_of_the_other_side():
    friday = at("2026-11-20T10:00-05:00")
    assert acknowledge_by(friday, [US]) == at("2026-11-24T17:00-05:00")
    assert acknowledge_by(friday, [JAPAN]) == at("2026-11-26T17:00+09:00")
    assert acknowledge_by(friday, [US, JAPAN]) == at("2026-11-26T17:00+09:00")


def test_a_pause_without_another_side_is_refused():
    with pytest.raises(Refused, match="A pause needs another side"):
        acknowledge_by(MONDAY, [])


def opened(begins: str, ends: str, clock=CLOCK, earlier=()) -> Pause:
    first, last = (at(f"{text}+01:00") for text in (begins, ends))
    return open_pause(clock, first, last, FREEZE, other_sides=[AMSTERDAM], earlier=earlier)


def test_an_opened_pause_waits_for_its_acknowledgement():
    found = opened("2026-11-04T10:00", "2026-11-06T10:00")
    assert found.acknowledged_at is None
    assert found.acknowledge_by == at("2026-11-06T17:00+01:00")
    assert found.begins.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("begins", "ends", "earlier", "code"),
    [
        ("2026-11-06T10:00", "2026-11-05T10:00", [], "pause.reversed"),
        ("2026-11-06T10:00", "2026-11-06T10:00", [], "pause.empty"),
        ("2026-11-09T17:00", "2026-11-12T10:00", [], "pause.too_late"),
        (
            "2026-11-04T10:00",
            "2026-11-05T10:00",
            [pause("2026-11-03T10:00", "2026-11-04T10:01")],
            "pause.overlapping",
        ),
        (
            "2026-11-06T10:00",
            "2026-11-07T10:00",
            [
                pause("2026-11-03T10:00", "2026-11-03T12:00"),
                pause("2026-11-04T10:00", "2026-11-04T12:00"),
            ],
            "pause.too_many",
        ),
        ("2026-11-04T10:00", "2026-11-18T17:01", [], "pause.too_long"),
        (
            "2026-11-09T10:00",
            "2026-11-20T17:01",
            [pause("2026-11-03T10:00", "2026-11-04T10:00")],
            "pause.too_long",
        ),
        (
            "2026-11-19T10:00",
            "2026-11-20T10:00",
            [pause("2026-11-03T10:00", "2026-11-17T10:00")],
            "pause.too_long",
        ),
    ],
)
def test_a_pause_beyond_the_limits_is_refused(begins, ends, earlier, code):
    with pytest.raises(Refused) as refused:
        opened(begins, ends, earlier=earlier)
    assert refused.value.code == code


def test_a_second_pause_right_after_the_first_and_ten_days_in_all_are_accepted():
    first = pause("2026-11-03T10:00", "2026-11-04T10:00")
    assert len(paused_days(CLOCK, [first])) == 1
    second = opened("2026-11-04T10:00", "2026-11-17T10:00", earlier=[first])
    assert second.ends == at("2026-11-17T10:00+01:00")
    opened("2026-11-04T10:00", "2026-11-18T17:00")
    opened("2026-11-02T10:00", "2026-11-03T10:00", earlier=[first])


def test_days_before_the_first_counted_one_cost_no_pause():
    clock = start_clock(at("2026-11-06T18:00+01:00"), 5, AMSTERDAM)
    assert clock.day0 == on("2026-11-09")
    opened("2026-11-06T19:00", "2026-11-23T18:00", clock)
    with pytest.raises(Refused, match="on 2026-11-24 at the latest"):
        opened("2026-11-06T19:00", "2026-11-24T18:00", clock)


def test_the_refusal_says_how_much_is_left():
    with pytest.raises(Refused) as refused:
        opened("2026-11-04T10:00", "2026-11-30T10:00")
    assert refused.value.sentence == (
        "An item may stand still for 10 counting days in total."
        " 10 are left, so end the pause on 2026-11-18 at the latest."
    )
    spent = [pause("2026-11-03T10:00", "2026-11-17T10:00")]
    with pytest.raises(Refused, match="All are used, so the clock keeps running"):
        opened("2026-11-18T10:00", "2026-11-19T10:00", earlier=spent)


def test_after_ten_days_the_clock_runs_whatever_a_pause_says():
    endless = pause("2026-11-03T10:00", "2027-11-03T10:00")
    assert len(paused_days(CLOCK, [endless])) == 10
    assert due_of(CLOCK, [endless]).due_date == on("2026-11-23")


def test_a_reminder_waits_for_the_end_of_a_pause():
    clock = start_clock(MONDAY, 1, AMSTERDAM)
    pauses = [pause("2026-11-03T12:00", "2026-11-03T14:30")]
    assert mark(clock, 50, pauses) == at("2026-11-03T14:30+01:00")
    assert mark(clock, 80, pauses) == at("2026-11-03T15:24+01:00")
    assert mark(clock, 50, [pause("2026-11-03T12:00", "2026-11-04T10:00")]) == at(
        "2026-11-04T13:00+01:00"
    )


def test_a_pause_counts_the_days_of_a_joint_clock():
    clock = start_clock(at("2026-11-19T10:00-05:00"), 5, US, [AMSTERDAM], mode=Mode.BOTH)
    thanksgiving = pause("2026-11-24T00:00", "2026-11-28T00:00")
    assert len(paused_days(clock, [thanksgiving])) == 3


@pytest.mark.parametrize("code", ["holiday", "", "AGREED_FREEZE"])
def test_only_listed_reasons_stop_a_clock(code):
    with pytest.raises(Refused) as refused:
        reason_named(code)
    assert "waiting_for_other_side, waiting_for_external_body, agreed_freeze" in (
        refused.value.sentence
    )
    assert reason_named("agreed_freeze") is FREEZE


def test_a_pause_without_a_zone_is_refused():
    with pytest.raises(Refused, match="no time zone") as refused:
        Pause(
            begins=MONDAY.replace(tzinfo=None),
            ends=MONDAY,
            reason=FREEZE,
            acknowledge_by=MONDAY,
        )
    assert refused.value.field == "begins"

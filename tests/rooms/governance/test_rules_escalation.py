"""Reminders, escalation once and in parallel, the ladder, and how a decision ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.governance.escalation import breach_words, deadlock_words
from allied.rooms.governance.rights import (
    SPONSORS,
    Blueprint,
    Deadlock,
    DecisionRight,
    Escalation,
    Forum,
    Layer,
    Tiebreak,
)
from allied.rooms.governance.rules import (
    Answer,
    DecisionState,
    Mark,
    Needed,
    Result,
    Verdict,
    explain,
    ladder,
    mark_days,
    marks_to_act_on,
    must_escalate,
    needed_after_deadlock,
    settle,
    settle_deadlock,
    why_not_supersede,
    why_not_withdraw,
    why_not_withdraw_answer,
)

S = DecisionState
NAMES = {"n": "Northwind", "b": "Brightleaf"}


@pytest.mark.parametrize(
    ("sla", "days"),
    [
        (1, {Mark.FULL: 1}),
        (2, {Mark.MOST: 1, Mark.FULL: 2}),
        (3, {Mark.MOST: 2, Mark.FULL: 3}),
        (4, {Mark.HALF: 2, Mark.MOST: 3, Mark.FULL: 4}),
        (5, {Mark.HALF: 3, Mark.MOST: 4, Mark.FULL: 5}),
        (10, {Mark.HALF: 5, Mark.MOST: 8, Mark.FULL: 10}),
        (15, {Mark.HALF: 8, Mark.MOST: 12, Mark.FULL: 15}),
        (20, {Mark.HALF: 10, Mark.MOST: 16, Mark.FULL: 20}),
        (500, {Mark.HALF: 250, Mark.MOST: 400, Mark.FULL: 500}),
    ],
)
def test_marks_stand_at_half_four_fifths_and_the_end(sla, days):
    assert mark_days(sla) == days


@given(sla=st.integers(1, 500))
def test_reminders_come_in_order_and_before_the_last_day(sla):
    days = list(mark_days(sla).values())
    assert days == sorted(set(days))
    assert days[-1] == sla
    assert all(1 <= day < sla for day in days[:-1])


def test_an_sla_of_no_days_is_refused():
    with pytest.raises(ValueError, match="at least one working day"):
        mark_days(0)


def test_a_late_worker_catches_up_in_order_and_acts_once():
    assert marks_to_act_on(4, 10) == ()
    assert marks_to_act_on(5, 10) == (Mark.HALF,)
    assert marks_to_act_on(12, 10) == (Mark.HALF, Mark.MOST, Mark.FULL)
    assert marks_to_act_on(12, 10, done={Mark.HALF, Mark.FULL}) == (Mark.MOST,)
    assert marks_to_act_on(12, 10, done=set(Mark)) == ()


@pytest.mark.parametrize(
    ("state", "consumed", "escalated", "expected"),
    [
        (S.OPEN, 9, False, False),
        (S.OPEN, 10, False, True),
        (S.OPEN, 11, False, True),
        (S.OPEN, 10, True, False),
        (S.WAITING, 10, False, False),
        (S.APPROVED, 10, False, False),
        (S.WITHDRAWN, 30, False, False),
    ],
)
def test_it_escalates_once_and_only_while_the_clock_runs(state, consumed, escalated, expected):
    assert must_escalate(state, consumed, 10, escalated=escalated) is expected


STEERING = Forum(id="steering", name="Executive steering", layer=Layer.STEERING)
DATA = DecisionRight(
    id="data",
    name="Data sharing",
    owner="Security and legal",
    sla_days=20,
    escalation=Escalation(to="steering", sla_days=5),
    deadlock=Deadlock(kind=Tiebreak.OPTION, option="option C"),
)


def test_the_ladder_names_every_step_with_its_days():
    rungs = ladder(DATA, Blueprint(forums=(STEERING,), rights=(DATA,)))
    assert [(rung.number, rung.title, rung.sla_days) for rung in rungs] == [
        (1, "Security and legal", 20),
        (2, "Executive steering", 5),
        (3, "No decision: option C stands", None),
    ]


def test_a_ladder_to_the_sponsors_without_tiebreak_has_two_rungs():
    right = DecisionRight(id="x", name="X", forum="steering", escalation=Escalation(to=SPONSORS))
    rungs = ladder(right, Blueprint(forums=(STEERING,)))
    assert [rung.title for rung in rungs] == ["Executive steering", "The sponsor pair"]
    assert [rung.forum for rung in rungs] == ["steering", SPONSORS]


def test_a_tiebreak_reads_as_a_step():
    decider = Deadlock(kind=Tiebreak.DECIDER, party="n", role="sponsor")
    assert deadlock_words(decider, "Northwind") == "No decision: Northwind decides"
    assert deadlock_words(Deadlock(kind=Tiebreak.OPTION)) == (
        "No decision: the option that changes nothing stands"
    )
    assert deadlock_words(Deadlock()) == ""


def test_the_notice_of_an_escalation_says_that_nothing_is_taken_away():
    assert breach_words("Data sharing", 20, "Executive steering") == (
        "“Data sharing” was not decided in 20 working days. "
        "It stays where it is and goes to Executive steering too."
    )


def half_approved():
    needed = Needed.of({"n": ["sponsor"], "b": ["sponsor"]})
    answer = Answer(party="n", person="t", role="sponsor", verdict=Verdict.APPROVE, option="A")
    return settle(needed, [answer], options="ABC")


def test_the_agreed_option_stands_when_every_step_has_run_out():
    settled = settle_deadlock(DATA.deadlock, half_approved(), "C")
    assert (settled.result, settled.option) == (Result.APPROVED, "C")
    assert explain(settled, NAMES) == "No decision in time: option C stands, as agreed."


@pytest.mark.parametrize(
    ("deadlock", "option"),
    [(Deadlock(), "C"), (DATA.deadlock, ""), (Deadlock(kind=Tiebreak.DECIDER, party="n"), "C")],
)
def test_nothing_is_decided_by_silence_without_an_agreed_option(deadlock, option):
    assert settle_deadlock(deadlock, half_approved(), option).result is Result.OPEN


def test_the_tiebreak_never_overturns_a_decline():
    needed = Needed.of({"n": ["sponsor"], "b": ["sponsor"]})
    refusal = Answer(
        party="b", person="r", role="sponsor", verdict=Verdict.DECLINE, reason="no budget"
    )
    declined = settle(needed, [refusal], options="ABC")
    assert settle_deadlock(DATA.deadlock, declined, "C") == declined


def test_a_named_decider_alone_settles_after_the_last_step():
    needed = Needed.of({"n": ["approver:legal"], "b": ["approver:legal"]})
    rule = Deadlock(kind=Tiebreak.DECIDER, party="b", role="sponsor")
    assert needed_after_deadlock(rule, needed) == Needed.of({"b": ["sponsor"]})
    stranger = Deadlock(kind=Tiebreak.DECIDER, party="k", role="sponsor")
    assert needed_after_deadlock(stranger, needed) == needed
    assert needed_after_deadlock(Deadlock(), needed) == needed


@pytest.mark.parametrize(
    ("state", "by", "reason", "refused"),
    [
        (S.OPEN, "n", "plans changed", ""),
        (S.WAITING, "n", "plans changed", ""),
        (S.OPEN, "n", "", "Give a reason to withdraw. Both companies see it."),
        (
            S.OPEN,
            "b",
            "plans changed",
            "Only the company that asked for this decision can withdraw it.",
        ),
        (
            S.APPROVED,
            "n",
            "plans changed",
            "This decision is approved. It is possible to: replace.",
        ),
    ],
)
def test_only_the_side_that_asked_withdraws_and_says_why(state, by, reason, refused):
    assert why_not_withdraw(state, by_party=by, asked_by_party="n", reason=reason) == refused


@pytest.mark.parametrize(
    ("state", "person", "may"),
    [(S.OPEN, "t", True), (S.WAITING, "t", True), (S.OPEN, "u", False), (S.APPROVED, "t", False)],
)
def test_an_answer_is_taken_back_by_its_giver_until_the_last_party_answered(state, person, may):
    refusal = why_not_withdraw_answer(
        state, by_party="n", answer_party="n", answer_person="t", person=person
    )
    assert (refusal == "") is may


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [
        (S.OPEN, S.OPEN, True),
        (S.OPEN, S.DRAFT, False),
        (S.DEFERRED, S.OPEN, True),
        (S.APPROVED, S.OPEN, False),
        (S.APPROVED, S.APPROVED, True),
        (S.DECLINED, S.APPROVED, True),
        (S.WITHDRAWN, S.APPROVED, False),
        (S.SUPERSEDED, S.APPROVED, False),
        (S.DRAFT, S.OPEN, False),
    ],
)
def test_what_is_in_force_stands_until_its_successor_is_approved(old, new, may):
    refusal = why_not_supersede(old, new, same_decision=False, same_alliance=True)
    assert (refusal == "") is may


def test_a_decision_replaces_neither_itself_nor_one_of_another_alliance():
    assert why_not_supersede(S.OPEN, S.OPEN, same_decision=True, same_alliance=True)
    assert why_not_supersede(S.OPEN, S.OPEN, same_decision=False, same_alliance=False)

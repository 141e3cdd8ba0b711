"""The checklist: red flags, what is missing, readiness, proposed risks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.kit.errors import Refused
from allied.rooms.diligence.built_in import areas, areas_with, question_named
from allied.rooms.diligence.checklist import (
    Answer,
    Reply,
    Severity,
    is_red_flag,
    read_answer,
    read_severity,
    readiness_of,
    state_of,
)
from allied.rooms.diligence.proposals import proposed_risk, proposed_risks

YES, PARTLY, NO, UNKNOWN = Answer
FLAG = question_named("data-flows-listed")
PLAIN = question_named("data-legal-footing")
AREA = areas()[0]


def reply(answer=YES, **more):
    return Reply(answer=answer, **more)


def test_only_no_and_unknown_raise_a_red_flag_and_only_on_a_starred_question():
    assert [is_red_flag(FLAG, reply(answer)) for answer in Answer] == [False, False, True, True]
    assert not any(is_red_flag(PLAIN, reply(answer)) for answer in Answer)
    assert not is_red_flag(FLAG, None)


def test_answers_are_read_as_people_write_them():
    assert [read_answer(text) for text in ("yes", " Partly ", "NO", "unknown")] == list(Answer)
    assert [read_severity(text) for text in ("", "Low", "HIGH ")] == [
        None,
        Severity.LOW,
        Severity.HIGH,
    ]


@pytest.mark.parametrize("text", ["", "maybe", "y", "yes no", "true", "1", "да"])
def test_other_answers_are_refused_with_the_choice(text):
    with pytest.raises(Refused, match="Choose yes, partly, no or unknown") as refused:
        read_answer(text)
    assert refused.value.field == "answer"


@pytest.mark.parametrize("text", ["critical", "3", "hi gh"])
def test_other_severities_are_refused_with_the_choice(text):
    with pytest.raises(Refused, match="Choose low, medium or high") as refused:
        read_severity(text)
    assert refused.value.field == "severity"


def test_what_is_missing_in_an_area_is_named():
    replies = {
        "data-flows-listed": reply(evidence="list v3", owner="Maya"),
        "data-legal-footing": reply(),
        "personal-data-settled": reply(UNKNOWN),
        "data-storage-countries": reply(PARTLY, owner="Jonas"),
        "sharing-can-stop": reply(NO, owner=" "),
        "not-of-this-area": reply(NO),
    }
    state = state_of(AREA, replies)
    assert state.red_flags == ("personal-data-settled", "sharing-can-stop")
    assert state.without_evidence == ("data-legal-footing", "data-storage-countries")
    assert state.without_owner == ("personal-data-settled", "sharing-can-stop")
    assert len(state.unanswered) == 7
    assert state.unanswered[0] == "customer-contracts-checked"
    assert state.readiness.said == "1 of 12"
    assert (state.readiness.without_evidence, state.readiness.unanswered) == (2, 7)


def test_readiness_is_counted_and_never_a_percentage():
    states = [state_of(area, {}) for area in areas()]
    assert readiness_of(states).said == "0 of 84"
    everything = {q.key: reply(evidence="x") for a in areas() for q in a.questions}
    assert readiness_of([state_of(a, everything) for a in areas()]).said == "84 of 84"
    assert readiness_of([]).said == "no questions"


def test_a_finding_proposes_the_risk_of_its_question():
    risk = proposed_risk(FLAG, reply(NO, owner=" Maya "))
    assert (risk.title, risk.mitigation) == (FLAG.risk.title, FLAG.risk.mitigation)
    assert (risk.category, risk.severity, risk.owner) == ("data-sharing", Severity.HIGH, "Maya")
    assert risk.red_flag
    assert risk.because == f"“{FLAG.text}” was answered “no”."
    assert proposed_risk(FLAG, reply(YES)) is None


def test_severity_is_what_was_said_or_follows_from_the_answer():
    severities = [proposed_risk(PLAIN, reply(a)).severity for a in (PARTLY, NO, UNKNOWN)]
    assert severities == [Severity.LOW, Severity.MEDIUM, Severity.MEDIUM]
    said = proposed_risk(PLAIN, reply(NO, severity=Severity.HIGH))
    assert (said.severity, said.red_flag) == (Severity.HIGH, False)


def test_proposed_risks_begin_with_red_flags():
    replies = {
        "data-legal-footing": reply(NO, severity=Severity.HIGH),
        "data-storage-countries": reply(PARTLY),
        "sharing-can-stop": reply(UNKNOWN, severity=Severity.LOW),
        "background-listed": reply(NO),
        "walk-away-value": reply(YES),
    }
    assert [risk.question for risk in proposed_risks(areas(), replies)] == [
        "background-listed",
        "sharing-can-stop",
        "data-legal-footing",
        "data-storage-countries",
    ]
    assert proposed_risks(areas(), {}) == ()


replies_of = st.dictionaries(
    st.sampled_from([q.key for a in areas_with(["pharma"]) for q in a.questions]),
    st.builds(
        Reply,
        answer=st.sampled_from(Answer),
        evidence=st.sampled_from(["", " ", "link"]),
        owner=st.sampled_from(["", "Maya"]),
        severity=st.none() | st.sampled_from(Severity),
    ),
    max_size=40,
)


@given(replies_of)
def test_every_question_is_ready_missing_or_a_finding(replies):
    asked = areas_with(["pharma"])
    states = [state_of(area, replies) for area in asked]
    whole = readiness_of(states)
    proposed = proposed_risks(asked, replies)
    assert whole.of == 96
    assert whole.of - whole.unanswered == len(replies)
    assert len(proposed) == sum(r.answer != "yes" for r in replies.values())
    unshown_yes = sum(r.answer == "yes" and not r.shown for r in replies.values())
    assert whole.ready + unshown_yes + len(proposed) + whole.unanswered == whole.of
    flags = [key for state in states for key in state.red_flags]
    assert sorted(flags) == sorted(risk.question for risk in proposed if risk.red_flag)

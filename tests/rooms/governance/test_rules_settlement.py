"""How a decision settles: one valid answer per party, all for the same option."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.governance.rules import (
    Answer,
    HalfState,
    Needed,
    Result,
    Verdict,
    explain,
    settle,
    why_invalid,
)

NAMES = {"n": "Northwind", "b": "Brightleaf", "k": "Kestrel"}
OPTIONS = ("A", "B", "C")
JOINT = Needed.of({"n": ["alliance manager"], "b": ["alliance manager"]})
TWO_ROLES = ["approver:legal", "approver:security"]
DOUBLE = Needed.of({"n": TWO_ROLES, "b": TWO_ROLES})


def yes(party, option="A", role="alliance manager", *conditions):
    return Answer(
        party=party,
        person=f"{party}-{role}",
        role=role,
        verdict=Verdict.APPROVE,
        option=option,
        conditions=conditions,
    )


def no(party, role="alliance manager", reason="too dear"):
    return Answer(
        party=party, person=f"{party}-{role}", role=role, verdict=Verdict.DECLINE, reason=reason
    )


@pytest.mark.parametrize(
    ("answers", "result", "option"),
    [
        ([], Result.OPEN, ""),
        ([yes("n")], Result.OPEN, ""),
        ([yes("n"), yes("b")], Result.APPROVED, "A"),
        ([yes("n", "B"), yes("b", "B")], Result.APPROVED, "B"),
        ([yes("n", "A"), yes("b", "B")], Result.OPEN, ""),
        ([no("n")], Result.DECLINED, ""),
        ([yes("n"), no("b")], Result.DECLINED, ""),
        ([no("b"), yes("n")], Result.DECLINED, ""),
        ([yes("n"), no("b", reason=" ")], Result.OPEN, ""),
        ([yes("n"), yes("b", "Z")], Result.OPEN, ""),
        ([yes("n"), yes("k")], Result.OPEN, ""),
        ([yes("n"), no("k")], Result.OPEN, ""),
        ([yes("n"), yes("b", role="sponsor")], Result.OPEN, ""),
    ],
)
def test_a_joint_decision_needs_both_sides(answers, result, option):
    outcome = settle(JOINT, answers, options=OPTIONS)
    assert (outcome.result, outcome.option) == (result, option)


def test_no_number_of_approvals_from_one_side_suffices():
    crowd = [yes("n", role=role) for role in ("alliance manager", "sponsor", "approver:legal")]
    assert settle(JOINT, crowd * 3, options=OPTIONS).result is Result.OPEN


def test_an_answer_that_came_first_is_the_one_that_counts():
    outcome = settle(JOINT, [yes("n", "A"), no("n"), yes("n", "B"), yes("b", "A")], options=OPTIONS)
    assert (outcome.result, outcome.option) == (Result.APPROVED, "A")


def test_different_options_leave_it_open_and_say_so():
    outcome = settle(JOINT, [yes("n", "A"), yes("b", "C")], options=OPTIONS)
    assert outcome.options_differ
    assert explain(outcome, NAMES) == (
        "Northwind approved option A and Brightleaf approved option C. "
        "Both companies must approve the same option."
    )


def test_a_half_is_complete_when_all_its_roles_have_approved():
    given_so_far = [yes("b", role="approver:legal"), yes("n", role="approver:security")]
    outcome = settle(DOUBLE, given_so_far, options=OPTIONS)
    north, bright = outcome.halves
    assert (north.state, north.missing) == (HalfState.WAIT, ("approver:legal",))
    assert (bright.approved, bright.missing) == (("approver:legal",), ("approver:security",))
    assert explain(outcome, NAMES) == (
        "Waits for Northwind (legal approver) and Brightleaf (security approver)."
    )


def test_all_four_approvals_settle_a_decision_with_two_roles_a_side():
    answers = [yes(party, role=role) for party in "nb" for role in TWO_ROLES]
    assert settle(DOUBLE, answers, options=OPTIONS).result is Result.APPROVED
    for gone in answers:
        fewer = [answer for answer in answers if answer is not gone]
        assert settle(DOUBLE, fewer, options=OPTIONS).result is Result.OPEN


def test_one_role_that_declines_declines_for_its_side():
    answers = [yes("n", role="approver:legal"), no("n", role="approver:security")]
    outcome = settle(DOUBLE, answers, options=OPTIONS)
    assert (outcome.result, outcome.reason) == (Result.DECLINED, "too dear")
    assert outcome.halves[0].state is HalfState.NO
    assert explain(outcome, NAMES) == "Northwind declined: too dear"


def test_one_side_that_disagrees_with_itself_stays_open():
    answers = [
        yes("n", "A", "approver:legal"),
        yes("n", "B", "approver:security"),
        yes("b", "A", "approver:legal"),
        yes("b", "A", "approver:security"),
    ]
    outcome = settle(DOUBLE, answers, options=OPTIONS)
    assert outcome.result is Result.OPEN
    assert outcome.options_differ
    assert explain(outcome, NAMES) == (
        "Northwind (legal approver) approved option A, Northwind (security approver) approved "
        "option B and Brightleaf approved option A. Both companies must approve the same option."
    )


def test_conditions_count_as_approval_and_are_listed():
    answers = [
        yes("n", "A", "alliance manager", "access ends with the alliance", "access is logged"),
        yes("b"),
    ]
    outcome = settle(JOINT, answers, options=OPTIONS)
    assert outcome.result is Result.APPROVED
    assert outcome.halves[0].state is HalfState.CONDITIONS
    texts = [(condition.party, condition.text) for condition in outcome.conditions]
    assert texts == [("n", "access ends with the alliance"), ("n", "access is logged")]
    assert explain(outcome, NAMES) == "Both companies approved option A, with 2 conditions."


def test_one_condition_of_one_role_marks_the_whole_half():
    answers = [yes("n", "A", "approver:legal", "in writing"), yes("n", role="approver:security")]
    half = settle(DOUBLE, answers, options=OPTIONS).halves[0]
    assert (half.state, half.is_complete) == (HalfState.CONDITIONS, True)


def test_three_companies_must_all_approve():
    three = Needed.of({party: ["sponsor"] for party in "nbk"})
    answers = [yes(party, role="sponsor") for party in "nb"]
    outcome = settle(three, answers, options=OPTIONS)
    assert explain(outcome, NAMES) == "Waits for Kestrel (sponsor)."
    full = settle(three, [*answers, yes("k", role="sponsor")], options=OPTIONS)
    assert explain(full, NAMES) == "All three companies approved option A."


def test_a_decision_of_one_company_settles_with_its_own_approval():
    outcome = settle(Needed.of({"n": ["sponsor"]}), [yes("n", role="sponsor")], options=OPTIONS)
    assert explain(outcome, NAMES) == "Northwind approved option A."


def test_nobody_needed_never_means_approved():
    assert settle(Needed(()), [], options=OPTIONS).result is Result.OPEN
    unowned = Needed.of({"n": []})
    assert settle(unowned, [yes("n")], options=OPTIONS).result is Result.OPEN


def test_after_escalation_each_side_may_answer_either_way():
    escalated = DOUBLE.or_by(["sponsor"])
    answers = [yes("n", role="sponsor"), *(yes("b", role=role) for role in TWO_ROLES)]
    assert settle(escalated, answers, options=OPTIONS).result is Result.APPROVED
    assert settle(DOUBLE, answers, options=OPTIONS).result is Result.OPEN


def test_a_half_that_is_complete_hears_no_later_voice_of_its_own_side():
    escalated = DOUBLE.or_by(["sponsor"])
    late = [yes("n", role="sponsor"), no("n", role="approver:legal")]
    assert settle(escalated, late, options=OPTIONS).result is Result.OPEN
    early = [no("n", role="approver:legal"), yes("n", role="sponsor")]
    assert settle(escalated, early, options=OPTIONS).result is Result.DECLINED


def test_a_sponsor_ends_a_difference_within_their_own_side():
    escalated = DOUBLE.or_by(["sponsor"])
    answers = [
        yes("n", "A", "approver:legal"),
        yes("n", "B", "approver:security"),
        yes("n", "B", "sponsor"),
    ]
    half = settle(escalated, answers, options=OPTIONS).halves[0]
    assert (half.state, half.option) == (HalfState.YES, "B")


def test_escalating_twice_to_the_same_people_adds_one_way_only():
    assert JOINT.or_by(["sponsor"]).or_by(["sponsor"]) == JOINT.or_by(["sponsor"])


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (no("n", reason=""), "Give a reason to decline. Both companies see it."),
        (yes("n", ""), "Choose one of the options: A, B, C."),
        (yes("n", "D"), "Choose one of the options: A, B, C."),
        (
            yes("n", "A", "alliance manager", " "),
            "A condition needs words. Write it down or remove it.",
        ),
        (yes("n"), ""),
        (no("n"), ""),
    ],
)
def test_an_invalid_answer_says_what_is_missing(answer, sentence):
    assert why_invalid(answer, OPTIONS) == sentence


roles = st.sampled_from(["alliance manager", "sponsor", *TWO_ROLES])
some_answers = st.lists(
    st.builds(
        Answer,
        party=st.sampled_from("nbk"),
        person=st.just("p"),
        role=roles,
        verdict=st.sampled_from(Verdict),
        option=st.sampled_from([*OPTIONS, "Z"]),
        conditions=st.sampled_from([(), ("only if logged",)]),
        reason=st.sampled_from(["", "no"]),
    ),
    max_size=8,
)
some_needs = st.dictionaries(
    st.sampled_from("nb"), st.sets(roles, min_size=1, max_size=2), min_size=1
).map(Needed.of)


@given(needed=some_needs, answers=some_answers)
def test_approved_always_means_every_needed_party_and_role_for_one_option(needed, answers):
    outcome = settle(needed, answers, options=OPTIONS)
    if outcome.result is Result.APPROVED:
        for need in needed.parties:
            for role in need.roles:
                matching = [a for a in answers if (a.party, a.role) == (need.party, role)]
                assert any(
                    a.option == outcome.option and a.verdict is Verdict.APPROVE for a in matching
                )


@given(needed=some_needs, answers=some_answers, data=st.data())
def test_the_order_of_single_answers_does_not_matter(needed, answers, data):
    once = list({(a.party, a.role): a for a in answers}.values())
    shuffled = data.draw(st.permutations(once))
    first = settle(needed, once, options=OPTIONS)
    second = settle(needed, shuffled, options=OPTIONS)
    if first.result is second.result is Result.OPEN:
        states = [half.state for half in first.halves]
        assert states == [half.state for half in second.halves]
    assert (first.result, first.option) == (second.result, second.option)


@given(needed=some_needs, answers=some_answers)
def test_a_settled_result_never_changes_by_what_comes_later(needed, answers):
    for cut in range(len(answers)):
        early = settle(needed, answers[:cut], options=OPTIONS)
        if early.result is Result.APPROVED:
            late = settle(needed, answers, options=OPTIONS)
            assert (late.result, late.option) == (early.result, early.option)


@given(needed=some_needs, answers=some_answers)
def test_every_outcome_can_be_said_in_a_sentence(needed, answers):
    assert explain(settle(needed, answers, options=OPTIONS), NAMES)

"""Who may answer for a side: seats, deputies, forum members, four eyes."""

from dataclasses import replace
from datetime import date

import pytest

from allied.rooms.governance.rights import (
    SPONSORS,
    Blueprint,
    DecisionRight,
    Escalation,
    Forum,
    Joint,
    Layer,
    Member,
)
from allied.rooms.governance.rules import (
    Answer,
    DecisionState,
    Needed,
    Seat,
    Staffing,
    Verdict,
    has_four_eyes,
    needed_after_escalation,
    needed_when_asked,
    roles_of,
    settle,
    why_not_answer,
)

TODAY = date(2026, 11, 17)
COUNCIL = Forum(
    id="council",
    name="Operational council",
    layer=Layer.OPERATIONAL,
    members=(
        Member(person="maya", party="n"),
        Member(person="olga", party="n"),
        Member(person="daniel", party="b"),
    ),
)
DATA_SHARING = DecisionRight(
    id="data",
    name="Data sharing",
    kind="data-sharing",
    owner="Security and legal",
    owner_seats=("approver:security", "approver:legal"),
    sla_days=20,
    as_needed=True,
    escalation=Escalation(to=SPONSORS, sla_days=5),
    four_eyes=True,
)
ROADMAP = DecisionRight(id="roadmap", name="Roadmap changes", owner_forum="council", sla_days=10)
SEATS = (
    Seat(party="n", role="sponsor", person="tomas"),
    Seat(party="b", role="sponsor", person="rachel"),
    Seat(party="n", role="alliance manager", person="maya"),
    Seat(party="b", role="alliance manager", person="daniel"),
    Seat(party="n", role="approver:security", person="jonas"),
    Seat(party="n", role="approver:legal", person="ingrid", deputy="paul"),
    Seat(party="b", role="approver:security", person="ben"),
    Seat(party="b", role="approver:legal", person="", deputy="hannah"),
    Seat(party="n", role="observer", person="olga"),
)
BLUEPRINT = Blueprint(forums=(COUNCIL,), rights=(DATA_SHARING, ROADMAP))


def staffing(seats=SEATS, day=TODAY):
    return Staffing(BLUEPRINT, tuple(seats), day)


def ask(person, party, role, **changes):
    right = changes.pop("right", DATA_SHARING)
    facts = {
        "state": DecisionState.OPEN,
        "asked_by": "daniel",
        "needed": needed_when_asked(right, ["n", "b"], joint=True, accountable="n"),
        "staffing": staffing(),
    }
    return why_not_answer(person=person, party=party, role=role, right=right, **facts | changes)


@pytest.mark.parametrize(
    ("person", "party", "role", "may"),
    [
        ("jonas", "n", "approver:security", True),
        ("ingrid", "n", "approver:legal", True),
        ("paul", "n", "approver:legal", False),
        ("hannah", "b", "approver:legal", True),
        ("jonas", "n", "approver:legal", False),
        ("jonas", "b", "approver:security", False),
        ("tomas", "n", "sponsor", False),
        ("maya", "n", "alliance manager", False),
    ],
)
def test_only_the_seats_named_by_the_matrix_answer_for_their_side(person, party, role, may):
    assert (ask(person, party, role) == "") is may


def test_a_refused_person_reads_who_answers_instead():
    assert ask("maya", "n", "approver:legal") == (
        "For your company this is answered by: legal approver or security approver."
    )


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 20)])
def test_a_deputy_acts_while_the_holder_is_away_first_and_last_day_included(day):
    away = replace(SEATS[5], away=((date(2026, 11, 16), date(2026, 11, 20)),))
    there = staffing([*SEATS[:5], away], day)
    assert there.holders("n", "approver:legal") == {"ingrid", "paul"}


def test_a_deputy_does_not_act_before_or_after_the_absence():
    away = replace(SEATS[5], away=((date(2026, 11, 16), date(2026, 11, 20)),))
    for day in (date(2026, 11, 15), date(2026, 11, 21)):
        assert staffing([away], day).holders("n", "approver:legal") == {"ingrid"}


def test_the_deputy_role_of_the_matrix_steps_in_where_nobody_sits():
    right = replace(DATA_SHARING, deputy="sponsor")
    bare = staffing([seat for seat in SEATS if seat.role != "approver:legal"])
    assert ask("rachel", "b", "approver:legal", right=right, staffing=bare) == ""
    assert ask("rachel", "b", "approver:security", right=right, staffing=bare) != ""
    assert ask("rachel", "b", "approver:legal", staffing=bare) != ""


def test_a_forum_that_owns_a_decision_answers_through_its_members_but_not_observers():
    there = staffing()
    assert there.may_act(ROADMAP, "n", "forum:council") == {"maya"}
    assert there.may_act(ROADMAP, "b", "forum:council") == {"daniel"}
    promoted = staffing([*SEATS, Seat(party="n", role="operational lead", person="olga")])
    assert promoted.may_act(ROADMAP, "n", "forum:council") == {"maya", "olga"}
    assert ask("daniel", "b", "forum:council", right=ROADMAP) == ""


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (DecisionState.OPEN, True),
        (DecisionState.WAITING, True),
        (DecisionState.DRAFT, False),
        (DecisionState.APPROVED, False),
        (DecisionState.DEFERRED, False),
        (DecisionState.WITHDRAWN, False),
    ],
)
def test_answers_are_taken_only_while_the_decision_runs(state, may):
    assert (ask("jonas", "n", "approver:security", state=state) == "") is may


def test_who_asked_cannot_approve_for_their_company_where_four_eyes_are_agreed():
    refusal = ask("jonas", "n", "approver:security", asked_by="jonas")
    assert refusal == (
        "You asked for this decision. Somebody else of your company must approve it."
    )
    loose = replace(DATA_SHARING, four_eyes=False)
    assert ask("jonas", "n", "approver:security", asked_by="jonas", right=loose) == ""


def test_four_eyes_follow_from_the_right_or_from_its_kind():
    assert has_four_eyes(DATA_SHARING, ())
    assert has_four_eyes(replace(ROADMAP, kind="exit"), ("commercial", "exit"))
    assert not has_four_eyes(ROADMAP, ("commercial", "exit"))


def test_a_party_that_joins_later_gets_no_veto():
    assert ask("zoe", "k", "approver:legal") == "Your company is not asked in this decision."


def test_the_same_role_answers_once_and_a_complete_half_is_closed():
    needed = needed_when_asked(DATA_SHARING, ["n", "b"], joint=True, accountable="n")
    answers = [
        Answer(party="n", person=p, role=role, verdict=Verdict.APPROVE, option="A")
        for p, role in [("jonas", "approver:security"), ("ingrid", "approver:legal")]
    ]
    half = settle(needed, answers[:1], options="AB").halves[0]
    assert "security approver" in ask("jonas", "n", "approver:security", half=half)
    assert ask("ingrid", "n", "approver:legal", half=half) == ""
    full = settle(needed, answers, options="AB").halves[0]
    assert "already answered" in ask("ingrid", "n", "approver:legal", half=full)


def test_joint_asks_all_parties_and_otherwise_only_the_accountable_one():
    joint = needed_when_asked(ROADMAP, ["n", "b"], joint=True, accountable="n")
    single = needed_when_asked(ROADMAP, ["n", "b"], joint=False, accountable="b")
    assert [need.party for need in joint.parties] == ["n", "b"]
    assert [need.party for need in single.parties] == ["b"]


def test_escalation_is_parallel_and_adds_the_sponsors_beside_the_approvers():
    needed = needed_when_asked(DATA_SHARING, ["n", "b"], joint=True, accountable="n")
    wider = needed_after_escalation(needed, DATA_SHARING)
    both = staffing()
    assert roles_of("tomas", "n", wider, DATA_SHARING, both) == ("sponsor",)
    assert roles_of("jonas", "n", wider, DATA_SHARING, both) == ("approver:security",)
    assert roles_of("tomas", "n", needed, DATA_SHARING, both) == ()


def test_escalation_to_a_forum_adds_its_members():
    to_council = replace(DATA_SHARING, escalation=Escalation(to="council"))
    needed = needed_when_asked(to_council, ["n", "b"], joint=True, accountable="n")
    wider = needed_after_escalation(needed, to_council)
    assert roles_of("daniel", "b", wider, to_council, staffing()) == ("forum:council",)
    assert needed_after_escalation(needed, replace(to_council, escalation=None)) == needed


def test_a_right_without_owner_can_be_answered_by_nobody_and_says_so():
    right = DecisionRight(id="x", name="Press")
    assert ask("maya", "n", "", right=right) == (
        "No seat is named for this type of decision. Name its owner in the matrix."
    )


@pytest.mark.parametrize(
    ("joint", "applies", "expected"),
    [
        (Joint.YES, False, True),
        (Joint.YES, True, True),
        (Joint.SOMETIMES, True, True),
        (Joint.SOMETIMES, False, False),
        (Joint.NO, True, False),
    ],
)
def test_sometimes_is_joint_when_its_condition_applies(joint, applies, expected):
    assert replace(ROADMAP, joint=joint).is_joint(condition_applies=applies) is expected


def test_needed_keeps_the_order_of_the_parties():
    assert [n.party for n in Needed.of({"b": ["x"], "n": ["x"]}).parties] == ["b", "n"]


OFF = ((date(2026, 11, 16), date(2026, 11, 20)),)
COUNCIL_SEATS = (
    Seat(party="n", role="alliance manager", person="maya", deputy="paul", away=OFF),
    Seat(party="b", role="alliance manager", person="daniel", deputy="hannah"),
    Seat(party="n", role="observer", person="olga", deputy="carl", away=OFF),
)


@pytest.mark.parametrize(
    ("seats", "ours", "theirs"),
    [
        (COUNCIL_SEATS, {"maya", "paul"}, {"daniel"}),
        ([replace(seat, away=()) for seat in COUNCIL_SEATS], {"maya"}, {"daniel"}),
        # Gone: as long as nobody has the seat, the deputy stands in for whom the forum names.
        (
            [replace(seat, person="", left=seat.person) for seat in COUNCIL_SEATS],
            {"paul"},
            {"hannah"},
        ),
        # A deputy who only observes decides nothing.
        ([*COUNCIL_SEATS, Seat(party="n", role="observer", person="paul")], {"maya"}, {"daniel"}),
    ],
)
def test_the_deputy_of_a_forums_member_stands_in_for_them(seats, ours, theirs):
    there = staffing(seats)
    assert there.holders("n", "forum:council") == ours
    assert there.holders("b", "forum:council") == theirs


def test_each_party_counts_days_by_its_own_calendar():
    away = replace(SEATS[5], away=((TODAY, TODAY),))
    west = Staffing(BLUEPRINT, (away,), TODAY, {"n": date(2026, 11, 16)})
    assert west.holders("n", "approver:legal") == {"ingrid"}
    east = Staffing(BLUEPRINT, (away,), date(2026, 11, 16), {"n": TODAY})
    assert east.holders("n", "approver:legal") == {"ingrid", "paul"}

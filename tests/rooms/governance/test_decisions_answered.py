"""Decisions: answered by those the matrix names, settled once by both companies."""

import pytest

from allied.alliances import commands as alliances
from allied.clock.models import Timer
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.rooms.governance import commands
from tests.rooms.governance.cases import (
    APPROVERS,
    answer,
    at,
    awaited,
    fresh,
    halves,
    kinds,
    raised,
    size,
    state,
)

pytestmark = pytest.mark.usefixtures("blueprint")


def test_no_number_of_approvals_from_one_side_suffices(cast, now):
    decision = raised(cast, now)
    answer(cast.ingrid, decision, now)
    answer(cast.jonas, decision, now)
    assert (state(decision), halves(decision)) == ("open", ["yes", "wait"])
    assert awaited(cast) == {"hannah", "ben"}


def test_the_last_missing_approval_settles_it(cast, now):
    decision = raised(cast, now)
    for who in (cast.ben, cast.hannah, cast.ingrid, cast.jonas):
        answer(who, decision, now)
    row = fresh(decision)
    assert (row.state, row.chosen, row.how) == ("approved", "A", "in writing")
    assert awaited(cast) == set()
    assert row.clock.stopped_at == now
    assert not Timer.objects.in_system_scope("t").filter(cancelled_at=None).exists()
    assert kinds(cast)[-2:] == ["answer.given", "decision.approved"]


def test_conditions_are_kept_and_drawn(cast, now):
    decision = raised(cast, now)
    answer(cast.jonas, decision, now, conditions=["Access is logged", " "])
    answer(cast.ingrid, decision, now)
    assert halves(decision) == ["cond", "wait"]
    [kept] = fresh(decision).answers.filter(person=cast.jonas)
    assert kept.conditions == ["Access is logged"]


def test_different_options_keep_it_open(cast, now):
    decision = raised(cast, now)
    answer(cast.ingrid, decision, now)
    answer(cast.jonas, decision, now)
    answer(cast.hannah, decision, now, option="B")
    answer(cast.ben, decision, now, option="B")
    assert state(decision) == "open"
    commands.withdraw_answer(by=cast.ben, decision=decision, now=now)
    commands.withdraw_answer(by=cast.hannah, decision=decision, now=now)
    answer(cast.hannah, decision, now)
    answer(cast.ben, decision, now)
    assert state(decision) == "approved"


def test_one_reasoned_no_declines_it(cast, now):
    decision = raised(cast, now)
    answer(cast.ben, decision, now, verdict="decline", reason="No clean room of ours is ready")
    row = fresh(decision)
    assert (row.state, row.reason) == ("declined", "No clean room of ours is ready")
    assert awaited(cast) == set()
    assert kinds(cast)[-2:] == ["answer.refused", "decision.declined"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"verdict": "decline"}, "reason"),
        ({"option": "X"}, "option"),
        ({"verdict": "perhaps"}, "verdict"),
    ],
)
def test_an_incomplete_answer_is_refused_beside_its_field(cast, now, values, field):
    decision = raised(cast, now)
    before = size(cast)
    with pytest.raises(Refused) as refusal:
        answer(cast.ben, decision, now, **values)
    assert (refusal.value.field, size(cast)) == (field, before)


def test_nobody_answers_twice(cast, now):
    decision = raised(cast, now)
    answer(cast.ben, decision, now)
    with pytest.raises(Refused, match="already answered"):
        answer(cast.ben, decision, now)


@pytest.mark.parametrize("name", ["maya", "tomas", "daniel", "rachel"])
def test_seats_that_the_matrix_does_not_name_do_not_answer(cast, now, name):
    decision = raised(cast, now, by=cast.tomas if name == "maya" else cast.maya)
    before = size(cast)
    with pytest.raises(Refused, match="legal approver"):
        answer(getattr(cast, name), decision, now)
    assert size(cast) == before


@pytest.mark.parametrize("name", ["carl", "olga", "zed", "nobody", "host"])
def test_seats_without_the_right_do_not_answer(cast, now, name):
    decision = raised(cast, now)
    with pytest.raises(NotAllowed):
        answer(getattr(cast, name), decision, now)


def test_who_asked_does_not_approve_where_four_eyes_are_asked_for(cast, now):
    decision = raised(cast, now, by=cast.ingrid)
    assert awaited(cast) == APPROVERS - {"ingrid"}
    with pytest.raises(Refused, match="Somebody else of your company"):
        answer(cast.ingrid, decision, now)


def test_the_answer_binds_to_the_question_that_was_read(cast, now):
    decision = raised(cast, now)
    decision.digest = "another"
    with pytest.raises(Outdated):
        answer(cast.ben, decision, now)


def test_an_answer_can_be_taken_back_by_its_giver_until_it_is_settled(cast, now):
    decision = raised(cast, now)
    answer(cast.ben, decision, now)
    commands.withdraw_answer(by=cast.ben, decision=decision, now=now)
    assert halves(decision) == ["wait", "wait"]
    assert awaited(cast) == APPROVERS
    with pytest.raises(Refused, match="have not answered"):
        commands.withdraw_answer(by=cast.hannah, decision=decision, now=now)
    for who in (cast.ben, cast.hannah, cast.ingrid, cast.jonas):
        answer(who, decision, now)
    with pytest.raises(Refused, match="can no longer be taken back"):
        commands.withdraw_answer(by=cast.ben, decision=decision, now=now)


def test_one_person_with_both_seats_fills_both_in_one_act(cast, now):
    alliances.place_in_seat(
        by=cast.daniel,
        alliance=cast.alliance,
        person=cast.ben,
        role="approver",
        discipline="legal",
        now=now,
    )
    decision = raised(cast, now)
    answer(cast.ben, decision, now)
    assert halves(decision) == ["wait", "yes"]


def test_the_deputy_answers_while_the_holder_is_away(cast, now):
    seat = cast.alliance.seats.get(person=cast.hannah)
    alliances.change_seat(
        by=cast.daniel,
        seat=seat,
        deputy=cast.rachel,
        absent_from=now.date(),
        absent_until=at(20).date(),
        now=now,
    )
    decision = raised(cast, now)
    assert "rachel" in awaited(cast)
    answer(cast.rachel, decision, now)
    answer(cast.ben, decision, now)
    assert halves(decision) == ["wait", "yes"]

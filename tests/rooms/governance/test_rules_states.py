"""The states of a decision: what may follow what, and what has to be said with it."""

from itertools import product

import pytest

from allied.rooms.governance.rules import (
    ANSWERABLE,
    MOVES,
    SETTLED,
    DecisionState,
    move_between,
    moves_from,
    why_not_move,
)

S = DecisionState
ALLOWED = {
    S.DRAFT: {S.OPEN, S.WITHDRAWN},
    S.OPEN: {S.WAITING, S.APPROVED, S.DECLINED, S.DEFERRED, S.WITHDRAWN, S.SUPERSEDED},
    S.WAITING: {S.OPEN, S.APPROVED, S.DECLINED, S.DEFERRED, S.WITHDRAWN, S.SUPERSEDED},
    S.DEFERRED: {S.OPEN, S.WITHDRAWN, S.SUPERSEDED},
    S.APPROVED: {S.SUPERSEDED},
    S.DECLINED: {S.SUPERSEDED},
    S.WITHDRAWN: set(),
    S.SUPERSEDED: set(),
}


@pytest.mark.parametrize(("start", "end"), list(product(S, S)))
def test_only_the_moves_of_the_table_are_allowed(start, end):
    refusal = why_not_move(start, end, reason="because", has_date=True)
    assert (refusal == "") is (end in ALLOWED[start])


def test_every_state_can_be_reached_and_every_running_one_can_end():
    assert {move.end for move in MOVES} | {S.DRAFT} == set(S)
    for state in set(S) - SETTLED:
        assert S.WITHDRAWN in {move.end for move in moves_from(state)}


def test_no_two_moves_have_the_same_ends():
    assert len({(move.start, move.end) for move in MOVES}) == len(MOVES)


@pytest.mark.parametrize("end", [S.DECLINED, S.WITHDRAWN, S.DEFERRED, S.WAITING])
def test_some_moves_need_a_reason(end):
    assert why_not_move(S.OPEN, end, has_date=True, reason="  ").startswith("Give a reason to ")
    assert why_not_move(S.OPEN, end, has_date=True, reason="budget is frozen") == ""


@pytest.mark.parametrize("end", [S.DEFERRED, S.WAITING])
def test_waiting_and_deferring_need_a_date(end):
    assert "Give a date" in why_not_move(S.OPEN, end, reason="legal asks")


def test_a_draft_is_withdrawn_without_a_reason_because_nobody_else_saw_it():
    assert why_not_move(S.DRAFT, S.WITHDRAWN) == ""


def test_a_refused_move_says_what_is_possible_instead():
    assert why_not_move(S.DEFERRED, S.APPROVED) == (
        "This decision is deferred. It is possible to: take up again, withdraw, replace."
    )
    assert why_not_move(S.WITHDRAWN, S.OPEN) == (
        "This decision is withdrawn. Nothing can change it any more."
    )


def test_the_verb_of_a_move_is_known():
    assert move_between(S.DRAFT, S.OPEN).verb == "ask for the decision"
    assert move_between(S.APPROVED, S.OPEN) is None


def test_answers_are_taken_while_open_or_waiting():
    assert {S.OPEN, S.WAITING} == ANSWERABLE
    assert not ANSWERABLE & SETTLED

"""What an escalation is for: where the companies approved different options, those above have the last word."""

import pytest

from allied.kit.errors import Refused
from allied.rooms.governance import commands
from allied.rooms.governance.rights import SPONSORS, Escalation
from allied.rooms.governance.rules import HalfState, Result, last_words, settle
from tests.rooms.diligence.stage import plain
from tests.rooms.governance.cases import (
    answer,
    at,
    awaited,
    change,
    fresh,
    halves,
    kinds,
    raised,
    started,
    state,
)
from tests.rooms.governance.test_rules_settlement import JOINT, OPTIONS, no, yes

ABOVE = JOINT.or_by(["sponsor"])
DIFFERENT = [yes("n", "A"), yes("b", "B")]


def outcome(*more, needed=ABOVE):
    return settle(needed, [*DIFFERENT, *more], options=OPTIONS)


@pytest.mark.parametrize(
    ("more", "result", "option"),
    [
        ([], Result.OPEN, ""),
        ([yes("n", "B", "sponsor")], Result.APPROVED, "B"),
        ([yes("b", "A", "sponsor")], Result.APPROVED, "A"),
        ([yes("n", "A", "sponsor")], Result.OPEN, ""),
        ([yes("n", "C", "sponsor")], Result.OPEN, ""),
        ([yes("n", "C", "sponsor"), yes("b", "C", "sponsor")], Result.APPROVED, "C"),
        ([no("n", "sponsor")], Result.DECLINED, ""),
        ([yes("n", "C", "sponsor"), yes("n", "B", "sponsor")], Result.OPEN, ""),
        ([yes("n", "B")], Result.OPEN, ""),
    ],
)
def test_whoever_it_was_escalated_to_decides_for_their_company(more, result, option):
    found = outcome(*more)
    assert (found.result, found.option) == (result, option)


def test_before_an_escalation_nobody_overrules():
    found = outcome(yes("n", "B", "sponsor"), needed=JOINT)
    assert found.result is Result.OPEN
    assert last_words(JOINT, found) == frozenset()


def test_they_are_asked_only_while_complete_halves_differ():
    assert last_words(ABOVE, outcome()) == {("n", "sponsor"), ("b", "sponsor")}
    assert last_words(ABOVE, outcome(yes("n", "C", "sponsor"))) == {("b", "sponsor")}
    for answers in ([], [yes("n")], [yes("n"), yes("b")]):
        assert last_words(ABOVE, settle(ABOVE, answers, options=OPTIONS)) == frozenset()


def test_conditions_of_an_overruled_answer_bind_nobody():
    said = [yes("n", "A", "alliance manager", "Only in spring"), yes("b", "B")]
    found = settle(ABOVE, [*said, yes("n", "B", "sponsor")], options=OPTIONS)
    assert found.result is Result.APPROVED
    assert found.conditions == ()
    assert [half.state for half in found.halves] == [HalfState.YES, HalfState.YES]
    kept = settle(ABOVE, [*said, yes("b", "A", "sponsor")], options=OPTIONS)
    assert [one.text for one in kept.conditions] == ["Only in spring"]


@pytest.fixture
def differing(cast, now):
    """The managers approved different options of a roadmap change."""
    started(cast, now)
    change(cast, "roadmap", now, written=True, escalation=Escalation(to=SPONSORS, sla_days=5))
    decision = raised(cast, now, key="roadmap")
    for who, option in ((cast.maya, "A"), (cast.daniel, "B")):
        answer(who, decision, now, option=option)
    return decision


class TestEscalated:
    def test_the_sponsors_are_asked_and_one_of_them_ends_it(self, cast, differing):
        assert awaited(cast) == set()
        with pytest.raises(Refused, match="answered by"):
            answer(cast.rachel, differing, at(3), option="A")
        commands.escalate_decision(by=cast.maya, decision=differing, reason="Stuck", now=at(3))
        assert awaited(cast) == {"tomas", "rachel"}
        answer(cast.rachel, differing, at(4), option="A")
        row = fresh(differing)
        assert (row.state, row.chosen, halves(differing)) == ("approved", "A", ["yes", "yes"])
        assert (awaited(cast), awaited(cast, "reconcile")) == (set(), set())
        assert kinds(cast)[-2:] == ["answer.given", "decision.approved"]

    def test_their_pages_say_so(self, cast, differing, browse):
        commands.escalate_decision(by=cast.maya, decision=differing, reason="Stuck", now=at(3))
        rachel = browse(cast.rachel)
        page = plain(rachel.open(f"/decisions/{differing.pk}"))
        assert "Northwind approved option A and Brightleaf approved option B." in page
        assert "You have the last word for Brightleaf: what you approve counts instead." in page
        week = plain(rachel.client.get("/"))
        assert "Both companies approved, but different options: agree on one." in week
        assert "last word" not in plain(browse(cast.daniel).open(f"/decisions/{differing.pk}"))

    def test_a_sponsor_who_stays_with_the_own_side_settles_nothing(self, cast, differing):
        commands.escalate_decision(by=cast.maya, decision=differing, reason="Stuck", now=at(3))
        answer(cast.rachel, differing, at(4), option="B")
        assert (state(differing), awaited(cast)) == ("open", {"tomas"})
        assert awaited(cast, "reconcile") == {"maya", "rachel"}
        answer(cast.tomas, differing, at(4), option="B")
        assert (state(differing), fresh(differing).chosen) == ("approved", "B")

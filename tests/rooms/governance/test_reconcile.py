"""Both companies approved, but different options: those at odds are asked to agree on one."""

from datetime import date, timedelta

import pytest

from allied.alliances import commands as alliances
from allied.alliances.models import Awaited
from allied.kit.errors import Refused
from allied.notices import posting
from allied.notices.models import Notice
from allied.notices.writing import letter_for
from allied.people.doors import acting_as
from allied.rooms.governance import commands, rights
from allied.rooms.governance.rules import Needed, at_odds, reconcile_words, settle
from tests.rooms.governance.cases import (
    APPROVERS,
    answer,
    at,
    awaited,
    change,
    fire,
    fresh,
    halves,
    kinds,
    raised,
    signed,
    size,
    started,
    state,
)
from tests.rooms.governance.test_meeting import record
from tests.rooms.governance.test_rules_settlement import DOUBLE, JOINT, OPTIONS, TWO_ROLES, no, yes
from tests.rooms.governance.test_time import told

LEGAL, SECURITY = TWO_ROLES
ACT = "reconcile"


def odd(needed, answers) -> set[tuple[str, str]]:
    """The party and option of each approval that is at odds."""
    return {(one.party, one.option) for one in at_odds(settle(needed, answers, options=OPTIONS))}


THREE = Needed.of({party: ["sponsor"] for party in "nbk"})


@pytest.mark.parametrize(
    ("needed", "answers", "found"),
    [
        (JOINT, [], set()),
        (JOINT, [yes("n")], set()),
        (JOINT, [yes("n"), yes("b")], set()),
        (JOINT, [yes("n"), yes("b", "C")], {("n", "A"), ("b", "C")}),
        (JOINT, [yes("n"), no("b")], set()),
        (DOUBLE, [yes("n", "A", LEGAL), yes("b", "B", LEGAL)], set()),
        (
            DOUBLE,
            [yes("n", "A", LEGAL), yes("n", "B", SECURITY)],
            {("n", "A"), ("n", "B")},
        ),
        (
            DOUBLE,
            [
                yes("n", "A", LEGAL),
                yes("n", "B", SECURITY),
                yes("b", "A", LEGAL),
                yes("b", "A", SECURITY),
            ],
            {("n", "B")},
        ),
        (
            THREE,
            [yes("n", "A", "sponsor"), yes("b", "B", "sponsor")],
            {("n", "A"), ("b", "B")},
        ),
    ],
)
def test_those_are_at_odds_whose_approvals_keep_it_open(needed, answers, found):
    assert odd(needed, answers) == found


def test_an_approval_that_does_not_count_is_not_at_odds():
    """After an escalation the sponsor ended a difference within their side; the other side differs."""
    needed = DOUBLE.or_by(["sponsor"])
    answers = [
        yes("n", "A", LEGAL),
        yes("n", "B", SECURITY),
        yes("n", "B", "sponsor"),
        yes("b", "C", "sponsor"),
    ]
    outcome = settle(needed, answers, options=OPTIONS)
    roles = {(one.party, one.role) for one in at_odds(outcome)}
    assert roles == {("n", "sponsor"), ("b", "sponsor")}


def test_the_words_say_whether_companies_or_colleagues_differ():
    assert reconcile_words(2) == "Both companies approved, but different options: agree on one."
    assert reconcile_words(0) == "Your company approved different options: agree on one."


@pytest.fixture
def differing(cast, now):
    """Northwind approved A, Brightleaf B: two people of each."""
    started(cast, now)
    decision = raised(cast, now)
    for who, option in _said(cast):
        answer(who, decision, now, option=option)
    return decision


def _said(cast):
    return [(cast.ingrid, "A"), (cast.jonas, "A"), (cast.hannah, "B"), (cast.ben, "B")]


def act_of(person) -> Awaited:
    return Awaited.objects.in_system_scope("test").get(person=person, act=ACT, done_at=None)


class TestWhoIsAsked:
    def test_all_whose_approvals_differ_until_the_clock_is_due(self, cast, differing):
        assert (awaited(cast), awaited(cast, ACT)) == (set(), APPROVERS)
        act = act_of(cast.ingrid)
        assert (act.title, act.due_at) == (differing.name, fresh(differing).clock.due_at)
        assert (act.blocking, act.asked_by, act.audience) == (True, cast.maya, "joint")

    def test_only_the_company_that_disagrees_with_itself(self, cast, now):
        started(cast, now)
        decision = raised(cast, now)
        answer(cast.ingrid, decision, now)
        answer(cast.jonas, decision, now, option="B")
        assert (awaited(cast, ACT), awaited(cast)) == ({"ingrid", "jonas"}, {"hannah", "ben"})

    def test_whoever_stays_behind_when_a_colleague_moved(self, cast, now, differing):
        answer(cast.ingrid, differing, now, option="B")
        assert (awaited(cast, ACT), halves(differing)) == ({"jonas"}, ["wait", "yes"])

    def test_nobody_who_has_left(self, cast, now, differing):
        alliances.end_seat(by=cast.maya, seat=cast.ingrid.seats.get(), now=now)
        assert awaited(cast, ACT) == APPROVERS - {"ingrid"}

    def test_nobody_before_anybody_differs(self, cast, now):
        started(cast, now)
        decision = raised(cast, now)
        answer(cast.ingrid, decision, now)
        answer(cast.hannah, decision, now, option="B")
        assert awaited(cast, ACT) == set()

    def test_the_reminder_names_them(self, cast, now, differing):
        fire(fresh(differing).clock.half_at + timedelta(minutes=1))
        [names] = told("governance.decision.reminded", "awaited")
        assert names == "Ben Sato, Hannah Cole, Ingrid Vos and Jonas Weber"


class TestChangingInOneStep:
    def test_the_same_option_settles_it(self, cast, now, differing):
        answer(cast.ingrid, differing, now, option="B")
        answer(cast.jonas, differing, now, option="B")
        row = fresh(differing)
        assert (row.state, row.chosen, halves(differing)) == ("approved", "B", ["yes", "yes"])
        assert awaited(cast, ACT) == set()
        assert kinds(cast)[-3:] == ["answer.withdrawn", "answer.given", "decision.approved"]

    def test_the_first_answer_stays_to_be_read(self, cast, now, differing):
        answer(cast.ingrid, differing, now, option="C", conditions=["Access is logged"])
        rows = differing.answers.filter(person=cast.ingrid).values_list("option", "withdrawn_at")
        assert set(rows) == {("A", now), ("C", None)}

    def test_the_same_answer_again_is_refused_and_nothing_is_written(self, cast, now, differing):
        before = size(cast)
        with pytest.raises(Refused, match="You approved option A already") as refusal:
            answer(cast.ingrid, differing, now)
        assert (refusal.value.field, size(cast)) == ("option", before)

    def test_a_reasoned_no_declines_it(self, cast, now, differing):
        answer(cast.ben, differing, now, verdict="decline", reason="Neither of them")
        assert (state(differing), awaited(cast, ACT)) == ("declined", set())

    def test_whoever_is_not_at_odds_takes_the_answer_back_first(self, cast, now, differing):
        answer(cast.ingrid, differing, now, option="B")
        with pytest.raises(Refused, match="already answered"):
            answer(cast.ingrid, differing, now, option="A")
        with pytest.raises(Refused, match="already answered"):
            answer(cast.hannah, differing, now, option="A")


class TestInAMeeting:
    @pytest.fixture
    def differing(self, cast, now):
        """The council took A, and Brightleaf's manager, who was there, approved B."""
        started(cast, now)
        decision = raised(cast, now, key="roadmap", by=cast.tomas)
        record(cast, decision)
        answer(cast.daniel, decision, at(4), option="B")
        return decision

    def test_another_meeting_moves_whoever_records_it(self, cast, differing):
        assert awaited(cast, ACT) == {"maya", "daniel"}
        record(cast, differing, option="B")
        assert (state(differing), fresh(differing).chosen) == ("approved", "B")

    def test_the_same_meeting_again_leaves_whoever_chose_it_already(self, cast, differing):
        record(cast, differing)
        assert kinds(cast)[-1] == "meeting.recorded"
        assert awaited(cast, ACT) == {"maya", "daniel"}


class TestSettled:
    def test_when_an_answer_is_taken_back(self, cast, now, differing):
        commands.withdraw_answer(by=cast.ben, decision=differing, now=now)
        assert (awaited(cast, ACT), awaited(cast)) == (set(), {"ben"})

    def test_when_it_is_withdrawn(self, cast, now, differing):
        commands.withdraw_decision(by=cast.maya, decision=differing, reason="x", now=now)
        assert awaited(cast, ACT) == set()

    def test_while_it_is_deferred_and_asked_again_when_its_day_has_come(self, cast, differing):
        commands.defer_decision(
            by=cast.maya, decision=differing, reason="x", until=date(2026, 3, 9), now=at(4)
        )
        assert awaited(cast, ACT) == set()
        commands.resume_decision(by=cast.maya, decision=differing, now=at(6))
        assert awaited(cast, ACT) == APPROVERS

    def test_by_the_tie_break(self, cast, now):
        started(cast, now)
        option = rights.Deadlock(kind=rights.Tiebreak.OPTION)
        change(cast, "data-sharing", now, deadlock=option, escalation=None)
        signed(cast, now)
        decision = raised(cast, now, standing="B")
        for who, chosen in _said(cast):
            answer(who, decision, now, option=chosen)
        fire(at(30, 16))
        assert (state(decision), awaited(cast, ACT)) == ("approved", set())

    def test_never_twice_for_the_same_person(self, cast, now, differing):
        first = act_of(cast.jonas).pk
        answer(cast.ingrid, differing, now, option="C")
        assert act_of(cast.jonas).pk == first


def test_under_the_second_wall(cast, now):
    started(cast, now)
    decision = raised(cast, now)
    for who, option in _said(cast):
        with acting_as(who):
            answer(who, decision, now, option=option)
    assert awaited(cast, ACT) == APPROVERS
    for who in (cast.ben, cast.hannah):
        with acting_as(who):
            answer(who, decision, now)
    assert (state(decision), awaited(cast, ACT)) == ("approved", set())


def test_the_letter_asks_for_agreement_and_acts_for_nobody(cast, now, differing):
    posting.announce(now)
    notice = Notice.objects.in_system_scope("test").get(awaited=act_of(cast.ben))
    letter = letter_for(notice, now=now)
    assert "agreement on one is asked for" in letter.subject
    assert f"/awaited/{act_of(cast.ben).pk}" in letter.body
    assert "/acts/" not in letter.body

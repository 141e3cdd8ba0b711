"""Time in decisions: pauses, deferrals, reminders, one escalation in parallel, and the tie-break."""

from datetime import date, timedelta

import pytest

from allied.alliances.models import Awaited
from allied.clock.timers import next_due_at
from allied.kit.errors import NotAllowed, Refused
from allied.people.doors import acting_as
from allied.record.models import Disclosure, Entry
from allied.rooms.governance import commands, models, rights
from tests.rooms.governance.cases import (
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


@pytest.fixture
def decision(cast, now):
    """Data sharing: 20 shared working days from Mon 2 March, due Mon 30 March, 17:00 Amsterdam."""
    started(cast, now)
    return raised(cast, now)


def pause(decision, by, now, until=date(2026, 3, 9), why="waiting_for_external_body"):
    return commands.ask_for_information(
        by=by, decision=decision, why=why, reason="The lab measures", until=until, now=now
    )


def due(decision):
    return fresh(decision).clock.due_at


def told(kind, name):
    rows = Disclosure.objects.in_system_scope("test").filter(entry__kind=kind)
    return [row.value for row in rows.order_by("entry__seq") if row.path.endswith(name)]


class TestWaitingForInformation:
    """The clock stands still, with a reason and a day, and the other side acknowledges it."""

    def test_both_sides_see_it_and_the_other_one_is_asked(self, cast, decision):
        pause(decision, cast.maya, at(4))
        assert state(decision) == "waiting"
        assert awaited(cast, "acknowledge") == {"daniel", "rachel"}
        assert kinds(cast)[-1] == "decision.paused"

    def test_an_acknowledged_pause_moves_the_deadline_and_ends_on_its_day(self, cast, decision):
        pause(decision, cast.maya, at(4), until=date(2026, 3, 10))
        assert due(decision) == at(2, 15, month=4)
        commands.acknowledge_pause(by=cast.daniel, decision=decision, now=at(5))
        # Good Friday and Easter Monday do not count.
        assert due(decision) == at(7, 15, month=4)
        assert awaited(cast, "acknowledge") == set()
        fire(at(10, 0))
        assert state(decision) == "open"
        assert due(decision) == at(7, 15, month=4)
        assert kinds(cast)[-2:] == ["pause.acknowledged", "decision.resumed"]

    def test_without_acknowledgement_the_clock_runs_again_after_two_days(self, cast, decision):
        pause(decision, cast.maya, at(4))
        fire(at(6, 23))
        assert state(decision) == "open"
        assert '"why":"nobody acknowledged' in last(cast).raw

    def test_the_information_may_come_sooner(self, cast, decision):
        pause(decision, cast.maya, at(4))
        commands.acknowledge_pause(by=cast.rachel, decision=decision, now=at(4, 13))
        commands.resume_decision(by=cast.daniel, decision=decision, now=at(5, 9))
        assert (state(decision), due(decision)) == ("open", at(31, 15))
        assert fire(at(9, 0)) == 0

    def test_it_can_be_answered_meanwhile(self, cast, decision):
        pause(decision, cast.maya, at(4))
        for who in (cast.ben, cast.hannah, cast.ingrid, cast.jonas):
            answer(who, decision, at(5))
        assert state(decision) == "approved"
        assert next_due_at() is None

    @pytest.mark.parametrize(
        ("values", "field"),
        [({"until": date(2026, 3, 3)}, "until"), ({"why": "no_time"}, "reason")],
    )
    def test_it_needs_a_known_reason_and_a_day_to_come(self, cast, decision, values, field):
        before = size(cast)
        with pytest.raises(Refused) as refusal:
            pause(decision, cast.maya, at(4), **values)
        assert (refusal.value.field, size(cast), state(decision)) == (field, before, "open")

    def test_nobody_acknowledges_what_runs(self, cast, decision):
        with pytest.raises(Refused, match="is running"):
            commands.acknowledge_pause(by=cast.daniel, decision=decision, now=at(4))

    def test_the_own_side_does_not_acknowledge(self, cast, decision):
        pause(decision, cast.maya, at(4))
        with pytest.raises(Refused, match="other company"):
            commands.acknowledge_pause(by=cast.tomas, decision=decision, now=at(4))

    @pytest.mark.parametrize("name", ["ingrid", "carl", "olga", "zed"])
    def test_approvers_contributors_and_strangers_do_not_steer(self, cast, decision, name):
        for command, values in [
            (pause_by, {}),
            (commands.resume_decision, {}),
            (commands.acknowledge_pause, {}),
            (commands.defer_decision, {"reason": "x", "until": date(2026, 4, 1)}),
            (commands.withdraw_decision, {"reason": "x"}),
            (commands.escalate_decision, {"reason": "x"}),
        ]:
            with pytest.raises(NotAllowed):
                command(by=getattr(cast, name), decision=decision, now=at(4), **values)


def pause_by(by, decision, now):
    return pause(decision, by, now)


def last(cast):
    return Entry.objects.visible_to(cast.maya).filter(alliance=cast.alliance).order_by("-seq")[0]


class TestDeferring:
    """Put off until a day, it is open again on that day with the days that were left."""

    def defer(self, cast, decision, now):
        return commands.defer_decision(
            by=cast.daniel,
            decision=decision,
            reason="After the audit",
            until=date(2026, 4, 7),
            now=now,
        )

    def test_nobody_is_awaited_and_no_clock_runs(self, cast, decision):
        self.defer(cast, decision, at(16, 20))
        assert (state(decision), awaited(cast)) == ("deferred", set())
        assert fresh(decision).clock.stopped_at == at(16, 20)

    def test_on_its_day_it_goes_on_with_the_days_that_were_left(self, cast, decision):
        self.defer(cast, decision, at(16, 20))
        answer_refused(cast.ben, decision, at(17))
        fire(at(7, 0, month=4))
        assert state(decision) == "open"
        assert awaited(cast) == {"ingrid", "jonas", "hannah", "ben"}
        clock = fresh(decision).clock
        assert (clock.days, clock.used) == (20, 10)
        assert clock.due_at == at(21, 15, month=4)

    def test_it_can_be_taken_up_sooner(self, cast, decision):
        self.defer(cast, decision, at(16, 20))
        commands.resume_decision(by=cast.maya, decision=decision, now=at(18))
        assert state(decision) == "open"
        assert fire(at(7, 0, month=4)) > 0  # reminders only: nothing resumes twice
        assert kinds(cast).count("decision.resumed") == 1

    def test_a_settled_decision_is_not_deferred(self, cast, decision, now):
        answer(cast.ben, decision, now, verdict="decline", reason="No")
        with pytest.raises(Refused, match="declined"):
            self.defer(cast, decision, at(16))


def answer_refused(who, decision, now):
    with pytest.raises(Refused, match="deferred"):
        answer(who, decision, now)


class TestReminders:
    """At half and at four fifths of the time those who hold the pen are told, by name."""

    def test_each_mark_is_told_once(self, cast, decision):
        answer(cast.ben, decision, at(3))
        assert [fire(at(16, 16)), fire(at(16, 17)), fire(at(24, 16))] == [1, 0, 1]
        assert kinds(cast)[-2:] == ["decision.reminded", "decision.reminded"]
        assert (
            told("governance.decision.reminded", "awaited")
            == ["Hannah Cole, Ingrid Vos and Jonas Weber"] * 2
        )

    def test_a_late_worker_catches_up_in_order(self, cast, decision):
        assert fire(at(31)) == 3
        assert kinds(cast)[-3:] == [
            "decision.reminded",
            "decision.reminded",
            "decision.escalated",
        ]

    def test_a_settled_decision_reminds_nobody(self, cast, decision):
        answer(cast.ben, decision, at(3), verdict="decline", reason="No")
        assert fire(at(31)) == 0


class TestEscalation:
    """When time is over it stays where it is and also goes one step further, once."""

    @pytest.fixture
    def late(self, cast, decision):
        fire(at(30, 16))
        return decision

    def test_it_stays_open_with_its_forum_and_the_next_step_is_asked_too(self, cast, late):
        assert state(late) == "open"
        assert awaited(cast) == {"ingrid", "jonas", "hannah", "ben", "tomas", "rachel"}
        escalation = models.Escalation.objects.visible_to(cast.daniel).get()
        assert (escalation.to_key, escalation.clock.days) == ("steering", 5)
        assert [half.ways for half in late.halves.all()] == [
            [["approver:legal", "approver:security"], ["forum:steering"]]
        ] * 2

    def test_the_step_has_its_own_deadline(self, cast, late):
        act = Awaited.objects.visible_to(cast.rachel).get(act="answer")
        # Good Friday and Easter Monday do not count.
        assert act.due_at == at(8, 15, month=4)

    def test_either_way_fills_a_half(self, cast, late):
        answer(cast.tomas, late, at(31))
        assert halves(late) == ["yes", "wait"]
        answer(cast.hannah, late, at(31))
        answer(cast.ben, late, at(31))
        assert state(late) == "approved"

    def test_it_never_escalates_twice(self, cast, late):
        with pytest.raises(Refused, match="gone further already"):
            commands.escalate_decision(by=cast.maya, decision=late, reason="Now", now=at(31))
        fire(at(31))
        assert kinds(cast).count("decision.escalated") == 1

    def test_people_escalate_sooner_with_a_reason(self, cast, decision):
        with pytest.raises(Refused, match="Say why"):
            commands.escalate_decision(by=cast.daniel, decision=decision, reason=" ", now=at(3))
        commands.escalate_decision(by=cast.daniel, decision=decision, reason="Stuck", now=at(3))
        assert "rachel" in awaited(cast)
        fire(at(31))
        assert kinds(cast).count("decision.escalated") == 1

    def test_after_it_the_clock_pauses_no_more(self, cast, late):
        with pytest.raises(Refused, match="was escalated"):
            pause(late, cast.maya, at(31), until=date(2026, 4, 9))

    def test_an_answer_ends_it(self, cast, late):
        answer(cast.ben, late, at(31), verdict="decline", reason="No")
        assert models.Escalation.objects.visible_to(cast.maya).get().ended_at == at(31)
        assert next_due_at() is None

    def test_its_own_time_reminds_and_then_says_that_nothing_was_agreed(self, cast, late):
        fire(at(8, 16, month=4))
        assert kinds(cast)[-3:] == [
            "decision.reminded",
            "decision.reminded",
            "decision.deadlocked",
        ]
        assert state(late) == "open"
        assert "stays open" in told("governance.decision.deadlocked", "rule")[0]


class TestTheTieBreak:
    """Nothing is decided by silence, unless both companies signed what then holds."""

    def begin(self, cast, now, deadlock, *, sign=True, **values):
        started(cast, now)
        change(cast, "data-sharing", now, deadlock=deadlock)
        if sign:
            signed(cast, now)
        decision = raised(cast, now, **values)
        fire(at(30, 16))
        fire(at(8, 16, month=4))
        return decision

    def test_the_agreed_option_stands(self, cast, now):
        option = rights.Deadlock(kind=rights.Tiebreak.OPTION)
        decision = self.begin(cast, now, option, standing="C")
        row = fresh(decision)
        assert (row.state, row.chosen, row.how) == ("approved", "C", "by the agreed tie-break")
        assert awaited(cast) == set()

    def test_an_unsigned_rule_decides_nothing(self, cast, now):
        option = rights.Deadlock(kind=rights.Tiebreak.OPTION)
        decision = self.begin(cast, now, option, sign=False, standing="C")
        assert state(decision) == "open"

    def test_the_named_decider_decides_alone(self, cast, now):
        decider = rights.Deadlock(
            kind=rights.Tiebreak.DECIDER, party=str(cast.bright.pk), role="sponsor"
        )
        decision = self.begin(cast, now, decider)
        assert awaited(cast) == {"rachel"}
        with pytest.raises(Refused, match="not asked"):
            answer(cast.tomas, decision, at(9, month=4))
        answer(cast.rachel, decision, at(9, month=4), option="B")
        assert (state(decision), fresh(decision).chosen) == ("approved", "B")

    def test_without_an_escalation_the_rule_holds_when_the_first_time_is_over(self, cast, now):
        started(cast, now)
        option = rights.Deadlock(kind=rights.Tiebreak.OPTION)
        change(cast, "data-sharing", now, deadlock=option, escalation=None)
        signed(cast, now)
        decision = raised(cast, now, standing="B")
        fire(at(30, 16))
        assert (state(decision), fresh(decision).chosen) == ("approved", "B")


def test_both_sides_steer_under_the_second_wall(cast, now, decision):
    with acting_as(cast.maya):
        pause(decision, cast.maya, at(4))
    with acting_as(cast.daniel):
        commands.acknowledge_pause(by=cast.daniel, decision=decision, now=at(4))
        commands.resume_decision(by=cast.daniel, decision=decision, now=at(5))
        commands.defer_decision(
            by=cast.daniel, decision=decision, reason="x", until=date(2026, 3, 9), now=at(5)
        )
    with acting_as(cast.tomas):
        commands.resume_decision(by=cast.tomas, decision=decision, now=at(6))
        commands.escalate_decision(by=cast.tomas, decision=decision, reason="x", now=at(6))
    with acting_as(cast.rachel):
        answer(cast.rachel, decision, at(6))
    with acting_as(cast.maya):
        commands.withdraw_decision(by=cast.maya, decision=decision, reason="x", now=at(9))
    assert fire(at(9) + timedelta(days=90)) == 0

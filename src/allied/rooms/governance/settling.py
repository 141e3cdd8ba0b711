"""Counts the answers of a locked decision and ends it when they settle it: once, whoever comes last."""

from datetime import datetime

from allied.alliances import awaiting
from allied.clock import commands as clocks
from allied.clock.timers import Subject, cancel_timers
from allied.people.models import Person
from allied.record import book
from allied.record.facts import Fact
from allied.rooms.governance import facts
from allied.rooms.governance.bench import Bench
from allied.rooms.governance.following import decision_ended
from allied.rooms.governance.models import Answer, Decision, Escalation, Half
from allied.rooms.governance.penholders import await_answers
from allied.rooms.governance.settlement import HalfState, Outcome, Result
from allied.rooms.governance.states import DecisionState

IN_MEETING, IN_WRITING = "in a meeting", "in writing"
IN_BOTH = f"partly {IN_MEETING}, partly {IN_WRITING}"
BY_RULE = "by the agreed tie-break"
ENDS = (
    facts.DecisionApproved,
    facts.DecisionDeclined,
    facts.DecisionWithdrawn,
    facts.DecisionSuperseded,
)
MOVED = ("state", "state_at", "reason", "chosen", "how", "deferred_until", "clock", "version")


def lock_decision(decision: Decision) -> Decision:
    """The decision as it is now; nobody else changes it, or anything of its alliance, meanwhile."""
    book.take_turn(decision.alliance_id)
    rows = Decision.objects.in_system_scope("a decision that was found already is locked")
    rows = rows.select_related("alliance", "clock").select_for_update(of=("self",))
    return rows.get(pk=decision.pk)


def settle_locked(bench: Bench, *, by: Person | None, now: datetime) -> Outcome:
    """The outcome of all answers that stand; the caller holds the lock on the decision."""
    decision, outcome = bench.decision, bench.outcome
    _fill(bench.halves, outcome, now)
    if outcome.result is Result.APPROVED:
        approve(decision, outcome, how=_how(bench.answers), by=by, now=now)
    elif outcome.result is Result.DECLINED:
        end(decision, DecisionState.DECLINED, by=by, now=now, reason=outcome.reason)
        said = facts.DecisionDeclined(subject=decision.pk, number=decision.number)
        write(decision, said, by=by, now=now)
    else:
        decision.version += 1
        decision.save(update_fields=["version"])
        await_answers(bench, by=by, now=now, due_at=due_of_step(decision))
    return outcome


def _fill(halves: list[Half], outcome: Outcome, now: datetime) -> None:
    """Each party's half as it is drawn: waiting, approved, with conditions, or declined."""
    states = {half.party: half.state for half in outcome.halves}
    for half in halves:
        state = states.get(str(half.party_id))
        if state is not None and half.state != state:
            half.state = state
            half.at = None if state is HalfState.WAIT else now
            half.save(update_fields=["state", "at"])


def _how(answers: list[Answer]) -> str:
    met = {answer.sitting_id is not None for answer in answers if answer.withdrawn_at is None}
    if len(met) > 1:
        return IN_BOTH
    return IN_MEETING if True in met else IN_WRITING


def approve(
    decision: Decision, outcome: Outcome, *, how: str, by: Person | None, now: datetime
) -> None:
    """The decision is taken; what it replaces gives way now."""
    decision.chosen, decision.how = outcome.option, how
    end(decision, DecisionState.APPROVED, by=by, now=now)
    said = facts.DecisionApproved(
        subject=decision.pk,
        number=decision.number,
        option=outcome.option,
        how=how,
        conditions=len(outcome.conditions),
    )
    write(decision, said, by=by, now=now)
    before = decision.supersedes
    if before is not None and before.state != DecisionState.SUPERSEDED:
        supersede(Decision.objects.lock(before), decision, by=by, now=now)


def supersede(decision: Decision, successor: Decision, *, by: Person | None, now: datetime) -> None:
    """A later decision takes the place of this one."""
    end(decision, DecisionState.SUPERSEDED, by=by, now=now)
    said = facts.DecisionSuperseded(
        subject=decision.pk, number=decision.number, by_number=successor.number
    )
    write(decision, said, by=by, now=now)


def end(
    decision: Decision, state: DecisionState, *, by: Person | None, now: datetime, reason: str = ""
) -> None:
    """Write the last state: clocks stop, timers are cancelled, nobody is awaited any more."""
    move(decision, state, now=now, reason=reason)
    stop_clocks(decision, by=by, now=now)
    awaiting.settle_acts(decision.pk, now=now)


def move(decision: Decision, state: DecisionState, *, now: datetime, reason: str = "") -> None:
    """Write another state with its time and reason."""
    decision.state, decision.state_at, decision.reason = state, now, reason
    decision.version += 1
    decision.save(update_fields=MOVED)


def stop_clocks(decision: Decision, *, by: Person | None, now: datetime) -> None:
    """The decision's own clock stops, and that of its escalation; no timer of it fires any more."""
    if decision.clock and decision.clock.stopped_at is None:
        clocks.stop_clock(by=by, clock=decision.clock, now=now)
    else:
        cancel_timers(Subject("decision", decision.pk), now=now)
    escalation = escalation_of(decision) if decision.escalated_at else None
    if escalation and escalation.ended_at is None:
        escalation.ended_at = now
        escalation.save(update_fields=["ended_at"])
        if escalation.clock:
            clocks.stop_clock(by=by, clock=escalation.clock, now=now)


def escalation_of(decision: Decision) -> Escalation | None:
    """Its escalation, if it was escalated."""
    rows = Escalation.objects.in_system_scope("the one escalation of a decision that is locked")
    return rows.filter(decision=decision).select_related("clock").first()


def due_of_step(decision: Decision) -> datetime | None:
    """When the step to which it was escalated is due, if it was."""
    step = escalation_of(decision) if decision.escalated_at else None
    return step.clock.due_at if step and step.clock else None


def write(decision: Decision, said: Fact, *, by: Person | None, now: datetime) -> None:
    """One line in the joint log of the decision's alliance; after the line that ends it others go on."""
    book.record(said, alliance_id=decision.alliance_id, by=by, now=now)
    if isinstance(said, ENDS):
        decision_ended(decision, by, now)

"""One step further when time runs out: once, in parallel, with a clock of its own, then the tie-break."""

from datetime import datetime

from allied.clock import commands as clocks
from allied.clock.counting import Mode
from allied.clock.timers import Subject
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.governance import facts
from allied.rooms.governance.as_rules import (
    right_of,
)
from allied.rooms.governance.bench import Bench, bench_of
from allied.rooms.governance.ending import needed_after_deadlock, settle_deadlock
from allied.rooms.governance.entitlement import needed_after_escalation
from allied.rooms.governance.escalation import deadlock_words
from allied.rooms.governance.limits import limits
from allied.rooms.governance.models import Decision, Escalation
from allied.rooms.governance.penholders import await_answers
from allied.rooms.governance.rights import Deadlock, DecisionRight, Tiebreak
from allied.rooms.governance.settlement import Result
from allied.rooms.governance.settling import BY_RULE, approve, settle_locked, write

LATE = "its time is over"


def escalate(
    decision: Decision,
    *,
    by: Person | None,
    now: datetime,
    reason: str = "",
    since: datetime | None = None,
) -> Escalation | None:
    """The locked decision also goes to its escalation; it stays where it is. Never twice.

    Its clock starts at `since`, else now.
    """
    right = right_of(decision)
    if right.escalation is None or decision.escalated_at is not None:
        return None
    decision.escalated_at = now
    decision.save(update_fields=["escalated_at"])
    days = right.escalation.sla_days or limits().sponsor_answer_days
    row = _written(decision, right, by=by, now=now, reason=reason)
    row.clock = clocks.start_clock(
        by=by,
        alliance=decision.alliance,
        subject=Subject("escalation", row.pk),
        days=days,
        accountable=decision.accountable,
        mode=Mode.BOTH if decision.joint else Mode.OWNER,
        now=since or now,
    )
    row.save(update_fields=["clock"])
    bench = bench_of(decision, now)
    _widen(bench)
    due = row.clock.due_at
    await_answers(bench, by=by, now=now, due_at=due)
    _record(decision, row, by=by, now=now)
    return row


def _record(decision: Decision, row: Escalation, *, by: Person | None, now: datetime) -> None:
    said = facts.DecisionEscalated(
        subject=decision.pk,
        number=decision.number,
        to_key=row.to_key,
        days=row.clock.days if row.clock else None,
        due=row.clock.due_at if row.clock else None,
        to=row.to_name,
        reason=row.reason or LATE,
    )
    write(decision, said, by=by, now=now)


def _written(
    decision: Decision, right: DecisionRight, *, by: Person | None, now: datetime, reason: str
) -> Escalation:
    assert right.escalation
    return Escalation.objects.create(
        alliance_id=decision.alliance_id,
        owner_id=by.home_id if by else decision.owner_id,
        audience=JOINT,
        decision=decision,
        to_key=right.escalation.to,
        to_name=decision.places[right.escalation.to],
        by=by,
        reason=reason,
        at=now,
    )


def _widen(bench: Bench) -> None:
    """Each half that is needed may now also be filled by the place it was escalated to."""
    halves = [half for half in bench.halves if half.needed]
    needed = needed_after_escalation(bench.needed, bench.right)
    for half, need in zip(halves, needed.parties, strict=True):
        half.ways = [sorted(way) for way in need.ways]
        half.save(update_fields=["ways"])


def break_deadlock(decision: Decision, *, now: datetime) -> None:
    """The last step of the locked decision ran out: what both companies signed for this case holds."""
    right = right_of(decision)
    deadlock = right.deadlock if decision.rules_signed else Deadlock()
    bench = bench_of(decision, now)
    settled = settle_deadlock(deadlock, bench.outcome, decision.standing)
    _say(decision, deadlock, now)
    if settled.result is Result.APPROVED:
        approve(decision, settled, how=BY_RULE, by=None, now=now)
        return
    needed = needed_after_deadlock(deadlock, bench.needed)
    if deadlock.kind is Tiebreak.DECIDER and needed.for_party(deadlock.party):
        for half in bench.halves:
            need = needed.for_party(str(half.party_id))
            half.needed = need is not None
            half.ways = [sorted(way) for way in need.ways] if need else half.ways
            half.save(update_fields=["needed", "ways"])
        settle_locked(bench, by=None, now=now)


def _say(decision: Decision, deadlock: Deadlock, now: datetime) -> None:
    named = ""
    if deadlock.kind is Tiebreak.DECIDER:
        rows = decision.alliance.parties.select_related("organisation")
        found = rows.filter(organisation_id=deadlock.party).first()
        named = found.organisation.short_name if found else ""
    if deadlock.kind is Tiebreak.OPTION and decision.standing:
        rule = f"option {decision.standing} stands, as both companies agreed"
    elif deadlock.kind is Tiebreak.DECIDER:
        rule = deadlock_words(deadlock, named).removeprefix("No decision: ")
    else:
        rule = "nothing is agreed for this case, so it stays open"
    said = facts.DecisionDeadlocked(subject=decision.pk, number=decision.number, rule=rule)
    write(decision, said, by=None, now=now)

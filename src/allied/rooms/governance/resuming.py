"""How a paused or deferred decision goes on: by an act, or by itself when its day has come."""

from datetime import datetime

from allied.alliances import awaiting
from allied.clock import commands as clocks
from allied.clock.counting import Mode
from allied.clock.models import Pause, SlaClock
from allied.clock.progress import consumed
from allied.clock.running import running
from allied.clock.timers import Subject, cancel_timers
from allied.people.models import Person
from allied.rooms.governance import facts
from allied.rooms.governance.bench import bench_of
from allied.rooms.governance.models import Decision
from allied.rooms.governance.penholders import ACKNOWLEDGE, await_answers
from allied.rooms.governance.settling import move, write
from allied.rooms.governance.states import DecisionState

PAUSE_OVER, PAUSE_LAPSED = "decision.pause_over", "decision.pause_lapsed"
DEFERRED_DAY = "decision.deferred_day"
BY_THEMSELVES = (PAUSE_OVER, PAUSE_LAPSED, DEFERRED_DAY)


def running_pause(decision: Decision) -> Pause | None:
    """The pause that has not ended yet, if there is one."""
    rows = Pause.objects.in_system_scope("the pause of a decision that is locked")
    return rows.filter(clock=decision.clock_id, ended_at__isnull=True).first()


def go_on(decision: Decision, why: str, *, by: Person | None, now: datetime) -> None:
    """The locked decision is open again and its clock runs."""
    if decision.state == DecisionState.WAITING:
        pause = running_pause(decision)
        if pause is not None:
            clocks.end_pause(by=by, pause=pause, now=now)
            decision.refresh_from_db(fields=["clock"])
        awaiting.settle_acts(decision.pk, now=now, verb=ACKNOWLEDGE)
    elif decision.clock is not None:
        decision.clock = _clock_again(decision, decision.clock, by=by, now=now)
    decision.deferred_until = None
    move(decision, DecisionState.OPEN, now=now)
    cancel_timers(Subject("decision", decision.pk), now=now, verbs=BY_THEMSELVES)
    due = decision.clock.due_at if decision.clock else None
    said = facts.DecisionResumed(subject=decision.pk, number=decision.number, why=why, due=due)
    write(decision, said, by=by, now=now)
    await_answers(bench_of(decision, now), by=by, now=now)


def _clock_again(
    decision: Decision, stopped: SlaClock, *, by: Person | None, now: datetime
) -> SlaClock:
    """A clock with the days that were left when the decision was deferred, at least one."""
    clock, pauses = running(stopped)
    used = consumed(clock, stopped.stopped_at or now, pauses)
    return clocks.start_clock(
        by=by,
        alliance=decision.alliance,
        subject=Subject("decision", decision.pk),
        days=stopped.days,
        accountable=decision.accountable,
        mode=Mode(stopped.mode),
        used=used,
        now=now,
    )

"""What happens by itself: reminders, escalation, the tie-break, and pauses that end."""

from datetime import datetime, timedelta
from uuid import UUID

from allied.alliances import reseating
from allied.alliances.models import Alliance
from allied.clock.models import SlaClock, Timer
from allied.clock.pauses import Pause as PauseRule
from allied.clock.running import HALF, SHARES, pause_of
from allied.clock.timers import Subject, register, set_timers
from allied.kit.words import listed
from allied.people.models import Person
from allied.rooms.governance import facts
from allied.rooms.governance.bench import bench_of
from allied.rooms.governance.escalating import break_deadlock, escalate
from allied.rooms.governance.models import Decision, Escalation
from allied.rooms.governance.penholders import await_answers
from allied.rooms.governance.resuming import (
    DEFERRED_DAY,
    PAUSE_LAPSED,
    PAUSE_OVER,
    go_on,
    running_pause,
)
from allied.rooms.governance.settling import due_of_step, escalation_of, lock_decision, write
from allied.rooms.governance.states import ANSWERABLE, RUNNING, DecisionState

REASON = "a timer acts for nobody in particular"
AWAY, BACK = "seat.away", "seat.back"
SAME_DAY = timedelta(hours=12)


def _decision(decision_id: UUID) -> Decision:
    return lock_decision(Decision.objects.in_system_scope(REASON).get(pk=decision_id))


def _escalated(escalation_id: UUID) -> tuple[Escalation, Decision]:
    """The escalation as it is once its decision is locked."""
    rows = Escalation.objects.in_system_scope(REASON).select_related("clock")
    decision = _decision(rows.get(pk=escalation_id).decision_id)
    return rows.get(pk=escalation_id), decision


def _clock_of(decision: Decision) -> SlaClock | None:
    """The clock that still runs for this decision, read fresh."""
    clock = decision.clock
    return clock if clock and clock.stopped_at is None and decision.state in RUNNING else None


def remind(timer: Timer, now: datetime) -> None:
    """Half or four fifths of the time is used: say who must answer."""
    decision = _decision(timer.subject_id)
    if clock := _clock_of(decision):
        _remind(decision, clock, timer, now)


def remind_again(timer: Timer, now: datetime) -> None:
    """The same for the time of an escalation."""
    escalation, decision = _escalated(timer.subject_id)
    if escalation.clock and escalation.ended_at is None and decision.state in RUNNING:
        _remind(decision, escalation.clock, timer, now)


def _remind(decision: Decision, clock: SlaClock, timer: Timer, now: datetime) -> None:
    name = timer.verb.rpartition(".")[2]
    reached = clock.half_at if name == HALF else clock.most_at
    if reached is None or reached > now:
        return  # the deadline moved since; another timer stands for the new time
    bench = bench_of(decision, now)
    ids = bench.pen_holders() | {person for person, _ in bench.at_odds()}
    people = Person.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True)
    said = facts.DecisionReminded(
        subject=decision.pk,
        number=decision.number,
        percent=SHARES[name],
        due=clock.due_at,
        awaited=listed(list(people)) or "nobody named",
    )
    write(decision, said, by=None, now=now)


def run_out(timer: Timer, now: datetime) -> None:
    """The time is over: escalate once; without an escalation the tie-break follows at once."""
    decision = _decision(timer.subject_id)
    clock = _clock_of(decision)
    if clock is None or clock.due_at > now:
        return
    # A worker comes seconds after close of business: that must not give the next step a day.
    since = timer.at if now - timer.at < SAME_DAY else now
    if escalate(decision, by=None, now=now, since=since) is not None:
        return
    # An escalation that still runs has its own time; one that a deferral ended has none.
    earlier = escalation_of(decision)
    if earlier is None or earlier.ended_at is not None:
        break_deadlock(decision, now=now)


def run_out_again(timer: Timer, now: datetime) -> None:
    """The escalation ran out as well: what both companies signed for this case holds."""
    escalation, decision = _escalated(timer.subject_id)
    if escalation.ended_at or escalation.deadlocked_at or decision.state not in RUNNING:
        return
    escalation.deadlocked_at = now
    escalation.save(update_fields=["deadlocked_at"])
    break_deadlock(decision, now=now)


def end_pause(timer: Timer, now: datetime) -> None:
    """The day of a pause has come, or nobody acknowledged it in time: the clock runs again."""
    decision = _decision(timer.subject_id)
    pause = running_pause(decision)
    if decision.state != DecisionState.WAITING or pause is None:
        return
    rule: PauseRule = pause_of(pause)
    if rule.effective_end > now:
        return
    lapsed = rule.has_lapsed(now)
    why = "nobody acknowledged the pause in time" if lapsed else "its day has come"
    go_on(decision, why, by=None, now=now)


def take_up_again(timer: Timer, now: datetime) -> None:
    """The day until which a decision was deferred has come."""
    decision = _decision(timer.subject_id)
    if decision.state == DecisionState.DEFERRED:
        go_on(decision, "its day has come", by=None, now=now)


def look_again(alliance: Alliance, by: Person | None, now: datetime) -> None:
    """Other people sit there now: open decisions await those who may answer today."""
    rows = Decision.objects.in_system_scope(REASON).filter(alliance=alliance, state__in=ANSWERABLE)
    for pk in rows.order_by("raised_at", "pk").values_list("pk", flat=True):
        decision = _decision(pk)
        if decision.state in ANSWERABLE:
            due_at = due_of_step(decision)
            await_answers(bench_of(decision, now), by=by, now=now, due_at=due_at)
    _watch_absences(alliance, now)


def _watch_absences(alliance: Alliance, now: datetime) -> None:
    """On the first day of an absence and the day after its last one other people may answer."""
    # West of Greenwich the last day away may still run when it is over here.
    since = now.date() - timedelta(days=1)
    seats = alliance.seats.filter(ended_at__isnull=True, absent_until__gte=since)
    for seat in seats.select_related("organisation"):
        if seat.absent_from is None or seat.absent_until is None:
            continue
        days = {AWAY: seat.absent_from, BACK: seat.absent_until + timedelta(days=1)}
        moments = {verb: seat.organisation.midnight(day) for verb, day in days.items()}
        set_timers(
            Subject("seat", seat.pk),
            {verb: at for verb, at in moments.items() if at > now},
            alliance_id=alliance.pk,
            owner_id=seat.organisation_id,
        )


def absence_begins_or_ends(timer: Timer, now: datetime) -> None:
    """The deputy is asked while the holder is away, and no longer when they are back."""
    rows = Alliance.objects.in_system_scope(REASON)
    reseating.look_again(rows.get(pk=timer.alliance_id), by=None, now=now)


reseating.register(look_again)
register(AWAY, absence_begins_or_ends)
register(BACK, absence_begins_or_ends)
register("decision.half", remind)
register("decision.most", remind)
register("decision.full", run_out)
register("escalation.half", remind_again)
register("escalation.most", remind_again)
register("escalation.full", run_out_again)
register(PAUSE_OVER, end_pause)
register(PAUSE_LAPSED, end_pause)
register(DEFERRED_DAY, take_up_again)

"""Stopping and starting a decision's clock: waiting for information, deferring, going on."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from allied.alliances import awaiting
from allied.alliances.access import holders, require
from allied.clock import commands as clocks
from allied.clock.models import Pause
from allied.clock.timers import Subject, cancel_timers, set_timer
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.governance import facts
from allied.rooms.governance.models import Decision
from allied.rooms.governance.penholders import ACKNOWLEDGE
from allied.rooms.governance.resuming import (
    DEFERRED_DAY,
    PAUSE_LAPSED,
    PAUSE_OVER,
    go_on,
    running_pause,
)
from allied.rooms.governance.settling import escalation_of, lock_decision, move, stop_clocks, write
from allied.rooms.governance.states import DecisionState, why_not_move

RIGHT = "decision.steer"


def ask_for_information(
    *, by: Person, decision: Decision, why: str, reason: str, until: date, now: datetime
) -> Pause:
    """The clock stands still until a day, on which it runs again; the other side acknowledges."""
    require(by, RIGHT, decision.alliance, now)
    with transaction.atomic():
        row = lock_decision(decision)
        _refuse_move(row, DecisionState.WAITING, reason, until)
        if row.clock is None:
            raise Refused("no_clock", "No clock runs here, so there is nothing to pause.")
        if escalation_of(row) is not None:
            raise Refused("escalated", "This decision was escalated. Its clock pauses no more.")
        begins_again = _start_of(until, row.clock.tz, now)
        pause = clocks.pause_clock(
            by=by, clock=row.clock, reason=why, text=reason.strip(), until=begins_again, now=now
        )
        move(row, DecisionState.WAITING, now=now, reason=reason.strip())
        _set(row, PAUSE_LAPSED, pause.acknowledge_by, by)
        _set(row, PAUSE_OVER, pause.until, by)
        _await_acknowledgement(row, pause, by=by, now=now)
        said = facts.DecisionPaused(
            subject=row.pk,
            number=row.number,
            why=pause.reason,
            until=until,
            acknowledge_by=pause.acknowledge_by,
            reason=reason.strip(),
        )
        write(row, said, by=by, now=now)
    return pause


def _refuse_move(row: Decision, to: DecisionState, reason: str, day: date | None) -> None:
    refusal = why_not_move(DecisionState(row.state), to, reason=reason, has_date=day is not None)
    if refusal:
        field = "reason" if not reason.strip() else "until"
        raise Refused("not_now", refusal, field=field)


def _start_of(day: date, zone: str, now: datetime) -> datetime:
    """The instant at which this day begins in the clock's zone; it must lie ahead."""
    start = datetime.combine(day, time.min, ZoneInfo(zone))
    if start <= now:
        raise Refused("until_past", "Give a day that is still to come.", field="until")
    if start > now + timedelta(days=366):
        raise Refused("until_far", "Give a day within the next year.", field="until")
    return start


def _set(row: Decision, verb: str, at: datetime, by: Person) -> None:
    subject = Subject("decision", row.pk)
    set_timer(subject, verb, at, alliance_id=row.alliance_id, owner_id=by.home_id)


def _await_acknowledgement(row: Decision, pause: Pause, *, by: Person, now: datetime) -> None:
    seats = holders(RIGHT, row.alliance, now)
    people = [seat.person for seat in seats if seat.organisation_id != by.organisation_id]
    act = awaiting.Act(
        verb=ACKNOWLEDGE,
        subject_kind="decision",
        subject_id=row.pk,
        title=row.name,
        due_at=pause.acknowledge_by,
    )
    awaiting.await_act(act, of=people, alliance=row.alliance, asked_by=by, now=now)


def acknowledge_pause(*, by: Person, decision: Decision, now: datetime) -> Pause:
    """Agree for one's own company that the clock stands still until the day that was named."""
    require(by, RIGHT, decision.alliance, now)
    with transaction.atomic():
        row = lock_decision(decision)
        pause = running_pause(row)
        if row.state != DecisionState.WAITING or pause is None or row.clock is None:
            raise Refused("not_paused", "The clock of this decision is running.")
        first = pause.acknowledged_at is None
        pause = clocks.acknowledge_pause(by=by, pause=pause, now=now)
        if first:
            cancel_timers(Subject("decision", row.pk), now=now, verbs=[PAUSE_LAPSED])
            awaiting.settle_acts(row.pk, now=now, verb=ACKNOWLEDGE)
            row.clock.refresh_from_db()
            said = facts.PauseAcknowledged(
                subject=row.pk,
                number=row.number,
                due=row.clock.due_at,
                organisation=by.home.short_name,
            )
            write(row, said, by=by, now=now)
    return pause


def resume_decision(*, by: Person, decision: Decision, now: datetime) -> Decision:
    """The information is there, or the deferred decision is taken up again: the clock runs."""
    require(by, RIGHT, decision.alliance, now)
    with transaction.atomic():
        row = lock_decision(decision)
        _refuse_move(row, DecisionState.OPEN, "", None)
        waited = row.state == DecisionState.WAITING
        go_on(row, "the information is there" if waited else "taken up again", by=by, now=now)
    return row


def defer_decision(
    *, by: Person, decision: Decision, reason: str, until: date, now: datetime
) -> Decision:
    """Put a decision off until a day, on which it is open again with the days that were left."""
    require(by, RIGHT, decision.alliance, now)
    with transaction.atomic():
        row = lock_decision(decision)
        _refuse_move(row, DecisionState.DEFERRED, reason, until)
        zone = row.clock.tz if row.clock else by.home.time_zone
        at = _start_of(until, zone, now)
        stop_clocks(row, by=by, now=now)
        awaiting.settle_acts(row.pk, now=now)
        row.deferred_until = until
        move(row, DecisionState.DEFERRED, now=now, reason=reason.strip())
        _set(row, DEFERRED_DAY, at, by)
        said = facts.DecisionDeferred(
            subject=row.pk, number=row.number, until=until, reason=reason.strip()
        )
        write(row, said, by=by, now=now)
    return row

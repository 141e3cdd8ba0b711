"""Moves a conflict along its ladder: a step begins with its clock, ends with the days it used."""

from datetime import datetime

from allied.alliances import awaiting
from allied.clock import commands as clocks
from allied.clock.counting import Mode
from allied.clock.models import SlaClock
from allied.clock.progress import days_late, days_left
from allied.clock.running import running
from allied.clock.timers import Subject
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.rooms.conflict import facts, ladder, memos
from allied.rooms.conflict.models import Conflict, ConflictStep
from allied.rooms.conflict.owners import await_owners
from allied.rooms.conflict.writing import changed, write

SUBJECT = "conflict step"
LATE = "its time ran out"


def begin_step(
    conflict: Conflict,
    rule: ladder.Step,
    *,
    by: Person | None,
    now: datetime,
    since: datetime | None = None,
) -> ConflictStep:
    """The conflict stands on this step from now on; its clock counts days on which all sides work."""
    order = [step.id for step in ladder.from_plain(conflict.ladder).in_order]
    row = ConflictStep.objects.create(
        alliance_id=conflict.alliance_id,
        owner_id=by.home_id if by else conflict.owner_id,
        audience=JOINT,
        conflict=conflict,
        place=order.index(rule.id),
        key=rule.id,
        name=rule.name,
        started_at=now,
    )
    row.clock = clocks.start_clock(
        by=by,
        alliance=conflict.alliance,
        subject=Subject(SUBJECT, row.pk),
        days=rule.days,
        accountable=Organisation.objects.in_system_scope("who raised it").get(pk=conflict.owner_id),
        mode=Mode.BOTH,
        now=since or now,
    )
    row.save(update_fields=["clock"])
    await_owners(conflict, row, by=by, now=now)
    return row


def end_step(
    step: ConflictStep, how: str, *, by: Person | None, now: datetime, reason: str = ""
) -> None:
    """The step is over: its clock stops, and it keeps how many working days it used."""
    step.ended_at, step.how, step.reason, step.moved_by = now, how, reason, by
    if step.clock is not None:
        step.used_days = used_of(step.clock, now)
        clocks.stop_clock(by=by, clock=step.clock, now=now)
    step.save(update_fields=["ended_at", "how", "reason", "moved_by", "used_days", "memo_words"])
    awaiting.settle_acts(step.pk, now=now)


def move_up(
    conflict: Conflict,
    step: ConflictStep,
    *,
    by: Person | None,
    now: datetime,
    reason: str = "",
    since: datetime | None = None,
) -> ConflictStep | None:
    """One step up with the joint memo as it stands; nothing when this step is the last one."""
    rule = ladder.from_plain(conflict.ladder).after(step.key)
    if rule is None:
        return None
    words, signed = memos.sent_up(conflict, step, by=by, now=now)
    step.memo_words = words
    end_step(step, "moved" if by else "ran out", by=by, now=now, reason=reason)
    above = begin_step(conflict, rule, by=by, now=now, since=since)
    assert above.clock is not None
    changed(conflict)
    said = facts.StepMoved(
        subject=conflict.pk,
        number=conflict.number,
        place=above.place,
        days=rule.days,
        due=above.clock.due_at,
        by_time=by is None,
        memo_digest=signed,
        step=rule.name,
        memo=words,
        reason=reason or LATE,
    )
    write(conflict, said, by=by, now=now)
    return above


def used_of(clock: SlaClock, now: datetime) -> int:
    """The working days that a step has used, the one that runs included."""
    rule = running(clock, ()).clock
    return max(0, rule.days - days_left(rule, now) + days_late(rule, now))


def days_used(conflict: Conflict, now: datetime) -> int:
    """The working days of all steps so far."""
    rows = ConflictStep.objects.in_system_scope("the steps of a conflict that is locked")
    used = 0
    for step in rows.filter(conflict=conflict).select_related("clock"):
        if step.used_days is not None:
            used += step.used_days
        elif step.clock is not None:
            used += used_of(step.clock, now)
    return used

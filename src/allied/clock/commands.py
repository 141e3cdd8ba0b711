"""Starting, pausing and stopping SLA clocks, inside the commands of the rooms that own them.

They write no fact of their own: the room's fact names the deadline. Only a calendar that changes
later speaks for itself, because nobody acts then.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from allied.alliances import awaiting
from allied.alliances.models import Alliance, Party
from allied.clock import changes, facts, rules
from allied.clock.calendar import WorkingCalendar
from allied.clock.counting import Mode
from allied.clock.models import OrganisationCalendar, Pause, SlaClock
from allied.clock.pauses import reason_named
from allied.clock.running import FULL, HALF, MOST, Running, pause_of, retime, running
from allied.clock.timers import Subject, cancel_timers, fired_verbs, set_timers
from allied.clock.versions import frozen_calendars, versions_for
from allied.kit.errors import Refused
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.record import book


def start_clock(
    *,
    by: Person | None,
    alliance: Alliance,
    subject: Subject,
    days: int,
    accountable: Organisation,
    now: datetime,
    mode: Mode = Mode.OWNER,
    used: int = 0,
) -> SlaClock:
    """A clock of so many working days starts now, on the calendars of all parties as they are today."""
    parties = alliance.parties.select_related("organisation").order_by("position")
    others = [each.organisation for each in parties if each.organisation_id != accountable.pk]
    versions = versions_for([accountable, *others], now=now)
    owner, *rest = frozen_calendars([str(each.pk) for each in versions])
    mode = mode if rest else Mode.OWNER
    clock = rules.start_clock(now, days, owner, rest, mode=mode)
    clock = replace(clock, used=min(used, days - 1))
    row = SlaClock(
        alliance=alliance,
        owner_id=by.home_id if by else accountable.pk,
        audience=JOINT,
        subject_kind=subject.kind,
        subject_id=subject.id,
        mode=mode,
        days=days,
        accountable=accountable,
        calendars=[str(each.pk) for each in versions],
        started_at=now,
        day0=clock.day0,
        counted_after=clock.counted_after,
        used=clock.used,
        tz=clock.tz,
        rule=rules.RULE,
    )
    retime(row, Running(clock, ()))
    SlaClock.objects.bulk_create([row])
    set_timers(subject, _marks(row), alliance_id=alliance.pk, owner_id=row.owner_id)
    return row


def _marks(row: SlaClock) -> dict[str, datetime]:
    """When 50 %, 80 % and all of the time are used, by the verb of their timers."""
    times = {HALF: row.half_at, MOST: row.most_at, FULL: row.due_at}
    return {f"{row.subject_kind}.{name}": at for name, at in times.items() if at}


def _set_marks(row: SlaClock, by: Person | None, now: datetime) -> None:
    """Timers for 50 %, 80 % and the end, instead of those that have not fired yet."""
    subject = Subject(row.subject_kind, row.subject_id)
    verbs = [f"{row.subject_kind}.{name}" for name in (HALF, MOST, FULL)]
    cancel_timers(subject, now=now, verbs=verbs)
    fired = fired_verbs(subject, since=row.started_at)
    times = {verb: at for verb, at in _marks(row).items() if verb not in fired}
    owner_id = by.home_id if by else row.owner_id
    set_timers(subject, times, alliance_id=row.alliance_id, owner_id=owner_id)


def _retimed(row: SlaClock, by: Person | None, now: datetime) -> SlaClock:
    """The clock after its pauses or calendars changed: new deadline, new marks, awaited acts move."""
    retime(row, running(row))
    row.save()
    _set_marks(row, by, now)
    awaiting.move_deadline(row.subject_id, row.due_at)
    return row


def pause_clock(
    *, by: Person, clock: SlaClock, reason: str, text: str, until: datetime, now: datetime
) -> Pause:
    """The clock stands still until a date, unless the other side does not acknowledge it in time."""
    with transaction.atomic():
        row = SlaClock.objects.lock(clock)
        clock_now, earlier = running(row)
        sides = _other_sides(row, by)
        pause = changes.open_pause(
            clock_now, now, until, reason_named(reason), other_sides=sides, earlier=earlier
        )
        made = Pause.objects.create(
            alliance_id=row.alliance_id,
            owner_id=by.home_id,
            audience=JOINT,
            clock=row,
            reason=pause.reason,
            text=text,
            by=by,
            begins=pause.begins,
            until=pause.ends,
            acknowledge_by=pause.acknowledge_by,
        )
        row.was_paused = True
        _retimed(row, by, now)
    return made


def _other_sides(row: SlaClock, by: Person) -> list[WorkingCalendar]:
    """The calendars of everybody but the side that asks for the pause."""
    rows = OrganisationCalendar.objects.in_system_scope("frozen into this clock")
    others = rows.filter(pk__in=row.calendars).exclude(organisation_id=by.home_id)
    return frozen_calendars([str(pk) for pk in others.values_list("pk", flat=True)])


def acknowledge_pause(*, by: Person, pause: Pause, now: datetime) -> Pause:
    """The other side has seen the pause and agrees that the clock stands still."""
    with transaction.atomic():
        row = SlaClock.objects.lock(pause.clock)
        pause = Pause.objects.lock(pause)
        if pause.owner_id == by.home_id:
            raise Refused("pause.own", "The other company acknowledges a pause, not your own.")
        if pause.acknowledged_at:
            return pause
        if pause.ended_at or pause_of(pause).has_lapsed(now) or pause.until <= now:
            raise Refused("pause.over", "This pause is over. The clock runs again.")
        pause.acknowledged_at, pause.acknowledged_by = now, by
        pause.save(update_fields=["acknowledged_at", "acknowledged_by"])
        _retimed(row, by, now)
    return pause


def end_pause(*, by: Person | None, pause: Pause, now: datetime) -> Pause:
    """The clock runs again from now on, or from the moment at which the pause ran out by itself."""
    with transaction.atomic():
        row = SlaClock.objects.lock(pause.clock)
        pause = Pause.objects.lock(pause)
        if pause.ended_at is None:
            pause.ended_at = max(min(now, pause_of(pause).effective_end), pause.begins)
            pause.save(update_fields=["ended_at"])
            _retimed(row, by, now)
    return pause


def stop_clock(*, by: Person | None, clock: SlaClock, now: datetime) -> SlaClock:
    """The clock's work is done: it keeps its deadline, and no timer of its subject fires any more."""
    with transaction.atomic():
        row = SlaClock.objects.lock(clock)
        if row.stopped_at is None:
            row.stopped_at = now
            row.save(update_fields=["stopped_at"])
            if row.was_paused:
                pauses = Pause.objects.in_system_scope("pauses end with their clock")
                pauses.filter(clock=row, ended_at__isnull=True).update(ended_at=now)
            cancel_timers(Subject(row.subject_kind, row.subject_id), now=now)
    return row


def recompute_clocks(*, by: Person | None, organisation: Organisation, now: datetime) -> int:
    """An organisation's calendar changed: its running clocks count on the new one. How many moved.

    Without a person it belongs in a system scope. A deadline never moves earlier than the next
    counting day.
    """
    [newest] = versions_for([organisation], now=now)
    party = Party.objects.in_system_scope("clocks of one organisation").filter(
        organisation=organisation
    )
    rows = SlaClock.objects.in_system_scope("clocks of one organisation").filter(
        stopped_at__isnull=True, alliance__in=party.values("alliance")
    )
    moved = 0
    for found in rows.order_by("pk"):
        with transaction.atomic():
            book.take_turn(found.alliance_id)
            moved += _recompute(SlaClock.objects.lock(found), newest, by, now)
    return moved


def _recompute(
    row: SlaClock, newest: OrganisationCalendar, by: Person | None, now: datetime
) -> bool:
    versions = _with(row, newest)
    if row.stopped_at or versions == row.calendars:
        return False
    clock, stops = running(row)
    owner, *others = frozen_calendars(versions)
    result = changes.recalculate(clock, now, owner, others, pauses=stops)
    row.calendars = versions
    row.day0, row.counted_after = result.clock.day0, result.clock.counted_after
    row.not_before = result.clock.not_before
    _retimed(row, by, now)
    if result.moved:
        said = facts.DeadlineMoved(
            subject=row.subject_id,
            about=row.subject_kind,
            before=result.before.due_at,
            after=result.after.due_at,
            organisation=newest.organisation.name,
        )
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    return result.moved


def _with(row: SlaClock, newest: OrganisationCalendar) -> list[str]:
    """The clock's calendar versions with this organisation's newest one in its place."""
    rows = OrganisationCalendar.objects.in_system_scope("frozen into this clock")
    owners = dict(rows.filter(pk__in=row.calendars).values_list("pk", "organisation_id"))
    return [
        str(newest.pk) if owners[UUID(one)] == newest.organisation_id else one
        for one in row.calendars
    ]

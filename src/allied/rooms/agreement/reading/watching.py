"""Watches the dates: a notice or an end that comes near, and obligations on the day they are due."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from allied.alliances import awaiting
from allied.alliances.models import Alliance, Role
from allied.clock.timers import Subject, cancel_timers, set_timer
from allied.kit.words import capitalised, day, shortened
from allied.people.models import Person
from allied.rooms.agreement.reading.limits import limits
from allied.rooms.agreement.reading.models import Agreement, Obligation, ObligationState

NEAR, DUE = "agreement.date", "obligation.due"
RENEW, FULFIL = "renew", "fulfil"
CLOSE = time(17)
WHY = "dates of the agreement are asked of several people"


class Deadline(NamedTuple):
    """A day of the agreement that must not pass unseen: what it is, in words, and the day."""

    what: str
    on: date


NOTICE_ENDS, AGREEMENT_ENDS = "last day for a notice", "the agreement ends"


def deadlines(row: Agreement) -> list[Deadline]:
    """The days that must not pass unseen, the earliest first."""
    found = [
        Deadline(what, on)
        for what, on in ((NOTICE_ENDS, row.notice_on), (AGREEMENT_ENDS, row.ends_on))
        if on
    ]
    return sorted(found, key=lambda one: one.on)


def reminders(row: Agreement) -> Iterator[date]:
    """The days on which people are asked: before each deadline, and the day after it to stop asking."""
    for one in deadlines(row):
        for days in limits().remind_days:
            yield one.on - timedelta(days=days)
        yield one.on + timedelta(days=1)


def near(row: Agreement, today: date) -> Deadline | None:
    """The first deadline ahead for which the time of reminding has come."""
    most = max(limits().remind_days)
    ahead = (one for one in deadlines(row) if one.on >= today)
    return next((one for one in ahead if one.on - timedelta(days=most) <= today), None)


def watch_dates(row: Agreement, *, by: Person, now: datetime) -> None:
    """Set the timers of the dates anew; nobody is asked any longer about the old ones."""
    subject = Subject("agreement", row.pk)
    cancel_timers(subject, now=now, verbs=[NEAR])
    awaiting.settle_acts(row.pk, now=now, verb=RENEW)
    zone = ZoneInfo(by.home.time_zone or "UTC")
    for on in sorted(set(reminders(row))):
        morning = datetime.combine(on, time(6), zone).astimezone(UTC)
        if morning > now:
            set_timer(subject, NEAR, morning, alliance_id=row.alliance_id, owner_id=by.home_id)
    ask_about_dates(row, now=now)


def ask_about_dates(row: Agreement, *, now: datetime) -> None:
    """Ask sponsors and managers of every side about the deadline that is near; else ask nobody."""
    today = now.astimezone(ZoneInfo(row.owner.time_zone or "UTC")).date()
    found = near(row, today)
    if found is None:
        awaiting.settle_acts(row.pk, now=now, verb=RENEW)
        return
    act = awaiting.Act(
        verb=RENEW,
        subject_kind="agreement",
        subject_id=row.pk,
        title=f"{capitalised(found.what)}: {day(found.on)}",
        due_at=_evening(found.on, row.owner.time_zone),
    )
    awaiting.await_act(
        act, of=_heads(row.alliance), alliance=row.alliance, asked_by=row.by, now=now
    )


def watch_obligation(row: Obligation, *, by: Person, now: datetime) -> None:
    """Set the timer of the due day anew, and ask nobody any longer before it."""
    subject = Subject("obligation", row.pk)
    cancel_timers(subject, now=now, verbs=[DUE])
    awaiting.settle_acts(row.pk, now=now, verb=FULFIL)
    if row.state != ObligationState.OPEN:
        return
    morning = datetime.combine(row.due, time(0), ZoneInfo(row.side.time_zone or "UTC"))
    at = max(morning.astimezone(UTC), now)
    set_timer(subject, DUE, at, alliance_id=row.alliance_id, owner_id=by.home_id)


def await_obligation(row: Obligation, *, now: datetime) -> None:
    """Ask for it: who owes it, or without one the managers of the side that owes it."""
    act = awaiting.Act(
        verb=FULFIL,
        subject_kind="obligation",
        subject_id=row.pk,
        title=f"{row.ref} {shortened(row.text, 200)}",
        due_at=_evening(row.due, row.side.time_zone),
    )
    awaiting.await_act(act, of=_asked(row), alliance=row.alliance, asked_by=row.by, now=now)


def _evening(on: date, zone: str) -> datetime:
    return datetime.combine(on, CLOSE, ZoneInfo(zone or "UTC")).astimezone(UTC)


def _heads(alliance: Alliance) -> list[Person]:
    seats = alliance.seats.filter(
        role__in=(Role.SPONSOR, Role.ALLIANCE_MANAGER),
        ended_at__isnull=True,
        person__is_active=True,
    )
    return [seat.person for seat in seats.select_related("person").order_by("given_at", "pk")]


def _asked(row: Obligation) -> list[Person]:
    seats = row.alliance.seats.filter(ended_at__isnull=True, person__is_active=True)
    if row.holder_id and seats.filter(person_id=row.holder_id).exists():
        assert row.holder is not None
        return [row.holder]
    managers = seats.filter(role=Role.ALLIANCE_MANAGER, organisation_id=row.side_id)
    return [seat.person for seat in managers.select_related("person").order_by("given_at", "pk")]

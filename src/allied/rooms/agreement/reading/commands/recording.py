"""The agreement record: written once for all parties, and changed as the agreement changes."""

from datetime import datetime

from django.db import transaction

from allied.alliances import awaiting
from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.agreement.reading import facts
from allied.rooms.agreement.reading.content import (
    NAMES,
    AgreementContent,
    changes,
    checked,
    content_of,
    sentences,
)
from allied.rooms.agreement.reading.models import Agreement
from allied.rooms.agreement.reading.watching import RENEW, near, watch_dates
from allied.rooms.agreement.reading.writing import EDIT, NEWER, today_of


def record_agreement(
    *, by: Person, alliance: Alliance, said: AgreementContent, version: int, now: datetime
) -> Agreement:
    """Write the agreement record, or change it: `version` is the one that was read, 0 before the first."""
    require(by, EDIT, alliance, now)
    said = checked(said)
    with transaction.atomic():
        book.take_turn(alliance.pk)
        row = _current(alliance)
        if version != (row.version if row else 0):
            raise Outdated("outdated", NEWER)
        if row is None:
            row = Agreement(alliance=alliance, owner_id=by.home_id, audience=JOINT, version=0)
            told: facts.AgreementRecorded | facts.AgreementChanged = facts.AgreementRecorded(
                subject=row.pk,
                name=said.name,
                ends_on=said.ends_on,
                notice_on=said.notice_on,
                words=sentences(said),
            )
        else:
            changed = changes(content_of(row), said)
            if not changed:
                return row
            told = facts.AgreementChanged(
                subject=row.pk,
                number=row.version + 1,
                ends_on=said.ends_on,
                notice_on=said.notice_on,
                words=" ".join(changed),
            )
        _fill(row, said, by, now)
        watch_dates(row, by=by, now=now)
        book.record(told, alliance_id=alliance.pk, by=by, now=now)
    return row


def _current(alliance: Alliance) -> Agreement | None:
    rows = Agreement.objects.in_system_scope("every party has the same agreement record")
    found = rows.select_related("alliance", "owner").filter(alliance=alliance)
    return found.select_for_update(of=("self",)).first()


def _fill(row: Agreement, said: AgreementContent, by: Person, now: datetime) -> None:
    for name in NAMES:
        value = getattr(said, name)
        setattr(row, name, list(value) if name == "parties" else value)
    row.notice_on = said.notice_on
    row.by, row.changed_at, row.version = by, now, row.version + 1
    row.save()


def see_date(*, by: Person, agreement: Agreement, now: datetime) -> Agreement:
    """Take note of the date that comes near; it is asked of this person again when the next one does."""
    require(by, "alliance.read", agreement.alliance, now)
    with transaction.atomic():
        book.take_turn(agreement.alliance_id)
        if by.pk not in awaiting.asked_of(agreement.pk, RENEW):
            raise Refused("nothing_near", "No date of the agreement waits for you.")
        found = near(agreement, today_of(agreement.owner, now))
        awaiting.settle_acts(agreement.pk, now=now, verb=RENEW, of=[by])
        if found is None:
            raise Refused("nothing_near", "No date of the agreement comes near.")
        told = facts.AgreementDateSeen(subject=agreement.pk, what=found.what, day=found.on)
        book.record(told, alliance_id=agreement.alliance_id, by=by, now=now)
    return agreement

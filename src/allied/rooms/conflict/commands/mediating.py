"""A mediation: who leads it, when, and its outcome in words; read by sponsors and managers only."""

from datetime import date, datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Outdated, Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.conflict import facts
from allied.rooms.conflict.models import Conflict, Mediation
from allied.rooms.conflict.writing import MEDIATE, changed, lock_open, write

HERE = "the one mediation of a conflict that is locked"


def note_mediation(
    *,
    by: Person,
    conflict: Conflict,
    mediator: str,
    starts: date,
    now: datetime,
    ends: date | None = None,
    version: int = 0,
) -> Mediation:
    """Note who mediates and when, or change it; `version` is 0 for a new one."""
    require(by, MEDIATE, conflict.alliance, now)
    required = "Name the mediator: a person or a body that both companies accept."
    mediator = " ".join(worded(mediator, field="mediator", most=200, required=required).split())
    if ends is not None and ends < starts:
        raise Refused("ends", "A mediation ends on its first day or later.", field="ends")
    with transaction.atomic():
        row = lock_open(conflict)
        known = _running(row)
        if (known.version if known else 0) != version:
            raise Outdated("outdated", "Somebody changed the mediation since you opened it.")
        if known is None:
            made = Mediation.objects.create(
                alliance_id=row.alliance_id,
                owner_id=by.home_id,
                audience=JOINT,
                conflict=row,
                mediator=mediator,
                starts=starts,
                ends=ends,
                by=by,
                at=now,
            )
        else:
            made = known
            made.mediator, made.starts, made.ends = mediator, starts, ends
            made.version += 1
            made.save()
        changed(row)
        said = facts.MediationNoted(subject=row.pk, number=row.number, commitment=made.commitment)
        write(row, said, by=by, now=now)
    return made


def _running(conflict: Conflict) -> Mediation | None:
    rows = Mediation.objects.in_system_scope(HERE).select_for_update(of=("self",))
    return rows.filter(conflict=conflict, ended_at__isnull=True).first()


def end_mediation(
    *, by: Person, conflict: Conflict, outcome: str, version: int, now: datetime
) -> Mediation:
    """Note the outcome in words; what both accept is then proposed and accepted as a settlement."""
    require(by, MEDIATE, conflict.alliance, now)
    outcome = worded(
        outcome, field="outcome", most=5000, required="Say in words how the mediation ended."
    )
    with transaction.atomic():
        row = lock_open(conflict)
        known = _running(row)
        if known is None:
            raise Refused("no_mediation", "No mediation runs. Note who mediates first.")
        if known.version != version:
            raise Outdated("outdated", "Somebody changed the mediation since you opened it.")
        known.outcome, known.ended_at = outcome, now
        known.version += 1
        known.save()
        changed(row)
        said = facts.MediationEnded(subject=row.pk, number=row.number, commitment=known.commitment)
        write(row, said, by=by, now=now)
    return known

"""Raising a matter: joint from birth, on the first step of the ladder that holds today."""

from datetime import datetime
from typing import Any

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.alliances.numbers import next_number
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.conflict import facts
from allied.rooms.conflict.ladder import Step, as_plain
from allied.rooms.conflict.matter import Matter, checked
from allied.rooms.conflict.models import Conflict, ConflictDraft, ConflictStep
from allied.rooms.conflict.owners import await_words
from allied.rooms.conflict.preparing import about_checked, as_fields, open_draft, refuse_names
from allied.rooms.conflict.references import Reference
from allied.rooms.conflict.stepping import begin_step
from allied.rooms.conflict.versions import ladder_in_force
from allied.rooms.conflict.writing import RAISE, write


def raise_conflict(
    *,
    by: Person,
    alliance: Alliance,
    matter: Matter,
    now: datetime,
    about: Reference | None = None,
    not_a_person: bool = False,
    draft: ConflictDraft | None = None,
) -> Conflict:
    """Raise a matter with both companies: its title names the matter, the clock of its first step starts now.

    `not_a_person` confirms that a word of the title that could be somebody's name is another word.
    """
    require(by, RAISE, alliance, now)
    said = checked(matter)
    with transaction.atomic():
        book.take_turn(alliance.pk)
        refuse_names(said.title, alliance, now, not_a_person=not_a_person)
        known = open_draft(draft) if draft is not None else None
        ladder, revision = ladder_in_force(alliance)
        first = ladder.in_order[0]
        fields = as_fields(said, about_checked(alliance, about))
        fields |= {"ladder": as_plain(ladder), "ladder_revision": revision}
        row = _written(by, alliance, fields, now)
        step = begin_step(row, first, by=by, now=now)
        await_words(row, by=by, now=now)
        write(row, _fact(row, step, first), by=by, now=now)
        if known is not None:
            known.raised_as, known.ended_at = row, now
            known.save(update_fields=["raised_as", "ended_at"])
    return row


def _written(by: Person, alliance: Alliance, fields: Any, now: datetime) -> Conflict:
    return Conflict.objects.create(
        **fields,
        alliance=alliance,
        owner_id=by.home_id,
        audience=JOINT,
        number=next_number(alliance, "conflict"),
        raised_by=by,
        raised_at=now,
        state_at=now,
    )


def _fact(row: Conflict, step: ConflictStep, rule: Step) -> facts.MatterRaised:
    assert step.clock is not None
    about = row.about or {}
    return facts.MatterRaised(
        subject=row.pk,
        number=row.number,
        title=row.title,
        severity=row.severity,
        about=row.kind,
        ladder=f"version {row.ladder_revision}" if row.ladder_revision else "built in",
        step=rule.name,
        days=rule.days,
        due=step.clock.due_at,
        reference=[about["kind"], about["id"]] if about else None,
    )

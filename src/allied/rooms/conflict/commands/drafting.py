"""Drafts of conflicts: one side's own until it raises the matter."""

from datetime import datetime
from typing import Any

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated
from allied.people.models import Person
from allied.people.scope import OURS
from allied.record import book
from allied.rooms.conflict import facts
from allied.rooms.conflict.matter import Matter, checked
from allied.rooms.conflict.models import ConflictDraft
from allied.rooms.conflict.preparing import about_checked, as_fields, open_draft
from allied.rooms.conflict.references import Reference

RIGHT = "private.write"


def write_conflict_draft(
    *,
    by: Person,
    alliance: Alliance,
    matter: Matter,
    now: datetime,
    about: Reference | None = None,
) -> ConflictDraft:
    """Begin a draft that only one's own company sees."""
    require(by, RIGHT, alliance, now)
    fields: Any = as_fields(checked(matter, draft=True), about_checked(alliance, about))
    with transaction.atomic():
        draft = ConflictDraft.objects.create(
            **fields,
            alliance=alliance,
            owner_id=by.home_id,
            audience=OURS,
            by=by,
            written_at=now,
            changed_at=now,
        )
        said = facts.MatterDrafted(subject=draft.pk, title=draft.title)
        book.note_own(said, alliance_id=alliance.pk, by=by, now=now)
    return draft


def change_conflict_draft(
    *,
    by: Person,
    draft: ConflictDraft,
    version: int,
    matter: Matter,
    now: datetime,
    about: Reference | None = None,
) -> ConflictDraft:
    """Write a draft anew; refused against an outdated version."""
    require(by, RIGHT, draft.alliance, now)
    fields = as_fields(checked(matter, draft=True), about_checked(draft.alliance, about))
    with transaction.atomic():
        row = open_draft(draft)
        if all(getattr(row, name) == value for name, value in fields.items()):
            return row
        if row.version != version:
            raise Outdated("outdated", "A colleague changed this draft since you opened it.")
        for name, value in fields.items():
            setattr(row, name, value)
        row.version, row.changed_at = row.version + 1, now
        row.save()
        said = facts.MatterDrafted(subject=row.pk, title=row.title)
        book.note_own(said, alliance_id=row.alliance_id, by=by, now=now)
    return row


def remove_conflict_draft(*, by: Person, draft: ConflictDraft, now: datetime) -> ConflictDraft:
    """Give a draft up."""
    require(by, RIGHT, draft.alliance, now)
    with transaction.atomic():
        row = open_draft(draft)
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        said = facts.MatterDraftRemoved(subject=row.pk, title=row.title)
        book.note_own(said, alliance_id=row.alliance_id, by=by, now=now)
    return row

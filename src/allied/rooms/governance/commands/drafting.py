"""Drafts of decisions: one side's own until it asks for the decision."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.people.models import Person
from allied.people.scope import OURS
from allied.record import book
from allied.rooms.governance import facts
from allied.rooms.governance.asking import Question, as_fields, checked
from allied.rooms.governance.models import DecisionDraft

RIGHT = "decision.raise"


def write_draft(
    *, by: Person, alliance: Alliance, question: Question, now: datetime, type_key: str = ""
) -> DecisionDraft:
    """Begin a draft that only one's own company sees."""
    require(by, RIGHT, alliance, now)
    fields = as_fields(checked(question, draft=True))
    with transaction.atomic():
        draft = DecisionDraft.objects.create(
            **fields,
            alliance=alliance,
            owner_id=by.home_id,
            audience=OURS,
            type_key=type_key,
            by=by,
            written_at=now,
            changed_at=now,
        )
        said = facts.DraftWritten(subject=draft.pk, title=draft.title)
        book.note_own(said, alliance_id=alliance.pk, by=by, now=now)
    return draft


def change_draft(
    *,
    by: Person,
    draft: DecisionDraft,
    version: int,
    question: Question,
    now: datetime,
    type_key: str = "",
) -> DecisionDraft:
    """Write a draft anew; refused against an outdated version."""
    require(by, RIGHT, draft.alliance, now)
    fields = as_fields(checked(question, draft=True)) | {"type_key": type_key}
    with transaction.atomic():
        row = _open(draft)
        if all(getattr(row, name) == value for name, value in fields.items()):
            return row
        if row.version != version:
            raise Outdated("outdated", "A colleague changed this draft since you opened it.")
        for name, value in fields.items():
            setattr(row, name, value)
        row.version, row.changed_at = row.version + 1, now
        row.save()
        said = facts.DraftWritten(subject=row.pk, title=row.title)
        book.note_own(said, alliance_id=row.alliance_id, by=by, now=now)
    return row


def _open(draft: DecisionDraft) -> DecisionDraft:
    row = DecisionDraft.objects.lock(draft)
    if row.ended_at is not None:
        raise Refused("draft_ended", "This draft was asked for or removed already.")
    return row


def remove_draft(*, by: Person, draft: DecisionDraft, now: datetime) -> DecisionDraft:
    """Give a draft up."""
    require(by, RIGHT, draft.alliance, now)
    with transaction.atomic():
        row = _open(draft)
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        said = facts.DraftRemoved(subject=row.pk, title=row.title)
        book.note_own(said, alliance_id=row.alliance_id, by=by, now=now)
    return row

"""Private notes: what one side writes for itself, and sharing a copy of it with all parties."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from allied.alliances import facts
from allied.alliances.access import require
from allied.alliances.models import Alliance, PrivateNote, SharedText
from allied.kit.errors import Outdated, Refused, refuse_outdated
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.record import book

LONGEST = 20_000


def _checked(title: str, text: str) -> tuple[str, str]:
    title, text = " ".join(title.split()), text.strip()
    if len(title) > 200:
        raise Refused("title_length", "A title has at most 200 characters.", field="title")
    if not text:
        raise Refused("empty", "Write something before you save it.", field="text")
    if len(text) > LONGEST:
        raise Refused("too_long", "A note has at most 20,000 characters.", field="text")
    return title, text


def write_note(
    *,
    by: Person,
    alliance: Alliance,
    text: str,
    now: datetime,
    title: str = "",
    subject_kind: str = "",
    subject_id: UUID | None = None,
) -> PrivateNote:
    """Write something that only one's own organisation reads."""
    require(by, "private.write", alliance, now)
    title, text = _checked(title, text)
    with transaction.atomic():
        note = PrivateNote.objects.create(
            alliance=alliance,
            owner_id=by.home_id,
            audience=OURS,
            title=title,
            text=text,
            by=by,
            subject_kind=subject_kind,
            subject_id=subject_id,
            written_at=now,
            changed_at=now,
        )
        said = facts.NoteWritten(subject=note.pk, title=str(note))
        book.note_own(said, by=by, now=now, alliance_id=alliance.pk)
    return note


def change_note(
    *, by: Person, note: PrivateNote, title: str, text: str, version: int, now: datetime
) -> PrivateNote:
    """Change a private note; refused when a colleague changed it since it was opened."""
    require(by, "private.write", note.alliance, now)
    title, text = _checked(title, text)
    with transaction.atomic():
        row = _locked(by, note)
        if row.version != version:
            raise Outdated(
                "outdated",
                "A colleague changed this note since you opened it. Your text is still here.",
            )
        row.title, row.text, row.changed_at, row.version = title, text, now, version + 1
        row.save(update_fields=["title", "text", "changed_at", "version"])
        said = facts.NoteWritten(subject=row.pk, title=str(row))
        book.note_own(said, by=by, now=now, alliance_id=row.alliance_id)
    return row


def _locked(by: Person, note: PrivateNote) -> PrivateNote:
    row = PrivateNote.objects.lock(note)
    if row.owner_id != by.home_id or row.removed_at:
        raise Refused("gone", "This note was removed.")
    return row


def remove_note(
    *, by: Person, note: PrivateNote, now: datetime, version: int | None = None
) -> PrivateNote:
    """Remove a private note: it leaves every page, and its text leaves the database."""
    require(by, "private.write", note.alliance, now)
    with transaction.atomic():
        row = _locked(by, note)
        refuse_outdated(version, row.version, "The note")
        said = facts.NoteRemoved(subject=row.pk, title=str(row))
        row.removed_at, row.text, row.title = now, "", ""
        row.save(update_fields=["removed_at", "text", "title"])
        book.note_own(said, by=by, now=now, alliance_id=row.alliance_id)
    return row


def share_copy(
    *, by: Person, note: PrivateNote, title: str, text: str, now: datetime
) -> SharedText:
    """Share chosen words of a private note as a joint copy; the note itself stays private.

    There is no un-sharing: what all parties have read stays read.
    """
    require(by, "private.share", note.alliance, now)
    title, text = _checked(title, text)
    if not title:
        raise Refused("no_title", "Give the copy a title: both companies read it.", field="title")
    with transaction.atomic():
        row = _locked(by, note)
        shared = SharedText.objects.create(
            alliance=row.alliance,
            owner_id=by.home_id,
            audience=JOINT,
            title=title,
            text=text,
            by=by,
            shared_at=now,
        )
        said = facts.NoteShared(
            subject=shared.pk, organisation=by.home.name, title=title, text=text
        )
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    return shared

"""Private notes and shared texts through the JSON door."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status

from allied.alliances import notes
from allied.alliances.access import require
from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance, PrivateNote, SharedText
from allied.api.here import person_at
from allied.kit.api import PROBLEMS, Page, expected_version, page_of

router = Router(tags=["notes"])


class NoteIn(Schema):
    """What is written."""

    title: str = ""
    text: str


class NoteOut(Schema):
    """A private note: only one's own side reads it."""

    id: UUID
    title: str
    text: str
    by: str
    changed_at: datetime
    version: int


class SharedOut(Schema):
    """A joint copy of words that one side chose to share."""

    id: UUID
    title: str
    text: str
    by: str
    organisation: str
    shared_at: datetime


def _out(note: PrivateNote) -> NoteOut:
    return NoteOut(
        id=note.pk,
        title=note.title,
        text=note.text,
        by=note.by.name,
        changed_at=note.changed_at,
        version=note.version,
    )


def _shared(text: SharedText) -> SharedOut:
    return SharedOut(
        id=text.pk,
        title=text.title,
        text=text.text,
        by=text.by.name,
        organisation=text.owner.name,
        shared_at=text.shared_at,
    )


def _private(request: HttpRequest, alliance_id: UUID) -> Alliance:
    alliance = enter(request, alliance_id)
    require(person_at(request), "private.read", alliance, timezone.now())
    return alliance


def _note(request: HttpRequest, alliance: Alliance, note_id: UUID) -> PrivateNote:
    rows = PrivateNote.objects.visible_to(person_at(request)).filter(removed_at__isnull=True)
    return find(rows.select_related("by", "alliance"), pk=note_id, alliance=alliance)


@router.get("/alliances/{alliance_id}/notes", response={200: Page[NoteOut], **PROBLEMS})
def index(request: HttpRequest, alliance_id: UUID, cursor: str = "") -> Page[NoteOut]:
    """One's own side's notes, the newest first."""
    alliance = _private(request, alliance_id)
    rows = PrivateNote.objects.visible_to(person_at(request)).filter(
        alliance=alliance, removed_at__isnull=True
    )
    found, following = page_of(rows.select_related("by"), cursor=cursor, by="written_at")
    return Page[NoteOut](items=[_out(note) for note in found], next=following)


@router.post("/alliances/{alliance_id}/notes", response={201: NoteOut, **PROBLEMS})
def write(request: HttpRequest, alliance_id: UUID, body: NoteIn) -> Status[NoteOut]:
    """Write a private note."""
    alliance = enter(request, alliance_id)
    note = notes.write_note(
        by=person_at(request),
        alliance=alliance,
        title=body.title,
        text=body.text,
        now=timezone.now(),
    )
    return Status(201, _out(note))


@router.get("/alliances/{alliance_id}/notes/{note_id}", response={200: NoteOut, **PROBLEMS})
def show(request: HttpRequest, response: HttpResponse, alliance_id: UUID, note_id: UUID) -> NoteOut:
    """One private note; its version is in the ETag."""
    note = _note(request, _private(request, alliance_id), note_id)
    response.headers["ETag"] = f'"{note.version}"'
    return _out(note)


@router.put("/alliances/{alliance_id}/notes/{note_id}", response={200: NoteOut, **PROBLEMS})
def change(
    request: HttpRequest, response: HttpResponse, alliance_id: UUID, note_id: UUID, body: NoteIn
) -> NoteOut:
    """Change a private note against the version named in If-Match."""
    note = _note(request, _private(request, alliance_id), note_id)
    changed = notes.change_note(
        by=person_at(request),
        note=note,
        title=body.title,
        text=body.text,
        version=expected_version(request),
        now=timezone.now(),
    )
    response.headers["ETag"] = f'"{changed.version}"'
    return _out(changed)


@router.delete("/alliances/{alliance_id}/notes/{note_id}", response={204: None, **PROBLEMS})
def remove(request: HttpRequest, alliance_id: UUID, note_id: UUID) -> Status[None]:
    """Remove the private note whose version If-Match names; its text leaves the database."""
    note = _note(request, _private(request, alliance_id), note_id)
    notes.remove_note(
        by=person_at(request), note=note, version=expected_version(request), now=timezone.now()
    )
    return Status(204, None)


@router.post(
    "/alliances/{alliance_id}/notes/{note_id}/copies", response={201: SharedOut, **PROBLEMS}
)
def share(
    request: HttpRequest, alliance_id: UUID, note_id: UUID, body: NoteIn
) -> Status[SharedOut]:
    """Share exactly these words with all parties; the note stays private."""
    note = _note(request, _private(request, alliance_id), note_id)
    made = notes.share_copy(
        by=person_at(request), note=note, title=body.title, text=body.text, now=timezone.now()
    )
    return Status(201, _shared(made))


@router.get("/alliances/{alliance_id}/shared-texts", response={200: Page[SharedOut], **PROBLEMS})
def shared_texts(request: HttpRequest, alliance_id: UUID, cursor: str = "") -> Page[SharedOut]:
    """What either side shared."""
    alliance = enter(request, alliance_id)
    rows = SharedText.objects.visible_to(person_at(request)).filter(alliance=alliance)
    found, following = page_of(rows.select_related("by", "owner"), cursor=cursor, by="shared_at")
    return Page[SharedOut](items=[_shared(text) for text in found], next=following)

"""The JSON door of attached files: what is known of one, its bytes, and erasing it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from ninja.files import UploadedFile

from allied.alliances.attachments.commands import erase_own_file
from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to, download
from allied.alliances.attachments.rules import LARGEST_FILE
from allied.alliances.doors import enter, find
from allied.kit.api import PROBLEMS
from allied.kit.errors import Refused
from allied.people.doors import actor

router = Router(tags=["files"])


class AttachmentShown(Schema):
    """One attached file without its bytes; `erased` ones have neither name nor bytes."""

    id: UUID
    name: str
    note: str
    media_type: str
    size: int
    sha256: str
    by: str
    at: datetime
    erased: bool

    @staticmethod
    def of(row: Attachment) -> "AttachmentShown":
        """The file as scripts read it."""
        return AttachmentShown(
            id=row.pk,
            name=row.name,
            note=row.note,
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
            by=row.by.name,
            at=row.at,
            erased=row.erased_at is not None,
        )


def attachments_of(request: HttpRequest, subject_id: UUID) -> list[AttachmentShown]:
    """The files of a record that the caller has found already, as scripts read them."""
    found = attached_to(actor(request), [subject_id]).get(subject_id, [])
    return [AttachmentShown.of(row) for row in found]


def attachment_of(request: HttpRequest, subject_id: UUID, attachment_id: UUID) -> Attachment:
    """One file of a record that the caller has found already."""
    rows = Attachment.objects.visible_to(actor(request)).select_related("alliance", "by")
    return find(rows, pk=attachment_id, subject_id=subject_id)


def bytes_of(file: UploadedFile) -> bytes:
    """What was sent; refused unread when it is larger than a file may be."""
    if (file.size or 0) > LARGEST_FILE:
        most = LARGEST_FILE // 1024**2
        raise Refused("file_too_large", f"A file has at most {most} MB.", field="file")
    return bytes(file.read())


def _found(request: HttpRequest, alliance_id: UUID, attachment_id: UUID) -> Attachment:
    alliance = enter(request, alliance_id)
    rows = Attachment.objects.visible_to(actor(request)).select_related("by")
    return find(rows, pk=attachment_id, alliance=alliance)


@router.get(
    "/{uuid:alliance_id}/files/{uuid:attachment_id}", response={200: AttachmentShown, **PROBLEMS}
)
def attachment(request: HttpRequest, alliance_id: UUID, attachment_id: UUID) -> AttachmentShown:
    """What is known of one attached file."""
    return AttachmentShown.of(_found(request, alliance_id, attachment_id))


@router.get("/{uuid:alliance_id}/files/{uuid:attachment_id}/content", response=PROBLEMS)
def content(request: HttpRequest, alliance_id: UUID, attachment_id: UUID) -> HttpResponse:
    """The bytes of one attached file."""
    return download(_found(request, alliance_id, attachment_id))


@router.post(
    "/{uuid:alliance_id}/files/{uuid:attachment_id}/erasure",
    response={200: AttachmentShown, **PROBLEMS},
)
def erasure(request: HttpRequest, alliance_id: UUID, attachment_id: UUID) -> AttachmentShown:
    """Erase a file of one's own organisation: name, digest and bytes go, the proofs stay."""
    row = _found(request, alliance_id, attachment_id)
    return AttachmentShown.of(erase_own_file(by=actor(request), attachment=row, now=timezone.now()))

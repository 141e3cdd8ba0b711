"""The JSON door of attached files: what is known of one, its bytes, and erasing it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from allied.alliances.attachments.commands import erase_own_file
from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import download
from allied.alliances.doors import enter, find
from allied.kit.api import PROBLEMS
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

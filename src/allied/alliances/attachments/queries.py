"""Reading attachments: the list of a record, and one file as a download."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse

from allied.alliances.attachments.models import Attachment
from allied.kit.errors import Refused
from allied.people.models import Person


def attached_to(person: Person, subjects: Iterable[UUID]) -> dict[UUID, list[Attachment]]:
    """The files of these records that this person may read, erased ones left out; one query."""
    rows = Attachment.objects.visible_to(person).filter(
        subject_id__in=list(subjects), erased_at__isnull=True
    )
    found: dict[UUID, list[Attachment]] = {}
    for row in rows.select_related("by").order_by("at", "pk"):
        found.setdefault(row.subject_id, []).append(row)
    return found


def download(row: Attachment) -> HttpResponse:
    """The file as something a browser saves and never shows."""
    if row.erased_at:
        raise Refused("erased", "This file was erased; its name and its bytes are gone.")
    response: Any = FileResponse(
        BytesIO(bytes(row.content)),
        as_attachment=True,
        filename=row.name,
        content_type=row.media_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response  # type: ignore[no-any-return]  # a streaming answer passes every door as well

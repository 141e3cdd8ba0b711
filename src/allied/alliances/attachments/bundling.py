"""The files of the joint record, as they leave in its bundle: each tied to the entry that names it."""

from collections.abc import Iterator
from io import BytesIO
from uuid import UUID

from allied.alliances.attachments.facts import FileAttached
from allied.alliances.attachments.models import Attachment
from allied.alliances.models import Alliance
from allied.people.doors import system_scope
from allied.people.scope import JOINT
from allied.record.bundle import BundledDocument
from allied.record.models import Entry

REASON = "every party takes the same files"
TIED_BY = "data.file"


def joint_documents(alliance: Alliance) -> list[BundledDocument]:
    """The joint files that were not erased; their bytes are read one by one, when they are written."""
    with system_scope(REASON):
        return list(_documents(alliance))


def _documents(alliance: Alliance) -> Iterator[BundledDocument]:
    entries = Entry.objects.in_system_scope(REASON).filter(
        alliance=alliance, audience=JOINT, kind=FileAttached.kind
    )
    places = dict(entries.values_list("subject_id", "seq"))
    rows = Attachment.objects.in_system_scope(REASON).filter(
        alliance=alliance, audience=JOINT, erased_at__isnull=True
    )
    for pk, name, media_type in rows.order_by("at", "pk").values_list("pk", "name", "media_type"):
        yield BundledDocument(
            name=name,
            media_type=media_type,
            open=_Opening(pk),
            seq=places.get(pk),
            path=TIED_BY if pk in places else None,
        )


class _Opening:
    """Reads the bytes of one file, anew each time."""

    def __init__(self, pk: UUID) -> None:
        self.pk = pk

    def __call__(self) -> BytesIO:
        with system_scope(REASON):
            rows = Attachment.objects.in_system_scope(REASON).filter(pk=self.pk)
            return BytesIO(bytes(rows.values_list("content", flat=True).get()))

"""Attaching a file to a record of any room, and erasing it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from allied.alliances.access import require
from allied.alliances.attachments import facts
from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.rules import (
    LARGEST_SHARE,
    MOST_PER_SUBJECT,
    Unfit,
    erasing_right,
    judged,
    plain_name,
)
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.record.erasing import Erasing, erase_values
from allied.record.facts import Fact

WITHDRAWN = "the company that attached it took it back"


@dataclass(frozen=True, kw_only=True)
class About:
    """The record a file belongs to: kind and id, who reads it, and the right that attaching takes."""

    alliance: Alliance
    kind: str
    id: UUID
    audience: str
    right: str


def attach_file(
    *, by: Person, about: About, name: str, raw: bytes, now: datetime, note: str = ""
) -> Attachment:
    """Put a file to a record; who reads the record reads the file."""
    require(by, about.right, about.alliance, now)
    name = plain_name(name)
    note = " ".join(worded(note, field="note", most=300).split())
    kind = judged(name, raw)
    if isinstance(kind, Unfit):
        raise Refused(kind.code, kind.sentence, field="file")
    digest = hashlib.sha256(raw).hexdigest()
    with transaction.atomic():
        Alliance.objects.lock(about.alliance)  # so that two at once do not pass the limits
        _refuse_more(by, about, digest, len(raw))
        made = Attachment.objects.create(
            alliance=about.alliance,
            owner_id=by.home_id,
            audience=about.audience,
            subject_kind=about.kind,
            subject_id=about.id,
            name=name,
            note=note,
            media_type=kind.media_type,
            size=len(raw),
            sha256=digest,
            content=raw,
            by=by,
            at=now,
        )
        _tell(made, _attached(made), by=by, now=now)
    return made


def _attached(row: Attachment) -> facts.FileAttached:
    return facts.FileAttached(
        subject=row.pk,
        name=row.name,
        about=row.subject_kind,
        file={
            "media_type": row.media_type,
            "name": row.name,
            "sha256": row.sha256,
            "size": row.size,
        },
    )


def _refuse_more(by: Person, about: About, digest: str, size: int) -> None:
    """Only one's own files are counted: what a partner keeps must not be felt."""
    rows = Attachment.objects.in_system_scope("the files of one's own organisation are counted")
    own = rows.filter(owner_id=by.home_id, alliance=about.alliance, erased_at__isnull=True)
    here = own.filter(subject_id=about.id)
    twin = here.filter(sha256=digest).values_list("name", flat=True).first()
    if twin:
        raise Refused("file_twice", f"This file is here already as “{twin}”.", field="file")
    if here.count() >= MOST_PER_SUBJECT:
        raise Refused(
            "too_many_files",
            f"{MOST_PER_SUBJECT} files are here already. Erase one before you attach another.",
            field="file",
        )
    kept = own.aggregate(sum=Sum("size"))["sum"] or 0
    if kept + size > LARGEST_SHARE:
        most = LARGEST_SHARE // 1024**2
        raise Refused(
            "share_full",
            f"Your company keeps {most} MB of files in this alliance at most. Erase some first.",
            field="file",
        )


def erase_file(*, by: Person, attachment: Attachment, right: str, now: datetime) -> Attachment:
    """Name, digest and bytes of a file of one's own organisation leave the database and the record.

    The row and the commitment in the log stay, so that every proof holds; an entry says what is gone.
    """
    require(by, right, attachment.alliance, now)
    with transaction.atomic():
        row = Attachment.objects.lock(attachment)
        if row.owner_id != by.organisation_id:
            raise Refused("not_yours", "Each organisation erases its own files.")
        if row.erased_at:
            return row
        row.content, row.name, row.note, row.sha256 = b"", "", "", ""
        row.erased_by, row.erased_at = by, now
        row.save(update_fields=["content", "name", "note", "sha256", "erased_by", "erased_at"])
        said = facts.FileErased(subject=row.pk, about=row.subject_kind)
        erasing = Erasing(
            by=by,
            alliance_id=row.alliance_id,
            audience=row.audience,
            thing="a file",
            ground=WITHDRAWN,
        )
        erase_values(erasing, said, now=now)
    return row


def erase_own_file(*, by: Person, attachment: Attachment, now: datetime) -> Attachment:
    """The same for a file found without its record; the right is that of what it belongs to."""
    right = erasing_right(attachment.subject_kind, attachment.audience)
    return erase_file(by=by, attachment=attachment, right=right, now=now)


def _tell(row: Attachment, said: Fact, *, by: Person, now: datetime) -> None:
    if row.audience == JOINT:
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    else:
        book.note_own(said, by=by, now=now, alliance_id=row.alliance_id)

"""Evidence files of a candidate: read by every rater before they score."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.attachments.commands import About, attach_file, erase_file
from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.rules import let_erase
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection.models import Candidate
from allied.rooms.selection.steps import RATE, locked

KIND = "candidate"
let_erase(KIND, OURS, RATE)


def attach_evidence(
    *, by: Person, candidate: Candidate, name: str, raw: bytes, now: datetime, note: str = ""
) -> Attachment:
    """Put a file to a candidate; every colleague who may score may add one."""
    require(by, RATE, candidate.alliance, now)
    about = About(
        alliance=candidate.alliance, kind=KIND, id=candidate.pk, audience=OURS, right=RATE
    )
    with transaction.atomic():
        locked(by, candidate.screening)
        if Candidate.objects.lock(candidate).withdrawn_at:
            raise Refused("withdrawn", f"{candidate.name} is no longer looked at.")
        return attach_file(by=by, about=about, name=name, raw=raw, note=note, now=now)


def erase_evidence(*, by: Person, attachment: Attachment, now: datetime) -> Attachment:
    """Name and bytes of an evidence file leave the database."""
    return erase_file(by=by, attachment=attachment, right=RATE, now=now)

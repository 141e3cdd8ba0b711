"""Links in mails that carry out one act for one person: signed, short-lived, single use."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction

from allied.alliances.models import Awaited
from allied.kit.errors import Refused
from allied.notices.models import UsedLink
from allied.notices.rules import LINK_LIVES
from allied.people.models import Person

SALT = "allied.notices.act"
VERDICTS = ("approve", "decline")


@dataclass(frozen=True)
class ActLink:
    """What a link stands for, re-authorised: the act is still awaited of this person."""

    awaited: Awaited
    person: Person
    verdict: str
    key: str


def token_for(awaited: Awaited, verdict: str) -> str:
    """The token of a link for this act; `verdict` is approve or decline."""
    words = {"a": str(awaited.pk), "p": str(awaited.person_id), "v": verdict}
    return signing.dumps(words, salt=SALT, compress=True)


def open_link(token: str) -> ActLink:
    """What the link stands for now; refused the same way whether forged, old, used or settled."""
    gone = Refused("link", "This link was used already, is too old, or its question is settled.")
    try:
        words = signing.loads(token, salt=SALT, max_age=LINK_LIVES)
        awaited_id, person_id, verdict = UUID(words["a"]), UUID(words["p"]), words["v"]
    except (signing.BadSignature, KeyError, ValueError, TypeError) as error:
        raise gone from error
    key = hashlib.sha256(token.encode()).hexdigest()
    person = (
        Person.objects.filter(pk=person_id, is_active=True).select_related("organisation").first()
    )
    if person is None or verdict not in VERDICTS or UsedLink.objects.filter(key=key).exists():
        raise gone
    rows = Awaited.objects.visible_to(person).filter(done_at__isnull=True)
    awaited = rows.filter(pk=awaited_id).select_related("alliance").first()
    if awaited is None:
        raise gone
    return ActLink(awaited, person, verdict, key)


def use_link(link: ActLink, *, now: datetime) -> None:
    """Mark it used, in the transaction of the act itself; the second of two is refused."""
    try:
        with transaction.atomic():
            UsedLink.objects.create(key=link.key, person=link.person, used_at=now)
    except IntegrityError as error:
        raise Refused("link", "This link was used already.") from error

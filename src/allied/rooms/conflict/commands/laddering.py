"""The ladder of an alliance: written by either side, signed by all, climbed by what is raised from then on."""

from datetime import datetime

from django.db import transaction

from allied.alliances import signing
from allied.alliances.access import require
from allied.alliances.models import Alliance, Role, SignOff
from allied.alliances.queries import sign_off_of
from allied.kit.errors import Refused
from allied.kit.words import shortened
from allied.people.models import Person
from allied.record import book
from allied.rooms.conflict import facts
from allied.rooms.conflict.ladder import (
    Ladder,
    built_in,
    changes,
    from_plain,
    ladder_digest,
    refuse_unusable,
    tidied,
)
from allied.rooms.conflict.limits import limits
from allied.rooms.conflict.models import ConflictLadder, LadderState
from allied.rooms.conflict.versions import KIND, ONE, newest, written
from allied.rooms.conflict.writing import parties_of

EDIT, SIGN = "ladder.edit", "ladder.sign"
LONGEST_TELLING = 2000


def write_ladder(
    *, by: Person, alliance: Alliance, content: Ladder, version: int, now: datetime
) -> ConflictLadder:
    """Write the draft of the ladder; refused when a conflict could not climb it to an end.

    `version` is that of the newest version that was read; 0 while there is none.
    """
    require(by, EDIT, alliance, now)
    content = tidied(content)
    with transaction.atomic():
        row = newest(alliance, version)
        old = from_plain(row.content) if row else built_in()
        refuse_unusable(
            content,
            roles=Role.values,
            parties={str(each.pk): each.short_name for each in parties_of(alliance)},
            limits=limits(),
        )
        if row is not None and row.digest == ladder_digest(content):
            return row
        made = written(row, alliance, content, by=by, now=now)
        said = facts.LadderWritten(
            subject=made.pk,
            revision=made.revision,
            digest=made.digest,
            changes=_in_words(old, content),
        )
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return made


def _in_words(old: Ladder, new: Ladder) -> str:
    return shortened("; ".join(changes(old, new)), LONGEST_TELLING) or "as it is built in"


def _newest(alliance: Alliance) -> ConflictLadder:
    row = newest(alliance)
    if row is None:
        raise Refused("no_ladder", "This alliance has no ladder of its own yet. Write one first.")
    return row


def put_up_ladder(*, by: Person, alliance: Alliance, version: int, now: datetime) -> SignOff:
    """Ask every party to sign the draft as it stands."""
    require(by, EDIT, alliance, now)
    with transaction.atomic():
        row = newest(alliance, version) or _newest(alliance)
        if row.state == LadderState.REFUSED:
            row = written(row, alliance, from_plain(row.content), by=by, now=now)
        if row.state != LadderState.DRAFT:
            raise Refused("nothing_changed", "Nothing changed since the version that was put up.")
        subject = signing.Version(KIND, row.pk, row.revision, row.digest, str(row))
        found = signing.open_sign_off(
            by=by, alliance=alliance, version=subject, right=SIGN, now=now
        )
        row.state = LadderState.UP
        row.save(update_fields=["state"])
    return found


def _open_sign_off(row: ConflictLadder) -> SignOff:
    return sign_off_of(KIND, row.pk, row.revision, "The ladder")


def sign_ladder(*, by: Person, alliance: Alliance, digest: str, now: datetime) -> SignOff:
    """Sign for one's own organisation; with the last signature new conflicts climb this ladder."""
    require(by, SIGN, alliance, now)
    with transaction.atomic():
        row = _newest(alliance)
        found = signing.sign(by=by, sign_off=_open_sign_off(row), digest=digest, now=now)
        if found.completed_at:
            _put_in_force(row, by=by, now=now)
    return found


def _put_in_force(row: ConflictLadder, *, by: Person, now: datetime) -> None:
    rows = ConflictLadder.objects.in_system_scope(ONE).filter(alliance=row.alliance)
    rows.filter(state=LadderState.SIGNED).update(state=LadderState.SUPERSEDED)
    row.state, row.in_force_at = LadderState.SIGNED, now
    row.save(update_fields=["state", "in_force_at"])
    said = facts.LadderAgreed(subject=row.pk, revision=row.revision, digest=row.digest)
    book.record(said, alliance_id=row.alliance_id, by=by, now=now)


def refuse_ladder(
    *, by: Person, alliance: Alliance, digest: str, reason: str, now: datetime
) -> SignOff:
    """Refuse to sign, with a reason that every party reads."""
    require(by, SIGN, alliance, now)
    with transaction.atomic():
        row = _newest(alliance)
        found = signing.refuse(
            by=by, sign_off=_open_sign_off(row), digest=digest, reason=reason, now=now
        )
        row.state = LadderState.REFUSED
        row.save(update_fields=["state"])
    return found


def withdraw_ladder_signature(*, by: Person, alliance: Alliance, now: datetime) -> SignOff:
    """Take one's own organisation's signature back while another one is missing."""
    require(by, SIGN, alliance, now)
    with transaction.atomic():
        return signing.withdraw(by=by, sign_off=_open_sign_off(_newest(alliance)), now=now)

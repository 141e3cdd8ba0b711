"""Freezing the annex as it stands and signing it: every party for itself, until it is in force."""

from datetime import datetime

from django.db import transaction

from allied.alliances import put_up, signing
from allied.alliances.access import require
from allied.alliances.models import Alliance, SignOff
from allied.alliances.queries import sign_off_of
from allied.kit.errors import Outdated, Refused
from allied.kit.words import counted, shortened
from allied.people.models import Person
from allied.record import book
from allied.rooms.agreement.annex import facts, versions
from allied.rooms.agreement.annex.building import text_today
from allied.rooms.agreement.annex.comparison import compare
from allied.rooms.agreement.annex.models import AnnexState, AnnexVersion
from allied.rooms.agreement.annex.text import AnnexText, text_digest

EDIT, SIGN = "annex.edit", "annex.sign"
LONGEST_TELLING = 2000


def put_up_annex(*, by: Person, alliance: Alliance, digest: str, now: datetime) -> SignOff:
    """Freeze the annex as it stands today and ask every party to sign it.

    `digest` names the text that was read: refused when a setting has changed since.
    """
    require(by, EDIT, alliance, now)
    with transaction.atomic():
        before = versions.newest(alliance)
        text = text_today(alliance, now)
        _refuse_unread(text, digest, before)
        if before and before.state == AnnexState.UP:
            versions.lapse(before, by=by, now=now)
        revision = before.revision + 1 if before else 1
        row = versions.freeze(alliance, text, revision=revision, by=by, now=now)
        said = facts.AnnexFrozen(
            subject=row.pk, revision=revision, digest=row.digest, changes=_told(alliance, text)
        )
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
        subject = signing.Version(versions.KIND, row.pk, revision, row.digest, str(row))
        sign_off = signing.open_sign_off(
            by=by, alliance=alliance, version=subject, right=SIGN, now=now
        )
        put_up.tell(alliance, now=now)
    return sign_off


def _refuse_unread(text: AnnexText, digest: str, before: AnnexVersion | None) -> None:
    if text_digest(text) != digest:
        raise Outdated("outdated", "A setting changed since you read the annex. Read it again.")
    stands = before is not None and before.state in (AnnexState.UP, AnnexState.SIGNED)
    if before is not None and stands and before.digest == digest:
        raise Refused("nothing_changed", f"Nothing changed since version {before.revision}.")


def _told(alliance: Alliance, text: AnnexText) -> str:
    signed = versions.in_force(alliance)
    if signed is None:
        return f"the first one, with {counted(len(text.sections), 'section')}"
    changes = compare(versions.annex_text(signed), text)
    return shortened("; ".join(one.sentence for one in changes), LONGEST_TELLING) or "no difference"


def _sign_off_of(row: AnnexVersion) -> SignOff:
    return sign_off_of(versions.KIND, row.pk, row.revision, "The annex")


def sign_annex(*, by: Person, alliance: Alliance, digest: str, now: datetime) -> SignOff:
    """Sign for one's own organisation; with the last signature this version is in force."""
    require(by, SIGN, alliance, now)
    with transaction.atomic():
        row = versions.up(alliance)
        sign_off = signing.sign(by=by, sign_off=_sign_off_of(row), digest=digest, now=now)
        if sign_off.completed_at:
            _put_in_force(row, by=by, now=now)
    return sign_off


def _put_in_force(row: AnnexVersion, *, by: Person, now: datetime) -> None:
    rows = AnnexVersion.objects.in_system_scope(versions.WHY).filter(alliance=row.alliance_id)
    rows.filter(state=AnnexState.SIGNED).update(state=AnnexState.SUPERSEDED)
    row.state, row.in_force_at = AnnexState.SIGNED, now
    row.save(update_fields=["state", "in_force_at"])
    said = facts.AnnexAgreed(subject=row.pk, revision=row.revision, digest=row.digest)
    book.record(said, alliance_id=row.alliance_id, by=by, now=now)


def refuse_annex(
    *, by: Person, alliance: Alliance, digest: str, reason: str, now: datetime
) -> SignOff:
    """Refuse to sign, with a reason that every party reads."""
    require(by, SIGN, alliance, now)
    with transaction.atomic():
        row = versions.up(alliance)
        sign_off = signing.refuse(
            by=by, sign_off=_sign_off_of(row), digest=digest, reason=reason, now=now
        )
        row.state = AnnexState.REFUSED
        row.save(update_fields=["state"])
    return sign_off


def withdraw_annex_signature(*, by: Person, alliance: Alliance, now: datetime) -> SignOff:
    """Take one's own organisation's signature back while another one is missing."""
    require(by, SIGN, alliance, now)
    with transaction.atomic():
        row = versions.up(alliance)
        return signing.withdraw(by=by, sign_off=_sign_off_of(row), now=now)

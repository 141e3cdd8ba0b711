"""Sign-off: one mechanism for everything that every party agrees, bound to the digest of one version.

The sign-off row is locked first and its signatures are counted after, so that two people who sign
at the same moment settle it once (trust.md T19).
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from allied.alliances import awaiting, facts
from allied.alliances.access import holders, require
from allied.alliances.models import Alliance, Signature, SignOff
from allied.kit.errors import Outdated, Refused
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book


class Version(NamedTuple):
    """What is signed: its kind and id, its revision, the digest of its content, and what to call it."""

    kind: str
    id: UUID
    revision: int
    digest: str
    title: str


def open_sign_off(
    *, by: Person, alliance: Alliance, version: Version, right: str, now: datetime
) -> SignOff:
    """Put a version up for signature by every party there is now; later parties get no veto.

    Refused while one party is alone.
    """
    parties = list(alliance.parties.order_by("position"))
    if len(parties) < 2:
        raise Refused("no_partner", "There is nobody to sign with yet. Invite the partner first.")
    with transaction.atomic():
        found = SignOff.objects.in_system_scope("one sign-off per revision")
        if found.filter(
            alliance=alliance,
            subject_kind=version.kind,
            subject_id=version.id,
            revision=version.revision,
        ).exists():
            raise Refused("already_up", f"{version.title} is already up for signature.")
        sign_off = SignOff.objects.create(
            alliance=alliance,
            owner_id=by.home_id,
            audience=JOINT,
            subject_kind=version.kind,
            subject_id=version.id,
            revision=version.revision,
            digest=version.digest,
            title=version.title,
            right=right,
            opened_at=now,
            needed=[str(party.organisation_id) for party in parties],
        )
        said = facts.SignOffOpened(
            subject=sign_off.pk,
            about=version.kind,
            about_id=str(version.id),
            revision=version.revision,
            digest=version.digest,
            title=version.title,
        )
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
        _await_signatures(sign_off, by=by, now=now)
    return sign_off


def await_again(*, alliance: Alliance, by: Person | None, now: datetime) -> None:
    """Other people sit there now: open sign-offs await those who may sign today, and nobody else."""
    rows = SignOff.objects.in_system_scope("who may sign has changed").filter(
        alliance=alliance,
        lapsed_at__isnull=True,
        completed_at__isnull=True,
        refused_at__isnull=True,
    )
    for row in rows.select_related("alliance").order_by("opened_at", "pk"):
        _await_signatures(row, by=by, now=now)


def _await_signatures(sign_off: SignOff, *, by: Person | None, now: datetime) -> None:
    """The act «sign» is awaited of exactly those whose party has not answered yet."""
    answered = {str(given.owner_id) for given in standing(sign_off)}
    silent = set(sign_off.needed) - answered
    seats = holders(sign_off.right, sign_off.alliance, now)
    people = [seat.person for seat in seats if str(seat.organisation_id) in silent]
    gone = awaiting.asked_of(sign_off.pk, "sign") - {person.pk for person in people}
    if gone:
        awaiting.settle_acts(sign_off.pk, now=now, verb="sign", of=gone)
    if by is None:
        return
    act = awaiting.Act(
        verb="sign",
        subject_kind=sign_off.subject_kind,
        subject_id=sign_off.pk,
        title=sign_off.title,
        blocking=True,
    )
    awaiting.await_act(act, of=people, alliance=sign_off.alliance, asked_by=by, now=now)


def _locked(by: Person, sign_off: SignOff, digest: str, now: datetime) -> tuple[SignOff, str]:
    """The sign-off, locked and still open, and the role in which this person may sign."""
    seats = require(by, sign_off.right, sign_off.alliance, now)
    book.take_turn(
        sign_off.alliance_id
    )  # as whoever seats people does: neither waits for the other
    row = SignOff.objects.lock(sign_off)
    if row.lapsed_at:
        raise Outdated("lapsed", f"{row.title} changed, so this sign-off no longer counts.")
    if row.digest != digest:
        raise Outdated("outdated", f"{row.title} is not the version you read. Open it again.")
    if row.completed_at:
        raise Refused("complete", f"{row.title} is already signed by every party.")
    if row.refused_at:
        raise Refused("refused", f"{row.title} was refused. A new version can be put up.")
    if str(by.organisation_id) not in row.needed:
        raise Refused(
            "not_needed", "Your organisation joined later and does not sign this version."
        )
    return row, seats[0].role


def standing(sign_off: SignOff) -> list[Signature]:
    """The signatures and refusals that count now."""
    rows = sign_off.signatures.filter(withdrawn_at__isnull=True)
    return list(rows.select_related("person", "owner").order_by("at", "pk"))


def sign(*, by: Person, sign_off: SignOff, digest: str, now: datetime) -> SignOff:
    """Sign for one's own organisation; when every party has signed, the sign-off is complete."""
    with transaction.atomic():
        row, role = _locked(by, sign_off, digest, now)
        _answer(row, by=by, role=role, signed=True, reason="", now=now)
        organisation = by.home.name
        said = facts.VersionSigned(
            subject=row.pk, digest=digest, role=role, title=row.title, organisation=organisation
        )
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
        _complete_when_all_signed(row, by=by, now=now)
    return row


def _answer(
    row: SignOff, *, by: Person, role: str, signed: bool, reason: str, now: datetime
) -> Signature:
    for given in standing(row):
        if given.owner_id == by.organisation_id:
            who = "You have" if given.person_id == by.pk else f"{given.person.name} has"
            raise Refused("already_signed", f"{who} already signed for your organisation.")
    signature = Signature.objects.create(
        alliance_id=row.alliance_id,
        owner_id=by.home_id,
        audience=JOINT,
        sign_off=row,
        person=by,
        role=role,
        signed=signed,
        reason=reason,
        digest=row.digest,
        at=now,
    )
    colleagues = [
        seat.person
        for seat in holders(row.right, row.alliance, now)
        if seat.organisation_id == by.organisation_id
    ]
    awaiting.settle_acts(row.pk, now=now, verb="sign", of=colleagues)
    return signature


def _complete_when_all_signed(row: SignOff, *, by: Person, now: datetime) -> None:
    signed = {str(given.owner_id) for given in standing(row) if given.signed}
    if not set(row.needed) <= signed:
        return
    row.completed_at = now
    row.save(update_fields=["completed_at"])
    awaiting.settle_acts(row.pk, now=now)
    said = facts.SignOffCompleted(
        subject=row.pk,
        about=row.subject_kind,
        about_id=str(row.subject_id),
        revision=row.revision,
        digest=row.digest,
        title=row.title,
    )
    book.record(said, alliance_id=row.alliance_id, by=by, now=now)


def refuse(*, by: Person, sign_off: SignOff, digest: str, reason: str, now: datetime) -> SignOff:
    """Refuse to sign, with a reason that every party reads; the sign-off ends."""
    reason = reason.strip()
    if not reason:
        raise Refused("no_reason", "Say why: the other side reads it.", field="reason")
    with transaction.atomic():
        row, role = _locked(by, sign_off, digest, now)
        _answer(row, by=by, role=role, signed=False, reason=reason, now=now)
        row.refused_at = now
        row.save(update_fields=["refused_at"])
        awaiting.settle_acts(row.pk, now=now)
        organisation = by.home.name
        said = facts.SignatureRefused(
            subject=row.pk,
            digest=digest,
            role=role,
            title=row.title,
            organisation=organisation,
            reason=reason,
        )
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    return row


def withdraw(*, by: Person, sign_off: SignOff, now: datetime) -> SignOff:
    """Take one's organisation's signature back, as long as not every party has signed."""
    with transaction.atomic():
        row, _ = _locked(by, sign_off, sign_off.digest, now)
        mine = [given for given in standing(row) if given.owner_id == by.organisation_id]
        if not mine:
            raise Refused("not_signed", "Your organisation has not signed this version.")
        mine[0].withdrawn_at = now
        mine[0].save(update_fields=["withdrawn_at"])
        organisation = by.home.name
        said = facts.SignatureWithdrawn(
            subject=row.pk, digest=row.digest, title=row.title, organisation=organisation
        )
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
        _await_signatures(row, by=by, now=now)
    return row


def lapse(
    *,
    by: Person | None,
    alliance: Alliance,
    kind: str,
    subject_id: UUID,
    reason: str,
    now: datetime,
) -> int:
    """The content changed: open sign-offs on it visibly lapse. Returns how many did."""
    with transaction.atomic():
        book.take_turn(alliance.pk)
        rows = SignOff.objects.in_system_scope("one sign-off per revision").filter(
            alliance=alliance,
            subject_kind=kind,
            subject_id=subject_id,
            lapsed_at__isnull=True,
            completed_at__isnull=True,
            refused_at__isnull=True,
        )
        found = list(rows.select_for_update())
        for row in found:
            row.lapsed_at = now
            row.save(update_fields=["lapsed_at"])
            awaiting.settle_acts(row.pk, now=now)
            said = facts.SignOffLapsed(
                subject=row.pk, digest=row.digest, title=row.title, reason=reason
            )
            book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return len(found)

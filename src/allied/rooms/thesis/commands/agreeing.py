"""Putting a version up for signature, signing it for one's own organisation, or refusing."""

from datetime import datetime

from django.db import transaction

from allied.alliances import put_up, signing
from allied.alliances.access import require
from allied.alliances.models import SignOff
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.thesis import drafts, facts, signed
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.models import OPEN, State, Thesis, ThesisVersion
from allied.rooms.thesis.subject import KIND, SIGN, to_sign
from allied.rooms.thesis.watching import watch_tests

LONGEST_REASON = 2000
SAY_WHY = "Say why: the other side reads it."


def put_up_for_signature(*, by: Person, thesis: Thesis, version: int, now: datetime) -> SignOff:
    """Ask every party to sign the draft as it stands; lint findings advise and never stop it."""
    drafts.may_write(by, thesis, now)
    with transaction.atomic():
        row = Thesis.objects.lock(thesis)
        if row.audience == OURS:
            said = "Only your company has this draft. Share it before signing."
            raise Refused("private_draft", said)
        current = drafts.newest(row)
        drafts.refuse_outdated(row, current, version)
        if current.state not in OPEN:
            raise Refused("nothing_changed", "Nothing changed since the version that is in force.")
        if current.state == State.REFUSED:
            # A sign-off ends with a refusal; the same content needs a revision of its own.
            same = from_json(current.content)
            current = drafts.add_version(row, same, by=by, now=now, made_from=current)
        sign_off = signing.open_sign_off(
            by=by, alliance=row.alliance, version=to_sign(current), right=SIGN, now=now
        )
        current.state = State.UP
        current.save(update_fields=["state"])
        put_up.tell(row.alliance, now=now)
    return sign_off


def sign_thesis(*, by: Person, thesis: Thesis, digest: str, now: datetime) -> SignOff:
    """Sign for one's own organisation; with the last signature the version is in force."""
    require(by, SIGN, thesis.alliance, now)
    with transaction.atomic():
        row = Thesis.objects.lock(thesis)
        sign_off = signing.sign(by=by, sign_off=_newest_sign_off(row), digest=digest, now=now)
        if sign_off.completed_at:
            _put_in_force(row, by=by, now=now)
    return sign_off


def _newest_sign_off(thesis: Thesis) -> SignOff:
    rows = SignOff.objects.in_system_scope("the sign-off of a thesis that its command has locked")
    found = rows.filter(alliance_id=thesis.alliance_id, subject_kind=KIND, subject_id=thesis.pk)
    sign_off = found.order_by("-revision").first()
    if sign_off is None:
        raise Refused("not_up", "The value thesis is not up for signature.")
    return sign_off


def _put_in_force(thesis: Thesis, *, by: Person, now: datetime) -> None:
    version, before = drafts.newest(thesis), drafts.in_force(thesis)
    if before:
        before.state = State.SUPERSEDED
        before.save(update_fields=["state"])
    version.state, version.signed_at = State.SIGNED, now
    version.save(update_fields=["state", "signed_at"])
    old = from_json(before.content) if before else None
    watch_tests(thesis, old, from_json(version.content), by=by, now=now)
    said = facts.ThesisSigned(
        subject=thesis.pk,
        revision=version.revision,
        digest=version.digest,
        changes=_changes(thesis, before, version),
    )
    drafts.write(thesis, said, by=by, now=now)
    signed.tell(thesis, by=by, now=now)


def _changes(thesis: Thesis, before: ThesisVersion | None, version: ThesisVersion) -> str:
    if before is None:
        return "the first one."
    old = from_json(before.content)
    new: ThesisContent = from_json(version.content)
    return drafts.told_changes(old, new, drafts.names_of(thesis.alliance))


def refuse_thesis(
    *, by: Person, thesis: Thesis, digest: str, reason: str, now: datetime
) -> SignOff:
    """Refuse to sign, with a reason that every party reads."""
    require(by, SIGN, thesis.alliance, now)
    reason = worded(reason, field="reason", most=LONGEST_REASON, required=SAY_WHY)
    with transaction.atomic():
        row = Thesis.objects.lock(thesis)
        sign_off = signing.refuse(
            by=by, sign_off=_newest_sign_off(row), digest=digest, reason=reason, now=now
        )
        version = drafts.newest(row)
        version.state = State.REFUSED
        version.save(update_fields=["state"])
    return sign_off


def withdraw_signature(*, by: Person, thesis: Thesis, now: datetime) -> SignOff:
    """Take one's own organisation's signature back while another one is missing."""
    require(by, SIGN, thesis.alliance, now)
    with transaction.atomic():
        row = Thesis.objects.lock(thesis)
        return signing.withdraw(by=by, sign_off=_newest_sign_off(row), now=now)

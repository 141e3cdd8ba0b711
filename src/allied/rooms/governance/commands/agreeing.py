"""Signing the blueprint: every party for itself, until this version is in force."""

from datetime import datetime

from django.db import transaction

from allied.alliances import put_up, signing
from allied.alliances.access import require
from allied.alliances.models import Alliance, SignOff
from allied.alliances.queries import sign_off_of
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.record import book
from allied.rooms.governance import facts
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.effect import put_in_effect
from allied.rooms.governance.models import Blueprint, BlueprintState
from allied.rooms.governance.versions import KIND, NEWEST, newest, written

SIGN = "governance.sign"


def put_up_blueprint(*, by: Person, alliance: Alliance, version: int, now: datetime) -> SignOff:
    """Ask every party to sign the draft as it stands; lint findings advise and never stop it."""
    require(by, "governance.edit", alliance, now)
    with transaction.atomic():
        row = newest(alliance, version)
        if row.state == BlueprintState.REFUSED:
            # A sign-off ends with a refusal; the same content needs a revision of its own.
            row = written(row, blueprint_of(row), by=by, now=now)
        if row.state != BlueprintState.DRAFT:
            raise Refused("nothing_changed", "Nothing changed since the version that was put up.")
        subject = signing.Version(KIND, row.pk, row.revision, row.digest, str(row))
        sign_off = signing.open_sign_off(
            by=by, alliance=alliance, version=subject, right=SIGN, now=now
        )
        row.state = BlueprintState.UP
        row.save(update_fields=["state"])
        put_up.tell(alliance, now=now)
    return sign_off


def _open_sign_off(row: Blueprint) -> SignOff:
    return sign_off_of(KIND, row.pk, row.revision, "The blueprint")


def sign_blueprint(*, by: Person, alliance: Alliance, digest: str, now: datetime) -> SignOff:
    """Sign for one's own organisation; with the last signature this version is in force."""
    require(by, SIGN, alliance, now)
    with transaction.atomic():
        row = newest(alliance)
        sign_off = signing.sign(by=by, sign_off=_open_sign_off(row), digest=digest, now=now)
        if sign_off.completed_at:
            _put_in_force(row, by=by, now=now)
    return sign_off


def _put_in_force(row: Blueprint, *, by: Person, now: datetime) -> None:
    rows = Blueprint.objects.in_system_scope(NEWEST).filter(alliance=row.alliance)
    rows.filter(state=BlueprintState.SIGNED).update(state=BlueprintState.SUPERSEDED)
    row.state, row.in_force_at = BlueprintState.SIGNED, now
    row.save(update_fields=["state", "in_force_at"])
    put_in_effect(row, by=by, now=now)
    said = facts.BlueprintAgreed(subject=row.pk, revision=row.revision, digest=row.digest)
    book.record(said, alliance_id=row.alliance_id, by=by, now=now)


def refuse_blueprint(
    *, by: Person, alliance: Alliance, digest: str, reason: str, now: datetime
) -> SignOff:
    """Refuse to sign, with a reason that every party reads."""
    require(by, SIGN, alliance, now)
    with transaction.atomic():
        row = newest(alliance)
        sign_off = signing.refuse(
            by=by, sign_off=_open_sign_off(row), digest=digest, reason=reason, now=now
        )
        row.state = BlueprintState.REFUSED
        row.save(update_fields=["state"])
    return sign_off


def withdraw_blueprint_signature(*, by: Person, alliance: Alliance, now: datetime) -> SignOff:
    """Take one's own organisation's signature back while another one is missing."""
    require(by, SIGN, alliance, now)
    with transaction.atomic():
        row = newest(alliance)
        return signing.withdraw(by=by, sign_off=_open_sign_off(row), now=now)

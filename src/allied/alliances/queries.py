"""What the pages about alliances read: parties with their people, invitations, expected partners."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet

from allied.alliances.invitation_links import may_invite, state_of
from allied.alliances.models import (
    Alliance,
    Awaited,
    Invitation,
    Party,
    ProposedMember,
    Role,
    Seat,
    SignOff,
)
from allied.alliances.rules import InvitationState
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import JOINT, PRIVATE_READERS, has_seat

SHOWN = 200


@dataclass(frozen=True)
class Side:
    """One party and the seats its people hold."""

    party: Party
    seats: Sequence[Seat]


def current_seats_of(alliance: Alliance, now: datetime) -> QuerySet[Seat]:
    """The seats that count at that moment, with person and deputy."""
    return with_people(alliance.seats.all(), now).order_by("given_at", "pk")


def with_people(seats: QuerySet[Seat], now: datetime) -> QuerySet[Seat]:
    """Those of these seats that count at that moment, with person and deputy."""
    ending = Q(until__isnull=True) | Q(until__gt=now)
    rows = seats.filter(ending, ended_at__isnull=True)
    return rows.select_related("person", "deputy", "organisation")


def sides_of(parties: Iterable[Party], seats: Iterable[Seat]) -> list[Side]:
    """Every party, each with its seats, the weightiest role first."""
    order = list(Role.values)
    ranked = sorted(seats, key=lambda seat: order.index(seat.role))
    return [
        Side(party, [s for s in ranked if s.organisation_id == party.organisation_id])
        for party in parties
    ]


@dataclass(frozen=True)
class Sent:
    """One invitation as its organisation sees it."""

    invitation: Invitation
    state: InvitationState
    may_change: bool


def sent_by(person: Person, alliance: Alliance | None, now: datetime) -> list[Sent]:
    """The invitations of one's own organisation that are not finished, and the latest accepted."""
    rows = Invitation.objects.visible_to(person).filter(alliance=alliance, revoked_at__isnull=True)
    found = rows.select_related("invited_by", "accepted_by", "alliance").order_by(
        "-invited_at", "pk"
    )
    return [
        Sent(row, state_of(row, now), row.accepted_at is None and may_invite(person, row, now))
        for row in found[:SHOWN]
    ]


def expected_by(person: Person, alliance: Alliance) -> list[ProposedMember]:
    """People of a partner whom our side named, before they are here, by whichever door they come."""
    rows = ProposedMember.objects.visible_to(person).filter(alliance=alliance)
    rows = rows.filter(accepted_at__isnull=True).order_by("organisation_name", "name", "pk")
    seats = Seat.objects.visible_to(person).filter(alliance=alliance, ended_at__isnull=True)
    here = {address.casefold() for address in seats.values_list("person__email", flat=True)}
    return [row for row in rows if row.address.casefold() not in here]


def awaited_from_others(person: Person) -> QuerySet[Awaited]:
    """What other people still owe this person, in alliances where the person sits."""
    rows = Awaited.objects.in_system_scope("who asked may follow who has not answered yet")
    reads = Q(audience=JOINT) | Q(has_seat(person, roles=PRIVATE_READERS))
    rows = rows.filter(reads, has_seat(person), asked_by=person, done_at__isnull=True)
    return rows.exclude(person=person).select_related("person")


@dataclass(frozen=True)
class Signed:
    """What one party said to a sign-off, and when."""

    owner_id: UUID
    yes: bool
    at: datetime


@dataclass(frozen=True)
class Signing:
    """A sign-off with the signatures and refusals that count now, the earliest first."""

    sign_off: SignOff
    given: list[Signed] = field(default_factory=list)


def with_signatures(rows: QuerySet[SignOff]) -> list[Signing]:
    """These sign-offs with what was said to them, the oldest first. One query."""
    return signings(said_to(rows))


def said_to(rows: QuerySet[SignOff]) -> QuerySet[SignOff]:
    """A row for each sign-off and each signature or refusal that counts now, the oldest first."""
    counts = FilteredRelation("signatures", condition=Q(signatures__withdrawn_at__isnull=True))
    rows = rows.annotate(given=counts).annotate(
        by_side=F("given__owner_id"), yes=F("given__signed"), at=F("given__at")
    )
    return rows.order_by("opened_at", "pk", "at", "given")


def signings(rows: Iterable[Any]) -> list[Signing]:
    """The sign-offs of these rows, each once, with everything that was said to it."""
    found: dict[UUID, Signing] = {}
    for row in rows:
        signing = found.setdefault(row.pk, Signing(row))
        if row.at:
            signing.given.append(Signed(row.by_side, row.yes, row.at))
    return list(found.values())


def signing_of(sign_off: SignOff) -> Signing:
    """The same from a sign-off whose signatures were read with it."""
    said = [one for one in sign_off.signatures.all() if one.withdrawn_at is None]
    return Signing(sign_off, [Signed(one.owner_id, one.signed, one.at) for one in said])


def shares_of(signing: Signing, parties: Iterable[Party]) -> list[tuple[int, str, str]]:
    """The approval mark of a sign-off: colour, name and state of each party, in the fixed order."""
    said = {each.owner_id: "yes" if each.yes else "no" for each in signing.given}
    return [
        (p.colour, p.organisation.short_name, said.get(p.organisation_id, "wait")) for p in parties
    ]


def sign_off_of(kind: str, subject_id: UUID, revision: int, what: str) -> SignOff:
    """The sign-off of one version; refused in the words of `what` when it was never put up."""
    rows = SignOff.objects.in_system_scope("the sign-off of a version that its command locked")
    found = rows.filter(subject_kind=kind, subject_id=subject_id, revision=revision).first()
    if found is None:
        raise Refused("not_up", f"{what} is not up for signature.")
    return found

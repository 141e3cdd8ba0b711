"""The JSON door of alliances, seats and invitations."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from allied.alliances import commands, invitation_links, invitations
from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance, Invitation, Party, Seat
from allied.alliances.queries import Sent, current_seats_of, sent_by
from allied.alliances.schemas import (
    AllianceChange,
    AllianceShown,
    AllianceStart,
    ColleagueInvitation,
    InvitationShown,
    PartnerInvitation,
    SeatChange,
    SeatGift,
    SeatShown,
)
from allied.kit.api import PROBLEMS, Page, expected_version, page_of
from allied.people.doors import actor
from allied.people.models import Person

router = Router(tags=["alliances"])


def _shown(person: Person, rows: list[Alliance]) -> list[AllianceShown]:
    """The alliances with their parties: two queries whatever their number."""
    parties: dict[UUID, list[Party]] = {}
    found = Party.objects.visible_to(person).filter(alliance__in=rows).order_by("position")
    for party in found.select_related("organisation"):
        parties.setdefault(party.alliance_id, []).append(party)
    return [AllianceShown.of(row, parties.get(row.pk, [])) for row in rows]


def _one(request: HttpRequest, row: Alliance, response: HttpResponse) -> AllianceShown:
    response.headers["ETag"] = f'"{row.version}"'
    return _shown(actor(request), [row])[0]


@router.get("", response={200: Page[AllianceShown], **PROBLEMS})
def alliances(request: HttpRequest, cursor: str = "", size: int = 50) -> Page[AllianceShown]:
    """The alliances in which one has a seat, newest first."""
    person = actor(request)
    rows, more = page_of(Alliance.objects.visible_to(person), cursor=cursor, size=size)
    return Page[AllianceShown](items=_shown(person, rows), next=more)


@router.post("", response={201: AllianceShown, **PROBLEMS})
def start_alliance(
    request: HttpRequest, said: AllianceStart, response: HttpResponse
) -> Status[AllianceShown]:
    """Start an alliance; nobody else knows of it before a partner is invited."""
    row = commands.start_alliance(
        by=actor(request),
        name=said.name,
        purpose=said.purpose,
        kind=said.kind or "",
        start_date=said.start_date,
        currency=said.currency,
        role=said.role,
        now=timezone.now(),
    )
    return Status(201, _one(request, row, response))


@router.get("/{uuid:alliance_id}", response={200: AllianceShown, **PROBLEMS})
def alliance(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> AllianceShown:
    """One alliance; ETag carries its version."""
    return _one(request, enter(request, alliance_id), response)


@router.put("/{uuid:alliance_id}", response={200: AllianceShown, **PROBLEMS})
def change_alliance(
    request: HttpRequest, alliance_id: UUID, said: AllianceChange, response: HttpResponse
) -> AllianceShown:
    """Change what the alliance is called and when it runs; If-Match names the version replaced."""
    row = commands.change_alliance(
        by=actor(request),
        alliance=enter(request, alliance_id),
        version=expected_version(request),
        name=said.name,
        purpose=said.purpose,
        kind=said.kind or "",
        start_date=said.start_date,
        launch_date=said.launch_date,
        currency=said.currency,
        now=timezone.now(),
    )
    return _one(request, row, response)


@router.get("/{uuid:alliance_id}/seats", response={200: list[SeatShown], **PROBLEMS})
def seats(request: HttpRequest, alliance_id: UUID) -> list[SeatShown]:
    """Who sits in the alliance now, of every party."""
    rows = current_seats_of(enter(request, alliance_id), timezone.now())
    return [SeatShown.of(row) for row in rows]


@router.post("/{uuid:alliance_id}/seats", response={201: SeatShown, **PROBLEMS})
def give_seat(request: HttpRequest, alliance_id: UUID, said: SeatGift) -> Status[SeatShown]:
    """Give a colleague a seat."""
    row = commands.give_seat(
        by=actor(request),
        alliance=enter(request, alliance_id),
        person=find(Person.objects.visible_to(actor(request)), pk=said.person),
        role=said.role,
        discipline=said.discipline or "",
        until=said.until,
        now=timezone.now(),
    )
    return Status(201, SeatShown.of(row))


def _seat(request: HttpRequest, alliance_id: UUID, seat_id: UUID) -> Seat:
    alliance = enter(request, alliance_id)
    rows = Seat.objects.visible_to(actor(request)).select_related("person", "alliance")
    return find(rows, pk=seat_id, alliance=alliance)


@router.put("/{uuid:alliance_id}/seats/{uuid:seat_id}", response={200: SeatShown, **PROBLEMS})
def change_seat(
    request: HttpRequest,
    alliance_id: UUID,
    seat_id: UUID,
    said: SeatChange,
    response: HttpResponse,
) -> SeatShown:
    """Name a deputy and days of absence; If-Match names the version of the seat that was read."""
    people = Person.objects.visible_to(actor(request))
    row = commands.change_seat(
        by=actor(request),
        seat=_seat(request, alliance_id, seat_id),
        deputy=find(people, pk=said.deputy) if said.deputy else None,
        absent_from=said.absent_from,
        absent_until=said.absent_until,
        version=expected_version(request),
        now=timezone.now(),
    )
    response.headers["ETag"] = f'"{row.version}"'
    return SeatShown.of(row)


@router.post("/{uuid:alliance_id}/seats/{uuid:seat_id}/end", response={200: SeatShown, **PROBLEMS})
def end_seat(request: HttpRequest, alliance_id: UUID, seat_id: UUID) -> SeatShown:
    """End a seat of one's own organisation; the last alliance manager needs a successor first."""
    row = _seat(request, alliance_id, seat_id)
    return SeatShown.of(commands.end_seat(by=actor(request), seat=row, now=timezone.now()))


@router.get("/{uuid:alliance_id}/invitations", response={200: list[InvitationShown], **PROBLEMS})
def sent(request: HttpRequest, alliance_id: UUID) -> list[InvitationShown]:
    """The invitations of one's own organisation into this alliance."""
    rows = sent_by(actor(request), enter(request, alliance_id), timezone.now())
    return [InvitationShown.of(row) for row in rows]


@router.post("/{uuid:alliance_id}/partners", response={201: InvitationShown, **PROBLEMS})
def invite_partner(
    request: HttpRequest, alliance_id: UUID, said: PartnerInvitation, response: HttpResponse
) -> Status[InvitationShown]:
    """Invite a partner organisation; the answer carries the link, this once."""
    row = invitations.invite_partner(
        by=actor(request),
        alliance=enter(request, alliance_id),
        organisation_name=said.organisation_name,
        address=said.address,
        name=said.name,
        role=said.role,
        offers_people=said.offers_people,
        now=timezone.now(),
    )
    return Status(201, InvitationShown.with_link(row, response))


@router.post("/{uuid:alliance_id}/colleagues", response={201: InvitationShown, **PROBLEMS})
def invite_colleague(
    request: HttpRequest, alliance_id: UUID, said: ColleagueInvitation, response: HttpResponse
) -> Status[InvitationShown]:
    """Invite a colleague without an account into a seat; the answer carries the link, this once."""
    row = invitations.invite_colleague(
        by=actor(request),
        alliance=enter(request, alliance_id),
        address=said.address,
        name=said.name,
        role=said.role,
        discipline=said.discipline or "",
        now=timezone.now(),
    )
    return Status(201, InvitationShown.with_link(row, response))


def _sent_one(request: HttpRequest, alliance_id: UUID, invitation_id: UUID) -> Any:
    alliance = enter(request, alliance_id)
    rows = Invitation.objects.visible_to(actor(request)).select_related("alliance")
    return find(rows, pk=invitation_id, alliance=alliance)


@router.post(
    "/{uuid:alliance_id}/invitations/{uuid:invitation_id}/sending",
    response={200: InvitationShown, **PROBLEMS},
)
def send_again(
    request: HttpRequest, alliance_id: UUID, invitation_id: UUID, response: HttpResponse
) -> InvitationShown:
    """Send an invitation again: a new link, shown this once; every older one is dead."""
    row = _sent_one(request, alliance_id, invitation_id)
    row = invitations.send_again(by=actor(request), invitation=row, now=timezone.now())
    return InvitationShown.with_link(row, response)


@router.post(
    "/{uuid:alliance_id}/invitations/{uuid:invitation_id}/revocation",
    response={200: InvitationShown, **PROBLEMS},
)
def revoke(request: HttpRequest, alliance_id: UUID, invitation_id: UUID) -> InvitationShown:
    """Take an invitation back."""
    row = _sent_one(request, alliance_id, invitation_id)
    row = invitations.revoke_invitation(by=actor(request), invitation=row, now=timezone.now())
    return InvitationShown.of(Sent(row, invitation_links.state_of(row, timezone.now()), False))

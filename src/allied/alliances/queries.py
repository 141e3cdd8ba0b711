"""What the pages about alliances read: parties with their people, invitations, expected partners."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from allied.alliances.invitations import may_invite, state_of
from allied.alliances.models import Alliance, Invitation, Party, ProposedMember, Seat
from allied.alliances.rules import InvitationState
from allied.people.models import Person

SHOWN = 200


@dataclass(frozen=True)
class Side:
    """One party and the seats its people hold."""

    party: Party
    seats: Sequence[Seat]


def current_seats_of(alliance: Alliance, now: datetime) -> QuerySet[Seat]:
    """The seats that count at that moment, with person and deputy."""
    ending = Q(until__isnull=True) | Q(until__gt=now)
    rows = alliance.seats.filter(ending, ended_at__isnull=True)
    return rows.select_related("person", "deputy", "organisation").order_by("given_at", "pk")


def sides_of(alliance: Alliance, now: datetime) -> list[Side]:
    """Every party in the order that everybody sees, each with its seats."""
    seats = list(current_seats_of(alliance, now)[:SHOWN])
    parties = alliance.parties.select_related("organisation").order_by("position")
    return [
        Side(party, [s for s in seats if s.organisation_id == party.organisation_id])
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
    found = rows.select_related("invited_by", "accepted_by", "alliance").order_by("-invited_at")
    return [
        Sent(row, state_of(row, now), row.accepted_at is None and may_invite(person, row, now))
        for row in found[:SHOWN]
    ]


def expected_by(person: Person, alliance: Alliance) -> list[ProposedMember]:
    """People of a partner whom our side named, before they are here."""
    rows = ProposedMember.objects.visible_to(person).filter(alliance=alliance)
    return list(rows.filter(accepted_at__isnull=True).order_by("organisation_name", "name"))

"""The JSON door of invitations into one's own organisation, without a seat in any alliance yet."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from allied.alliances import invitation_links, invitations
from allied.alliances.doors import find
from allied.alliances.models import Invitation
from allied.alliances.queries import Sent, sent_by
from allied.alliances.schemas import InvitationShown, NewcomerInvitation
from allied.kit.api import PROBLEMS
from allied.people.doors import actor

router = Router(tags=["people"])
SENT = "/organisation/invitations"
ONE = f"{SENT}/{{uuid:invitation_id}}"


@router.get(SENT, response={200: list[InvitationShown], **PROBLEMS})
def newcomers(request: HttpRequest) -> list[InvitationShown]:
    """The invitations into one's own organisation, for its administrators; nothing for others."""
    return [InvitationShown.of(row) for row in sent_by(actor(request), None, timezone.now())]


@router.post(SENT, response={201: InvitationShown, **PROBLEMS})
def invite_newcomer(
    request: HttpRequest, said: NewcomerInvitation, response: HttpResponse
) -> Status[InvitationShown]:
    """Invite somebody into one's own organisation; the answer carries the link, this once."""
    row = invitations.invite_into_organisation(
        by=actor(request), address=said.address, name=said.name, now=timezone.now()
    )
    return Status(201, InvitationShown.with_link(row, response))


def _one(request: HttpRequest, invitation_id: UUID) -> Invitation:
    rows = Invitation.objects.visible_to(actor(request)).select_related("alliance")
    return find(rows, pk=invitation_id, alliance=None)


@router.post(f"{ONE}/sending", response={200: InvitationShown, **PROBLEMS})
def send_newcomer_again(
    request: HttpRequest, invitation_id: UUID, response: HttpResponse
) -> InvitationShown:
    """Send an invitation again: a new link, shown this once; every older one is dead."""
    found = _one(request, invitation_id)
    row = invitations.send_again(by=actor(request), invitation=found, now=timezone.now())
    return InvitationShown.with_link(row, response)


@router.post(f"{ONE}/revocation", response={200: InvitationShown, **PROBLEMS})
def revoke_newcomer(request: HttpRequest, invitation_id: UUID) -> InvitationShown:
    """Take an invitation back."""
    found = _one(request, invitation_id)
    row = invitations.revoke_invitation(by=actor(request), invitation=found, now=timezone.now())
    return InvitationShown.of(Sent(row, invitation_links.state_of(row, timezone.now()), False))

"""What an open invitation is: its link, its state, and who may send it on."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from allied.alliances.access import may, seats_of
from allied.alliances.models import Invitation
from allied.alliances.organisations import ADMINISTER
from allied.alliances.rules import InvitationState, invitation_state
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.tokens import digest_of

INVITE_PARTNER, GIVE_SEAT = "alliance.invite_partner", "seat.give"


def secret_of(invitation_id: UUID, times_sent: int) -> str:
    """The secret of one sending: derived, never kept; an older sending has another one."""
    words = f"{invitation_id}:{times_sent}"
    return salted_hmac("allied.alliances.invitations", words, algorithm="sha256").hexdigest()


def invitation_link(invitation: Invitation) -> str:
    """The address to send to the invited person; refused when it opens nothing (any more)."""
    secret = secret_of(invitation.pk, invitation.times_sent)
    if invitation.times_sent == 0 or digest_of(secret) != invitation.secret_digest:
        raise Refused("not_sent", "This invitation has no link. Send it again.")
    return f"{settings.BASE_URL}/invitations/{secret}"


def link_to_pass_on(invitation: Invitation) -> str:
    """The link for whoever invites, where letters reach nobody.

    Else it goes into the letter only: whoever opens it has shown that the address is theirs.
    """
    return "" if settings.MAIL_LEAVES else invitation_link(invitation)


def state_of(invitation: Invitation, now: datetime) -> InvitationState:
    """Whether it is prepared, open, accepted, expired or revoked."""
    return invitation_state(
        times_sent=invitation.times_sent,
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        revoked_at=invitation.revoked_at,
        now=now,
    )


def right_needed(invitation: Invitation) -> str:
    """The right that inviting like this takes; the inviter must still hold it on acceptance."""
    if invitation.alliance_id is None:
        return ADMINISTER
    return INVITE_PARTNER if invitation.to_partner else GIVE_SEAT


def may_invite(person: Person, invitation: Invitation, now: datetime) -> bool:
    """Whether this person may send and revoke such an invitation now."""
    if not person.is_active or person.organisation_id != invitation.owner_id:
        return False
    if invitation.alliance is None:
        return person.administers_organisation
    return may(seats_of(person, invitation.alliance, now), right_needed(invitation))

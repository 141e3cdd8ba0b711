"""Pure rules of invitations: how long they live, whom they may seat, and what state they are in."""

from datetime import datetime, timedelta
from enum import StrEnum

# Long enough for a weekend between, short enough that a forgotten link is dead (trust.md T11).
INVITATION_LIVES = timedelta(hours=72)

# The first person of a partner manages the alliance there, or signs for it; others follow from them.
PARTNER_ROLES = ("alliance manager", "sponsor")


class InvitationState(StrEnum):
    """What an invitation is right now."""

    PREPARED = "prepared"
    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    REVOKED = "revoked"


def invitation_state(
    *,
    times_sent: int,
    expires_at: datetime,
    accepted_at: datetime | None,
    revoked_at: datetime | None,
    now: datetime,
) -> InvitationState:
    """The state at a moment; accepted and revoked are final, an expired one can be sent again."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if revoked_at is not None:
        return InvitationState.REVOKED
    if times_sent == 0:
        return InvitationState.PREPARED
    return InvitationState.OPEN if now < expires_at else InvitationState.EXPIRED

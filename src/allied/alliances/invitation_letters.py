"""The letter to somebody who is invited: written by the worker when it leaves, one reader each.

The queued task holds no secret: the link is made anew from the server's key, and only while the
invitation is open, sent as often as the task says, and its sender may still invite.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.tasks import task
from django.template.loader import render_to_string
from django.utils import timezone

from allied.alliances.invitation_links import invitation_link, may_invite, state_of
from allied.alliances.models import Invitation
from allied.alliances.rules import InvitationState
from allied.kit.mail import Letter, send
from allied.kit.moments import moment
from allied.people.doors import system_scope

REASON = "the worker writes to somebody who has no account yet"


@task
def mail_invitation(invitation_id: str, times_sent: int) -> None:
    """Send one sending of an invitation; tried again with growing pauses when mail is away."""
    deliver(invitation_id, times_sent, now=timezone.now())


def deliver(invitation_id: str, times_sent: int, *, now: datetime) -> bool:
    """Write and send the letter; False when there is no reason for it any more.

    A crash after the mail server took it may send it again, with the same Message-ID.
    """
    with system_scope(REASON):
        rows = Invitation.objects.in_system_scope(REASON)
        rows = rows.select_related("alliance", "owner", "invited_by__organisation")
        row = rows.filter(pk=invitation_id, times_sent=times_sent).first()
        if row is None or state_of(row, now) != InvitationState.OPEN:
            return False
        if not may_invite(row.invited_by, row, now):
            return False
        letter = letter_of(row, now)
    send(letter, to=row.address, name=f"{row.pk}.{times_sent}")
    return True


def letter_of(row: Invitation, now: datetime) -> Letter:
    """Who invites whom into what, the link, and until when; the alliance is not in the subject."""
    inviter = f"{row.invited_by.name} of {row.owner.name}"
    zone = ZoneInfo(row.owner.time_zone)
    context = {
        "inviter": inviter,
        "row": row,
        "link": invitation_link(row),
        "until": f"{moment(row.expires_at, now, zone)} ({row.owner.time_zone})",
    }
    subject = f"{inviter} invites you to work together on Allied"
    return Letter(
        " ".join(subject.split())[:200], render_to_string("alliances/letter.txt", context)
    )

"""Invitations: one address, one door, once.

The secret in a link is derived from the server's key, the invitation and how often it was sent, so
that a letter can be written when it leaves; the database keeps its digest only. Whatever is wrong
with an invitation, whoever opens it reads the same answer (trust.md T11).
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from allied.alliances import facts, home_facts
from allied.alliances.access import require
from allied.alliances.awaiting import Act, await_act, settle_acts
from allied.alliances.invitation_letters import mail_invitation
from allied.alliances.invitation_links import (
    GIVE_SEAT,
    INVITE_PARTNER,
    right_needed,
    secret_of,
    state_of,
)
from allied.alliances.models import Alliance, Invitation, Role
from allied.alliances.organisations import require_administrator
from allied.alliances.rules import (
    INVITATION_LIVES,
    PARTNER_ROLES,
    InvitationState,
)
from allied.kit.errors import Refused
from allied.kit.identity import new_id
from allied.kit.words import counted
from allied.people import rules
from allied.people.homes import check_address
from allied.people.models import Person
from allied.people.scope import OURS
from allied.people.tokens import digest_of
from allied.record import book


def _require(by: Person, invitation: Invitation, now: datetime) -> None:
    if invitation.owner_id != by.organisation_id:
        raise Refused("not_yours", "Each organisation looks after its own invitations.")
    if invitation.alliance is None:
        require_administrator(by)
    else:
        require(by, right_needed(invitation), invitation.alliance, now)


def invite_partner(
    *,
    by: Person,
    alliance: Alliance,
    address: str,
    organisation_name: str,
    now: datetime,
    name: str = "",
    role: str = Role.ALLIANCE_MANAGER,
    offers_people: bool = False,
) -> Invitation:
    """Invite a partner organisation through one named person; they read the alliance's name only."""
    require(by, INVITE_PARTNER, alliance, now)
    if role not in PARTNER_ROLES:
        raise Refused(
            "partner_role",
            f"The first person of a partner becomes {' or '.join(PARTNER_ROLES)}.",
            field="role",
        )
    with transaction.atomic():
        wanted = _Wanted(
            address=address,
            name=name,
            role=role,
            to_partner=True,
            offers_people=offers_people,
            organisation_name=rules.tidy_name(
                organisation_name, what="The partner's name", field="organisation_name"
            ),
        )
        invitation = _open(wanted, by=by, alliance=alliance, now=now)
        said = facts.PartnerInvited(
            subject=invitation.pk, organisation=invitation.organisation_name
        )
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return invitation


def invite_colleague(
    *,
    by: Person,
    alliance: Alliance,
    address: str,
    role: str,
    now: datetime,
    name: str = "",
    discipline: str = "",
) -> Invitation:
    """Invite somebody into one's own organisation and into a seat of this alliance."""
    require(by, GIVE_SEAT, alliance, now)
    if role not in Role.values:
        raise Refused("unknown_role", f"The role is one of {', '.join(Role.values)}.", field="role")
    if discipline and role != Role.APPROVER:
        raise Refused(
            "unknown_discipline", "Only an approver has a discipline.", field="discipline"
        )
    with transaction.atomic():
        wanted = _Wanted(address=address, name=name, role=role, discipline=discipline)
        invitation = _open(wanted, by=by, alliance=alliance, now=now)
        _note_invited(invitation, by=by, now=now)
    return invitation


def invite_into_organisation(
    *, by: Person, address: str, now: datetime, name: str = ""
) -> Invitation:
    """Invite somebody into one's own organisation, without a seat in any alliance yet."""
    require_administrator(by)
    with transaction.atomic():
        invitation = _open(_Wanted(address=address, name=name), by=by, alliance=None, now=now)
        _note_invited(invitation, by=by, now=now)
    return invitation


def _note_invited(invitation: Invitation, *, by: Person, now: datetime) -> None:
    said = home_facts.ColleagueInvited(
        subject=invitation.pk, address=invitation.address, role=invitation.role
    )
    book.note_own(said, by=by, now=now, alliance_id=invitation.alliance_id)


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """Whom an invitation is for, and what waits for them."""

    address: str
    name: str
    role: str = ""
    discipline: str = ""
    organisation_name: str = ""
    to_partner: bool = False
    offers_people: bool = False


def _open(wanted: _Wanted, *, by: Person, alliance: Alliance | None, now: datetime) -> Invitation:
    """A new invitation, sent once; only one may be open for an address."""
    address = check_address(wanted.address)
    _check_newcomer(by, alliance, address, to_partner=wanted.to_partner)
    _clear_expired(by, alliance, address, now)
    new = new_id()
    try:
        with transaction.atomic():
            row = Invitation.objects.create(
                id=new,
                alliance=alliance,
                owner_id=by.home_id,
                audience=OURS,
                address=address,
                invited_name=" ".join(wanted.name.split())[: rules.LONGEST_NAME],
                organisation_name=wanted.organisation_name,
                to_partner=wanted.to_partner,
                offers_people=wanted.offers_people,
                role=wanted.role,
                discipline=wanted.discipline,
                secret_digest=digest_of(secret_of(new, 1)),
                times_sent=1,
                invited_by=by,
                invited_at=now,
                expires_at=now + INVITATION_LIVES,
            )
    except IntegrityError as error:
        raise Refused(
            "already_invited",
            f"{address} has an open invitation already. Send that one again, or take it back first.",
            field="address",
        ) from error
    _mail(row)
    return row


def _mail(row: Invitation) -> None:
    """Have the worker write to the invited person, where letters leave this server at all."""
    if settings.MAIL_LEAVES:
        mail_invitation.enqueue(str(row.pk), row.times_sent)


def _check_newcomer(
    by: Person, alliance: Alliance | None, address: str, *, to_partner: bool
) -> None:
    """Speak about an existing account only where the inviter may see it anyway."""
    known = Person.objects.visible_to(by).filter(email=address).first()
    if known is None:
        if to_partner:
            _check_house(by, address)
        return
    if known.organisation_id == by.organisation_id:
        then = "Give them a seat instead." if alliance else "They need no invitation."
        if to_partner:
            then = "A partner is another organisation."
        if not known.is_active:
            then = "They have left, and an address that was used once stays theirs."
        raise Refused("a_colleague", f"{known.name} is a colleague. {then}", field="address")
    if not to_partner:
        raise Refused(
            "not_a_colleague",
            f"{known.name} belongs to another organisation, which gives its own seats.",
            field="address",
        )
    parties = alliance.parties.values_list("organisation_id", flat=True) if alliance else ()
    if known.organisation_id in set(parties):
        raise Refused(
            "already_party", f"{known.name}'s organisation is a party already.", field="address"
        )


def _check_house(by: Person, address: str) -> None:
    """A partner sits elsewhere: not where every known address is a colleague's."""
    house = address.rpartition("@")[2]
    if house in rules.MAILBOXES_FOR_ALL:
        return
    there = Person.objects.visible_to(by).filter(email__endswith=f"@{house}")
    if set(there.values_list("organisation_id", flat=True)) == {by.organisation_id}:
        raise Refused(
            "own_address",
            f"{address} is an address of your own company. A partner is another organisation: "
            "give the address of a person there.",
            field="address",
        )


def _clear_expired(by: Person, alliance: Alliance | None, address: str, now: datetime) -> None:
    # An expired invitation must not stand in the way of a new one.
    rows = Invitation.objects.in_system_scope("one open invitation per address")
    rows.filter(
        owner_id=by.home_id,
        alliance=alliance,
        address=address,
        expires_at__lte=now,
        accepted_at__isnull=True,
        revoked_at__isnull=True,
    ).update(revoked_at=now)


def send_again(*, by: Person, invitation: Invitation, now: datetime) -> Invitation:
    """A new link with a new life, in one's own name; every older link is dead."""
    _require(by, invitation, now)
    with transaction.atomic():
        row = Invitation.objects.lock(invitation)
        _check_unfinished(row, now)
        row.times_sent += 1
        row.secret_digest = digest_of(secret_of(row.pk, row.times_sent))
        row.invited_by, row.invited_at, row.expires_at = by, now, now + INVITATION_LIVES
        row.save()
        _mail(row)
        said = home_facts.InvitationSent(subject=row.pk, address=row.address)
        book.note_own(said, by=by, now=now, alliance_id=row.alliance_id)
        _settle_when_all_sent(row, now)
    return row


def revoke_invitation(*, by: Person, invitation: Invitation, now: datetime) -> Invitation:
    """Take an invitation back; its link opens nothing any more."""
    _require(by, invitation, now)
    with transaction.atomic():
        row = Invitation.objects.lock(invitation)
        if state_of(row, now) == InvitationState.REVOKED:
            return row
        _check_unfinished(row, now)
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        said = home_facts.InvitationRevoked(subject=row.pk, address=row.address)
        book.note_own(said, by=by, now=now, alliance_id=row.alliance_id)
        _settle_when_all_sent(row, now)
    return row


def await_invitations(alliance: Alliance, person: Person, count: int, now: datetime) -> None:
    """Put the prepared invitations into the week of whoever may send them."""
    act = Act(
        verb="invite",
        subject_kind="invitation",
        subject_id=alliance.pk,
        title=f"{counted(count, 'colleague')} to invite: your partner named them",
    )
    await_act(act, of=[person], alliance=alliance, asked_by=person, now=now)


def _settle_when_all_sent(row: Invitation, now: datetime) -> None:
    if row.alliance_id is None:
        return
    rows = Invitation.objects.in_system_scope("all prepared invitations are sent or taken back")
    rows = rows.filter(alliance_id=row.alliance_id, owner_id=row.owner_id, times_sent=0)
    if not rows.filter(accepted_at__isnull=True, revoked_at__isnull=True).exists():
        colleagues = Person.objects.filter(organisation_id=row.owner_id)
        settle_acts(row.alliance_id, now=now, verb="invite", of=colleagues)


def _check_unfinished(row: Invitation, now: datetime) -> None:
    state = state_of(row, now)
    if state in (InvitationState.ACCEPTED, InvitationState.REVOKED):
        raise Refused("invitation_finished", f"The invitation of {row.address} is {state} already.")

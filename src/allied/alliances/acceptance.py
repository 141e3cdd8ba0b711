"""Accepting an invitation: the only way in for a partner and for everybody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from allied.alliances.commands import join_party, place_in_seat
from allied.alliances.founding import found_home, note_joining
from allied.alliances.invitation_links import may_invite, state_of
from allied.alliances.invitations import await_invitations
from allied.alliances.models import Alliance, Invitation, ProposedMember
from allied.alliances.reseating import look_again
from allied.alliances.rules import InvitationState
from allied.kit.errors import Refused
from allied.kit.identity import new_id
from allied.people.doors import system_scope
from allied.people.homes import Account, Home, place_organisation, place_person
from allied.people.models import Person
from allied.people.scope import OURS
from allied.people.tokens import digest_of

REASON = "an invitation is opened before its person may see anything"


class Closed(Exception):
    """The invitation opens nothing for this person; the answer never says why."""


def opened(secret: str, *, person: Person | None, now: datetime) -> Invitation:
    """The invitation behind a link, for whoever holds it now; refused as `Closed` without a reason."""
    with system_scope(REASON):
        rows = Invitation.objects.in_system_scope(REASON)
        rows = rows.select_related("alliance", "owner", "invited_by__organisation")
        return _checked(rows.filter(secret_digest=digest_of(secret)).first(), person, now)


def _checked(row: Invitation | None, person: Person | None, now: datetime) -> Invitation:
    if row is None or state_of(row, now) != InvitationState.OPEN:
        raise Closed
    if not may_invite(row.invited_by, row, now):
        raise Closed
    account = person or Person.objects.with_address(row.address)
    if account is not None and not _fits(row, account):
        raise Closed
    return row


def _fits(row: Invitation, account: Person) -> bool:
    """The exact address, an active account, and the right side of the table."""
    if account.email != row.address or not account.is_active or account.organisation_id is None:
        return False
    if not row.to_partner:
        return account.organisation_id == row.owner_id
    assert row.alliance is not None
    parties = row.alliance.parties.values_list("organisation_id", flat=True)
    return account.organisation_id not in set(parties)


def needs_account(invitation: Invitation) -> bool:
    """Whether the invited person has no account here yet."""
    return Person.objects.with_address(invitation.address) is None


@contextmanager
def _locked(secret: str, person: Person | None, now: datetime) -> Iterator[Invitation]:
    """The invitation, locked and still open; a refusal on the way leaves nothing behind."""
    row = opened(secret, person=person, now=now)
    with system_scope(REASON), transaction.atomic():
        yield _checked(Invitation.objects.lock(row), person, now)


def accept_invitation(*, by: Person, secret: str, now: datetime) -> Invitation:
    """Accept with the account that one is signed in with; it must own the exact address."""
    with _locked(secret, by, now) as row:
        _enter(row, by, now)
    return row


def accept_with_new_account(
    *, secret: str, account: Account, now: datetime, home: Home | None = None
) -> Person:
    """Accept with a new account, whose address is the invited one; a partner also brings its home."""
    with _locked(secret, None, now) as row:
        if not needs_account(row) or account.email != row.address:
            raise Closed
        person = _newcomer(row, account, home, now)
        _enter(row, person, now)
    return person


def _newcomer(row: Invitation, account: Account, home: Home | None, now: datetime) -> Person:
    if row.to_partner:
        if home is None:
            raise Refused("no_home", "Say which organisation you act for.", field="name")
        organisation = place_organisation(home=home, now=now)
        return found_home(organisation=organisation, account=account, now=now)
    person = place_person(account=account, organisation=row.owner, now=now)
    note_joining(person=person, now=now)
    return person


def _enter(row: Invitation, person: Person, now: datetime) -> None:
    row.accepted_by, row.accepted_at = person, now
    row.save(update_fields=["accepted_by", "accepted_at"])
    if row.alliance is None:
        return
    if row.to_partner:
        join_party(alliance=row.alliance, organisation=person.home, by=person, now=now)
    place_in_seat(
        by=person,
        alliance=row.alliance,
        person=person,
        role=row.role,
        discipline=row.discipline,
        now=now,
    )
    _settle_proposals(row, row.alliance, person, now)
    look_again(row.alliance, by=person, now=now)


def _settle_proposals(row: Invitation, alliance: Alliance, person: Person, now: datetime) -> None:
    """Whom we expected is here; the colleagues we named are offered to the partner to invite."""
    expected = ProposedMember.objects.in_system_scope("accepted by the partner, kept by us")
    expected = expected.filter(alliance=alliance, accepted_at__isnull=True)
    expected.filter(address__iexact=person.email).update(accepted_at=now)
    if not (row.to_partner and row.offers_people):
        return
    named = expected.filter(owner_id=row.owner_id, organisation_name__iexact=row.organisation_name)
    offered = list(named.exclude(address="").order_by("name", "pk"))
    for proposal in offered:
        _prepare(proposal, alliance, person, now)
    if offered:
        await_invitations(alliance, person, len(offered), now)


def _prepare(proposal: ProposedMember, alliance: Alliance, person: Person, now: datetime) -> None:
    rows = Invitation.objects.in_system_scope("one open invitation per address")
    new = new_id()
    rows.get_or_create(
        owner_id=person.home_id,
        alliance=alliance,
        address=Person.objects.normalise(proposal.address),
        accepted_at=None,
        revoked_at=None,
        defaults={
            "id": new,
            "audience": OURS,
            "invited_name": proposal.name,
            "to_partner": False,
            "role": proposal.role,
            "secret_digest": digest_of(f"prepared:{new}"),
            "invited_by": person,
            "invited_at": now,
            "expires_at": now,
        },
    )

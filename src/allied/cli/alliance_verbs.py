"""What each verb about alliances does; every function takes the acting person and the options."""

from argparse import Namespace
from typing import Any

from django.utils import timezone

from allied.alliances import commands, invitation_links, invitations
from allied.alliances.leaving import remove_person
from allied.alliances.models import Alliance, Invitation, Seat
from allied.alliances.queries import current_seats_of, sent_by
from allied.cli.doors import alliance_named
from allied.kit.errors import Refused
from allied.people.models import Organisation, Person

type Row = dict[str, Any]


def _alliance(row: Alliance) -> Row:
    return {"name": row.name, "stage": row.stage, "kind": row.kind, "id": row.pk}


def _seat(row: Seat) -> Row:
    return {
        "person": row.person.name,
        "organisation": row.organisation.short_name,
        "role": row.role,
        "discipline": row.discipline,
        "id": row.pk,
    }


def _somebody(person: Person, address: str) -> Person:
    """The colleague or partner behind an address, among those the person may see."""
    rows = Person.objects.visible_to(person)
    found = rows.filter(email=Person.objects.normalise(address)).first()
    if found is None:
        raise Refused("unknown_person", f"Nobody you may see has the address {address!r}.")
    return found


def alliances_list(person: Person, _: Namespace) -> list[Row]:
    """The alliances in which one has a seat."""
    return [_alliance(row) for row in Alliance.objects.visible_to(person).order_by("name", "pk")]


def alliances_start(person: Person, options: Namespace) -> Row:
    """Start an alliance."""
    row = commands.start_alliance(
        by=person,
        name=options.name,
        purpose=options.purpose,
        kind=options.kind,
        start_date=options.start,
        currency=options.currency,
        now=timezone.now(),
    )
    return _alliance(row)


def alliances_show(person: Person, options: Namespace) -> Row:
    """One alliance with its parties and dates."""
    row = alliance_named(options.alliance, person)
    parties = row.parties.select_related("organisation").order_by("position")
    return {
        **_alliance(row),
        "parties": [party.organisation.name for party in parties],
        "purpose": row.purpose,
        "start": row.start_date,
        "launch": row.launch_date,
        "currency": row.currency,
        "version": row.version,
    }


def seats_list(person: Person, options: Namespace) -> list[Row]:
    """Who sits in an alliance."""
    rows = current_seats_of(alliance_named(options.alliance, person), timezone.now())
    return [_seat(row) for row in rows]


def seats_give(person: Person, options: Namespace) -> Row:
    """Give a colleague a seat."""
    row = commands.give_seat(
        by=person,
        alliance=alliance_named(options.alliance, person),
        person=_somebody(person, options.person),
        role=options.role,
        discipline=options.discipline,
        now=timezone.now(),
    )
    return _seat(row)


def seats_end(person: Person, options: Namespace) -> Row:
    """End the seat of a colleague."""
    alliance = alliance_named(options.alliance, person)
    held = current_seats_of(alliance, timezone.now()).filter(
        person=_somebody(person, options.person), role=options.role, discipline=options.discipline
    )
    row = held.first()
    if row is None:
        raise Refused("no_seat", f"{options.person} has no such seat in {alliance.name}.")
    return _seat(commands.end_seat(by=person, seat=row, now=timezone.now()))


def people_list(person: Person, _: Namespace) -> list[Row]:
    """Colleagues and the people of one's alliances."""
    rows = Person.objects.visible_to(person).select_related("organisation").order_by("name", "pk")
    return [
        {
            "name": row.name,
            "email": row.email,
            "organisation": row.organisation.name if row.organisation else "",
            "active": row.is_active,
        }
        for row in rows
    ]


def people_leave(person: Person, options: Namespace) -> Row:
    """End the account of a colleague who leaves."""
    successor = _somebody(person, options.successor) if options.successor else None
    left = remove_person(
        by=person,
        person=_somebody(person, options.person),
        successor=successor,
        now=timezone.now(),
    )
    return {"name": left.name, "left": left.left_at}


def organisations_list(person: Person, _: Namespace) -> list[Row]:
    """One's own organisation and the partners of one's alliances."""
    rows = Organisation.objects.visible_to(person).order_by("name", "pk")
    return [{"name": row.name, "short": row.short_name, "id": row.pk} for row in rows]


def _invitation(row: Invitation, link: str = "") -> Row:
    state = invitation_links.state_of(row, timezone.now())
    return {"address": row.address, "role": row.role, "state": state.value, "link": link}


def invitations_list(person: Person, options: Namespace) -> list[Row]:
    """The invitations of one's own organisation into an alliance."""
    rows = sent_by(person, alliance_named(options.alliance, person), timezone.now())
    return [_invitation(row.invitation) for row in rows]


def invitations_partner(person: Person, options: Namespace) -> Row:
    """Invite a partner organisation; prints the link, this once."""
    row = invitations.invite_partner(
        by=person,
        alliance=alliance_named(options.alliance, person),
        organisation_name=options.organisation,
        address=options.address,
        name=options.name,
        role=options.role,
        now=timezone.now(),
    )
    return _invitation(row, invitation_links.invitation_link(row))


def invitations_colleague(person: Person, options: Namespace) -> Row:
    """Invite a colleague into a seat; prints the link, this once."""
    row = invitations.invite_colleague(
        by=person,
        alliance=alliance_named(options.alliance, person),
        address=options.address,
        name=options.name,
        role=options.role,
        discipline=options.discipline,
        now=timezone.now(),
    )
    return _invitation(row, invitation_links.invitation_link(row))


def invitations_revoke(person: Person, options: Namespace) -> Row:
    """Take an invitation back."""
    rows = Invitation.objects.visible_to(person).filter(
        alliance=alliance_named(options.alliance, person),
        address=Person.objects.normalise(options.address),
        revoked_at__isnull=True,
    )
    row = rows.order_by("-invited_at", "pk").first()
    if row is None:
        raise Refused("no_invitation", f"{options.address} has no invitation of yours there.")
    return _invitation(invitations.revoke_invitation(by=person, invitation=row, now=timezone.now()))

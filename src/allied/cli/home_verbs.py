"""What the verbs about one's own house do: people, invitations, the organisation itself."""

from argparse import Namespace
from dataclasses import fields

from django.utils import timezone

from allied.alliances import invitation_links, invitations, organisations
from allied.alliances.leaving import remove_person
from allied.alliances.models import Invitation
from allied.alliances.queries import sent_by
from allied.cli.alliance_verbs import Row, somebody
from allied.cli.doors import alliance_named
from allied.clock.own_calendar import change_home
from allied.kit.errors import Refused
from allied.people import rules
from allied.people.homes import Home
from allied.people.models import Organisation, Person


def people_list(person: Person, _: Namespace) -> list[Row]:
    """Colleagues and the people of one's alliances."""
    rows = Person.objects.visible_to(person).select_related("organisation").order_by("name", "pk")
    return [
        {
            "name": row.name,
            "email": row.email,
            "organisation": row.organisation.name if row.organisation else "",
            "state": "active" if row.is_active else "left",
        }
        for row in rows
    ]


def people_administrator(person: Person, options: Namespace) -> Row:
    """Let a colleague administer the organisation, or no longer."""
    command = organisations.end_administration if options.end else organisations.name_administrator
    row = command(by=person, person=somebody(person, options.person), now=timezone.now())
    return {
        "name": row.name,
        "state": "administers" if row.administers_organisation else "administers no longer",
    }


def people_leave(person: Person, options: Namespace) -> Row:
    """End the account of a colleague who leaves."""
    successor = somebody(person, options.successor) if options.successor else None
    left = remove_person(
        by=person,
        person=somebody(person, options.person),
        successor=successor,
        now=timezone.now(),
    )
    return {"name": left.name, "left": left.left_at}


def organisations_list(person: Person, _: Namespace) -> list[Row]:
    """One's own organisation and the partners of one's alliances."""
    rows = Organisation.objects.visible_to(person).order_by("name", "pk")
    return [{"name": row.name, "short": row.short_name, "id": row.pk} for row in rows]


def organisations_show(person: Person, _: Namespace) -> Row:
    """What one's own organisation says about itself."""
    return _said_by(person.home)


def _said_by(row: Organisation) -> Row:
    said = {field.name: getattr(row, field.name) for field in fields(Home)}
    hours = {name: f"{said[name]:%H:%M}" for name in ("opens", "closes")}
    return {**said, **hours, "version": row.version}


def organisations_change(person: Person, options: Namespace) -> Row:
    """Say something else about one's own organisation; open deadlines count anew."""
    row = person.home
    now_said = {field.name: getattr(row, field.name) for field in fields(Home)}
    given = {
        name: value for name in now_said if (value := getattr(options, name, None)) is not None
    }
    for name in ("closures", "exceptions"):
        if name in given:
            given[name] = rules.read_days("\n".join(given[name]), field=name)
    home = Home(**now_said | given)
    return _said_by(change_home(by=person, home=home, version=row.version, now=timezone.now()))


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
    return _invitation(row, invitation_links.link_to_pass_on(row))


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
    return _invitation(row, invitation_links.link_to_pass_on(row))


def invitations_newcomer(person: Person, options: Namespace) -> Row:
    """Invite somebody into one's organisation, without a seat; prints the link, this once."""
    row = invitations.invite_into_organisation(
        by=person, address=options.address, name=options.name, now=timezone.now()
    )
    return _invitation(row, invitation_links.link_to_pass_on(row))


def _sent(person: Person, options: Namespace) -> Invitation:
    """The newest invitation of this address that was not taken back."""
    into = alliance_named(options.alliance, person) if options.alliance else None
    rows = Invitation.objects.visible_to(person).filter(
        alliance=into, address=Person.objects.normalise(options.address), revoked_at__isnull=True
    )
    row = rows.order_by("-invited_at", "pk").first()
    if row is None:
        raise Refused("no_invitation", f"{options.address} has no invitation of yours there.")
    return row


def invitations_send(person: Person, options: Namespace) -> Row:
    """Send an invitation again; prints the new link, the old one opens nothing any more."""
    found = _sent(person, options)
    row = invitations.send_again(by=person, invitation=found, now=timezone.now())
    return _invitation(row, invitation_links.link_to_pass_on(row))


def invitations_revoke(person: Person, options: Namespace) -> Row:
    """Take an invitation back."""
    found = _sent(person, options)
    return _invitation(
        invitations.revoke_invitation(by=person, invitation=found, now=timezone.now())
    )

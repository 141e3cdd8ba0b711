"""Fills the frame of every page from the database: who is here, which alliance, where they can go.

One query, whatever the number of alliances: a jump list of everything on each page is what slows
comparable products as they grow.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import timezone

from allied.alliances.at_hand import IN_SWITCHER, Parties, parties_at_hand, remembered
from allied.alliances.models import Alliance, Party
from allied.people.models import Organisation, Person
from allied.web.environment import url
from allied.web.places import COMMANDS, MENU, PLACES, SERVER, Place
from allied.web.shell import AllianceHead, Command, NavGroup, NavItem, Org, Shell, Toast, Who


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all pages; empty for people who are not signed in."""
    person = request.user if hasattr(request, "user") else None
    if not isinstance(person, Person) or person.organisation is None:
        return {}
    return {"shell": shell_of(request, person)}


def shell_of(request: HttpRequest, person: Person) -> Shell:
    """The frame for this person on this page."""
    alliance: Alliance | None = getattr(request, "alliance", None)
    here = alliance.pk if alliance else None
    known = parties_at_hand(request, person, {here} if here else ())
    beside = here or _last_used(request, known)
    mine = _mine(person, known.get(here, ()) if here else ())
    return Shell(
        person=Who(person.name, person.initials, mine.colour, mine.short_name),
        organisation=mine,
        nav=tuple(_groups(beside)),
        alliance=_head(known[beside]) if beside in known else None,
        switcher=tuple(_head(parties) for parties in list(known.values())[:IN_SWITCHER]),
        audience=getattr(request, "audience", "joint" if alliance else "me"),
        week_count=getattr(request, "week_count", 0),
        now=timezone.now(),
        zone=ZoneInfo(person.zone),
        here=_here(request),
        home=url("week"),
        all_alliances=url("portfolio"),
        search=url("search"),
        sign_out=url("account_logout"),
        menu=tuple(
            NavItem(p.key, p.text, p.address(None), p.icon)
            for p in (*MENU, *([SERVER] if person.administers_host else ()))
            if p.address(None)
        ),
        commands=tuple(
            Command(c.text, c.address(here), c.icon, c.shortcut)
            for c in COMMANDS
            if (here or not c.in_alliance) and c.address(here)
        ),
        toasts=tuple(Toast(str(message)) for message in get_messages(request)),
        outside=alliance is None,
    )


def org(organisation: Organisation, colour: int | None = None) -> Org:
    """An organisation as pages show it, in its colour of this alliance if given."""
    return Org(
        organisation.name,
        organisation.short_name or organisation.name,
        organisation.letter,
        colour or organisation.colour,
    )


def _mine(person: Person, parties: Iterable[Party]) -> Org:
    """One's own organisation: inside an alliance in its colour there, which may not be the chosen one."""
    own = [party.colour for party in parties if party.organisation_id == person.home_id]
    return org(person.home, *own)


def parties_of(parties: Iterable[Party]) -> tuple[Org, ...]:
    """The parties of an alliance in the order and the colours that everybody sees."""
    ordered = sorted(parties, key=lambda party: party.position)
    return tuple(org(party.organisation, party.colour) for party in ordered)


def _head(parties: list[Party]) -> AllianceHead:
    alliance = parties[0].alliance
    href = url("overview", alliance_id=alliance.pk)
    return AllianceHead(alliance.name, href, parties_of(parties))


def _last_used(request: HttpRequest, known: Parties) -> UUID | None:
    """The alliance of the cookie while this person sits there, else the newest one."""
    return next((pk for pk in (*remembered(request), *known) if pk in known), None)


def _groups(alliance_id: UUID | None) -> Iterable[NavGroup]:
    for title, where, places in PLACES:
        if where == "top" or alliance_id is not None:
            items = [_item(place, alliance_id) for place in places]
            yield NavGroup(tuple(item for item in items if item.href), title, where)


def _item(place: Place, alliance_id: UUID | None) -> NavItem:
    return NavItem(
        place.key, place.text, place.address(alliance_id), place.icon, shortcut=place.shortcut
    )


def _here(request: HttpRequest) -> str:
    """Which line of the navigation the page belongs to: the first word of its route's name."""
    given = getattr(request, "here", "")
    match = request.resolver_match
    return str(given or ((match.url_name or "").split("-")[0] if match else ""))

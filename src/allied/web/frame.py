"""Fills the frame of every page from the database: who is here, which alliance, where they can go.

Four queries at most, whatever the number of alliances: a jump list of everything on each page is
what slows comparable products as they grow.
"""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.messages import get_messages
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from allied.alliances.models import Alliance, Awaited, Party, Seat
from allied.people.models import Organisation, Person
from allied.web.environment import url
from allied.web.places import COMMANDS, MENU, PLACES, SERVER, Place
from allied.web.shell import AllianceHead, Command, NavGroup, NavItem, Org, Shell, Toast, Who

IN_SWITCHER = 6
MOST_COUNTED = 100


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all pages; empty for people who are not signed in."""
    person = request.user if hasattr(request, "user") else None
    if not isinstance(person, Person) or person.organisation is None:
        return {}
    return {"shell": shell_of(request, person)}


def shell_of(request: HttpRequest, person: Person) -> Shell:
    """The frame for this person on this page."""
    alliance: Alliance | None = getattr(request, "alliance", None)
    heads = _heads(person, alliance)
    mine = org(person.home)
    key = _here(request)
    return Shell(
        person=Who(person.name, person.initials, mine.colour, mine.short_name),
        organisation=mine,
        nav=tuple(_groups(alliance)),
        alliance=heads.get(alliance.pk) if alliance else None,
        switcher=tuple(heads.values())[:IN_SWITCHER],
        audience=getattr(request, "audience", "joint" if alliance else "me"),
        week_count=_week_count(person),
        now=timezone.now(),
        zone=ZoneInfo(person.zone),
        here=key,
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
            Command(c.text, c.address(alliance), c.icon, c.shortcut)
            for c in COMMANDS
            if (alliance or not c.in_alliance) and c.address(alliance)
        ),
        toasts=tuple(Toast(str(message)) for message in get_messages(request)),
    )


def org(organisation: Organisation, colour: int | None = None) -> Org:
    """An organisation as pages show it, in its colour of this alliance if given."""
    return Org(
        organisation.name,
        organisation.short_name or organisation.name,
        organisation.letter,
        colour or organisation.colour,
    )


def parties_of(parties: Iterable[Party]) -> tuple[Org, ...]:
    """The parties of an alliance in the order and the colours that everybody sees."""
    ordered = sorted(parties, key=lambda party: party.position)
    return tuple(org(party.organisation, party.colour) for party in ordered)


def _heads(person: Person, here: Alliance | None) -> dict[Any, AllianceHead]:
    """The alliance of the page, then the newest others, with their parties: one query."""
    # By seats, not by alliances: an index gives the newest ones, however many there are.
    seats = Seat.objects.visible_to(person).filter(person=person, ended_at__isnull=True)
    newest = seats.order_by("-given_at").values("alliance_id")[: 2 * IN_SWITCHER]
    wanted = Q(alliance_id__in=newest)
    if here is not None:
        wanted |= Q(alliance_id=here.pk)
    rows = Party.objects.visible_to(person).filter(wanted)
    by_alliance: dict[Any, list[Party]] = {}
    for party in rows.select_related("organisation", "alliance").order_by("-alliance__created_at"):
        by_alliance.setdefault(party.alliance_id, []).append(party)
    return {
        pk: AllianceHead(
            parties[0].alliance.name,
            url("overview", alliance_id=pk),
            parties_of(parties),
        )
        for pk, parties in by_alliance.items()
    }


def _week_count(person: Person) -> int:
    rows = Awaited.objects.visible_to(person).filter(done_at__isnull=True)
    return len(rows.order_by().values_list("pk")[:MOST_COUNTED])


def _groups(alliance: Alliance | None) -> Iterable[NavGroup]:
    for title, where, places in PLACES:
        if where == "top" or alliance is not None:
            items = [_item(place, alliance) for place in places]
            yield NavGroup(tuple(item for item in items if item.href), title, where)


def _item(place: Place, alliance: Alliance | None) -> NavItem:
    return NavItem(
        place.key, place.text, place.address(alliance), place.icon, shortcut=place.shortcut
    )


def _here(request: HttpRequest) -> str:
    """Which line of the navigation the page belongs to: the first word of its route's name."""
    given = getattr(request, "here", "")
    match = request.resolver_match
    return str(given or ((match.url_name or "").split("-")[0] if match else ""))

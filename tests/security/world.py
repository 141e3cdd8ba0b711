"""A world with secrets: two companies in one alliance, each with private records full of canaries.

Everything is made by the real commands. A canary is a word that stands nowhere else; whoever reads
one must be allowed to by the plain oracle below, which knows nothing of the product's own rules.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from allied.alliances import awaiting, invitations, notes
from allied.alliances.models import ProposedMember, Seat
from allied.notices import posting
from allied.notices.models import Notice
from allied.people import tokens
from tests.conftest import NOON, Cast

CANARY = re.compile(r"canary[a-z]+\d+x")
READERS_OF_OURS = {"sponsor", "alliance manager", "operational lead", "approver"}


@dataclass
class World:
    """The cast, the canaries with their owners, and the ids that addresses may name."""

    cast: Cast
    serials: dict[str, Iterator[int]] = field(default_factory=lambda: defaultdict(lambda: count(1)))
    owners: dict[str, str] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)

    def canary(self, owner: str) -> str:
        """A new word that only this company may ever read."""
        word = f"canary{owner}{next(self.serials[owner])}x"
        self.owners[word] = owner
        return word

    def name(self, parameter: str, value: object) -> None:
        """Remember an id that an address can be filled with."""
        self.ids.setdefault(parameter, []).append(str(value))


# Each room adds how it plants its private records; a planter gets the world, a person and their company.
Planter = Callable[[World, object, str], None]
PLANTERS: list[Planter] = []


def planter(plant: Planter) -> Planter:
    """Register a planter."""
    PLANTERS.append(plant)
    return plant


@planter
def private_notes(world: World, person: object, owner: str) -> None:
    """Notes about the alliance that only one side reads."""
    for _ in range(2):
        note = notes.write_note(
            by=person,
            alliance=world.cast.alliance,
            title=f"Fallback {world.canary(owner)}",
            text=f"Walk away at 12 percent {world.canary(owner)}",
            now=NOON,
        )
        world.name("note_id", note.pk)


@planter
def sent_invitations(world: World, person: object, owner: str) -> None:
    """Colleagues whom one side invited: the other side must not know that they exist."""
    row = invitations.invite_colleague(
        by=person,
        alliance=world.cast.alliance,
        address=f"{world.canary(owner)}@newcomer.example",
        name=f"Newcomer {world.canary(owner)}",
        role="contributor",
        now=NOON,
    )
    world.name("invitation_id", row.pk)


@planter
def expected_people(world: World, person: object, owner: str) -> None:
    """People of a partner whom one side expects."""
    ProposedMember.objects.create(
        alliance=world.cast.alliance,
        owner_id=person.organisation_id,
        audience="ours",
        organisation_name="Third",
        name=f"Expected {world.canary(owner)}",
        role="sponsor",
    )


def people_and_seats(world: World) -> None:
    """Seats, people, tokens and an open invitation, so that their addresses are swept."""
    for seat in Seat.objects.in_system_scope("test").order_by("person__name", "role"):
        world.name("seat_id", seat.pk)
    for person in (world.cast.nobody, world.cast.daniel, world.cast.zed):
        world.name("person_id", person.pk)
        token, _ = tokens.make_token(by=person, name="script", scopes=["read"], now=NOON)
        world.name("token_id", token.pk)
    row = invitations.invite_partner(
        by=world.cast.maya,
        alliance=world.cast.alliance,
        address="lena@third.example",
        organisation_name="Third",
        now=NOON.replace(year=2099),  # open whenever the sweep runs
    )
    world.name("secret", invitations.invitation_link(row).rsplit("/", 1)[1])
    world.name("secret", "0" * 64)


def shared_text(world: World) -> None:
    """A joint copy, so that its address is swept as well."""
    note = notes.write_note(
        by=world.cast.daniel, alliance=world.cast.alliance, text="For both", now=NOON
    )
    shared = notes.share_copy(
        by=world.cast.daniel, note=note, title="For both", text="For both", now=NOON
    )
    world.name("shared_id", shared.pk)


def letters(world: World) -> None:
    """An awaited act on each side, so that inboxes and letters are swept."""
    for asked, asks in ((world.cast.daniel, world.cast.maya), (world.cast.maya, world.cast.daniel)):
        act = awaiting.Act(
            verb="decide",
            subject_kind="alliance",
            subject_id=world.cast.alliance.pk,
            title="Enter Peru",
            blocking=True,
        )
        awaiting.await_act(act, of=[asked], alliance=world.cast.alliance, asked_by=asks, now=NOON)
    posting.announce(NOON)
    for notice in Notice.objects.in_system_scope("test").order_by("made_at", "person__name"):
        world.name("notice_id", notice.pk)


def build(cast: Cast, *, secrets_of: tuple[str, ...] = ("north", "bright")) -> World:
    """The world, with private records of the companies named."""
    world = World(cast)
    world.name("alliance_id", cast.alliance.pk)
    world.name("alliance_id", cast.other.pk)
    shared_text(world)
    letters(world)
    people_and_seats(world)
    who = {"north": cast.maya, "bright": cast.daniel}
    for owner in secrets_of:
        for plant in PLANTERS:
            plant(world, who[owner], owner)
    return world


def may_read(world: World, canary: str, person: str) -> bool:
    """The oracle: own company, and a seat that reads private records."""
    readers = {
        "north": {"maya", "tomas", "ingrid", "jonas"},
        "bright": {"daniel", "rachel", "hannah", "ben"},
    }
    return person in readers[world.owners[canary]]


def routes(patterns: list | None = None, prefix: str = "") -> Iterator[str]:
    """Every address pattern of the house."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + str(each.pattern)


def fillings(route: str, world: World) -> Iterator[str]:
    """The route with every combination of known ids; a parameter nobody knows fails the sweep."""
    found = re.search(r"<(?:\w+:)?(\w+)>", route)
    if not found:
        yield "/" + route
        return
    parameter = found.group(1)
    if parameter not in world.ids:
        raise AssertionError(
            f"{route}: plant a {parameter} in tests/security/world.py, so it is swept"
        )
    for value in world.ids[parameter]:
        yield from fillings(route.replace(found.group(0), value, 1), world)


def visit(client: Client, address: str) -> str:
    """Everything a GET gives back: status, headers and body, as text."""
    answer = client.get(address, headers={"accept": "*/*"})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = "\n".join(f"{k}: {v}" for k, v in sorted(answer.headers.items()))
    return f"{answer.status_code}\n{headers}\n{body.decode(errors='replace')}"

"""The invented companies and people of the demo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from allied.alliances.acceptance import accept_invitation
from allied.alliances.commands import place_in_seat, start_alliance
from allied.alliances.invitation_links import invitation_link
from allied.alliances.models import Alliance, Role
from allied.people.models import Organisation, Person
from allied.rooms.exchange.demo.selection import choose_partner
from allied.rooms.selection.commands import invite_candidate
from allied.rooms.selection.models import Candidate

NORTHWIND, BRIGHTLEAF = "Northwind Foods", "Brightleaf Coffee"


@dataclass(frozen=True)
class Invented:
    """One person of the demo and the seat they take."""

    name: str
    home: str
    title: str
    role: str
    discipline: str = ""

    @property
    def address(self) -> str:
        """An address that leads nowhere."""
        first = self.home.split()[0].lower()
        return f"{self.name.lower().replace(' ', '.')}@{first}.example"


CAST = (
    Invented("Maya Lindqvist", NORTHWIND, "Alliance manager", Role.ALLIANCE_MANAGER),
    Invented("Tomas Reijnders", NORTHWIND, "Chief commercial officer", Role.SPONSOR),
    Invented("Pieter de Boer", NORTHWIND, "Supply chain lead", Role.OPERATIONAL_LEAD),
    Invented("Ingrid Vos", NORTHWIND, "Legal counsel", Role.APPROVER, "legal"),
    Invented("Jonas Weber", NORTHWIND, "Head of security", Role.APPROVER, "security"),
    Invented("Amina Haddad", NORTHWIND, "Finance controller", Role.APPROVER, "finance"),
    Invented("Sanne Kuipers", NORTHWIND, "Marketing lead", Role.CONTRIBUTOR),
    Invented("Daniel Okafor", BRIGHTLEAF, "Alliance manager", Role.ALLIANCE_MANAGER),
    Invented("Rachel Kim", BRIGHTLEAF, "Chief executive", Role.SPONSOR),
    Invented("Priya Raman", BRIGHTLEAF, "Product lead", Role.OPERATIONAL_LEAD),
    Invented("Hannah Cole", BRIGHTLEAF, "General counsel", Role.APPROVER, "legal"),
    Invented("Ben Sato", BRIGHTLEAF, "Data lead", Role.APPROVER, "security"),
    Invented("Grace Moreno", BRIGHTLEAF, "Finance director", Role.APPROVER, "finance"),
    Invented("Luis Ortega", BRIGHTLEAF, "Quality lead", Role.CONTRIBUTOR),
)


@dataclass
class Demo:
    """Who is in the demo, and its first alliance."""

    northwind: Organisation
    brightleaf: Organisation
    people: dict[str, Person]
    alliance: Alliance

    def __getitem__(self, name: str) -> Person:
        """Somebody by their first name."""
        return self.people[name]

    def everybody(self) -> Iterator[Person]:
        """All people, in the order of the cast."""
        yield from self.people.values()


def companies(now: datetime) -> tuple[Organisation, Organisation]:
    """The two companies, each in its own country."""
    northwind = Organisation.objects.create(
        name=NORTHWIND,
        short_name="Northwind",
        colour=1,
        time_zone="Europe/Amsterdam",
        country="NL",
        created_at=now,
    )
    brightleaf = Organisation.objects.create(
        name=BRIGHTLEAF,
        short_name="Brightleaf",
        colour=2,
        time_zone="America/New_York",
        country="US",
        created_at=now,
    )
    return northwind, brightleaf


def begin(start: datetime, now: datetime, password: str) -> Demo:
    """The companies with their people; Northwind prepares the alliance, looks for its partner from
    `start` on, and Brightleaf joins it.
    """
    northwind, brightleaf = companies(start)
    homes = {NORTHWIND: northwind, BRIGHTLEAF: brightleaf}
    people = {}
    hashed = ""
    for one in CAST:
        person = Person(
            email=one.address,
            name=one.name,
            title=one.title,
            organisation=homes[one.home],
            administers_organisation=one.role == Role.ALLIANCE_MANAGER,
            joined_at=start,
        )
        if not hashed:
            person.set_password(password)
            hashed = person.password
        person.password = hashed  # one common password: hashing it fourteen times only costs time
        person.save()
        people[one.name.split()[0]] = person
    maya, daniel = people["Maya"], people["Daniel"]
    alliance = start_alliance(
        by=maya,
        name="Cold Brew Venture",
        purpose="Put cold brew in 6,000 chilled stores in Benelux and the Nordics, faster and "
        "cheaper than either company could alone.",
        kind="distribution",
        start_date=now.date(),
        now=start,
    )
    _take_seats(alliance, people, NORTHWIND, maya, start)
    chosen = choose_partner(alliance, people, start)
    _come_in(chosen, maya, daniel, now)
    _take_seats(alliance, people, BRIGHTLEAF, daniel, now)
    return Demo(northwind, brightleaf, people, alliance)


def _take_seats(
    alliance: Alliance, people: dict[str, Person], home: str, manager: Person, at: datetime
) -> None:
    for one in CAST:
        who = people[one.name.split()[0]]
        if one.home == home and who != manager:
            place_in_seat(
                alliance=alliance,
                person=who,
                role=one.role,
                discipline=one.discipline,
                by=manager,
                now=at,
            )


def _come_in(chosen: Candidate, maya: Person, daniel: Person, at: datetime) -> None:
    """The chosen candidate is invited through its manager, who accepts: nothing else goes along."""
    invitation = invite_candidate(
        by=maya, candidate=chosen, address=daniel.email, name=daniel.name, now=at
    )
    secret = invitation_link(invitation).rsplit("/", 1)[-1]
    accept_invitation(by=daniel, secret=secret, now=at)

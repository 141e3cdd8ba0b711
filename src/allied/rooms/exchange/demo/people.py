"""The invented companies and people of the demo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from allied.alliances.commands import join_party, place_in_seat, start_alliance
from allied.alliances.models import Alliance, Role
from allied.people.models import Organisation, Person

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


def begin(now: datetime, password: str) -> Demo:
    """The companies with their people, and the alliance in which each has a seat."""
    northwind, brightleaf = companies(now)
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
            joined_at=now,
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
        purpose="Put Brightleaf cold brew in 6,000 chilled stores in Benelux and the Nordics, faster "
        "and cheaper than either company could alone.",
        kind="distribution",
        start_date=now.date(),
        now=now,
    )
    join_party(alliance=alliance, organisation=brightleaf, by=daniel, now=now)
    for one in CAST:
        who = people[one.name.split()[0]]
        if who != maya:
            place_in_seat(
                alliance=alliance,
                person=who,
                role=one.role,
                discipline=one.discipline,
                by=maya if one.home == NORTHWIND else daniel,
                now=now,
            )
    return Demo(northwind, brightleaf, people, alliance)

"""Who is who on a page: the parties in their fixed order and colours, and people in those."""

from dataclasses import dataclass
from uuid import UUID

from allied.alliances.models import Alliance, Party
from allied.people.models import Person


@dataclass(frozen=True)
class Side:
    """One party as a page shows it."""

    id: UUID
    name: str
    letter: str
    colour: int


@dataclass(frozen=True)
class Face:
    """A person as a page shows them, with their company's colour and name."""

    name: str
    initials: str
    colour: int
    organisation: str


def sides_of(alliance: Alliance, person: Person) -> dict[UUID, Side]:
    """The parties by id, in the fixed order that everybody sees."""
    rows = Party.objects.visible_to(person).filter(alliance=alliance)
    return {
        party.organisation_id: Side(
            party.organisation_id,
            party.organisation.short_name or party.organisation.name,
            party.organisation.letter,
            party.colour,
        )
        for party in rows.select_related("organisation").order_by("position")
    }


def face(person: Person, sides: dict[UUID, Side]) -> Face:
    """A person in the colour of their company; grey for somebody of no party."""
    side = sides.get(person.organisation_id) if person.organisation_id else None
    colour, organisation = (side.colour, side.name) if side else (6, "")
    return Face(person.name, person.initials, colour, organisation)

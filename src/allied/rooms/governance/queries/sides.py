"""The companies of an alliance as pages show them, and who sits there for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allied.alliances.models import Alliance, Party, Seat
from allied.people.models import Person
from allied.rooms.governance.as_rules import held, seat_rows, vacant
from allied.rooms.governance.roles import seat_role


@dataclass(frozen=True)
class Side:
    """One party: its id, its short name, the letter of its tile and its colour in this alliance."""

    id: UUID
    name: str
    letter: str
    colour: int


@dataclass(frozen=True)
class Face:
    """A person as a page shows them, with their company's colour and name."""

    id: UUID
    name: str
    initials: str
    colour: int
    organisation: str


def sides_of(alliance: Alliance, person: Person) -> dict[UUID, Side]:
    """The parties by id, in the fixed order; the person's own organisation is then known, too."""
    parties = list(alliance.parties.select_related("organisation").order_by("position"))
    for party in parties:
        if party.organisation_id == person.organisation_id:
            person.organisation = party.organisation
    return sides_of_parties(parties)


def sides_of_parties(parties: Iterable[Party]) -> dict[UUID, Side]:
    """The companies of one alliance from its parties, which were read already."""
    return {
        p.organisation_id: Side(
            p.organisation_id,
            p.organisation.short_name or p.organisation.name,
            p.organisation.letter,
            p.colour,
        )
        for p in parties
    }


def names_of_sides(sides: dict[UUID, Side]) -> dict[str, str]:
    """The short names by id as text, as the rules want them."""
    return {str(side.id): side.name for side in sides.values()}


def face(person: Person, sides: dict[UUID, Side]) -> Face:
    """A person in the colour of their company; grey for somebody of no party."""
    side = sides.get(person.organisation_id) if person.organisation_id else None
    colour, organisation = (side.colour, side.name) if side else (6, "")
    return Face(person.pk, person.name, person.initials, colour, organisation)


@dataclass(frozen=True)
class Sitting:
    """The seats of an alliance at one moment, read once for everything that a page asks of them."""

    seats: tuple[Seat, ...]
    # Whose holder is gone and whose deputy stands in.
    vacant: tuple[Seat, ...] = ()

    @property
    def people(self) -> dict[str, Person]:
        """The people who hold a seat, by id."""
        return {str(seat.person_id): seat.person for seat in self.seats}

    def of(self, person: Person) -> list[Seat]:
        """The seats of one person."""
        return [seat for seat in self.seats if seat.person_id == person.pk]

    def holders(self, party: str, role: str) -> list[Person]:
        """Who holds this approval role for this party."""
        return [
            seat.person
            for seat in self.seats
            if str(seat.organisation_id) == party and seat_role(seat.role, seat.discipline) == role
        ]

    def readers(self, roles: Iterable[str], organisation_id: UUID | None = None) -> int:
        """How many people hold one of these roles, in one organisation or in all."""
        wanted = set(roles)
        return len(
            {
                seat.person_id
                for seat in self.seats
                if seat.role in wanted
                and (organisation_id is None or seat.organisation_id == organisation_id)
            }
        )


def seats_now(alliance: Alliance, now: datetime) -> Sitting:
    """Everybody who sits in the alliance at this moment."""
    return sitting_of(seat_rows(alliance), now)


def sitting_of(rows: Sequence[Seat], now: datetime) -> Sitting:
    """Everybody who sits at this moment, from seats that were read already."""
    return Sitting(tuple(held(rows, now)), tuple(vacant(rows, now)))

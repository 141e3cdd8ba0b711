"""What hangs on few people: sole owners, load, who holds it together, and who is away when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from allied.alliances.models import Alliance, Seat
from allied.alliances.queries import current_seats_of
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.diligence.absences import (
    Absence,
    Gap,
    Period,
    gaps_in_cover,
    next_quarter,
    with_deputies,
)
from allied.rooms.diligence.bus_factor import BusFactor, bus_factor
from allied.rooms.diligence.cut_points import PERSON, CutPoint, cut_points, ties_of
from allied.rooms.diligence.holdings import FORUM, item_of, joint_items
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import ManagedItem
from allied.rooms.diligence.single_points import (
    Item,
    Load,
    SoleOwner,
    SystemInNeed,
    holders_of_many,
    load_of,
    sole_owners,
    systems_in_need,
    without_owner,
)

SHOWN, LISTED = 50, 200
LONGEST_LEAVE = date.max


@dataclass(frozen=True, kw_only=True)
class SinglePoints:
    """Everything that the page says about who alone can act on what."""

    items: int
    sole: Sequence[SoleOwner]
    orphans: Sequence[Item]
    load: Load | None
    bus: BusFactor
    cuts: Sequence[CutPoint]
    gaps: Sequence[Gap]
    quarter: Period
    many: Sequence[tuple[str, int]]
    needed: Sequence[SystemInNeed]
    names: Mapping[str, str]

    @property
    def red(self) -> int:
        """How many critical things hang on one person or on nobody."""
        return sum(one.red for one in self.sole) + sum(item.critical for item in self.orphans)

    def called(self, node: str) -> str:
        """A node of the graph, or a person, by the name that people know."""
        return self.names.get(node, self.names.get(node.partition(":")[2], node))


def points_of(
    items: Iterable[Item], seats: Sequence[Seat], today: date, people: Mapping[str, str]
) -> SinglePoints:
    """The figures over these items; deputies of the seats count as able to act."""
    known = list(with_deputies(items, _deputies(seats)))
    carried = [item for item in known if item.kind != FORUM]
    quarter = next_quarter(today)
    names = dict(people) | {f"{item.kind}:{item.id}": item.label for item in known}
    names |= {item.id: item.label for item in known}
    return SinglePoints(
        items=len(carried),
        sole=sole_owners(carried),
        orphans=without_owner(carried),
        load=load_of(carried, limits()),
        bus=bus_factor(carried, limits()),
        cuts=[cut for cut in cut_points(ties_of(known)) if cut.node.startswith(f"{PERSON}:")],
        gaps=gaps_in_cover(carried, _absences(seats), quarter),
        quarter=quarter,
        many=holders_of_many(carried, limits()),
        needed=systems_in_need(carried),
        names=names,
    )


def _deputies(seats: Sequence[Seat]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for seat in seats:
        if seat.deputy_id and seat.deputy and seat.deputy.is_active:
            key = str(seat.person_id)
            found[key] = (*found.get(key, ()), str(seat.deputy_id))
    return found


def _absences(seats: Sequence[Seat]) -> list[Absence]:
    return [
        Absence(str(seat.person_id), seat.absent_from, seat.absent_until or LONGEST_LEAVE)
        for seat in seats
        if seat.absent_from and (seat.absent_until or LONGEST_LEAVE) >= seat.absent_from
    ]


def joint_points(alliance: Alliance, now: datetime, today: date) -> SinglePoints:
    """Over everything joint: both sides read the same."""
    seats = list(current_seats_of(alliance, now))
    names = _names(seats)
    items = [_of_those_here(item, names) for item in joint_items(alliance, now)]
    return points_of(items, seats, today, names)


def _of_those_here(item: Item, here: Mapping[str, str]) -> Item:
    """Who has left the alliance cannot act any more, whatever still names them."""
    if all(person in here for person in item.people):
        return item
    return replace(item, people=tuple(person for person in item.people if person in here))


def _names(seats: Sequence[Seat]) -> dict[str, str]:
    named = {str(seat.person_id): seat.person.name for seat in seats}
    deputies = {str(seat.deputy_id): seat.deputy.name for seat in seats if seat.deputy}
    return deputies | named


def managed(person: Person, alliance: Alliance, audience: str) -> list[ManagedItem]:
    """The things of this audience that somebody wrote down, the critical first, as many as one page lists."""
    rows = ManagedItem.objects.visible_to(person).filter(
        alliance=alliance, audience=audience, removed_at__isnull=True
    )
    return list(rows.order_by("-critical", "name", "pk")[:LISTED])


def own_points(person: Person, alliance: Alliance, now: datetime, today: date) -> SinglePoints:
    """Over what only one's own side wrote down."""
    seats = list(current_seats_of(alliance, now))
    names = _names(seats)
    items = [_of_those_here(item_of(row), names) for row in managed(person, alliance, OURS)]
    return points_of(items, seats, today, names)

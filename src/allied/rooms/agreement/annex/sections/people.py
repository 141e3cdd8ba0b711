"""Who sits in the alliance for each party, and who stands in."""

from allied.alliances.models import Role, Seat
from allied.kit.words import capitalised, listed
from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.text import Block, Clause, Grid, Line
from allied.rooms.governance.roles import role_words, seat_role

NOBODY = "vacant"
EXPECTED = (Role.SPONSOR, Role.ALLIANCE_MANAGER)


def people(basis: Basis) -> list[Block]:
    """Roles, holders and deputies of all parties."""
    return [
        Clause(
            id="roles",
            lead="Roles.",
            text="Each Party fills the roles below from its own people. Each has one Sponsor and one "
            "Alliance Manager at any time.",
        ),
        Clause(
            id="deputies",
            lead="Deputies.",
            text="A deputy acts for the holder while the holder is away or the role is vacant, with "
            "the same rights. The days of an absence are entered before it begins.",
        ),
        Clause(
            id="replacing",
            lead="Replacing people.",
            text="A Party may replace its people. It tells the others before the change and fills a "
            "vacant role of Sponsor or Alliance Manager within 20 Working Days.",
        ),
        Grid(
            id="seats",
            caption="Roles and deputies",
            heads=("Role", "Party", "Held by", "Deputy"),
            rows=tuple(_rows(basis)),
            widths=(3, 3, 4, 3),
            named_by=2,
            empty="Nobody has a seat yet.",
        ),
    ]


def _rows(basis: Basis) -> list[Line]:
    held: dict[tuple[str, str], list[Seat]] = {}
    for role in EXPECTED:
        for side in basis.sides:
            held[(role.value, side.id)] = []
    for seat in basis.seats:
        held.setdefault(
            (seat_role(seat.role, seat.discipline), str(seat.organisation_id)), []
        ).append(seat)
    order = [role.value for role in Role]
    places = {side.id: place for place, side in enumerate(basis.sides)}
    found = sorted(
        ((role, side) for role, side in held if side in places),
        key=lambda one: (order.index(one[0].split(":")[0]), one[0], places[one[1]]),
    )
    return [_row(role, side, held[(role, side)], basis) for role, side in found]


def _row(role: str, side: str, seats: list[Seat], basis: Basis) -> Line:
    words = role_words(role)
    deputies = [seat.deputy.name for seat in seats if seat.deputy]
    holders = listed([seat.person.name for seat in seats]) or NOBODY
    cells = (capitalised(words), basis.names[side], holders)
    return Line(id=f"{role}:{side}", cells=(*cells, listed(list(dict.fromkeys(deputies)))))

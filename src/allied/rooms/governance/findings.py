"""What the lint says of an alliance's blueprint: this room's part of `allied lint`."""

from datetime import datetime

from allied.alliances.gates import Standing
from allied.kit.lint import Finding
from allied.people.models import Person
from allied.rooms.governance.as_rules import seat_rows_of
from allied.rooms.governance.queries.governance import Governance, newest_of
from allied.rooms.governance.queries.sides import sides_of_parties, sitting_of


def findings(standing: Standing, person: Person, now: datetime) -> tuple[Finding, ...]:
    """The findings on the newest version, which is joint always; nothing while there is none."""
    newest = newest_of(standing.alliance, person)
    if newest is None:
        return ()
    sides, seats = sides_of_parties(standing.parties), sitting_of(seat_rows_of(standing), now)
    return Governance(newest, None, sides, seats, now).said

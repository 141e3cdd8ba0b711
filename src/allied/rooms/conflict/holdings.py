"""The steps of the signed ladder as things that somebody on each side must be able to act on."""

from collections.abc import Iterable
from datetime import datetime

from allied.alliances.models import Alliance
from allied.rooms.conflict.ladder import from_plain
from allied.rooms.conflict.owners import seats_now
from allied.rooms.conflict.versions import signed
from allied.rooms.conflict.writing import parties_of
from allied.rooms.diligence.holdings import source_of_items
from allied.rooms.diligence.single_points import Item


@source_of_items
def ladder_steps(alliance: Alliance, now: datetime) -> Iterable[Item]:
    """Each step once for each side that owns it; the built-in ladder is nobody's promise."""
    row = signed(alliance)
    if row is None:
        return
    seats, parties = seats_now(alliance, now), parties_of(alliance)
    for step in from_plain(row.content).in_order:
        for party in parties:
            role = step.role_of(str(party.pk))
            people = {
                str(seat.person_id)
                for seat in seats
                if seat.organisation_id == party.pk and seat.role == role
            }
            yield Item(
                kind="conflict step",
                id=f"{row.pk}:{step.id}:{party.pk}",
                label=f"{step.name}, {party.short_name}",
                people=tuple(sorted(people)),
            )

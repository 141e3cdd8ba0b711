"""What hangs on few people, in figures."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from allied.kit.api import PROBLEMS
from allied.people.doors import actor
from allied.rooms.diligence.api.found import BASE, alliance_in, now
from allied.rooms.diligence.queries.single_points import SinglePoints, joint_points
from allied.rooms.diligence.single_points import Item
from allied.rooms.diligence.writing import today_of

router = Router()


class SoleShown(Schema):
    """Something that one person alone can act on, or nobody."""

    kind: str
    name: str
    critical: bool
    person: str

    @staticmethod
    def of(item: Item, person: str) -> "SoleShown":
        """The thing with whom it hangs on."""
        return SoleShown(kind=item.kind, name=item.label, critical=item.critical, person=person)


class CoverGapShown(Schema):
    """Leave that leaves something without anybody."""

    name: str
    critical: bool
    first: date
    last: date
    away: list[str]


class LoadShown(Schema):
    """How much somebody carries; a thing with two owners counts half for each."""

    person: str
    things: float


class RightsHeldShown(Schema):
    """Somebody who holds many decision rights."""

    person: str
    rights: int


class NeedShown(Schema):
    """A system, and how many things stop with it."""

    system: str
    things: int
    critical: int


class SinglePointsShown(Schema):
    """What hangs on few people, over everything joint."""

    things: int
    sole_owners: list[SoleShown]
    without_owner: list[SoleShown]
    load: list[LoadShown]
    hhi: float | None
    effective_owners: float | None
    concentration: str
    bus_factor: int
    bus_people: list[str]
    holds_together: list[str]
    leave_without_cover: list[CoverGapShown]
    many_rights: list[RightsHeldShown]
    systems_needed: list[NeedShown]

    @staticmethod
    def of(points: SinglePoints) -> "SinglePointsShown":
        """Everything that the page shows."""
        load, called = points.load, points.called
        return SinglePointsShown(
            things=points.items,
            sole_owners=[SoleShown.of(one.item, called(one.person)) for one in points.sole],
            without_owner=[SoleShown.of(item, "") for item in points.orphans],
            load=[
                LoadShown(person=called(who), things=part)
                for who, part in (load.by_person.items() if load else ())
            ],
            hhi=load.hhi if load else None,
            effective_owners=load.effective_owners if load else None,
            concentration=load.concentration if load else "",
            bus_factor=points.bus.number,
            bus_people=[called(one) for one in points.bus.people],
            holds_together=[called(cut.node) for cut in points.cuts],
            leave_without_cover=[
                CoverGapShown(
                    name=gap.item.label,
                    critical=gap.item.critical,
                    first=gap.period.first,
                    last=gap.period.last,
                    away=[called(one) for one in gap.away],
                )
                for gap in points.gaps
            ],
            many_rights=[RightsHeldShown(person=called(one), rights=n) for one, n in points.many],
            systems_needed=[
                NeedShown(system=called(one.system), things=one.items, critical=one.critical)
                for one in points.needed
            ],
        )


@router.get(BASE + "/single-points", response={200: SinglePointsShown, **PROBLEMS})
def single_points(request: HttpRequest, alliance_id: UUID) -> SinglePointsShown:
    """Sole owners, load, bus factor, who holds it together, and leave without cover."""
    alliance, person, moment = alliance_in(request, alliance_id), actor(request), now()
    return SinglePointsShown.of(joint_points(alliance, moment, today_of(person.home, moment)))

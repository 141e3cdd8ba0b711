"""Who sits in the starter forums: the people of each side whose seats belong to that layer."""

from collections.abc import Iterable
from dataclasses import replace

from allied.rooms.governance.entitlement import Seat
from allied.rooms.governance.rights import Blueprint, Forum, Layer, Member

LAYERS = {
    Layer.STEERING: ("sponsor",),
    Layer.OPERATIONAL: ("alliance manager", "operational lead"),
    Layer.WORKING: ("operational lead", "contributor", "alliance manager"),
}


def with_people(blueprint: Blueprint, seats: Iterable[Seat]) -> Blueprint:
    """The same blueprint with every empty forum filled from the seats of its layer."""
    held = [seat for seat in seats if seat.person]
    forums = tuple(forum if forum.members else _filled(forum, held) for forum in blueprint.forums)
    return replace(blueprint, forums=forums)


def _filled(forum: Forum, seats: list[Seat]) -> Forum:
    people = {
        seat.person: Member(person=seat.person, party=seat.party)
        for seat in seats
        if seat.role in LAYERS[forum.layer]
    }
    return replace(forum, members=tuple(people.values()))

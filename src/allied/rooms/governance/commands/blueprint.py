"""Writing the rules of governance: the starter in one click, and every change as one draft."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.words import shortened
from allied.people.models import Person
from allied.record import book
from allied.rooms.governance import editing, facts, rights
from allied.rooms.governance.as_rules import blueprint_of, names_of, seats_at, version_in_effect
from allied.rooms.governance.blueprint import blueprint_digest
from allied.rooms.governance.comparison import compare
from allied.rooms.governance.effect import put_in_effect
from allied.rooms.governance.models import Blueprint
from allied.rooms.governance.seating import with_people
from allied.rooms.governance.starters import starter_blueprint
from allied.rooms.governance.versions import add_version, newest, written

RIGHT = "governance.edit"
LONGEST_TELLING = 2000


def start_governance(
    *, by: Person, alliance: Alliance, now: datetime, content: rights.Blueprint | None = None
) -> Blueprint:
    """Begin with the starter forums and the four starter rows, or with the content given."""
    require(by, RIGHT, alliance, now)
    with transaction.atomic():
        book.take_turn(alliance.pk)  # two who start at the same moment get one blueprint
        if version_in_effect(alliance):
            raise Refused("started", "This alliance has its governance blueprint already.")
        blueprint = content or with_people(starter_blueprint(), seats_at(alliance, now))
        _refuse_impossible(blueprint, alliance, now)
        row = add_version(alliance, blueprint, revision=1, by=by, now=now)
        put_in_effect(row, by=by, now=now)
        said = facts.BlueprintStarted(subject=row.pk, revision=1, digest=row.digest)
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return row


def _refuse_impossible(
    blueprint: rights.Blueprint,
    alliance: Alliance,
    now: datetime,
    known: Iterable[rights.Forum] = (),
) -> None:
    # Somebody who left may stay named until the forum is changed; the lint says so.
    people = {member.person: member.party for forum in known for member in forum.members}
    people |= {seat.person: seat.party for seat in seats_at(alliance, now)}
    found = editing.problems(blueprint, people, names_of(alliance))
    if found:
        raise Refused("blueprint", " ".join(f"{problem}." for problem in found))


def change_blueprint(
    *, by: Person, alliance: Alliance, version: int, content: rights.Blueprint, now: datetime
) -> Blueprint:
    """Write the draft anew; a version that is up, refused or in force stays and a new one begins."""
    require(by, RIGHT, alliance, now)
    with transaction.atomic():
        row = newest(alliance, version)
        old = blueprint_of(row)
        if blueprint_digest(content) == row.digest:
            return row
        _refuse_impossible(content, alliance, now, old.forums)
        row = written(row, content, by=by, now=now)
        in_effect = version_in_effect(alliance)
        if in_effect and in_effect.pk == row.pk:
            put_in_effect(row, by=by, now=now)
        said = facts.BlueprintChanged(
            subject=row.pk,
            revision=row.revision,
            digest=row.digest,
            changes=_in_words(old, content, alliance),
        )
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return row


def _in_words(old: rights.Blueprint, new: rights.Blueprint, alliance: Alliance) -> str:
    people = {
        str(seat.person_id): seat.person.name for seat in alliance.seats.select_related("person")
    }
    changes = compare(old, new, parties=names_of(alliance), people=people)
    return shortened("; ".join(change.sentence for change in changes), LONGEST_TELLING)

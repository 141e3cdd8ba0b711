"""What each verb about alliances does; every function takes the acting person and the options."""

from argparse import Namespace
from typing import Any

from django.utils import timezone

from allied.alliances import commands
from allied.alliances.models import Alliance, Seat
from allied.alliances.queries import current_seats_of
from allied.cli.doors import alliance_named
from allied.kit.errors import Refused
from allied.people.models import Person

type Row = dict[str, Any]


def _alliance(row: Alliance) -> Row:
    return {"name": row.name, "stage": row.stage, "kind": row.kind, "id": row.pk}


def _seat(row: Seat) -> Row:
    return {
        "person": row.person.name,
        "organisation": row.organisation.short_name,
        "role": row.role,
        "discipline": row.discipline,
        "id": row.pk,
    }


def somebody(person: Person, address: str) -> Person:
    """The colleague or partner behind an address, among those the person may see."""
    rows = Person.objects.visible_to(person)
    found = rows.filter(email=Person.objects.normalise(address)).first()
    if found is None:
        raise Refused("unknown_person", f"Nobody you may see has the address {address!r}.")
    return found


def alliances_list(person: Person, _: Namespace) -> list[Row]:
    """The alliances in which one has a seat."""
    return [_alliance(row) for row in Alliance.objects.visible_to(person).order_by("name", "pk")]


def alliances_start(person: Person, options: Namespace) -> Row:
    """Start an alliance."""
    row = commands.start_alliance(
        by=person,
        name=options.name,
        purpose=options.purpose,
        kind=options.kind,
        start_date=options.start,
        currency=options.currency,
        now=timezone.now(),
    )
    return _alliance(row)


def alliances_show(person: Person, options: Namespace) -> Row:
    """One alliance with its parties and dates."""
    row = alliance_named(options.alliance, person)
    parties = row.parties.select_related("organisation").order_by("position")
    return {
        **_alliance(row),
        "parties": [party.organisation.name for party in parties],
        "purpose": row.purpose,
        "start": row.start_date,
        "launch": row.launch_date,
        "currency": row.currency,
        "version": row.version,
    }


def seats_list(person: Person, options: Namespace) -> list[Row]:
    """Who sits in an alliance."""
    rows = current_seats_of(alliance_named(options.alliance, person), timezone.now())
    return [_seat(row) for row in rows]


def seats_give(person: Person, options: Namespace) -> Row:
    """Give a colleague a seat."""
    row = commands.give_seat(
        by=person,
        alliance=alliance_named(options.alliance, person),
        person=somebody(person, options.person),
        role=options.role,
        discipline=options.discipline,
        now=timezone.now(),
    )
    return _seat(row)


def _held(person: Person, options: Namespace) -> Seat:
    """The seat of a colleague that the options name."""
    alliance = alliance_named(options.alliance, person)
    row = (
        current_seats_of(alliance, timezone.now())
        .filter(
            person=somebody(person, options.person),
            role=options.role,
            discipline=options.discipline,
        )
        .first()
    )
    if row is None:
        raise Refused("no_seat", f"{options.person} has no such seat in {alliance.name}.")
    return row


def seats_change(person: Person, options: Namespace) -> Row:
    """Name a deputy and days of absence; what is left out is taken away."""
    row = commands.change_seat(
        by=person,
        seat=_held(person, options),
        deputy=somebody(person, options.deputy) if options.deputy else None,
        absent_from=options.absent_from,
        absent_until=options.absent_until,
        now=timezone.now(),
    )
    return {
        **_seat(row),
        "deputy": row.deputy.name if row.deputy else "",
        "absent_from": row.absent_from,
        "absent_until": row.absent_until,
    }


def seats_end(person: Person, options: Namespace) -> Row:
    """End the seat of a colleague."""
    return _seat(commands.end_seat(by=person, seat=_held(person, options), now=timezone.now()))

"""Finding what a call is about, through what its person may see; anything else is a 404."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Schema

from allied.alliances.doors import enter_row, find
from allied.people.doors import actor
from allied.rooms.conflict.api.schemas import ConflictFull
from allied.rooms.conflict.models import Conflict, ConflictFact, Settlement
from allied.rooms.conflict.queries.one import case_of, conflicts_to_show

BASE = "/alliances/{uuid:alliance_id}"
ALL = BASE + "/conflicts"
ONE = ALL + "/{uuid:conflict_id}"


def now() -> datetime:
    """The moment of this call."""
    return timezone.now()


def conflict_in(request: HttpRequest, alliance_id: UUID, conflict_id: UUID) -> Conflict:
    """The conflict of the address."""
    return enter_row(request, alliance_id, conflicts_to_show, conflict_id)


class FactPlace(Schema):
    """The address of a fact."""

    alliance_id: UUID
    conflict_id: UUID
    conflict_fact_id: UUID


class SettlementPlace(Schema):
    """The address of a way to settle."""

    alliance_id: UUID
    conflict_id: UUID
    settlement_id: UUID


def fact_in(request: HttpRequest, place: FactPlace) -> ConflictFact:
    """The fact of the address, with its conflict."""
    conflict = conflict_in(request, place.alliance_id, place.conflict_id)
    rows = ConflictFact.objects.visible_to(actor(request)).filter(conflict=conflict)
    fact = find(rows, pk=place.conflict_fact_id)
    fact.conflict = conflict
    return fact


def way_in(request: HttpRequest, place: SettlementPlace) -> Settlement:
    """The way to settle of the address, with its conflict."""
    conflict = conflict_in(request, place.alliance_id, place.conflict_id)
    rows = Settlement.objects.visible_to(actor(request)).filter(conflict=conflict)
    way = find(rows, pk=place.settlement_id)
    way.conflict = conflict
    return way


def shown(request: HttpRequest, response: HttpResponse, conflict: Conflict) -> ConflictFull:
    """The conflict as it is now, with its version as ETag."""
    person = actor(request)
    fresh = find(conflicts_to_show(person, conflict.alliance), pk=conflict.pk)
    fresh.alliance = conflict.alliance
    response.headers["ETag"] = f'"{fresh.version}"'
    return ConflictFull.of_case(case_of(fresh, person, now()))

"""What every page of this room begins with: the alliance, who reads the page, and the conflict it is about."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import require
from allied.alliances.doors import enter, enter_row, find
from allied.alliances.models import Alliance
from allied.people.doors import PersonRequest
from allied.rooms.conflict.models import Conflict, ConflictFact, Settlement
from allied.rooms.conflict.queries.one import Case, case_of, conflicts_to_show

HERE = "conflicts"


def enter_room(request: PersonRequest, alliance_id: Any) -> Alliance:
    """The alliance of the address; the sidebar shows where one is."""
    alliance = enter(request, alliance_id)
    request.here = HERE
    return alliance


def enter_private(request: PersonRequest, alliance_id: Any) -> Alliance:
    """The same for a page that only one's own company sees."""
    alliance = enter_room(request, alliance_id)
    require(request.user, "private.read", alliance, timezone.now())
    request.audience = "private"
    return alliance


def enter_conflict(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> Conflict:
    """The conflict that the address names."""
    request.here = HERE
    return enter_row(request, alliance_id, conflicts_to_show, conflict_id)


def enter_case(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> Case:
    """The same with everything that its page shows."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    return case_of(conflict, request.user, timezone.now())


def fact_in(request: PersonRequest, conflict: Conflict, fact_id: Any) -> ConflictFact:
    """A fact of the conflict."""
    rows = ConflictFact.objects.visible_to(request.user).filter(
        conflict=conflict, withdrawn_at__isnull=True
    )
    fact = find(rows.select_related("party").prefetch_related("replies"), pk=fact_id)
    fact.conflict = conflict
    return fact


def way_in(request: PersonRequest, conflict: Conflict, settlement_id: Any) -> Settlement:
    """A way to settle the conflict."""
    rows = Settlement.objects.visible_to(request.user).filter(
        conflict=conflict, withdrawn_at__isnull=True
    )
    way = find(rows, pk=settlement_id)
    way.conflict = conflict
    return way


def address_of(conflict: Conflict, name: str = "conflict") -> str:
    """The address of a conflict, or of what is done to it."""
    return reverse(name, args=[conflict.alliance_id, conflict.pk])


def draw(
    request: PersonRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """The page; 422 when a form on it was refused."""
    return render(request, f"conflict/{template}", context, status=422 if refused else 200)

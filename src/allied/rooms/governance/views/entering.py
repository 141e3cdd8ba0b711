"""What every page of this room begins with: the alliance, its sides, and the line of the navigation."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from allied.alliances.at_hand import parties_at_hand
from allied.alliances.doors import enter, the_one
from allied.alliances.models import Alliance
from allied.people.doors import PersonRequest
from allied.rooms.governance.models import Decision
from allied.rooms.governance.queries.decision import one_to_show
from allied.rooms.governance.queries.sides import Side, sides_of_parties

DECISIONS, GOVERNANCE = "decisions", "governance"


def enter_room(
    request: PersonRequest, alliance_id: Any, here: str
) -> tuple[Alliance, dict[UUID, Side]]:
    """The alliance and its parties; the sidebar shows where one is."""
    alliance = enter(request, alliance_id)
    request.here = here
    return alliance, sides_of_parties(parties_at_hand(request, request.user)[alliance.pk])


def enter_decision(
    request: PersonRequest, alliance_id: Any, decision_id: Any
) -> tuple[Decision, dict[UUID, Side]]:
    """The decision that the address names, and the parties of its alliance."""
    alliance, sides = enter_room(request, alliance_id, DECISIONS)
    decision = the_one(one_to_show(request.user, alliance, decision_id))
    decision.alliance = alliance
    return decision, sides


def address_of(decision: Decision, name: str = "decision") -> str:
    """The address of a decision, or of what is done to it."""
    return reverse(name, args=[decision.alliance_id, decision.pk])


def draw(
    request: PersonRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """The page; 422 when a form on it was refused."""
    return render(request, f"governance/{template}", context, status=422 if refused else 200)

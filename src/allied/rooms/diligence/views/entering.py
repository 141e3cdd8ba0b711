"""What every page of this room begins with: the alliance, who reads the page, and the risk it is about."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import require
from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance
from allied.people.doors import PersonRequest
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence.areas import area_names
from allied.rooms.diligence.forms import OwnerField
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.queries.register import risks
from allied.rooms.diligence.writing import may_own

RISKS, DILIGENCE = "risks", "diligence"


def enter_room(request: PersonRequest, alliance_id: Any, here: str = RISKS) -> Alliance:
    """The alliance of the address; the sidebar shows where one is."""
    alliance = enter(request, alliance_id)
    request.here = here
    return alliance


def enter_private(request: PersonRequest, alliance_id: Any, here: str = RISKS) -> Alliance:
    """The same for a page that only one's own company sees."""
    alliance = enter_room(request, alliance_id, here)
    require(request.user, "private.read", alliance, timezone.now())
    request.audience = "private"
    return alliance


def enter_risk(request: PersonRequest, alliance_id: Any, risk_id: Any) -> Risk:
    """The risk that the address names; a private one makes its page private."""
    alliance = enter_room(request, alliance_id)
    risk = find(risks(request.user, alliance), pk=risk_id)
    risk.alliance = alliance
    if risk.audience == OURS:
        request.audience = "private"
    return risk


def enter_control(
    request: PersonRequest, alliance_id: Any, risk_id: Any, control_id: Any
) -> tuple[Risk, Control]:
    """The control that the address names, and its risk."""
    risk = enter_risk(request, alliance_id, risk_id)
    rows = Control.objects.visible_to(request.user).filter(risk=risk, removed_at__isnull=True)
    control = find(rows.select_related("holder"), pk=control_id)
    control.risk = risk
    return risk, control


def owners_for(request: PersonRequest, alliance: Alliance, audience: str) -> OwnerField:
    """The people and companies that can look after a risk of this audience."""
    people = may_own(alliance, audience, request.user, timezone.now())
    parties = alliance.parties.select_related("organisation").order_by("position")
    sides = [party.organisation for party in parties]
    if audience != JOINT:
        sides = [one for one in sides if one.pk == request.user.organisation_id]
    sides.sort(key=lambda one: one.pk != request.user.organisation_id)
    return OwnerField(people, sides)


def address_of(risk: Risk, name: str = "risk") -> str:
    """The address of a risk, or of what is done to it."""
    return reverse(name, args=[risk.alliance_id, risk.pk])


def draw(
    request: PersonRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """The page; 422 when a form on it was refused."""
    context = {"area_names": area_names(), **context}
    return render(request, f"diligence/{template}", context, status=422 if refused else 200)

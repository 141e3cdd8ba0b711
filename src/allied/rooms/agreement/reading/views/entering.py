"""What every page here begins with: the alliance, who reads it, and what it is about."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from allied.alliances.access import may, require, seats_of
from allied.alliances.doors import enter, enter_row, find
from allied.alliances.models import Alliance
from allied.people.doors import PersonRequest
from allied.people.scope import OURS
from allied.rooms.agreement.reading.models import AgreementFact, AgreementReading, Obligation
from allied.rooms.agreement.reading.queries.readings import readings
from allied.rooms.agreement.reading.queries.record import obligations
from allied.rooms.agreement.reading.writing import right_for

HERE = "agreement"


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


def enter_reading(request: PersonRequest, alliance_id: Any, reading_id: Any) -> AgreementReading:
    """The reading that the address names; a private one makes its page private."""
    request.here = HERE
    reading = enter_row(request, alliance_id, readings, reading_id)
    if reading.audience == OURS:
        request.audience = "private"
    return reading


def enter_fact(
    request: PersonRequest, alliance_id: Any, reading_id: Any, fact_id: Any
) -> AgreementFact:
    """The fact that the address names, with its reading."""
    reading = enter_reading(request, alliance_id, reading_id)
    fact = find(AgreementFact.objects.visible_to(request.user).filter(reading=reading), pk=fact_id)
    fact.reading, fact.alliance = reading, reading.alliance
    return fact


def enter_obligation(request: PersonRequest, alliance_id: Any, obligation_id: Any) -> Obligation:
    """The obligation that the address names."""
    request.here = HERE
    return enter_row(request, alliance_id, obligations, obligation_id)


def may_write(request: PersonRequest, alliance: Alliance, audience: str) -> bool:
    """Whether this person may write for this audience, for pages that only ask."""
    return may(seats_of(request.user, alliance, timezone.now()), right_for(audience))


def draw(
    request: PersonRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """The page; 422 when a form on it was refused."""
    return render(request, f"agreement/{template}.html", context, status=422 if refused else 200)

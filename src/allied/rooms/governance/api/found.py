"""Finding what a call is about, through what its person may see; anything else is a 404."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from allied.alliances.doors import enter, find
from allied.people.doors import actor
from allied.rooms.governance.api.schemas import DecisionFull
from allied.rooms.governance.models import Decision
from allied.rooms.governance.queries.decision import case_of, decisions_to_show
from allied.rooms.governance.queries.sides import sides_of

BASE = "/alliances/{uuid:alliance_id}"
ONE = BASE + "/decisions/{uuid:decision_id}"


def decision_in(request: HttpRequest, alliance_id: UUID, decision_id: UUID) -> Decision:
    """The decision of the address."""
    alliance = enter(request, alliance_id)
    decision = find(decisions_to_show(actor(request), alliance), pk=decision_id)
    decision.alliance = alliance
    return decision


def shown(request: HttpRequest, response: HttpResponse, decision: Decision) -> DecisionFull:
    """The decision as it is now, with its version as ETag."""
    person, alliance = actor(request), decision.alliance
    fresh = find(decisions_to_show(person, alliance), pk=decision.pk)
    fresh.alliance = alliance
    response.headers["ETag"] = f'"{fresh.version}"'
    return DecisionFull.of_case(case_of(fresh, person, sides_of(alliance, person), now()))


def now() -> datetime:
    """The moment of this call."""
    return timezone.now()

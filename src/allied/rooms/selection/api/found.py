"""Finding what a call is about, through what its person may see."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from allied.alliances.access import require
from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance
from allied.people.doors import actor
from allied.rooms.selection.api.schemas import (
    ScreeningShown,
)
from allied.rooms.selection.models import Candidate, Screening, ScreeningCriterion
from allied.rooms.selection.queries.screenings import prepared

S = "/{uuid:alliance_id}/selection"
X = f"{S}/{{uuid:screening_id}}"
C = f"{S}/candidates/{{uuid:candidate_id}}"


def private(request: HttpRequest, alliance_id: UUID) -> Alliance:
    """The alliance, for people whose seat reads private records."""
    alliance = enter(request, alliance_id)
    require(actor(request), "private.read", alliance, timezone.now())
    return alliance


def one(request: HttpRequest, alliance_id: UUID, screening_id: UUID) -> Screening:
    """The screening of the address, of one's own side."""
    alliance = private(request, alliance_id)
    rows = Screening.objects.visible_to(actor(request)).select_related("alliance", "owner")
    return find(rows, pk=screening_id, alliance=alliance)


def candidate_of(request: HttpRequest, alliance_id: UUID, candidate_id: UUID) -> Candidate:
    """One candidate of one's own side."""
    alliance = private(request, alliance_id)
    rows = Candidate.objects.visible_to(actor(request)).select_related("screening", "alliance")
    return find(rows, pk=candidate_id, alliance=alliance)


def criterion_of(request: HttpRequest, screening: Screening, key: str) -> ScreeningCriterion:
    """One criterion of this screening, by its key."""
    rows = ScreeningCriterion.objects.visible_to(actor(request)).filter(removed_at__isnull=True)
    return find(rows.select_related("screening", "alliance"), key=key, screening=screening)


def told(request: HttpRequest, screening: Screening, response: HttpResponse) -> ScreeningShown:
    """The screening as it stands now, with the ETag that If-Match names."""
    row = one(request, screening.alliance_id, screening.pk)
    response.headers["ETag"] = f'"{row.version}"'
    return ScreeningShown.whole(prepared(actor(request), row))

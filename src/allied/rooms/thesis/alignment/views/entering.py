"""Entering these pages: the alliance, its rounds, and the one that the address names."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from allied.alliances.doors import enter
from allied.alliances.models import Alliance
from allied.people.doors import PersonRequest
from allied.rooms.thesis.alignment.queries import RoundRead, rounds_read


def opened(request: PersonRequest, alliance_id: Any) -> tuple[Alliance, list[RoundRead]]:
    """The alliance and its rounds, the newest first; the frame marks the value thesis."""
    alliance = enter(request, alliance_id)
    request.here = "thesis"  # read by the frame
    return alliance, rounds_read(request.user, alliance)


def numbered(found: list[RoundRead], number: int) -> RoundRead:
    """The round of this number, or 404."""
    read = next((one for one in found if one.row.number == number), None)
    if read is None:
        raise Http404
    return read


def draw(
    request: PersonRequest, alliance: Alliance, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    """One page of this part."""
    return render(
        request, f"alignment/{template}.html", {"alliance": alliance} | context, status=status
    )

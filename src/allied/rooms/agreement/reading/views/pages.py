"""Reading: the agreement as it stands, and what a document says."""

from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT
from allied.rooms.agreement.reading.queries.readings import listed_readings, shown
from allied.rooms.agreement.reading.queries.record import standing
from allied.rooms.agreement.reading.views.entering import draw, enter_reading, enter_room, may_write
from allied.rooms.agreement.reading.writing import EDIT


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The agreement: its record, its dates, what is owed, and the documents that were read."""
    alliance, now = enter_room(request, alliance_id), timezone.now()
    seats = seats_of(request.user, alliance, now)
    joint, own = listed_readings(request.user, alliance)
    context = {
        "alliance": alliance,
        "standing": standing(request.user, alliance, now),
        "joint": joint,
        "own": own,
        "annex": _annex(alliance.pk),
        "may_edit": may(seats, EDIT),
        "may_read_own": may(seats, "private.read"),
        "may_write_own": may(seats, "private.write"),
    }
    return draw(request, "index", context)


def _annex(alliance_id: Any) -> str:
    """The address of the annex, where that part is there."""
    try:
        return reverse("annex", args=[alliance_id])
    except NoReverseMatch:
        return ""


@page
def reading(request: PersonRequest, alliance_id: Any, agreement_reading_id: Any) -> HttpResponse:
    """What a document says, fact by fact with its quotation, and what it leaves open."""
    row = enter_reading(request, alliance_id, agreement_reading_id)
    context = {
        "alliance": row.alliance,
        "reading": row,
        "told": shown(request.user, row, timezone.now()),
        "annex": _annex(row.alliance_id),
        "may_write": may_write(request, row.alliance, row.audience),
        "may_record": row.audience == JOINT and may_write(request, row.alliance, JOINT),
        "is_own": row.owner_id == request.user.home_id,
    }
    return draw(request, "reading", context)

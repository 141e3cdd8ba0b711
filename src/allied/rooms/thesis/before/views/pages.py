"""Reading: the three checks side by side, and each of them as it stands or as it was."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from allied.people.doors import PersonRequest, page
from allied.rooms.thesis.before.limits import ready_questions
from allied.rooms.thesis.before.models import PreparationKind
from allied.rooms.thesis.before.queries import (
    answers_of,
    lines_of,
    move_of,
    newest_of_each,
    readiness_of,
    unseen_seats,
)
from allied.rooms.thesis.before.telling import tell_move, tell_readiness
from allied.rooms.thesis.before.views.entering import draw, kept, private


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The three checks with where each stands."""
    room = private(request, alliance_id)
    found = newest_of_each(request.user, room.alliance)
    move, ready, lines = (
        found.get(kind)
        for kind in (PreparationKind.MOVE, PreparationKind.READINESS, PreparationKind.LINES)
    )
    return draw(request, room, "index", move=move, ready=ready, lines=lines, drawn=lines_of(lines))


@page
def move(request: PersonRequest, alliance_id: Any, number: int | None = None) -> HttpResponse:
    """Is an alliance the right move, with the reasons and what would change it."""
    room = private(request, alliance_id)
    found = kept(request, room, PreparationKind.MOVE, number)
    told = tell_move(move_of(found.shown))
    return draw(request, room, "move", history=found, told=told)


@page
def ready(request: PersonRequest, alliance_id: Any, number: int | None = None) -> HttpResponse:
    """How ready our own organisation is, the weakest first."""
    room = private(request, alliance_id)
    found = kept(request, room, PreparationKind.READINESS, number)
    told = tell_readiness(readiness_of(found.shown), ready_questions().by_key)
    unseen = unseen_seats(request.user, room.alliance, answers_of(found.shown), timezone.now())
    return draw(request, room, "readiness", history=found, told=told, unseen=unseen)


@page
def red_lines(request: PersonRequest, alliance_id: Any, number: int | None = None) -> HttpResponse:
    """What we will not accept, when we walk away, and what we do then."""
    room = private(request, alliance_id)
    found = kept(request, room, PreparationKind.LINES, number)
    return draw(request, room, "lines", history=found, drawn=lines_of(found.shown))

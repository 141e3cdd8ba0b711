"""Reading: what runs now, what the last round found, and every round as it was."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.alliances.models import Alliance
from allied.people.doors import PersonRequest, page
from allied.rooms.thesis.alignment.due import WORDS, due_of
from allied.rooms.thesis.alignment.limits import limits
from allied.rooms.thesis.alignment.queries import RoundRead, mine_of
from allied.rooms.thesis.alignment.rounds import START
from allied.rooms.thesis.alignment.telling import (
    facets,
    place,
    restated,
    standing,
    tell,
    tell_differences,
)
from allied.rooms.thesis.alignment.views.entering import draw, numbered, opened
from allied.rooms.thesis.queries import joint_thesis


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The round that runs, and the result of the last one."""
    alliance, found = opened(request, alliance_id)
    running = next((one for one in found if one.takes_answers), None)
    last = next((one for one in found if one.is_open), None)
    shown = running or last or (found[0] if found else None)
    return _page(request, alliance, found, shown, running=running, last=last)


@page
def one(request: PersonRequest, alliance_id: Any, number: int) -> HttpResponse:
    """One round as it stands or as it was."""
    alliance, found = opened(request, alliance_id)
    read = numbered(found, number)
    running = read if read.takes_answers else None
    return _page(request, alliance, found, read, running=running, last=None if running else read)


def _page(
    request: PersonRequest,
    alliance: Alliance,
    found: Sequence[RoundRead],
    shown: RoundRead | None,
    *,
    running: RoundRead | None,
    last: RoundRead | None,
) -> HttpResponse:
    now = timezone.now()
    thesis = joint_thesis(request.user, alliance)
    seats = seats_of(request.user, alliance, now)
    due = due_of(thesis) if thesis else None
    lead, answer = standing(shown) if shown else ("No alignment check yet.", "")
    context: dict[str, Any] = {
        "shown": shown,
        "running": running,
        "last": last if last and last.is_open else None,
        "lead": lead,
        "answer": answer,
        "thesis": thesis,
        "mine": mine_of(request.user, running.row, now) if running else None,
        "may_start": may(seats, START) and thesis is not None,
        "may_settle": may(seats, "thesis.edit"),
        "busy": any(one.takes_answers for one in found),
        "alone": alliance.parties.count() < 2,
        "next_due": due,
        "due_why": WORDS[due.occasion] if due else "",
        "is_owed": bool(due and due.day <= now.date()),
        "history": history(found),
        "limits": limits(),
    }
    if context["last"]:
        context |= result_context(context["last"])
    return draw(request, alliance, "index", **context)


def result_context(read: RoundRead) -> dict[str, Any]:
    """What a result shows."""
    colours = {str(p.organisation_id): p for p in read.parties}
    result = read.result
    return {
        "told": tell(read),
        "differences": tell_differences(read),
        "sides": [colours[side.organisation] for side in result.sides],
        "most": max((max(row.points) for row in result.rows if row.points), default=0) or 100,
        "words": {row.id: restated(row, read) for row in result.rows},
        "gaps": {row.id: facets(row.gap) for row in result.rows if row.gap},
        "ordinal": place,
    }


def history(found: Sequence[RoundRead]) -> list[tuple[RoundRead, int | None]]:
    """Every round with its distance in points, the newest first."""
    return [
        (one, None if not one.is_open or one.result.tv is None else round(100 * one.result.tv))
        for one in found
    ]

"""What one's own side says about a conflict: its position, and its private worksheet."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from allied.kit.forms import sent
from allied.people.doors import PersonRequest, page
from allied.rooms.conflict import commands
from allied.rooms.conflict.forms import (
    PositionForm,
    WorksheetForm,
)
from allied.rooms.conflict.models import Position, Worksheet
from allied.rooms.conflict.views.entering import (
    enter_conflict,
)
from allied.rooms.conflict.views.forming import form_page, versioned


@page
def position(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Say what one's own company holds and needs."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    known = (
        Position.objects.visible_to(request.user)
        .filter(conflict=conflict, party_id=request.user.organisation_id)
        .first()
    )
    first = {name: getattr(known, name) for name in PositionForm.base_fields} if known else {}
    form = PositionForm(sent(request), initial=first or {"version": 0})
    name = request.user.home.short_name
    words = {
        "title": f"What {name} says",
        "answer": "Both companies read it at once. Say what you hold, and what you need behind it.",
        "button": "Say it to both companies",
        "says": f"Said for {name}.",
        "hints": {
            "claim": "Such as €112 k. It stands beside your company’s name.",
            "interests": "The reason behind the demand: it is what a settlement has to meet.",
        },
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.write_position(
            by=request.user, conflict=conflict, now=timezone.now(), **versioned(form)
        ),
        words,
    )


@page
def worksheet(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """What one's own company keeps for itself: what it could give, and its way out."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    known = Worksheet.objects.visible_to(request.user).filter(conflict=conflict).first()
    first = {name: getattr(known, name) for name in WorksheetForm.base_fields} if known else {}
    form = WorksheetForm(sent(request), initial=first or {"version": 0})
    name = request.user.home.short_name
    words = {
        "title": "Our worksheet",
        "answer": f"Only {name} sees it. It stands beside the joint page and never on it.",
        "button": f"Keep it for {name} only",
        "says": f"Kept. Only {name} sees it.",
        "right": "private.write",
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.write_worksheet(
            by=request.user, conflict=conflict, now=timezone.now(), **versioned(form)
        ),
        words,
    )

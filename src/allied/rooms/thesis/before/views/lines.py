"""Writing the red lines, the walk-away value and what we do instead."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.forms import done
from allied.people.doors import PersonRequest, page
from allied.rooms.thesis.before import commands
from allied.rooms.thesis.before.forms import RedLinesForm, filled_lines, sent_lines, shown_again
from allied.rooms.thesis.before.models import PreparationKind
from allied.rooms.thesis.before.queries import lines_of
from allied.rooms.thesis.before.views.entering import Room, draw, kept, opened_at, private, said


@page
def changes(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Write them; each time a new version."""
    room = private(request, alliance_id)
    require(request.user, commands.RIGHT, room.alliance, timezone.now())
    found = kept(request, room, PreparationKind.LINES)
    if request.method != "POST":
        drawn, unit = lines_of(found.shown), room.alliance.currency
        form = filled_lines(drawn, found.number, unit)
        return draw(request, room, "lines_form", form=form, opened_at=found.number)
    form = sent_lines(request.POST)
    if request.POST.get("act") == "more":
        opened = form.value["version"].value()
        return draw(request, room, "lines_form", form=shown_again(form), opened_at=opened)
    return _save(request, room, form, found.number)


def _save(request: PersonRequest, room: Room, form: RedLinesForm, newest: int) -> HttpResponse:
    opened = form.value["version"].value()
    if form.is_valid():
        try:
            commands.draw_red_lines(
                by=request.user,
                alliance=room.alliance,
                content=form.content(),
                version=form.value.cleaned_data["version"],
                note=form.value.cleaned_data["note"],
                now=timezone.now(),
            )
            says = f"Kept. Only {request.user.home.short_name} sees it."
            return done(request, reverse("before-lines", args=[room.alliance.pk]), says)
        except Refused as refusal:
            form.refuse(refusal, said(refusal))
            opened = opened_at(refusal, opened, newest)
    return draw(request, room, "lines_form", status=422, form=form, opened_at=opened)

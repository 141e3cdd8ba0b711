"""Starting a round, and calling one off."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import require
from allied.kit.forms import attempt, carry_out, done
from allied.people.doors import PersonRequest, page
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.asked import asked_of
from allied.rooms.thesis.alignment.forms import EndForm, StartForm, first_deadline
from allied.rooms.thesis.alignment.limits import limits
from allied.rooms.thesis.alignment.rounds import START
from allied.rooms.thesis.alignment.views.entering import draw, numbered, opened
from allied.rooms.thesis.queries import joint_thesis, newest_document


@page
def start(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Start a round over the outcomes of the joint thesis."""
    alliance, _ = opened(request, alliance_id)
    now = timezone.now()
    require(request.user, START, alliance, now)
    thesis = joint_thesis(request.user, alliance)
    document = newest_document(request.user, thesis) if thesis else None
    if document is None:
        raise Http404
    outcomes = asked_of(document.content, ()).outcomes
    today = now.astimezone(ZoneInfo(request.user.zone)).date()
    first = {
        "until": first_deadline(today, limits().answer_days),
        "outcomes": [one.id for one in outcomes[: limits().most_outcomes]],
    }
    sent = request.POST if request.method == "POST" else None
    form = StartForm(sent, initial=first, outcomes=outcomes)
    if sent is not None:
        made = carry_out(form, commands.start_round, by=request.user, alliance=alliance, now=now)
        if made:
            address = reverse("thesis-alignment-answer", args=[alliance.pk, made.number])
            return done(request, address, "Both managers are asked. Nobody reads anything yet.")
    context = {"form": form, "document": document, "limits": limits(), "outcomes": outcomes}
    return draw(request, alliance, "start", status=422 if form.errors else 200, **context)


@page
def end(request: PersonRequest, alliance_id: Any, number: int) -> HttpResponse:
    """Call a round off before it opens."""
    alliance, found = opened(request, alliance_id)
    read = numbered(found, number)
    require(request.user, START, alliance, timezone.now())
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        row = attempt(
            form,
            lambda: commands.call_off_round(
                by=request.user,
                round=read.row,
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            ),
        )
        if row:
            address = reverse("thesis-alignment", args=[alliance.pk])
            return done(request, address, "Called off. What was answered stays sealed for good.")
    return draw(request, alliance, "end", status=422 if form.errors else 200, form=form, read=read)

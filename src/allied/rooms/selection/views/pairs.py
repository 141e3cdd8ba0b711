"""Comparing the criteria in pairs: each colleague for themselves, others' answers only after one's own."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.kit.errors import Refused
from allied.kit.forms import attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.selection import commands
from allied.rooms.selection.forms import PairsForm
from allied.rooms.selection.models import Screening, ScreeningState
from allied.rooms.selection.queries.judges import Judge, judges_of
from allied.rooms.selection.queries.screenings import prepared
from allied.rooms.selection.steps import RATE
from allied.rooms.selection.views.pages import draw, may_all, needs, only_us, opened


@page
def pairs(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """One's own comparison, how well it fits itself, and who else compared."""
    screening = opened(request, alliance_id, screening_id)
    needs(request, screening.alliance, RATE)
    found = prepared(request.user, screening)
    judges = judges_of(request.user, screening, found.criteria)
    mine = judges.of(request.user.pk)
    form = PairsForm(
        sent(request),
        criteria=found.criteria,
        kept=mine.comparison.pairs if mine else {},
        initial={"version": mine.comparison.version if mine else 0},
    )
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.compare_pairs(
                by=request.user,
                screening=screening,
                pairs=form.said(),
                version=form.cleaned_data["version"],
                now=timezone.now(),
            ),
        )
        if made:
            return done(request, _address(screening), f"Kept. {only_us(request.user)}")
    return draw(
        request,
        "pairs",
        screening,
        form=form,
        mine=mine,
        judges=judges,
        criteria=found.criteria,
        misfit=_misfit(mine),
        can_change=screening.state != ScreeningState.CLOSED,
        may=may_all(request, screening.alliance),
        status=422 if form.errors else 200,
    )


def _misfit(mine: Judge | None) -> str:
    """The name of the field to think about again."""
    pair = mine.weighed.worst if mine and mine.weighed else None
    return f"p-{pair[0]}-{pair[1]}" if pair else ""


@page
@require_POST
def removal(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """One's own comparison counts no longer."""
    screening = opened(request, alliance_id, screening_id)
    try:
        commands.take_pairs_back(by=request.user, screening=screening, now=timezone.now())
    except Refused as refusal:
        return done(request, _address(screening), refusal.sentence)
    return done(request, _address(screening), "Your comparison counts no longer.")


def _address(screening: Screening) -> str:
    return reverse("selection-pairs", args=[screening.alliance_id, screening.pk])

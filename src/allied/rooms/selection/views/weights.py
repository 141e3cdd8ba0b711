"""Fixing the weights, by one of five methods."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from allied.kit.forms import attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.selection import commands
from allied.rooms.selection.forms import WEIGHTS, WeightsForm
from allied.rooms.selection.models import ScreeningState
from allied.rooms.selection.queries.judges import judges_of
from allied.rooms.selection.queries.screenings import Prepared, prepared
from allied.rooms.selection.steps import EDIT
from allied.rooms.selection.views.pages import address, draw, may_all, needs, opened
from allied.rooms.selection.weighing import METHODS


@page
def weights(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """How much each criterion counts: every version, and fixing the next one."""
    screening = opened(request, alliance_id, screening_id)
    found = prepared(request.user, screening)
    asked = request.POST.get("method") or request.GET.get("method") or _method_of(found)
    method = asked if asked in METHODS else "equal"
    form = _form(request, found, method)
    if request.method == "POST":
        needs(request, screening.alliance, EDIT)
        made = attempt(
            form,
            lambda: commands.fix_weights(
                by=request.user,
                screening=screening,
                method=method,
                said=form.said(),
                reason=form.cleaned_data.get("reason", ""),
                now=timezone.now(),
            ),
        )
        if made:
            return done(
                request, address(screening), f"Version {made.revision} of the weights is fixed."
            )
    judges = judges_of(request.user, screening, found.criteria)
    return draw(
        request,
        "weights",
        screening,
        found=found,
        form=form,
        method=method,
        methods=METHODS,
        judges=judges,
        mine=judges.of(request.user.pk),
        may=may_all(request, screening.alliance),
        can_change=screening.state != ScreeningState.CLOSED,
        may_fix=may_all(request, screening.alliance)["edit"],
        status=422 if form.errors else 200,
    )


def _method_of(found: Prepared) -> str:
    return found.weighting.method if found.weighting else "equal"


def _form(request: PersonRequest, found: Prepared, method: str) -> WeightsForm:
    again = bool(found.candidates or found.withdrawn)
    return WEIGHTS[method](sent(request), criteria=found.criteria, again=again)

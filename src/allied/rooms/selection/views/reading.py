"""Reading a screening: being prepared, open, or with its results; and as a file to take along."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allied.people.doors import PersonRequest, page
from allied.rooms.selection.forms import OpenForm
from allied.rooms.selection.limits import limits
from allied.rooms.selection.models import Screening
from allied.rooms.selection.papers import KINDS, file_of
from allied.rooms.selection.queries.comparison import Pair, pair_of
from allied.rooms.selection.queries.honesty import honesty_of
from allied.rooms.selection.queries.results import results_of
from allied.rooms.selection.queries.screenings import current, prepared, screenings_of
from allied.rooms.selection.queries.settling import to_settle
from allied.rooms.selection.views.pages import draw, may_all, opened, private


@page
@require_GET
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The screening under way, else the newest one; else how to begin."""
    alliance = private(request, alliance_id)
    found = screenings_of(request.user, alliance)
    newest = current(found)
    if newest is None:
        context = {"alliance": alliance, "may": may_all(request, alliance)}
        return render(request, "selection/empty.html", context)
    newest.alliance = alliance
    return draw_screening(request, newest, known=found)


@page
@require_GET
def screening(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """One screening."""
    return draw_screening(request, opened(request, alliance_id, screening_id))


def draw_screening(
    request: PersonRequest,
    screening: Screening,
    *,
    known: Sequence[Screening] = (),
    said: str = "",
    open_form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one screening, with what was refused, if something was."""
    person = request.user
    found = prepared(person, screening)
    known = known or screenings_of(person, screening.alliance)
    context: dict[str, Any] = {
        "found": found,
        "others": [one for one in known if one.pk != screening.pk],
        "mine": next((one for one in found.raters if one.person_id == person.pk), None),
        "may": may_all(request, screening.alliance),
        "said": said,
        "limits": limits(),
        "status": status,
    }
    if not screening.shows_scores:
        form = open_form or OpenForm()
        return draw(request, "preparing", screening, open_form=form, **context)
    results = results_of(person, screening)
    return draw(
        request,
        "results",
        screening,
        results=results,
        pair=_pair(request, results.table),
        honesty=honesty_of(results.table),
        settle=to_settle(results),
        then=results.then,
        **context,
    )


def _pair(request: PersonRequest, table: Any) -> Pair | None:
    return pair_of(table, request.GET.get("a", ""), request.GET.get("b", ""))


@page
@require_GET
def file(request: PersonRequest, alliance_id: Any, screening_id: Any, kind: str) -> HttpResponse:
    """The scorecard as a file: Markdown, Word or Excel."""
    screening = opened(request, alliance_id, screening_id)
    media, _ = KINDS[kind]
    name = f"partner-fit-{screening.number}.{kind}"
    response = HttpResponse(file_of(request.user, screening, kind), content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

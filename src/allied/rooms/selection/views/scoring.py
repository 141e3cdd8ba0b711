"""The score sheet of one rater, revising after the talk, and ending and closing."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.kit.errors import Outdated, Refused
from allied.kit.forms import done
from allied.people.doors import PersonRequest, page
from allied.rooms.selection import commands
from allied.rooms.selection.cells import Unscorable
from allied.rooms.selection.models import Screening, ScreeningState
from allied.rooms.selection.queries.sheet import Sheet, sheet_of
from allied.rooms.selection.sheet_form import SheetForm, filled_sheet, sent_sheet
from allied.rooms.selection.table import read_table
from allied.rooms.selection.views.pages import address, draw, opened
from allied.rooms.selection.views.reading import draw_screening

NOT_ASKED = "You were not asked to score these candidates. Your alliance manager can ask you."


def _sheet(request: PersonRequest, screening: Screening) -> Sheet:
    found = sheet_of(request.user, screening)
    if found is None:
        raise Http404
    return found


@page
def sheet(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """My scores: kept as often as I like, submitted once."""
    screening = opened(request, alliance_id, screening_id)
    if sheet_of(request.user, screening) is None:  # such as the successor of somebody who left
        return draw_screening(request, screening, said=NOT_ASKED, status=404)
    found = _sheet(request, screening)
    if screening.state == ScreeningState.PREPARING:
        return redirect(address(screening))
    if request.method != "POST":
        form = filled_sheet(found.candidates, found.criteria, found.given)
        return _draw_sheet(request, found, form)
    form = sent_sheet(request.POST, found.candidates, found.criteria)
    refused = _attempt(form, lambda: _keep(request, screening, form))
    if refused:
        return _draw_sheet(request, found, form, status=refused)
    if request.POST.get("act") == "submit":
        return done(request, address(screening), "Submitted. Nobody changes your scores now.")
    return done(request, request.path, "Kept. Nobody else reads your scores yet.")


def _keep(request: PersonRequest, screening: Screening, form: SheetForm) -> None:
    now = timezone.now()
    text = request.POST.get("version", "")
    version = int(text) if text.isdecimal() and len(text) <= 9 else 0
    commands.save_scores(
        by=request.user, screening=screening, scores=form.scores(), version=version, now=now
    )
    if request.POST.get("act") == "submit":
        commands.submit_scores(by=request.user, screening=screening, now=now)


def _attempt(form: SheetForm, call: Callable[[], object]) -> int:
    """Call it; a refusal is put beside its cell, and the status of the answer is given back."""
    try:
        call()
    except Outdated as refusal:
        form.said.append(f"{refusal.sentence} Your scores are kept below. Keep them again.")
        return 409
    except Unscorable as refusal:
        form.refuse(refusal)
        return 422
    except Refused as refusal:
        form.said.append(refusal.sentence)
        return 422
    return 0


def _draw_sheet(
    request: PersonRequest, found: Sheet, form: SheetForm, *, status: int = 200
) -> HttpResponse:
    if status == 409:
        found = _sheet(request, found.screening)
    return draw(request, "sheet", found.screening, sheet=found, form=form, status=status)


@page
def revision(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """Revise, once, the scores of cells that were talked through."""
    screening = opened(request, alliance_id, screening_id)
    found = _sheet(request, screening)
    if not screening.shows_scores:
        return redirect("selection-sheet", screening.alliance_id, screening.pk)
    table = read_table(screening, request.user)
    talked = {(talk.candidate, talk.criterion) for talk in table.first_talks}

    def only_talked(form: SheetForm) -> SheetForm:
        form.cells = [
            cell
            for cell in form.cells
            if (str(cell.candidate.pk), cell.criterion.key) in talked and cell.place in found.given
        ]
        return form

    if request.method == "POST":
        form = only_talked(sent_sheet(request.POST, found.candidates, found.criteria))
        refused = _attempt(
            form,
            lambda: commands.revise_scores(
                by=request.user, screening=screening, scores=form.scores(), now=timezone.now()
            ),
        )
        if not refused:
            return done(request, address(screening), "Revised. Your first scores stay readable.")
    else:
        form, refused = (
            only_talked(filled_sheet(found.candidates, found.criteria, found.given)),
            200,
        )
    return draw(request, "revision", screening, sheet=found, form=form, table=table, status=refused)


@page
@require_POST
def endings(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """End the blind part."""
    screening = opened(request, alliance_id, screening_id)
    return _step(request, screening, commands.end_scoring, "Scoring has ended.")


@page
@require_POST
def closings(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """Close the screening."""
    screening = opened(request, alliance_id, screening_id)
    return _step(request, screening, commands.close_screening, "Closed. Decide the shortlist next.")


def _step(
    request: PersonRequest, screening: Screening, command: Callable[..., Any], says: str
) -> HttpResponse:
    try:
        command(by=request.user, screening=screening, now=timezone.now())
    except Refused as refusal:
        return draw_screening(request, screening, said=refusal.sentence, status=422)
    return done(request, address(screening), says)

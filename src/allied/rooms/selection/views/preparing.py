"""Preparing a screening: its title, its criteria, who scores, and opening it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.doors import find
from allied.kit.errors import Refused
from allied.kit.forms import attempt, carry_out, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.selection import commands
from allied.rooms.selection.criterion_words import CriterionSaid
from allied.rooms.selection.forms import (
    CriterionForm,
    OpenForm,
    RatersForm,
    RenameForm,
    TitleForm,
)
from allied.rooms.selection.models import Rater, Screening, ScreeningCriterion
from allied.rooms.selection.queries.screenings import prepared, who_may_rate
from allied.rooms.selection.steps import EDIT
from allied.rooms.selection.views.pages import address, draw, needs, only_us, opened, private
from allied.rooms.selection.views.reading import draw_screening


@page
def new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Begin a screening."""
    alliance = private(request, alliance_id)
    needs(request, alliance, EDIT)
    form = TitleForm(sent(request))
    if request.method == "POST":
        made = carry_out(
            form, commands.start_screening, by=request.user, alliance=alliance, now=timezone.now()
        )
        if made:
            says = f"Started with the seven criteria. {only_us(request.user)}"
            return done(request, address(made), says)
    context = {"alliance": alliance, "form": form}
    status = 422 if form.errors else 200
    return render(request, "selection/new.html", context, status=status)


@page
def title(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """Call it otherwise."""
    row = opened(request, alliance_id, screening_id)
    needs(request, row.alliance, EDIT)
    form = RenameForm(sent(request), initial={"title": row.title, "version": row.version})
    if request.method == "POST":
        renamed = carry_out(
            form, commands.rename_screening, by=request.user, screening=row, now=timezone.now()
        )
        if renamed:
            return done(request, address(row), "Renamed.")
    return draw(request, "title", row, form=form, status=422 if form.errors else 200)


@page
def criterion_new(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """Add a criterion of one's own."""
    row = opened(request, alliance_id, screening_id)
    needs(request, row.alliance, EDIT)
    form = CriterionForm(sent(request), initial={"contest_at": 1})
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.add_criterion(
                by=request.user, screening=row, said=form.said(), now=timezone.now()
            ),
        )
        if made:
            return done(request, f"{address(row)}#criteria", f"{made.name} is added.")
    return draw(request, "criterion", row, form=form, row=None, status=422 if form.errors else 200)


def _criterion(
    request: PersonRequest, screening: Screening, criterion_id: Any
) -> ScreeningCriterion:
    rows = ScreeningCriterion.objects.visible_to(request.user).select_related(
        "screening__alliance", "alliance"
    )
    return find(rows, pk=criterion_id, screening=screening)


@page
def criterion(
    request: PersonRequest, alliance_id: Any, screening_id: Any, criterion_id: Any
) -> HttpResponse:
    """Read a criterion with its anchors, and word it anew while that is possible."""
    screening = opened(request, alliance_id, screening_id)
    row = _criterion(request, screening, criterion_id)
    first = {name: getattr(row, name) for name in CriterionForm.base_fields}
    form = CriterionForm(sent(request), initial=first)
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: commands.change_criterion(
                by=request.user,
                criterion=row,
                said=form.said(),
                version=_opened_at(request),
                now=timezone.now(),
            ),
        )
        if changed:
            return done(request, f"{address(screening)}#criteria", f"{changed.name} is reworded.")
    status = 422 if form.errors else 200
    return draw(request, "criterion", screening, form=form, row=row, status=status)


def _opened_at(request: PersonRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) <= 9 else None


@page
@require_POST
def criterion_removal(
    request: PersonRequest, alliance_id: Any, screening_id: Any, criterion_id: Any
) -> HttpResponse:
    """Leave a criterion out."""
    screening = opened(request, alliance_id, screening_id)
    row = _criterion(request, screening, criterion_id)
    try:
        commands.remove_criterion(
            by=request.user, criterion=row, version=_opened_at(request), now=timezone.now()
        )
    except Refused as refusal:
        return draw_screening(request, screening, said=refusal.sentence, status=422)
    return done(request, f"{address(screening)}#criteria", f"{row.name} is left out.")


@page
@require_POST
def restorations(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """Take a built-in criterion back in."""
    screening = opened(request, alliance_id, screening_id)
    try:
        made = commands.add_criterion(
            by=request.user,
            screening=screening,
            said=_nothing_said(),
            key=request.POST.get("key", "")[:60] or "-",
            now=timezone.now(),
        )
    except Refused as refusal:
        return draw_screening(request, screening, said=refusal.sentence, status=422)
    return done(request, f"{address(screening)}#criteria", f"{made.name} is back.")


def _nothing_said() -> CriterionSaid:
    return CriterionSaid(name="", low="", middle="", high="")


@page
def raters(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """Ask colleagues to score."""
    screening = opened(request, alliance_id, screening_id)
    needs(request, screening.alliance, EDIT)
    now = timezone.now()
    found = prepared(request.user, screening)
    asked = {rater.person_id for rater in found.raters}
    free = [
        one for one in who_may_rate(request.user, screening.alliance, now) if one.pk not in asked
    ]
    form = RatersForm(sent(request), people=free)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.ask_raters(
                by=request.user, screening=screening, people=form.chosen(), now=now
            ),
        )
        if made is not None:
            return done(request, f"{address(screening)}#raters", "Asked to score.")
    status = 422 if form.errors else 200
    return draw(request, "raters", screening, form=form, found=found, free=free, status=status)


@page
@require_POST
def release(
    request: PersonRequest, alliance_id: Any, screening_id: Any, rater_id: Any
) -> HttpResponse:
    """A colleague no longer scores."""
    screening = opened(request, alliance_id, screening_id)
    rows = Rater.objects.visible_to(request.user).select_related(
        "screening__alliance", "alliance", "person"
    )
    row = find(rows, pk=rater_id, screening=screening)
    try:
        commands.release_rater(
            by=request.user, rater=row, version=_opened_at(request), now=timezone.now()
        )
    except Refused as refusal:
        return draw_screening(request, screening, said=refusal.sentence, status=422)
    return done(request, f"{address(screening)}#raters", f"{row.name} no longer scores.")


@page
@require_POST
def openings(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """Open the sheets of all raters."""
    screening = opened(request, alliance_id, screening_id)
    form = OpenForm(request.POST)
    done_ = carry_out(
        form, commands.open_scoring, by=request.user, screening=screening, now=timezone.now()
    )
    if done_:
        return done(request, address(screening), "Scoring is open. Each rater scores alone.")
    return draw_screening(request, screening, open_form=form, status=422)

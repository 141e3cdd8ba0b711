"""The pages of coming in and going out: import, export and starter patterns."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import may, require, seats_of
from allied.alliances.doors import enter, find
from allied.kit.errors import Refused
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.people.scope import OURS
from allied.rooms.exchange.commands import import_staged, stage_workbook
from allied.rooms.exchange.downloads import download
from allied.rooms.exchange.forms import PatternForm, WorkbookForm
from allied.rooms.exchange.models import StagedWorkbook
from allied.rooms.exchange.outcome import Unimportable
from allied.rooms.exchange.patterns import patterns
from allied.rooms.exchange.starting import start_from_pattern
from allied.rooms.exchange.taking import FORMATS, RIGHT, take_out, template
from allied.rooms.exchange.twins import ImportedAlready


@require_http_methods(["GET", "POST"])
@page
def bring_in(request: PersonRequest) -> HttpResponse:
    """Hand in a workbook; every problem of it is shown at once."""
    request.audience = "private"
    handed_in = request.method == "POST"
    form = WorkbookForm(request.POST, request.FILES) if handed_in else WorkbookForm()
    problems: Any = ()
    if handed_in and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            staged = stage_workbook(
                by=request.user, raw=file.read(), file_name=file.name, now=timezone.now()
            )
            return done(request, reverse("import-staged", args=[staged.pk]), "Every check passed.")
        except Unimportable as refusal:
            problems = refusal.problems
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    status = 422 if form.errors or problems else 200
    context = {"form": form, "problems": problems}
    return render(request, "exchange/import.html", context, status=status)


@require_http_methods(["GET", "POST"])
@page
def staged(request: PersonRequest, staged_id: UUID) -> HttpResponse:
    """What a checked workbook would create, then what it did create."""
    request.audience = "private"
    row = find(StagedWorkbook.objects.visible_to(request.user), pk=staged_id)
    refused: Any = ()
    twin = ""
    if request.method == "POST":
        try:
            again = request.POST.get("again") == "yes"
            row = import_staged(by=request.user, staged=row, again=again, now=timezone.now())
            says = f"{row.alliance_name} is imported."
            return done(request, reverse("import-staged", args=[row.pk]), says)
        except Unimportable as refusal:
            refused = refusal.problems
        except ImportedAlready as refusal:
            twin = f"{refusal.twin} Nothing was written."
    status = 422 if refused or twin else 200
    context = {"row": row, "problems": refused, "twin": twin}
    return render(request, "exchange/staged.html", context, status=status)


@require_GET
@page
def empty_workbook(request: PersonRequest) -> HttpResponse:
    """An empty workbook to fill in."""
    return download(template())


@require_http_methods(["GET", "POST"])
@page
def export(request: PersonRequest, alliance_id: UUID) -> HttpResponse:
    """Take the alliance out in one of the formats."""
    alliance = enter(request, alliance_id)
    now = timezone.now()
    require(request.user, RIGHT, alliance, now)
    if request.method == "POST":
        form = request.POST.get("format", "")
        return download(take_out(by=request.user, alliance=alliance, form=form, now=now))
    context = {"alliance": alliance, "formats": FORMATS}
    return render(request, "exchange/export.html", context)


@require_http_methods(["GET", "POST"])
@page
def choose_pattern(request: PersonRequest, alliance_id: UUID) -> HttpResponse:
    """Begin thesis and governance from one of the patterns."""
    alliance = enter(request, alliance_id)
    now = timezone.now()
    form = PatternForm(request.POST) if request.method == "POST" else PatternForm()
    if request.method == "POST":
        begun = carry_out(form, start_from_pattern, by=request.user, alliance=alliance, now=now)
        if begun:
            where = "thesis-own" if begun.thesis.audience == OURS else "thesis-draft"
            address = reverse(where, kwargs={"alliance_id": alliance.pk})
            what = "Thesis and governance are" if begun.governance else "The value thesis is"
            return done(request, address, f"{what} begun. Replace every illustrative number.")
    context = {
        "alliance": alliance,
        "form": form,
        "patterns": patterns(),
        "may": may(seats_of(request.user, alliance, now), "thesis.edit"),
    }
    status = 422 if form.errors else 200
    return render(request, "exchange/patterns.html", context, status=status)

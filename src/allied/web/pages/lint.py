"""The lint of an alliance on one page: what should be mended, where, and what both sides live with."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, require, seats_of
from allied.alliances.doors import enter, find
from allied.alliances.lint_waivers import RIGHT, end_waiver, found_at, waive_finding
from allied.alliances.models import LintWaiver
from allied.kit.errors import Refused
from allied.kit.forms import Form, attempt, done, sent
from allied.kit.words import counted, listed
from allied.people.doors import PersonRequest, page
from allied.rooms.portfolio.linting import ROOMS, Found, found_in


class LintWaiverForm(Form):
    """Living with one finding for a while."""

    reason = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    until = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}))


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Every finding of every room, errors first, and the waived ones apart."""
    alliance, now = enter(request, alliance_id), timezone.now()
    request.here = "lint"
    rows = found_in(alliance, request.user, now)
    open_ = [one for one in rows if one.waiver is None]
    groups = [(title, [one for one in open_ if one.room == room]) for room, title in ROOMS.items()]
    context = {
        "alliance": alliance,
        "groups": [
            (title, sorted(found, key=lambda one: not one.is_error)) for title, found in groups
        ],
        "waived": [one for one in rows if one.waiver],
        "lead": lead_of(open_),
        "may_waive": may(seats_of(request.user, alliance, now), RIGHT),
    }
    return render(request, "web/lint.html", context)


def lead_of(rows: list[Found]) -> tuple[str, str]:
    """The answer: how much there is to mend."""
    errors = sum(one.is_error for one in rows)
    warnings = len(rows) - errors
    if not rows:
        return "The lint finds nothing to mend.", ""
    parts = [counted(errors, "error")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    return f"{listed(parts)} to mend.", "An error breaks a promise, a warning weakens it."


@page
def waiver(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Live with one finding for a while; which one stands in the address."""
    alliance, now = enter(request, alliance_id), timezone.now()
    request.here = "lint"
    require(request.user, RIGHT, alliance, now)
    asked = request.GET
    said = [one.finding for one in found_in(alliance, request.user, now, joint=True)]
    where = [asked.get(part, "") for part in ("rule", "section", "item")]
    try:
        finding = found_at(said, *where)
    except Refused as refusal:
        if request.method == "POST":
            raise
        return done(request, reverse("lint", args=[alliance.pk]), refusal.sentence)
    form = LintWaiverForm(sent(request))
    if request.method == "POST":
        made = attempt(
            form,
            lambda: waive_finding(
                by=request.user, alliance=alliance, finding=finding, now=now, **form.cleaned_data
            ),
        )
        if made:
            return done(request, reverse("lint", args=[alliance.pk]), f"{finding.rule} is waived.")
    context = {"alliance": alliance, "finding": finding, "form": form}
    return render(request, "web/lint_waiver.html", context, status=422 if form.errors else 200)


@page
def ending(request: PersonRequest, alliance_id: Any, lint_waiver_id: Any) -> HttpResponse:
    """Let a waived finding count again."""
    alliance = enter(request, alliance_id)
    rows = LintWaiver.objects.visible_to(request.user).filter(ended_at__isnull=True)
    row = find(rows, pk=lint_waiver_id, alliance=alliance)
    row.alliance = alliance
    require(request.user, RIGHT, alliance, timezone.now())
    if request.method == "POST":
        end_waiver(by=request.user, waiver=row, now=timezone.now())
        return done(request, reverse("lint", args=[alliance.pk]), f"{row.rule} counts again.")
    return render(request, "web/lint_ending.html", {"alliance": alliance, "waiver": row})

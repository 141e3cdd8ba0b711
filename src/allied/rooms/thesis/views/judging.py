"""The 90-day tests: every assumption with its date, evidence, odds and verdicts."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import may, require, seats_of
from allied.alliances.doors import find
from allied.kit.errors import Refused
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.rooms.thesis import commands
from allied.rooms.thesis.forms import EvidenceForm, VerdictForm
from allied.rooms.thesis.models import AssumptionEvidence
from allied.rooms.thesis.queries import Document
from allied.rooms.thesis.testing import AssumptionTest, assumption_tests, tally
from allied.rooms.thesis.views.pages import found, opened, thesis_or_404


class Act(NamedTuple):
    """What a form on one assumption does, and what is said then."""

    form: type[forms.Form]
    command: Callable[..., Any]
    says: str


@page
def tests(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Every assumption with its test, in the order of the dates."""
    document = _document(request, alliance_id)
    rows = _tests(request, document)
    seats = seats_of(request.user, document.alliance, timezone.now())
    context = {
        "alliance": document.alliance,
        "document": document,
        "tests": rows,
        "tally": tally(rows),
        "may_judge": may(seats, "thesis.judge"),
    }
    return render(request, "thesis/tests.html", context)


def _document(request: PersonRequest, alliance_id: Any) -> Document:
    _, thesis = opened(request, alliance_id)
    return found(request, thesis_or_404(thesis))


def _tests(request: PersonRequest, document: Document) -> list[AssumptionTest]:
    return assumption_tests(request.user, document, timezone.now().date())


@page
def evidence(request: PersonRequest, alliance_id: Any, item: str) -> HttpResponse:
    """Record something that speaks for or against an assumption."""
    act = Act(EvidenceForm, commands.add_evidence, "Added. Both sides read it.")
    return _write(request, alliance_id, item, act)


@page
def verdicts(request: PersonRequest, alliance_id: Any, item: str) -> HttpResponse:
    """Give our side's verdict on an assumption."""
    says = f"The verdict of {request.user.home.short_name} is recorded."
    return _write(request, alliance_id, item, Act(VerdictForm, commands.judge_assumption, says))


def _write(request: PersonRequest, alliance_id: Any, item: str, act: Act) -> HttpResponse:
    document = _document(request, alliance_id)
    require(request.user, "thesis.judge", document.alliance, timezone.now())
    test = next((t for t in _tests(request, document) if t.assumption.id == item), None)
    if test is None:
        raise Http404
    form = act.form(request.POST or None)
    if request.method == "POST":
        known = {"by": request.user, "thesis": document.thesis, "item": item}
        if carry_out(form, act.command, now=timezone.now(), **known):
            address = reverse("thesis-tests", args=[document.alliance.pk])
            return done(request, f"{address}#{item}", act.says)
    context = {
        "alliance": document.alliance,
        "document": document,
        "test": test,
        "form": form,
        "judging": act.form is VerdictForm,
    }
    return render(request, "thesis/judge.html", context, status=422 if form.errors else 200)


@page
@require_POST
def evidence_withdrawals(
    request: PersonRequest, alliance_id: Any, evidence_id: Any
) -> HttpResponse:
    """Evidence of our own side that turned out to be wrong no longer counts."""
    alliance, _ = opened(request, alliance_id)
    rows = AssumptionEvidence.objects.visible_to(request.user).select_related("alliance", "thesis")
    row = find(rows, pk=evidence_id, alliance=alliance)
    says = "Withdrawn. It stays readable and no longer counts."
    try:
        commands.withdraw_evidence(by=request.user, evidence=row, now=timezone.now())
    except Refused as refusal:
        says = refusal.sentence
    address = reverse("thesis-tests", args=[alliance.pk])
    return done(request, f"{address}#{row.item}", says)

"""The KPIs: which figures are defined, what they lack, what could be defined, and the form of one."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, require
from allied.alliances.doors import find
from allied.kit.forms import attempt, carry_out, done, sent
from allied.kit.lint import counting
from allied.kit.words import counted, listed
from allied.people.doors import PersonRequest, page
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.definitions import content_of
from allied.rooms.agreement.annex.forms import KpiForm, RetirementForm, initial_of
from allied.rooms.agreement.annex.kpis import (
    KpiContent,
    amount,
    lacks,
    red_words,
    target_words,
)
from allied.rooms.agreement.annex.models import Kpi
from allied.rooms.agreement.annex.proposals import Proposal, proposals_for
from allied.rooms.agreement.annex.queries import Annex, kpis_of
from allied.rooms.agreement.annex.views.pages import DEFINE, draw, opened


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The definitions by group, and what could be defined with one click."""
    found = opened(request, alliance_id)
    rows = [_row(kpi, found) for kpi in found.basis.kpis]
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["kpi"].get_perspective_display(), []).append(row)
    proposals = proposals_for(request.user, found.alliance, found.basis.kpis)
    context = {
        "alliance": found.alliance,
        "lead": _lead(rows),
        "groups": groups,
        "waived": sum(bool(one.waived) for one in found.findings if one.section == "kpis"),
        "joint_proposals": [one for one in proposals if not one.ours],
        "own_proposals": [one for one in proposals if one.ours],
        "retired": list(kpis_of(found.alliance, request.user, retired=True)[:50]),
        "may_define": may(found.seats_of(request.user), DEFINE),
    }
    return draw(request, "kpis.html", context)


def _row(kpi: Kpi, found: Annex) -> dict[str, Any]:
    content = content_of(kpi)
    return {
        "kpi": kpi,
        "lacks": lacks(content),
        "findings": [one for one in counting(found.findings) if one.item == kpi.key],
        "start": amount(content.baseline, content.unit),
        "target": target_words(content),
        "red": red_words(content),
        "proves": found.basis.outcomes.get(content.proves, ""),
        "confirmers": listed(
            [one.short for one in found.basis.sides if one.id in content.confirmers]
        ),
    }


def _lead(rows: list[dict[str, Any]]) -> tuple[str, str]:
    if not rows:
        return (
            "Nothing is measured yet.",
            "A KPI says what is counted, by whom, and who confirms it.",
        )
    short = sum(bool(row["lacks"] or row["findings"]) for row in rows)
    said = f"{counted(len(rows), 'KPI')}."
    if not short:
        return said, "Each says what is counted, by whom, and who confirms it."
    return said, f"{counted(short, 'definition lacks', 'definitions lack')} something."


def _basis_of_form(request: PersonRequest, alliance_id: Any) -> tuple[Annex, list[Proposal]]:
    found = opened(request, alliance_id)
    require(request.user, DEFINE, found.alliance, timezone.now())
    return found, proposals_for(request.user, found.alliance, found.basis.kpis)


@page
def new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Define a KPI, empty or from a proposal."""
    found, proposals = _basis_of_form(request, alliance_id)
    proposal = next((one for one in proposals if one.id == request.GET.get("from")), None)
    everybody = tuple(side.id for side in found.basis.sides)
    begun = proposal.content if proposal else KpiContent(name="", confirmers=everybody)
    form = KpiForm(sent(request), found.basis, initial=initial_of(begun))
    made = attempt(
        form,
        lambda: commands.define_kpi(
            by=request.user,
            alliance=found.alliance,
            content=form.content(),
            key=form.cleaned_data["key"],
            now=timezone.now(),
        ),
    )
    if made is not None:
        return _done(request, found, f"{made.key} is defined. Both companies read it.")
    return _form(request, found, form, title="Define a KPI", proposal=proposal, kpi=None)


@page
def one(request: PersonRequest, alliance_id: Any, kpi_id: Any) -> HttpResponse:
    """Change a KPI."""
    found, _ = _basis_of_form(request, alliance_id)
    kpi = find(kpis_of(found.alliance, request.user), pk=kpi_id)
    initial = {**initial_of(content_of(kpi)), "version": kpi.version, "key": kpi.key}
    form = KpiForm(sent(request), found.basis, initial=initial)
    changed = attempt(
        form,
        lambda: commands.change_kpi(
            by=request.user,
            kpi=kpi,
            version=form.cleaned_data["version"] or 0,
            content=form.content(),
            now=timezone.now(),
        ),
    )
    if changed is not None:
        return _done(request, found, f"{changed.key} is changed.")
    title = f"{kpi.key} {kpi.name}"
    return _form(request, found, form, title=title, proposal=None, kpi=kpi)


def _done(request: PersonRequest, found: Annex, says: str) -> HttpResponse:
    return done(request, reverse("annex-kpis", args=[found.alliance.pk]), says)


def _form(request: PersonRequest, found: Annex, form: KpiForm, **more: Any) -> HttpResponse:
    context = {"alliance": found.alliance, "form": form, **more}
    return draw(request, "kpi.html", context, status=422 if form.errors else 200)


@page
def retirement(request: PersonRequest, alliance_id: Any, kpi_id: Any) -> HttpResponse:
    """Retire a KPI, with a reason."""
    found, _ = _basis_of_form(request, alliance_id)
    kpi = find(kpis_of(found.alliance, request.user), pk=kpi_id)
    form = RetirementForm(sent(request))
    if request.method == "POST":
        command = commands.retire_kpi
        if carry_out(form, command, by=request.user, kpi=kpi, now=timezone.now()) is not None:
            return _done(request, found, f"{kpi.key} is retired. Its definition stays readable.")
    context = {"alliance": found.alliance, "form": form, "kpi": kpi}
    return draw(request, "retirement.html", context, status=422 if form.errors else 200)

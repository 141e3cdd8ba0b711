"""How complex the alliance is: the recommendation, how firm it is, and the set-up beside the blueprint."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, require, seats_of
from allied.kit.forms import attempt, done
from allied.people.doors import PersonRequest, page
from allied.rooms.governance.queries.governance import governance_of
from allied.rooms.governance.simulation import commands, telling
from allied.rooms.governance.simulation.complexity import TIERS, assess
from allied.rooms.governance.simulation.factors import factors, setup_of
from allied.rooms.governance.simulation.forms import ComplexityForm
from allied.rooms.governance.simulation.limits import limits
from allied.rooms.governance.simulation.queries import assessments, observed, simulated
from allied.rooms.governance.simulation.setups import compared
from allied.rooms.governance.simulation.weight import weigh
from allied.rooms.governance.views.entering import GOVERNANCE, enter_room


@page
def show(request: PersonRequest, alliance_id: Any, number: int | None = None) -> HttpResponse:
    """The newest version, or one as it was; the offer to begin while there is none."""
    alliance, sides = enter_room(request, alliance_id, GOVERNANCE)
    now = timezone.now()
    kept = assessments(alliance, request.user, number)
    if kept is None:
        raise Http404
    context: dict[str, Any] = {
        "alliance": alliance,
        "kept": kept,
        "may_edit": may(seats_of(request.user, alliance, now), commands.RIGHT),
    }
    if kept.shown is None:
        return render(request, "simulation/complexity_none.html", context)
    found = assess(kept.shown.scores, limits())
    rules = governance_of(alliance, request.user, sides, now)
    context |= {
        "weighed": None,
        "found": found,
        "lead": telling.complexity_lead(found),
        "shares": [(tier, found.shares[tier]) for tier in TIERS],
        "factors": [(one, kept.shown.scores[one.key]) for one in factors()],
        "weights": limits().complexity_weights,
        "setup": setup_of(found.recommended),
        "lines": compared(found.recommended, rules.rules) if rules else (),
    }
    if lived := simulated(alliance, request.user, sides, now):
        seen = observed(alliance, request.user, lived, now)
        context["weighed"], context["weeks"] = weigh(seen, limits()), limits().weeks_observed
        context["weight_words"] = telling.weight_words(context["weighed"], context["weeks"])
    return render(request, "simulation/complexity.html", context)


@page
def answers(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Choose the level of each factor; each time a new version."""
    alliance, _ = enter_room(request, alliance_id, GOVERNANCE)
    now = timezone.now()
    require(request.user, commands.RIGHT, alliance, now)
    kept = assessments(alliance, request.user)
    assert kept is not None  # without a number there is always an answer
    last = kept.shown
    first = {**(last.scores if last else {}), "version": kept.number}
    form = ComplexityForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        row = attempt(
            form,
            lambda: commands.assess_complexity(
                by=request.user,
                alliance=alliance,
                scores=form.scores(),
                version=form.cleaned_data["version"],
                note=form.cleaned_data["note"],
                now=now,
            ),
        )
        if row is not None:
            says = f"{row.result}. Both companies see it."
            return done(request, reverse("governance-complexity", args=[alliance.pk]), says)
    context = {"alliance": alliance, "form": form}
    status = 422 if form.errors else 200
    return render(request, "simulation/complexity_form.html", context, status=status)

"""What if: every type of decision with its share in time, one of them with other values, in the address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, require
from allied.kit.forms import attempt, done
from allied.people.doors import PersonRequest, page
from allied.rooms.governance.rights import DecisionRight
from allied.rooms.governance.simulation import commands, telling
from allied.rooms.governance.simulation.fixes import fixes
from allied.rooms.governance.simulation.forecasting import Forecast, outlook
from allied.rooms.governance.simulation.forms import (
    ProposalForm,
    WhatIfForm,
    first_values,
    wish_words,
)
from allied.rooms.governance.simulation.queries import Simulated, observed, simulated
from allied.rooms.governance.simulation.weight import weigh
from allied.rooms.governance.simulation.what_if import WhatIf, changed, same_place
from allied.rooms.governance.views.entering import GOVERNANCE, enter_room

SHOWN_DAYS = 40
ROOMY = 1.6
KNOWN = tuple(WhatIf.__dataclass_fields__)


@page
def show(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The whole page; with fragment=1 only the part that depends on the form."""
    alliance, sides = enter_room(request, alliance_id, GOVERNANCE)
    now = timezone.now()
    found = simulated(alliance, request.user, sides, now)
    if found is None:
        return render(request, "simulation/none.html", {"alliance": alliance})
    right = _chosen(found, request.GET.get("right", ""))
    form = _form(request, found, right)
    context: dict[str, Any] = {"alliance": alliance, "right": right, "form": form}
    context |= _answer(found, right, form)
    seats = found.governance.seats.of(request.user)
    context["may_edit"] = may(seats, commands.RIGHT)
    context["version"] = found.governance.newest.version
    context["is_signed"] = found.governance.is_signed
    status = 422 if form.errors else 200
    if request.GET.get("fragment"):
        return render(request, "simulation/_answer.html", context, status=status)
    context |= _whole(found, right)
    weighed = weigh(observed(alliance, request.user, found, now), found.around.limits)
    weeks = found.around.limits.weeks_observed
    context |= {
        "weighed": weighed,
        "weeks": weeks,
        "weight_words": telling.weight_words(weighed, weeks),
    }
    return render(request, "simulation/what_if.html", context, status=status)


def _chosen(found: Simulated, key: str) -> DecisionRight:
    """The type that the address names, else the one that is late most often."""
    rules, forecasts = found.governance.rules, found.now.forecasts
    if key:
        right = rules.right(key)
        if right is None:
            raise Http404
        return right
    if not rules.rights:
        raise Http404
    worst = sorted(forecasts.values(), key=lambda seen: seen.outcome.on_time)
    return worst[0].right if worst else rules.rights[0]


def _form(request: HttpRequest, found: Simulated, right: DecisionRight) -> WhatIfForm:
    forum = None if right.as_needed else found.governance.rules.forum(right.forum)
    first = first_values(right, forum)
    given = {name: request.GET[name] for name in KNOWN if request.GET.get(name, "").strip()}
    # What the address leaves out is as it is today, and the form shows it so.
    said = {name: "" if value is None else value for name, value in first.items()} | given
    return WhatIfForm(said if given else None, initial=first, right=right, forum=forum)


def _answer(found: Simulated, right: DecisionRight, form: WhatIfForm) -> dict[str, Any]:
    """What the wish gives, beside what is today."""
    today = found.now.forecasts.get(right.id)
    wish = form.wish() if form.is_bound and form.is_valid() else WhatIf()
    seen, hours = today, found.now.run.hours_per_decision if found.now.run else 0.0
    why = found.now.left_out.get(right.id, "")
    if not wish.is_nothing:
        tried = outlook(changed(found.governance.rules, right.id, wish), found.around)
        seen, why = tried.forecasts.get(right.id), tried.left_out.get(right.id, "")
        hours = tried.run.hours_per_decision if tried.run else hours
    return {
        "today": today,
        "seen": seen,
        "wish": wish,
        "wish_words": wish_words(wish),
        "chart": _chart(seen) if seen else None,
        "says": telling.lead(seen) if seen else telling.left_out(right, why),
        "days": telling.days_words(seen) if seen else "",
        "hours": hours,
        "touched": same_place(right, found.governance.rules) if not wish.is_nothing else (),
    }


def _chart(seen: Forecast) -> dict[str, Any]:
    """The bars up to where nearly all is decided; the rest in one number."""
    days = seen.outcome.days
    sla = seen.right.sla_days or 0
    needed = max(int(seen.outcome.p90 * ROOMY) + 1, sla + 2)
    shown = days[: min(max(needed, 10), SHOWN_DAYS, len(days))]
    later = sum(days[len(shown) :]) + seen.outcome.beyond
    said = f"{seen.outcome.count:,} simulated decisions, {later:,} later than {len(shown)} days"
    return {"days": shown, "sla": sla, "later": later, "says": said}


def _whole(found: Simulated, right: DecisionRight) -> dict[str, Any]:
    """The table of all types, the ways to the target, the warnings, and what it all rests on."""
    now, around = found.now, found.around
    seen = now.forecasts.get(right.id)
    ways = fixes(now, right.id, around, around.limits.target) if seen else None
    return {
        "lead": telling.lead(seen) if seen else telling.left_out(right, now.left_out[right.id]),
        "at_best": telling.at_best(seen) if seen else "",
        "reckoned": telling.reckoned(seen) if seen else (),
        "rows": [_row(one, found) for one in found.governance.rules.rights],
        "ways": ways,
        "ways_words": telling.fix_sentence(ways, seen) if ways and seen else "",
        "warnings": [said for _, key, said in telling.warnings(now, around) if key == right.id],
        "year": around.year,
        "met": now.met.get(right.forum) if not right.as_needed else None,
        "limits": around.limits,
        "room": around.room,
        "run": now.run,
    }


def _row(right: DecisionRight, found: Simulated) -> dict[str, Any]:
    rules = found.governance.rules
    forum = rules.forum(right.forum)
    where = "As needed" if right.as_needed else forum.name if forum else "Nowhere"
    return {
        "right": right,
        "where": where,
        "seen": found.now.forecasts.get(right.id),
        "why": found.now.left_out.get(right.id, ""),
    }


@page
def proposal(request: PersonRequest, alliance_id: Any, key: str) -> HttpResponse:
    """Put the change into the draft of the blueprint; the page asks for the right before it shows."""
    alliance, sides = enter_room(request, alliance_id, GOVERNANCE)
    now = timezone.now()
    require(request.user, commands.RIGHT, alliance, now)
    found = simulated(alliance, request.user, sides, now)
    right = found.governance.rules.right(key) if found else None
    if found is None or right is None:
        raise Http404
    forum = None if right.as_needed else found.governance.rules.forum(right.forum)
    said = request.POST if request.method == "POST" else None
    first = {**first_values(right, forum), "version": found.governance.newest.version}
    form = ProposalForm(said, initial=first, right=right, forum=forum)
    if said is not None:
        row = attempt(
            form,
            lambda: commands.propose_change(
                by=request.user,
                alliance=alliance,
                right_id=key,
                wish=form.wish(),
                version=form.cleaned_data["version"],
                now=now,
            ),
        )
        if row is not None:
            says = (
                "Written into the draft of the blueprint. It counts when both sponsors have signed."
            )
            return done(request, reverse("governance", args=[alliance.pk]), says)
    context = {"alliance": alliance, "form": form, "right": right}
    status = 422 if form.errors else 200
    return render(request, "simulation/proposal.html", context, status=status)

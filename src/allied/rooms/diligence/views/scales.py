"""What the five levels mean in this alliance."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.kit.forms import attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.diligence import commands
from allied.rooms.diligence.forms import ScalesForm, amount_text, share_text
from allied.rooms.diligence.models import RiskScale
from allied.rooms.diligence.rating import scales_from, tolerance_of
from allied.rooms.diligence.scales import (
    Scales,
    delay_in_words,
    impact_in_words,
    probability_in_words,
)
from allied.rooms.diligence.views.entering import draw, enter_room


@page
def scales(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The bands, and for those who may a form that sets them."""
    alliance = enter_room(request, alliance_id)
    row = RiskScale.objects.visible_to(request.user).filter(alliance=alliance).first()
    found = scales_from(alliance, row)
    form = ScalesForm(sent(request), scales=found, first=_first(found, row))
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: commands.change_scales(
                by=request.user,
                alliance=alliance,
                impact_upto=form.impact_upto(),
                delay_upto=form.delay_upto(),
                tolerance=form.tolerance(),
                version=form.cleaned_data["version"],
                now=timezone.now(),
            ),
        )
        if changed:
            address = reverse("risk-scales", args=[alliance.pk])
            return done(request, address, "The scales are set, and every open risk is placed anew.")
    context = {
        "alliance": alliance,
        "form": form,
        "levels": levels_of(found),
        "row": row,
        "may_scale": may(seats_of(request.user, alliance, timezone.now()), "risk.scale"),
    }
    return draw(request, "scales.html", context, refused=bool(form.errors))


def levels_of(found: Scales) -> list[tuple[int, str, str, str, str, str]]:
    """The levels as rows of a table: number, likely, its band, bad, its band, its delay."""
    delays = [delay_in_words(band) for band in found.delay] or ["not rated"] * 5
    return [
        (
            likely.level,
            likely.name.capitalize(),
            probability_in_words(likely),
            bad.name.capitalize(),
            impact_in_words(bad, found.currency),
            late,
        )
        for likely, bad, late in zip(found.probability, found.impact, delays, strict=True)
    ]


def _first(found: Scales, row: RiskScale | None) -> dict[str, Any]:
    first: dict[str, Any] = {"version": row.version if row else 0}
    for n, point in enumerate(tolerance_of(row), 1):
        first[f"amount_{n}"] = amount_text(point.amount, found.currency)
        first[f"chance_{n}"] = share_text(Decimal(str(point.chance)))
    for band in found.impact[:-1]:
        first[f"impact_{band.level}"] = amount_text(band.upto, found.currency)
    for band in found.delay[:-1]:
        first[f"delay_{band.level}"] = int(band.upto or 0)
    return first

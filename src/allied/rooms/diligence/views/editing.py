"""Writing a risk: a joint one, a private one, one that the thesis names, or one that exists."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone

from allied.alliances.models import Alliance
from allied.kit.forms import attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.forms import RiskForm, first_of
from allied.rooms.diligence.making import NOWHERE, Origin
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.queries.named import THESIS_RISK
from allied.rooms.diligence.rating import scales_of
from allied.rooms.diligence.views.entering import (
    address_of,
    draw,
    enter_private,
    enter_risk,
    enter_room,
    owners_for,
)
from allied.rooms.diligence.views.scales import levels_of
from allied.rooms.diligence.writing import require_hand, require_writer
from allied.rooms.thesis.queries import joint_thesis, newest_document


@page
def new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """A risk for both companies."""
    return begin(request, enter_room(request, alliance_id), JOINT)


@page
def own_new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """A risk that only one's own company sees."""
    return begin(request, enter_private(request, alliance_id), OURS)


@page
def from_thesis(request: PersonRequest, alliance_id: Any, item: str) -> HttpResponse:
    """A risk that the value thesis names, copied to the register."""
    alliance = enter_room(request, alliance_id)
    thesis = joint_thesis(request.user, alliance)
    document = newest_document(request.user, thesis) if thesis else None
    named = [one for one in document.content.risks if one.id == item] if document else []
    if not named:
        raise Http404
    first = {"title": named[0].text, "mitigation": named[0].mitigation}
    return begin(request, alliance, JOINT, first=first, origin=Origin(THESIS_RISK, item))


def begin(
    request: PersonRequest,
    alliance: Alliance,
    audience: str,
    *,
    first: dict[str, Any] | None = None,
    origin: Origin = NOWHERE,
    register: Callable[..., Risk] = commands.register_risk,
) -> HttpResponse:
    """The form of a new risk, or the risk that it became."""
    require_writer(request.user, alliance, audience, timezone.now())
    owners = owners_for(request, alliance, audience)
    start = {"owner": str(request.user.pk)} | (first or {})
    form = RiskForm(
        sent(request), scales=scales_of(alliance), owners=owners, first=start, mitigated=True
    )
    known = {
        "by": request.user,
        "alliance": alliance,
        "audience": audience,
        "origin": origin,
        "now": timezone.now(),
    }
    if request.method == "POST":
        made: Risk | None = attempt(
            form,
            lambda: register(
                **known, said=form.content(), control=form.control(), **form.carried_by()
            ),
        )
        if made:
            seen = "Only you and your company see it." if audience == OURS else ""
            return done(request, address_of(made), f"{made.ref} is on the register. {seen}".strip())
    context = {
        "alliance": alliance,
        "form": form,
        "audience": audience,
        "levels": levels_of(form.scales),
    }
    return draw(request, "edit.html", context | _words(audience), refused=bool(form.errors))


def _words(audience: str) -> dict[str, Any]:
    ours = audience == OURS
    return {
        "title": "A private risk" if ours else "A new risk",
        "risk": None,
        "back": "",
    }


@page
def change(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """Describe or rate a risk anew."""
    risk = enter_risk(request, alliance_id, risk_id)
    require_hand(request.user, risk, timezone.now())
    owners = owners_for(request, risk.alliance, risk.audience)
    scales = scales_of(risk.alliance)
    form = RiskForm(sent(request), scales=scales, owners=owners, first=first_of(risk))
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: commands.change_risk(
                by=request.user,
                risk=risk,
                said=form.content(),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
                **form.carried_by(),
            ),
        )
        if changed:
            return done(request, address_of(risk), f"{risk.ref} is changed.")
    context = {
        "alliance": risk.alliance,
        "form": form,
        "audience": risk.audience,
        "levels": levels_of(scales),
        "title": f"Change {risk.ref}",
        "risk": risk,
        "back": address_of(risk),
    }
    return draw(request, "edit.html", context, refused=bool(form.errors))

"""The one step from a private risk to a joint one: who reads it now, who after, every word."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone

from allied.alliances.access import RIGHTS, require
from allied.alliances.models import Alliance
from allied.kit.forms import attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.people.scope import OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.forms import ShareForm, first_of
from allied.rooms.diligence.rating import scales_of
from allied.rooms.diligence.views.entering import address_of, draw, enter_risk, owners_for


@page
def share(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """Choose the words that leave one's own side; controls and the rest stay there."""
    risk = enter_risk(request, alliance_id, risk_id)
    if risk.audience != OURS:
        raise Http404
    require(request.user, "private.share", risk.alliance, timezone.now())
    owners = owners_for(request, risk.alliance, risk.audience)
    first = first_of(risk) | {"review_on": None}
    form = ShareForm(sent(request), scales=scales_of(risk.alliance), owners=owners, first=first)
    if request.method == "POST":
        shared = attempt(
            form,
            lambda: commands.share_risk(
                by=request.user, risk=risk, said=form.content(), now=timezone.now()
            ),
        )
        if shared:
            says = f"Shared as {shared.ref}. {risk.ref} stays private."
            return done(request, address_of(shared), says)
    context = {
        "alliance": risk.alliance,
        "risk": risk,
        "form": form,
        **_readers(risk.alliance, request.user.home_id),
    }
    return draw(request, "share.html", context, refused=bool(form.errors))


def _readers(alliance: Alliance, organisation_id: Any) -> dict[str, int]:
    """How many people read the private risk, and how many will read the joint one."""
    current = alliance.seats.filter(ended_at__isnull=True)
    own = current.filter(organisation_id=organisation_id, role__in=RIGHTS["private.read"].roles)
    return {
        "now_people": own.values("person").distinct().count(),
        "after_people": current.values("person").distinct().count(),
    }

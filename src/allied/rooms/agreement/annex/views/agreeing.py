"""Putting the annex up, signing it, refusing, and taking a signature back."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.forms import RefusalForm
from allied.rooms.agreement.annex.views.pages import SIGN, draw, drawn, opened


def _acted(
    request: PersonRequest, alliance_id: Any, says: str, command: Any, **known: Any
) -> HttpResponse:
    found = opened(request, alliance_id)
    try:
        command(by=request.user, alliance=found.alliance, now=timezone.now(), **known)
    except Refused as refusal:
        return drawn(request, opened(request, alliance_id), refusal.sentence)
    return done(request, reverse("annex", args=[found.alliance.pk]), says)


@page
@require_POST
def sign_offs(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Freeze the annex as it was read and ask every sponsor to sign."""
    digest = request.POST.get("digest", "")
    says = "Frozen and up for signature. The sponsors are asked."
    return _acted(request, alliance_id, says, commands.put_up_annex, digest=digest)


@page
@require_POST
def signatures(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Sign for one's own company."""
    digest = request.POST.get("digest", "")
    says = f"Signed for {request.user.home.short_name}. It stands in the record."
    return _acted(request, alliance_id, says, commands.sign_annex, digest=digest)


@page
@require_POST
def signature_withdrawal(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Take the company's signature back."""
    command = commands.withdraw_annex_signature
    return _acted(request, alliance_id, "Your signature is taken back.", command)


@page
def refusals(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Refuse to sign, with a reason that both companies read."""
    found = opened(request, alliance_id)
    require(request.user, SIGN, found.alliance, timezone.now())
    digest = found.newest.digest if found.newest else ""
    form = RefusalForm(request.POST or None, initial={"digest": digest})
    if request.method == "POST":
        refused = carry_out(
            form,
            commands.refuse_annex,
            by=request.user,
            alliance=found.alliance,
            now=timezone.now(),
        )
        if refused is not None:
            says = "Refused. Both companies read why."
            return done(request, reverse("annex", args=[found.alliance.pk]), says)
    context = {"alliance": found.alliance, "form": form}
    return draw(request, "refusal.html", context, status=422 if form.errors else 200)

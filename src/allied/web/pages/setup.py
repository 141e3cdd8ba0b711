"""The first run: your organisation, your first alliance, the partner. Each step may be left for later."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.commands import start_alliance
from allied.alliances.doors import enter as enter_alliance
from allied.alliances.forms import InvitePartnerForm, StartForm
from allied.alliances.founding import found_installation
from allied.alliances.invitation_views import show_link_of
from allied.alliances.invitations import invite_partner
from allied.alliances.models import Alliance
from allied.kit.forms import SeeOther, attempt, carry_out, sent
from allied.people.doors import PersonRequest, page
from allied.people.entering import enter
from allied.people.forms import FirstRunForm
from allied.people.homes import is_founded

STEPS = {
    "organisation": "Your organisation",
    "alliance": "First alliance",
    "partner": "The partner",
}
LATER = {"alliance": "New alliance", "partner": "The partner"}


def _draw(
    request: HttpRequest, step: str, form: Any, *, first: bool = True, **more: Any
) -> HttpResponse:
    steps = STEPS if first else LATER
    at = [*steps].index(step) + 1
    context = {"step": at, "steps": [*steps.values()], "title": steps[step], "form": form, **more}
    status = 422 if form.errors else 200
    return render(request, f"people/setup/{step}.html", context, status=status)


def _is_first(request: PersonRequest, this: Any = None) -> bool:
    """Whether this person sits in no other alliance."""
    return not Alliance.objects.visible_to(request.user).exclude(pk=this).exists()


def start(request: HttpRequest) -> HttpResponse:
    """Your organisation and yourself; only while this server belongs to nobody."""
    if is_founded():
        return redirect("week")
    form = FirstRunForm(sent(request))
    if request.method == "POST":
        person = attempt(
            form,
            lambda: found_installation(
                home=form.home(),
                account=form.account(form.cleaned_data["email"]),
                now=timezone.now(),
            ),
        )
        if person:
            return enter(request, person, reverse("start-alliance"))
    return _draw(request, "organisation", form)


@page
def alliance(request: PersonRequest) -> HttpResponse:
    """An alliance, the first one or another; nobody else knows of it before a partner is invited."""
    form = StartForm(sent(request))
    if request.method == "POST":
        made = carry_out(form, start_alliance, by=request.user, now=timezone.now())
        if made:
            return SeeOther(reverse("start-partner", args=[made.pk]))
    return _draw(request, "alliance", form, first=_is_first(request))


@page
def partner(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Invite the partner through one person there."""
    found = enter_alliance(request, alliance_id)
    form = InvitePartnerForm(sent(request))
    if request.method == "POST":
        made = carry_out(form, invite_partner, by=request.user, alliance=found, now=timezone.now())
        if made:
            return show_link_of(request, made)
    return _draw(request, "partner", form, first=_is_first(request, found.pk), alliance=found)

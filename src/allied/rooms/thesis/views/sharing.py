"""The one step from our own draft to a joint copy: who reads it now, who after, every word."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import RIGHTS, require
from allied.alliances.models import Alliance
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.rooms.thesis import commands
from allied.rooms.thesis.forms import ShareForm
from allied.rooms.thesis.sections import TITLES
from allied.rooms.thesis.views.pages import newest, opened, thesis_or_404


@page
def shares(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Share chosen sections of our draft; what is left out stays with us."""
    alliance, thesis = opened(request, alliance_id, own=True)
    thesis = thesis_or_404(thesis)
    require(request.user, "private.share", alliance, timezone.now())
    if thesis.shared_at:
        return redirect("thesis", alliance.pk)
    document = newest(request, thesis)
    first = {"version": document.version.edit, "sections": list(TITLES)}
    form = ShareForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("read")
        joint = carry_out(
            form, commands.share_draft, by=request.user, thesis=thesis, now=timezone.now()
        )
        if joint:
            address = reverse("thesis", args=[alliance.pk])
            return done(request, address, "Shared. Your own draft stays as it was, for you only.")
    context = {
        "alliance": alliance,
        "document": document,
        "content": document.content,
        "names": document.names,
        "form": form,
        "titles": TITLES,
        **_readers(alliance, request.user.home_id),
    }
    return render(request, "thesis/share.html", context, status=422 if form.errors else 200)


def _readers(alliance: Alliance, organisation_id: Any) -> dict[str, int]:
    """How many people read our draft, and how many will read the joint copy."""
    current = alliance.seats.filter(ended_at__isnull=True)
    own = current.filter(organisation_id=organisation_id, role__in=RIGHTS["private.read"].roles)
    return {
        "now_people": own.values("person").distinct().count(),
        "after_people": current.values("person").distinct().count(),
    }

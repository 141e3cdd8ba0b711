"""Raising a matter with both companies, or preparing it for one's own side."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, require, seats_of
from allied.alliances.doors import find
from allied.alliances.models import Alliance
from allied.kit.forms import attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.conflict import commands
from allied.rooms.conflict.forms import MatterForm, first_of
from allied.rooms.conflict.models import Conflict, ConflictDraft
from allied.rooms.conflict.queries.ladder import ladder_of
from allied.rooms.conflict.queries.register import drafts_of
from allied.rooms.conflict.references import offered
from allied.rooms.conflict.views.entering import address_of, draw, enter_private, enter_room
from allied.rooms.conflict.writing import RAISE

PRIVATE = "private.write"


@page
def new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Write a matter; it is raised, or kept as a draft."""
    alliance = enter_room(request, alliance_id)
    require(request.user, RAISE, alliance, timezone.now())
    return _page(request, alliance, None)


@page
def draft(request: PersonRequest, alliance_id: Any, conflict_draft_id: Any) -> HttpResponse:
    """Write on in a draft, or raise what it says."""
    alliance = enter_private(request, alliance_id)
    return _page(request, alliance, _draft(request, alliance, conflict_draft_id))


def _draft(request: PersonRequest, alliance: Alliance, draft_id: Any) -> ConflictDraft:
    found = find(drafts_of(request.user, alliance), pk=draft_id)
    found.alliance = alliance
    return found


def _page(request: PersonRequest, alliance: Alliance, known: ConflictDraft | None) -> HttpResponse:
    first = first_of(known) | {"version": known.version} if known else {}
    form = MatterForm(
        sent(request), initial=first, currency=alliance.currency, offered=offered(alliance)
    )
    if request.method == "POST":
        keeps = request.POST.get("act") == "draft"
        call = _keep if keeps else _raise
        result = attempt(form, lambda: call(request, alliance, form, known))
        if isinstance(result, Conflict):
            says = f"Raised. {result.ref} stands on its first step."
            return done(request, address_of(result), says)
        if result is not None:
            address = reverse("conflict-draft", args=[alliance.pk, result.pk])
            return done(request, address, f"Kept. Only {request.user.home.short_name} sees it.")
    seats = seats_of(request.user, alliance, timezone.now())
    context = {
        "alliance": alliance,
        "form": form,
        "draft": known,
        "ladder": ladder_of(alliance),
        "may_keep": may(seats, PRIVATE),
    }
    return draw(request, "raise.html", context, refused=bool(form.errors))


def _raise(
    request: PersonRequest, alliance: Alliance, form: MatterForm, known: ConflictDraft | None
) -> Conflict:
    return commands.raise_conflict(
        by=request.user,
        alliance=alliance,
        matter=form.matter(),
        about=form.about_asked(),
        not_a_person=form.cleaned_data["not_a_person"],
        draft=known,
        now=timezone.now(),
    )


def _keep(
    request: PersonRequest, alliance: Alliance, form: MatterForm, known: ConflictDraft | None
) -> ConflictDraft:
    said: dict[str, Any] = {
        "by": request.user,
        "matter": form.matter(),
        "about": form.about_asked(),
        "now": timezone.now(),
    }
    if known is None:
        return commands.write_conflict_draft(alliance=alliance, **said)
    version = form.cleaned_data["version"] or 0
    return commands.change_conflict_draft(draft=known, version=version, **said)


@page
def drafts(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The drafts of one's own company."""
    alliance = enter_private(request, alliance_id)
    rows = list(drafts_of(request.user, alliance).order_by("-changed_at", "pk")[:100])
    return draw(request, "drafts.html", {"alliance": alliance, "drafts": rows})


@page
def removal(request: PersonRequest, alliance_id: Any, conflict_draft_id: Any) -> HttpResponse:
    """Give a draft up; asked once more on a page of its own."""
    alliance = enter_private(request, alliance_id)
    found = _draft(request, alliance, conflict_draft_id)
    if request.method == "POST":
        commands.remove_conflict_draft(by=request.user, draft=found, now=timezone.now())
        return done(request, reverse("conflicts", args=[alliance.pk]), "The draft is removed.")
    return draw(request, "draft_removal.html", {"alliance": alliance, "draft": found})

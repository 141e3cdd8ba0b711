"""Writing one part of the terms of the annex."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import require
from allied.kit.errors import Outdated, Refused
from allied.kit.forms import done
from allied.people.doors import PersonRequest, page
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.building import SECTION_OF_PART
from allied.rooms.agreement.annex.part_forms import PartForm, filled_form, sent_form
from allied.rooms.agreement.annex.queries import Annex
from allied.rooms.agreement.annex.terms import PARTS
from allied.rooms.agreement.annex.views.pages import EDIT, draw, opened


@page
def part(request: PersonRequest, alliance_id: Any, part: str) -> HttpResponse:
    """Change one part: planning, reporting, changes, sharing, own clauses."""
    found = opened(request, alliance_id)
    require(request.user, EDIT, found.alliance, timezone.now())
    if part not in PARTS:
        raise Http404
    rights = [(right.id, right.name) for right in found.basis.blueprint.rights]
    if request.method != "POST":
        form = filled_form(part, found.basis.terms[part], rights)
        return _drawn(request, found, form, found.terms_version)
    form = sent_form(part, request.POST, rights)
    opened_at = _opened_at(request)
    if act := request.POST.get("act", ""):
        form.act(act)
        return _drawn(request, found, form, opened_at)
    return _saved(request, found, form, opened_at)


def _opened_at(request: PersonRequest) -> int:
    """The state of the terms that the writer started from."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0


def _saved(request: PersonRequest, found: Annex, form: PartForm, opened_at: int) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            commands.change_terms(
                by=request.user,
                alliance=found.alliance,
                part=form.name,
                content=form.plain(),
                version=opened_at,
                now=timezone.now(),
            )
            where = f"{reverse('annex', args=[found.alliance.pk])}#{SECTION_OF_PART[form.name]}"
            return done(request, where, f"{form.part.title} is changed.")
        except Outdated as refusal:
            # What was typed is kept; the newest state is named, so that saving again is a choice.
            status, opened_at = 409, found.terms_version
            form.said = [
                refusal.sentence,
                "Your text is kept below. Save it again to put it in place.",
            ]
        except Refused as refusal:
            form.refuse(refusal)
    return _drawn(request, found, form, opened_at, status)


def _drawn(
    request: PersonRequest, found: Annex, form: PartForm, opened_at: int, status: int = 200
) -> HttpResponse:
    context = {
        "alliance": found.alliance,
        "form": form,
        "opened_at": opened_at,
        "section": SECTION_OF_PART[form.name],
    }
    return draw(request, "part.html", context, status=status)

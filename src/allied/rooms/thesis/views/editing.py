"""Starting the thesis and changing one section of it at a time."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import require
from allied.kit.errors import Outdated, Refused
from allied.kit.forms import done
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT, OURS
from allied.rooms.thesis import commands
from allied.rooms.thesis.forms import SectionForm, filled_form, sent_form
from allied.rooms.thesis.models import Thesis
from allied.rooms.thesis.queries import Document
from allied.rooms.thesis.sections import TITLES
from allied.rooms.thesis.views.pages import choices_of, draw, newest, opened, thesis_or_404


@page
@require_POST
def starts(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Begin the thesis: joint, or as our own draft."""
    alliance, _ = opened(request, alliance_id)
    audience = OURS if request.POST.get("audience") == OURS else JOINT
    try:
        commands.start_thesis(
            by=request.user, alliance=alliance, audience=audience, now=timezone.now()
        )
    except Refused as refusal:
        return done(request, reverse("thesis", args=[alliance.pk]), refusal.sentence)
    route = "thesis-own" if audience == OURS else "thesis-draft"
    return done(request, reverse(route, args=[alliance.pk]), _reads(request, audience))


def _reads(request: PersonRequest, audience: str) -> str:
    if audience == JOINT:
        return "The value thesis is started. Every party reads it."
    return f"Your draft is started. Only {request.user.home.short_name} sees it."


@page
def section(request: PersonRequest, alliance_id: Any, section: str) -> HttpResponse:
    """Change one section of the joint thesis, in its place in the document."""
    _, thesis = opened(request, alliance_id)
    return _edit(request, thesis_or_404(thesis), section)


@page
def own_section(request: PersonRequest, alliance_id: Any, section: str) -> HttpResponse:
    """Change one section of our own draft, in its place in the document."""
    _, thesis = opened(request, alliance_id, own=True)
    return _edit(request, thesis_or_404(thesis), section)


def _edit(request: PersonRequest, thesis: Thesis, section: str) -> HttpResponse:
    if section not in TITLES:
        raise Http404
    require(request.user, "thesis.edit", thesis.alliance, timezone.now())
    document = newest(request, thesis)
    if thesis.shared_at:
        return redirect(_address(document))
    sides = choices_of(document)
    if request.method != "POST":
        form = filled_form(section, document.content, sides)
        return draw(request, document, form=form, editing=True)
    form = sent_form(section, request.POST, sides)
    act = request.POST.get("act", "")
    if act:
        form.act(act)
        return draw(request, document, form=form, editing=True, opened_at=_opened_at(request))
    return _save(request, document, form)


def _opened_at(request: PersonRequest) -> int:
    """The edit the writer started from."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) <= 9 else 0


def _save(request: PersonRequest, document: Document, form: SectionForm) -> HttpResponse:
    status = 422
    opened_at = _opened_at(request)
    if form.is_valid():
        try:
            commands.change_section(
                by=request.user,
                thesis=document.thesis,
                section=form.section,
                content=form.plain(),
                version=opened_at,
                now=timezone.now(),
            )
            where = f"{_address(document)}#{form.section}"
            return done(
                request, where, f"{form.title} is changed. {_signed_again(document)}".strip()
            )
        except Outdated as refusal:
            # What was typed is kept; the newest state is named, so that saving again is a choice.
            status, opened_at = 409, document.version.edit
            form.said = [
                refusal.sentence,
                "Your text is kept below. Save it again to put it in place.",
            ]
        except Refused as refusal:
            form.refuse(refusal)
    return draw(request, document, form=form, editing=True, status=status, opened_at=opened_at)


def _signed_again(document: Document) -> str:
    if document.version.state == "up for signature":
        return "The signatures on the last version no longer count."
    return ""


def _address(document: Document) -> str:
    route = "thesis-own" if document.thesis.audience == OURS else "thesis-draft"
    return reverse(route, args=[document.alliance.pk])

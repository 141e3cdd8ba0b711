"""Putting the thesis up for signature, signing it, refusing, taking a signature back."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import require
from allied.kit.errors import Outdated, Refused
from allied.kit.forms import Form, carry_out, done
from allied.kit.lint import counting
from allied.people.doors import PersonRequest, page
from allied.rooms.thesis import commands
from allied.rooms.thesis.findings import findings_today
from allied.rooms.thesis.forms import RefusalForm
from allied.rooms.thesis.queries import changes_between
from allied.rooms.thesis.views.pages import found, newest, opened, thesis_or_404


class EditForm(Form):
    """The state of the draft that somebody read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


@page
def sign_offs(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Ask every party to sign the draft, after reading what the lint still says about it."""
    alliance, thesis = opened(request, alliance_id)
    thesis = thesis_or_404(thesis)
    require(request.user, "thesis.edit", alliance, timezone.now())
    document = newest(request, thesis)
    form = EditForm(request.POST or None)
    if request.method == "POST":
        opened_ = carry_out(
            form,
            commands.put_up_for_signature,
            by=request.user,
            thesis=thesis,
            now=timezone.now(),
        )
        if opened_:
            address = reverse("thesis", args=[alliance.pk])
            return done(request, address, f"{opened_.title} is up for signature.")
    before = document.in_force
    context = {
        "alliance": alliance,
        "document": document,
        "findings": counting(findings_today(document, timezone.now().date())),
        "changes": changes_between(found(request, thesis, before.revision), document)
        if before
        else (),
        "form": form,
    }
    return render(request, "thesis/sign_off.html", context, status=422 if form.errors else 200)


@page
@require_POST
def signatures(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Sign for one's own organisation what the page showed."""
    alliance, thesis = opened(request, alliance_id)
    address = reverse("thesis", args=[alliance.pk])
    try:
        sign_off = commands.sign_thesis(
            by=request.user,
            thesis=thesis_or_404(thesis),
            digest=request.POST.get("digest", "")[:64],
            now=timezone.now(),
        )
    except Outdated as refusal:
        return done(request, address, f"Not signed: {refusal.sentence}")
    except Refused as refusal:
        return done(request, address, refusal.sentence)
    rest = "It is in force." if sign_off.completed_at else "The other signatures are still missing."
    return done(request, address, f"Signed for {request.user.home.short_name}. {rest}")


@page
def refusals(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Refuse to sign, with a reason that every party reads."""
    alliance, thesis = opened(request, alliance_id)
    thesis = thesis_or_404(thesis)
    require(request.user, "thesis.sign", alliance, timezone.now())
    document = found(request, thesis)
    form = RefusalForm(request.POST or None, initial={"digest": document.version.digest})
    if request.method == "POST":
        refused = carry_out(
            form, commands.refuse_thesis, by=request.user, thesis=thesis, now=timezone.now()
        )
        if refused:
            says = f"Refused for {request.user.home.short_name}. Every party reads why."
            return done(request, reverse("thesis", args=[alliance.pk]), says)
    context = {"alliance": alliance, "document": document, "form": form}
    return render(request, "thesis/refusal.html", context, status=422 if form.errors else 200)


@page
@require_POST
def withdrawals(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Take one's own organisation's signature back while another one is missing."""
    alliance, thesis = opened(request, alliance_id)
    says = f"The signature of {request.user.home.short_name} is withdrawn."
    try:
        commands.withdraw_signature(
            by=request.user, thesis=thesis_or_404(thesis), now=timezone.now()
        )
    except Refused as refusal:
        says = refusal.sentence
    return done(request, reverse("thesis", args=[alliance.pk]), says)

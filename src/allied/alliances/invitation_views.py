"""Inviting, and the page behind an invitation."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances import acceptance, invitation_links, invitations
from allied.alliances.access import may, seats_of
from allied.alliances.doors import enter, find
from allied.alliances.forms import (
    PARTNER_CHOICES,
    InviteColleagueForm,
    InvitePartnerForm,
    NewcomerForm,
)
from allied.alliances.models import Alliance, Invitation, Party, Role
from allied.alliances.organisations import require_administrator
from allied.alliances.queries import expected_by
from allied.kit.errors import NotAllowed
from allied.kit.forms import SeeOther, attempt, carry_out, done, sent
from allied.kit.moments import moment
from allied.people.doors import PersonRequest, page, person_of
from allied.people.entering import enter as sign_in
from allied.people.forms import PartnerForm, PersonFields
from allied.people.models import Person
from allied.people.rules import COLOUR_NAMES

FRESH = "fresh-invitation"
EXPECTED = {"csrfmiddlewaretoken", "once"}


def show_link_of(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Go to the page that shows the link of a new invitation, this once."""
    request.session[FRESH] = str(invitation.pk)
    return SeeOther(reverse("invitation-link", args=[invitation.pk]))


@page
def link(request: PersonRequest, invitation_id: UUID) -> HttpResponse:
    """The link of an invitation that was just sent; a second look shows it no more."""
    rows = Invitation.objects.visible_to(request.user).select_related("alliance")
    row = find(rows, pk=invitation_id)
    if row.alliance is not None:
        enter(request, row.alliance_id)
    request.audience = "private"
    fresh = request.session.pop(FRESH, "") == str(row.pk)
    address = invitation_links.link_to_pass_on(row) if fresh else ""
    context = {
        "invitation": row,
        "link": address,
        "fresh": fresh,
        "back": _back(row),
        "mailed": settings.MAIL_LEAVES,
    }
    return render(request, "alliances/invitation_link.html", context)


def _back(row: Invitation) -> str:
    if row.alliance_id is None:
        return reverse("organisation-people")
    return reverse("alliance-people", args=[row.alliance_id])


def _draw(request: HttpRequest, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"alliances/{template}.html", {"form": form, **more}, status=status)


def _enter_with(request: PersonRequest, alliance_id: Any, right: str) -> Alliance:
    alliance = enter(request, alliance_id)
    if not may(seats_of(request.user, alliance, timezone.now()), right):
        raise NotAllowed(right)
    request.audience, request.here = "private", "people"
    return alliance


@page
def invite_partner(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Invite a partner organisation."""
    alliance = _enter_with(request, alliance_id, invitation_links.INVITE_PARTNER)
    form = InvitePartnerForm(sent(request), initial=_opens_the_door(request.user, alliance))
    if request.method == "POST":
        made = carry_out(
            form, invitations.invite_partner, by=request.user, alliance=alliance, now=timezone.now()
        )
        if made:
            return show_link_of(request, made)
    expected = expected_by(request.user, alliance)
    return _draw(request, "invite_partner", form, alliance=alliance, expected=expected)


def _opens_the_door(person: Person, alliance: Alliance) -> dict[str, str]:
    """Whom the form names at first: the alliance manager (or sponsor) expected at the only partner."""
    alone = Party.objects.visible_to(person).filter(alliance=alliance).count() == 1
    able = [row for row in expected_by(person, alliance) if row.role in dict(PARTNER_CHOICES)]
    if not alone or len({row.organisation_name for row in able}) != 1:
        return {}
    first = min(able, key=lambda row: row.role != Role.ALLIANCE_MANAGER)
    return {kept: getattr(first, kept) for kept in ("organisation_name", "name", "address", "role")}


@page
def invite_colleague(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Invite a colleague who has no account yet into a seat."""
    alliance = _enter_with(request, alliance_id, invitation_links.GIVE_SEAT)
    form = InviteColleagueForm(sent(request))
    if request.method == "POST":
        made = carry_out(
            form,
            invitations.invite_colleague,
            by=request.user,
            alliance=alliance,
            now=timezone.now(),
        )
        if made:
            return show_link_of(request, made)
    return _draw(request, "invite_colleague", form, alliance=alliance)


@page
def invite_newcomer(request: PersonRequest) -> HttpResponse:
    """Invite somebody into the organisation, without a seat yet."""
    require_administrator(request.user)
    request.audience = "private"
    form = NewcomerForm(sent(request))
    if request.method == "POST":
        made = carry_out(
            form, invitations.invite_into_organisation, by=request.user, now=timezone.now()
        )
        if made:
            return show_link_of(request, made)
    return _draw(request, "invite_newcomer", form)


def _own(request: PersonRequest, invitation_id: UUID) -> Invitation:
    return find(
        Invitation.objects.visible_to(request.user).select_related("alliance"), pk=invitation_id
    )


@page
def send_again(request: PersonRequest, invitation_id: UUID) -> HttpResponse:
    """Send an invitation again, or a prepared one for the first time: a new link."""
    row = _own(request, invitation_id)
    if request.method != "POST":
        return SeeOther(_back(row))
    row = invitations.send_again(by=request.user, invitation=row, now=timezone.now())
    return show_link_of(request, row)


@page
def revoke(request: PersonRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    row = _own(request, invitation_id)
    if request.method != "POST":
        return SeeOther(_back(row))
    invitations.revoke_invitation(by=request.user, invitation=row, now=timezone.now())
    return done(request, _back(row), f"The invitation of {row.address} is taken back.")


def closed(request: HttpRequest) -> HttpResponse:
    """The same page whatever is wrong with an invitation."""
    return render(request, "alliances/invitation_closed.html", {}, status=404)


def opened(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind a link: who invites, into what, and one way to accept."""
    person = person_of(request)
    try:
        row = acceptance.opened(secret, person=person, now=timezone.now())
        if request.method == "POST":
            return _accept(request, secret, row, person)
    except acceptance.Closed:
        return closed(request)
    return _welcome(request, row, person, None)


def _form_of(request: HttpRequest, row: Invitation) -> PersonFields:
    kind = PartnerForm if row.to_partner else PersonFields
    name, theirs = row.organisation_name, row.owner.colour
    first = {
        "person_name": row.invited_name,
        "name": name,
        "short_name": name.split(" ")[0][:14],
        "colour": next(colour for colour in COLOUR_NAMES if colour != theirs),
    }
    return kind(sent(request), initial=first)


def _accept(
    request: HttpRequest, secret: str, row: Invitation, person: Person | None
) -> HttpResponse:
    form = _form_of(request, row)
    # Nothing about the invitation itself can be sent along: its role and its organisation stand.
    known = EXPECTED if person else EXPECTED | set(form.fields)
    if set(request.POST) - known:
        raise acceptance.Closed
    if person is not None:
        acceptance.accept_invitation(by=person, secret=secret, now=timezone.now())
        return done(request, _inside(row), _arrived(row))
    made = attempt(form, lambda: _accept_new(secret, row, form))
    if made is None:
        return _welcome(request, row, None, form)
    return sign_in(request, made, _inside(row))


def _accept_new(secret: str, row: Invitation, form: PersonFields) -> Person:
    return acceptance.accept_with_new_account(
        secret=secret,
        account=form.account(row.address),
        home=form.home() if isinstance(form, PartnerForm) else None,
        now=timezone.now(),
    )


def _inside(row: Invitation) -> str:
    return reverse("alliance-people", args=[row.alliance_id]) if row.alliance_id else "/"


def _arrived(row: Invitation) -> str:
    return f"You are in {row.alliance.name}." if row.alliance else "You are in."


def _welcome(
    request: HttpRequest, row: Invitation, person: Person | None, form: PersonFields | None
) -> HttpResponse:
    new = person is None and acceptance.needs_account(row)
    context = {
        "invitation": row,
        "inviter": row.invited_by,
        "person": person,
        "until": moment(row.expires_at, timezone.now(), ZoneInfo(row.owner.time_zone)),
        "needs_account": new,
        "form": form or _form_of(request, row),
        "taken": COLOUR_NAMES[row.owner.colour],
    }
    status = 422 if form is not None else 200
    template = "invitation_partner" if new and row.to_partner else "invitation"
    return render(request, f"alliances/{template}.html", context, status=status)

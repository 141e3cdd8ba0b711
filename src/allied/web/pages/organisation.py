"""One's own organisation: how it is seen, when it works, its people and their leaving."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances import organisations
from allied.alliances.doors import find
from allied.alliances.forms import LeavingForm
from allied.alliances.leaving import remove_person
from allied.alliances.models import Alliance
from allied.alliances.organisations import require_administrator
from allied.alliances.queries import sent_by
from allied.clock.own_calendar import change_home
from allied.kit.forms import Form, SeeOther, attempt, carry_out, done, sent
from allied.people import rules
from allied.people.doors import PersonRequest, page
from allied.people.entering import prove_again
from allied.people.forms import OrganisationForm
from allied.people.models import Person


def _own(request: PersonRequest) -> None:
    request.audience, request.here = "private", "organisation"


@page
def show(request: PersonRequest) -> HttpResponse:
    """How partners see the organisation and when it works; administrators change it here."""
    _own(request)
    home = request.user.home
    if request.method == "POST":
        require_administrator(request.user)
    form = OrganisationForm(sent(request), initial=OrganisationForm.saying(home))
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: change_home(
                by=request.user,
                home=form.home(),
                version=form.cleaned_data["version"],
                now=timezone.now(),
            ),
        )
        if changed:
            return done(request, reverse("organisation"), "Changed. Open deadlines count anew.")
    context = {
        "form": form,
        "home": home,
        "week": rules.week_in_words(home.workdays),
        "administrators": organisations.administrators(home),
    }
    return render(request, "people/organisation.html", context, status=422 if form.errors else 200)


@page
def people(request: PersonRequest) -> HttpResponse:
    """The people of the organisation, and whom it invited."""
    _own(request)
    rows = Person.objects.visible_to(request.user)
    rows = rows.filter(organisation_id=request.user.home_id)
    context = {
        "active": list(rows.filter(is_active=True).order_by("name", "pk")),
        "left": list(rows.filter(is_active=False).order_by("-left_at", "pk")),
        "sent": sent_by(request.user, None, timezone.now()),
    }
    return render(request, "people/people.html", context)


def _colleague(request: PersonRequest, person_id: UUID) -> Person:
    rows = Person.objects.visible_to(request.user)
    return find(rows, pk=person_id, organisation_id=request.user.organisation_id)


@page
@prove_again
def administrator(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Make a colleague an administrator, or no longer one."""
    _own(request)
    person = _colleague(request, person_id)
    require_administrator(request.user)
    form, ends = Form(sent(request)), person.administers_organisation
    command = organisations.end_administration if ends else organisations.name_administrator
    if carry_out(form, command, by=request.user, person=person, now=timezone.now()):
        says = "no longer administers" if ends else "now administers"
        home = request.user.home.short_name
        return done(request, reverse("organisation-people"), f"{person.name} {says} {home}.")
    context = {"person": person, "form": form}
    return render(request, "people/administrator.html", context, status=422 if form.errors else 200)


@page
@prove_again
def leaving(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """End the account of a colleague who leaves, in one step."""
    _own(request)
    person = _colleague(request, person_id)
    require_administrator(request.user)
    if not person.is_active:
        return SeeOther(reverse("organisation-people"))
    form = LeavingForm(sent(request), by=request.user, leaver=person)
    if request.method == "POST":
        left = carry_out(form, remove_person, by=request.user, person=person, now=timezone.now())
        if left:
            return _left(request, left)
    context = {"person": person, "form": form, **_seats_of(request, person)}
    return render(request, "people/leaving.html", context, status=422 if form.errors else 200)


def _seats_of(request: PersonRequest, person: Person) -> dict[str, Any]:
    """Seats in alliances that the administrator sees by name; all others are only counted."""
    rows = person.seats.filter(ended_at__isnull=True)
    seats = list(rows.select_related("alliance").order_by("given_at", "pk"))
    known = set(Alliance.objects.visible_to(request.user).values_list("pk", flat=True))
    named = [seat for seat in seats if seat.alliance_id in known]
    return {"seats": named, "elsewhere": len(seats) - len(named)}


def _left(request: PersonRequest, person: Person) -> HttpResponse:
    if person.pk == request.user.pk:
        return SeeOther(reverse("account_login"))
    says = f"{person.name} has left: signed out everywhere, seats handed over."
    return done(request, reverse("organisation-people"), says)

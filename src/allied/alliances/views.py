"""Starting and changing an alliance, and who sits in it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances import commands
from allied.alliances.access import may, seats_of
from allied.alliances.doors import enter, find
from allied.alliances.forms import ChangeForm, SeatChangeForm, SeatForm, StartForm
from allied.alliances.models import Alliance, Seat
from allied.alliances.queries import SHOWN, current_seats_of, expected_by, sent_by, sides_of
from allied.kit.errors import NotAllowed
from allied.kit.forms import Form, carry_out, done, sent
from allied.people.doors import PersonRequest, page


@page
def new(request: PersonRequest) -> HttpResponse:
    """Start an alliance."""
    form = StartForm(sent(request))
    if request.method == "POST":
        made = carry_out(form, commands.start_alliance, by=request.user, now=timezone.now())
        if made:
            says = f"{made.name} is started. Nobody else knows of it yet."
            return done(request, reverse("overview", args=[made.pk]), says)
    request.audience = "private"
    status = 422 if form.errors else 200
    return render(request, "alliances/new.html", {"form": form}, status=status)


@page
def settings(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """What the alliance is called and when it runs."""
    alliance = enter(request, alliance_id)
    request.here = "settings"
    fields = ("name", "purpose", "kind", "start_date", "launch_date", "currency", "version")
    first = {field: getattr(alliance, field) for field in fields}
    form = ChangeForm(sent(request), initial=first)
    if request.method == "POST":
        changed = carry_out(
            form,
            commands.change_alliance,
            by=request.user,
            alliance=alliance,
            now=timezone.now(),
        )
        if changed:
            address = reverse("alliance-settings", args=[alliance.pk])
            return done(request, address, "Changed for all parties.")
    may_change = may(seats_of(request.user, alliance, timezone.now()), "alliance.change")
    context = {"alliance": alliance, "form": form, "may_change": may_change}
    status = 422 if form.errors else 200
    return render(request, "alliances/settings.html", context, status=status)


@page
def people(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Who sits in the alliance, and whom one's own side invited."""
    alliance, now = enter(request, alliance_id), timezone.now()
    request.here = "people"
    seats = seats_of(request.user, alliance, now)
    context = {
        "alliance": alliance,
        "sides": sides_of(
            alliance.parties.select_related("organisation").order_by("position"),
            current_seats_of(alliance, now)[:SHOWN],
        ),
        "sent": sent_by(request.user, alliance, now),
        "expected": expected_by(request.user, alliance),
        "may_seat": may(seats, "seat.give"),
        "may_partner": may(seats, "alliance.invite_partner"),
        "mine": request.user.organisation_id,
    }
    return render(request, "alliances/people.html", context)


def _require_seats(request: PersonRequest, alliance: Alliance) -> None:
    # The page itself is for those who may act on it; the command checks again.
    if not may(seats_of(request.user, alliance, timezone.now()), "seat.give"):
        raise NotAllowed("seat.give")


@page
def seats(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Give a colleague a seat."""
    alliance = enter(request, alliance_id)
    _require_seats(request, alliance)
    request.here = "people"
    form = SeatForm(sent(request), by=request.user)
    if request.method == "POST":
        given = carry_out(
            form, commands.give_seat, by=request.user, alliance=alliance, now=timezone.now()
        )
        if given:
            says = f"{given.person.name} is now {given.get_role_display().lower()}."
            return done(request, reverse("alliance-people", args=[alliance.pk]), says)
    status = 422 if form.errors else 200
    context = {"alliance": alliance, "form": form}
    return render(request, "alliances/seats.html", context, status=status)


def _own_seat(request: PersonRequest, alliance: Alliance, seat_id: Any) -> Seat:
    rows = Seat.objects.visible_to(request.user).filter(ended_at__isnull=True)
    rows = rows.filter(organisation_id=request.user.home_id)
    return find(rows.select_related("person"), pk=seat_id, alliance=alliance)


@page
def seat(request: PersonRequest, alliance_id: Any, seat_id: Any) -> HttpResponse:
    """Deputy and absence of one seat."""
    alliance = enter(request, alliance_id)
    row = _own_seat(request, alliance, seat_id)
    _require_seats(request, alliance)
    request.here = "people"
    first = {f: getattr(row, f) for f in ("deputy", "absent_from", "absent_until", "version")}
    form = SeatChangeForm(sent(request), initial=first, by=request.user, holder=row.person)
    if request.method == "POST":
        changed = carry_out(
            form, commands.change_seat, by=request.user, seat=row, now=timezone.now()
        )
        if changed:
            says = f"The seat of {row.person.name} is changed."
            return done(request, reverse("alliance-people", args=[alliance.pk]), says)
    status = 422 if form.errors else 200
    context = {"alliance": alliance, "seat": row, "form": form}
    return render(request, "alliances/seat.html", context, status=status)


@page
def seat_end(request: PersonRequest, alliance_id: Any, seat_id: Any) -> HttpResponse:
    """End one seat."""
    alliance = enter(request, alliance_id)
    row = _own_seat(request, alliance, seat_id)
    _require_seats(request, alliance)
    request.here = "people"
    form = Form(sent(request))
    if request.method == "POST":
        ended = carry_out(form, commands.end_seat, by=request.user, seat=row, now=timezone.now())
        if ended:
            says = f"{row.person.name} is no longer {row.get_role_display().lower()}."
            return done(request, reverse("alliance-people", args=[alliance.pk]), says)
    status = 422 if form.errors else 200
    context = {"alliance": alliance, "seat": row, "form": form}
    return render(request, "alliances/seat_end.html", context, status=status)

"""What every page of this room begins with: the private band, the screening, what one may do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, require, seats_of
from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance
from allied.kit.errors import NotAllowed
from allied.people.doors import PersonRequest
from allied.people.models import Person
from allied.rooms.selection.models import Candidate, Screening
from allied.rooms.selection.steps import DECIDE, EDIT, RATE


def private(request: PersonRequest, alliance_id: Any) -> Alliance:
    """The alliance, for people whose seat reads private records; the page says who sees it."""
    alliance = enter(request, alliance_id)
    require(request.user, "private.read", alliance, timezone.now())
    request.audience, request.here = "private", "selection"
    return alliance


def opened(request: PersonRequest, alliance_id: Any, screening_id: Any) -> Screening:
    """The screening of the address, of one's own side; everybody else's does not exist."""
    alliance = private(request, alliance_id)
    rows = Screening.objects.visible_to(request.user).select_related(
        "alliance", "owner", "repeats", "opened_by", "started_by"
    )
    return find(rows, pk=screening_id, alliance=alliance)


def of_screening(request: PersonRequest, screening: Screening, candidate_id: Any) -> Candidate:
    """One candidate of this screening."""
    rows = Candidate.objects.visible_to(request.user).select_related(
        "screening", "alliance", "by", "invitation", "repeats__screening"
    )
    return find(rows, pk=candidate_id, screening=screening)


def may_all(request: PersonRequest, alliance: Alliance) -> dict[str, bool]:
    """What this person may do here."""
    seats = seats_of(request.user, alliance, timezone.now())
    rights = {"edit": EDIT, "rate": RATE, "decide": DECIDE}
    return {name: may(seats, right) for name, right in rights.items()}


def needs(request: PersonRequest, alliance: Alliance, right: str) -> None:
    """Say that the right is missing before a form is filled in for nothing."""
    if not may(seats_of(request.user, alliance, timezone.now()), right):
        raise NotAllowed(right)


def draw(
    request: HttpRequest, template: str, screening: Screening, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of one screening."""
    context = {"alliance": screening.alliance, "screening": screening, **more}
    return render(request, f"selection/{template}.html", context, status=status)


def address(screening: Screening) -> str:
    """The page of a screening."""
    return reverse("selection-screening", args=[screening.alliance_id, screening.pk])


def candidate_address(candidate: Candidate) -> str:
    """The page of a candidate."""
    args = [candidate.alliance_id, candidate.screening_id, candidate.pk]
    return reverse("selection-candidate", args=args)


def only_us(person: Person) -> str:
    """Who sees it, said after each step."""
    return f"Only {person.home.short_name} sees it."

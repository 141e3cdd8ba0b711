"""Entering these pages: own side only, and what the frame and every page of them needs."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from allied.alliances.access import may, require, seats_of
from allied.alliances.doors import enter
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.people.doors import PersonRequest
from allied.rooms.thesis.before.queries import History, history


@dataclass(frozen=True)
class Room:
    """The alliance one is in, and whether this person may write here."""

    alliance: Alliance
    may_write: bool


def private(request: PersonRequest, alliance_id: Any) -> Room:
    """The alliance, for people whose seat reads what only their own side sees; the page says so."""
    alliance, now = enter(request, alliance_id), timezone.now()
    require(request.user, "private.read", alliance, now)
    request.here, request.audience = "before", "private"  # read by the frame
    return Room(alliance, may(seats_of(request.user, alliance, now), "private.write"))


def kept(request: PersonRequest, room: Room, kind: str, number: int | None = None) -> History:
    """The versions of one kind, or 404 when there is none of that number."""
    found = history(request.user, room.alliance, kind, number)
    if found is None:
        raise Http404
    return found


def draw(
    request: PersonRequest, room: Room, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    """One page of this part."""
    known = {"alliance": room.alliance, "may_write": room.may_write}
    return render(request, f"before/{template}.html", known | context, status=status)


def said(refusal: Refused) -> str:
    """What the command said; of an outdated version also that nothing typed is lost."""
    more = " What you wrote is kept below: keep it again to put it in place."
    return refusal.sentence + (more if isinstance(refusal, Outdated) else "")


def opened_at(refusal: Refused, opened: int, newest: int) -> int:
    """The version that the form names next: only who was told of a newer one goes on from there."""
    return newest if isinstance(refusal, Outdated) else opened

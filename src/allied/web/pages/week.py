"""My week: what needs me, what first, and whom I wait for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import FETCH_RAISE, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.models import Awaited
from allied.alliances.queries import awaited_from_others
from allied.people.doors import PersonRequest, page, person_of
from allied.people.models import Person
from allied.rooms.governance.queries.awaited import Waiting, waiting_in
from allied.web.awaited import Week, groups_of, owed_by_others
from allied.web.frame import MOST_COUNTED, Parties, parties_at_hand, parties_of
from allied.web.shell import Org

SHOWN = 20
OTHERS_READ = 24
OTHERS_SHOWN = 8
ALLIANCES_SHOWN = 8


@dataclass(frozen=True)
class Mine:
    """One of my alliances: its parties in their order and colours, and what waits there."""

    id: UUID
    name: str
    stage: str
    parties: Sequence[Org]
    waiting: Waiting


def nearest(rows: QuerySet[Awaited], most: int) -> list[UUID]:
    """The ids of the first of these acts, those with the nearest deadline first.

    Asked for in two parts, so that an index gives each in its order, however many acts there are.
    """
    ids = rows.values_list("pk", flat=True)
    dated = list(ids.filter(due_at__isnull=False).order_by("due_at", "since", "pk")[:most])
    rest = ids.filter(due_at__isnull=True).order_by("since", "pk")[: most - len(dated)]
    return [*dated, *rest]


def in_order(rows: QuerySet[Awaited], ids: Sequence[UUID]) -> list[Awaited]:
    """These acts, in the order of their ids."""
    found = {act.pk: act for act in rows.filter(pk__in=ids).fetch_mode(FETCH_RAISE)}
    return [found[pk] for pk in ids if pk in found]


def mine_of(person: Person, acts: Sequence[Awaited], known: Parties, now: datetime) -> list[Mine]:
    """The alliances where something waits for me first, then the newest."""
    ids = dict.fromkeys([*(act.alliance_id for act in acts), *known])
    shown = list(islice((pk for pk in ids if pk in known), ALLIANCES_SHOWN))
    waiting = waiting_in(person, shown, now)
    alliances = [(known[pk][0].alliance, parties_of(known[pk])) for pk in shown]
    return [
        Mine(one.pk, one.name, one.get_stage_display(), parties, waiting.get(one.pk, Waiting()))
        for one, parties in alliances
    ]


@page
def week(request: PersonRequest) -> HttpResponse:
    """The page people begin their day with."""
    person, now = request.user, timezone.now()
    mine = Awaited.objects.visible_to(person).filter(done_at__isnull=True)
    ids, skip = nearest(mine, MOST_COUNTED), _skipped(request)
    request.week_count = len(ids)  # read by the frame
    shown = in_order(mine, ids[skip : skip + SHOWN])
    others = awaited_from_others(person)
    theirs = in_order(others, nearest(others, OTHERS_READ))
    known = parties_at_hand(request, person, {act.alliance_id for act in [*shown, *theirs]})
    read = Week(person, now, known)
    read.read(shown)
    owed = owed_by_others(theirs, known, now)
    context = {
        "groups": groups_of(read, shown),
        "count": len(ids),
        "capped": len(ids) == MOST_COUNTED,
        "earlier": _pages(skip - SHOWN) if skip else "",
        "later": _pages(skip + SHOWN) if len(ids) > skip + SHOWN else "",
        "first_due": shown[0].due_at if shown and not skip else None,
        "owed": owed[:OTHERS_SHOWN],
        "owed_count": len(owed),
        "alliances": mine_of(person, shown, known, now),
    }
    return render(request, "web/week.html", context)


def _skipped(request: HttpRequest) -> int:
    """How many acts the page leaves out at its beginning; what is no such number counts as none."""
    said = request.GET.get("skip", "")
    return int(said) // SHOWN * SHOWN if said.isdecimal() and len(said) < 4 else 0


def _pages(skip: int) -> str:
    return f"{reverse('week')}?skip={skip}" if skip > 0 else reverse("week")


def home(request: HttpRequest) -> HttpResponse:
    """The address of the house: my week for people who are signed in, else the way in."""
    person = person_of(request)
    if person is not None and person.organisation_id is None:
        return redirect("server")
    return week(request)

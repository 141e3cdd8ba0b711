"""My week: what needs me, what first, and whom I wait for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import FETCH_RAISE, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from allied.alliances.models import Awaited
from allied.alliances.queries import awaited_from_others
from allied.people.doors import PersonRequest, page, person_of
from allied.people.models import Person
from allied.rooms.governance.queries.awaited import Waiting, waiting_in
from allied.web.awaited import Week, groups_of, owed_by_others
from allied.web.frame import MOST_COUNTED, Parties, parties_at_hand, parties_of
from allied.web.shell import Org

SHOWN = 30
OTHERS_READ = 60
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


def by_deadline(rows: QuerySet[Awaited], most: int) -> list[Awaited]:
    """The first of these acts, those with the nearest deadline first."""
    ordered = rows.order_by(F("due_at").asc(nulls_last=True), "since")
    return list(ordered.fetch_mode(FETCH_RAISE)[:most])


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
    acts = by_deadline(mine, MOST_COUNTED)
    request.week_count = len(acts)  # read by the frame
    theirs = by_deadline(awaited_from_others(person), OTHERS_READ)
    shown = acts[:SHOWN]
    known = parties_at_hand(request, person, {act.alliance_id for act in [*shown, *theirs]})
    read = Week(person, now, known)
    read.read(shown)
    owed = owed_by_others(theirs, known, now)
    context = {
        "groups": groups_of(read, shown),
        "count": len(acts),
        "capped": len(acts) == MOST_COUNTED,
        "hidden": len(acts) - len(shown),
        "first_due": acts[0].due_at if acts else None,
        "owed": owed[:OTHERS_SHOWN],
        "owed_count": len(owed),
        "alliances": mine_of(person, shown, known, now),
    }
    return render(request, "web/week.html", context)


def home(request: HttpRequest) -> HttpResponse:
    """The address of the house: my week for people who are signed in, else the way in."""
    person = person_of(request)
    if person is not None and person.organisation_id is None:
        return redirect("server")
    return week(request)

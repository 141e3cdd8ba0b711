"""My week: what needs me, what first, and whom I wait for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import FETCH_RAISE, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.at_hand import MOST_COUNTED, Parties, parties_at_hand
from allied.alliances.doors import find
from allied.alliances.models import Awaited
from allied.alliances.queries import awaited_from_others
from allied.kit.prepared import prepared
from allied.people.doors import PersonRequest, page, person_of
from allied.people.models import Person
from allied.rooms.governance.queries.awaited import Waiting, waiting_in
from allied.web.awaited import Week, by_subject, groups_of, owed_by_others
from allied.web.frame import parties_of
from allied.web.shell import Org
from allied.web.subjects import address_of

SHOWN = 20
OTHERS_READ = 24
OTHERS_SHOWN = 8
ALLIANCES_SHOWN = 8
OF_THEIRS = (
    "alliance",
    "act",
    "subject_kind",
    "subject_id",
    "title",
    "due_at",
    "person__name",
    "person__organisation",
)


@dataclass(frozen=True)
class Mine:
    """One of my alliances: its parties in their order and colours, and what waits there."""

    id: UUID
    name: str
    stage: str
    parties: Sequence[Org]
    waiting: Waiting


def nearest(rows: QuerySet[Awaited]) -> QuerySet[Awaited]:
    """These acts, those with the nearest deadline first; an index gives them in this order."""
    return rows.order_by(F("due_at").asc(nulls_last=True), "since", "pk").fetch_mode(FETCH_RAISE)


@prepared
def _mine(person: Person, *, skip: int) -> QuerySet[Awaited]:
    rows = nearest(Awaited.objects.visible_to(person).filter(done_at__isnull=True))
    return rows[skip : skip + SHOWN]


@prepared
def _theirs(person: Person) -> QuerySet[Awaited]:
    return nearest(awaited_from_others(person)).only(*OF_THEIRS)[:OTHERS_READ]


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
    skip = _skipped(request)
    shown = _mine(person, skip=skip)
    owed = by_subject(_theirs(person))
    told = [*shown, *(each[0] for each in owed[:OTHERS_SHOWN])]
    known = parties_at_hand(request, person, {act.alliance_id for act in told})
    count = request.week_count
    read = Week(person, now, known)
    read.read(shown)
    context = {
        "groups": groups_of(read, shown),
        "count": count,
        "capped": count == MOST_COUNTED,
        "earlier": _pages(skip - SHOWN) if skip else "",
        "later": _pages(skip + SHOWN) if count > skip + SHOWN else "",
        "first_due": shown[0].due_at if shown and not skip else None,
        "owed": owed_by_others(owed[:OTHERS_SHOWN], known, now),
        "owed_count": len(owed),
        "alliances": mine_of(person, shown, known, now),
    }
    return render(request, "web/week.html", context)


@page
def awaited(request: PersonRequest, awaited_id: UUID) -> HttpResponse:
    """Where an act is done, as letters name it: they are written before anybody knows which page that is."""
    act = find(Awaited.objects.visible_to(request.user), pk=awaited_id)
    return redirect(address_of(act.subject_kind, act.subject_id, act.alliance_id))


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

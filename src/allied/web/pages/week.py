"""My week: what needs me, and what first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import FETCH_RAISE, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from allied.alliances.models import Alliance, Awaited
from allied.people.doors import PersonRequest, page, person_of
from allied.people.models import Person
from allied.web.subjects import address_of

SHOWN = 50
NEWEST_ALLIANCES = 8

# verb of an awaited act -> (heading, word on the button)
HEADINGS = {
    "decide": ("Waiting for your approval", "Review"),
    "sign": ("Waiting for your signature", "Read and sign"),
    "acknowledge": ("Waiting for your word", "Open"),
    "score": ("Candidates to score", "Score"),
    "discuss": ("Scores to talk through", "Open"),
    "judge": ("Assumptions to judge", "Open"),
    "invite": ("People to invite", "Open"),
}
OTHER = ("Waiting for you", "Open")


@dataclass(frozen=True)
class Row:
    """One act on the page."""

    title: str
    alliance: str
    href: str
    since: datetime
    due_at: datetime | None
    tone: str
    blocking: bool


@dataclass(frozen=True)
class Group:
    """The acts of one verb."""

    heading: str
    button: str
    rows: Sequence[Row]


def tone_of(due_at: datetime | None, now: datetime) -> str:
    """How urgent a deadline looks: risk when past or within a day, watch within three days."""
    if due_at is None or due_at > now + timedelta(days=3):
        return ""
    return "risk" if due_at <= now + timedelta(days=1) else "watch"


def awaited_of(person: Person) -> Sequence[Awaited]:
    """The next acts of this person, those with the nearest deadline first."""
    rows = Awaited.objects.visible_to(person).filter(done_at__isnull=True)
    ordered = rows.order_by(F("due_at").asc(nulls_last=True), "since")
    return list(ordered.select_related("alliance").fetch_mode(FETCH_RAISE)[:SHOWN])


def groups_of(acts: Sequence[Awaited], now: datetime) -> list[Group]:
    """The acts by what is asked, in the order of the table above."""
    order = list(HEADINGS)
    ranked = sorted(acts, key=lambda a: order.index(a.act) if a.act in order else len(order))
    found = []
    for verb, same in groupby(ranked, key=lambda act: act.act):
        heading, button = HEADINGS.get(verb, OTHER)
        rows = [
            Row(
                act.title,
                act.alliance.name,
                address_of(act.subject_kind, act.subject_id, act.alliance_id),
                act.since,
                act.due_at,
                tone_of(act.due_at, now),
                act.blocking,
            )
            for act in same
        ]
        found.append(Group(heading, button, rows))
    return found


@page
def week(request: PersonRequest) -> HttpResponse:
    """The page people begin their day with."""
    now = timezone.now()
    acts = awaited_of(request.user)
    alliances = Alliance.objects.visible_to(request.user).order_by("-created_at")
    context = {
        "today": now.astimezone(ZoneInfo(request.user.zone)).date(),
        "groups": groups_of(acts, now),
        "count": len(acts),
        "more": len(acts) == SHOWN,
        "first_due": next((act.due_at for act in acts if act.due_at), None),
        "alliances": list(alliances[:NEWEST_ALLIANCES]),
    }
    return render(request, "web/week.html", context)


def home(request: HttpRequest) -> HttpResponse:
    """The address of the house: my week for people who are signed in, else the way in."""
    person = person_of(request)
    if person is not None and person.organisation_id is None:
        return redirect("server")
    return week(request)

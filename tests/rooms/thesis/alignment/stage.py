"""A thesis with four outcomes, a running round over it, and answers that agree or do not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from allied.alliances.models import Awaited
from allied.kit.errors import Refused
from allied.record.models import Entry
from allied.rooms.thesis import commands as thesis_commands
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.models import AlignmentRound
from tests.rooms.thesis import stage

DEADLINE = datetime(2026, 3, 13, 4, tzinfo=UTC)  # midnight in New York, the later of the two zones
OUTCOMES = (("o1", "Stores"), ("o2", "Revenue"), ("o3", "Speed"), ("o4", "Waste"))
UNTIL = date(2026, 3, 12)
BACKEND = "allied.people.backends.WithHome"


def outcome(key, name, **more):
    return {
        "id": key,
        "name": name,
        "measure": f"{name} counted",
        "unit": "units",
        "target": "100",
    } | more


def thesis_of(cast, now, *, outcomes=OUTCOMES, **more):
    rows = [outcome(key, name) for key, name in outcomes]
    return thesis_commands.start_thesis(
        by=cast.maya,
        alliance=cast.alliance,
        audience="joint",
        content=stage.content(cast, outcomes=rows, **more),
        now=now,
    )


def begun(cast, now, *, until=UNTIL, by=None, **more) -> AlignmentRound:
    """A round over a new thesis."""
    thesis_of(cast, now)
    return commands.start_round(
        by=by or cast.maya, alliance=cast.alliance, until=until, now=now, **more
    )


def answer(points=(40, 30, 20, 10), places=(1, 2, 3, 4), **more):
    """A whole answer as it is sent."""
    keys = [key for key, _ in OUTCOMES]
    return {
        "points": dict(zip(keys, points, strict=True)),
        "places": dict(zip(keys, places, strict=True)),
    } | more


def hand_in(row, who, now, content=None, **more):
    return commands.hand_in_answer(
        by=who, round=row, content=answer() if content is None else content, now=now, **more
    )


def opened(cast, now, first=None, second=None) -> AlignmentRound:
    """A round that both managers answered."""
    row = begun(cast, now)
    hand_in(row, cast.maya, now + timedelta(hours=1), first)
    return hand_in(row, cast.daniel, now + timedelta(hours=2), second)


def fresh(row) -> AlignmentRound:
    return AlignmentRound.objects.in_system_scope("test").get(pk=row.pk)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def at(cast, path=""):
    return f"/alliances/{cast.alliance.pk}/thesis/alignment{path}"


def form(points=(40, 30, 20, 10), places=(1, 2, 3, 4), **more):
    """What a browser sends of the answer form."""
    sent = {"version": "0", "act": "hand-in"} | more
    for k in range(len(OUTCOMES)):
        sent |= {f"points{k}": str(points[k]), f"place{k}": str(places[k])}
    return sent


def kinds(cast, audience="joint"):
    rows = Entry.objects.in_system_scope("test").filter(
        alliance=cast.alliance, kind__contains="alignment", audience=audience
    )
    return list(rows.order_by("at", "seq").values_list("kind", flat=True))


def awaited(verb):
    rows = Awaited.objects.in_system_scope("test").filter(act=verb, done_at__isnull=True)
    return sorted(row.person.name.split()[0] for row in rows.select_related("person"))


def refusal(call, *args, **more):
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value

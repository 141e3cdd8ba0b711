"""Many alliances for load tests: a few made by the real commands, then copied row by row with new ids.

The copies share everything but their ids; their logs begin with the start of the alliance only.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction

from allied.alliances.commands import join_party, place_in_seat, start_alliance
from allied.alliances.models import Alliance, Counter, Party, Role, Seat
from allied.kit.identity import new_id
from allied.people.doors import system_scope
from allied.people.models import Organisation, Person
from allied.record import book
from allied.record.models import Log, RecordRow
from allied.rooms.exchange.demo.decisions import options
from allied.rooms.governance.asking import Question
from allied.rooms.governance.commands.answering import answer_decision
from allied.rooms.governance.commands.blueprint import start_governance
from allied.rooms.governance.commands.raising import raise_decision
from allied.rooms.governance.models import DecisionRight

DECISIONS = 40
TEMPLATES = 4
AT_ONCE = 25
REASON = "load data"


def fill(wanted: int, *, now: datetime, say: Callable[[str], None]) -> None:
    """So many alliances in which Maya has a seat, each with 40 decisions."""
    maya = Person.objects.with_address("maya.lindqvist@northwind.example")
    assert maya is not None
    with system_scope(REASON):
        sources = [_template(maya, n, now) for n in range(min(TEMPLATES, wanted))]
    done = len(sources)
    while done < wanted:
        with transaction.atomic(), system_scope(REASON):
            batch = range(done, min(done + AT_ONCE * len(sources), wanted))
            for k, source in enumerate(sources):
                places = [n for n in batch if n % len(sources) == k]
                _copy(source, places, now=now)
        done = batch.stop
        say(f"  {done} of {wanted} alliances")
    if connection.vendor == "postgresql":
        # What the server does by itself within minutes: without it its first plans are blind.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _template(maya: Person, n: int, now: datetime) -> Alliance:
    at = now - timedelta(days=60)
    home, _ = Organisation.objects.in_system_scope(REASON).get_or_create(
        name=f"Load Partner {n}",
        defaults={
            "short_name": f"Load{n}",
            "colour": n % 5 + 2,
            "time_zone": "Europe/Berlin",
            "country": "DE",
            "created_at": at,
        },
    )
    address = f"manager.{n}@load.example"
    other = Person.objects.with_address(address) or Person.objects.create_user(
        address, name=f"Lena Last {n}", organisation=home, joined_at=at
    )
    alliance = start_alliance(by=maya, name=f"Load Alliance T{n}", now=at)
    join_party(alliance=alliance, organisation=home, by=other, now=at)
    place_in_seat(by=other, alliance=alliance, person=other, role=Role.ALLIANCE_MANAGER, now=at)
    start_governance(by=maya, alliance=alliance, now=at)
    rights = DecisionRight.objects.visible_to(maya).filter(alliance=alliance)
    right = rights.get(key="roadmap")
    right.content = {**right.content, "written": True}
    right.save(update_fields=["content"])
    for k in range(DECISIONS):
        _decision(right, (maya, other), k, now)
    return alliance


def _decision(right: DecisionRight, pair: tuple[Person, Person], k: int, now: datetime) -> None:
    maya, other = pair
    question = Question(
        title=f"Question {k}: which route does the product take",
        question="Two routes are open. Which one do we take, and from when?",
        options=options("The short one", "The long one"),
        recommendation="A",
    )
    at = now - timedelta(days=50 - k)
    decision = raise_decision(
        by=other, alliance=right.alliance, right=right, question=question, now=at
    )
    answers = {0: [maya, other], 1: [maya, other], 2: [other], 3: []}[k % 4]
    for hours, person in enumerate(answers, 1):
        answer_decision(
            by=person,
            decision=decision,
            verdict="approve",
            option="A",
            revision_digest=decision.digest,
            now=at + timedelta(hours=hours),
        )


def _tables() -> Iterator[type[models.Model]]:
    """Every table with an alliance in it but the record's own, parents first."""
    found = [
        model
        for model in apps.get_app_config("allied").get_models()
        if any(field.name == "alliance" for field in model._meta.concrete_fields)
        and not issubclass(model, RecordRow)
        and model not in (Log, Party)
    ]
    placed: list[type[models.Model]] = []
    while found:
        ready = [m for m in found if not (_parents(m) & set(found)) - {m}]
        placed += ready
        found = [m for m in found if m not in ready]
    yield from placed


def _parents(model: type[models.Model]) -> set[Any]:
    fields = model._meta.concrete_fields
    return {field.related_model for field in fields if isinstance(field, models.ForeignKey)}


def _copy(source: Alliance, places: Sequence[int], *, now: datetime) -> None:
    copies = [_named(source, place) for place in places]
    known: list[dict[Any, Any]] = [{source.pk: each.pk} for each in copies]
    Alliance.objects.bulk_create(copies)
    parties = list(Party.objects.in_system_scope(REASON).filter(alliance=source))
    twins: Any = [_twin(party, ids) for ids in known for party in parties]
    Party.objects.bulk_create(twins)
    tables = [(model, list(_rows(model, source))) for model in _tables()]
    # Ids first: clocks, timers and awaited acts name their subject without a foreign key.
    for ids in known:
        ids.update({r.pk: new_id() for _, rows in tables for r in rows if isinstance(r.pk, UUID)})
    for model, rows in tables:
        model._base_manager.bulk_create(
            [_twin(row, ids) for ids in known for row in rows], batch_size=500
        )
    for each in copies:
        book.open_joint_log(each.pk, now=now)


def _named(source: Alliance, place: int) -> Alliance:
    twin = copy(source)
    twin.pk, twin.name = new_id(), f"Load Alliance {place:05d}"
    twin._state = copy(source._state)
    twin._state.adding = True
    return twin


def _rows(model: type[models.Model], source: Alliance) -> Iterable[models.Model]:
    rows = model._base_manager.filter(alliance=source)
    return rows if model in (Seat, Counter) else rows.order_by("pk")


def _twin(row: models.Model, ids: dict[Any, Any]) -> models.Model:
    """The same row with a new id, pointing at the copies of what it pointed at."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key:
            value = ids.get(value)
        elif isinstance(value, UUID):
            value = ids.get(value, value)
        values[field.attname] = value
    return type(row)(**values)

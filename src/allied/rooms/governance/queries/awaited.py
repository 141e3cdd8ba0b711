"""What pages that look across alliances say of their decisions: single ones, and counts of each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from allied.alliances.models import Alliance, Party
from allied.kit.counts import CountOf
from allied.kit.prepared import prepared
from allied.people.models import Person
from allied.rooms.governance.models import Decision, Half
from allied.rooms.governance.models.decisions import UNDECIDED
from allied.rooms.governance.queries.register import (
    Row,
    by_decision,
    in_a_row,
    row_of,
    undecided_of,
    with_decisions,
    with_halves,
    with_pauses,
)
from allied.rooms.governance.queries.sides import Side, sides_of_parties
from allied.rooms.governance.states import DecisionState


@dataclass(frozen=True)
class Waiting:
    """How many decisions of one alliance are undecided, and how many of them late."""

    undecided: int = 0
    late: int = 0


def decisions_by_id(
    person: Person,
    ids: Collection[UUID],
    parties: Mapping[UUID, Iterable[Party]],
    now: datetime,
) -> dict[UUID, Row]:
    """These decisions, of whatever alliance, as rows of a register. Three queries at most."""
    if not ids:
        return {}
    rows = _named(person, ids)
    return {
        row.pk: row_of(row, sides_of_parties(parties.get(row.alliance_id, ())), now)
        for row in with_halves(rows)
    }


@prepared
def _named(person: Person, ids: Collection[UUID]) -> QuerySet[Decision]:
    return in_a_row(Decision.objects.visible_to(person).filter(pk__in=ids))


def next_decisions(
    person: Person, alliance: Alliance, sides: dict[UUID, Side], now: datetime, most: int
) -> tuple[list[Row], Waiting]:
    """What is undecided in one alliance, the nearest deadline first, and how much is.

    One query, from the halves: each brings its decision along. One more where a clock was paused.
    """
    found = _nearest(person, alliance, now, most=most)
    waiting = Waiting(found[0].undecided, found[0].late) if found else Waiting()  # type: ignore[attr-defined]  # annotated below
    decided = by_decision(found)
    with_pauses([decision for decision, _ in decided])
    return [row_of(decision, sides, now, halves) for decision, halves in decided], waiting


@prepared
def _nearest(person: Person, alliance: Alliance, now: datetime, *, most: int) -> QuerySet[Half]:
    rows = undecided_of(alliance)
    nearest = rows.order_by(F("clock__due_at").asc(nulls_last=True), "number").values("pk")[:most]
    counts = {
        "undecided": CountOf(rows.values("pk")),
        "late": CountOf(rows.filter(_is_late(now)).values("pk")),
    }
    halves = Half.objects.visible_to(person).filter(decision__in=nearest).annotate(**counts)
    return with_decisions(halves)


def _is_late(now: datetime) -> Q:
    return Q(state=DecisionState.OPEN, clock__due_at__lt=now)


def waiting_in(person: Person, alliances: Collection[UUID], now: datetime) -> dict[UUID, Waiting]:
    """What waits to be decided in each of these alliances; those where nothing waits are left out."""
    counts = _counts(person, alliances, now)
    return {each["alliance_id"]: Waiting(each["undecided"], each["late"]) for each in counts}


@prepared
def _counts(
    person: Person, alliances: Collection[UUID], now: datetime
) -> "QuerySet[Decision, Any]":
    rows = Decision.objects.visible_to(person).filter(
        alliance_id__in=alliances, state__in=UNDECIDED
    )
    counts = rows.order_by().values("alliance_id")
    return counts.annotate(undecided=Count("pk"), late=Count("pk", filter=_is_late(now)))

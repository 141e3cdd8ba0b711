"""What pages that look across alliances say of their decisions: single ones, and counts of each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, Window

from allied.alliances.models import Alliance, Party
from allied.people.models import Person
from allied.rooms.governance.models import Decision
from allied.rooms.governance.models.decisions import UNDECIDED
from allied.rooms.governance.queries.register import Row, register, row_of, with_parts
from allied.rooms.governance.queries.sides import Side
from allied.rooms.governance.states import DecisionState


@dataclass(frozen=True)
class Waiting:
    """How many decisions of one alliance are undecided, and how many of them late."""

    undecided: int = 0
    late: int = 0


def sides_of_parties(parties: Iterable[Party]) -> dict[UUID, Side]:
    """The companies of one alliance from its parties, which were read already."""
    return {
        p.organisation_id: Side(
            p.organisation_id,
            p.organisation.short_name or p.organisation.name,
            p.organisation.letter,
            p.colour,
        )
        for p in parties
    }


def decisions_by_id(
    person: Person,
    ids: Collection[UUID],
    parties: Mapping[UUID, Iterable[Party]],
    now: datetime,
) -> dict[UUID, Row]:
    """These decisions, of whatever alliance, as rows of a register. Three queries."""
    if not ids:
        return {}
    rows = with_parts(Decision.objects.visible_to(person).filter(pk__in=ids))
    return {
        row.pk: row_of(row, sides_of_parties(parties.get(row.alliance_id, ())), now) for row in rows
    }


def next_decisions(
    person: Person, alliance: Alliance, sides: dict[UUID, Side], now: datetime, most: int
) -> tuple[list[Row], Waiting]:
    """What is undecided in one alliance, the nearest deadline first, and how much is. Three queries."""
    rows = with_parts(register(person, alliance).filter(state__in=UNDECIDED)).annotate(
        undecided=Window(Count("pk")), late=Window(Count("pk", filter=_is_late(now)))
    )
    found = list(rows.order_by(F("clock__due_at").asc(nulls_last=True), "number")[:most])
    waiting = Waiting(found[0].undecided, found[0].late) if found else Waiting()
    return [row_of(row, sides, now) for row in found], waiting


def _is_late(now: datetime) -> Q:
    return Q(state=DecisionState.OPEN, clock__due_at__lt=now)


def waiting_in(person: Person, alliances: Collection[UUID], now: datetime) -> dict[UUID, Waiting]:
    """What waits to be decided in each of these alliances; those where nothing waits are left out."""
    rows = Decision.objects.visible_to(person).filter(
        alliance_id__in=alliances, state__in=UNDECIDED
    )
    counts = rows.order_by().values("alliance_id")
    counts = counts.annotate(undecided=Count("pk"), late=Count("pk", filter=_is_late(now)))
    return {each["alliance_id"]: Waiting(each["undecided"], each["late"]) for each in counts}

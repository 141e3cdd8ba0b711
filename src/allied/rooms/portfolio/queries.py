"""What the portfolio reads: alliances page by page, each with its parties and what waits there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from allied.alliances.models import Alliance, Awaited, Party, Stage
from allied.people.models import Person
from allied.rooms.governance.queries.awaited import Waiting, waiting_in

SHOWN = 50


@dataclass(frozen=True)
class Row:
    """One alliance in the list."""

    alliance: Alliance
    parties: Sequence[Party]
    waiting: int
    decisions: Waiting

    @property
    def needs_attention(self) -> bool:
        """Whether something is late there, or waits for this person."""
        return bool(self.waiting or self.decisions.late)

    @property
    def place(self) -> int:
        """Which of the eight stages it is in, counted from 1."""
        return Stage.values.index(self.alliance.stage) + 1


def page_of_alliances(
    person: Person, *, now: datetime, text: str = "", after: str = ""
) -> tuple[list[Row], str]:
    """Alliances by name, fifty at a time, and the name after which the next page begins.

    Four queries whatever the number of alliances.
    """
    rows = Alliance.objects.visible_to(person).order_by("name", "pk")
    if text:
        rows = rows.filter(name__icontains=text)
    if after:
        name, _, pk = after.rpartition("|")
        rows = rows.filter(Q(name__gt=name) | Q(name=name, pk__gt=_uuid(pk)))
    found = list(rows[: SHOWN + 1])
    shown = found[:SHOWN]
    more = f"{shown[-1].name}|{shown[-1].pk}" if len(found) > SHOWN else ""
    return _with_parties(person, shown, now), more


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _with_parties(person: Person, alliances: Sequence[Alliance], now: datetime) -> list[Row]:
    ids = [alliance.pk for alliance in alliances]
    parties: dict[UUID, list[Party]] = {}
    for party in (
        Party.objects.visible_to(person)
        .filter(alliance_id__in=ids)
        .select_related("organisation")
        .order_by("position")
    ):
        parties.setdefault(party.alliance_id, []).append(party)
    # Through the alliances, not through the person: somebody may have thousands of acts elsewhere.
    acts = Awaited.objects.in_system_scope("one's own acts in alliances that are visible already")
    waiting = acts.filter(alliance_id__in=ids, done_at__isnull=True).order_by()
    own = Count("pk", filter=Q(person=person))
    counts = {row["alliance_id"]: row["n"] for row in waiting.values("alliance_id").annotate(n=own)}
    decisions = waiting_in(person, ids, now)
    return [
        Row(a, parties.get(a.pk, []), counts.get(a.pk, 0), decisions.get(a.pk, Waiting()))
        for a in alliances
    ]

"""The agreement record, its deadlines, and the obligations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from allied.alliances import awaiting
from allied.alliances.access import RIGHTS
from allied.alliances.models import Alliance
from allied.kit.prepared import prepared
from allied.kit.words import counted, day
from allied.people.models import Person
from allied.rooms.agreement.reading.models import Agreement, Obligation, ObligationState
from allied.rooms.agreement.reading.watching import RENEW, Deadline, deadlines, near
from allied.rooms.agreement.reading.writing import ACT, today_of
from allied.rooms.diligence.queries.sides import Face, Side, face, sides_of

MOST = 300
SETTLED_SHOWN = 10


def agreement_of(person: Person, alliance: Alliance) -> Agreement | None:
    """The agreement record of this alliance, if there is one."""
    return next(iter(_recorded(person, alliance)), None)


@prepared
def _recorded(person: Person, alliance: Alliance) -> QuerySet[Agreement]:
    rows = Agreement.objects.visible_to(person).filter(alliance=alliance)
    return rows.select_related("alliance", "owner", "by").order_by("pk")[:1]


def obligations(person: Person, alliance: Alliance) -> QuerySet[Obligation]:
    """The obligations of this alliance."""
    rows = Obligation.objects.visible_to(person).filter(alliance=alliance)
    return rows.select_related("side", "holder__organisation", "by", "alliance")


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One obligation with its owner and how late it is."""

    obligation: Obligation
    face: Face | None
    side: Side | None
    late: int


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The agreement at one moment: the record, the deadlines ahead, what is owed."""

    record: Agreement | None
    ahead: Sequence[Deadline]
    near: Deadline | None
    is_asked: bool
    owed: Sequence[Owed]
    settled: Sequence[Owed]
    today: date

    @property
    def late(self) -> int:
        """How many obligations are overdue."""
        return sum(one.late > 0 for one in self.owed)

    @property
    def lead(self) -> tuple[str, str]:
        """The answer at the top of the page."""
        if self.record is None:
            return "No agreement is recorded.", "Have it read, or record it by hand."
        late = f"{counted(self.late, 'obligation')} overdue." if self.late else ""
        return self._when(), late or f"{counted(len(self.owed), 'obligation')} open."

    def _when(self) -> str:
        assert self.record is not None
        if self.record.notice_on and self.record.notice_on >= self.today:
            return f"A notice counts until {day(self.record.notice_on)}."
        if self.record.ends_on:
            word = "Ends" if self.record.ends_on >= self.today else "Ended"
            return f"{word} on {day(self.record.ends_on)}."
        return (
            "It runs until somebody ends it."
            if self.record.open_ended
            else "Nobody knows yet when it ends."
        )


def standing(person: Person, alliance: Alliance, now: datetime) -> Standing:
    """The agreement for one person at one moment."""
    record, sides = agreement_of(person, alliance), sides_of(alliance, person)
    today = today_of(person.home, now)
    rows = obligations(person, alliance)
    open_ = list(rows.filter(state=ObligationState.OPEN).order_by("due", "number")[:MOST])
    settled = list(
        rows.exclude(state=ObligationState.OPEN).order_by("-state_at", "number")[:SETTLED_SHOWN]
    )
    return Standing(
        record=record,
        ahead=[one for one in deadlines(record) if one.on >= today] if record else [],
        near=near(record, today) if record else None,
        is_asked=bool(record) and person.pk in awaiting.asked_of(record.pk, RENEW),  # type: ignore[union-attr]
        owed=[owed(row, sides, today) for row in open_],
        settled=[owed(row, sides, today) for row in settled],
        today=today,
    )


def owed(row: Obligation, sides: dict[UUID, Side], today: date) -> Owed:
    """An obligation as lists show it."""
    is_open = row.state == ObligationState.OPEN
    return Owed(
        obligation=row,
        face=face(row.holder, sides) if row.holder else None,
        side=sides.get(row.side_id),
        late=max((today - row.due).days, 0) if is_open else 0,
    )


def may_owe(alliance: Alliance, by: Person) -> list[Person]:
    """The people who can owe an obligation, one's own side first."""
    seats = alliance.seats.filter(
        ended_at__isnull=True, role__in=RIGHTS[ACT].roles, person__is_active=True
    ).select_related("person__organisation")
    people = {seat.person_id: seat.person for seat in seats}
    own = by.home_id
    return sorted(people.values(), key=lambda p: (p.organisation_id != own, p.name, p.pk))

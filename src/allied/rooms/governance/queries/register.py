"""The register of decisions: filters that stand in the address, pages by number, what waits in all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import (
    FETCH_RAISE,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)

from allied.alliances.models import Alliance
from allied.clock.progress import age, days_late, days_left
from allied.clock.running import running
from allied.kit.prepared import prepared
from allied.people.models import Person
from allied.rooms.governance.models import Decision, DecisionDraft, Half
from allied.rooms.governance.models.decisions import UNDECIDED
from allied.rooms.governance.queries.sides import Side
from allied.rooms.governance.states import ANSWERABLE, DecisionState
from allied.rooms.governance.value import Debt, Undecided, Value, decision_debt

# What a row shows; reading anything else is an error, because it would cost a query for each row.
_OF_DECISION = (
    "alliance",
    "number",
    "title",
    "state",
    "state_at",
    "raised_at",
    "escalated_at",
    "deferred_until",
    "chosen",
    "value",
    "currency",
    "right__name",
    "clock",
)
_OF_REGISTER = (
    "joint",
    "version",
    "right__key",
    "forum__key",
    "asked_by__name",
    "asked_by__organisation",
)
_OF_DEBT = ("number", "state", "value", "currency", "clock")
_OF_HALF = ("party", "position", "state", "needed", "at")
SHOWN = 50
MOST_COUNTED = 500
UNDECIDED_WORD, ALL = "undecided", "all"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which decisions are wanted; `state` may also be undecided or all."""

    state: str = UNDECIDED_WORD
    type: str = ""
    forum: str = ""
    pen: UUID | None = None
    overdue: bool = False
    text: str = ""


def register(person: Person, alliance: Alliance) -> QuerySet[Decision]:
    """Every decision of the alliance that this person may see."""
    return Decision.objects.visible_to(person).filter(alliance=alliance)


def chosen(rows: QuerySet[Decision], filters: Filters, now: datetime) -> QuerySet[Decision]:
    """The decisions that the filters leave."""
    if filters.state == UNDECIDED_WORD:
        rows = rows.filter(state__in=UNDECIDED)
    elif filters.state != ALL:
        rows = rows.filter(state=filters.state)
    if filters.type:
        rows = rows.filter(right__key=filters.type)
    if filters.forum:
        rows = rows.filter(forum__key=filters.forum)
    if filters.pen:
        rows = rows.filter(_waits_for(filters.pen), state__in=ANSWERABLE)
    if filters.overdue:
        rows = rows.filter(state=DecisionState.OPEN, clock__due_at__lt=now)
    return rows.filter(_says(filters.text)) if filters.text.strip() else rows


def found_by_words(person: Person, text: str) -> QuerySet[Decision]:
    """The decisions of all one's alliances that say this, or have this number; the newest first."""
    rows = Decision.objects.visible_to(person).filter(_says(text))
    return rows.select_related("alliance").order_by("-raised_at", "-pk")


def drafts_by_words(person: Person, text: str) -> QuerySet[DecisionDraft]:
    """The drafts of one's own side that say this, the newest first."""
    words = Q(title__icontains=text) | Q(question__icontains=text)
    rows = DecisionDraft.objects.visible_to(person).filter(words, ended_at__isnull=True)
    return rows.select_related("alliance").order_by("-changed_at", "-pk")


def _waits_for(party: UUID) -> Exists:
    rows = Half.objects.in_system_scope("a condition on decisions that are visible already")
    return Exists(rows.filter(decision=OuterRef("pk"), party_id=party, state="wait", needed=True))


def _says(text: str) -> Q:
    words = text.strip()
    number = words.upper().removeprefix("D-").lstrip("0")
    found = Q(title__icontains=words) | Q(question__icontains=words)
    # A number beyond what a database column holds is nobody's number.
    return found | Q(number=int(number)) if number.isdecimal() and len(number) < 9 else found


@dataclass(frozen=True)
class Row:
    """One decision in the register, with its clock in working days where one runs."""

    decision: Decision
    halves: Sequence[tuple[int, str, str]]
    waits_for: Sequence[str]
    days: int = 0
    used: int = 0
    is_late: bool = False


def page_of_decisions(
    rows: QuerySet[Decision], sides: dict[UUID, Side], now: datetime, *, before: int | None = None
) -> tuple[list[Row], int | None]:
    """The newest decisions first, fifty at a time, and the number before which the next page begins."""
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(in_a_row(rows).order_by("-number")[: SHOWN + 1])
    shown = with_halves(found[:SHOWN])
    return [row_of(one, sides, now) for one in shown], shown[-1].number if found[SHOWN:] else None


def undecided_of(alliance: Alliance) -> QuerySet[Decision]:
    """What is undecided in an alliance; a condition on halves that are read through their person."""
    rows = Decision.objects.in_system_scope("a condition on halves that are visible")
    return rows.filter(alliance=alliance, state__in=UNDECIDED)


def with_decisions(halves: QuerySet[Half]) -> QuerySet[Half]:
    """These halves, each with its decision, its type and its clock in the same row; nearest deadline first."""
    nearest = F("decision__clock__due_at").asc(nulls_last=True)
    rows = halves.select_related("decision__right", "decision__clock").fetch_mode(FETCH_RAISE)
    rows = rows.only(*_OF_HALF, *(f"decision__{name}" for name in _OF_DECISION))
    return rows.order_by(nearest, "decision__number", "position")


def by_decision(halves: Iterable[Half]) -> list[tuple[Decision, list[Half]]]:
    """The decisions of these halves in their order, each once, with its halves."""
    found: dict[UUID, list[Half]] = {}
    for half in halves:
        found.setdefault(half.decision_id, []).append(half)
    return [(each[0].decision, each) for each in found.values()]


def in_a_row(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """The same decisions with what a row shows of each in its own line of the database."""
    shown = rows.select_related("right", "forum", "clock", "asked_by").fetch_mode(FETCH_RAISE)
    return shown.only(*_OF_DECISION, *_OF_REGISTER)


def with_halves(found: Sequence[Decision]) -> Sequence[Decision]:
    """The same decisions with their halves, and with pauses where a clock had any: two queries at most."""
    halves = Half.objects.in_system_scope("halves of decisions that are visible already")
    rows = halves.only("decision", "ways", *_OF_HALF).order_by("position")
    prefetch_related_objects(found, Prefetch("halves", rows))
    return with_pauses(found)


def with_pauses(found: Sequence[Decision]) -> Sequence[Decision]:
    """The same decisions with the pauses of their clocks; asks nothing where no clock ever stood still."""
    paused = [one.clock for one in found if one.clock and one.clock.was_paused]
    prefetch_related_objects(paused, "pauses")
    return found


def row_of(
    decision: Decision,
    sides: dict[UUID, Side],
    now: datetime,
    given: Iterable[Half] | None = None,
) -> Row:
    """One decision as the register shows it; `given` are its halves where they were read by themselves."""
    found = decision.halves.all() if given is None else given
    halves = [half for half in found if half.party_id in sides]
    marks = [
        (sides[half.party_id].colour, sides[half.party_id].name, half.state) for half in halves
    ]
    waiting = [sides[half.party_id].name for half in halves if half.needed and half.state == "wait"]
    open_now = decision.state in ANSWERABLE
    row = Row(decision, marks, waiting if open_now else [])
    if decision.clock is None or not open_now:
        return row
    clock, pauses = running(decision.clock, None if decision.clock.was_paused else ())
    late = days_late(clock, now, pauses)
    used = clock.days - days_left(clock, now, pauses) + late
    overdue = decision.clock.due_at < now
    return Row(decision, marks, row.waits_for, clock.days, used, overdue)


@dataclass(frozen=True)
class Summary:
    """What waits in all: how many are undecided, how many late, and the debt per company."""

    undecided: int
    late: int
    debt: Sequence[Debt]

    @property
    def is_capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.undecided >= MOST_COUNTED


def summary(person: Person, alliance: Alliance, now: datetime) -> Summary:
    """Counts and decision debt of what is undecided, from one query of at most 500 rows."""
    found = by_decision(_needed(person, alliance))
    late = sum(_is_late(decision, now) for decision, _ in found)
    return Summary(len(found), late, decision_debt(_waiting(found, now)))


@prepared
def _needed(person: Person, alliance: Alliance) -> QuerySet[Half]:
    halves = Half.objects.visible_to(person).filter(
        decision__alliance=alliance, decision__state__in=UNDECIDED, needed=True
    )
    rows = halves.select_related("decision__clock").order_by("-decision__number", "position")
    rows = rows.only(*_OF_HALF, *(f"decision__{name}" for name in _OF_DEBT))
    return rows[: 2 * MOST_COUNTED]


def _is_late(decision: Decision, now: datetime) -> bool:
    clock = decision.clock
    return bool(clock and decision.state == DecisionState.OPEN and clock.due_at < now)


def _waiting(found: Iterable[tuple[Decision, list[Half]]], now: datetime) -> Iterable[Undecided]:
    for decision, halves in found:
        if decision.value is None or decision.clock is None:
            continue
        days = age(running(decision.clock, ()).clock, now).gross
        waits_for = tuple(str(half.party_id) for half in halves if half.state == "wait")
        yield Undecided(days, Value(decision.currency, decision.value), waits_for)

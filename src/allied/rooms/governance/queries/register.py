"""The register of decisions: filters that stand in the address, pages by number, what waits in all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from allied.alliances.models import Alliance
from allied.clock.progress import age, days_late, days_left
from allied.clock.running import running
from allied.people.models import Person
from allied.rooms.governance.models import Decision, DecisionDraft, Half
from allied.rooms.governance.models.decisions import UNDECIDED
from allied.rooms.governance.queries.sides import Side
from allied.rooms.governance.states import ANSWERABLE, DecisionState
from allied.rooms.governance.value import Debt, Undecided, Value, decision_debt

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
    found = list(with_parts(rows).order_by("-number")[: SHOWN + 1])
    shown = found[:SHOWN]
    return [row_of(one, sides, now) for one in shown], shown[-1].number if found[SHOWN:] else None


def with_parts(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """The same decisions with what a row shows, in three queries however many there are."""
    halves = Half.objects.in_system_scope("halves of decisions that are visible already")
    return (
        rows.select_related("right", "forum", "clock", "asked_by")
        .defer("question", "paper", "options", "right_copy")
        .prefetch_related(Prefetch("halves", halves.order_by("position")), "clock__pauses")
    )


def row_of(decision: Decision, sides: dict[UUID, Side], now: datetime) -> Row:
    """One decision as the register shows it."""
    halves = [half for half in decision.halves.all() if half.party_id in sides]
    marks = [
        (sides[half.party_id].colour, sides[half.party_id].name, half.state) for half in halves
    ]
    waiting = [sides[half.party_id].name for half in halves if half.needed and half.state == "wait"]
    open_now = decision.state in ANSWERABLE
    row = Row(decision, marks, waiting if open_now else [])
    if decision.clock is None or not open_now:
        return row
    clock, pauses = running(decision.clock)
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
    halves = Half.objects.visible_to(person).filter(
        decision__alliance=alliance, decision__state__in=UNDECIDED, needed=True
    )
    found: dict[UUID, list[Half]] = {}
    rows = halves.select_related("decision__clock").defer(*_UNREAD).order_by("-decision__number")
    for half in rows[: 2 * MOST_COUNTED]:
        found.setdefault(half.decision_id, []).append(half)
    decisions = [each[0].decision for each in found.values()]
    late = sum(_is_late(decision, now) for decision in decisions)
    return Summary(len(decisions), late, decision_debt(_waiting(found.values(), now)))


_UNREAD = tuple(f"decision__{name}" for name in ("question", "paper", "options", "right_copy"))


def _is_late(decision: Decision, now: datetime) -> bool:
    clock = decision.clock
    return bool(clock and decision.state == DecisionState.OPEN and clock.due_at < now)


def _waiting(found: Iterable[list[Half]], now: datetime) -> Iterable[Undecided]:
    for halves in found:
        decision = halves[0].decision
        if decision.value is None or decision.clock is None:
            continue
        days = age(running(decision.clock, ()).clock, now).gross
        waits_for = tuple(str(half.party_id) for half in halves if half.state == "wait")
        yield Undecided(days, Value(decision.currency, decision.value), waits_for)

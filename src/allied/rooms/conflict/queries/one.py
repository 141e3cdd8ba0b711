"""One conflict with everything its page and the API show, read once for one person at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from allied.alliances.access import may, seats_of
from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to
from allied.alliances.models import Alliance, Seat
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record.models import Entry
from allied.record.story import Line as RecordLine
from allied.record.story import told
from allied.rooms.conflict.ladder import Ladder, Step, from_plain
from allied.rooms.conflict.models import (
    Conflict,
    ConflictFact,
    ConflictState,
    ConflictStep,
    JointMemo,
    Mediation,
    Position,
    Settlement,
    Worksheet,
)
from allied.rooms.conflict.owners import acting_now, owners_of
from allied.rooms.conflict.queries.register import clock_of
from allied.rooms.conflict.truth import LineState, Totals, ground, totals
from allied.rooms.governance.queries.sides import Side, sides_of

LATEST = 40
PARTS = "parts of a conflict that is visible already"


@dataclass(frozen=True, kw_only=True)
class StepShown:
    """One step of the ladder as the page draws it: behind, current or to come."""

    number: int
    rule: Step
    row: ConflictStep | None
    state: str
    owners: Sequence[Person] = ()
    days: int = 0
    used: int = 0


@dataclass(frozen=True, kw_only=True)
class FactShown:
    """One fact with where it stands and the number of each side."""

    fact: ConflictFact
    state: LineState
    values: Sequence[Decimal | None]
    gap: Decimal | None
    marks: Sequence[tuple[int, str, str]]
    waits_for_me: bool


@dataclass(frozen=True, kw_only=True)
class WayShown:
    """One way to settle with the answers of each side."""

    way: Settlement
    marks: Sequence[tuple[int, str, str]]
    waits_for: Sequence[str]
    refusals: Sequence[tuple[str, str]]
    mine: bool
    waits_for_me: bool


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything about one conflict, for one person at one moment."""

    conflict: Conflict
    person: Person
    now: datetime
    sides: dict[UUID, Side]
    seats: Sequence[Seat]
    ladder: Ladder
    steps: Sequence[StepShown]
    rows: Sequence[ConflictStep]
    positions: dict[UUID, Position]
    facts: Sequence[FactShown]
    total: Totals | None
    ways: Sequence[WayShown]
    memo: JointMemo | None
    worksheet: Worksheet | None
    mediations: Sequence[Mediation]
    files: Sequence[Attachment]
    has_mediation: bool

    @property
    def is_open(self) -> bool:
        """Whether it still divides the sides."""
        return self.conflict.state == ConflictState.OPEN

    @property
    def step(self) -> StepShown | None:
        """The step on which it stands."""
        return next((one for one in self.steps if one.state == "now"), None)

    @property
    def following(self) -> str:
        """Where it goes when this step does not settle it."""
        step = self.step
        after = self.ladder.after(step.rule.id) if step else None
        return after.name if after else self.ladder.end

    @property
    def is_last(self) -> bool:
        """Whether no step follows."""
        return self.step is None or not self.step.rule.to

    @property
    def agreed(self) -> int:
        """How many facts all sides accept."""
        return sum(one.state is LineState.ACCEPTED for one in self.facts)

    @property
    def ground(self) -> str:
        """What is common ground and what is open, in a sentence."""
        return ground([one.state for one in self.facts], self.total, self.conflict.unit)

    @property
    def has_numbers(self) -> bool:
        """Whether any fact carries a number."""
        return any(value is not None for one in self.facts for value in one.values)

    @property
    def days_used(self) -> int:
        """The working days of all steps so far."""
        if self.conflict.days is not None:
            return self.conflict.days
        return sum(row.used_days or 0 for row in self.rows) + (self.step.used if self.step else 0)

    def may(self, right: str) -> bool:
        """Whether a seat of this person carries the right."""
        return may(self.seats, right)

    @property
    def mine(self) -> Position | None:
        """The position of one's own side."""
        return self.positions.get(self.person.home_id) if self.person.organisation_id else None


def conflicts_to_show(person: Person, alliance: Alliance) -> QuerySet[Conflict]:
    """The alliance's conflicts with what one page shows of each in its own row."""
    rows = Conflict.objects.visible_to(person).filter(alliance=alliance)
    return rows.select_related("raised_by", "decision")


def case_of(conflict: Conflict, person: Person, now: datetime) -> Case:
    """The case of a conflict that this person has found: a fixed number of queries."""
    sides = sides_of(conflict.alliance, person)
    rows = list(_steps_of(conflict))
    facts = [one for one in _facts_of(conflict) if one.withdrawn_at is None]
    parties = [str(party) for party in sides]
    shown = [_fact_shown(one, sides, person) for one in facts]
    mediations = Mediation.objects.visible_to(person).filter(conflict=conflict)
    return Case(
        conflict=conflict,
        person=person,
        now=now,
        sides=sides,
        seats=seats_of(person, conflict.alliance, now),
        ladder=from_plain(conflict.ladder),
        steps=_shown_steps(conflict, rows, now),
        rows=rows,
        positions={
            row.party_id: row
            for row in Position.objects.visible_to(person)
            .filter(conflict=conflict)
            .select_related("by")
        },
        facts=shown,
        total=totals([one.as_line for one in facts], parties),
        ways=[_way_shown(one, sides, person) for one in _ways_of(conflict)],
        memo=_memo_of(conflict, person),
        worksheet=Worksheet.objects.visible_to(person).filter(conflict=conflict).first(),
        mediations=list(mediations.select_related("by").order_by("-at", "pk")),
        files=attached_to(person, [conflict.pk]).get(conflict.pk, ()),
        has_mediation=Mediation.objects.in_system_scope(PARTS)
        .filter(conflict=conflict, ended_at__isnull=True)
        .exists(),
    )


def _steps_of(conflict: Conflict) -> QuerySet[ConflictStep]:
    rows = ConflictStep.objects.in_system_scope(PARTS).filter(conflict=conflict)
    return rows.select_related("clock").order_by("started_at", "place")


def _facts_of(conflict: Conflict) -> QuerySet[ConflictFact]:
    rows = ConflictFact.objects.in_system_scope(PARTS).filter(conflict=conflict)
    return rows.select_related("by").prefetch_related("replies__by").order_by("number")


def _ways_of(conflict: Conflict) -> QuerySet[Settlement]:
    rows = Settlement.objects.in_system_scope(PARTS).filter(
        conflict=conflict, withdrawn_at__isnull=True
    )
    return rows.select_related("by").prefetch_related("answers").order_by("-number")


def _memo_of(conflict: Conflict, person: Person) -> JointMemo | None:
    rows = JointMemo.objects.visible_to(person).filter(step__conflict=conflict)
    return rows.filter(step__ended_at__isnull=True).select_related("by", "step").first()


def _shown_steps(
    conflict: Conflict, rows: Sequence[ConflictStep], now: datetime
) -> list[StepShown]:
    """The whole ladder; of a step that came twice, after the matter was reopened, the last time counts."""
    last = {row.key: row for row in rows}
    acting = acting_now(conflict.alliance, now)
    shown = []
    for number, rule in enumerate(from_plain(conflict.ladder).in_order, start=1):
        row = last.get(rule.id)
        state = "now" if row and row.ended_at is None else "done" if row else "next"
        days, used = clock_of(row, now) if row and state == "now" and row.clock else (rule.days, 0)
        people = [one for side in owners_of(rule, acting).values() for one in side]
        shown.append(
            StepShown(
                number=number, rule=rule, row=row, state=state, owners=people, days=days, used=used
            )
        )
    return shown


def _fact_shown(fact: ConflictFact, sides: dict[UUID, Side], person: Person) -> FactShown:
    line, parties = fact.as_line, [str(party) for party in sides]
    said = {each.party_id: each.accepts for each in fact.standing}
    marks = []
    for party, side in sides.items():
        accepts = True if party == fact.party_id else said.get(party)
        state = "wait" if accepts is None else "yes" if accepts else "dispute"
        marks.append((side.colour, side.name, state))
    own = person.organisation_id
    return FactShown(
        fact=fact,
        state=line.state(parties),
        values=[line.value_of(party) for party in parties],
        gap=line.gap(parties),
        marks=marks,
        waits_for_me=own in sides and own != fact.party_id and own not in said,
    )


def _way_shown(way: Settlement, sides: dict[UUID, Side], person: Person) -> WayShown:
    answers = {each.party_id: each for each in way.answers.all()}
    marks, waiting, refusals = [], [], []
    for party, side in sides.items():
        answer = answers.get(party)
        state = "wait" if answer is None else "yes" if answer.accepts else "no"
        marks.append((side.colour, side.name, state))
        if answer is None:
            waiting.append(side.name)
        elif not answer.accepts:
            refusals.append((side.name, answer.reason))
    own = person.organisation_id
    return WayShown(
        way=way,
        marks=marks,
        waits_for=waiting,
        refusals=refusals,
        mine=way.party_id == own,
        waits_for_me=own in sides and not (own in answers and answers[own].accepts),
    )


def lines_of(conflict: Conflict, person: Person) -> list[RecordLine]:
    """The latest lines of the joint record about a conflict."""
    rows = Entry.objects.visible_to(person).filter(
        alliance=conflict.alliance, audience=JOINT, subject_id=conflict.pk
    )
    return told(rows.order_by("-seq")[:LATEST])

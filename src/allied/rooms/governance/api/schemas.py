"""What the JSON door says and hears about decisions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from allied.kit.content import decimal_text
from allied.people.models import Person
from allied.rooms.governance.asking import Question, lettered
from allied.rooms.governance.models import Answer, Decision, Escalation, Half
from allied.rooms.governance.queries.decision import Case
from allied.rooms.governance.queries.register import Row
from allied.rooms.governance.queries.sides import names_of_sides
from allied.rooms.governance.queries.timing import Timing, timing_of
from allied.rooms.governance.wording import explain


class FactOfOption(Schema):
    """One fact by which options are compared."""

    name: str
    value: str


class OptionAsked(Schema):
    """One option as it is asked; letters are given in order."""

    title: str
    text: str = ""
    facts: list[FactOfOption] = []


class OptionShown(OptionAsked):
    """One option with its letter."""

    key: str


class QuestionAsked(Schema):
    """What is asked."""

    title: str
    question: str = ""
    options: list[OptionAsked] = []
    recommendation: str = ""
    standing: str = ""
    paper: str = ""
    value: Decimal | None = None
    currency: str = ""

    def as_question(self, currency: str) -> Question:
        """The question for the command, in the alliance's currency unless one is named."""
        return Question(
            title=self.title,
            question=self.question,
            options=lettered(
                {
                    "title": option.title,
                    "text": option.text,
                    "facts": [(fact.name, fact.value) for fact in option.facts],
                }
                for option in self.options
            ),
            recommendation=self.recommendation,
            standing=self.standing,
            paper=self.paper,
            value=self.value,
            currency=self.currency or (currency if self.value is not None else ""),
        )


class DecisionAsked(QuestionAsked):
    """A decision that is asked for."""

    type: str = Field(description="The id of a row of the matrix")
    condition_applies: bool = False
    accountable: UUID | None = None
    supersedes: UUID | None = None
    draft: UUID | None = None


class FaceShown(Schema):
    """A person by name."""

    id: UUID
    name: str
    organisation: UUID | None

    @staticmethod
    def of(row: Person) -> "FaceShown":
        """The person."""
        return FaceShown(id=row.pk, name=row.name, organisation=row.organisation_id)


class HalfShown(Schema):
    """One party's half: who must answer, and how far that is."""

    party: UUID
    state: str
    needed: bool
    ways: list[list[str]]
    at: datetime | None

    @staticmethod
    def of(row: Half) -> "HalfShown":
        """The half."""
        return HalfShown(
            party=row.party_id, state=row.state, needed=row.needed, ways=row.ways, at=row.at
        )


class DecisionShown(Schema):
    """A decision in a list."""

    id: UUID
    number: int
    title: str
    type: str
    type_name: str
    forum: str
    state: str
    joint: bool
    raised_at: datetime
    asked_by: FaceShown
    due_at: datetime | None
    value: str | None
    currency: str
    chosen: str
    halves: list[HalfShown]
    version: int

    @classmethod
    def fields_of(cls, row: Decision, halves: list[Half]) -> dict[str, Any]:
        """What every view of a decision says."""
        return {
            "id": row.pk,
            "number": row.number,
            "title": row.title,
            "type": row.right.key,
            "type_name": row.right.name,
            "forum": row.forum.key if row.forum else "",
            "state": row.state,
            "joint": row.joint,
            "raised_at": row.raised_at,
            "asked_by": FaceShown.of(row.asked_by),
            "due_at": row.clock.due_at if row.clock else None,
            "value": decimal_text(row.value),
            "currency": row.currency,
            "chosen": row.chosen,
            "halves": [HalfShown.of(half) for half in halves],
            "version": row.version,
        }

    @staticmethod
    def of_row(row: Row) -> "DecisionShown":
        """The decision of a row of the register."""
        decision = row.decision
        return DecisionShown(**DecisionShown.fields_of(decision, list(decision.halves.all())))


class AnswerShown(Schema):
    """An answer; one that was taken back says when."""

    person: FaceShown
    party: UUID
    role: str
    verdict: str
    option: str
    conditions: list[str]
    reason: str
    at: datetime
    withdrawn_at: datetime | None

    @staticmethod
    def of(row: Answer) -> "AnswerShown":
        """The answer."""
        return AnswerShown(
            person=FaceShown.of(row.person),
            party=row.owner_id,
            role=row.role,
            verdict=row.verdict,
            option=row.option,
            conditions=row.conditions,
            reason=row.reason,
            at=row.at,
            withdrawn_at=row.withdrawn_at,
        )


class ClockShown(Schema):
    """The SLA clock with its arithmetic."""

    days: int
    mode: str
    days_left: int
    days_late: int
    started_at: datetime
    due_at: datetime
    half_at: datetime | None
    most_at: datetime | None
    stopped_at: datetime | None
    tz: str
    says: str

    @staticmethod
    def of(timing: Timing) -> "ClockShown":
        """The clock."""
        row = timing.row
        return ClockShown(
            days=row.days,
            mode=row.mode,
            days_left=timing.ruler.left,
            days_late=timing.ruler.late,
            started_at=row.started_at,
            due_at=row.due_at,
            half_at=row.half_at,
            most_at=row.most_at,
            stopped_at=row.stopped_at,
            tz=row.tz,
            says=timing.says,
        )


class EscalationShown(Schema):
    """Where a late decision also went."""

    to: str
    name: str
    at: datetime
    due_at: datetime | None

    @staticmethod
    def of(row: Escalation) -> "EscalationShown":
        """The escalation."""
        due_at = row.clock.due_at if row.clock else None
        return EscalationShown(to=row.to_key, name=row.to_name, at=row.at, due_at=due_at)


class DecisionFull(DecisionShown):
    """A decision with everything that belongs to it."""

    question: str
    options: list[OptionShown]
    recommendation: str
    standing: str
    paper: str
    digest: str
    reason: str
    how: str
    deferred_until: date | None
    clock: ClockShown | None
    answers: list[AnswerShown]
    escalation: EscalationShown | None
    supersedes: UUID | None
    says: str
    may_answer_as: list[str]

    @staticmethod
    def of_case(case: Case) -> "DecisionFull":
        """The decision of a case."""
        row, escalation, timing = case.decision, case.escalation, timing_of(case)
        return DecisionFull(
            **DecisionShown.fields_of(row, case.bench.halves),
            question=row.question,
            options=[
                OptionShown(
                    key=option.key,
                    title=option.title,
                    text=option.text,
                    facts=[FactOfOption(name=name, value=value) for name, value in option.facts],
                )
                for option in case.options
            ],
            recommendation=row.recommendation,
            standing=row.standing,
            paper=row.paper,
            digest=row.digest,
            reason=row.reason,
            how=row.how,
            deferred_until=row.deferred_until,
            clock=ClockShown.of(timing) if timing else None,
            answers=[AnswerShown.of(answer) for answer in case.bench.answers],
            escalation=EscalationShown.of(escalation) if escalation else None,
            supersedes=row.supersedes_id,
            says=explain(case.bench.outcome, names_of_sides(case.sides)),
            may_answer_as=case.may_answer[0],
        )

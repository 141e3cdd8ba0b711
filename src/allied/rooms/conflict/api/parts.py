"""The parts of a conflict as the JSON door says them: steps, positions, facts, ways, memo, mediation."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from allied.kit.content import decimal_text
from allied.rooms.conflict.api.matters import ReferenceShown
from allied.rooms.conflict.models import (
    JointMemo,
    Mediation,
    Position,
    Worksheet,
)
from allied.rooms.conflict.queries.one import FactShown, StepShown, WayShown


class ConflictStepShown(Schema):
    """One step of the ladder as this conflict climbs it: done, now or next."""

    key: str
    name: str
    kind: str
    days: int
    used: int
    state: str
    started_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None
    how: str
    reason: str
    memo: str
    owners: list[str]

    @staticmethod
    def of(one: StepShown) -> "ConflictStepShown":
        """The step."""
        row = one.row
        return ConflictStepShown(
            key=one.rule.id,
            name=one.rule.name,
            kind=one.rule.kind.value,
            days=one.days,
            used=one.used,
            state=one.state,
            started_at=row.started_at if row else None,
            ended_at=row.ended_at if row else None,
            due_at=row.clock.due_at if row and row.clock else None,
            how=row.how if row else "",
            reason=row.reason if row else "",
            memo=row.memo_words if row else "",
            owners=[person.name for person in one.owners],
        )


class PositionShown(Schema):
    """What one side says and needs."""

    party: UUID
    claim: str
    position: str
    interests: str
    by: str
    at: datetime
    version: int

    @staticmethod
    def of(row: Position) -> "PositionShown":
        """The position."""
        return PositionShown(
            party=row.party_id,
            claim=row.claim,
            position=row.position,
            interests=row.interests,
            by=row.by.name,
            at=row.at,
            version=row.version,
        )


class FactReplyShown(Schema):
    """What another side says to a fact."""

    party: UUID
    accepts: bool
    value: str | None
    line: str
    reason: str
    by: str
    at: datetime


class ConflictFactShown(Schema):
    """One fact: open, accepted or disputed, with both versions."""

    id: UUID
    number: int
    party: UUID
    line: str
    value: str | None
    source: str
    evidence: list[ReferenceShown]
    state: str
    gap: str | None
    replies: list[FactReplyShown]
    version: int

    @staticmethod
    def of(one: FactShown) -> "ConflictFactShown":
        """The fact."""
        fact = one.fact
        return ConflictFactShown(
            id=fact.pk,
            number=fact.number,
            party=fact.party_id,
            line=fact.line,
            value=decimal_text(fact.value),
            source=fact.source,
            evidence=[ReferenceShown(**each) for each in fact.evidence],
            state=one.state.value,
            gap=decimal_text(one.gap),
            replies=[
                FactReplyShown(
                    party=each.party_id,
                    accepts=each.accepts,
                    value=decimal_text(each.value),
                    line=each.line,
                    reason=each.reason,
                    by=each.by.name,
                    at=each.at,
                )
                for each in fact.standing
            ],
            version=fact.version,
        )


class SettlementShown(Schema):
    """One way to settle with the answers of each side."""

    id: UUID
    number: int
    party: UUID
    title: str
    text: str
    effect: str
    cost: str
    by: str
    at: datetime
    waits_for: list[str]
    refusals: dict[str, str]
    accepted_at: datetime | None

    @staticmethod
    def of(one: WayShown) -> "SettlementShown":
        """The way to settle."""
        way = one.way
        return SettlementShown(
            id=way.pk,
            number=way.number,
            party=way.party_id,
            title=way.title,
            text=way.text,
            effect=way.effect,
            cost=way.cost,
            by=way.by.name,
            at=way.at,
            waits_for=list(one.waits_for),
            refusals=dict(one.refusals),
            accepted_at=way.accepted_at,
        )


class MemoShown(Schema):
    """The joint memo of the step on which the matter stands."""

    revision: int
    words: str
    asks: str
    state: str
    digest: str
    content: dict[str, Any] | None
    version: int

    @staticmethod
    def of(row: JointMemo) -> "MemoShown":
        """The memo."""
        return MemoShown(
            revision=row.revision,
            words=row.words,
            asks=row.asks,
            state=row.state,
            digest=row.digest,
            content=row.content,
            version=row.version,
        )


class MediationShown(Schema):
    """A mediation, as sponsors and alliance managers read it.

    `commitment` is what the joint record holds instead of these words: SHA-256 of `committed` as
    canonical JSON, in base64.
    """

    id: UUID
    mediator: str
    starts: date
    ends: date | None
    outcome: str
    ended_at: datetime | None
    committed: dict[str, str]
    commitment: str
    version: int

    @staticmethod
    def of(row: Mediation) -> "MediationShown":
        """The mediation."""
        return MediationShown(
            id=row.pk,
            mediator=row.mediator,
            starts=row.starts,
            ends=row.ends,
            outcome=row.outcome,
            ended_at=row.ended_at,
            committed=row.committed,
            commitment=row.commitment,
            version=row.version,
        )


class WorksheetWritten(Schema):
    """What one's own side keeps for itself."""

    text: str = ""
    could_give: str = ""
    way_out: str = ""


class WorksheetShown(WorksheetWritten):
    """The same with its version; 0 while nothing is written."""

    version: int

    @staticmethod
    def of(row: Worksheet | None) -> "WorksheetShown":
        """The worksheet."""
        if row is None:
            return WorksheetShown(version=0)
        return WorksheetShown(
            text=row.text, could_give=row.could_give, way_out=row.way_out, version=row.version
        )

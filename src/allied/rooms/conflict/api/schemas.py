"""What the JSON door says and hears about conflicts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allied.rooms.conflict.api.matters import MatterShown, matter_of
from allied.rooms.conflict.api.parts import (
    ConflictFactShown,
    ConflictStepShown,
    MediationShown,
    MemoShown,
    PositionShown,
    SettlementShown,
)
from allied.rooms.conflict.queries.one import Case
from allied.rooms.conflict.queries.register import Row


class ConflictShown(MatterShown):
    """A conflict in a list, with the step on which it stands and its clock in working days."""

    id: UUID
    number: int
    state: str
    raised_by: str
    raised_at: datetime
    party: UUID | None
    step: str
    step_days: int
    step_used: int
    due_at: datetime | None
    how: str
    resolution: str
    days: int | None
    decision: UUID | None
    reopened: int
    version: int

    @staticmethod
    def fields_of(row: Row) -> dict[str, Any]:
        """What every view of a conflict says."""
        one, step = row.conflict, row.step
        clock = step.clock if step and step.ended_at is None else None
        return {
            **matter_of(one),
            "id": one.pk,
            "number": one.number,
            "state": one.state,
            "raised_by": one.raised_by.name,
            "raised_at": one.raised_at,
            "party": one.owner_id,
            "step": step.name if step else "",
            "step_days": row.days,
            "step_used": row.used,
            "due_at": clock.due_at if clock else None,
            "how": one.how,
            "resolution": one.resolution,
            "days": one.days,
            "decision": one.decision_id,
            "reopened": one.reopened,
            "version": one.version,
        }

    @staticmethod
    def of_row(row: Row) -> "ConflictShown":
        """The conflict of a row of the register."""
        return ConflictShown(**ConflictShown.fields_of(row))


class ConflictFull(ConflictShown):
    """A conflict with everything that one may read of it."""

    steps: list[ConflictStepShown]
    positions: list[PositionShown]
    facts: list[ConflictFactShown]
    ground: str
    settlements: list[SettlementShown]
    memo: MemoShown | None
    mediations: list[MediationShown]
    exhausted_at: datetime | None
    ladder_revision: int

    @staticmethod
    def of_case(case: Case) -> "ConflictFull":
        """The conflict of a case."""
        step = case.step
        row = Row(
            conflict=case.conflict,
            step=step.row if step else case.rows[-1] if case.rows else None,
            days=step.days if step else 0,
            used=step.used if step else 0,
        )
        return ConflictFull(
            **ConflictShown.fields_of(row),
            steps=[ConflictStepShown.of(one) for one in case.steps],
            positions=[PositionShown.of(one) for one in case.positions.values()],
            facts=[ConflictFactShown.of(one) for one in case.facts],
            ground=case.ground,
            settlements=[SettlementShown.of(one) for one in case.ways],
            memo=MemoShown.of(case.memo) if case.memo else None,
            mediations=[MediationShown.of(one) for one in case.mediations],
            exhausted_at=case.conflict.exhausted_at,
            ladder_revision=case.conflict.ladder_revision,
        )

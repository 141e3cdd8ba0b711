"""Ends a conflict: settled in words that hold, or withdrawn."""

from datetime import datetime

from allied.alliances import awaiting
from allied.people.models import Person
from allied.rooms.conflict import facts
from allied.rooms.conflict.models import Conflict, ConflictState
from allied.rooms.conflict.owners import running_step
from allied.rooms.conflict.stepping import days_used, end_step
from allied.rooms.conflict.writing import write

BY_AGREEMENT, BY_DECISION = "by agreement", "by a decision"
ENDED = ("state", "state_at", "how", "resolution", "days", "settled_step", "version")


def settle(
    conflict: Conflict, resolution: str, *, how: str, by: Person | None, now: datetime
) -> None:
    """The locked conflict is settled; it keeps the words, the days and the step."""
    step = running_step(conflict)
    if step is not None:
        end_step(step, "settled", by=by, now=now)
        conflict.settled_step = step.place
    conflict.days = days_used(conflict, now)
    _end(conflict, ConflictState.SETTLED, now, how=how, resolution=resolution)
    said = facts.MatterSettled(
        subject=conflict.pk,
        number=conflict.number,
        how=how,
        days=conflict.days,
        place=conflict.settled_step or 0,
        resolution=resolution,
    )
    write(conflict, said, by=by, now=now)


def withdraw(conflict: Conflict, reason: str, *, by: Person, now: datetime) -> None:
    """The locked conflict is taken back, with a reason."""
    step = running_step(conflict)
    if step is not None:
        end_step(step, "withdrawn", by=by, now=now, reason=reason)
    _end(conflict, ConflictState.WITHDRAWN, now, how="", resolution=reason)
    said = facts.MatterWithdrawn(subject=conflict.pk, number=conflict.number, reason=reason)
    write(conflict, said, by=by, now=now)


def _end(
    conflict: Conflict, state: ConflictState, now: datetime, *, how: str, resolution: str
) -> None:
    conflict.state, conflict.state_at = state, now
    conflict.how, conflict.resolution = how, resolution
    conflict.version += 1
    conflict.save(update_fields=list(ENDED))
    awaiting.settle_acts(conflict.pk, now=now)

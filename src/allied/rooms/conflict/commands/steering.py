"""Taking a matter up, back, or out again."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.rooms.conflict import facts
from allied.rooms.conflict.ladder import from_plain
from allied.rooms.conflict.models import Conflict, ConflictState, ConflictStep
from allied.rooms.conflict.owners import await_words, running_step
from allied.rooms.conflict.settling import withdraw
from allied.rooms.conflict.stepping import begin_step, move_up
from allied.rooms.conflict.writing import STEER, lock_conflict, lock_open, write
from allied.rooms.governance.models.decisions import UNDECIDED

WHY = "Say why: both companies read it."


def escalate_conflict(
    *, by: Person, conflict: Conflict, reason: str, version: int, now: datetime
) -> Conflict:
    """Take the matter one step up before its time runs out, with the joint memo as it stands."""
    require(by, STEER, conflict.alliance, now)
    reason = worded(reason, field="reason", most=2000, required=WHY)
    with transaction.atomic():
        row = lock_open(conflict, version=version)
        step = running_step(row)
        assert step is not None, "an open conflict stands on a step"
        if move_up(row, step, by=by, now=now, reason=reason) is None:
            end = from_plain(row.ladder).end
            sentence = f"{step.name} is the last step. What follows when it runs out: {end}."
            raise Refused("last_step", sentence)
    return row


def withdraw_conflict(*, by: Person, conflict: Conflict, reason: str, now: datetime) -> Conflict:
    """The side that raised it takes it back, with a reason that both companies read."""
    require(by, STEER, conflict.alliance, now)
    reason = worded(reason, field="reason", most=2000, required=WHY)
    with transaction.atomic():
        row = lock_open(conflict)
        if row.owner_id != by.home_id:
            sentence = (
                "Only the company that raised it takes it back. Propose a settlement instead."
            )
            raise Refused("not_yours", sentence)
        if row.decision is not None and row.decision.state in UNDECIDED:
            sentence = f"D-{row.decision.number} is undecided. Withdraw it first."
            raise Refused("undecided", sentence)
        withdraw(row, reason, by=by, now=now)
    return row


def reopen_conflict(*, by: Person, conflict: Conflict, reason: str, now: datetime) -> Conflict:
    """Open a settled or withdrawn matter again, on the step on which it ended, with a reason."""
    require(by, STEER, conflict.alliance, now)
    reason = worded(reason, field="reason", most=2000, required=WHY)
    with transaction.atomic():
        row = lock_conflict(conflict)
        if row.state == ConflictState.OPEN:
            raise Refused("open", f"{row.ref} is open already.")
        rows = ConflictStep.objects.in_system_scope("the steps of a conflict that is locked")
        last = rows.filter(conflict=row).order_by("-started_at", "-place").first()
        ladder = from_plain(row.ladder)
        rule = (ladder.step(last.key) if last else None) or ladder.in_order[0]
        row.state, row.state_at, row.reopened = ConflictState.OPEN, now, row.reopened + 1
        row.how, row.resolution, row.days, row.settled_step = "", "", None, None
        row.decision, row.exhausted_at = None, None
        row.version += 1
        row.save()
        row.settlements.filter(accepted_at__isnull=False).update(accepted_at=None, withdrawn_at=now)
        step = begin_step(row, rule, by=by, now=now)
        assert step.clock is not None
        said = facts.MatterReopened(
            subject=row.pk,
            number=row.number,
            days=rule.days,
            due=step.clock.due_at,
            step=rule.name,
            reason=reason,
        )
        write(row, said, by=by, now=now)
        await_words(row, by=by, now=now)
    return row

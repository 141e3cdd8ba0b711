"""Withdrawing a decision that nobody needs any more."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.governance import facts
from allied.rooms.governance.ending import why_not_withdraw
from allied.rooms.governance.models import Decision
from allied.rooms.governance.settling import end, lock_decision, write
from allied.rooms.governance.states import DecisionState


def withdraw_decision(*, by: Person, decision: Decision, reason: str, now: datetime) -> Decision:
    """The company that asked takes its question back, with a reason that both companies read."""
    require(by, "decision.steer", decision.alliance, now)
    with transaction.atomic():
        row = lock_decision(decision)
        refusal = why_not_withdraw(
            DecisionState(row.state),
            by_party=str(by.home_id),
            asked_by_party=str(row.owner_id),
            reason=reason,
        )
        if refusal:
            raise Refused("not_now", refusal, field="" if reason.strip() else "reason")
        end(row, DecisionState.WITHDRAWN, by=by, now=now, reason=reason.strip())
        said = facts.DecisionWithdrawn(subject=row.pk, number=row.number, reason=reason.strip())
        write(row, said, by=by, now=now)
    return row

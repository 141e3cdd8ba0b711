"""Taking a decision one step further before its time runs out."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.governance.escalating import escalate
from allied.rooms.governance.models import Decision
from allied.rooms.governance.settling import lock_decision
from allied.rooms.governance.states import ANSWERABLE, WORDS, DecisionState


def escalate_decision(*, by: Person, decision: Decision, reason: str, now: datetime) -> Decision:
    """Escalate now, once and in parallel: the decision stays where it is and goes further too."""
    require(by, "decision.steer", decision.alliance, now)
    reason = reason.strip()
    if not reason:
        raise Refused(
            "no_reason", "Say why it goes further: both companies read it.", field="reason"
        )
    with transaction.atomic():
        row = lock_decision(decision)
        if row.state not in ANSWERABLE:
            words = WORDS[DecisionState(row.state)]
            raise Refused("not_open", f"This decision is {words}. It goes no further now.")
        if escalate(row, by=by, now=now, reason=reason) is None:
            sentence = "It has gone further already, or the matrix names no place for that."
            raise Refused("no_escalation", sentence)
    return row

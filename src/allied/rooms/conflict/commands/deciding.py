"""A resolution that becomes a decision: the ways to settle are put to those whom the matrix names."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.words import shortened
from allied.people.models import Person
from allied.rooms.conflict import facts
from allied.rooms.conflict.asking import question_of
from allied.rooms.conflict.models import Conflict, Settlement
from allied.rooms.conflict.writing import STEER, changed, lock_open, write
from allied.rooms.governance.asking import LONGEST_TITLE
from allied.rooms.governance.commands import raise_decision
from allied.rooms.governance.models import Decision, DecisionRight
from allied.rooms.governance.models.decisions import UNDECIDED


def ask_decision(
    *,
    by: Person,
    conflict: Conflict,
    right: DecisionRight,
    now: datetime,
    title: str = "",
    condition_applies: bool = True,
) -> Decision:
    """Ask for a decision whose options are the ways to settle; when it is approved, the conflict is settled."""
    require(by, STEER, conflict.alliance, now)
    with transaction.atomic():
        row = lock_open(conflict)
        if row.decision is not None and row.decision.state in UNDECIDED:
            raise Refused("asked", f"D-{row.decision.number} asks this already.")
        rows = Settlement.objects.in_system_scope("the ways to settle a locked conflict")
        ways = list(rows.filter(conflict=row, withdrawn_at__isnull=True).order_by("number"))
        if not ways:
            sentence = (
                "Nothing can be chosen yet. Propose a way to settle first: it becomes an option."
            )
            raise Refused("no_options", sentence)
        made = raise_decision(
            by=by,
            alliance=row.alliance,
            right=right,
            question=question_of(row, ways, shortened(title or row.title, LONGEST_TITLE)),
            condition_applies=condition_applies,
            now=now,
        )
        row.decision = made
        row.save(update_fields=["decision"])
        changed(row)
        said = facts.DecisionAsked(subject=row.pk, number=row.number, decision=made.number)
        write(row, said, by=by, now=now)
    return made

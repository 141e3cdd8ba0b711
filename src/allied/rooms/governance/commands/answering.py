"""Answering a decision for one's own company, and taking an answer back while that is possible."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Outdated, Refused
from allied.people.models import Person
from allied.rooms.governance.bench import bench_of
from allied.rooms.governance.ending import why_not_withdraw_answer
from allied.rooms.governance.giving import give_answer, said_of, take_back
from allied.rooms.governance.models import Decision
from allied.rooms.governance.settling import lock_decision, settle_locked
from allied.rooms.governance.states import DecisionState

RIGHT = "decision.answer"


def answer_decision(
    *,
    by: Person,
    decision: Decision,
    verdict: str,
    now: datetime,
    revision_digest: str,
    option: str = "",
    reason: str = "",
    conditions: Sequence[str] = (),
) -> Decision:
    """Approve an option, with conditions or without, or decline with a reason, for one's company.

    `revision_digest` is the digest of the question that the person read. Whoever approved an
    option that others did not changes their answer so, in one step.
    """
    require(by, RIGHT, decision.alliance, now)
    with transaction.atomic():
        row = lock_decision(decision)
        if row.digest != revision_digest:
            raise Outdated("outdated", "This is not the question you read. Open it again.")
        bench = bench_of(row, now)
        give_answer(bench, said_of(verdict, option, reason, conditions), by=by, now=now)
        settle_locked(bench, by=by, now=now)
    return row


def withdraw_answer(*, by: Person, decision: Decision, now: datetime) -> Decision:
    """Take one's own answer back, as long as the decision is not settled."""
    require(by, RIGHT, decision.alliance, now)
    with transaction.atomic():
        row = lock_decision(decision)
        bench = bench_of(row, now)
        mine = bench.standing_of(by)
        if not mine:
            raise Refused("no_answer", "You have not answered this decision.")
        who, party = str(by.pk), str(by.home_id)
        refusal = why_not_withdraw_answer(
            DecisionState(row.state),
            by_party=party,
            answer_party=str(mine[0].owner_id),
            answer_person=str(mine[0].person_id),
            person=who,
        )
        if refusal:
            raise Refused("cannot_withdraw", refusal)
        take_back(row, mine, by=by, now=now)
        settle_locked(bench, by=by, now=now)
    return row

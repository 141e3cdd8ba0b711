"""Looking at a risk again, and what becomes of it: it happened, it is over, it is open again."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.rooms.diligence import facts
from allied.rooms.diligence.content import LARGEST, LONGEST_TEXT
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.upkeep import why_not_review_on
from allied.rooms.diligence.watching import watch_controls, watch_review
from allied.rooms.diligence.writing import (
    controls_of,
    lock_open,
    lock_risk,
    require_hand,
    tell,
    today_of,
)

MOVED = ["state", "state_at", "reason", "happened_on", "cost", "changed_at", "version"]


def review_risk(*, by: Person, risk: Risk, next_on: date, now: datetime, note: str = "") -> Risk:
    """Looked at again and still right; says when it is looked at next, a quarter away at most."""
    require_hand(by, risk, now)
    note = worded(note, field="note", most=LONGEST_TEXT)
    with transaction.atomic():
        row = lock_open(by, risk)
        if why := why_not_review_on(next_on, today_of(row.side, now), limits()):
            raise Refused("review_on", why, field="next_on")
        row.review_on, row.reviewed_at, row.version = next_on, now, row.version + 1
        row.save(update_fields=["review_on", "reviewed_at", "version"])
        watch_review(row, by=by, now=now)
        said = facts.RiskReviewed(subject=row.pk, ref=row.ref, next_on=next_on, note=note)
        tell(row, said, by=by, now=now)
    return row


def realise_risk(
    *, by: Person, risk: Risk, happened_on: date, cost: Decimal, now: datetime, note: str = ""
) -> Risk:
    """It happened, on this day, and cost this much in the alliance's currency; it stays counted."""
    require_hand(by, risk, now)
    note = worded(note, field="note", most=LONGEST_TEXT)
    if not (cost.is_finite() and 0 <= cost <= LARGEST):
        raise Refused("cost", "What it cost is an amount from 0 up.", field="cost")
    with transaction.atomic():
        row = lock_open(by, risk)
        if happened_on > today_of(by.home, now):
            sentence = "Give the day on which it happened, today at the latest."
            raise Refused("future", sentence, field="happened_on")
        row.happened_on, row.cost = happened_on, cost
        _end(row, RiskState.REALISED, note, by=by, now=now)
        said = facts.RiskRealised(
            subject=row.pk,
            ref=row.ref,
            happened_on=happened_on,
            cost=cost,
            currency=row.currency,
            note=note,
        )
        tell(row, said, by=by, now=now)
    return row


def close_risk(*, by: Person, risk: Risk, reason: str, now: datetime) -> Risk:
    """It is over without having happened, with the reason."""
    require_hand(by, risk, now)
    reason = worded(
        reason, field="reason", most=LONGEST_TEXT, required="Say why it cannot happen any more."
    )
    with transaction.atomic():
        row = lock_open(by, risk)
        _end(row, RiskState.CLOSED, reason, by=by, now=now)
        tell(row, facts.RiskClosed(subject=row.pk, ref=row.ref, reason=reason), by=by, now=now)
    return row


def reopen_risk(*, by: Person, risk: Risk, reason: str, now: datetime) -> Risk:
    """A risk that was over may happen (again); the line that ended it stays in the record."""
    require_hand(by, risk, now)
    reason = worded(reason, field="reason", most=LONGEST_TEXT, required="Say why it is open again.")
    with transaction.atomic():
        row = lock_risk(by, risk)
        if row.state == RiskState.OPEN:
            raise Refused("open", f"{row.ref} is open.")
        row.happened_on = row.cost = None
        _end(row, RiskState.OPEN, reason, by=by, now=now)
        tell(row, facts.RiskReopened(subject=row.pk, ref=row.ref, reason=reason), by=by, now=now)
    return row


def _end(row: Risk, state: RiskState, reason: str, *, by: Person, now: datetime) -> None:
    row.state, row.state_at, row.reason = state, now, reason
    row.changed_at, row.version = now, row.version + 1
    row.save(update_fields=MOVED)
    watch_review(row, by=by, now=now)
    watch_controls(row, controls_of(row), by=by, now=now)

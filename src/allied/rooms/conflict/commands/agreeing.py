"""Ways to settle: one side proposes, every side answers, and what all accept holds."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from allied.alliances.access import may, require
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.conflict import facts
from allied.rooms.conflict.limits import limits
from allied.rooms.conflict.memos import content_changed
from allied.rooms.conflict.models import Conflict, Settlement, SettlementAnswer
from allied.rooms.conflict.owners import await_words
from allied.rooms.conflict.settling import BY_AGREEMENT, settle
from allied.rooms.conflict.writing import (
    WORK,
    changed,
    lock_open,
    lock_settlement,
    parties_of,
    write,
)
from allied.rooms.governance.models.decisions import UNDECIDED

ACCEPT = "conflict.settle"
HERE = "the ways to settle a conflict that is locked"


def propose_settlement(
    *,
    by: Person,
    conflict: Conflict,
    title: str,
    now: datetime,
    text: str = "",
    effect: str = "",
    cost: str = "",
) -> Settlement:
    """Propose a way to settle; whoever may accept for their company accepts it with that."""
    seats = require(by, WORK, conflict.alliance, now)
    required = "Say in one line how it would be settled."
    title = " ".join(worded(title, field="title", most=200, required=required).split())
    said = {
        "text": worded(text, field="text", most=5000),
        "effect": " ".join(worded(effect, field="effect", most=200).split()),
        "cost": worded(cost, field="cost", most=1000),
    }
    with transaction.atomic():
        row = lock_open(conflict)
        made = Settlement.objects.create(
            text=said["text"],
            effect=said["effect"],
            cost=said["cost"],
            alliance_id=row.alliance_id,
            owner_id=by.home_id,
            audience=JOINT,
            conflict=row,
            number=_next_number(row),
            party_id=by.home_id,
            title=title,
            by=by,
            at=now,
        )
        if may(seats, ACCEPT):
            _answer(made, by=by, now=now, accepts=True)
        fact = facts.SettlementProposed(
            subject=row.pk, number=row.number, place=made.number, title=title, text=said["text"]
        )
        _done(row, fact, by=by, now=now)
    return made


def _next_number(conflict: Conflict) -> int:
    """The number of one more way; refused when so many stand that no decision could hold them."""
    rows = Settlement.objects.in_system_scope(HERE).filter(conflict=conflict)
    most = limits().most_ways
    if rows.filter(withdrawn_at__isnull=True).count() >= most:
        sentence = f"{most} ways to settle stand here already. Take one back first."
        raise Refused("too_many", sentence)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _done(row: Conflict, said: facts.ConflictFactSaid, *, by: Person, now: datetime) -> None:
    changed(row)
    write(row, said, by=by, now=now)
    content_changed(row, by=by, now=now)
    await_words(row, by=by, now=now)


def _answer(row: Settlement, *, by: Person, now: datetime, accepts: bool, reason: str = "") -> None:
    SettlementAnswer.objects.in_system_scope(HERE).update_or_create(
        settlement=row,
        party_id=by.home_id,
        defaults={"accepts": accepts, "reason": reason, "by": by, "at": now},
        create_defaults={
            "alliance_id": row.alliance_id,
            "owner_id": by.home_id,
            "audience": JOINT,
            "accepts": accepts,
            "reason": reason,
            "by": by,
            "at": now,
        },
    )


def _refuse_again(row: Settlement, by: Person, *, accepts: bool) -> None:
    known = row.answers.filter(party_id=by.home_id).select_related("by").first()
    if known and known.accepts == accepts:
        who = "You have" if known.by_id == by.pk else f"{known.by.name} has"
        verb = "accepted" if accepts else "answered"
        raise Refused("already", f"{who} {verb} this for {by.home.short_name} already.")


def _refuse_undecided(conflict: Conflict) -> None:
    decision = conflict.decision
    if decision is not None and decision.state in UNDECIDED:
        sentence = f"D-{decision.number} asks the same and is undecided. Withdraw it first."
        raise Refused("undecided", sentence)


def accept_settlement(*, by: Person, settlement: Settlement, now: datetime) -> Conflict:
    """Accept a way to settle for one's own company; when every company has, the conflict is settled by it."""
    require(by, ACCEPT, settlement.conflict.alliance, now)
    with transaction.atomic():
        conflict = lock_open(settlement.conflict)
        row = lock_settlement(settlement)
        _refuse_again(row, by, accepts=True)
        _refuse_undecided(conflict)
        _answer(row, by=by, now=now, accepts=True)
        said = facts.SettlementAccepted(
            subject=conflict.pk,
            number=conflict.number,
            place=row.number,
            organisation=by.home.short_name,
            title=row.title,
        )
        _done(conflict, said, by=by, now=now)
        accepted = {each.party_id for each in row.answers.filter(accepts=True)}
        if {each.pk for each in parties_of(conflict.alliance)} <= accepted:
            row.accepted_at = now
            row.save(update_fields=["accepted_at"])
            words = "\n\n".join(part for part in (row.title, row.text, row.effect) if part)
            settle(conflict, words, how=BY_AGREEMENT, by=by, now=now)
    return conflict


def reject_settlement(
    *, by: Person, settlement: Settlement, reason: str, now: datetime
) -> Conflict:
    """Say for one's own company why this way does not settle it; it stays on the page with the reason."""
    require(by, ACCEPT, settlement.conflict.alliance, now)
    reason = worded(reason, field="reason", most=2000, required="Say why: both companies read it.")
    with transaction.atomic():
        conflict = lock_open(settlement.conflict)
        row = lock_settlement(settlement)
        if row.party_id == by.home_id:
            raise Refused("own_way", "Your company proposed this. Take it back instead.")
        _refuse_again(row, by, accepts=False)
        _answer(row, by=by, now=now, accepts=False, reason=reason)
        said = facts.SettlementRejected(
            subject=conflict.pk,
            number=conflict.number,
            place=row.number,
            organisation=by.home.short_name,
            reason=reason,
        )
        _done(conflict, said, by=by, now=now)
    return conflict


def withdraw_settlement(*, by: Person, settlement: Settlement, now: datetime) -> Conflict:
    """Take a way back that one's own company proposed."""
    require(by, WORK, settlement.conflict.alliance, now)
    with transaction.atomic():
        conflict = lock_open(settlement.conflict)
        row = lock_settlement(settlement)
        if row.party_id != by.home_id:
            raise Refused("not_yours", "Only the side that proposed it takes it back.")
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        said = facts.SettlementWithdrawn(
            subject=conflict.pk, number=conflict.number, place=row.number
        )
        _done(conflict, said, by=by, now=now)
    return conflict

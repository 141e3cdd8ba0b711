"""Obligations: what one side owes, by when, and how it was settled."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.alliances.numbers import next_number
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.kit.words import day, shortened
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.agreement.reading import facts
from allied.rooms.agreement.reading.limits import limits
from allied.rooms.agreement.reading.models import Obligation, ObligationState
from allied.rooms.agreement.reading.watching import watch_obligation
from allied.rooms.agreement.reading.writing import (
    EDIT,
    check_holder,
    locked,
    require_hand,
    tell,
    today_of,
)

LONGEST_TEXT, LONGEST_CLAUSE = 2000, 300


@dataclass(frozen=True, kw_only=True)
class ObligationContent:
    """What is owed, by whom and by when; without a person the side owes it. `clause` says where it stands."""

    text: str
    due: date | None
    holder: Person | None = None
    side: Organisation | None = None
    clause: str = ""


def add_obligation(
    *, by: Person, alliance: Alliance, said: ObligationContent, now: datetime
) -> Obligation:
    """Write down something that one side owes under the agreement."""
    require(by, EDIT, alliance, now)
    said = _checked(said, by, alliance, now)
    with transaction.atomic():
        book.take_turn(alliance.pk)
        rows = Obligation.objects.in_system_scope("obligations are joint")
        if (
            rows.filter(alliance=alliance, state=ObligationState.OPEN).count()
            >= limits().most_obligations
        ):
            most = limits().most_obligations
            raise Refused("too_many", f"{most} obligations are open already. Settle some first.")
        row = Obligation(
            alliance=alliance,
            owner_id=by.home_id,
            audience=JOINT,
            number=next_number(alliance, "obligation"),
            by=by,
            added_at=now,
            state_at=now,
            version=0,
        )
        _fill(row, said, by, now)
        told = facts.ObligationAdded(
            subject=row.pk, ref=row.ref, due=row.due, text=row.text, owner=_owner(row)
        )
        tell(row, told, by=by, now=now)
    return row


def change_obligation(
    *, by: Person, obligation: Obligation, said: ObligationContent, version: int, now: datetime
) -> Obligation:
    """Word it anew, give it to somebody else, or move its day."""
    require(by, EDIT, obligation.alliance, now)
    said = _checked(said, by, obligation.alliance, now)
    with transaction.atomic():
        row = _open(by, obligation, version)
        words = _differences(row, said)
        if not words:
            return row
        _fill(row, said, by, now)
        told = facts.ObligationChanged(subject=row.pk, ref=row.ref, due=row.due, words=words)
        tell(row, told, by=by, now=now)
    return row


def fulfil_obligation(
    *, by: Person, obligation: Obligation, reason: str, version: int, now: datetime
) -> Obligation:
    """It is done; `reason` says what shows it. Its owner or who keeps the agreement may say so."""
    require_hand(by, obligation, now)
    reason = worded(
        reason, field="reason", most=LONGEST_TEXT, required="Say what shows that it is done."
    )
    with transaction.atomic():
        row = _settled(_open(by, obligation, version), ObligationState.DONE, reason, by, now)
        late = max((today_of(row.side, now) - row.due).days, 0)
        told = facts.ObligationDone(subject=row.pk, ref=row.ref, late_days=late, reason=reason)
        tell(row, told, by=by, now=now)
    return row


def drop_obligation(
    *, by: Person, obligation: Obligation, reason: str, version: int, now: datetime
) -> Obligation:
    """It fell away; the reason stays in the record."""
    require(by, EDIT, obligation.alliance, now)
    reason = worded(reason, field="reason", most=LONGEST_TEXT, required="Say why it falls away.")
    with transaction.atomic():
        row = _settled(_open(by, obligation, version), ObligationState.DROPPED, reason, by, now)
        told = facts.ObligationDropped(subject=row.pk, ref=row.ref, reason=reason)
        tell(row, told, by=by, now=now)
    return row


def reopen_obligation(
    *, by: Person, obligation: Obligation, reason: str, version: int, now: datetime
) -> Obligation:
    """It was settled too early; it is open again."""
    require(by, EDIT, obligation.alliance, now)
    reason = worded(reason, field="reason", most=LONGEST_TEXT, required="Say why it is open again.")
    with transaction.atomic():
        row = locked(by, obligation, version=version)
        if row.state == ObligationState.OPEN:
            raise Refused("open", f"{row.ref} is open.")
        row = _settled(row, ObligationState.OPEN, "", by, now)
        told = facts.ObligationReopened(subject=row.pk, ref=row.ref, reason=reason)
        tell(row, told, by=by, now=now)
    return row


def _open(by: Person, obligation: Obligation, version: int) -> Obligation:
    row = locked(by, obligation, version=version)
    if row.state != ObligationState.OPEN:
        raise Refused("settled", f"{row.ref} is {row.state} already. Open it again first.")
    return row


def _settled(
    row: Obligation, state: ObligationState, reason: str, by: Person, now: datetime
) -> Obligation:
    row.state, row.reason, row.state_at, row.version = state, reason, now, row.version + 1
    row.save(update_fields=["state", "reason", "state_at", "version"])
    watch_obligation(row, by=by, now=now)
    return row


def _checked(
    said: ObligationContent, by: Person, alliance: Alliance, now: datetime
) -> ObligationContent:
    text = worded(said.text, field="text", most=LONGEST_TEXT, required="Say what is owed.")
    clause = worded(said.clause, field="clause", most=LONGEST_CLAUSE)
    if said.due is None:
        raise Refused("due", "Give the day by which it is owed, such as 2027-03-31.", field="due")
    check_holder(said.holder, alliance, now)
    side = said.holder.home if said.holder else said.side or by.home
    if not alliance.parties.filter(organisation=side).exists():
        raise Refused("owner", f"{side} is no party of this alliance.", field="owner")
    return replace(said, text=text, clause=clause, side=side)


def _fill(row: Obligation, said: ObligationContent, by: Person, now: datetime) -> None:
    assert said.side is not None
    assert said.due is not None
    row.text, row.clause, row.due = said.text, said.clause, said.due
    row.side, row.holder, row.version = said.side, said.holder, row.version + 1
    row.save()
    watch_obligation(row, by=by, now=now)


def _owner(row: Obligation) -> str:
    return row.holder.name if row.holder else str(row.side)


def _differences(row: Obligation, said: ObligationContent) -> str:
    found = []
    if row.text != said.text:
        found.append(f"It says: {shortened(said.text, 300)}.")
    if row.clause != said.clause:
        found.append(f"It stands in {said.clause or 'no clause'}.")
    if said.due and row.due != said.due:
        found.append(f"Due {day(said.due)} instead of {day(row.due)}.")
    if row.holder_id != (said.holder.pk if said.holder else None) or row.side_id != (
        said.side and said.side.pk
    ):
        found.append(f"Owed by {said.holder.name if said.holder else said.side}.")
    return " ".join(found)

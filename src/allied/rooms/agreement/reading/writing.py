"""What every command here shares: who may, the turn, the line in the right log."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from allied.alliances.access import may, require, seats_of
from allied.alliances.models import Alliance
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, Scoped
from allied.record import book
from allied.record.facts import Fact
from allied.rooms.agreement.reading.models import Obligation

EDIT, ACT, PRIVATE = "agreement.edit", "agreement.act", "private.write"
NEWER = "Somebody changed this since you opened it."


def right_for(audience: str) -> str:
    """The right that writing for this audience takes."""
    return EDIT if audience == JOINT else PRIVATE


def require_writer(by: Person, alliance: Alliance, audience: str, now: datetime) -> None:
    """May write joint things of the agreement, or what only one's own company sees."""
    require(by, right_for(audience), alliance, now)


def locked[M: Scoped](by: Person, row: M, *, version: int | None = None) -> M:
    """The row as it is now; refused when somebody changed it since it was read."""
    if row.audience == JOINT:
        book.take_turn(row.alliance_id)
    manager: Any = type(row).objects  # type: ignore[attr-defined]  # every scoped table has one
    rows = manager.in_system_scope("a row that was found already is locked")
    found = rows.select_related("alliance").select_for_update(of=("self",)).get(pk=row.pk)
    if found.audience != JOINT and found.owner_id != by.home_id:
        raise Refused("not_yours", "This belongs to another company.")
    if version is not None and found.version != version:
        raise Outdated("outdated", NEWER)
    return found  # type: ignore[no-any-return]  # the manager is the one of the row's own table


def tell(row: Scoped, said: Fact, *, by: Person, now: datetime) -> None:
    """One line in the joint record, or in the own log for what only one company sees."""
    if row.audience == JOINT:
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    else:
        book.note_own(said, alliance_id=row.alliance_id, by=by, now=now)


def check_holder(holder: Person | None, alliance: Alliance, now: datetime) -> None:
    """Who owes it sits in the alliance, in a seat that can fulfil it."""
    if holder is not None and not may(seats_of(holder, alliance, now), ACT):
        sentence = (
            f"{holder.name} has no seat here that fulfils obligations. Name somebody who has."
        )
        raise Refused("owner", sentence, field="owner")


def may_fulfil(by: Person, obligation: Obligation, now: datetime) -> bool:
    """Whether this person may say that it is done, for pages that only ask."""
    try:
        require_hand(by, obligation, now)
    except NotAllowed:
        return False
    return True


def require_hand(by: Person, obligation: Obligation, now: datetime) -> None:
    """May say that it is done: who owes it, or who keeps the agreement."""
    right = ACT if obligation.holder_id == by.pk else EDIT
    require(by, right, obligation.alliance, now)


def today_of(organisation: Organisation, now: datetime) -> date:
    """The day that it is for this company."""
    return now.astimezone(ZoneInfo(organisation.time_zone or "UTC")).date()

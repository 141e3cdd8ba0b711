"""What every command of the register shares: who may, the lock, the line in the right log, the days."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from allied.alliances.access import RIGHTS, may, require, seats_of
from allied.alliances.models import Alliance
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.record import book
from allied.record.facts import Fact
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.models.risks import RiskState

EDIT, LOOK_AFTER, PRIVATE = "risk.edit", "risk.review", "private.write"


def require_writer(by: Person, alliance: Alliance, audience: str, now: datetime) -> None:
    """May write joint risks, or what only one's own company sees."""
    require(by, EDIT if audience == JOINT else PRIVATE, alliance, now)


def require_hand(by: Person, risk: Risk, now: datetime) -> None:
    """May write this risk: by one's seat, or because one looks after it."""
    if risk.audience == JOINT and risk.holder_id == by.pk:
        require(by, LOOK_AFTER, risk.alliance, now)
    else:
        require_writer(by, risk.alliance, risk.audience, now)


def require_placer(by: Person, control: Control, now: datetime) -> None:
    """May say whether a control works: who does it, and who may write its risk."""
    if control.audience == JOINT and control.holder_id == by.pk:
        require(by, LOOK_AFTER, control.risk.alliance, now)
    else:
        require_hand(by, control.risk, now)


def has_hand(by: Person, risk: Risk, now: datetime) -> bool:
    """Whether this person may write this risk, for pages that only ask."""
    try:
        require_hand(by, risk, now)
    except NotAllowed:
        return False
    return True


def lock_risk(by: Person, risk: Risk, *, version: int | None = None) -> Risk:
    """The risk as it is now; refused when somebody changed it since it was read."""
    if risk.audience == JOINT:
        book.take_turn(risk.alliance_id)
    rows = Risk.objects.in_system_scope("a risk that was found already is locked")
    row = rows.select_related("alliance", "side").select_for_update(of=("self",)).get(pk=risk.pk)
    if row.audience != JOINT and row.owner_id != by.home_id:
        raise Refused("not_yours", "This risk belongs to another company.")
    if version is not None and row.version != version:
        raise Outdated(
            "outdated", "Somebody changed this risk since you opened it. Your text is still here."
        )
    return row


def lock_open(by: Person, risk: Risk, *, version: int | None = None) -> Risk:
    """The same, refused when the risk is over."""
    row = lock_risk(by, risk, version=version)
    if row.state != RiskState.OPEN:
        words = "happened" if row.state == RiskState.REALISED else "is closed"
        raise Refused("over", f"{row.ref} {words}. Open it again first.")
    return row


def controls_of(risk: Risk) -> list[Control]:
    """What is done about a risk that its reader has found already, the first one first."""
    rows = Control.objects.in_system_scope("the controls of a risk that was found already")
    found = rows.filter(risk=risk, removed_at__isnull=True).select_related("holder")
    return list(found.order_by("number", "pk"))


def tell(row: Risk | Control, said: Fact, *, by: Person, now: datetime, audience: str = "") -> None:
    """One line in the joint record, or in the own log for what only one company sees."""
    write(said, by=by, alliance_id=row.alliance_id, audience=audience or row.audience, now=now)


def write(said: Fact, *, by: Person, alliance_id: UUID, audience: str, now: datetime) -> None:
    """The same for anything with an audience."""
    if audience == JOINT:
        book.record(said, alliance_id=alliance_id, by=by, now=now)
    else:
        book.note_own(said, alliance_id=alliance_id, by=by, now=now)


def check_holder(
    holder: Person | None, alliance: Alliance, audience: str, by: Person, now: datetime
) -> None:
    """Who looks after it sits in the alliance, in a seat that can; for a private risk on our side."""
    if holder is None:
        return
    seats = seats_of(holder, alliance, now)
    if not may(seats, LOOK_AFTER):
        sentence = f"{holder.name} has no seat here that looks after risks. Name somebody who has."
        raise Refused("owner", sentence, field="owner")
    if audience == JOINT:
        return
    if holder.organisation_id != by.home_id or not may(seats, "private.read"):
        sentence = (
            f"Only people of {by.home.short_name} who read private things can look after this risk."
        )
        raise Refused("owner", sentence, field="owner")


def today_of(organisation: Organisation, now: datetime) -> date:
    """The day that it is for this company."""
    return organisation.day_at(now)


def may_own(alliance: Alliance, audience: str, by: Person, now: datetime) -> Iterable[Person]:
    """The people who can look after a risk of this audience, by name."""
    right = LOOK_AFTER if audience == JOINT else "private.read"
    seats = alliance.seats.filter(
        ended_at__isnull=True, role__in=RIGHTS[right].roles, person__is_active=True
    ).select_related("person__organisation")
    if audience != JOINT:
        seats = seats.filter(organisation_id=by.home_id)
    people = {seat.person_id: seat.person for seat in seats}
    own = by.home_id
    return sorted(people.values(), key=lambda p: (p.organisation_id != own, p.name, p.pk))

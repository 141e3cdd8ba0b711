"""An approved change is written into the next version of what it changes, or found outdated."""

from datetime import datetime

from django.db import transaction

from allied.alliances import awaiting
from allied.alliances.access import holders, may, seats_of
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.record import book
from allied.record.facts import Fact
from allied.rooms.agreement.changes import facts
from allied.rooms.agreement.changes.asking import LOOK, await_second_look
from allied.rooms.agreement.changes.edits import NoEdit, read_edit
from allied.rooms.agreement.changes.models import ChangeRequest, ChangeState
from allied.rooms.agreement.changes.targets import TARGETS, known_in
from allied.rooms.governance.models import Decision
from allied.rooms.governance.states import DecisionState

MAKE, LEAVE = "A", "B"
WHY = "the change behind a decision that its command has locked"
MOVED = ("state", "state_at", "written_as", "version")


def after_decision(decision: Decision, by: Person | None, now: datetime) -> None:
    """The decision about a change has ended: carry the change out, or leave everything as it is."""
    rows = ChangeRequest.objects.in_system_scope(WHY).filter(
        decision=decision, state=ChangeState.DECIDING
    )
    request = rows.select_related("alliance", "asked_by__organisation").first()
    if request is None:
        return
    if decision.state == DecisionState.APPROVED and decision.chosen == MAKE:
        carry_out(request, now=now)
    else:
        move(request, ChangeState.DECLINED, now=now)
        tell(request, facts.ChangeDeclined(subject=request.pk, ref=request.ref), by=by, now=now)


def carry_out(request: ChangeRequest, *, now: datetime) -> None:
    """Write it into the next version in the name of somebody who may.

    That version is put up for signature unless its draft holds more than what was approved; then
    who asked for the change is asked to look at the draft and to put it up.
    """
    target, alliance = TARGETS[request.kind], request.alliance
    revision = target.in_force(alliance)
    hand = _hand(request, target.right, now)
    written = None
    if revision == request.based_on and hand is not None:
        try:
            with transaction.atomic():
                edit = read_edit(request.kind, request.edit, known_in(alliance))
                written = target.write(alliance, edit, hand, now)
        except (NoEdit, Refused):
            written = None  # what it touches is gone from the newest draft: somebody must look
    if written is None:
        move(request, ChangeState.OUTDATED, now=now)
        said: Fact = facts.ChangeOutdated(
            subject=request.pk, ref=request.ref, based_on=request.based_on, revision=revision
        )
    else:
        request.written_as = written
        move(request, ChangeState.CARRIED_OUT, now=now)
        fact = facts.ChangeCarriedOut if target.is_up(alliance, written) else facts.ChangeDrafted
        said = fact(subject=request.pk, ref=request.ref, revision=written, what=target.name)
    tell(request, said, by=hand, now=now)
    looks = not written or not target.is_up(alliance, written)
    await_second_look(request, by=request.asked_by, now=now, looks=looks)


def settle_drafted(alliance: Alliance, now: datetime) -> None:
    """A version was put up: who was asked to look at the draft that a change stands in, has done so."""
    looked_at = awaiting.subjects_of(alliance, LOOK)
    rows = ChangeRequest.objects.in_system_scope(WHY).filter(
        pk__in=looked_at, state=ChangeState.CARRIED_OUT
    )
    for row in rows:
        if TARGETS[row.kind].is_up(alliance, row.written_as or 0):
            awaiting.settle_acts(row.pk, verb=LOOK, now=now)


def _hand(request: ChangeRequest, right: str, now: datetime) -> Person | None:
    """Who asked, when they may write it themselves; else the first of their side, else anybody who may."""
    if may(seats_of(request.asked_by, request.alliance, now), right):
        return request.asked_by
    seats = list(holders(right, request.alliance, now))
    home = request.asked_by.organisation_id
    seats.sort(key=lambda seat: seat.organisation_id != home)
    return seats[0].person if seats else None


def move(request: ChangeRequest, state: ChangeState, *, now: datetime) -> None:
    """The request stands elsewhere now."""
    request.state, request.state_at = state, now
    request.version += 1
    request.save(update_fields=MOVED)


def tell(request: ChangeRequest, said: Fact, *, by: Person | None, now: datetime) -> None:
    """One line in the joint record."""
    book.record(said, alliance_id=request.alliance_id, by=by, now=now)

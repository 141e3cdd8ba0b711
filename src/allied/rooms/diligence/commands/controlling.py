"""What is done about a risk: planned, put in place with evidence, given up."""

from datetime import datetime

from django.db import transaction

from allied.kit.errors import Outdated, Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.rooms.diligence import facts
from allied.rooms.diligence.content import LONGEST_TEXT, ControlContent, checked_control
from allied.rooms.diligence.making import control_added, new_control
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.rating import PLACED, place, scales_of
from allied.rooms.diligence.watching import watch_control
from allied.rooms.diligence.writing import (
    check_holder,
    controls_of,
    lock_open,
    require_hand,
    require_placer,
    tell,
)


def add_control(
    *, by: Person, risk: Risk, said: ControlContent, now: datetime, holder: Person | None = None
) -> Control:
    """Plan something that is done about a risk."""
    require_hand(by, risk, now)
    words = checked_control(said)
    with transaction.atomic():
        row = lock_open(by, risk)
        control = new_control(by=by, risk=row, said=words, now=now, holder=holder)
        tell(row, control_added(row, control), by=by, now=now)
    return control


def _locked(by: Person, control: Control) -> tuple[Risk, Control]:
    """The open risk and its control, both as they are now."""
    risk = lock_open(by, control.risk)
    row = Control.objects.lock(control)
    if row.removed_at is not None:
        raise Refused("gone", "This control was removed.")
    return risk, row


def change_control(
    *,
    by: Person,
    control: Control,
    said: ControlContent,
    version: int,
    now: datetime,
    holder: Person | None = None,
) -> Control:
    """Describe a control anew; refused when somebody changed it since it was read."""
    words = checked_control(said)
    with transaction.atomic():
        require_hand(by, control.risk, now)
        risk, row = _locked(by, control)
        if row.version != version:
            raise Outdated("outdated", "Somebody changed this control since you opened it.")
        check_holder(holder, risk.alliance, risk.audience, by, now)
        row.text, row.due, row.holder = words.text, words.due, holder
        row.less_probability, row.less_impact = words.less_probability, words.less_impact
        _save(risk, row, by, now)
        said_ = facts.ControlChanged(
            subject=risk.pk, ref=risk.ref, control=str(row.pk), due=row.due, text=row.text
        )
        tell(risk, said_, by=by, now=now)
    return row


def place_control(*, by: Person, control: Control, evidence: str, now: datetime) -> Control:
    """It works now; the evidence says how one sees that. From now on it lowers the risk."""
    evidence = worded(
        evidence,
        field="evidence",
        most=LONGEST_TEXT,
        required="Say how one sees that it works: a document, a test, a link.",
    )
    with transaction.atomic():
        require_placer(by, control, now)
        risk, row = _locked(by, control)
        if row.in_place_at is not None:
            raise Refused("in_place", "This control is in place already.")
        row.in_place_at, row.evidence = now, evidence
        _save(risk, row, by, now)
        said = facts.ControlPlaced(
            subject=risk.pk, ref=risk.ref, control=str(row.pk), text=row.text, evidence=evidence
        )
        tell(risk, said, by=by, now=now)
    return row


def unplace_control(*, by: Person, control: Control, reason: str, now: datetime) -> Control:
    """It turned out not to work: it is planned again and lowers nothing."""
    reason = worded(reason, field="reason", most=LONGEST_TEXT, required="Say what does not work.")
    with transaction.atomic():
        require_placer(by, control, now)
        risk, row = _locked(by, control)
        if row.in_place_at is None:
            raise Refused("planned", "This control is not in place.")
        row.in_place_at = None
        _save(risk, row, by, now)
        said = facts.ControlFailed(
            subject=risk.pk, ref=risk.ref, control=str(row.pk), text=row.text, reason=reason
        )
        tell(risk, said, by=by, now=now)
    return row


def remove_control(*, by: Person, control: Control, now: datetime) -> Control:
    """Give a control up; what it lowered counts in full again."""
    with transaction.atomic():
        require_hand(by, control.risk, now)
        risk, row = _locked(by, control)
        row.removed_at = now
        _save(risk, row, by, now)
        said = facts.ControlRemoved(
            subject=risk.pk, ref=risk.ref, control=str(row.pk), text=row.text
        )
        tell(risk, said, by=by, now=now)
    return row


def _save(risk: Risk, control: Control, by: Person, now: datetime) -> None:
    """Write the control, watch its day anew, and place its risk with it."""
    control.version += 1
    control.save()
    watch_control(control, risk, by=by, now=now)
    place(risk, controls_of(risk), scales_of(risk.alliance), now=now)
    risk.changed_at, risk.version = now, risk.version + 1
    risk.save(update_fields=[*PLACED, "changed_at", "version"])

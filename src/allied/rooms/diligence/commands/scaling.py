"""What the five levels mean in this alliance, and how often and how hard a risk strikes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.amounts import money
from allied.kit.errors import Outdated
from allied.kit.words import listed, percent
from allied.people.doors import system_scope
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.diligence import facts
from allied.rooms.diligence.comparison import changes_between
from allied.rooms.diligence.content import LossContent, checked_loss
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.loss_curve import Tolerance, check_tolerance
from allied.rooms.diligence.models import Control, Risk, RiskScale
from allied.rooms.diligence.rating import (
    PLACED,
    assessment_of,
    columns_of,
    place,
)
from allied.rooms.diligence.scales import Scales, built_in_scales, own_delay, own_impact
from allied.rooms.diligence.writing import lock_open, require_hand, tell

AT_ONCE = 500


def change_scales(
    *,
    by: Person,
    alliance: Alliance,
    impact_upto: Sequence[Decimal],
    delay_upto: Sequence[int],
    version: int,
    now: datetime,
    tolerance: Sequence[Tolerance] = (),
) -> RiskScale:
    """Set the bands of impact and delay for both companies; every open risk is placed anew.

    `tolerance` says how much a year may cost, and how likely that may be.
    `version` is that of the scales that were read: 0 for the built-in ones.
    """
    require(by, "risk.scale", alliance, now)
    built_in = built_in_scales(alliance.currency, limits())
    check_tolerance(tolerance)
    new = own_delay(own_impact(built_in, impact_upto, limits()), delay_upto, limits())
    with transaction.atomic():
        book.take_turn(alliance.pk)
        row = _locked(by, alliance, version, now)
        changes = _changes(new, tolerance)
        row.content = {
            "impact_upto": [str(edge) for edge in impact_upto],
            "delay_upto": list(delay_upto),
            "tolerance": [[str(point.amount), str(point.chance)] for point in tolerance],
        }
        row.by, row.changed_at, row.version = by, now, row.version + 1
        row.save()
        moved = _place_all(alliance, new, now)
        said = facts.ScalesChanged(subject=row.pk, risks=moved, changes=changes)
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return row


def _locked(by: Person, alliance: Alliance, version: int, now: datetime) -> RiskScale:
    rows = RiskScale.objects.in_system_scope("the one scale of an alliance").select_for_update()
    row = rows.filter(alliance=alliance).first()
    if (row.version if row else 0) != version:
        raise Outdated("outdated", "Somebody changed the scales since you opened them.")
    return row or RiskScale(
        alliance=alliance, owner_id=by.home_id, audience=JOINT, by=by, changed_at=now, version=0
    )


def _changes(after: Scales, tolerance: Sequence[Tolerance]) -> str:
    impact = [money(band.upto, after.currency) for band in after.impact if band.upto is not None]
    delay = [str(band.upto) for band in after.delay if band.upto is not None]
    said = [f"impact up to {listed(impact)}"]
    said.append(f"delay up to {listed(delay)} days" if delay else "delay is not rated")
    for point in tolerance:
        amount, chance = money(point.amount, after.currency), percent(point.chance)
        said.append(f"a year may cost more than {amount} in {chance} of years")
    return "; ".join(said)


def _place_all(alliance: Alliance, scales: Scales, now: datetime) -> int:
    """Place every open risk anew, those of either side alone too; says how many joint ones moved."""
    moved = 0
    with system_scope("scales are joint, and every side's own risks stand on them"):
        for rows in _open_risks(alliance):
            kept = _controls(rows)
            for row in rows:
                before = (row.now_probability, row.now_impact)
                assessment = assessment_of(row, scales)
                for name, value in columns_of(assessment, row.currency).items():
                    setattr(row, name, value)
                place(row, kept.get(row.pk, ()), scales, now=now)
                moved += row.audience == JOINT and before != (row.now_probability, row.now_impact)
            Risk.objects.in_system_scope("placing anew").bulk_update(rows, PLACED)
    return moved


def _open_risks(alliance: Alliance) -> Iterator[list[Risk]]:
    rows = Risk.objects.in_system_scope("placing anew").filter(
        alliance=alliance, state="open", probability__isnull=False
    )
    found = list(rows.order_by("pk").select_for_update())
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]


def _controls(risks: Sequence[Risk]) -> dict[object, list[Control]]:
    rows = Control.objects.in_system_scope("placing anew").filter(
        risk__in=[risk.pk for risk in risks], removed_at__isnull=True
    )
    kept: dict[object, list[Control]] = {}
    for control in rows.order_by("number", "pk"):
        kept.setdefault(control.risk_id, []).append(control)
    return kept


def estimate_loss(
    *, by: Person, risk: Risk, said: LossContent, version: int, now: datetime
) -> Risk:
    """Say how often in a year it strikes and what it then costs; empty takes the estimate back."""
    require_hand(by, risk, now)
    words = checked_loss(said)
    with transaction.atomic():
        row = lock_open(by, risk, version=version)
        before = _loss(row)
        row.frequency, row.loss_low, row.loss_high = words.frequency, words.low, words.high
        row.trigger = words.trigger
        changes = _loss_changes(before, _loss(row))
        if not changes:
            return row
        row.changed_at, row.version = now, row.version + 1
        row.save(
            update_fields=["frequency", "loss_low", "loss_high", "trigger", "changed_at", "version"]
        )
        tell(row, facts.RiskChanged(subject=row.pk, ref=row.ref, changes=changes), by=by, now=now)
    return row


def _loss(row: Risk) -> str:
    if row.frequency is None or row.loss_low is None or row.loss_high is None:
        return ""
    low, high = money(row.loss_low, row.currency), money(row.loss_high, row.currency)
    shared = f", with “{row.trigger}”" if row.trigger else ""
    return f"{row.frequency.normalize():f} times a year, {low} to {high}{shared}"


def _loss_changes(before: str, after: str) -> str:
    return changes_between({"loss": before}, {"loss": after})

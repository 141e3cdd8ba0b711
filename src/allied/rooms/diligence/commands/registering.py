"""Putting a risk on the register, and describing or rating it anew."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from allied.alliances.models import Alliance
from allied.alliances.numbers import next_numbers
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.diligence import facts
from allied.rooms.diligence.comparison import changes_between, level_words
from allied.rooms.diligence.content import (
    ControlContent,
    RiskContent,
    checked_control,
    checked_risk,
)
from allied.rooms.diligence.making import (
    NOWHERE,
    Origin,
    control_row,
    new_control,
    new_risk,
    registered,
    review_day,
    risk_row,
    side_of,
    word_columns,
)
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.rating import place, scales_of
from allied.rooms.diligence.watching import watch_control, watch_controls, watch_review
from allied.rooms.diligence.writing import (
    check_holder,
    controls_of,
    lock_open,
    require_hand,
    require_writer,
    tell,
)


def register_risk(
    *,
    by: Person,
    alliance: Alliance,
    said: RiskContent,
    now: datetime,
    audience: str = JOINT,
    holder: Person | None = None,
    side: Organisation | None = None,
    control: ControlContent | None = None,
    origin: Origin = NOWHERE,
) -> Risk:
    """Put a risk on the register: for every party, or for one's own company alone.

    Without a day it is reviewed in a quarter. `side` is the company that carries it when nobody
    by name looks after it; `control` is what is going to be done about it.
    """
    require_writer(by, alliance, audience, now)
    with transaction.atomic():
        if audience == JOINT:
            book.take_turn(alliance.pk)
        row = new_risk(
            by=by,
            alliance=alliance,
            said=said,
            now=now,
            audience=audience,
            holder=holder,
            side=side,
            origin=origin,
        )
        if control is not None:
            words = checked_control(control)
            new_control(by=by, risk=row, said=words, now=now, holder=holder)
        told = registered(row, control.text if control else "")
        tell(row, told, by=by, now=now)
    return row


class NewRisk(NamedTuple):
    """One of several risks that come in together."""

    said: RiskContent
    holder: Person | None
    control: ControlContent | None
    origin: Origin


def register_risks(
    *, by: Person, alliance: Alliance, given: Sequence[NewRisk], now: datetime
) -> list[Risk]:
    """Put several joint risks on the register at once, in their order; all or none."""
    require_writer(by, alliance, JOINT, now)
    if not given:
        return []
    for holder in {one.holder for one in given if one.holder}:
        check_holder(holder, alliance, JOINT, by, now)
    with transaction.atomic():
        book.take_turn(alliance.pk)
        scales, numbers = scales_of(alliance), next_numbers(alliance, "risk", len(given))
        rows = [
            risk_row(
                Risk(
                    alliance=alliance,
                    owner_id=by.home_id,
                    audience=JOINT,
                    number=number,
                    side=one.holder.home if one.holder else by.home,
                    holder=one.holder,
                    by=by,
                ),
                one.said,
                one.origin,
                scales,
                now,
            )
            for number, one in zip(numbers, given, strict=True)
        ]
        Risk.objects.bulk_create(rows)
        controls = Control.objects.bulk_create(_controls(rows, given, by, now))
        for row in rows:
            watch_review(row, by=by, now=now, is_new=True)
        for control in controls:
            watch_control(control, control.risk, by=by, now=now, is_new=True)
        lines = [
            registered(row, one.control.text if one.control else "")
            for row, one in zip(rows, given, strict=True)
        ]
        book.record_all(lines, alliance_id=alliance.pk, by=by, now=now)
    return rows


def _controls(
    rows: Sequence[Risk], given: Sequence[NewRisk], by: Person, now: datetime
) -> Iterator[Control]:
    for row, one in zip(rows, given, strict=True):
        if one.control is not None:
            yield control_row(row, checked_control(one.control), by, one.holder, now)


def change_risk(
    *,
    by: Person,
    risk: Risk,
    said: RiskContent,
    version: int,
    now: datetime,
    holder: Person | None = None,
    side: Organisation | None = None,
) -> Risk:
    """Describe or rate a risk anew; refused when somebody changed it since it was read.

    Without a review day the old one stays.
    """
    require_hand(by, risk, now)
    words = checked_risk(said)
    with transaction.atomic():
        row = lock_open(by, risk, version=version)
        check_holder(holder, row.alliance, row.audience, by, now)
        before = _told(row)
        for name, value in word_columns(words, row.alliance).items():
            setattr(row, name, value)
        row.holder = holder
        row.side = side_of(holder, side or row.side, by, row.alliance, row.audience)
        if words.review_on is not None and words.review_on != row.review_on:
            row.review_on = review_day(words.review_on, row.side, now)
        changes = changes_between(before, _told(row))
        if not changes:
            return row
        controls = controls_of(row)
        place(row, controls, scales_of(row.alliance), now=now)
        row.changed_at, row.version = now, row.version + 1
        row.save()
        watch_review(row, by=by, now=now)
        watch_controls(row, controls, by=by, now=now)
        tell(row, _changed(row, changes), by=by, now=now)
    return row


def _told(row: Risk) -> dict[str, Any]:
    """What a change is told about: the words, the assessment, who looks after it."""
    return {
        "title": row.title,
        "cause": row.cause,
        "event": row.event,
        "effect": row.effect,
        "category": row.category,
        "owner": row.holder.name if row.holder else row.side.short_name,
        "probability": level_words(row.probability, row.probability_own),
        "impact": level_words(row.impact, row.impact_own, row.currency),
        "delay_days": row.delay_days,
        "exposure_own": row.exposure_own,
        "review_on": row.review_on,
    }


def _changed(row: Risk, changes: str) -> facts.RiskChanged:
    return facts.RiskChanged(
        subject=row.pk,
        ref=row.ref,
        probability=row.now_probability,
        impact=row.now_impact,
        exposure=row.now_exposure,
        currency=row.currency if row.now_exposure is not None else "",
        changes=changes,
    )

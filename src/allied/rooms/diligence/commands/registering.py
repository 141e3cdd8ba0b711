"""Putting a risk on the register, and describing or rating it anew."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from allied.alliances.models import Alliance
from allied.alliances.numbers import next_number, next_numbers
from allied.kit.errors import Refused
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.diligence import facts
from allied.rooms.diligence.areas import area_named
from allied.rooms.diligence.commands.controlling import control_row, new_control
from allied.rooms.diligence.comparison import changes_between, level_words
from allied.rooms.diligence.content import (
    ControlContent,
    RiskContent,
    checked_control,
    checked_risk,
)
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.rating import columns_of, place, scales_of
from allied.rooms.diligence.scales import Scales
from allied.rooms.diligence.upkeep import why_not_review_on
from allied.rooms.diligence.watching import watch_review
from allied.rooms.diligence.writing import (
    check_holder,
    controls_of,
    lock_open,
    require_hand,
    require_writer,
    tell,
    today_of,
)


class Origin(NamedTuple):
    """What a risk came from: the kind of thing and its key."""

    kind: str
    key: str


NOWHERE = Origin("", "")


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


def new_risk(
    *,
    by: Person,
    alliance: Alliance,
    said: RiskContent,
    now: datetime,
    audience: str,
    holder: Person | None,
    side: Organisation | None = None,
    origin: Origin = NOWHERE,
) -> Risk:
    """The row of a new risk, numbered, placed and watched; the caller says what happened."""
    check_holder(holder, alliance, audience, by, now)
    carried_by = _side(holder, side, by, alliance, audience)
    _refuse_twice(alliance, origin, audience, by)
    row = _row(
        Risk(
            alliance=alliance,
            owner_id=by.home_id,
            audience=audience,
            number=next_number(alliance, "risk", owner=None if audience == JOINT else by.home),
            side=carried_by,
            holder=holder,
            by=by,
        ),
        said,
        origin,
        scales_of(alliance),
        now,
    )
    row.save(force_insert=True)
    watch_review(row, now=now, is_new=True)
    return row


def _row(row: Risk, said: RiskContent, origin: Origin, scales: Scales, now: datetime) -> Risk:
    """A new row filled with its checked words and placed; not written yet."""
    words = checked_risk(said)
    for name, value in _columns(words, row.alliance).items():
        setattr(row, name, value)
    row.review_on = _review_day(words.review_on, row.side, now)
    row.from_kind, row.from_key = origin.kind, origin.key
    row.state_at = row.registered_at = row.changed_at = now
    place(row, (), scales, now=now)
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
            _row(
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
        Control.objects.bulk_create(_controls(rows, given, by, now))
        for row in rows:
            watch_review(row, now=now, is_new=True)
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


def _columns(words: RiskContent, alliance: Alliance) -> dict[str, Any]:
    return {
        "title": words.title,
        "cause": words.cause,
        "event": words.event,
        "effect": words.effect,
        "category": words.category,
        "area": area_named(words.category),
        **columns_of(words.assessment, alliance.currency),
    }


def _side(
    holder: Person | None,
    side: Organisation | None,
    by: Person,
    alliance: Alliance,
    audience: str,
) -> Organisation:
    if holder is not None and holder.organisation is not None:
        return holder.organisation
    chosen = side or by.home
    if audience != JOINT and chosen.pk != by.home_id:
        raise Refused("side", "A private risk is carried by your own company.", field="side")
    if not alliance.parties.filter(organisation=chosen).exists():
        raise Refused("side", "Only a party of this alliance can carry a risk.", field="side")
    return chosen


def _refuse_twice(alliance: Alliance, origin: Origin, audience: str, by: Person) -> None:
    """One thing becomes one risk."""
    if not origin.key:
        return
    rows = Risk.objects.in_system_scope("one thing becomes one risk").filter(
        alliance=alliance, audience=audience, from_kind=origin.kind, from_key=origin.key
    )
    if audience != JOINT:
        rows = rows.filter(owner_id=by.home_id)
    found = rows.first()
    if found:
        raise Refused("already", f"It is on the register already, as {found.ref}.")


def _review_day(wanted: date | None, side: Organisation, now: datetime) -> date:
    today = today_of(side, now)
    if wanted is None:
        return today + timedelta(days=limits().review_days)
    if why := why_not_review_on(wanted, today, limits()):
        raise Refused("review_on", why, field="review_on")
    return wanted


def registered(row: Risk, control: str = "") -> facts.RiskRegistered:
    """The line that a new risk leaves."""
    return facts.RiskRegistered(
        subject=row.pk,
        ref=row.ref,
        probability=row.now_probability,
        impact=row.now_impact,
        exposure=row.now_exposure,
        currency=row.currency if row.now_exposure is not None else "",
        review_on=row.review_on,
        from_kind=row.from_kind,
        title=row.title,
        words=words_of(row),
        owner=row.holder.name if row.holder else "",
        control=control,
    )


def words_of(row: Risk) -> str:
    """Cause, event and effect in one text, as the record keeps them."""
    said = (("Cause", row.cause), ("Event", row.event), ("Effect", row.effect))
    return " ".join(f"{name}: {text}" for name, text in said if text)


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
        for name, value in _columns(words, row.alliance).items():
            setattr(row, name, value)
        row.holder = holder
        row.side = _side(holder, side or row.side, by, row.alliance, row.audience)
        if words.review_on is not None and words.review_on != row.review_on:
            row.review_on = _review_day(words.review_on, row.side, now)
        changes = changes_between(before, _told(row))
        if not changes:
            return row
        place(row, controls_of(row), scales_of(row.alliance), now=now)
        row.changed_at, row.version = now, row.version + 1
        row.save()
        watch_review(row, now=now)
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

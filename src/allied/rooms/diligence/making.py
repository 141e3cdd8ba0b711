"""Makes the rows of new risks and controls, and the lines they leave, for the commands that write them."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from allied.alliances.models import Alliance
from allied.alliances.numbers import next_number
from allied.kit.errors import Refused
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.rooms.diligence import facts
from allied.rooms.diligence.areas import area_named
from allied.rooms.diligence.content import ControlContent, RiskContent, checked_risk
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.rating import columns_of, place, scales_of
from allied.rooms.diligence.scales import Scales
from allied.rooms.diligence.upkeep import why_not_review_on
from allied.rooms.diligence.watching import watch_control, watch_review
from allied.rooms.diligence.writing import check_holder, controls_of, today_of

MOST = 20
"""So many controls a risk has at most; more of them hide what is really done."""


class Origin(NamedTuple):
    """What a risk came from: the kind of thing and its key."""

    kind: str
    key: str


NOWHERE = Origin("", "")


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
    carried_by = side_of(holder, side, by, alliance, audience)
    _refuse_twice(alliance, origin, audience, by)
    row = risk_row(
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
    watch_review(row, by=by, now=now, is_new=True)
    return row


def risk_row(row: Risk, said: RiskContent, origin: Origin, scales: Scales, now: datetime) -> Risk:
    """A new row filled with its checked words and placed; not written yet."""
    words = checked_risk(said)
    for name, value in word_columns(words, row.alliance).items():
        setattr(row, name, value)
    row.review_on = review_day(words.review_on, row.side, now)
    row.from_kind, row.from_key = origin.kind, origin.key
    row.state_at = row.registered_at = row.changed_at = now
    place(row, (), scales, now=now)
    return row


def word_columns(words: RiskContent, alliance: Alliance) -> dict[str, Any]:
    """What was said as columns of a risk."""
    return {
        "title": words.title,
        "cause": words.cause,
        "event": words.event,
        "effect": words.effect,
        "category": words.category,
        "area": area_named(words.category),
        **columns_of(words.assessment, alliance.currency),
    }


def side_of(
    holder: Person | None,
    side: Organisation | None,
    by: Person,
    alliance: Alliance,
    audience: str,
) -> Organisation:
    """The company that carries a risk: that of its owner, the one that was named, or one's own."""
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


def review_day(wanted: date | None, side: Organisation, now: datetime) -> date:
    """The day of the next review: the one that was named, or in a quarter."""
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


def new_control(
    *, by: Person, risk: Risk, said: ControlContent, now: datetime, holder: Person | None
) -> Control:
    """The row of a planned control; the caller says what happened."""
    check_holder(holder, risk.alliance, risk.audience, by, now)
    if len(controls_of(risk)) >= MOST:
        raise Refused("too_many", f"A risk has at most {MOST} controls. Remove one first.")
    rows = Control.objects.in_system_scope("controls are numbered in the order they came")
    row = control_row(risk, said, by, holder, now)
    row.number = rows.filter(risk=risk).count() + 1
    row.save(force_insert=True)
    watch_control(row, risk, by=by, now=now, is_new=True)
    return row


def control_row(
    risk: Risk, said: ControlContent, by: Person, holder: Person | None, now: datetime
) -> Control:
    """A planned control of this risk, not written yet."""
    return Control(
        alliance_id=risk.alliance_id,
        owner_id=by.home_id,
        audience=risk.audience,
        risk=risk,
        text=said.text,
        holder=holder,
        due=said.due,
        less_probability=said.less_probability,
        less_impact=said.less_impact,
        by=by,
        added_at=now,
    )


def control_added(risk: Risk, control: Control) -> facts.ControlAdded:
    """The line that a new control leaves."""
    return facts.ControlAdded(
        subject=risk.pk,
        ref=risk.ref,
        control=str(control.pk),
        due=control.due,
        text=control.text,
        owner=control.holder.name if control.holder else "",
    )

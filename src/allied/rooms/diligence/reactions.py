"""What happens by itself: shortly before its day a review or a control waits for who acts on it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from allied.alliances import awaiting
from allied.alliances.models import Alliance
from allied.alliances.reseating import register as seats_changed
from allied.clock.models import Timer
from allied.clock.timers import register
from allied.people.models import Person
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.watching import (
    CONTROL_DUE,
    DUE,
    Bench,
    Wanted,
    asked_from,
    bench_of,
    control_wanted,
    is_planned,
    review_wanted,
)
from allied.rooms.diligence.writing import today_of

REASON = "a timer acts for nobody in particular"
RISK_PARTS = ("alliance", "side", "holder", "by")


def ask_for_review(timer: Timer, now: datetime) -> None:
    """The review day is near, unless the risk is over or the day has moved since."""
    rows = Risk.objects.in_system_scope(REASON).select_related(*RISK_PARTS)
    risk = rows.get(pk=timer.subject_id)
    if risk.state != RiskState.OPEN or risk.review_on is None:
        return
    if asked_from(risk.review_on) <= today_of(risk.side, now):
        review_wanted(risk, bench_of(risk.alliance, now)).ask(now)


def ask_for_control(timer: Timer, now: datetime) -> None:
    """The day of a control is near, unless it is in place, given up or moved since."""
    rows = Control.objects.in_system_scope(REASON).select_related(*_of_control())
    control = rows.get(pk=timer.subject_id)
    risk = control.risk
    if risk.state != RiskState.OPEN or control.due is None or not is_planned(control):
        return
    if asked_from(control.due) <= today_of(risk.side, now):
        control_wanted(control, risk, bench_of(risk.alliance, now)).ask(now)


def _of_control() -> list[str]:
    return ["holder", *(f"risk__{name}" for name in RISK_PARTS)]


def look_again(alliance: Alliance, by: Person | None, now: datetime) -> None:
    """Other people sit there now: what is due waits for those who can act on it today."""
    wanted = list(_due(alliance, bench_of(alliance, now), now))
    asked = awaiting.asked_of_each(one.act for one in wanted)
    for one in wanted:
        was, people = asked.get(one.act.subject_id, set()), {person.pk for person in one.people}
        if gone := was - people:
            awaiting.settle_acts(one.act.subject_id, now=now, verb=one.act.verb, of=gone)
        if people - was:
            one.ask(now)


def _due(alliance: Alliance, bench: Bench, now: datetime) -> Iterator[Wanted]:
    """The reviews and controls of an alliance whose day is near where their side is."""
    latest = now.date() + timedelta(days=limits().ask_ahead_days + 1)
    risks = Risk.objects.in_system_scope(REASON).select_related(*RISK_PARTS)
    for risk in risks.filter(alliance=alliance, state=RiskState.OPEN, review_on__lte=latest):
        if risk.review_on is not None and asked_from(risk.review_on) <= today_of(risk.side, now):
            yield review_wanted(risk, bench)
    controls = Control.objects.in_system_scope(REASON).select_related(*_of_control())
    for control in controls.filter(
        alliance=alliance,
        risk__state=RiskState.OPEN,
        in_place_at__isnull=True,
        removed_at__isnull=True,
        due__lte=latest,
    ):
        if control.due is not None and asked_from(control.due) <= today_of(control.risk.side, now):
            yield control_wanted(control, control.risk, bench)


register(DUE, ask_for_review)
register(CONTROL_DUE, ask_for_control)
seats_changed(look_again)

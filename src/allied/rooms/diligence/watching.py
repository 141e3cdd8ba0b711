"""Watches the review dates: on the day, who looks after the risk is asked to review it."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from allied.alliances import awaiting
from allied.alliances.models import Role
from allied.clock.timers import Subject, cancel_timers, set_timer
from allied.kit.words import shortened
from allied.people.models import Person
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.models.risks import RiskState

DUE = "risk.review"
REVIEW = "review"
CLOSE = time(17)


def watch_review(risk: Risk, *, by: Person, now: datetime, is_new: bool = False) -> None:
    """Set the timer of the review day anew, and ask nobody any longer before it."""
    subject = Subject("risk", risk.pk)
    if not is_new:
        _forget(subject, risk, now)
    if risk.state != RiskState.OPEN or risk.review_on is None:
        return
    morning = datetime.combine(risk.review_on, time(0), ZoneInfo(risk.side.time_zone or "UTC"))
    set_timer(
        subject,
        DUE,
        max(morning.astimezone(UTC), now),
        alliance_id=risk.alliance_id,
        owner_id=by.home_id,
        audience=risk.audience,
    )


def _forget(subject: Subject, risk: Risk, now: datetime) -> None:
    cancel_timers(subject, now=now, verbs=[DUE])
    awaiting.settle_acts(risk.pk, now=now, verb=REVIEW)


def await_review(risk: Risk, *, now: datetime) -> None:
    """Ask for the review: its owner, or without one the managers of the side that carries it."""
    assert risk.review_on is not None
    evening = datetime.combine(risk.review_on, CLOSE, ZoneInfo(risk.side.time_zone or "UTC"))
    act = awaiting.Act(
        verb=REVIEW,
        subject_kind="risk",
        subject_id=risk.pk,
        title=f"{risk.ref} {shortened(risk.title, 200)}",
        due_at=evening.astimezone(UTC),
        audience=risk.audience,
    )
    awaiting.await_act(
        act,
        of=_asked(risk),
        alliance=risk.alliance,
        asked_by=risk.by,
        now=now,
    )


def _asked(risk: Risk) -> list[Person]:
    if risk.holder is not None and risk.holder.is_active:
        return [risk.holder]
    seats = risk.alliance.seats.filter(
        role=Role.ALLIANCE_MANAGER,
        organisation_id=risk.side_id,
        ended_at__isnull=True,
        person__is_active=True,
    )
    return [seat.person for seat in seats.select_related("person")]

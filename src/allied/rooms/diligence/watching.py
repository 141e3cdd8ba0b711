"""Watches the days of the register: shortly before a review or a control is due, who acts is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from allied.alliances import awaiting
from allied.alliances.access import RIGHTS, holders
from allied.alliances.models import Alliance, Role
from allied.clock.timers import Subject, cancel_timers, set_timer
from allied.kit.words import shortened
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.models.risks import RiskState

DUE, CONTROL_DUE = "risk.review", "risk.control"
REVIEW, PLACE = "review", "place"
CLOSE = time(17)
READERS = RIGHTS["private.read"].roles


def watch_review(risk: Risk, *, by: Person, now: datetime, is_new: bool = False) -> None:
    """Set the timer of the review anew, and ask nobody any longer before it."""
    subject = Subject("risk", risk.pk)
    if not is_new:
        _forget(subject, DUE, REVIEW, now)
    if risk.state == RiskState.OPEN and risk.review_on is not None:
        _set(subject, DUE, risk.review_on, risk, by=by, now=now)


def watch_control(
    control: Control, risk: Risk, *, by: Person, now: datetime, is_new: bool = False
) -> None:
    """Set the timer of a planned control that has a day; one in place asks nobody."""
    subject = Subject("control", control.pk)
    if not is_new:
        _forget(subject, CONTROL_DUE, PLACE, now)
    if risk.state == RiskState.OPEN and control.due is not None and is_planned(control):
        _set(subject, CONTROL_DUE, control.due, risk, by=by, now=now)


def watch_controls(risk: Risk, controls: Iterable[Control], *, by: Person, now: datetime) -> None:
    """The same for everything that is done about a risk, when the risk itself has changed."""
    for control in controls:
        if control.due is not None and is_planned(control):
            watch_control(control, risk, by=by, now=now)


def asked_from(due: date) -> date:
    """The day from which on an act that is due on this day is asked for."""
    return due - timedelta(days=limits().ask_ahead_days)


def is_planned(control: Control) -> bool:
    """Neither in place yet nor given up."""
    return control.in_place_at is None and control.removed_at is None


def _set(subject: Subject, verb: str, on: date, risk: Risk, *, by: Person, now: datetime) -> None:
    morning = datetime.combine(asked_from(on), time(0), _zone(risk))
    set_timer(
        subject,
        verb,
        max(morning.astimezone(UTC), now),
        alliance_id=risk.alliance_id,
        owner_id=by.home_id,
        audience=risk.audience,
    )


def _zone(risk: Risk) -> ZoneInfo:
    return ZoneInfo(risk.side.time_zone or "UTC")


def _forget(subject: Subject, timer: str, verb: str, now: datetime) -> None:
    cancel_timers(subject, now=now, verbs=[timer])
    awaiting.settle_acts(subject.id, now=now, verb=verb)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Who can act on the register of an alliance today, with their roles."""

    people: Mapping[UUID, Person]
    roles: Mapping[UUID, set[str]]

    def asked(self, risk: Risk, *named: Person | None) -> list[Person]:
        """The first of those named who can still act, or the managers of the side that carries it."""
        for one in named:
            if one is not None and self._can(one, risk):
                return [self.people[one.pk]]
        return [
            person
            for pk, person in self.people.items()
            if person.organisation_id == risk.side_id and Role.ALLIANCE_MANAGER in self.roles[pk]
        ]

    def _can(self, person: Person, risk: Risk) -> bool:
        roles = self.roles.get(person.pk, set())
        if risk.audience == JOINT:
            return bool(roles)
        return person.organisation_id == risk.owner_id and bool(roles & READERS)


def bench_of(alliance: Alliance, now: datetime) -> Bench:
    """Everybody whose seat can look after a risk at that moment; one query."""
    seats = holders("risk.review", alliance, now)
    people: dict[UUID, Person] = {}
    roles: dict[UUID, set[str]] = {}
    for seat in seats.order_by("given_at", "pk"):
        people[seat.person_id] = seat.person
        roles.setdefault(seat.person_id, set()).add(seat.role)
    return Bench(people=people, roles=roles)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One act of the register whose day is near: the risk, what is awaited, and of whom."""

    risk: Risk
    act: awaiting.Act
    people: Sequence[Person]

    def ask(self, now: datetime) -> None:
        """Ask those who can act; asking the same person again changes nothing."""
        risk = self.risk
        awaiting.await_act(
            self.act, of=self.people, alliance=risk.alliance, asked_by=risk.by, now=now
        )


def review_wanted(risk: Risk, bench: Bench) -> Wanted:
    """The review: of its owner, or without one of the managers of the side that carries it."""
    assert risk.review_on is not None
    act = _act(REVIEW, Subject("risk", risk.pk), risk, risk.title, risk.review_on)
    return Wanted(risk=risk, act=act, people=bench.asked(risk, risk.holder))


def control_wanted(control: Control, risk: Risk, bench: Bench) -> Wanted:
    """To put a control in place: its owner, or that of the risk, or the managers of the side."""
    assert control.due is not None
    act = _act(PLACE, Subject("control", control.pk), risk, control.text, control.due)
    return Wanted(risk=risk, act=act, people=bench.asked(risk, control.holder, risk.holder))


def _act(verb: str, subject: Subject, risk: Risk, words: str, on: date) -> awaiting.Act:
    evening = datetime.combine(on, CLOSE, _zone(risk))
    return awaiting.Act(
        verb=verb,
        subject_kind=subject.kind,
        subject_id=subject.id,
        title=f"{risk.ref} {shortened(words, 200)}",
        due_at=evening.astimezone(UTC),
        audience=risk.audience,
    )

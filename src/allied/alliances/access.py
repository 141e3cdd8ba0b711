"""Who may do what: rights belong to roles, roles belong to seats (trust.md 5.2)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from allied.alliances.models import Alliance, Discipline, Role, Seat
from allied.kit.errors import NotAllowed
from allied.people.models import Person
from allied.people.scope import PRIVATE_READERS

S, M, L = Role.SPONSOR, Role.ALLIANCE_MANAGER, Role.OPERATIONAL_LEAD
C, A, O = Role.CONTRIBUTOR, Role.APPROVER, Role.OBSERVER  # noqa: E741 - six columns of one table

LEGAL, SECURITY = Discipline.LEGAL, Discipline.SECURITY


class Right(NamedTuple):
    """One thing that seats may carry, in words, and the roles that carry it."""

    says: str
    roles: frozenset[str]


def _right(says: str, *roles: Role) -> Right:
    return Right(says, frozenset(roles))


RIGHTS: dict[str, Right] = {
    "alliance.read": _right("read the joint record", S, M, L, C, A, O),
    "alliance.change": _right("change the name, purpose and dates of the alliance", S, M),
    "alliance.invite_partner": _right("invite a partner organisation", S, M),
    "alliance.export": _right("take the joint record out", S, M, L, A),
    "seat.give": _right("give, change and end seats of one's own organisation", M),
    "gate.waive": _right("pass a gate although a check does not hold", S, M),
    "comment.joint": _right("comment for both companies", S, M, L, C, A),
    "private.read": Right("read what only one's own organisation sees", frozenset(PRIVATE_READERS)),
    "private.write": _right("write what only one's own organisation sees", S, M, L, A),
    "private.share": _right("share a private text as a joint copy", S, M),
    "thesis.edit": _right("write the value thesis", S, M, L),
    "thesis.sign": _right("sign the value thesis for one's own organisation", S),
    "thesis.judge": _right("record evidence and verdicts on assumptions", S, M, L),
    "alignment.start": _right(
        "start an alignment check, and say who of one's own side answers it", M
    ),
    "alignment.answer": _right("answer an alignment check for one's own side", S, M, L, A),
    "risk.edit": _right(
        "write joint risks, controls, findings and who can act on what", S, M, L, A
    ),
    "risk.review": _right("look after a risk and review it", S, M, L, C, A),
    "risk.scale": _right("set what the levels of probability and impact mean", S, M),
    "selection.edit": _right(
        "prepare, close and repeat a partner selection of one's own side", S, M
    ),
    "selection.rate": _right("score candidates for one's own side", S, M, L, A),
    "selection.decide": _right("decide the shortlist and invite a candidate", S, M),
    "governance.edit": _right("write forums and decision rights", S, M),
    "governance.sign": _right("sign the governance blueprint for one's own organisation", S),
    "change.ask": _right(
        "ask for a change, and say what one means for one's own organisation", S, M, L, A
    ),
    "exit.edit": _right("write exit triggers and the unwind plan", S, M),
    "decision.raise": _right("ask for a decision", S, M, L, A),
    "decision.steer": _right("pause, resume, defer, withdraw or escalate a decision", S, M, L),
    "decision.answer": _right("answer a decision where the matrix names the seat", S, M, L, A),
    "annex.edit": _right("write the terms of the annex and put it up for signature", S, M, L),
    "annex.sign": _right("sign the annex for one's own organisation", S),
    "kpi.edit": _right("define, change and retire KPIs", S, M, L),
    "agreement.edit": _right(
        "have agreements read, keep the agreement record and its obligations", S, M, L, A
    ),
    "agreement.act": _right("fulfil an obligation that one owns", S, M, L, C, A),
    "ladder.edit": _right("write the ladder that conflicts climb", S, M),
    "ladder.sign": _right("sign the conflict ladder for one's own organisation", S),
    "conflict.raise": _right("raise a matter that divides the sides", S, M, L, C, A),
    "conflict.work": _right("state positions, facts and ways to settle", S, M, L, A),
    "conflict.settle": _right("accept a way to settle for one's own organisation", S, M, L),
    "conflict.steer": _right("take a conflict one step up, withdraw it or open it again", S, M, L),
    "conflict.sign": _right("sign the joint memo of a conflict for one's own organisation", S, M),
    "conflict.mediate": _right("note a mediation and read its outcome", S, M),
    "record.verify": _right("check the joint record and take proofs", S, M, L, C, A, O),
    "log.own": _right("read one's own organisation's log", M, A),
}


def seats_of(person: Person, alliance: Alliance, now: datetime) -> list[Seat]:
    """The seats that this person holds in this alliance at that moment, deputised ones not included."""
    ending = Q(until__isnull=True) | Q(until__gt=now)
    rows = alliance.seats.filter(ending, person=person, ended_at__isnull=True)
    return list(rows.order_by("given_at", "pk"))


def may(seats: Iterable[Seat], right: str) -> bool:
    """Whether one of these seats carries the right."""
    roles = RIGHTS[right].roles
    return any(seat.role in roles for seat in seats)


def require(by: Person, right: str, alliance: Alliance, now: datetime) -> list[Seat]:
    """The person's seats, or `NotAllowed` when none of them carries the right."""
    seats = seats_of(by, alliance, now) if by.is_active else []
    if not may(seats, right):
        raise NotAllowed(right)
    return seats


def holders(right: str, alliance: Alliance, now: datetime) -> QuerySet[Seat]:
    """The seats of all parties that carry the right at that moment."""
    ending = Q(until__isnull=True) | Q(until__gt=now)
    return (
        alliance.seats.filter(
            ending, ended_at__isnull=True, role__in=RIGHTS[right].roles, person__is_active=True
        )
        .select_related("person", "organisation")
        .order_by("given_at", "pk")
    )

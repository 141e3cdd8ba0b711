"""A sound matrix of decision rights, and the same with one thing changed."""

from dataclasses import replace
from datetime import date

from allied.rooms.governance.entitlement import Seat
from allied.rooms.governance.limits import limits
from allied.rooms.governance.lint import Matrix
from allied.rooms.governance.rights import (
    SPONSORS,
    Blueprint,
    Deadlock,
    DecisionRight,
    Escalation,
    Forum,
    Joint,
    Layer,
    Member,
    Tiebreak,
)

PARTIES = {"n": "Northwind", "b": "Brightleaf"}
PEOPLE = {"priya": "Priya Raman", "sanne": "Sanne Kuipers"}


def both(*pairs):
    return tuple(Member(person=person, party=party) for party, person in pairs)


STEERING = Forum(
    id="steering",
    name="Executive steering",
    layer=Layer.STEERING,
    rhythm="quarterly",
    members=both(("n", "tomas"), ("b", "rachel")),
    quorum=1,
)
COUNCIL = Forum(
    id="council",
    name="Operational council",
    layer=Layer.OPERATIONAL,
    rhythm="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    members=both(("n", "maya"), ("b", "daniel")),
    quorum=1,
    notice_days=2,
)
STANDS = Deadlock(kind=Tiebreak.OPTION)
ROADMAP = DecisionRight(
    id="roadmap",
    name="Roadmap changes",
    owner="Operational council",
    owner_forum="council",
    owner_seats=("alliance manager",),
    forum="council",
    sla_days=12,
    escalation=Escalation(to=SPONSORS, sla_days=5),
    written=True,
    deputy="sponsor",
    deadlock=STANDS,
)
DATA = DecisionRight(
    id="data",
    name="Data sharing",
    owner="Security",
    owner_seats=("approver:security",),
    joint=Joint.SOMETIMES,
    condition="personal data, or a new country",
    as_needed=True,
    convening_days=5,
    sla_days=20,
    escalation=Escalation(to="steering", sla_days=5),
    written=True,
    deputy="sponsor",
    deadlock=STANDS,
)
SOUND = Matrix(
    blueprint=Blueprint(forums=(STEERING, COUNCIL), rights=(ROADMAP, DATA)),
    parties=PARTIES,
    limits=limits(),
    day=date(2026, 11, 17),
    people=PEOPLE,
)
SEATS = tuple(
    Seat(party=party, role=role, person=f"{party}-{role}", deputy=f"{party}-{role}-deputy")
    for party in PARTIES
    for role in ("sponsor", "alliance manager", "approver:security")
)
STAFFED = replace(SOUND, seats=SEATS)


def with_right(matrix, right, **changes):
    rights = tuple(replace(r, **changes) if r is right else r for r in matrix.rights)
    return replace(matrix, blueprint=replace(matrix.blueprint, rights=rights))


def with_forum(matrix, forum, **changes):
    forums = tuple(replace(f, **changes) if f is forum else f for f in matrix.forums)
    return replace(matrix, blueprint=replace(matrix.blueprint, forums=forums))

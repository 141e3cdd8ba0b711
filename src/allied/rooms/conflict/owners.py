"""Who a step waits for: its owners on each side, and who on a side has something to say."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from allied.alliances import awaiting
from allied.alliances.models import Alliance, Role, Seat
from allied.people.models import Person
from allied.rooms.conflict.ladder import Step, from_plain
from allied.rooms.conflict.models import (
    Conflict,
    ConflictFact,
    ConflictState,
    ConflictStep,
    Position,
    Settlement,
)
from allied.rooms.conflict.truth import LineState
from allied.rooms.governance.as_rules import held, seat_of, seat_rows, vacant

RESOLVE, STATE, CHECK, WEIGH = "resolve", "state", "check", "consider"
WHY = "what a conflict waits for is worked out over all sides"


def seats_now(alliance: Alliance, now: datetime) -> list[Seat]:
    """The seats that count at this moment."""
    ending = Q(until__isnull=True) | Q(until__gt=now)
    rows = alliance.seats.filter(ending, ended_at__isnull=True, person__is_active=True)
    return list(rows.select_related("person", "organisation").order_by("given_at", "pk"))


class Acting(NamedTuple):
    """Somebody who acts in a role for a party today: its holder, or the deputy who stands in."""

    party: UUID
    role: str
    person: Person


def acting_now(alliance: Alliance, now: datetime) -> list[Acting]:
    """Who acts in each role today; a deputy while the holder is away or nobody holds it. One query."""
    rows = seat_rows(alliance)
    seated = held(rows, now)
    here = {row.person_id for row in seated}
    acting = []
    for row in seated:
        acting.append(Acting(row.organisation_id, row.role, row.person))
        if seat_of(row).stand_in(row.organisation.day_at(now)):
            acting += _deputy(row, here)
    for row in vacant(rows, now):
        acting += _deputy(row, here)
    return acting


def _deputy(row: Seat, here: set[UUID]) -> list[Acting]:
    """Who stands in for this seat, if they hold one of their own."""
    if row.deputy is None or row.deputy.pk not in here:
        return []
    return [Acting(row.organisation_id, row.role, row.deputy)]


def owners_of(step: Step, acting: Sequence[Acting]) -> dict[UUID, list[Person]]:
    """The people who own a step today, by party; where nobody acts, it falls to the alliance managers."""
    found: dict[UUID, list[Person]] = {}
    for party in dict.fromkeys(one.party for one in acting):
        for role in (step.role_of(str(party)), Role.ALLIANCE_MANAGER):
            if people := _people(acting, party, role):
                found[party] = people
                break
    return found


def managers_of(acting: Sequence[Acting]) -> dict[UUID, list[Person]]:
    """Who acts as alliance manager of each party today."""
    everybody = {
        party: _people(acting, party, Role.ALLIANCE_MANAGER)
        for party in dict.fromkeys(one.party for one in acting)
    }
    return {party: people for party, people in everybody.items() if people}


def _people(acting: Iterable[Acting], party: UUID, role: str) -> list[Person]:
    found = {one.person.pk: one.person for one in acting if (one.party, one.role) == (party, role)}
    return list(found.values())


def running_step(conflict: Conflict) -> ConflictStep | None:
    """The step on which the conflict stands, read fresh."""
    rows = ConflictStep.objects.in_system_scope(WHY).select_related("clock")
    return rows.filter(conflict=conflict, ended_at__isnull=True).first()


def await_owners(
    conflict: Conflict, step: ConflictStep, *, by: Person | None, now: datetime
) -> list[Person]:
    """The act «resolve» is awaited of exactly the owners of the step on which it stands."""
    rule = from_plain(conflict.ladder).step(step.key)
    assert rule is not None, "a step keeps the id that the copied ladder has"
    owners = owners_of(rule, acting_now(conflict.alliance, now))
    people = [one for side in owners.values() for one in side]
    act = awaiting.Act(
        verb=RESOLVE,
        subject_kind="conflict step",
        subject_id=step.pk,
        title=conflict.name,
        due_at=step.clock.due_at if step.clock else None,
        blocking=True,
    )
    _exactly(act, people, conflict, by, now)
    return people


def await_words(conflict: Conflict, *, by: Person | None, now: datetime) -> None:
    """Each side's managers are asked for what is missing: its position, facts to check, ways to weigh."""
    if conflict.state != ConflictState.OPEN:
        awaiting.settle_acts(conflict.pk, now=now)
        return
    managers = managers_of(acting_now(conflict.alliance, now))
    for verb, parties in _missing(conflict, list(managers)).items():
        act = awaiting.Act(
            verb=verb, subject_kind="conflict", subject_id=conflict.pk, title=conflict.name
        )
        people = [one for party in managers if party in parties for one in managers[party]]
        _exactly(act, people, conflict, by, now)


def _missing(conflict: Conflict, parties: list[UUID]) -> dict[str, set[UUID]]:
    said = set(
        Position.objects.in_system_scope(WHY)
        .filter(conflict=conflict)
        .values_list("party_id", flat=True)
    )
    checks: set[UUID] = set()
    rows = ConflictFact.objects.in_system_scope(WHY).filter(conflict=conflict)
    for fact in rows.prefetch_related("replies"):
        if fact.as_line.state([str(one) for one in parties]) is not LineState.WITHDRAWN:
            answered = {fact.party_id, *(each.party_id for each in fact.standing)}
            checks |= set(parties) - answered
    weighs: set[UUID] = set()
    ways = Settlement.objects.in_system_scope(WHY).filter(
        conflict=conflict, withdrawn_at__isnull=True, accepted_at__isnull=True
    )
    for way in ways.prefetch_related("answers"):
        weighs |= set(parties) - {each.party_id for each in way.answers.all()}
    return {STATE: set(parties) - said, CHECK: checks, WEIGH: weighs}


def _exactly(
    act: awaiting.Act,
    people: list[Person],
    conflict: Conflict,
    by: Person | None,
    now: datetime,
) -> None:
    """The act is awaited of these people and of nobody else."""
    asked = awaiting.asked_of(act.subject_id, act.verb)
    gone = asked - {one.pk for one in people}
    if gone:
        awaiting.settle_acts(act.subject_id, now=now, verb=act.verb, of=gone)
    awaiting.await_act(
        act, of=people, alliance=conflict.alliance, asked_by=by or conflict.raised_by, now=now
    )

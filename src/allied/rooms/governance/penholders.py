"""Who must still answer a decision, and the acts that are therefore awaited of people."""

from collections.abc import Iterable
from datetime import datetime

from allied.alliances import awaiting
from allied.people.models import Person
from allied.rooms.governance.as_rules import answer_of, needed_of, right_of, staffing_of
from allied.rooms.governance.entitlement import Staffing
from allied.rooms.governance.models import Answer, Decision, Half
from allied.rooms.governance.rights import DecisionRight
from allied.rooms.governance.settlement import HalfState, PartyNeed, settle

DECIDE, ACKNOWLEDGE = "decide", "acknowledge"


def pen_holders(
    decision: Decision,
    halves: Iterable[Half],
    answers: Iterable[Answer],
    staffing: Staffing,
) -> set[str]:
    """The ids of the people who may still fill a half that is not filled."""
    right, needed = right_of(decision), needed_of(halves)
    standing = [answer_of(row) for row in answers if row.withdrawn_at is None]
    keys = [option["key"] for option in decision.options]
    outcome = settle(needed, standing, options=keys)
    found: set[str] = set()
    for need, half in zip(needed.parties, outcome.halves, strict=True):
        if half.state is HalfState.WAIT:
            said = {answer.role for answer in half.answers}
            found |= _may_fill(need, said, right, staffing)
    if right.four_eyes:
        found.discard(str(decision.asked_by_id))
    return found


def _may_fill(
    need: PartyNeed, said: set[str], right: DecisionRight, staffing: Staffing
) -> set[str]:
    people: set[str] = set()
    for role in need.roles - said:
        people |= staffing.may_act(right, need.party, role)
    return people


def await_answers(
    decision: Decision,
    halves: Iterable[Half],
    answers: Iterable[Answer],
    *,
    by: Person | None,
    now: datetime,
    due_at: datetime | None = None,
) -> list[Person]:
    """The act «decide» is awaited of exactly those who may still answer; returns them."""
    staffing = staffing_of(decision.alliance, now)
    ids = pen_holders(decision, halves, answers, staffing)
    people = list(Person.objects.filter(pk__in=ids).order_by("name"))
    awaiting.settle_acts(decision.pk, now=now, verb=DECIDE, but=people)
    act = awaiting.Act(
        verb=DECIDE,
        subject_kind="decision",
        subject_id=decision.pk,
        title=decision.name,
        due_at=due_at or (decision.clock.due_at if decision.clock else None),
        blocking=True,
    )
    asked_by = by or decision.asked_by
    awaiting.await_act(act, of=people, alliance=decision.alliance, asked_by=asked_by, now=now)
    return people

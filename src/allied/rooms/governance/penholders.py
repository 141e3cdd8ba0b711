"""The acts that are awaited of people because a decision is not settled."""

from datetime import datetime

from allied.alliances import awaiting
from allied.people.models import Person
from allied.rooms.governance.bench import Bench

ANSWER, RECONCILE, ACKNOWLEDGE = "answer", "reconcile", "acknowledge"


def await_answers(
    bench: Bench, *, by: Person | None, now: datetime, due_at: datetime | None = None
) -> None:
    """«Answer» is awaited of exactly those who may still answer, «reconcile» of those at odds."""
    wanted = {
        ANSWER: bench.pen_holders(),
        RECONCILE: {person for person, _ in bench.at_odds()},
    }
    for verb, people in wanted.items():
        _await(bench, verb, people, by=by, now=now, due_at=due_at)


def _await(
    bench: Bench,
    verb: str,
    wanted: set[str],
    *,
    by: Person | None,
    now: datetime,
    due_at: datetime | None,
) -> None:
    decision = bench.decision
    asked = {str(person) for person in awaiting.asked_of(decision.pk, verb)}
    if asked - wanted:
        gone = [person for person in asked if person not in wanted]
        awaiting.settle_acts(decision.pk, now=now, verb=verb, of=gone)
    if wanted <= asked:
        return
    act = awaiting.Act(
        verb=verb,
        subject_kind="decision",
        subject_id=decision.pk,
        title=decision.name,
        due_at=due_at or (decision.clock.due_at if decision.clock else None),
        blocking=True,
    )
    people = Person.objects.filter(pk__in=wanted - asked).order_by("name", "pk")
    # Whoever chose another option than the rest does not wait for them: the asker does.
    asked_by = by if by and verb == ANSWER else decision.asked_by
    awaiting.await_act(
        act, of=people, alliance=decision.alliance, asked_by=asked_by, by=by, now=now
    )

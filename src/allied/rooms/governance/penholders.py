"""The acts that are awaited of people because a decision is not settled."""

from datetime import datetime

from allied.alliances import awaiting
from allied.people.models import Person
from allied.rooms.governance.bench import Bench

ANSWER, ACKNOWLEDGE = "answer", "acknowledge"


def await_answers(
    bench: Bench, *, by: Person | None, now: datetime, due_at: datetime | None = None
) -> None:
    """The act «answer» is awaited of exactly those who may still answer."""
    decision, wanted = bench.decision, bench.pen_holders()
    asked = {str(person) for person in awaiting.asked_of(decision.pk, ANSWER)}
    if asked - wanted:
        gone = [person for person in asked if person not in wanted]
        awaiting.settle_acts(decision.pk, now=now, verb=ANSWER, of=gone)
    if wanted <= asked:
        return
    act = awaiting.Act(
        verb=ANSWER,
        subject_kind="decision",
        subject_id=decision.pk,
        title=decision.name,
        due_at=due_at or (decision.clock.due_at if decision.clock else None),
        blocking=True,
    )
    people = Person.objects.filter(pk__in=wanted - asked).order_by("name", "pk")
    asked_by = by or decision.asked_by
    awaiting.await_act(act, of=people, alliance=decision.alliance, asked_by=asked_by, now=now)

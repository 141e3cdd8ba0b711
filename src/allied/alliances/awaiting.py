"""Acts awaited of people: opened and settled by the commands that need them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from allied.alliances.models import Alliance, Awaited
from allied.people.models import Person
from allied.people.scope import JOINT


@dataclass(frozen=True, kw_only=True)
class Act:
    """What is awaited: the verb, the thing it is about, its title, its deadline, and whose it is."""

    verb: str
    subject_kind: str
    subject_id: UUID
    title: str
    due_at: datetime | None = None
    blocking: bool = False
    audience: str = JOINT


def await_act(
    act: Act,
    *,
    of: Iterable[Person],
    alliance: Alliance,
    asked_by: Person,
    now: datetime,
    by: Person | None = None,
) -> list[Awaited]:
    """One row per person; asking the same act of the same person again changes nothing.

    `by` writes the rows where that is somebody else than whoever asked.
    """
    people = list(of)
    open_for = set(
        _open(act.subject_id, act.verb)
        .filter(person__in=people)
        .values_list("person_id", flat=True)
    )
    rows = [
        Awaited(
            alliance=alliance,
            owner_id=(by or asked_by).home_id,
            audience=act.audience,
            person=person,
            asked_by=asked_by,
            act=act.verb,
            subject_kind=act.subject_kind,
            subject_id=act.subject_id,
            title=act.title[:300],
            since=now,
            due_at=act.due_at,
            blocking=act.blocking,
        )
        for person in {p.pk: p for p in people}.values()
        if person.pk not in open_for
    ]
    return Awaited.objects.bulk_create(rows)


def _open(subject_id: UUID, verb: str | None = None) -> QuerySet[Awaited]:
    rows = Awaited.objects.in_system_scope("acts of several people settle together")
    rows = rows.filter(subject_id=subject_id, done_at__isnull=True)
    return rows.filter(act=verb) if verb else rows


def asked_of(subject_id: UUID, verb: str) -> set[UUID]:
    """The ids of the people of whom this act on this subject is still awaited."""
    return set(_open(subject_id, verb).values_list("person_id", flat=True))


def subjects_of(alliance: Alliance, verb: str) -> set[UUID]:
    """The ids of what this act is still awaited on in the alliance."""
    rows = Awaited.objects.in_system_scope("acts of several people settle together")
    rows = rows.filter(alliance=alliance, act=verb, done_at__isnull=True)
    return set(rows.values_list("subject_id", flat=True))


def asked_of_each(acts: Iterable[Act]) -> dict[UUID, set[UUID]]:
    """Of whom each of these acts is awaited now, by the id of its subject; one query."""
    verbs = {act.subject_id: act.verb for act in acts}
    rows = Awaited.objects.in_system_scope("acts of several people settle together")
    rows = rows.filter(subject_id__in=list(verbs), done_at__isnull=True)
    found: dict[UUID, set[UUID]] = {}
    for subject_id, verb, person_id in rows.values_list("subject_id", "act", "person_id"):
        if verbs[subject_id] == verb:
            found.setdefault(subject_id, set()).add(person_id)
    return found


def settle_acts(
    subject_id: UUID,
    *,
    now: datetime,
    verb: str | None = None,
    of: Iterable[Person | UUID | str] | None = None,
) -> int:
    """The awaited acts on this subject are done (all, or those of one verb or of some people)."""
    rows = _open(subject_id, verb)
    if of is not None:
        rows = rows.filter(person__in=list(of))
    return rows.update(done_at=now)


def settle_acts_of_others(alliance: Alliance, people: set[UUID], *, now: datetime) -> int:
    """Nothing in this alliance is awaited any more of anybody but these people."""
    rows = Awaited.objects.in_system_scope("acts of several people settle together")
    rows = rows.filter(alliance=alliance, done_at__isnull=True).exclude(person__in=people)
    return rows.update(done_at=now)


def move_deadline(subject_id: UUID, due_at: datetime | None) -> int:
    """The open acts on this subject are due at another time."""
    return _open(subject_id).update(due_at=due_at)

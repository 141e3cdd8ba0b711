"""Erasing what entries disclosed: values and salts go, commitments and proofs stay (trust.md 4.3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import Q

from allied.kit.words import listed
from allied.people.doors import system_scope
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.record.facts import Fact
from allied.record.models import Disclosure

REASON = "erasing deletes what entries disclosed, on every side at once"


@dataclass(frozen=True, kw_only=True)
class ErasureDone(Fact):
    """Values that an entry had disclosed are gone; every proof still holds."""

    kind: ClassVar[str] = "record.erasure.done"
    sentence: ClassVar[str] = (
        "{who} erased what {entries} had disclosed of {about}, because {ground}"
    )
    subject_kind: ClassVar[str] = "erasure"
    # The places of the commitments, as `{"path", "seq"}`: what every copy of the record drops too.
    of: Sequence[dict[str, object]]
    entries: str
    about: str
    ground: str
    # The organisation that asked for it.
    requested_by: str


@dataclass(frozen=True, kw_only=True)
class Erasing:
    """One erasure: who asks for it, in which log, what it is of, in words, and why."""

    by: Person
    alliance_id: UUID
    audience: str
    thing: str
    ground: str


def erase_values(
    erasing: Erasing, fact: Fact, *, now: datetime, also: Collection[UUID] = ()
) -> None:
    """Delete every value that entries about one subject disclosed, and say so in the same log.

    `fact` is what the command writes: its subject names the entries, and it is written first.
    Entries about what belongs to that subject are named by their own subjects in `also`.
    """
    places = _deleted(erasing, fact, also)
    facts = [fact, _done(erasing, fact, places)] if places else [fact]
    alliance_id = erasing.alliance_id
    if erasing.audience == JOINT:
        book.record_all(facts, alliance_id=alliance_id, by=erasing.by, now=now)
        return
    for each in facts:
        book.note_own(each, by=erasing.by, now=now, alliance_id=alliance_id)


def _deleted(erasing: Erasing, fact: Fact, also: Collection[UUID]) -> list[dict[str, object]]:
    """The places of what was disclosed, which is gone after it."""
    about = Q(entry__subject_id=fact.subject, entry__subject_kind=fact.subject_kind)
    rows = Disclosure.objects.in_system_scope(REASON).filter(
        about | Q(entry__subject_id__in=also),
        audience=erasing.audience,
        alliance_id=erasing.alliance_id,
    )
    if erasing.audience != JOINT:
        rows = rows.filter(owner_id=erasing.by.home_id)
    with system_scope(REASON):
        found = rows.order_by("entry__seq", "path").values_list("entry__seq", "path")
        places: list[dict[str, object]] = [{"path": path, "seq": seq} for seq, path in found]
        rows.delete()
    return places


def _done(erasing: Erasing, fact: Fact, places: Sequence[dict[str, object]]) -> ErasureDone:
    numbers = dict.fromkeys(f"entry {place['seq']}" for place in places)
    return ErasureDone(
        subject=fact.subject,
        of=places,
        entries=listed(list(numbers)),
        about=erasing.thing,
        ground=erasing.ground,
        requested_by=str(erasing.by.home_id),
    )

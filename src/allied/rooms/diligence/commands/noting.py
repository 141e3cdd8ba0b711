"""Writing down what somebody must be able to look after, and who can."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.kit.texts import worded
from allied.kit.words import listed
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.diligence import facts
from allied.rooms.diligence.models import ManagedItem
from allied.rooms.diligence.models.items import ItemKind
from allied.rooms.diligence.writing import may_own, require_writer, write

LONGEST_NAME, LONGEST_NOTE, MOST_PEOPLE, MOST_NEEDS = 200, 2000, 30, 30


@dataclass(frozen=True, kw_only=True)
class ItemContent:
    """What it is, whether the alliance stops without it, who can act on it, and what it needs."""

    name: str
    kind: str
    critical: bool = False
    note: str = ""
    people: Sequence[Person] = ()
    needs: Sequence[ManagedItem] = ()


def note_item(
    *, by: Person, alliance: Alliance, said: ItemContent, now: datetime, audience: str = JOINT
) -> ManagedItem:
    """Write down something that stops when nobody is there who can act on it."""
    require_writer(by, alliance, audience, now)
    with transaction.atomic():
        if audience == JOINT:
            book.take_turn(alliance.pk)
        row = ManagedItem(
            alliance=alliance,
            owner_id=by.home_id,
            audience=audience,
            by=by,
            noted_at=now,
            version=0,
        )
        _fill(row, said, by, now)
        fact = facts.ItemNoted(
            subject=row.pk, critical=row.critical, name=row.name, people=_names(said)
        )
        write(fact, by=by, alliance_id=alliance.pk, audience=audience, now=now)
    return row


def change_item(
    *, by: Person, item: ManagedItem, said: ItemContent, version: int, now: datetime
) -> ManagedItem:
    """Describe it anew, or say who else can act on it; refused when somebody changed it since."""
    require_writer(by, item.alliance, item.audience, now)
    with transaction.atomic():
        row = _locked(by, item)
        if row.version != version:
            raise Outdated("outdated", "Somebody changed this since you opened it.")
        _fill(row, said, by, now)
        fact = facts.ItemChanged(
            subject=row.pk, critical=row.critical, name=row.name, people=_names(said)
        )
        write(fact, by=by, alliance_id=row.alliance_id, audience=row.audience, now=now)
    return row


def remove_item(*, by: Person, item: ManagedItem, now: datetime) -> ManagedItem:
    """It needs nobody any more."""
    require_writer(by, item.alliance, item.audience, now)
    with transaction.atomic():
        row = _locked(by, item)
        row.removed_at, row.version = now, row.version + 1
        row.save(update_fields=["removed_at", "version"])
        fact = facts.ItemRemoved(subject=row.pk, name=row.name)
        write(fact, by=by, alliance_id=row.alliance_id, audience=row.audience, now=now)
    return row


def _locked(by: Person, item: ManagedItem) -> ManagedItem:
    if item.audience == JOINT:
        book.take_turn(item.alliance_id)
    row = ManagedItem.objects.lock(item)
    if row.removed_at is not None:
        raise Refused("gone", "This was removed.")
    if row.audience != JOINT and row.owner_id != by.home_id:
        raise Refused("not_yours", "This belongs to another company.")
    return row


def _fill(row: ManagedItem, said: ItemContent, by: Person, now: datetime) -> None:
    if said.kind not in ItemKind.values:
        raise Refused("kind", f"Choose {listed(ItemKind.values, 'or')}.", field="kind")
    row.name = " ".join(
        worded(said.name, field="name", most=LONGEST_NAME, required="Give it a name.").split()
    )
    row.kind, row.critical = said.kind, said.critical
    row.note = worded(said.note, field="note", most=LONGEST_NOTE)
    row.people = _checked_people(row, said, by, now)
    row.needs = _checked_needs(row, said)
    row.changed_at, row.version = now, row.version + 1
    row.save()


def _checked_people(row: ManagedItem, said: ItemContent, by: Person, now: datetime) -> list[str]:
    people = list(dict.fromkeys(str(one.pk) for one in said.people))
    if len(people) > MOST_PEOPLE:
        sentence = f"Name at most {MOST_PEOPLE} people, those one would call first."
        raise Refused("too_many", sentence, field="people")
    able = {str(one.pk) for one in may_own(row.alliance, row.audience, by, now)}
    strangers = [one.name for one in said.people if str(one.pk) not in able | set(row.people)]
    if strangers:
        sentence = f"{strangers[0]} has no seat here that can act. Name somebody who has."
        raise Refused("people", sentence, field="people")
    return people


def _checked_needs(row: ManagedItem, said: ItemContent) -> list[str]:
    for one in said.needs[: MOST_NEEDS + 1]:
        fits = one.kind == ItemKind.SYSTEM and one.alliance_id == row.alliance_id
        if not fits or one.audience not in {JOINT, row.audience} or one.pk == row.pk:
            raise Refused("needs", "It can need other systems of this list.", field="needs")
    if len(said.needs) > MOST_NEEDS:
        raise Refused("needs", f"Name at most {MOST_NEEDS} systems.", field="needs")
    return list(dict.fromkeys(str(one.pk) for one in said.needs))


def _names(said: ItemContent) -> str:
    return listed([one.name for one in said.people]) or "nobody"

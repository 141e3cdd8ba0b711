"""Who can act on what: rooms declare their joint things here, and single points are found among them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from allied.alliances.models import Alliance
from allied.kit.words import shortened
from allied.people.scope import JOINT
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Control, ManagedItem, Risk
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.single_points import Item

type Source = Callable[[Alliance, datetime], Iterable[Item]]
_SOURCES: list[Source] = []
WHY = "single points are joint"
ACTION = "action"
"""Something that one person promised to do by a day."""
FORUM = "forum"
"""Items of this kind tie people together but are no work that somebody carries."""


def source_of_items(source: Source) -> Source:
    """Declares a function that gives joint things with the people who can act on them."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def joint_items(alliance: Alliance, now: datetime) -> list[Item]:
    """Everything joint that somebody must be able to act on; private things never enter here."""
    return [item for source in _SOURCES for item in source(alliance, now)]


def item_of(row: ManagedItem) -> Item:
    """A managed item as the rules read it."""
    return Item(
        kind=str(row.kind),
        id=str(row.pk),
        label=row.name,
        critical=row.critical,
        people=tuple(row.people),
        systems=tuple(row.needs),
    )


@source_of_items
def managed_items(alliance: Alliance, now: datetime) -> Iterable[Item]:
    """Systems, knowledge and the like that both companies wrote down.

    Read as plain values: thousands of rows take a third of the time.
    """
    rows = ManagedItem.objects.in_system_scope(WHY).filter(
        alliance=alliance, audience=JOINT, removed_at__isnull=True
    )
    found = rows.values_list("kind", "pk", "name", "critical", "people", "needs")
    for kind, pk, name, critical, people, needs in found:
        yield Item(
            kind=kind,
            id=str(pk),
            label=name,
            critical=critical,
            people=tuple(people),
            systems=tuple(needs),
        )


@source_of_items
def open_risks(alliance: Alliance, now: datetime) -> Iterable[Item]:
    """Open joint risks with who looks after them; a high one is critical."""
    rows = Risk.objects.in_system_scope(WHY).filter(
        alliance=alliance, audience=JOINT, state=RiskState.OPEN
    )
    high = limits().high_score
    found = rows.values_list("pk", "number", "title", "score", "holder_id")
    for pk, number, title, score, holder in found:
        yield Item(
            kind="risk",
            id=str(pk),
            label=f"R-{number} {shortened(title, 80)}",
            critical=(score or 0) >= high,
            people=(str(holder),) if holder else (),
        )


@source_of_items
def planned_controls(alliance: Alliance, now: datetime) -> Iterable[Item]:
    """What is still to be done about open joint risks, where it has an owner of its own."""
    rows = Control.objects.in_system_scope(WHY).filter(
        alliance=alliance,
        audience=JOINT,
        holder__isnull=False,
        in_place_at__isnull=True,
        removed_at__isnull=True,
        risk__state=RiskState.OPEN,
    )
    high = limits().high_score
    found = rows.values_list("pk", "text", "holder_id", "risk__number", "risk__score")
    for pk, text, holder, number, score in found:
        yield Item(
            kind=ACTION,
            id=str(pk),
            label=f"R-{number} {shortened(text, 80)}",
            critical=(score or 0) >= high,
            people=(str(holder),),
        )

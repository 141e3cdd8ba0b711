"""Single points of failure: what rests on one person, and on few people altogether."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from allied.rooms.diligence.limits import Limits


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that somebody must be able to act on: a decision right, system, contract, skill.

    `people` own it, `deputies` may act for them; `systems` are the systems that it needs.
    """

    kind: str
    id: str
    label: str
    critical: bool = False
    people: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()

    @property
    def able(self) -> tuple[str, ...]:
        """Everybody who can act, each once."""
        return tuple(dict.fromkeys((*self.people, *self.deputies)))


class Concentration(StrEnum):
    """A label for how few people carry the load; never a verdict."""

    SPREAD = "spread"
    CONCENTRATED = "concentrated"
    HIGHLY_CONCENTRATED = "highly concentrated"


@dataclass(frozen=True)
class SoleOwner:
    """An item that one person alone can act on; red when the item is critical."""

    item: Item
    person: str

    @property
    def red(self) -> bool:
        """Always red if the item is critical."""
        return self.item.critical


@dataclass(frozen=True, kw_only=True)
class Load:
    """Who carries how much: items split equally among their owners, heaviest first."""

    by_person: Mapping[str, float]
    items: int
    hhi: float
    effective_owners: float
    concentration: Concentration


@dataclass(frozen=True)
class SystemInNeed:
    """A system, how many items stop when it stops, and how many of them are critical."""

    system: str
    items: int
    critical: int


def sole_owners(items: Iterable[Item]) -> tuple[SoleOwner, ...]:
    """Items with exactly one person able to act, critical ones first, then by kind and label.

    A named deputy ends a sole ownership: two people can act.
    """
    alone = [SoleOwner(item, item.able[0]) for item in items if len(item.able) == 1]
    return tuple(sorted(alone, key=lambda one: urgency(one.item)))


def without_owner(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items that nobody can act on, critical ones first."""
    return tuple(sorted((item for item in items if not item.able), key=urgency))


def load_of(items: Iterable[Item], limits: Limits) -> Load | None:
    """The load and its Herfindahl index; None when nobody owns anything.

    1/HHI is the number of people who would carry as much if all carried the same.
    The labels follow competition practice and are only labels. Source: methods.md 11.3.
    """
    carried: dict[str, float] = {}
    owned = 0
    for item in items:
        owners = tuple(dict.fromkeys(item.people))
        owned += bool(owners)
        for person in owners:
            carried[person] = carried.get(person, 0.0) + 1 / len(owners)
    if not owned:
        return None
    heaviest = dict(sorted(carried.items(), key=lambda pair: (-pair[1], pair[0])))
    hhi = sum((part / owned) ** 2 for part in heaviest.values())
    return Load(
        by_person=heaviest,
        items=owned,
        hhi=hhi,
        effective_owners=1 / hhi,
        concentration=concentration_of(hhi, limits),
    )


def concentration_of(hhi: float, limits: Limits) -> Concentration:
    """The label of a Herfindahl index from 0 to 1."""
    if hhi > limits.highly_concentrated_from:
        return Concentration.HIGHLY_CONCENTRATED
    return Concentration.CONCENTRATED if hhi > limits.concentrated_from else Concentration.SPREAD


def holders_of_many(
    items: Iterable[Item], limits: Limits, kind: str = "decision right"
) -> tuple[tuple[str, int], ...]:
    """People who own too many items of one kind, with how many, most first."""
    held = Counter(person for item in items if item.kind == kind for person in set(item.people))
    many = [(person, count) for person, count in held.items() if count >= limits.many_rights]
    return tuple(sorted(many, key=lambda pair: (-pair[1], pair[0])))


def systems_in_need(items: Iterable[Item]) -> tuple[SystemInNeed, ...]:
    """Systems that items need, by how many critical items stop with them, then by how many."""
    every: Counter[str] = Counter()
    critical: Counter[str] = Counter()
    for item in items:
        systems = set(item.systems)
        every.update(systems)
        if item.critical:
            critical.update(systems)
    found = [SystemInNeed(system, count, critical[system]) for system, count in every.items()]
    return tuple(sorted(found, key=lambda one: (-one.critical, -one.items, one.system)))


def urgency(item: Item) -> tuple[bool, str, str, str]:
    """The order of items in a list: critical ones first, then by kind, label and id."""
    return (not item.critical, item.kind, item.label.casefold(), item.id)

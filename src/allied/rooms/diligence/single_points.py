"""Single points of failure: what rests on one person, and on few people altogether."""

from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, kw_only=True)
class BusFactor:
    """The people whose absence leaves more than half of the items without anybody.

    Found greedily, so fewer may do; `reached` is false when even everybody's absence does not.
    """

    people: tuple[str, ...]
    orphaned: int
    items: int
    reached: bool

    @property
    def number(self) -> int:
        """How many people that takes."""
        return len(self.people)


def sole_owners(items: Iterable[Item]) -> tuple[SoleOwner, ...]:
    """Items with exactly one person able to act, critical ones first, then by kind and label."""
    raise NotImplementedError


def without_owner(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items that nobody can act on, critical ones first."""
    raise NotImplementedError


def load_of(items: Iterable[Item], limits: Limits) -> Load | None:
    """The load and its Herfindahl index; None when nobody owns anything."""
    raise NotImplementedError


def bus_factor(items: Iterable[Item], limits: Limits, share: float | None = None) -> BusFactor:
    """Takes away who orphans most items, then who holds most, then by name. methods.md 11.3."""
    raise NotImplementedError


def holders_of_many(
    items: Iterable[Item], limits: Limits, kind: str = "decision right"
) -> tuple[tuple[str, int], ...]:
    """People who own too many items of one kind, with how many, most first."""
    raise NotImplementedError


def systems_in_need(items: Iterable[Item]) -> tuple[tuple[str, int, int], ...]:
    """Systems with how many items, and how many critical ones, stop when they stop."""
    raise NotImplementedError

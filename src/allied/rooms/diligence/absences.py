"""Leave and cover: what nobody can act on, on which dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from allied.rooms.diligence.single_points import Item


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Absence:
    """When a person is away, both days included."""

    person: str
    first: date
    last: date


@dataclass(frozen=True)
class Gap:
    """An item that nobody can act on in a period, and who is away then."""

    item: Item
    period: Period
    away: tuple[str, ...]


def next_quarter(today: date) -> Period:
    """The calendar quarter after the one that today lies in."""
    raise NotImplementedError


def gaps_in_cover(
    items: Iterable[Item], absences: Iterable[Absence], period: Period
) -> tuple[Gap, ...]:
    """Where leave orphans items in a period: earliest first, critical ones before others.

    Items that nobody can ever act on are left out: they have no owner at all.
    """
    raise NotImplementedError


def with_deputies(items: Iterable[Item], deputies: Mapping[str, Iterable[str]]) -> tuple[Item, ...]:
    """The items with the deputies of their owners' seats added; one step, never a chain."""
    raise NotImplementedError

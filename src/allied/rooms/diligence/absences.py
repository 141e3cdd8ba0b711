"""Leave and cover: what nobody can act on, on which dates."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from allied.kit.errors import Refused
from allied.kit.words import day
from allied.rooms.diligence.single_points import Item, urgency

LONGEST = 3_660
"""Days that one look ahead may cover: ten years."""


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        _check_order(self.first, self.last, "A period")
        if self.days > LONGEST:
            raise Refused("period_too_long", "Look ahead ten years at most.", field="last")

    @property
    def days(self) -> int:
        """How many days that is."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Absence:
    """When a person is away, both days included."""

    person: str
    first: date
    last: date

    def __post_init__(self) -> None:
        _check_order(self.first, self.last, "An absence")


@dataclass(frozen=True)
class Gap:
    """An item that nobody can act on in a period, and who is away then."""

    item: Item
    period: Period
    away: tuple[str, ...]


def next_quarter(today: date) -> Period:
    """The calendar quarter after the one that today lies in."""
    first = _quarter_after(date(today.year, (today.month - 1) // 3 * 3 + 1, 1))
    return Period(first, _quarter_after(first) - timedelta(days=1))


def leave_in(absences: Iterable[Absence], period: Period) -> tuple[Absence, ...]:
    """Who is away when in a period, cut to it, earliest first."""
    within = [
        Absence(one.person, max(one.first, period.first), min(one.last, period.last))
        for one in absences
        if one.first <= period.last and one.last >= period.first
    ]
    return tuple(sorted(set(within), key=lambda one: (one.first, one.last, one.person)))


def gaps_in_cover(
    items: Iterable[Item], absences: Iterable[Absence], period: Period
) -> tuple[Gap, ...]:
    """Where leave orphans items in a period: earliest first, critical ones before others.

    Items that nobody can ever act on are left out: they have no owner at all.
    """
    away = _days_away(absences, period)
    known: dict[tuple[str, ...], tuple[Period, ...]] = {}
    gaps: list[Gap] = []
    for item in items:
        able = item.able
        if not able or not all(person in away for person in able):
            continue
        if able not in known:
            known[able] = _all_away(able, away, period)
        gaps += [Gap(item, missing, able) for missing in known[able]]
    return tuple(sorted(gaps, key=lambda gap: (gap.period.first, urgency(gap.item))))


def with_deputies(items: Iterable[Item], deputies: Mapping[str, Iterable[str]]) -> tuple[Item, ...]:
    """The items with the deputies of their owners' seats added; one step, never a chain."""
    return tuple(_with(item, tuple(_deputies(item, deputies))) for item in items)


def _with(item: Item, added: tuple[str, ...]) -> Item:
    if not added:
        return item
    return replace(item, deputies=tuple(dict.fromkeys((*item.deputies, *added))))


def _deputies(item: Item, deputies: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for person in item.people:
        yield from (deputy for deputy in deputies.get(person, ()) if deputy not in item.people)


def _days_away(absences: Iterable[Absence], period: Period) -> dict[str, int]:
    """Per person one bit for each day of the period on which they are away."""
    away: dict[str, int] = {}
    for one in leave_in(absences, period):
        start, length = (one.first - period.first).days, (one.last - one.first).days + 1
        away[one.person] = away.get(one.person, 0) | ((1 << length) - 1) << start
    return away


def _all_away(
    people: tuple[str, ...], away: Mapping[str, int], period: Period
) -> tuple[Period, ...]:
    """The stretches of days on which all of these people are away."""
    together = (1 << period.days) - 1
    for person in people:
        together &= away[person]
    stretches = []
    offset = 0
    while together:
        skipped = (together & -together).bit_length() - 1
        together >>= skipped
        length = (~together & (together + 1)).bit_length() - 1
        together >>= length
        first = period.first + timedelta(days=offset + skipped)
        stretches.append(Period(first, first + timedelta(days=length - 1)))
        offset += skipped + length
    return tuple(stretches)


def _quarter_after(first: date) -> date:
    year, month = divmod(first.month + 2, 12)
    return date(first.year + year, month + 1, 1)


def _check_order(first: date, last: date, what: str) -> None:
    if last < first:
        sentence = f"{what} ends on {day(first)} or later, not on {day(last)}."
        raise Refused("ends_before_it_begins", sentence, field="last")

"""When the next round is due: at signature, day 90, every two quarters, after a new sponsor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Occasion(StrEnum):
    """Why a round is held."""

    ASKED = "asked"
    SIGNATURE = "signature"
    DAY_90 = "day 90"
    QUARTERS = "two quarters"
    SPONSOR = "new sponsor"


@dataclass(frozen=True)
class Due:
    """A round that is due, and since or from which day."""

    occasion: Occasion
    day: date


@dataclass(frozen=True, kw_only=True)
class History:
    """What the schedule reads: days of signature and launch, of opened rounds and of new sponsors."""

    signed: date | None
    launch: date | None
    opened: tuple[date, ...] = ()
    sponsors: tuple[date, ...] = ()


@dataclass(frozen=True)
class Rhythm:
    """How long an answer stays fresh, the days from launch to the first repetition, months after that."""

    fresh_days: int
    first_days: int
    repeat_months: int


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def next_due(history: History, rhythm: Rhythm) -> Due | None:
    """The earliest round that is still owed; nothing before a thesis was signed (methods.md 2)."""
    if history.signed is None:
        return None
    owed = [one for one in _occasions(history, rhythm) if not _met(one, history.opened, rhythm)]
    return min(owed, key=lambda one: one.day, default=None)


def _occasions(history: History, rhythm: Rhythm) -> Iterator[Due]:
    assert history.signed is not None
    yield Due(Occasion.SIGNATURE, history.signed)
    first = (history.launch or history.signed) + timedelta(days=rhythm.first_days)
    if first > history.signed:
        yield Due(Occasion.DAY_90, first)
    last = max(history.opened, default=None)
    if last:
        again = months_later(last, rhythm.repeat_months)
        yield Due(Occasion.QUARTERS, again)
        for day in history.sponsors:
            if day > last:
                yield Due(Occasion.SPONSOR, day)


def _met(due: Due, opened: Iterable[date], rhythm: Rhythm) -> bool:
    """A round counts for an occasion from a month before it; for a new sponsor only from that day on."""
    early = 0 if due.occasion is Occasion.SPONSOR else rhythm.fresh_days
    return any(day >= due.day - timedelta(days=early) for day in opened)

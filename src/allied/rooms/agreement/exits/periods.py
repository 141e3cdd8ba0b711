"""Closed weeks, months and quarters, in days without a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from allied.kit.words import MONTHS
from allied.rooms.agreement.exits.conditions import Period


@dataclass(frozen=True)
class Span:
    """One period by its first and last day, and what people call it."""

    first: date
    last: date
    label: str


def closed_spans(period: Period, start: date, today: date) -> tuple[Span, ...]:
    """The whole periods from `start` that ended before `today`, oldest first."""
    return tuple(span for span in _spans(period, start, today) if span.last < today)


def _spans(period: Period, start: date, today: date) -> Iterator[Span]:
    first = _beginning(period, start)
    if first < start:
        first = _next(period, first)
    while first < today:
        following = _next(period, first)
        yield Span(first, following - timedelta(days=1), _label(period, first))
        first = following


def _beginning(period: Period, day: date) -> date:
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    month = day.month if period is Period.MONTH else 3 * ((day.month - 1) // 3) + 1
    return date(day.year, month, 1)


def _next(period: Period, first: date) -> date:
    if period is Period.WEEK:
        return first + timedelta(days=7)
    years, month = divmod(first.month - 1 + (1 if period is Period.MONTH else 3), 12)
    return date(first.year + years, month + 1, 1)


def _label(period: Period, first: date) -> str:
    if period is Period.WEEK:
        year, week, _ = first.isocalendar()
        return f"week {week} of {year}"
    if period is Period.MONTH:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"Q{(first.month + 2) // 3} {first.year}"

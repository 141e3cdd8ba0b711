"""The arithmetic behind a clock's row: the row, its pauses and its calendars as pure values."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from allied.clock import pauses, rules
from allied.clock.counting import Mode
from allied.clock.models import Pause, SlaClock
from allied.clock.progress import mark
from allied.clock.rules import Due, due_of
from allied.clock.versions import frozen_calendars

HALF, MOST, FULL = "half", "most", "full"
SHARES = {HALF: 50, MOST: 80, FULL: 100}


class Running(NamedTuple):
    """One clock as the rules know it, with its pauses."""

    clock: rules.Clock
    pauses: tuple[pauses.Pause, ...]

    @property
    def due(self) -> Due:
        """When it runs out."""
        return due_of(self.clock, self.pauses)


def running(row: SlaClock, stops: Iterable[Pause] | None = None) -> Running:
    """The clock behind a row; give its pauses where they are read already."""
    owner, *others = frozen_calendars(row.calendars)
    found = row.pauses.all() if stops is None else stops
    clock = rules.Clock(
        started_at=row.started_at,
        days=row.days,
        mode=Mode(row.mode),
        owner=owner,
        others=tuple(others),
        tz=row.tz,
        day0=row.day0,
        counted_after=row.counted_after,
        used=row.used,
        paused=row.stood_still,
        not_before=row.not_before,
    )
    return Running(clock, tuple(pause_of(each) for each in found))


def pause_of(row: Pause) -> pauses.Pause:
    """The pause behind a row: it ends when it was ended, or when its date has come."""
    return pauses.Pause(
        begins=row.begins,
        ends=min(row.ended_at, row.until) if row.ended_at else row.until,
        reason=pauses.PauseReason(row.reason),
        acknowledge_by=row.acknowledge_by,
        acknowledged_at=row.acknowledged_at,
    )


def retime(row: SlaClock, now_running: Running) -> None:
    """Write when this clock is half, four fifths and wholly used up into its row (not saved)."""
    clock, stops = now_running
    row.due_at = now_running.due.due_at
    row.half_at = _before(mark(clock, SHARES[HALF], stops), row)
    row.most_at = _before(mark(clock, SHARES[MOST], stops), row)


def _before(at: datetime | None, row: SlaClock) -> datetime | None:
    return at if at and at < row.due_at else None

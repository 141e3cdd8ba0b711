"""What may happen to a running clock: a pause, another owner, a holiday announced later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from allied.clock.calendar import WorkingCalendar
from allied.clock.pauses import (
    ACKNOWLEDGE_DAYS,
    MAX_PAUSED_DAYS,
    Pause,
    PauseReason,
    check_pause,
)
from allied.clock.progress import age
from allied.clock.rules import (
    ONE_DAY,
    Clock,
    Due,
    day_zero,
    days_closing_within,
    due,
    due_of,
    paused_days,
)
from allied.kit.errors import Refused


@dataclass(frozen=True, slots=True)
class Recalculation:
    """A clock on newer calendars, with its due date before and after."""

    clock: Clock
    before: Due
    after: Due

    @property
    def moved(self) -> bool:
        """Whether the due instant changed, which both sides are told."""
        return self.before.due_at != self.after.due_at


def acknowledge_by(begins: datetime, other_sides: Sequence[WorkingCalendar]) -> datetime:
    """Until when a pause must be acknowledged: close of the other side's second working day.

    With several other sides the latest of their times holds (`methods.md` 4.1).
    """
    if not other_sides:
        sentence = "A pause needs another side that acknowledges it: give its calendar."
        raise Refused("pause.no_other_side", sentence, field="other_sides")
    return max(due(begins, ACKNOWLEDGE_DAYS, calendar).due_at for calendar in other_sides)


def open_pause(
    clock: Clock,
    begins: datetime,
    ends: datetime,
    reason: PauseReason,
    *,
    other_sides: Sequence[WorkingCalendar],
    earlier: Sequence[Pause] = (),
) -> Pause:
    """A new pause of this clock, not yet acknowledged.

    Refuses a third pause, an overlapping or empty one, one after the clock has run out, and
    one that brings the item over 10 counting days of standing still (`methods.md` 4.1).
    """
    pause = Pause(
        begins=begins,
        ends=ends,
        reason=reason,
        acknowledge_by=acknowledge_by(begins, other_sides),
    )
    check_pause(pause, earlier)
    if due_of(clock, earlier).due_at <= pause.begins:
        sentence = "The clock has run out: a pause no longer moves its due date."
        raise Refused("pause.too_late", sentence, field="begins")
    _check_budget(clock, pause, earlier)
    return pause


def _check_budget(clock: Clock, pause: Pause, earlier: Sequence[Pause]) -> None:
    left = MAX_PAUSED_DAYS - clock.paused - len(paused_days(clock, earlier))
    within = days_closing_within(clock, pause.begins, pause.ends)
    wanted = list(islice(within, left + 1))
    if len(wanted) > left:
        advice = (
            f"{left} are left, so end the pause on {wanted[left].isoformat()} at the latest."
            if left
            else "All are used, so the clock keeps running."
        )
        raise Refused(
            "pause.too_long",
            f"An item may stand still for {MAX_PAUSED_DAYS} counting days in total. {advice}",
            field="ends",
        )


def hand_over(
    clock: Clock,
    at: datetime,
    owner: WorkingCalendar,
    others: Sequence[WorkingCalendar] = (),
    *,
    tz: str | None = None,
    pauses: Sequence[Pause] = (),
) -> Clock:
    """The clock under a new owner: consumed days stay, the rest counts on the new calendar.

    A date label is counted once: dates closed under the old owner, and dates that had
    already closed for the new one, do not count again. Refuses a clock that has run out,
    because its due date stays (`methods.md` 4.1).
    """
    now = age(clock, at, pauses)
    if now.net >= clock.days:
        sentence = "The clock has run out: its due date stays with whoever owns it now."
        raise Refused("clock.run_out", sentence, field="owner")
    later = replace(
        clock,
        owner=owner,
        others=tuple(others),
        tz=tz or owner.tz,
        used=now.net,
        paused=now.gross - now.net,
        not_before=None,
    )
    closed = max(clock.last_closed(at), later.last_closed(at), clock.counted_after)
    return replace(later, counted_after=closed)


def recalculate(
    clock: Clock,
    now: datetime,
    owner: WorkingCalendar,
    others: Sequence[WorkingCalendar] = (),
    *,
    pauses: Sequence[Pause] = (),
) -> Recalculation:
    """The same clock on newer calendars, for holidays announced after it started.

    The due date may move later freely. It never moves earlier than the next counting day
    after now (`methods.md` 4.1); the clock then remembers that date as `not_before`.
    """
    before = due_of(clock, pauses)
    later = replace(clock, owner=owner, others=tuple(others), not_before=None)
    if _counts_from_its_start(clock):
        day0 = _day_zero(later)
        later = replace(later, day0=day0, counted_after=day0)
    after = due_of(later, pauses)
    if after.due_at < before.due_at:
        later = replace(later, not_before=_earliest(later, before, now))
        after = due_of(later, pauses)
    return Recalculation(later, before, after)


def _counts_from_its_start(clock: Clock) -> bool:
    """Whether day zero still follows from the start, which a change of owner can end."""
    return clock.counted_after == clock.day0 == _day_zero(clock)


def _day_zero(clock: Clock) -> date:
    return day_zero(clock.started_at, clock.owner, clock.others, mode=clock.mode, tz=clock.tz)


def _earliest(clock: Clock, before: Due, now: datetime) -> date:
    """The earliest date to which a due date may move back: never into today or the past."""
    unmoved = clock.counting.after(before.due_date - ONE_DAY)
    return min(unmoved, clock.counting.after(clock.today(now)))

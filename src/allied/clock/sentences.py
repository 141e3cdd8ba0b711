"""The clock's arithmetic in plain sentences, the same for both sides."""

from collections.abc import Sequence
from datetime import date, timedelta

from allied.clock.calendar import DayState
from allied.clock.counting import Mode
from allied.clock.day_words import day_text, days_text
from allied.clock.pauses import Pause, PauseReason
from allied.clock.ruler import ONE_DAY, Side
from allied.clock.rules import Clock, due_of, paused_days
from allied.clock.zones import city_of
from allied.kit.words import counted, listed

PAUSE_WORDS = {
    PauseReason.OTHER_SIDE: "waiting for the other side",
    PauseReason.EXTERNAL_BODY: "waiting for an external body",
    PauseReason.AGREED_FREEZE: "an agreed freeze",
}


def counted_days(number: int, mode: Mode, owner_name: str) -> str:
    """What is counted: "20 shared working days", "5 working days of Northwind"."""
    if mode is Mode.BOTH:
        return counted(number, "shared working day")
    whose = owner_name if mode is Mode.OWNER else "any company"
    return f"{counted(number, 'working day')} of {whose}"


def due_sentence(clock: Clock, sides: Sequence[Side], pauses: Sequence[Pause] = ()) -> str:
    """The whole arithmetic in one line.

    For example "Due Wed 25 Nov 2026, 17:00 Amsterdam = 20 shared working days after Tue 27
    Oct; skipped 11 Nov (Brightleaf: Company day)."
    """
    due = due_of(clock, pauses)
    clause = f"Due {day_text(due.due_date, year=True)}, {due.due_local:%H:%M} {city_of(due.tz)}"
    number = counted_days(clock.days - clock.used, clock.mode, _owner_name(sides))
    since = day_text(clock.counted_after, year=clock.counted_after.year != due.due_date.year)
    parts = [f"{clause} = {number} after {since}"]
    if clock.used:
        parts.append(f"{clock.used} of {clock.days} were used under the owner before")
    if skipped := skipped_text(clock, sides, due.due_date):
        parts.append(f"skipped {skipped}")
    if still := [day for day in paused_days(clock, pauses) if day <= due.due_date]:
        parts.append(f"stood still on {days_text(still)} ({_reasons(clock, pauses)})")
    if clock.not_before == due.due_date:
        parts.append("not earlier, because a deadline never moves into the past")
    if due.may_move:
        parts.append("may move, because a holiday is not final yet")
    return "; ".join(parts) + "."


def _owner_name(sides: Sequence[Side]) -> str:
    return next((side.name for side in sides if side.is_owner), "the owner")


def _reasons(clock: Clock, pauses: Sequence[Pause]) -> str:
    codes = dict.fromkeys(pause.reason for pause in pauses if paused_days(clock, [pause]))
    return listed([PAUSE_WORDS[code] for code in codes])


def skipped_days(clock: Clock, sides: Sequence[Side], last: date) -> dict[date, list[str]]:
    """The dates up to `last` that do not count because of a day off, ordinary weekends aside.

    Each with who is off and why: "Brightleaf: Thanksgiving".
    """
    counting = [side for side in sides if side.calendar in clock.calendars]
    skipped: dict[date, list[str]] = {}
    day = clock.counted_after + ONE_DAY
    while day <= last:
        off = [side for side in counting if side.calendar.state_on(day) is DayState.OFF]
        if off and not clock.counting.counts(day) and _is_weekday(counting, day):
            skipped[day] = [f"{side.name}: {side.calendar.reason_on(day)}" for side in off]
        day += ONE_DAY
    return skipped


def _is_weekday(sides: Sequence[Side], day: date) -> bool:
    """Whether no side has its ordinary weekend on this date."""
    return all(side.calendar.state_on(day) is not DayState.WEEKEND for side in sides)


def skipped_text(clock: Clock, sides: Sequence[Side], last: date) -> str:
    """The skipped dates with their reasons: "11 Nov (Brightleaf: Company day)"."""
    skipped = skipped_days(clock, sides, last)
    return listed([f"{days_text([day])} ({', '.join(why)})" for day, why in skipped.items()])


def next_day_sentence(clock: Clock, sides: Sequence[Side], pauses: Sequence[Pause] = ()) -> str:
    """What a missed deadline costs: the next counting date and who is closed until then."""
    last = due_of(clock, pauses).due_date
    following = clock.counting.after(last)
    kind = counted_days(1, clock.mode, _owner_name(sides)).removeprefix("1 ")
    sentence = f"After {day_text(last)} the next {kind} is {day_text(following)}"
    closed = closures_text(sides, last + ONE_DAY, following - timedelta(days=1))
    return f"{sentence}: {closed}." if closed else f"{sentence}."


def closures_text(sides: Sequence[Side], first: date, last: date) -> str:
    """Who is closed when: "Brightleaf is closed on 11, 26 and 27 Nov"."""
    dates = [first + ONE_DAY * step for step in range((last - first).days + 1)]
    clauses = []
    for side in sides:
        off = [day for day in dates if side.calendar.state_on(day) is DayState.OFF]
        if off:
            clauses.append(f"{side.name} is closed on {days_text(off)}")
    return "; ".join(clauses)


def ruler_caption(clock: Clock, sides: Sequence[Side], last: date) -> str:
    """The ruler's caption for people who hear it: what counts, and who is closed when."""
    rule = {
        Mode.OWNER: f"A day counts when {_owner_name(sides)} works.",
        Mode.BOTH: "A day counts only when all companies work.",
        Mode.EITHER: "A day counts when at least one company works.",
    }[clock.mode]
    if clock.mode is Mode.BOTH and len(clock.calendars) == 2:
        rule = "A day counts only when both companies work."
    closed = closures_text(sides, clock.counted_after + ONE_DAY, last)
    return f"{rule} {closed}." if closed else rule

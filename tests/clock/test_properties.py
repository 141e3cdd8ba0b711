"""What holds for every start, length and calendar (`methods.md` 4, property tests)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from allied.clock.calendar import WorkingCalendar
from allied.clock.changes import hand_over, recalculate
from allied.clock.counting import Mode
from allied.clock.hours import elapsed_office_time
from allied.clock.pauses import MAX_PAUSED_DAYS, Pause, PauseReason
from allied.clock.progress import age, consumed, days_left, mark
from allied.clock.rules import Clock, due, due_of, paused_days, start_clock

ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "Europe/Berlin",
    "Europe/London",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "Africa/Casablanca",
    "America/Santiago",
    "UTC",
)

# A busy machine is no finding: neither a deadline nor slow examples fail these.
quick = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])

days = st.integers(1, 60)
dates = st.dates(date(2025, 12, 1), date(2026, 12, 31))
starts = st.datetimes(
    datetime(2026, 1, 1),
    datetime(2026, 10, 31),
    timezones=st.sampled_from(ZONES).map(lambda name: WorkingCalendar(tz=name).zone),
)
modes = st.sampled_from(Mode)


@st.composite
def calendars(draw) -> WorkingCalendar:
    """A company somewhere, with its own week, hours and days off."""
    opens, closes = draw(st.sampled_from([(9, 17), (7, 15), (0, 23), (10, 19)]))
    weekdays = draw(st.sampled_from([frozenset(range(5)), frozenset({6, 0, 1, 2, 3})]))
    return WorkingCalendar(
        tz=draw(st.sampled_from(ZONES)),
        weekdays=weekdays,
        opens=time(opens),
        closes=time(closes),
        half_weekdays=draw(st.sampled_from([{}, {min(weekdays): time(12)}])),
        holidays=draw(st.dictionaries(dates, st.just("closed"), max_size=25)),
        exceptions=draw(st.dictionaries(dates, st.just("open"), max_size=4)),
    )


@st.composite
def clocks(draw) -> Clock:
    """A clock of any mode between two companies."""
    return start_clock(
        draw(starts), draw(days), draw(calendars()), [draw(calendars())], mode=draw(modes)
    )


@st.composite
def pauses_of(draw, clock: Clock) -> list[Pause]:
    """Up to two acknowledged pauses, one after the other."""
    edges = draw(st.lists(st.integers(0, 60 * 24), min_size=4, max_size=4, unique=True))
    begin = [clock.started_at + timedelta(hours=hours) for hours in sorted(edges)]
    pairs = [(begin[0], begin[1]), (begin[2], begin[3])]
    return [
        Pause(
            begins=first,
            ends=last,
            reason=PauseReason.AGREED_FREEZE,
            acknowledge_by=last,
            acknowledged_at=first,
        )
        for first, last in draw(st.sampled_from([pairs, pairs[:1]]))
    ]


@given(starts, days, calendars(), calendars(), modes)
@quick
def test_one_day_more_is_always_due_later(start, number, owner, other, mode):
    sooner = due(start, number, owner, [other], mode=mode)
    later = due(start, number + 1, owner, [other], mode=mode)
    assert later.due_date > sooner.due_date
    assert later.due_at > sooner.due_at


@given(starts, days, calendars(), calendars())
@quick
def test_both_is_never_due_before_owner_nor_owner_before_either(start, number, owner, other):
    both, own, either = (
        due(start, number, owner, [other], mode=mode).due_date
        for mode in (Mode.BOTH, Mode.OWNER, Mode.EITHER)
    )
    assert both >= own >= either


@given(clocks(), dates)
@quick
def test_another_holiday_never_makes_a_due_date_earlier(clock, day):
    owner = clock.owner
    assume(day not in owner.exceptions)
    fewer = replace(owner, holidays={**owner.holidays, day: "announced"})
    later = due(clock.started_at, clock.days, fewer, clock.others, mode=clock.mode)
    assert later.due_date >= due_of(clock).due_date


@given(starts, days, calendars(), calendars(), modes)
@quick
def test_a_deadline_is_after_its_start_at_close_of_business(start, number, owner, other, mode):
    found = due(start, number, owner, [other], mode=mode)
    assert found.due_at > start.astimezone(UTC)
    assert found.day0 < found.due_date
    assert found.due_local.date() == found.due_date
    assert found.due_local.time() == owner.close_on(found.due_date)


@given(starts, days, calendars())
@quick
def test_the_same_instant_in_another_zone_gives_the_same_deadline(start, number, owner):
    assert due(start, number, owner) == due(start.astimezone(UTC), number, owner)


@given(starts, days, calendars())
@quick
def test_a_frozen_calendar_gives_the_same_deadline_again(start, number, owner):
    again = WorkingCalendar.from_json(owner.as_json())
    assert again == owner
    assert again.version == owner.version
    assert due(start, number, again) == due(start, number, owner)


@given(clocks())
@quick
def test_at_the_due_instant_all_days_are_used_and_not_before(clock):
    at = due_of(clock).due_at
    assert consumed(clock, at) == clock.days
    assert consumed(clock, at - timedelta(microseconds=1)) == clock.days - 1
    assert consumed(clock, clock.started_at) == 0


@given(st.data(), clocks())
@quick
def test_a_pause_moves_the_deadline_by_the_days_that_stood_still(data, clock):
    pauses = data.draw(pauses_of(clock))
    paused, found = paused_days(clock, pauses), due_of(clock, pauses)
    assert len(paused) <= MAX_PAUSED_DAYS
    assert found.due_at >= due_of(clock).due_at
    assert consumed(clock, found.due_at, pauses) == clock.days
    still = [day for day in paused if day <= found.due_date]
    counted = clock.counting.count(clock.day0, found.due_date)
    assert counted == clock.days + len(still)
    assert age(clock, found.due_at, pauses).gross == counted


@given(st.data(), clocks(), st.integers(0, 90 * 24))
@quick
def test_reminders_come_in_order_and_never_while_the_clock_stands_still(data, clock, hours):
    pauses = data.draw(pauses_of(clock))
    half, most, whole = (mark(clock, percent, pauses) for percent in (50, 80, 100))
    assert clock.started_at < half <= most <= whole == due_of(clock, pauses).due_at
    now = clock.started_at + timedelta(hours=hours)
    if now < half:
        assert consumed(clock, now, pauses) * 2 <= clock.days
    if now >= most:
        assert (consumed(clock, now, pauses) + 1) * 100 >= clock.days * 80


@given(st.data(), clocks(), st.integers(0, 60 * 24))
@quick
def test_an_owner_with_the_same_calendar_changes_nothing(data, clock, hours):
    pauses = data.draw(pauses_of(clock))
    at = clock.started_at + timedelta(hours=hours)
    assume(at < due_of(clock, pauses).due_at)
    later = hand_over(clock, at, clock.owner, clock.others, pauses=pauses)
    assert due_of(later, pauses).due_at == due_of(clock, pauses).due_at
    assert age(later, at, pauses) == age(clock, at, pauses)
    for percent in (50, 80, 99):
        reached = clock.days * percent <= later.used * 100
        wanted = None if reached else mark(clock, percent, pauses)
        assert mark(later, percent, pauses) == wanted
    assert days_left(later, at, pauses) == days_left(clock, at, pauses)


@given(clocks(), calendars(), st.integers(0, 60 * 24))
@quick
def test_a_new_owner_keeps_the_days_already_used(clock, owner, hours):
    at = clock.started_at + timedelta(hours=hours)
    assume(at < due_of(clock).due_at)
    later = hand_over(clock, at, owner, clock.others)
    assert consumed(later, at) == consumed(clock, at)
    found = due_of(later)
    assert found.due_at > at
    assert consumed(later, found.due_at) == clock.days


@given(clocks(), calendars(), st.integers(0, 90 * 24))
@quick
def test_a_newer_calendar_never_moves_a_deadline_into_today(clock, owner, hours):
    now = clock.started_at + timedelta(hours=hours)
    found = recalculate(clock, now, owner, clock.others)
    assert due_of(found.clock) == found.after
    if found.after.due_date < found.before.due_date:
        assert found.after.due_date > found.clock.today(now)
    assert found.moved == (found.before.due_at != found.after.due_at)


@given(clocks(), calendars(), st.integers(0, 60 * 24), st.integers(0, 60 * 24))
@quick
def test_the_same_calendars_move_nothing_even_under_a_new_owner(clock, owner, first, second):
    at = clock.started_at + timedelta(hours=first)
    assume(at < due_of(clock).due_at)
    later = hand_over(clock, at, owner, clock.others)
    for one in (clock, later):
        found = recalculate(one, at + timedelta(hours=second), one.owner, one.others)
        assert not found.moved
        assert found.clock == one


@given(clocks(), dates, st.integers(0, 60 * 24))
@quick
def test_a_holiday_announced_later_never_makes_an_open_deadline_earlier(clock, day, hours):
    assume(day not in clock.owner.exceptions)
    now = clock.started_at + timedelta(hours=hours)
    newer = replace(clock.owner, holidays={**clock.owner.holidays, day: "announced"})
    found = recalculate(clock, now, newer, clock.others)
    assert found.after.due_date >= found.before.due_date


@given(starts, st.integers(0, 400), calendars(), calendars())
@example(datetime(2026, 3, 6, tzinfo=UTC), 96, WorkingCalendar(tz="UTC"), WorkingCalendar(tz="UTC"))
@quick
def test_common_and_separate_office_time_add_up(start, hours, owner, other):
    end = start.astimezone(UTC) + timedelta(hours=hours)
    own, both, either = (
        elapsed_office_time(start, end, owner, [other], mode=mode)
        for mode in (Mode.OWNER, Mode.BOTH, Mode.EITHER)
    )
    theirs = elapsed_office_time(start, end, other)
    assert own + theirs == both + either
    assert timedelta() <= both <= own <= either <= end - start.astimezone(UTC)

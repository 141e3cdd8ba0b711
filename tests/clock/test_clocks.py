"""Clocks as rows: deadlines on the calendars of both companies, pauses, and holidays that come later."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from allied.alliances import awaiting
from allied.alliances.models import Awaited
from allied.clock import commands
from allied.clock.counting import Mode
from allied.clock.models import OrganisationCalendar, SlaClock, Timer
from allied.clock.running import running
from allied.clock.timers import Subject
from allied.kit.errors import Refused
from allied.people.doors import acting_as, system_scope
from allied.people.scope import Unscoped
from allied.record.models import Entry


def at(day: int, hour: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def subject() -> Subject:
    return Subject("case", uuid4())


def start(cast, subject, now, **values) -> SlaClock:
    values = {"days": 10, "accountable": cast.north, "mode": Mode.BOTH} | values
    return commands.start_clock(
        by=cast.maya, alliance=cast.alliance, subject=subject, now=now, **values
    )


def marks(subject) -> dict[str, datetime]:
    rows = Timer.objects.in_system_scope("test").filter(
        subject_id=subject.id, cancelled_at=None, fired_at=None
    )
    return {row.verb: row.at for row in rows}


def test_a_clock_runs_out_at_close_of_business_in_the_accountable_zone(cast, subject, now):
    clock = start(cast, subject, now)
    assert clock.due_at == at(16, 16)
    assert (clock.tz, clock.day0) == ("Europe/Amsterdam", date(2026, 3, 2))


def test_half_four_fifths_and_the_end_each_have_a_timer(cast, subject, now):
    start(cast, subject, now)
    assert marks(subject) == {
        "case.half": at(9, 16),
        "case.most": at(12, 16),
        "case.full": at(16, 16),
    }


def test_a_clock_of_one_company_alone_counts_that_companys_days(cast, subject, now):
    alone = commands.start_clock(
        by=cast.zed,
        alliance=cast.other,
        subject=subject,
        days=5,
        accountable=cast.rival,
        mode=Mode.BOTH,
        now=now,
    )
    assert alone.mode == Mode.OWNER


def test_a_second_clock_for_the_same_thing_waits_until_the_first_has_stopped(cast, subject, now):
    first = start(cast, subject, now)
    commands.stop_clock(by=cast.maya, clock=first, now=now)
    second = start(cast, subject, now, used=4)
    assert second.due_at == at(10, 16)


def test_a_stopped_clock_fires_nothing_more(cast, subject, now):
    clock = start(cast, subject, now)
    commands.stop_clock(by=cast.daniel, clock=clock, now=at(3, 9))
    assert marks(subject) == {}
    assert commands.stop_clock(by=cast.daniel, clock=clock, now=at(4, 9)).stopped_at == at(3, 9)


def test_two_clocks_on_the_same_days_share_one_calendar_version(cast, now):
    for _ in range(2):
        start(cast, Subject("case", uuid4()), now)
    assert OrganisationCalendar.objects.in_system_scope("test").count() == 2


def test_clocks_are_not_reached_without_saying_for_whom(cast, subject, now):
    start(cast, subject, now)
    with pytest.raises(Unscoped):
        SlaClock.objects.count()
    assert SlaClock.objects.visible_to(cast.daniel).count() == 1
    assert SlaClock.objects.visible_to(cast.zed).count() == 0


def paused(cast, clock, *, until=None, now=None):
    return commands.pause_clock(
        by=cast.maya,
        clock=clock,
        reason="waiting_for_external_body",
        text="The lab measures shelf life",
        until=until or at(9, 8),
        now=now or at(4, 9),
    )


def test_a_pause_that_nobody_acknowledges_costs_two_days_at_most(cast, subject, now):
    clock = start(cast, subject, now)
    pause = paused(cast, clock)
    assert pause.acknowledge_by == at(6, 22)
    clock.refresh_from_db()
    assert clock.due_at == at(19, 16)


def test_an_acknowledged_pause_moves_the_deadline_by_its_counting_days(cast, subject, now):
    clock = start(cast, subject, now)
    pause = paused(cast, clock, until=at(10, 8))
    commands.acknowledge_pause(by=cast.daniel, pause=pause, now=at(5, 9))
    clock.refresh_from_db()
    assert clock.due_at == at(20, 16)
    assert marks(subject)["case.full"] == at(20, 16)


def test_nobody_acknowledges_their_own_pause(cast, subject, now):
    pause = paused(cast, start(cast, subject, now))
    with pytest.raises(Refused, match="other company"):
        commands.acknowledge_pause(by=cast.tomas, pause=pause, now=at(4, 10))


def test_a_lapsed_pause_cannot_be_acknowledged_any_more(cast, subject, now):
    pause = paused(cast, start(cast, subject, now))
    with pytest.raises(Refused, match="runs again"):
        commands.acknowledge_pause(by=cast.daniel, pause=pause, now=at(7, 9))


def test_ending_a_pause_sooner_gives_the_rest_back(cast, subject, now):
    clock = start(cast, subject, now)
    pause = paused(cast, clock)
    commands.acknowledge_pause(by=cast.daniel, pause=pause, now=at(4, 10))
    commands.end_pause(by=cast.maya, pause=pause, now=at(5, 9))
    clock.refresh_from_db()
    assert clock.due_at == at(17, 16)


def test_a_pause_ended_late_has_ended_by_itself_on_its_day(cast, subject, now):
    clock = start(cast, subject, now)
    pause = paused(cast, clock)
    commands.acknowledge_pause(by=cast.daniel, pause=pause, now=at(4, 10))
    ended = commands.end_pause(by=None, pause=pause, now=at(12, 9))
    assert ended.ended_at == at(9, 8)


def test_one_pause_at_a_time(cast, subject, now):
    clock = start(cast, subject, now)
    paused(cast, clock)
    with pytest.raises(Refused, match="already stands still"):
        paused(cast, clock, now=at(5, 9))


def test_the_deadline_of_awaited_acts_moves_with_the_clock(cast, subject, now):
    clock = start(cast, subject, now)
    act = awaiting.Act(
        verb="decide", subject_kind="case", subject_id=subject.id, title="x", due_at=clock.due_at
    )
    awaiting.await_act(act, of=[cast.daniel], alliance=cast.alliance, asked_by=cast.maya, now=now)
    paused(cast, clock)
    [awaited] = Awaited.objects.visible_to(cast.daniel)
    assert awaited.due_at == at(19, 16)


def test_a_holiday_announced_later_moves_open_clocks_and_says_so(cast, subject):
    clock = start(cast, subject, at(28, 9, month=4), days=3)
    assert clock.due_at == at(1, 15, month=5)
    move_to(cast.north, "DE")  # 1 May is a holiday there
    assert recompute(cast, at(29, 9, month=4)) == 1
    clock.refresh_from_db()
    assert clock.due_at == at(4, 15, month=5)
    entry = Entry.objects.visible_to(cast.daniel).get(kind="clock.deadline.moved")
    assert entry.subject_id == subject.id
    assert '"after":"2026-05-04T15:00:00.000Z"' in entry.raw
    assert recompute(cast, at(29, 10, month=4)) == 0


@pytest.mark.parametrize(
    ("now", "due"),
    [(at(29, 9, month=4), at(1, 15, month=5)), (at(1, 8, month=5), at(4, 15, month=5))],
)
def test_a_deadline_never_moves_earlier_than_the_next_counting_day(cast, subject, now, due):
    move_to(cast.north, "DE")
    clock = start(cast, subject, at(28, 9, month=4), days=3)
    assert clock.due_at == at(4, 15, month=5)
    move_to(cast.north, "NL")
    recompute(cast, now)
    clock.refresh_from_db()
    assert clock.due_at == due


def test_a_stopped_clock_keeps_its_calendars(cast, subject):
    clock = start(cast, subject, at(28, 9, month=4), days=3)
    commands.stop_clock(by=cast.maya, clock=clock, now=at(28, 9, month=4))
    move_to(cast.north, "DE")
    assert recompute(cast, at(29, 10, month=4)) == 0


def move_to(organisation, country) -> None:
    organisation.country = country
    organisation.save()


def recompute(cast, now) -> int:
    with system_scope("test"):
        return commands.recompute_clocks(by=None, organisation=cast.north, now=now)


def test_a_company_without_a_country_counts_its_own_week(cast, subject, now):
    move_to(cast.rival, "")
    alone = commands.start_clock(
        by=cast.zed, alliance=cast.other, subject=subject, days=5, accountable=cast.rival, now=now
    )
    assert running(alone).due.may_move is False


def test_a_country_whose_holidays_are_not_known_starts_clocks_all_the_same(cast, subject, now):
    move_to(cast.rival, "XX")
    alone = commands.start_clock(
        by=cast.zed, alliance=cast.other, subject=subject, days=5, accountable=cast.rival, now=now
    )
    assert running(alone).due.may_move is True


def test_both_sides_run_the_clock_under_the_second_wall(cast, subject, now):
    with acting_as(cast.maya):
        clock = start(cast, subject, now)
        pause = paused(cast, clock)
    with acting_as(cast.daniel):
        commands.acknowledge_pause(by=cast.daniel, pause=pause, now=at(4, 10))
        commands.end_pause(by=cast.daniel, pause=pause, now=at(5, 9))
        commands.stop_clock(by=cast.daniel, clock=clock, now=at(6, 9))
    assert marks(subject) == {}

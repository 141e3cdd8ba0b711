"""Timers: in order, once, also when a reaction fails, two workers race or one is killed."""

import os
import subprocess
import sys
import textwrap
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from allied.alliances.models import Counter
from allied.clock import timers
from allied.clock.models import Timer
from allied.clock.timers import Subject, cancel_timers, fire_due, next_due_at, set_timer
from allied.people.doors import acting_as
from tests.conftest import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def fired(monkeypatch):
    """The timers that fired, in order, under the verb «test.ring»; «test.break» always fails."""
    heard = []

    def ring(timer, now):
        heard.append((timer.subject_id, timer.at))

    def break_down(timer, now):
        raise RuntimeError("the reaction is broken")

    monkeypatch.setattr(timers, "_reactions", {"test.ring": ring, "test.break": break_down})
    return heard


def ring_at(cast, at, *, subject=None, verb="test.ring") -> Timer:
    subject = subject or Subject("case", uuid4())
    set_timer(subject, verb, at, alliance_id=cast.alliance.pk, owner_id=cast.north.pk)
    rows = Timer.objects.in_system_scope("test").filter(cancelled_at=None)
    return rows.get(subject_id=subject.id, verb=verb, at=at)


def test_due_timers_fire_in_the_order_of_their_times_once(cast, now, fired):
    late, early = ring_at(cast, now - HOUR), ring_at(cast, now - 2 * HOUR)
    ring_at(cast, now + HOUR)
    assert fire_due(now) == 2
    assert fired == [(early.subject_id, early.at), (late.subject_id, late.at)]
    assert fire_due(now) == 0


def test_a_timer_is_due_at_its_instant_and_not_before(cast, now, fired):
    ring_at(cast, now)
    assert fire_due(now - timedelta(milliseconds=1)) == 0
    assert fire_due(now) == 1


def test_a_worker_learns_how_long_it_may_sleep(cast, now, fired):
    assert next_due_at() is None
    ring_at(cast, now + 2 * HOUR)
    ring_at(cast, now + HOUR)
    assert next_due_at() == now + HOUR
    fire_due(now + HOUR)
    assert next_due_at() == now + 2 * HOUR


def test_a_worker_takes_no_more_than_it_was_asked_to(cast, now, fired):
    for _ in range(3):
        ring_at(cast, now)
    assert [fire_due(now, limit=2), fire_due(now, limit=2)] == [2, 1]


def test_setting_the_same_timer_again_changes_nothing(cast, now, fired):
    subject = Subject("case", uuid4())
    assert ring_at(cast, now, subject=subject) == ring_at(cast, now, subject=subject)
    assert fire_due(now) == 1


def test_a_cancelled_timer_does_not_fire_and_can_be_set_again(cast, now, fired):
    subject = Subject("case", uuid4())
    ring_at(cast, now, subject=subject)
    assert cancel_timers(subject, now=now) == 1
    assert fire_due(now) == 0
    ring_at(cast, now, subject=subject)
    assert fire_due(now) == 1


def test_only_the_named_verbs_are_cancelled(cast, now, fired):
    subject = Subject("case", uuid4())
    ring_at(cast, now, subject=subject)
    assert cancel_timers(subject, now=now, verbs=["test.other"]) == 0
    assert fire_due(now) == 1


def test_a_failing_timer_is_tried_again_later_and_stops_nobody_else(cast, now, fired, caplog):
    broken = ring_at(cast, now - HOUR, verb="test.break")
    ring_at(cast, now)
    assert fire_due(now) == 1
    broken.refresh_from_db()
    assert (broken.attempts, broken.try_at) == (1, now + timedelta(minutes=1))
    assert fire_due(now) == 0
    fire_due(now + timedelta(minutes=1))
    broken.refresh_from_db()
    assert (broken.attempts, broken.try_at) == (2, now + timedelta(minutes=3))
    assert "the reaction is broken" in caplog.text


def test_an_earlier_timer_of_the_same_subject_goes_first_even_when_it_failed(cast, now, fired):
    subject = Subject("case", uuid4())
    broken = ring_at(cast, now - HOUR, subject=subject, verb="test.break")
    ring_at(cast, now, subject=subject)
    assert fire_due(now) == 0
    Timer.objects.in_system_scope("test").filter(pk=broken.pk).update(attempts=8)
    assert fire_due(now) == 1


def test_what_a_failing_reaction_wrote_is_undone(cast, now, fired, monkeypatch):
    def write_and_break(timer, at):
        ring_at(cast, now + HOUR)
        raise RuntimeError

    monkeypatch.setitem(timers._reactions, "test.half", write_and_break)
    ring_at(cast, now, verb="test.half")
    assert fire_due(now) == 0
    assert Timer.objects.in_system_scope("test").count() == 1


def test_a_verb_has_one_reaction(fired):
    with pytest.raises(ValueError, match="already has a reaction"):
        timers.register("test.ring", lambda timer, now: None)


def test_both_sides_set_and_cancel_timers_under_the_second_wall(cast, now, fired):
    subject = Subject("case", uuid4())
    with acting_as(cast.maya):
        ring_at(cast, now, subject=subject)
    with acting_as(cast.daniel):
        assert cancel_timers(subject, now=now) == 1
    with acting_as(cast.zed):
        assert cancel_timers(subject, now=now) == 0


WORKER = """
    import os, signal, sys
    import django

    django.setup()
    from allied.alliances.models import Alliance
    from allied.alliances.numbers import next_number
    from allied.clock import timers
    from datetime import datetime

    def count(timer, now):
        next_number(timer.alliance, "effect")
        if "die" in sys.argv:
            os.kill(os.getpid(), signal.SIGKILL)

    timers.register("test.count", count)
    while timers.fire_due(datetime.fromisoformat(sys.argv[1]), limit=5):
        pass
"""


def worker(now, *words) -> subprocess.Popen:
    chosen = connection.settings_dict
    url = f"sqlite:///{chosen['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{chosen['USER']}@{chosen['HOST']}:{chosen['PORT']}/{chosen['NAME']}"
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WORKER), now.isoformat(), *words],
        env={
            **os.environ,
            "ALLIED_DATABASE_URL": url,
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )


def effects(cast) -> int:
    rows = Counter.objects.in_system_scope("test").filter(alliance=cast.alliance, kind="effect")
    return rows.get().last if rows.exists() else 0


@pytest.mark.slow
def test_a_killed_worker_leaves_nothing_half_done_and_another_catches_up(committed_cast):
    cast = committed_cast
    ring_at(cast, NOON, verb="test.count")
    assert worker(NOON, "die").wait(60) == -9
    assert effects(cast) == 0
    assert worker(NOON).wait(60) == 0
    assert worker(NOON).wait(60) == 0
    assert effects(cast) == 1


@pytest.mark.slow
def test_two_workers_at_once_fire_every_timer_once(committed_cast):
    cast = committed_cast
    with transaction.atomic():
        for number in range(60):
            ring_at(cast, NOON - number * HOUR, verb="test.count")
    both = [worker(NOON), worker(NOON)]
    assert [each.wait(120) for each in both] == [0, 0]
    assert effects(cast) == 60
    assert next_due_at() is None

"""A gate is asked once for each state of the records; whatever is written asks anew."""

from datetime import timedelta

import pytest

from allied.alliances import gates
from allied.alliances.access import seats_of
from allied.alliances.at_hand import parties_at_hand, records_of
from allied.alliances.gates import Check, Standing
from allied.alliances.models import Stage
from allied.alliances.notes import write_note


@pytest.fixture
def asked(monkeypatch):
    """How often the joint and the own check of the first stage were asked."""
    times = []

    def joint(standing, now):
        times.append("joint")
        yield Check(id="joint.check", says=f"Asked {len(times)} times", holds=False)

    def own(person, standing, now):
        times.append(person.name)
        yield Check(id="own.check", says=f"Asked {len(times)} times", holds=False)

    monkeypatch.setattr(gates, "_CHECKS", {Stage.STRATEGY: [joint]})
    monkeypatch.setattr(gates, "_OWN_CHECKS", {Stage.STRATEGY: [own]})
    return times


def look(cast, rf, person, now):
    """What a page of this person would read of the first gate."""
    parties = parties_at_hand(rf.get("/"), person, {cast.alliance.pk})[cast.alliance.pk]
    standing = Standing(cast.alliance, parties, None, person, *records_of(parties))
    seats = seats_of(person, cast.alliance, now)
    return (
        gates.gate(standing, Stage.STRATEGY, now=now),
        gates.own_gate(person, standing, Stage.STRATEGY, seats=seats, now=now),
    )


def test_nothing_is_asked_twice_while_nothing_happens(cast, rf, now, asked):
    assert look(cast, rf, cast.maya, now) == look(cast, rf, cast.maya, now)
    assert asked == ["joint", cast.maya.name]
    look(cast, rf, cast.daniel, now)
    assert asked == ["joint", cast.maya.name, cast.daniel.name]


def test_what_is_written_jointly_asks_everything_anew(cast, rf, now, asked):
    look(cast, rf, cast.maya, now)
    gates.reach_stage(by=cast.daniel, alliance=cast.alliance, stage=Stage.SELECTION, now=now)
    look(cast, rf, cast.maya, now)
    assert asked == ["joint", cast.maya.name] * 2


def test_what_one_side_writes_asks_that_side_only(cast, rf, now, asked):
    for person in (cast.maya, cast.daniel):
        look(cast, rf, person, now)
    asked.clear()
    write_note(by=cast.maya, alliance=cast.alliance, text="They need us more", now=now)
    for person in (cast.maya, cast.daniel):
        look(cast, rf, person, now)
    assert asked == [cast.maya.name]


def test_time_alone_asks_anew_with_the_next_minute(cast, rf, now, asked):
    look(cast, rf, cast.maya, now)
    look(cast, rf, cast.maya, now + timedelta(seconds=59))
    assert len(asked) == 2
    look(cast, rf, cast.maya, now + timedelta(seconds=60))
    assert len(asked) == 4


def test_who_may_read_no_private_things_is_answered_from_no_memory(cast, rf, now, asked):
    look(cast, rf, cast.maya, now)
    _, own = look(cast, rf, cast.olga, now)
    assert own.checks == []


def test_without_a_known_record_it_is_asked_each_time(cast, now, asked):
    for _ in range(2):
        gates.gate(Standing(cast.alliance), Stage.STRATEGY, now=now)
    assert asked == ["joint", "joint"]

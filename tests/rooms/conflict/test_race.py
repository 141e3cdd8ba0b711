"""Two people at the same moment: one clear outcome, and a clear answer for whoever came second."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from allied.kit.errors import Outdated, Refused
from allied.people.doors import acting_as
from allied.rooms.conflict import commands
from allied.rooms.conflict.models import FactReply, Worksheet
from tests.conftest import NOON
from tests.rooms.conflict.stage import fact, fresh, kinds, matter, raised, way

ROUNDS = 15


class Side:
    """One person at an own connection, who does one thing after the other at the barrier."""

    def __init__(self, who, acts, barrier) -> None:
        self.who, self.acts, self.barrier = who, acts, barrier
        self.failures: list[Exception] = []
        self.thread = Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        try:
            for act in self.acts:
                self.barrier.wait(timeout=60)
                try:
                    with acting_as(self.who):
                        act()
                except Exception as failure:
                    self.failures.append(failure)
        finally:
            connection.close()


def both_at_once(first, second) -> list[Exception]:
    """What the two (person, acts) were refused."""
    barrier = Barrier(2)
    sides = [Side(who, acts, barrier) for who, acts in (first, second)]
    for side in sides:
        side.thread.join(timeout=120)
    return [failure for side in sides for failure in side.failures]


@pytest.mark.slow
def test_two_colleagues_who_accept_and_dispute_at_once_leave_one_reply(committed_cast):
    cast = committed_cast
    with transaction.atomic():
        made = raised(cast)
        lines = [fact(cast, made, f"Line {number}") for number in range(ROUNDS)]
    known = {"version": 1, "now": NOON}
    accepting = [
        lambda line=line: commands.accept_fact(by=cast.daniel, fact=line, **known) for line in lines
    ]
    disputing = [
        lambda line=line: commands.dispute_fact(by=cast.rachel, fact=line, reason="No", **known)
        for line in lines
    ]
    failures = both_at_once((cast.daniel, accepting), (cast.rachel, disputing))
    assert [type(each) for each in failures] == [Outdated] * ROUNDS
    assert FactReply.objects.visible_to(cast.maya).count() == ROUNDS
    said = kinds()
    assert said.count("line.accepted") + said.count("line.disputed") == ROUNDS


@pytest.mark.slow
def test_two_ways_accepted_at_once_settle_the_matter_once(committed_cast):
    cast = committed_cast
    with transaction.atomic():
        matters = [raised(cast, title=f"Matter {number}") for number in range(ROUNDS)]
        theirs = [way(cast, made, "Their way", by=cast.daniel) for made in matters]
        ours = [way(cast, made, "Our way", by=cast.maya) for made in matters]
    ours_accept = [
        lambda one=one: commands.accept_settlement(by=cast.maya, settlement=one, now=NOON)
        for one in theirs
    ]
    they_accept = [
        lambda one=one: commands.accept_settlement(by=cast.daniel, settlement=one, now=NOON)
        for one in ours
    ]
    failures = both_at_once((cast.maya, ours_accept), (cast.daniel, they_accept))
    assert [type(each) for each in failures] == [Refused] * ROUNDS
    assert {each.code for each in failures} == {"over"}
    assert {fresh(made).state for made in matters} == {"settled"}
    assert kinds().count("matter.settled") == ROUNDS


@pytest.mark.slow
def test_two_who_take_it_up_at_once_move_it_one_step(committed_cast):
    cast = committed_cast
    with transaction.atomic():
        matters = [raised(cast, title=f"Matter {number}") for number in range(ROUNDS)]
    acts = {
        who: [
            lambda made=made, who=who: commands.escalate_conflict(
                by=who, conflict=made, reason="Now", version=1, now=NOON
            )
            for made in matters
        ]
        for who in (cast.maya, cast.daniel)
    }
    failures = both_at_once(*acts.items())
    assert [type(each) for each in failures] == [Outdated] * ROUNDS
    assert kinds().count("step.moved") == ROUNDS


@pytest.mark.slow
def test_two_who_raise_and_two_who_begin_a_worksheet_at_once(committed_cast):
    cast = committed_cast
    with transaction.atomic():
        first = raised(cast)
    known = {"alliance": cast.alliance, "matter": matter(), "now": NOON}
    acts = {
        who: [lambda who=who: commands.raise_conflict(by=who, **known)] * ROUNDS
        for who in (cast.maya, cast.daniel)
    }
    assert both_at_once(*acts.items()) == []
    assert kinds().count("matter.raised") == 2 * ROUNDS + 1
    sheets = {
        who: [
            lambda who=who: commands.write_worksheet(
                by=who, conflict=first, text=who.name, version=0, now=NOON
            )
        ]
        for who in (cast.maya, cast.tomas)
    }
    failures = both_at_once(*sheets.items())
    assert [type(each) for each in failures] == [Outdated]
    assert Worksheet.objects.visible_to(cast.maya).count() == 1

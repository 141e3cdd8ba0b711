"""Both companies approve at the same moment: settled exactly once, whoever comes second (trust.md T19)."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from allied.people.doors import acting_as
from allied.rooms.governance import commands, models
from allied.rooms.governance.models import Half
from tests.conftest import NOON
from tests.rooms.governance.cases import answer, awaited, fresh, kinds, raised, started

PAIRS = 500


class Side:
    """One company's approver at its own connection, answering decision after decision at the barrier."""

    def __init__(self, who, decisions, barrier) -> None:
        self.who, self.decisions, self.barrier = who, decisions, barrier
        self.failures: list[Exception] = []
        self.thread = Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        try:
            for decision in self.decisions:
                self.barrier.wait(timeout=60)
                self.once(decision)
        finally:
            connection.close()

    def once(self, decision) -> None:
        try:
            with acting_as(self.who):
                answer(self.who, decision, NOON)
        except Exception as failure:
            self.failures.append(failure)


def both_at_once(first, second, decisions) -> list[Exception]:
    barrier = Barrier(2)
    sides = [Side(first, decisions, barrier), Side(second, decisions, barrier)]
    for side in sides:
        side.thread.join(timeout=300)
    return [failure for side in sides for failure in side.failures]


@pytest.mark.slow
def test_two_approvals_at_the_same_moment_settle_it_exactly_once(committed_cast):
    cast = committed_cast
    with transaction.atomic():
        started(cast, NOON)
        decisions = [raised(cast, NOON, key="commercial") for _ in range(PAIRS)]
    assert both_at_once(cast.tomas, cast.rachel, decisions) == []
    rows = models.Decision.objects.visible_to(cast.maya)
    assert set(rows.values_list("state", "chosen")) == {("approved", "A")}
    assert kinds(cast).count("decision.approved") == PAIRS
    assert kinds(cast).count("answer.given") == 2 * PAIRS
    filled = Half.objects.visible_to(cast.maya)
    assert set(filled.values_list("state", flat=True)) == {"yes"}


@pytest.mark.slow
def test_two_colleagues_in_one_seat_at_the_same_moment_answer_once(committed_cast):
    cast = committed_cast
    with transaction.atomic():
        started(cast, NOON)
        seat = cast.alliance.seats.get(person=cast.rachel)
        seat.deputy, seat.absent_from, seat.absent_until = cast.daniel, NOON.date(), NOON.date()
        seat.save()
        decisions = [raised(cast, NOON, key="commercial") for _ in range(20)]
    failures = both_at_once(cast.rachel, cast.daniel, decisions)
    assert [type(failure).__name__ for failure in failures] == ["Refused"] * 20
    assert kinds(cast).count("answer.given") == 20


@pytest.mark.slow
def test_an_approval_and_a_withdrawal_at_the_same_moment_leave_one_clear_end(committed_cast):
    cast = committed_cast
    with transaction.atomic():
        started(cast, NOON)
        decisions = [raised(cast, NOON, key="commercial") for _ in range(20)]
        for decision in decisions:
            answer(cast.tomas, decision, NOON)

    class Withdrawing(Side):
        def once(self, decision) -> None:
            try:
                with acting_as(self.who):
                    commands.withdraw_decision(
                        by=self.who, decision=decision, reason="Asked anew", now=NOON
                    )
            except Exception as failure:
                self.failures.append(failure)

    barrier = Barrier(2)
    sides = [Side(cast.rachel, decisions, barrier), Withdrawing(cast.maya, decisions, barrier)]
    for side in sides:
        side.thread.join(timeout=120)
    refused = [failure for side in sides for failure in side.failures]
    assert [type(failure).__name__ for failure in refused] == ["Refused"] * 20
    ends = [fresh(decision).state for decision in decisions]
    assert set(ends) <= {"approved", "withdrawn"}
    approved, withdrawn = (
        kinds(cast).count("decision.approved"),
        kinds(cast).count("decision.withdrawn"),
    )
    assert (approved, withdrawn) == (ends.count("approved"), ends.count("withdrawn"))


@pytest.mark.slow
def test_two_who_move_to_each_others_option_at_the_same_moment_settle_it_once(committed_cast):
    cast = committed_cast
    with transaction.atomic():
        started(cast, NOON)
        decisions = [raised(cast, NOON, key="commercial") for _ in range(20)]
        for decision in decisions:
            answer(cast.tomas, decision, NOON)
            answer(cast.rachel, decision, NOON, option="B")

    class Moving(Side):
        def once(self, decision) -> None:
            try:
                with acting_as(self.who):
                    answer(self.who, decision, NOON, option=self.to)
            except Exception as failure:
                self.failures.append(failure)

    class ToTheirs(Moving):
        to = "B"

    class ToOurs(Moving):
        to = "A"

    barrier = Barrier(2)
    sides = [ToTheirs(cast.tomas, decisions, barrier), ToOurs(cast.rachel, decisions, barrier)]
    for side in sides:
        side.thread.join(timeout=120)
    refused = [failure for side in sides for failure in side.failures]
    assert [type(failure).__name__ for failure in refused] == ["Refused"] * 20
    assert {fresh(decision).state for decision in decisions} == {"approved"}
    assert kinds(cast).count("decision.approved") == 20
    assert awaited(cast, "reconcile") == set()

"""What an agenda with little room makes of the wait: methods.md 3.5 against its vectors."""

import math

import pytest

from allied.rooms.governance.simulation.capacity import (
    backlog,
    backlog_by_sum,
    mean_wait,
    shares_within,
    use_of_agenda,
)
from allied.rooms.governance.simulation.design import Design, Kind, Table
from allied.rooms.governance.simulation.run import simulate
from tests.rooms.governance.simulation.vectors import CASES, expected, inputs

QUEUES = [name for name, case in CASES.items() if case["method"] == "bulk_queue"]
LAWS = [name for name, case in CASES.items() if case["method"] == "bulk_wait_cdf"]


@pytest.mark.parametrize("name", QUEUES)
def test_the_sum_of_spitzer_and_the_chain_find_the_same_backlog(name):
    said, wanted = inputs(name), expected(name)
    by_sum = backlog_by_sum(said["lambda_T"], said["c"])
    by_chain = backlog(said["lambda_T"], said["c"])
    assert by_sum.mean == pytest.approx(wanted["backlog_after_session"], abs=1e-6)
    assert by_chain.mean == pytest.approx(by_sum.mean, abs=1e-6)
    assert by_chain.empty == pytest.approx(by_sum.empty, abs=1e-6)
    assert by_sum.empty == pytest.approx(wanted.get("P(backlog=0)", by_sum.empty), abs=1e-6)
    wait = mean_wait(said["lambda_T"], said["T"], said["c"])
    assert wait == pytest.approx(wanted["mean_wait"], abs=1e-6)


@pytest.mark.parametrize("load", [0.1, 0.5, 0.85, 0.95])
def test_one_place_on_the_agenda_has_a_closed_form(load):
    assert mean_wait(load, 1.0, 1) == pytest.approx(1 / (2 * (1 - load)), rel=1e-6)


@pytest.mark.parametrize("name", LAWS)
def test_the_law_of_first_come_first_served(name):
    said, wanted = inputs(name), expected(name)
    agenda = {
        "rate": said["lambda_per_day"],
        "period": said["T"],
        "capacity": said["c"],
        "quorum": said.get("q", 1.0),
    }
    assert shares_within(said["s"], **agenda) == pytest.approx(wanted["cdf"], abs=0.0005)
    assert mean_wait(**agenda) == pytest.approx(wanted["mean_wait"], abs=0.0005)


@pytest.mark.parametrize("name", LAWS)
def test_the_simulation_follows_the_same_law(name):
    said, wanted = inputs(name), expected(name)
    table = Table(key="forum", period=said["T"], capacity=said["c"], quorum=said.get("q", 1.0))
    for days, share in zip(said["s"], wanted["cdf"], strict=True):
        kind = Kind(key="one", rate=said["lambda_per_day"], table="forum", sla=days)
        found = simulate(Design(kinds=(kind,), tables=(table,)), items=200_000, seed=5)
        # Decisions that queue together are late together: the spread is wider than of single ones.
        assert found.kinds["one"].on_time == pytest.approx(share, abs=0.02)


def test_a_quarterly_steering_cannot_take_every_decision():
    said, wanted = inputs("stability-check"), expected("stability-check")
    rate = said["decisions_per_month"] / said["month_days"]
    rho = use_of_agenda(rate, said["T"], said["c"], said["q"])
    assert rho == pytest.approx(wanted["rho"], abs=1e-9)
    assert mean_wait(rate, said["T"], said["c"], said["q"]) == math.inf
    assert shares_within([10, 1000], rate=rate, period=65, capacity=6, quorum=0.95) == (0.0, 0.0)


@pytest.mark.parametrize(("load", "capacity"), [(0, 1), (1, 1), (2, 1), (-1, 3)])
def test_a_backlog_that_never_settles_is_refused(load, capacity):
    with pytest.raises(ValueError, match=r"settles only while|room for one"):
        backlog_by_sum(load, capacity)
    with pytest.raises(ValueError, match=r"settles only while|room for one"):
        backlog(load, capacity)

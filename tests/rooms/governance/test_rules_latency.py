"""The exact baseline of waiting for a forum, against the vectors of methods.md 3.3 and 3.4."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from allied.rooms.governance.latency import (
    after_breach,
    longest_period,
    mean_of_two_forums,
    mean_wait,
    mean_wait_by_gaps,
    share_of_two_forums,
    share_on_time,
    share_on_time_by_gaps,
    share_one_after_the_other,
    share_with_writing,
    shortest_sla,
)

VECTORS = json.loads((Path(__file__).parent / "vectors_latency.json").read_text())
CASES = {case["id"]: (case["input"], case["expected"]) for case in VECTORS["cases"]}


def near(value):
    return pytest.approx(value, abs=1e-9)


def test_a_question_waits_evenly_for_the_next_session():
    given_, expected = CASES["uniform-wait"]
    shares = [share_on_time(given_["T"], sla) for sla in given_["sla"]]
    assert shares == near(expected["p_hit"])
    assert mean_wait(given_["T"]) == near(expected["mean"])
    assert shortest_sla(0.9, given_["T"]) == near(expected["p90"])


def test_the_starter_row_for_roadmap_changes_is_late_more_often_than_not():
    given_, expected = CASES["seed-matrix-roadmap"]
    period, sla = given_["T"], given_["sla"]
    for lead, shares, means in zip(
        given_["lead"],
        expected["p_hit[lead][q]"],
        expected["mean_wait[lead][q]"],
        strict=True,
    ):
        assert [share_on_time(period, sla, lead, q) for q in given_["q"]] == near(shares)
        assert [mean_wait(period, lead, q) for q in given_["q"]] == near(means)
    assert round(100 * share_on_time(260 / 12, 10)) == 46


def test_papers_and_quorum_cost_time():
    given_, expected = CASES["quorum-lead"]
    period, lead, quorum = given_["T"], given_["lead"], given_["q"]
    shares = [share_on_time(period, sla, lead, quorum) for sla in given_["s"]]
    assert shares == near(expected["p_hit"])
    assert mean_wait(period, lead, quorum) == near(expected["mean"])


def test_escalating_to_a_quarterly_forum_is_slower_than_waiting():
    given_, expected = CASES["seed-escalation-paradox"]
    breach = after_breach(given_["T_forum"], given_["sla"], given_["T_escalation"])
    assert breach.mean_in_forum == near(expected["mean_remaining_forum"])
    assert breach.mean_in_escalation == near(expected["mean_wait_escalation"])
    assert breach.escalation_first == near(expected["P(escalation forum meets first)"])


def test_escalating_to_a_faster_forum_mostly_comes_first():
    assert after_breach(65, 5, 5).escalation_first == pytest.approx(1 - 5 / 120)
    assert after_breach(5, 10, 5).mean_in_forum == 0


def test_the_longest_rhythm_for_a_target():
    given_, expected = CASES["min-period-for-target"]
    periods = [longest_period(h, given_["sla"], given_["lead"]) for h in given_["h"]]
    assert periods == near(expected["T"])


def test_real_dates_with_uneven_gaps():
    given_, expected = CASES["irregular-gaps"]
    shares = [share_on_time_by_gaps(given_["gaps"], sla) for sla in given_["sla"]]
    assert shares == near(expected["p_hit"])
    assert mean_wait_by_gaps(given_["gaps"]) == near(expected["mean_wait"])
    assert share_on_time_by_gaps([20], 10, lead=5) == near(0.25)


def test_two_forums_at_once():
    given_, expected = CASES["joint-parallel"]
    assert share_of_two_forums(given_["T"], given_["T"], given_["sla"]) == near(expected["p_hit"])
    assert mean_of_two_forums(given_["T"], given_["T"]) == near(expected["mean_max"])


def test_two_forums_one_after_the_other():
    given_, expected = CASES["joint-sequential"]
    shares = [share_one_after_the_other(given_["T"], sla) for sla in given_["sla"]]
    assert shares == near(expected["p_hit"])
    assert share_one_after_the_other(given_["T"], 99) == 1


def test_approval_in_writing_beside_the_forum():
    given_, expected = CASES["async-path"]
    in_forum = share_on_time(given_["T"], given_["sla"])
    share = share_with_writing(in_forum, given_["p_async"], given_["async_mean"], given_["sla"])
    assert share == near(expected["p_hit"])


periods = st.floats(1, 70)
slas = st.floats(0, 200)
leads = st.floats(0, 15)
quorums = st.floats(0.3, 1)


@given(periods, slas, leads, quorums)
def test_a_share_is_a_share_and_more_time_never_hurts(period, sla, lead, quorum):
    share = share_on_time(period, sla, lead, quorum)
    assert 0 <= share <= 1
    assert share_on_time(period, sla + 1, lead, quorum) >= share - 1e-12
    assert share_on_time(period, sla, lead + 1, quorum) <= share + 1e-12
    assert share_on_time(period * 1.1, sla, lead, quorum) <= share + 1e-9


@given(st.floats(0.05, 0.95), periods, leads, quorums)
def test_the_shortest_sla_reaches_its_target_exactly(target, period, lead, quorum):
    sla = shortest_sla(target, period, lead, quorum)
    assert share_on_time(period, sla, lead, quorum) == pytest.approx(target, abs=1e-6)


@given(st.floats(0.05, 0.95), slas, leads, quorums)
def test_the_longest_period_reaches_its_target_exactly(target, sla, lead, quorum):
    assume(sla > lead + 0.5)
    period = longest_period(target, sla, lead, quorum)
    assert share_on_time(period, sla, lead, quorum) == pytest.approx(target, abs=1e-6)


def test_no_time_left_means_never_and_certainty_takes_forever_without_quorum():
    assert share_on_time(20, 5, lead=5) == 0
    assert longest_period(0.8, 3, lead=5) == 0
    assert shortest_sla(1.0, 10, 0, 0.9) == float("inf")
    assert shortest_sla(0.5, 10, 0, 0) == float("inf")
    assert longest_period(0.0, 10) == float("inf")
    assert mean_wait(10, 0, 0) == float("inf")


@pytest.mark.parametrize("call", [lambda: share_on_time(0, 5), lambda: share_on_time(5, 5, 0, 2)])
def test_impossible_rhythms_are_refused(call):
    with pytest.raises(ValueError, match=r"a forum meets|a probability"):
        call()


def test_a_target_beyond_certainty_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        longest_period(1.2, 10)


def test_the_formula_agrees_with_sessions_played_out():
    dice = random.Random(7)
    period, sla, lead, quorum, runs = 21.0, 30.0, 3.0, 0.85, 40_000
    hits = 0
    for _ in range(runs):
        wait = lead + dice.random() * period
        while dice.random() > quorum:
            wait += period
        hits += wait <= sla
    assert hits / runs == pytest.approx(share_on_time(period, sla, lead, quorum), abs=0.006)

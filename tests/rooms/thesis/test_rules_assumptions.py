"""Assumptions: due dates, standing, and verdicts from evidence or from counted cases."""

import json
from datetime import date, timedelta
from fractions import Fraction
from math import asin, comb, pi, sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.kit.beta import incomplete_beta
from allied.rooms.thesis.assumptions import (
    Direction,
    Evidence,
    Standing,
    Strength,
    Verdict,
    default_due,
    due_date,
    joint_prior,
    judge_count,
    judge_evidence,
    standing,
    why_not_extend,
)
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.limits import limits

VECTORS = json.loads((Path(__file__).parent / "vectors_assumptions.json").read_text())
CASES = {case["id"]: (case["input"], case["expected"]) for case in VECTORS["cases"]}
LIMITS = limits()
LAUNCH = date(2026, 9, 15)
DUE = date(2026, 12, 14)


def item(source="survey", direction=Direction.FOR, strength=Strength.STRONG, **more):
    return Evidence(source=source, direction=direction, strength=strength, **more)


def against(source, strength=Strength.STRONG, **more):
    return item(source, Direction.AGAINST, strength, **more)


def test_the_default_due_date_is_ninety_days_after_launch():
    assert default_due(LAUNCH, LIMITS) == DUE
    own = Assumption(id="a", statement="s", due=date(2026, 10, 1))
    assert due_date(own, LAUNCH, LIMITS) == date(2026, 10, 1)
    assert due_date(Assumption(id="a", statement="s"), LAUNCH, LIMITS) == DUE


@pytest.mark.parametrize(
    ("today", "verdict", "expected"),
    [
        (date(2026, 11, 29), None, Standing.NOT_TESTED),
        (date(2026, 11, 30), None, Standing.DUE_SOON),
        (DUE, None, Standing.DUE_SOON),
        (DUE + timedelta(days=1), None, Standing.OVERDUE),
        (DUE + timedelta(days=99), Verdict.VALIDATED, Standing.VALIDATED),
        (LAUNCH, Verdict.REFUTED, Standing.REFUTED),
        (LAUNCH, Verdict.INCONCLUSIVE, Standing.INCONCLUSIVE),
    ],
)
def test_where_an_assumption_stands(today, verdict, expected):
    assert standing(DUE, today, LIMITS, verdict) is expected


@pytest.mark.parametrize(
    ("new", "extended", "may"),
    [
        (DUE + timedelta(days=45), False, True),
        (DUE + timedelta(days=46), False, False),
        (DUE, False, False),
        (DUE + timedelta(days=10), True, False),
    ],
)
def test_a_test_is_put_off_once_by_at_most_45_days(new, extended, may):
    refusal = why_not_extend(DUE, new, extended=extended, limits=LIMITS)
    assert (refusal == "") is may


def test_one_item_is_never_enough():
    given_, expected = CASES["assumption-one-source"]
    assert given_["LR"] == [LIMITS.strong_ratio]
    judgement = judge_evidence([item(independent=True)], LIMITS, prior=given_["prior"])
    assert judgement.probability == pytest.approx(expected["posterior"], abs=1e-9)
    assert judgement.verdict.value == expected["verdict"]
    assert judgement.because == "One item is not enough; 2 sources are needed."


@pytest.mark.parametrize(
    ("evidence", "probability", "verdict"),
    [
        ([], 0.5, Verdict.INCONCLUSIVE),
        ([item("a", independent=True), item("b")], 100 / 101, Verdict.VALIDATED),
        ([item("a"), item("b")], 100 / 101, Verdict.INCONCLUSIVE),
        ([item("a", independent=True), item(" A ")], 10 / 11, Verdict.INCONCLUSIVE),
        (
            [
                item("a", strength=Strength.MODERATE, independent=True),
                item("b", strength=Strength.WEAK),
            ],
            4.5 / 5.5,
            Verdict.VALIDATED,
        ),
        (
            [
                item("a", strength=Strength.WEAK, independent=True),
                item("b", strength=Strength.WEAK),
            ],
            2.25 / 3.25,
            Verdict.INCONCLUSIVE,
        ),
        ([against("a", independent=True), against("b")], 1 / 101, Verdict.REFUTED),
        ([against("a"), against("b")], 1 / 101, Verdict.INCONCLUSIVE),
        (
            [item("a", independent=True), item("b"), against("c")],
            10 / 11,
            Verdict.INCONCLUSIVE,
        ),
        (
            [item("a", independent=True), item("b"), against("c", answered=True)],
            10 / 11,
            Verdict.VALIDATED,
        ),
        (
            [against("a", independent=True), against("b"), item("c")],
            1 / 11,
            Verdict.INCONCLUSIVE,
        ),
        ([item("a", independent=True), against("a"), item("b")], 10 / 11, Verdict.INCONCLUSIVE),
    ],
)
def test_a_verdict_needs_two_sources_one_of_them_independent(evidence, probability, verdict):
    judgement = judge_evidence(evidence, LIMITS)
    assert judgement.probability == pytest.approx(probability)
    assert judgement.verdict is verdict
    assert (judgement.because == "") is (verdict is not Verdict.INCONCLUSIVE)


def test_items_of_one_source_count_once_with_the_strongest():
    weak = [item("a", strength=Strength.WEAK)] * 9
    judgement = judge_evidence([*weak, item("a", strength=Strength.MODERATE)], LIMITS)
    assert judgement.probability == pytest.approx(3 / 4)
    assert judgement.items == 1


def test_the_reason_names_the_unanswered_objection():
    judgement = judge_evidence(
        [item("a", independent=True), item("b"), against("Cold-chain audit")], LIMITS
    )
    assert judgement.because == "Strong evidence against it is unanswered: Cold-chain audit."


def test_both_sides_start_from_the_mean_of_their_log_odds():
    assert joint_prior([]) == 0.5
    assert joint_prior([0.7]) == pytest.approx(0.7)
    assert joint_prior([0.9, 0.1]) == pytest.approx(0.5)
    assert joint_prior([0.8, 0.5]) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "call", [lambda p: joint_prior([p]), lambda p: judge_evidence([], LIMITS, prior=p)]
)
@pytest.mark.parametrize("prior", [0, 1, -0.1, 1.5])
def test_nobody_may_start_from_certainty(call, prior):
    with pytest.raises(ValueError, match="between 0 and 1, both excluded"):
        call(prior)


items = st.builds(
    Evidence,
    source=st.sampled_from("abcd"),
    direction=st.sampled_from(Direction),
    strength=st.sampled_from(Strength),
    independent=st.booleans(),
    answered=st.booleans(),
)


@given(st.lists(items, max_size=6), st.floats(0.05, 0.95))
def test_a_verdict_keeps_its_promises(evidence, prior):
    judgement = judge_evidence(evidence, LIMITS, prior=prior)
    assert 0 < judgement.probability < 1
    if judgement.verdict is not Verdict.INCONCLUSIVE:
        assert judgement.items >= 2
        assert judgement.independent >= 1
        assert not 0.2 < judgement.probability < 0.8


@given(st.lists(items, max_size=6), st.randoms())
def test_the_order_of_evidence_does_not_matter(evidence, dice):
    shuffled = list(evidence)
    dice.shuffle(shuffled)
    first, second = judge_evidence(evidence, LIMITS), judge_evidence(shuffled, LIMITS)
    assert first.verdict is second.verdict
    assert first.probability == pytest.approx(second.probability)


@given(st.lists(items, max_size=6))
def test_turning_all_evidence_around_turns_the_verdict_around(evidence):
    other = {Direction.FOR: Direction.AGAINST, Direction.AGAINST: Direction.FOR}
    turned = [
        Evidence(
            source=e.source,
            direction=other[e.direction],
            strength=e.strength,
            independent=e.independent,
            answered=e.answered,
        )
        for e in evidence
    ]
    opposite = {
        Verdict.VALIDATED: Verdict.REFUTED,
        Verdict.REFUTED: Verdict.VALIDATED,
        Verdict.INCONCLUSIVE: Verdict.INCONCLUSIVE,
    }
    first, second = judge_evidence(evidence, LIMITS), judge_evidence(turned, LIMITS)
    assert second.probability == pytest.approx(1 - first.probability)
    assert second.verdict is opposite[first.verdict]


@pytest.mark.parametrize(
    ("case", "verdict"),
    [("assumption-rate", Verdict.VALIDATED), ("assumption-rate-2", Verdict.INCONCLUSIVE)],
)
def test_counted_cases_against_the_vectors(case, verdict):
    given_, expected = CASES[case]
    judgement = judge_count(given_["k"], given_["n"], given_["target"], LIMITS)
    assert judgement.probability == pytest.approx(expected["P_true"], abs=1e-9)
    assert judgement.verdict is verdict


def test_a_rate_that_must_stay_below_is_judged_the_other_way():
    low = judge_count(1, 60, 0.1, LIMITS, at_least=False)
    high = judge_count(1, 60, 0.1, LIMITS)
    assert low.verdict is Verdict.VALIDATED
    assert high.verdict is Verdict.REFUTED
    assert low.probability + high.probability == pytest.approx(1)


def test_a_handful_of_cases_proves_nothing():
    judgement = judge_count(9, 9, 0.2, LIMITS)
    assert judgement.verdict is Verdict.INCONCLUSIVE
    assert judgement.because == "9 cases are not enough; 10 are needed."


@pytest.mark.parametrize(("hits", "cases", "target"), [(5, 4, 0.2), (-1, 4, 0.2), (1, 4, 1.2)])
def test_impossible_counts_are_refused(hits, cases, target):
    with pytest.raises(ValueError, match="counts need"):
        judge_count(hits, cases, target, LIMITS)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 99))
def test_the_incomplete_beta_is_exact_to_ten_places_for_whole_numbers(a, b, percent):
    x, n = Fraction(percent, 100), a + b - 1
    exact = sum(comb(n, j) * x**j * (1 - x) ** (n - j) for j in range(a, n + 1))
    assert incomplete_beta(a, b, percent / 100) == pytest.approx(float(exact), abs=1e-11)


@given(st.floats(0.001, 0.999))
def test_the_incomplete_beta_is_exact_where_it_has_a_closed_form(x):
    assert incomplete_beta(0.5, 0.5, x) == pytest.approx(2 / pi * asin(sqrt(x)), abs=1e-11)
    assert incomplete_beta(1, 1, x) == pytest.approx(x, abs=1e-12)
    assert incomplete_beta(3.7, 1, x) == pytest.approx(x**3.7, abs=1e-11)


@settings(max_examples=50)
@given(st.floats(0.1, 500), st.floats(0.1, 500), st.integers(0, 1024).map(lambda k: k / 1024))
def test_the_incomplete_beta_is_symmetric_and_grows(a, b, x):
    value = incomplete_beta(a, b, x)
    assert value == pytest.approx(1 - incomplete_beta(b, a, 1 - x), abs=1e-10)
    assert -1e-12 <= value <= 1 + 1e-12
    assert incomplete_beta(a, b, min(1, x + 0.01)) >= value - 1e-11


def test_a_large_sample_settles():
    assert incomplete_beta(50_001, 50_001, 0.5) == pytest.approx(0.5, abs=1e-9)
    assert judge_count(5_300, 10_000, 0.5, LIMITS).verdict is Verdict.VALIDATED


@pytest.mark.parametrize(("a", "b", "x"), [(0, 1, 0.5), (1, -1, 0.5), (1, 1, 1.1)])
def test_the_incomplete_beta_refuses_what_it_cannot_take(a, b, x):
    with pytest.raises(ValueError, match="takes a, b > 0"):
        incomplete_beta(a, b, x)

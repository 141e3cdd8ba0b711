"""A score from 0 to 100, its interval while something is missing, and the order of candidates."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.selection.scoring import cell_of, places, score_candidate, value_of
from tests.rooms.selection.cases import (
    CRITERIA,
    EQUAL,
    EXAMPLE,
    candidates,
    scored,
    steady,
    weights,
    whole,
)


def test_the_example_scores_as_printed():
    assert score_candidate(EXAMPLE["Delta"], EQUAL).value == pytest.approx(78.571, abs=1e-3)
    assert max(EXAMPLE, key=lambda name: score_candidate(EXAMPLE[name], EQUAL).low) == "Delta"


def test_the_ends_and_the_middle_of_the_scale():
    assert [value_of(score) for score in (1, 2, 3, 4, 5)] == [0, 0.25, 0.5, 0.75, 1]
    for digit, value in (("1", 0), ("3", 50), ("5", 100)):
        assert score_candidate(scored(*digit * 7), EQUAL).value == pytest.approx(value)


def test_a_cell_says_mean_median_range_and_how_many():
    cell = cell_of([2, 5, 4, 5])
    assert (cell.mean, cell.median, cell.lowest, cell.highest, cell.n) == (4, 4.5, 2, 5, 4)
    assert cell.range == 3
    assert cell_of([]) is None


def test_a_missing_criterion_is_not_guessed_but_opens_an_interval():
    scores = scored(*"4444444") | {"cultural": ()}
    found = score_candidate(scores, EQUAL)
    assert found.value is None
    assert found.missing == ("cultural",)
    assert (found.low, found.high) == pytest.approx((450 / 7, 550 / 7))
    assert found.parts["cultural"] is None
    del scores["cultural"]
    assert score_candidate(scores, EQUAL) == found


def test_raters_who_have_yet_to_score_open_an_interval_too():
    scores = scored(*["44"] * 6, "444")
    found = score_candidate(scores, EQUAL, raters=3)
    assert found.missing == CRITERIA[:6]
    assert found.low == pytest.approx(100 * (6 * 0.5 + 0.75) / 7)
    assert found.high == pytest.approx(100 * (6 * (2.5 / 3) + 0.75) / 7)
    assert score_candidate(scores, EQUAL).is_complete
    assert score_candidate(scored(*["444"] * 7), EQUAL, raters=3).is_complete


def test_a_missing_criterion_without_weight_leaves_nothing_open():
    found = score_candidate({"a": (4,)}, {"a": 1.0, "b": 0.0})
    assert found.value == 75


@steady
@given(candidates, weights())
def test_the_parts_add_up_to_the_score(scores, weighting):
    found = score_candidate(scores, weighting)
    assert 0 <= found.low == found.high <= 100
    assert sum(found.parts.values()) == pytest.approx(found.value)


@steady
@given(candidates, weights(), st.sampled_from(CRITERIA), whole)
def test_a_better_score_never_lowers_the_total(scores, weighting, criterion, score):
    better = scores | {criterion: [max(score, each) for each in scores[criterion]]}
    before = score_candidate(scores, weighting).value
    assert score_candidate(better, weighting).value >= before - 1e-9


@steady
@given(candidates, weights(), st.sets(st.sampled_from(CRITERIA), min_size=1))
def test_the_interval_contains_the_score_once_completed(scores, weighting, missing):
    partly = {key: scores[key] for key in scores if key not in missing}
    found = score_candidate(partly, weighting)
    assert found.low - 1e-9 <= score_candidate(scores, weighting).value <= found.high + 1e-9


@steady
@given(candidates, weights(), st.integers(0, 5))
def test_the_interval_contains_the_score_once_all_raters_have_scored(scores, weighting, more):
    asked = max(map(len, scores.values())) + more
    found = score_candidate(scores, weighting, raters=asked)
    dice = random.Random(asked)
    done = {
        key: [*given, *(dice.randint(1, 5) for _ in range(asked - len(given)))]
        for key, given in scores.items()
    }
    assert found.low - 1e-9 <= score_candidate(done, weighting).value <= found.high + 1e-9


@steady
@given(candidates, weights(), st.randoms(use_true_random=False))
def test_neither_the_order_of_raters_nor_of_criteria_matters(scores, weighting, dice):
    shuffled = {key: dice.sample(scores[key], len(scores[key])) for key in reversed(CRITERIA)}
    turned = dict(reversed(weighting.items()))
    assert score_candidate(shuffled, turned).low == score_candidate(scores, weighting).low


def test_a_veto_leaves_the_score_and_takes_the_rank():
    scores = {name: score_candidate(each, EQUAL) for name, each in EXAMPLE.items()}
    order = [(p.candidate, p.best, p.worst) for p in places(scores, {"Delta"})]
    assert order == [("Aster", 1, 1), ("Cygnus", 2, 2), ("Delta", None, None)]
    assert places(scores)[0].candidate == "Delta"


def test_an_open_score_and_an_equal_one_leave_the_order_open():
    weighting = {"a": 0.5, "b": 0.5}
    scores = {
        "open": score_candidate({"a": (3,)}, weighting),
        "high": score_candidate({"a": (5,), "b": (4,)}, weighting),
        "even": score_candidate({"a": (3,), "b": (3,)}, weighting),
        "same": score_candidate({"a": (4,), "b": (2,)}, weighting),
    }
    found = {p.candidate: (p.best, p.worst) for p in places(scores)}
    assert found == {"high": (1, 1), "open": (2, 4), "even": (2, 4), "same": (2, 4)}


@pytest.mark.parametrize("score", [0, 6, 0.99, float("nan"), float("inf"), "4", None, True])
def test_a_score_off_the_scale_is_refused(score):
    for call in (
        lambda: value_of(score),
        lambda: cell_of([3, score]),
        lambda: score_candidate({"a": (score,)}, {"a": 1.0}),
    ):
        with pytest.raises(ValueError, match=r"A score is a number from 1 to 5, not"):
            call()


@pytest.mark.parametrize(
    ("weighting", "said"),
    [
        ({}, "At least one criterion"),
        ({"a": 0.5, "b": 0.4}, "must add up to 100%; these add up to 90%"),
        ({"a": 1.5, "b": -0.5}, "The weight of a must be from 0 to 1, not 1.5"),
        ({"a": float("nan")}, "The weight of a must be from 0 to 1, not nan"),
    ],
)
def test_weights_that_do_not_add_up_are_refused(weighting, said):
    with pytest.raises(ValueError, match=said):
        score_candidate({"a": (3,)}, weighting)


def test_strangers_are_refused():
    with pytest.raises(ValueError, match="'c' is not a criterion here; these are: a, b"):
        score_candidate({"c": (3,)}, {"a": 0.5, "b": 0.5})
    with pytest.raises(ValueError, match="4 raters scored, but only 3 were asked"):
        score_candidate({"a": (3, 3, 3, 3)}, {"a": 1.0}, raters=3)
    with pytest.raises(ValueError, match="'Nobody' has a veto but no score"):
        places({}, {"Nobody"})

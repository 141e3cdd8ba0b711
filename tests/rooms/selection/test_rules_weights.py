"""Weights: equal, from an order, from points, from percent and from pairs."""

from itertools import combinations

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from allied.rooms.selection.limits import limits
from allied.rooms.selection.pairwise import weigh_matrix, weigh_pairs
from allied.rooms.selection.weights import equal, given, ranked, swing
from tests.rooms.selection.cases import CRITERIA, steady

LIMITS = limits()
ABC = ("a", "b", "c")
sizes = st.integers(1, 10)
judgements = st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 4, 7, 9])


@st.composite
def judges(draw, criteria=CRITERIA):
    return {pair: draw(judgements) for pair in combinations(criteria, 2)}


@steady
@over(sizes)
def test_equal_and_ranked_weights_add_up_and_fall(size):
    criteria = [f"c{place}" for place in range(size)]
    falling = list(ranked(criteria).values())
    assert sum(falling) == pytest.approx(1)
    assert falling == sorted(falling, reverse=True)
    assert list(equal(criteria).values()) == pytest.approx([1 / size] * size)


@steady
@over(st.lists(st.integers(0, 100), min_size=1, max_size=10))
def test_swing_points_keep_their_proportions(points):
    named = {f"c{place}": float(value) for place, value in enumerate([100, *points])}
    found = swing(named)
    assert sum(found.values()) == pytest.approx(1)
    for key, value in named.items():
        assert found[key] == pytest.approx(found["c0"] * value / 100)


def test_percent_that_add_up_are_taken_also_in_thirds():
    assert given({"a": 60, "b": 40}) == {"a": 0.6, "b": 0.4}
    assert sum(given({"a": 33.33, "b": 33.33, "c": 33.33}).values()) == pytest.approx(1)


def test_judgements_without_contradiction_give_back_their_weights():
    judge = {("a", "b"): 2, ("a", "c"): 6, ("b", "c"): 3}
    found = weigh_pairs(ABC, [judge], LIMITS)
    assert found.weights == pytest.approx({"a": 0.6, "b": 0.3, "c": 0.1})
    assert found.eigenvalue == pytest.approx(3)
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert found.worst is None
    assert found.is_consistent


def test_a_circle_is_pointed_out():
    judge = {("a", "b"): 3, ("b", "c"): 3, ("a", "c"): 1 / 5}
    found = weigh_pairs(ABC, [judge], LIMITS)
    assert not found.is_consistent
    assert found.ratio > 1
    assert found.worst is not None


def test_one_wrong_answer_among_consistent_ones_is_the_worst_pair():
    true = {"a": 8, "b": 4, "c": 2, "d": 1}
    judge = {(x, y): true[x] / true[y] for x, y in combinations("abcd", 2)}
    judge["a", "d"] = 1 / 4
    worst = weigh_pairs("abcd", [judge], LIMITS).worst
    assert (worst.first, worst.second, worst.said) == ("a", "d", pytest.approx(0.25))
    assert worst.implied > 1


def test_two_judges_meet_at_the_geometric_mean():
    found = weigh_pairs(("a", "b"), [{("a", "b"): 9}, {("b", "a"): 1}], LIMITS)
    assert found.weights == pytest.approx({"a": 0.75, "b": 0.25})
    opposed = weigh_pairs(("a", "b"), [{("a", "b"): 4}, {("b", "a"): 4}], LIMITS)
    assert opposed.weights == pytest.approx({"a": 0.5, "b": 0.5})


@steady
@over(st.lists(judges(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_pairwise_weights_add_up_and_know_no_order(given_judges, dice):
    found = weigh_pairs(CRITERIA, given_judges, LIMITS)
    assert sum(found.weights.values()) == pytest.approx(1)
    assert min(found.weights.values()) > 0
    assert found.eigenvalue >= len(CRITERIA) - 1e-6
    turned = [{(b, a): 1 / said for (a, b), said in judge.items()} for judge in given_judges]
    again = weigh_pairs(dice.sample(CRITERIA, 7), turned[::-1], LIMITS)
    assert again.weights == pytest.approx(found.weights)
    assert again.ratio == pytest.approx(found.ratio)


FULL = {("a", "b"): 2, ("a", "c"): 6, ("b", "c"): 3}


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: equal([]), "At least one criterion"),
        (lambda: equal(["a", "a"]), "'a' is listed twice"),
        (lambda: ranked(["a", "b", "a"]), "'a' is listed twice"),
        (lambda: swing({"a": 80, "b": 60}), "gets 100 points"),
        (lambda: swing({"a": 100, "b": 120}), "b takes 0 to 100 points, not 120"),
        (lambda: swing({"a": 100, "b": -1}), "b takes 0 to 100 points, not -1"),
        (lambda: given({"a": 60, "b": 30}), "add up to 90%: 10 missing"),
        (lambda: given({"a": 60, "b": 45}), "add up to 105%: 5 too many"),
        (lambda: given({"a": "60"}), "a takes 0 to 100 percent, not '60'"),
        (lambda: given({}), "At least one criterion"),
        (lambda: weigh_pairs(ABC, [], LIMITS), "At least one judge"),
        (lambda: weigh_pairs(["a"], [{}], LIMITS), "2 to 10 criteria, not 1"),
        (lambda: weigh_pairs(ABC, [{("a", "b"): 2}], LIMITS), "a and c is missing"),
        (lambda: weigh_pairs(ABC, [FULL | {("a", "b"): 0}], LIMITS), "from 1/9 to 9, not 0"),
        (lambda: weigh_pairs(ABC, [FULL | {("a", "b"): -2}], LIMITS), "from 1/9 to 9, not -2"),
        (lambda: weigh_pairs(ABC, [FULL | {("a", "b"): 12}], LIMITS), "from 1/9 to 9, not 12"),
        (lambda: weigh_pairs(ABC, [FULL | {("b", "a"): 2}], LIMITS), "b and a are judged twice"),
        (lambda: weigh_pairs(ABC, [FULL | {("a", "a"): 1}], LIMITS), "compared with itself"),
        (lambda: weigh_pairs(ABC, [FULL | {("a", "z"): 1}], LIMITS), "'z' is not a criterion"),
        (lambda: weigh_matrix(ABC, [[1, 2], [0.5, 1]], LIMITS), "a square of 3 by 3"),
        (lambda: weigh_matrix("ab", [[1, 2], [2, 1]], LIMITS), "a against b must be one over"),
        (lambda: weigh_matrix("ab", [[2, 2], [0.5, 1]], LIMITS), "a against a must be"),
        (lambda: weigh_matrix("abcdefghijk", [[1] * 11] * 11, LIMITS), "2 to 10 criteria, not 11"),
    ],
)
def test_bad_weights_are_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()

"""How firm a ranking is: exact where it can be, against a plain loop where it cannot."""

import json
import os
import sys
from dataclasses import asdict
from hashlib import sha256
from subprocess import run

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.rooms.selection.limits import limits
from allied.rooms.selection.ranges import WHOLE, bounds_of
from allied.rooms.selection.robustness import Band, TooNarrow, assess
from allied.rooms.selection.simulation import Standing, draw, draw_scores, draw_weights
from allied.rooms.selection.wording import say_robustness
from tests.rooms.selection.cases import CRITERIA, EXAMPLE, candidates

LIMITS = limits()
AB = ("a", "b")
groups = st.dictionaries(st.sampled_from(["P", "Q", "R", "S"]), candidates, min_size=1)
NAMES = {key: key for key in (*CRITERIA, *EXAMPLE, *"ABCPQRSabc")}


def judged(given_candidates, criteria=CRITERIA, *, seed=1, samples=1000, **more):
    return assess(given_candidates, criteria, LIMITS, seed=seed, samples=samples, **more)


def as_bytes(found):
    return json.dumps(asdict(found)).encode()


@settings(max_examples=40, deadline=None)
@given(groups, st.integers(0, 10_000))
def test_shares_add_up_to_one_for_each_candidate_and_each_rank(group, seed):
    found = judged(group, seed=seed, samples=200)
    for name in group:
        assert sum(found.ranks[name]) == pytest.approx(1)
        for rival in found.wins[name]:
            assert found.wins[name][rival] + found.wins[rival][name] == pytest.approx(1)
        if found.central[name]:
            assert sum(found.central[name].values()) == pytest.approx(1)
            assert 0 <= found.confidence[name] <= 1
    for rank in range(len(group)):
        assert sum(shares[rank] for shares in found.ranks.values()) == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(groups, st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_same_input_in_any_order_gives_the_same_bytes(group, seed, dice):
    names = dice.sample(sorted(group), len(group))
    shuffled = {
        name: {
            key: dice.sample(group[name][key], len(group[name][key]))
            for key in dice.sample(CRITERIA, len(CRITERIA))
        }
        for name in names
    }
    first = judged(group, seed=seed, samples=100)
    again = judged(shuffled, dice.sample(CRITERIA, 7), seed=seed, samples=100)
    assert as_bytes(again) == as_bytes(first)


def test_the_bytes_of_a_seed_are_fixed():
    found = judged(EXAMPLE, seed=7, samples=10_000)
    assert as_bytes(judged(EXAMPLE, seed=7, samples=10_000)) == as_bytes(found)
    assert sha256(as_bytes(found)).hexdigest()[:16] == "bbf9fbe944f7beaf"
    assert as_bytes(judged(EXAMPLE, seed=8, samples=10_000)) != as_bytes(found)


class Loop:
    """The whole reckoning once more, one sample at a time and in plain numbers."""

    def __init__(self, group, seed, count):
        self.keys, self.names, self.count = sorted(CRITERIA), sorted(group), count
        bounds = bounds_of(self.keys, {})
        rows = draw_weights(bounds, count, seed, 0.02, in_order=False)[0].T.tolist()
        self.weights = [dict(zip(self.keys, row, strict=True)) for row in rows]
        ordered = {name: group[name] for name in self.names}
        drawn = draw_scores(ordered, self.keys, count, seed).tolist()
        self.scores = {
            (name, key): cell
            for key, row in zip(self.keys, drawn, strict=True)
            for name, cell in zip(self.names, row, strict=True)
        }

    def totals(self, at, weights):
        return {n: sum(weights[k] * self.scores[n, k][at] for k in self.keys) for n in self.names}

    def standing(self, name, at, weights):
        """How many are ahead in this sample, and how many have the same total (itself too)."""
        totals = self.totals(at, weights)
        ahead = sum(total > totals[name] for total in totals.values())
        return ahead, sum(total == totals[name] for total in totals.values())

    def ranks(self, name):
        found = [0.0] * len(self.names)
        for at, weights in enumerate(self.weights):
            ahead, equal = self.standing(name, at, weights)
            for rank in range(ahead, ahead + equal):
                found[rank] += 1 / equal / self.count
        return found

    def wins(self, name, other):
        found = 0.0
        for at, weights in enumerate(self.weights):
            totals = self.totals(at, weights)
            found += 0.5 if totals[name] == totals[other] else totals[name] > totals[other]
        return found / self.count

    def central(self, name):
        sums, weight = dict.fromkeys(self.keys, 0.0), 0.0
        for at, weights in enumerate(self.weights):
            ahead, equal = self.standing(name, at, weights)
            if not ahead:
                weight += 1 / equal
                for key in self.keys:
                    sums[key] += weights[key] / equal / WHOLE
        return {key: total / weight for key, total in sums.items()}

    def confidence(self, name, central):
        parts = {key: round(weight * WHOLE) for key, weight in central.items()}
        standings = [self.standing(name, at, parts) for at in range(self.count)]
        return sum(1 / equal for ahead, equal in standings if not ahead) / self.count


@settings(max_examples=20, deadline=None)
@given(groups, st.integers(0, 999))
def test_arrays_and_a_plain_loop_agree(group, seed):
    found = judged(group, seed=seed, samples=100)
    loop = Loop(group, seed, 100)
    for name in group:
        assert found.ranks[name] == pytest.approx(loop.ranks(name))
        for other, share in found.wins[name].items():
            assert share == pytest.approx(loop.wins(name, other))
        central = found.central[name]
        assert (central is None) is (found.ranks[name][0] < LIMITS.fewest_first)
        if central is not None:
            assert central == pytest.approx(loop.central(name))
            assert found.confidence[name] == pytest.approx(loop.confidence(name, central))


def test_a_candidate_that_is_better_everywhere_is_always_first():
    found = judged({"A": {"a": (5,), "b": (4, 5)}, "B": {"a": (3, 4), "b": (3,)}}, AB)
    assert found.ranks == {"A": (1, 0), "B": (0, 1)}
    assert (found.leader, found.band) == ("A", Band.ROBUST)
    assert found.confidence == {"A": 1, "B": None}
    assert found.central["B"] is None
    assert found.central["A"]["a"] == pytest.approx(0.5, abs=0.03)
    assert say_robustness(found, NAMES) == "Robust winner: A is first in 100% of 1,000 trials."


def test_twins_share_everything():
    found = judged({"A": {"a": (4,), "b": (2,)}, "B": {"a": (4,), "b": (2,)}}, AB)
    assert found.ranks == {"A": (0.5, 0.5), "B": (0.5, 0.5)}
    assert found.wins["A"]["B"] == 0.5
    assert found.confidence == {"A": 0.5, "B": 0.5}


def test_triplets_share_three_ranks_and_leave_the_last_to_the_worse():
    good, bad = {"a": (4,), "b": (4,)}, {"a": (2,), "b": (2,)}
    found = judged({"A": good, "B": good, "C": good, "S": bad}, AB)
    assert found.ranks["B"] == pytest.approx((1 / 3, 1 / 3, 1 / 3, 0))
    assert found.ranks["S"] == pytest.approx((0, 0, 0, 1))
    assert found.confidence["C"] == pytest.approx(1 / 3)


def test_raters_are_drawn_alike():
    found = judged({"A": {"a": (1, 5, 5)}, "B": {"a": (3,)}}, ("a",), samples=30_000)
    assert found.wins["A"]["B"] == pytest.approx(2 / 3, abs=0.01)


def test_a_hundred_raters_are_drawn_alike_too():
    split = {"A": {"a": (1,) * 44 + (5,) * 56}, "B": {"a": (3,)}}
    found = judged(split, ("a",), samples=30_000)
    assert found.wins["A"]["B"] == pytest.approx(0.56, abs=0.01)


def test_a_cell_without_scores_is_drawn_from_the_whole_scale_and_named():
    found = judged({"A": {}, "B": {"a": (3,)}}, ("a",), samples=30_000)
    assert found.guessed == (("A", "a"),)
    assert found.wins["A"]["B"] == pytest.approx(0.5, abs=0.01)
    assert found.ranks["A"][0] == pytest.approx(0.5, abs=0.01)
    surer = judged({"A": {}, "B": {"a": (4,)}}, ("a",), samples=30_000)
    assert surer.wins["A"]["B"] == pytest.approx(0.3, abs=0.01)


def test_an_order_of_two_criteria_halves_the_weights():
    pair = {"A": {"a": (5,), "b": (1,)}, "B": {"a": (1,), "b": (5,)}}
    assert judged(pair, AB, samples=30_000).ranks["A"][0] == pytest.approx(0.5, abs=0.01)
    found = judged(pair, AB, order=("a", "b"))
    assert found.ranks["A"][0] == 1
    assert judged(pair, AB, order=("b", "a")).ranks["A"][0] == 0


def test_the_mean_of_ordered_weights_is_the_rank_order_centroid():
    found = judged({"A": {"a": (4,), "b": (4,), "c": (4,)}}, "abc", order="cab", samples=30_000)
    expected = {"c": 11 / 18, "a": 5 / 18, "b": 2 / 18}
    assert found.central["A"] == pytest.approx(expected, abs=0.01)


def test_ranges_keep_every_weight_inside_and_uniform():
    pair = {"A": {"a": (5,), "b": (1,)}, "B": {"a": (1,), "b": (5,)}}
    found = judged(pair, AB, ranges={"a": (0.4, 0.6)}, samples=30_000)
    assert found.ranks["A"][0] == pytest.approx(0.5, abs=0.01)
    assert found.central["A"]["a"] == pytest.approx(0.55, abs=0.005)
    assert found.accepted == pytest.approx(1 / 3, abs=0.02)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 0.2), st.floats(0.4, 1)), min_size=3, max_size=3),
    st.booleans(),
)
def test_drawn_weights_add_up_and_obey(pairs, ordered):
    ranges = dict(zip("abc", pairs, strict=True))
    order = "bca" if ordered else None
    keys = order or "abc"
    bounds = bounds_of(keys, ranges)
    weights, accepted = draw_weights(bounds, 200, 5, 0.02, in_order=ordered)
    assert weights.shape == (3, 200)
    for row in weights.T.tolist():
        assert sum(row) == WHOLE
        for key, weight in zip(keys, row, strict=True):
            low, high = ranges[key]
            assert low - 1e-6 <= weight / WHOLE <= high + 1e-6
        assert not ordered or row[0] >= row[1] >= row[2]
    assert 0 < accepted <= 1


def test_ranges_with_hardly_any_room_are_refused_and_say_what_to_do():
    narrow = {key: (0, 0.15) for key in CRITERIA}
    with pytest.raises(TooNarrow, match=r"Only \d+ of 1000 random weightings fit .* Widen"):
        judged(EXAMPLE, ranges=narrow)
    with pytest.raises(TooNarrow, match="Only 0 of 1000"):
        judged(EXAMPLE, order=CRITERIA, ranges={"sponsorship": (0.142, 1)})


def test_vetoed_candidates_are_left_out_and_change_nothing():
    found = judged(EXAMPLE, vetoed=["Delta"])
    assert found.candidates == ("Aster", "Cygnus")
    assert found.below == ("Delta",)
    without = judged({name: EXAMPLE[name] for name in ("Aster", "Cygnus")})
    assert found.ranks == without.ranks
    assert found.wins == without.wins
    assert found.confidence == without.confidence


def test_one_more_candidate_leaves_the_wins_of_the_others_as_they_are():
    two = judged(EXAMPLE, vetoed=["Delta"])
    three = judged(EXAMPLE)
    assert two.wins["Aster"]["Cygnus"] == three.wins["Aster"]["Cygnus"]


def test_the_bands_and_their_sentences():
    depends = judged({"A": {"a": (5,), "b": (2,)}, "B": {"a": (3,), "b": (5,)}}, AB)
    assert (depends.leader, depends.band) == ("B", Band.DEPENDS)
    said = say_robustness(depends, NAMES | {"a": "Strategic fit"})
    assert said.startswith("Depends on weights: B is first in ")
    assert said.endswith(", mostly where Strategic fit counts more.")
    corners = {
        "A": {"a": (5,), "b": (1,), "c": (1,)},
        "B": {"a": (1,), "b": (5,), "c": (1,)},
        "C": {"a": (1,), "b": (1,), "c": (5,)},
    }
    open_ = judged(corners, "abc")
    assert open_.band is Band.OPEN
    assert say_robustness(open_, NAMES).startswith("No clear winner: ")
    alone = judged({"A": {"a": (3,)}}, ("a",))
    assert say_robustness(alone, NAMES) == "A is the only candidate to rank."


def test_twins_have_no_criterion_that_sets_them_apart():
    twins = judged({"A": {"a": (4,), "b": (2,)}, "B": {"a": (4,), "b": (2,)}}, AB)
    assert say_robustness(twins, NAMES) == (
        "Depends on weights: A is first in 50% of 1,000 trials. B is first in 50%."
    )


def test_the_error_is_that_of_the_samples():
    assert assess(EXAMPLE, CRITERIA, LIMITS, seed=1).error == pytest.approx(0.0098)
    assert assess(EXAMPLE, CRITERIA, LIMITS, seed=1).samples == 10_000


def test_what_is_drawn_has_a_stream_of_its_own_and_stays_below_its_limit():
    numbers = draw(7, 10_000, 1, "score", "A", "a")
    assert np.bincount(numbers) == pytest.approx([10_000 / 7] * 7, rel=0.1)
    assert (draw(7, 10_000, 1, "score", "A", "a") == numbers).all()
    for other in [(2, "score", "A", "a"), (1, "score", "B", "a"), (1, "score", "A/a")]:
        assert (draw(7, 10_000, *other) == numbers).mean() < 0.2
    assert not draw(1, 100, 1).any()


def test_weights_without_leeway_are_drawn_as_they_stand():
    exact = {"a": (0.25, 0.25), "b": (0.75, 0.75)}
    weights, accepted = draw_weights(bounds_of(AB, exact), 100, 1, 0.02, in_order=False)
    assert (weights.T == [WHOLE // 4, 3 * WHOLE // 4]).all()
    assert accepted == 1
    thirds = dict.fromkeys("abc", (1 / 3, 1))
    assert draw_weights(bounds_of("abc", thirds), 100, 1, 0.02, in_order=False)[0].min() > 349_520


def test_a_tie_for_first_is_shared():
    totals = np.array([[5, 5, 1], [5, 3, 1], [1, 5, 1]])
    first, _, last = (Standing(place, totals) for place in range(3))
    assert [first.rank(rank) for rank in range(3)] == pytest.approx([4 / 9, 4 / 9, 1 / 9])
    assert first.wins() == pytest.approx([1 / 2, 2 / 3, 2 / 3])
    assert last.rank(0) == pytest.approx(5 / 18)
    # First alone in the first sample, with one other in the second, with two in the third.
    assert first.central(np.array([[WHOLE, WHOLE // 2, 0]])) == pytest.approx([9 / 16])


def test_nobody_waits_for_numpy_before_a_ranking_is_tried():
    code = "import sys, allied.rooms.selection.{}; sys.exit('numpy' in sys.modules)"
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for module in ("robustness", "wording", "concordance"):
        run([sys.executable, "-c", code.format(module)], check=True, env=path)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: judged({}), "1 to 100 candidates can be ranked, not 0"),
        (lambda: judged(EXAMPLE, vetoed=list(EXAMPLE)), "can be ranked, not 0"),
        (lambda: judged(EXAMPLE, vetoed=["Zeta"]), "'Zeta' has a veto but is not among"),
        (lambda: judged(EXAMPLE, []), "At least one criterion"),
        (lambda: judged(EXAMPLE, ("a", "a")), "'a' is listed twice"),
        (lambda: judged(EXAMPLE, ("strategic",)), "'capability' is not a criterion here"),
        (lambda: judged({"A": {"a": (6,)}}, ("a",)), "A score is a number from 1 to 5, not 6"),
        (lambda: judged({"A": {"a": (3,) * 101}}, ("a",)), "up to 100 raters"),
        (lambda: judged(EXAMPLE, samples=99), "number 100 to 100000, not 99"),
        (lambda: judged(EXAMPLE, samples=100_001), "number 100 to 100000, not 100001"),
        (lambda: judged(EXAMPLE, order=CRITERIA[:3]), "names every criterion exactly once"),
        (lambda: judged(EXAMPLE, order=()), "names every criterion exactly once"),
        (lambda: judged(EXAMPLE, ranges={"x": (0, 1)}), "'x' is not a criterion here"),
        (lambda: judged(EXAMPLE, ranges={"cultural": (0.5, 0.2)}), "from its least to its most"),
        (lambda: judged(EXAMPLE, ranges={"cultural": (-0.1, 1)}), "both from 0 to 1"),
        (
            lambda: judged(EXAMPLE, ranges={"cultural": (0.7, 1), "economic": (0.5, 1)}),
            "add up to at least 120%; they must reach 100%",
        ),
        (
            lambda: judged(EXAMPLE, ranges=dict.fromkeys(CRITERIA, (0, 0.1))),
            "add up to at most 70%; they must reach 100%",
        ),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()

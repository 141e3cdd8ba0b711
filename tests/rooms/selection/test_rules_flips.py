"""The exact weights at which another candidate takes the lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.selection.flips import reweigh, say_flip, stability
from allied.rooms.selection.scoring import cell_of, score_candidate
from tests.rooms.selection.cases import CRITERIA, EQUAL, EXAMPLE, steady, weights

scores = st.fixed_dictionaries(dict.fromkeys(CRITERIA, st.floats(1, 5)))
groups = st.dictionaries(st.sampled_from(["P", "Q", "R", "S"]), scores, min_size=2)


def means(*names):
    return {n: {key: cell_of(given).mean for key, given in EXAMPLE[n].items()} for n in names}


def leaders(group, weighting, margin=1e-6):
    """Everybody who leads or nearly does."""
    totals = {
        name: score_candidate({k: (s,) for k, s in each.items()}, weighting).low
        for name, each in group.items()
    }
    return {name for name in totals if totals[name] >= max(totals.values()) - margin}


def test_the_example_flips_where_printed():
    found = stability(means("Aster", "Cygnus"), EQUAL)
    assert found.leader == "Aster"
    flips = [(f.criterion, f.rival, round(100 * f.at, 1), f.below) for f in found.flips]
    assert flips == [
        ("sponsorship", "Cygnus", 10.0, True),
        ("economic", "Cygnus", 18.9, False),
    ]
    assert found.intervals["sponsorship"] == pytest.approx((0.1, 1))
    assert found.intervals["economic"] == pytest.approx((0, 7 / 37))
    assert found.intervals["cultural"] == (0, 1)
    assert say_flip(found.flips[0], "Aster", "Cygnus", "leadership") == (
        "Aster loses to Cygnus if leadership counts less than 10.0%; today it counts 14.3%."
    )
    assert "counts more than 18.9%" in say_flip(found.flips[1], "Aster", "Cygnus", "economic fit")


@steady
@given(groups, weights())
def test_flips_really_flip_and_inside_the_interval_nothing_does(group, weighting):
    found = stability(group, weighting)
    distances = [flip.distance for flip in found.flips]
    assert distances == sorted(distances)
    for flip in found.flips:
        pair = {name: group[name] for name in (found.leader, flip.rival)}
        step = -1e-3 if flip.below else 1e-3
        if 0 <= flip.at + step <= 1:
            beyond = reweigh(weighting, flip.criterion, flip.at + step)
            assert flip.rival in leaders(pair, beyond)
        at = leaders(pair, reweigh(weighting, flip.criterion, flip.at), 1e-4)
        assert at == {found.leader, flip.rival}
    for criterion, (low, high) in found.intervals.items():
        assert low - 1e-9 <= weighting[criterion] <= high + 1e-9
        for share in (0.0, 0.5, 1.0):
            inside = reweigh(weighting, criterion, low + share * (high - low))
            assert found.leader in leaders(group, inside)


@steady
@given(weights(), st.sampled_from(CRITERIA), st.floats(0, 1))
def test_a_moved_weight_leaves_the_others_in_proportion(weighting, criterion, at):
    moved = reweigh(weighting, criterion, at)
    assert sum(moved.values()) == pytest.approx(1)
    assert moved[criterion] == at
    one, other = [key for key in CRITERIA if key != criterion][:2]
    assert moved[one] * weighting[other] == pytest.approx(moved[other] * weighting[one])


def test_where_all_weight_lies_on_one_criterion_the_rest_is_shared_alike():
    assert reweigh({"a": 1.0, "b": 0.0, "c": 0.0}, "a", 0.4) == pytest.approx(
        {"a": 0.4, "b": 0.3, "c": 0.3}
    )
    group = {"P": {"a": 5, "b": 1}, "Q": {"a": 1, "b": 5}}
    found = stability(group, {"a": 1.0, "b": 0.0})
    assert found.leader == "P"
    assert found.intervals["a"] == pytest.approx((0.5, 1))


def test_a_tie_is_named_and_has_no_room():
    found = stability({"P": {"a": 5, "b": 1}, "Q": {"a": 1, "b": 5}}, {"a": 0.5, "b": 0.5})
    assert (found.leader, found.tied) == ("P", ("Q",))
    assert found.intervals["a"] == pytest.approx((0.5, 1))


def test_one_candidate_or_one_criterion_cannot_flip():
    assert stability({"P": {"a": 3}, "Q": {"a": 2}}, {"a": 1.0}).flips == ()
    assert stability(means("Aster"), EQUAL).flips == ()


@pytest.mark.parametrize(
    ("group", "weighting", "said"),
    [
        ({}, EQUAL, "At least one candidate"),
        ({"P": {"a": 3}}, {"a": 0.5, "b": 0.5}, "P has no score on b; leave out incomplete"),
        ({"P": {"a": 3, "z": 2}}, {"a": 1.0}, "'z' is not a criterion"),
        ({"P": {"a": 9}}, {"a": 1.0}, "A score is a number from 1 to 5, not 9"),
        ({"P": {"a": 3}}, {"a": 0.9}, "must add up to 100%"),
    ],
)
def test_bad_input_is_refused(group, weighting, said):
    with pytest.raises(ValueError, match=said):
        stability(group, weighting)
    with pytest.raises(ValueError, match="'z' is not a criterion"):
        reweigh({"a": 1.0}, "z", 0.5)

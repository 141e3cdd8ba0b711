"""Two candidates side by side, and one partner at two times."""

from math import hypot

import pytest
from hypothesis import given

from allied.rooms.selection.comparing import compare, radar
from allied.rooms.selection.criteria import default_rules
from allied.rooms.selection.limits import limits
from allied.rooms.selection.requalifying import Screening, requalify
from allied.rooms.selection.scoring import score_candidate
from tests.rooms.selection.cases import (
    CRITERIA,
    EQUAL,
    EXAMPLE,
    candidates,
    scored,
    steady,
    weights,
)

RULES = default_rules(limits())


def test_who_leads_where_and_what_it_is_worth():
    found = compare(EXAMPLE["Aster"], EXAMPLE["Cygnus"], EQUAL)
    assert found.first_leads == ("sponsorship", "capability")
    assert found.second_leads == ("economic",)
    assert found.points == pytest.approx(100 * (2 / 3) / 28)
    lines = {line.criterion: line for line in found.lines}
    assert lines["sponsorship"].difference == 2
    assert lines["sponsorship"].points == pytest.approx(200 / 28)
    assert lines["cultural"].leads == "equal"
    assert (lines["economic"].n_first, lines["economic"].n_second) == (3, 3)


@steady
@given(candidates, candidates, weights())
def test_the_points_are_the_difference_of_the_scores_and_turn_with_the_sides(one, other, weighting):
    found, turned = compare(one, other, weighting), compare(other, one, weighting)
    apart = score_candidate(one, weighting).value - score_candidate(other, weighting).value
    assert found.points == pytest.approx(apart, abs=1e-9)
    assert turned.points == pytest.approx(-found.points, abs=1e-9)
    assert set(turned.second_leads) == set(found.first_leads)


def test_a_criterion_that_one_side_lacks_is_unknown_and_leaves_the_sum_open():
    found = compare({"a": (4,)}, {"a": (3,), "b": (5, 4)}, {"a": 0.5, "b": 0.5})
    missing = found.lines[1]
    assert (missing.first, missing.second, missing.leads) == (None, 4.5, "unknown")
    assert (missing.n_first, missing.n_second, missing.points) == (0, 2, None)
    assert found.points is None
    assert found.first_leads == ("a",)


def test_the_radar_starts_at_the_top_and_turns_clockwise():
    found = radar({"a": 5, "b": 3, "c": None, "d": 1}, "abcd")
    corners = [(round(p.x, 9), round(p.y, 9)) for p in found if p.x is not None]
    assert corners == [(0, -1), (0.6, 0), (-0.2, 0)]
    assert (found[2].x, found[2].y) == (None, None)
    assert radar({}, "a")[0].x is None


@steady
@given(candidates)
def test_a_corner_is_as_far_out_as_its_score(scores):
    means = {key: sum(each) / len(each) for key, each in scores.items()}
    for point in radar(means, CRITERIA):
        assert hypot(point.x, point.y) == pytest.approx(means[point.criterion] / 5)


def screening(*cells, weighting=EQUAL, rules=RULES):
    return Screening(scored(*cells), weighting, rules)


def test_what_moved_between_two_screenings():
    before = screening("444", "333", "333", "444", "433", "222", "444")
    after = screening("444", "333", "444", "444", "333", "4444", "144")
    found = requalify(before, after)
    moves = [(m.criterion, m.n_before, m.n_after) for m in found.moves[:3]]
    assert moves == [("compliance", 3, 4), ("economic", 3, 3), ("sponsorship", 3, 3)]
    assert found.moves[0].change == 2
    assert [flag.rule.criterion for flag in found.gone_flags] == ["compliance"]
    assert [flag.rule.criterion for flag in found.new_flags] == ["sponsorship"]
    assert (found.n_before, found.n_after) == ((3, 3), (3, 4))
    assert found.change == pytest.approx(found.after[0] - found.before[0])
    assert found.by_weights == pytest.approx(0)
    assert found.unchecked_flags == ()


def test_a_change_of_weights_is_told_apart_from_a_change_of_scores():
    heavy = dict.fromkeys(CRITERIA, 0.1) | {"strategic": 0.4}
    before = screening(*["3"] * 7)
    after = screening("5", *["3"] * 6, weighting=heavy)
    found = requalify(before, after)
    assert found.by_scores == pytest.approx(100 * 0.5 / 7)
    assert found.by_weights == pytest.approx(100 * 0.5 * 0.4 - 100 * 0.5 / 7)
    assert found.change == pytest.approx(20)


@steady
@given(candidates, candidates, weights(), weights())
def test_the_two_causes_add_up_to_the_change(old, new, then, now):
    found = requalify(Screening(old, then, RULES), Screening(new, now, RULES))
    assert found.by_scores + found.by_weights == pytest.approx(found.change)
    assert requalify(Screening(old, then, RULES), Screening(old, then, RULES)).change == 0


def test_a_flag_that_nothing_checks_any_more_is_not_gone():
    before = screening("4", "4", "4", "4", "4", "2", "2")
    after = Screening(before.scores | {"compliance": ()}, EQUAL, RULES[:1])
    found = requalify(before, after)
    assert found.gone_flags == ()
    lost = [flag.rule.criterion for flag in found.unchecked_flags]
    assert lost == ["compliance", "sponsorship"]
    assert found.change is None
    assert found.by_scores is None
    assert found.n_after == (0, 1)
    assert found.after[0] < found.after[1]
    assert found.moves[-1].criterion == "compliance"
    assert found.moves[-1].change is None


def test_other_criteria_are_shown_and_the_causes_are_not_told_apart():
    before = Screening({"a": (3,), "b": (4,)}, {"a": 0.5, "b": 0.5}, ())
    after = Screening({"a": (4,), "c": (2,)}, {"a": 0.5, "c": 0.5}, ())
    found = requalify(before, after)
    shown = {m.criterion: (m.before, m.after) for m in found.moves}
    assert shown == {"a": (3, 4), "b": (4, None), "c": (None, 2)}
    assert found.change == pytest.approx(-12.5)
    assert found.by_scores is None
    assert found.by_weights is None


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: compare({"a": (9,)}, {}, {"a": 1.0}), "from 1 to 5, not 9"),
        (lambda: compare({}, {"z": (3,)}, {"a": 1.0}), "'z' is not a criterion"),
        (lambda: compare({}, {}, {"a": 0.4}), "must add up to 100%"),
        (lambda: radar({}, ()), "At least one criterion"),
        (lambda: radar({"a": 0}, "a"), "from 1 to 5, not 0"),
        (lambda: radar({}, "aa"), "listed twice"),
        (
            lambda: requalify(Screening({}, {}, ()), Screening({}, EQUAL, ())),
            "At least one criterion",
        ),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()

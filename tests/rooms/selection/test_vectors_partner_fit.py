"""The published and exact cases of methods.md 1, each by its id."""

import json
from pathlib import Path

import pytest

from allied.rooms.selection.agreement import within_group, within_group_of
from allied.rooms.selection.chance import CRITICAL, chance_of, critical_agreement
from allied.rooms.selection.concordance import coefficient, concord
from allied.rooms.selection.limits import limits
from allied.rooms.selection.pairwise import weigh_matrix
from allied.rooms.selection.robustness import assess
from allied.rooms.selection.weights import ranked, swing

VECTORS = json.loads((Path(__file__).parent / "vectors_partner_fit.json").read_text())
CASES = {case["id"]: case for case in VECTORS["cases"]}
# The numbers of a saved example of the R package smaa; its data are under the GPL, so not here.
WITHOUT_INPUT = {"smaa-thrombo-rsmaa"}


def case(name):
    return CASES[name]["input"], CASES[name]["expected"]


def near(value, tolerance=1e-9):
    return pytest.approx(value, abs=tolerance)


def smaa(values):
    """A table of values from 0 to 1, as scores that every rater shares."""
    criteria = [f"c{place}" for place in range(len(values[0]))]
    candidates = {
        f"p{place}": {key: (1 + 4 * value,) for key, value in zip(criteria, row, strict=True)}
        for place, row in enumerate(values)
    }
    return assess(candidates, criteria, limits(), seed=20, samples=50_000)


def test_kendalls_w_with_ties_as_zar_prints_it():
    given, expected = case("kendall-w-ties-zar-20.5")
    found = concord(given["rows_raters"])
    assert found.w == near(expected["W"])
    assert (found.spread, found.ties) == (expected["S"], expected["T"])
    assert found.chi_square == near(expected["chi2"])
    assert found.candidates - 1 == expected["df"]
    assert found.p == near(expected["p_chi2"])
    assert found.p_by == "chi-square"
    assert found.mean_spearman == near(expected["mean_spearman"])
    assert list(found.rank_sums) == expected["rank_sums"]


def test_four_judges_on_ten_projects_agree_by_794():
    assert coefficient(1048, raters=4, candidates=10) == near(0.794, 5e-4)


@pytest.mark.parametrize(
    ("name", "consistent"), [("ahp-saaty-drinks", True), ("ahp-saaty-house", False)]
)
def test_pairwise_weights_as_saaty_prints_them(name, consistent):
    given, expected = case(name)
    criteria = [f"c{place}" for place in range(len(given["matrix"]))]
    found = weigh_matrix(criteria, given["matrix"], limits())
    assert list(found.weights.values()) == near(expected["weights"], 1e-6)
    assert found.eigenvalue == near(expected["lambda_max"], 1e-6)
    assert found.index == near(expected["CI"], 1e-6)
    assert found.ratio == near(expected["CR"], 1e-6)
    assert limits().random_index[len(criteria) - 1] == given["RI"]
    assert found.is_consistent is consistent


def test_the_house_points_at_the_pair_that_fits_least():
    given, expected = case("ahp-saaty-house")
    criteria = [f"c{place}" for place in range(8)]
    worst = weigh_matrix(criteria, given["matrix"], limits()).worst
    assert (worst.first, worst.second, worst.said) == ("c2", "c6", 6)
    assert worst.implied == near(expected["weights"][2] / expected["weights"][6], 1e-6)


@pytest.mark.parametrize("name", ["roc-2", "roc-3", "roc-5", "roc-6"])
def test_weights_from_an_order(name):
    given, expected = case(name)
    found = ranked([f"c{place}" for place in range(given["n"])])
    assert list(found.values()) == near(expected["roc"])


def test_weights_from_an_order_of_seven():
    printed = [0.370, 0.228, 0.156, 0.109, 0.073, 0.044, 0.020]
    assert list(ranked("abcdefg").values()) == near(printed, 6e-4)


def test_weights_from_swing_points():
    given, expected = case("swing-weights")
    points = {f"c{place}": value for place, value in enumerate(given["points"])}
    assert list(swing(points).values()) == near(expected["weights"])


def test_three_candidates_each_best_at_one_thing_share_all_ranks():
    given, expected = case("smaa-identity3")
    found = smaa(given["values"])
    for place, name in enumerate(found.candidates):
        assert found.ranks[name] == near(expected["rank_acceptability"][place], 0.01)
        central = list(found.central[name].values())
        assert central == near(expected["central_weights"][place], 0.01)


def test_two_criteria_divide_the_weights_where_the_totals_are_equal():
    given, expected = case("smaa-two-criteria")
    found = smaa(given["values"])
    firsts = [found.ranks[name][0] for name in found.candidates]
    assert firsts == near(expected["first_rank_acceptability"], 0.01)
    for place, name in enumerate(found.candidates):
        central = list(found.central[name].values())
        assert central == near(expected["central_weights"][place], 0.01)


def test_agreement_within_a_group():
    given, expected = case("rwg-basic")
    assert within_group(given["ratings"]) == expected["rwg"]
    given, expected = case("rwg-j")
    assert within_group_of(given["items"]) == near(expected["rwg_j"])


def test_the_exact_chance_of_agreement():
    _, expected = case("rwg-exact-null")
    assert {str(raters) for raters in CRITICAL} == set(expected)
    for raters, critical in CRITICAL.items():
        row = expected[str(raters)]
        found = critical_agreement(raters)
        assert found == (None if critical is None else near((critical, row["p"])))
        assert critical == (None if critical is None else near(row["critical_rwg_5pct"]))
        assert chance_of([3] * raters) == near(row["P(unanimous)"])


def test_no_case_is_left_out():
    tested = Path(__file__).read_text()
    assert [name for name in CASES if f'"{name}"' not in tested] == []
    assert set(CASES) >= WITHOUT_INPUT

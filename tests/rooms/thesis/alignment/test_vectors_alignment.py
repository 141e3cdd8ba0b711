"""The published, exact and computed cases behind the alignment check, each with its source in the file."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from allied.rooms.thesis.alignment import chance, order, restatement, weights
from allied.rooms.thesis.alignment.limits import limits

CASES = {
    case["id"]: case
    for case in json.loads(Path(__file__).with_name("vectors_alignment.json").read_text())["cases"]
}


def case(name):
    found = CASES[name]
    return found["input"], found["expected"], found["tolerance"] or 1e-12


def near(value, wanted, tolerance):
    assert value == pytest.approx(wanted, abs=tolerance), (value, wanted)


def test_every_case_is_tried():
    here = Path(__file__).read_text()
    assert [name for name in CASES if f'"{name}"' not in here] == []


def test_tau_b_with_ties_is_the_published_one():
    given, wanted, tolerance = case("tau-b-scipy-doc")
    near(order.tau_b(given["x"], given["y"]), wanted["tau_b"], tolerance)
    near(order.tau_p(given["x"], given["y"]), wanted["p"], tolerance)


@pytest.mark.parametrize("n", CASES["tau-exact-null"]["input"]["n"])
def test_the_chance_of_tau_is_counted(n):
    _, wanted, tolerance = case("tau-exact-null")
    found, said = order.tau_chance(n), wanted[str(n)]
    for value, name in (
        (found.one_sided, "min_tau_one_sided_5pct"),
        (found.two_sided, "min_tau_two_sided_5pct"),
    ):
        if said[name] is None:
            assert value is None
        else:
            near(value, said[name], tolerance)
    near(found.p_of_same, said["p_one_sided_at_tau_1"], tolerance)
    near(found.p_of_common, said["P(tau>=0.6)_by_chance"], tolerance)


def test_the_distance_of_two_weightings_and_why_cosine_is_not_used():
    given, wanted, tolerance = case("weights-distance-2")
    a, b = given["A"], given["B"]
    near(weights.total_variation(a, b), wanted["TV"], tolerance)
    near(weights.cosine(a, b), wanted["cosine"], tolerance)
    near(weights.jensen_shannon(a, b), wanted["JS_bits"], tolerance)
    near(order.tau_b(a, b), wanted["tau_b"], tolerance)


@pytest.mark.parametrize("n", CASES["tv-null"]["input"]["n"])
def test_the_chance_of_a_distance_is_drawn(n):
    _, wanted, tolerance = case("tv-null")
    bars, said = limits(), wanted[str(n)]
    found = chance.reference(n, draws=bars.draws, seed=bars.seed)
    near(found.mean, said["TV_mean"], tolerance)
    near(found.q05, said["TV_q05"], tolerance)
    near(found.q25, said["TV_q25"], tolerance)
    near(found.median, said["TV_median"], tolerance)
    near(found.cosine_median, said["cosine_median"], tolerance)
    near(found.cosine_q95, said["cosine_q95"], tolerance)


def test_w_of_two_is_spearman_by_its_identity():
    given, wanted, tolerance = case("w-vs-spearman-m2")
    found = order.concordance(given["rows_raters"])
    near(found.w, wanted["W"], tolerance)
    near(found.mean_spearman, wanted["spearman"], tolerance)


def test_w_of_three_partners():
    given, wanted, tolerance = case("w-three-partners")
    found = order.concordance(given["rows_raters"])
    near(found.w, wanted["W"], tolerance)
    near(found.spread, wanted["S"], tolerance)
    near(found.ties, wanted["T"], tolerance)
    near(found.chi_square, wanted["chi2"], tolerance)
    assert found.df == wanted["df"]
    near(found.p, wanted["p_chi2"], tolerance)
    near(found.mean_spearman, wanted["mean_spearman"], tolerance)
    assert list(found.rank_sums) == wanted["rank_sums"]


def test_the_gap_between_two_restatements():
    given, wanted, tolerance = case("restatement-gap")
    a, b = (
        restatement.Restated(
            metric=one["metric"], target=Decimal(one["target"]), due=date.fromisoformat(one["date"])
        )
        for one in (given["A"], given["B"])
    )
    bars = limits()
    bounds = restatement.Bounds(bars.ratio_red, bars.ratio_amber, bars.days_red, bars.days_amber)
    found = restatement.compare(a, b, bounds)
    assert found.same_metric is wanted["same_metric"]
    near(found.ratio, wanted["target_ratio_min_over_max"], tolerance)
    assert found.days == wanted["date_gap_days"]
    assert found.flag == wanted["flag"]

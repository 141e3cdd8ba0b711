"""Loss exceedance: exact moments, a seeded curve, shared causes and the tolerance line."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import exp, inf, nan, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.kit.errors import Refused
from allied.rooms.diligence.loss import LossRisk, Trigger, check_loss_risk, exact_loss, lognormal
from allied.rooms.diligence.loss_curve import Tolerance, against_tolerance, loss_curve
from tests.rooms.diligence.cases import CASES, LIMITS

QUICK = replace(LIMITS, loss_years=4000)


def risk(name="a", low=50.0, high=400.0, frequency=0.3, **more):
    return LossRisk(id=name, low=low, high=high, frequency=frequency, **more)


def linked(name, trigger="storm", chance=1.0, low=50.0, high=400.0):
    return LossRisk(id=name, low=low, high=high, trigger=trigger, chance=chance)


def of_vector():
    risks = CASES["lec"]["input"]["risks"]
    return [risk(str(i), float(r["low"]), float(r["high"]), r["lam"]) for i, r in enumerate(risks)]


def test_mean_spread_and_the_quiet_year_of_the_vector():
    expected = CASES["lec"]["expected"]
    exact = exact_loss(of_vector(), LIMITS)
    assert exact.mean == pytest.approx(expected["mean_analytic"], abs=1e-9)
    assert exact.sd == pytest.approx(expected["sd_analytic"], abs=1e-9)
    assert exact.no_loss == pytest.approx(expected["P(no loss)"], abs=1e-9)


def test_the_curve_of_the_vector():
    """The reference ran 400,000 years, this runs 50,000: the tolerance widens by √8."""
    expected, wider = CASES["lec"]["expected"], sqrt(8)
    curve = loss_curve(of_vector(), LIMITS, seed=11)
    assert curve.years == 50_000
    for amount, chance in expected["P(L>x)"].items():
        assert curve.chance_above(float(amount)) == pytest.approx(chance, abs=0.003 * wider)
    quantiles = [curve.amount_at(share) for share in (0.5, 0.9, 0.95)]
    assert quantiles == pytest.approx(expected["p50,p90,p95"], rel=0.01 * wider)
    mean = sum(curve.losses) / curve.years
    assert mean == pytest.approx(curve.exact.mean, rel=0.05)
    quiet = 1 - curve.chance_above(0)
    assert quiet == pytest.approx(curve.exact.no_loss, abs=0.01)


def test_equal_inputs_and_seed_give_equal_numbers():
    risks = of_vector()
    first = loss_curve(risks, QUICK, seed=5)
    assert loss_curve(list(reversed(risks)), QUICK, seed=5) == first
    assert loss_curve(risks, QUICK, seed=6).losses != first.losses


def test_the_numbers_are_the_same_on_every_machine():
    curve = loss_curve([risk()], replace(LIMITS, loss_years=2000), seed=1)
    assert curve.losses[-1] == pytest.approx(1229.3059675, rel=1e-6)
    assert curve.chance_above(100) == 0.2015


def test_another_risk_leaves_the_years_of_the_others_as_they_are():
    alone = loss_curve([risk("a")], QUICK, seed=3)
    both = loss_curve([risk("a"), risk("b", 10, 60, 1.0)], QUICK, seed=3)
    assert all(more >= less for more, less in zip(both.losses, alone.losses, strict=True))


def test_a_shared_cause_keeps_the_mean_and_widens_the_spread():
    storm = Trigger(id="storm", frequency=0.3)
    apart = exact_loss([risk("a"), risk("b")], LIMITS)
    together = exact_loss([linked("a"), linked("b")], LIMITS, [storm])
    assert together.mean == pytest.approx(apart.mean)
    assert together.sd > apart.sd
    assert together.no_loss == pytest.approx(exp(-0.3))
    assert apart.no_loss == pytest.approx(exp(-0.6))


def test_the_exact_moments_of_a_shared_cause_are_those_of_its_years():
    storm = Trigger(id="storm", frequency=0.8)
    risks = [linked("a", chance=0.5), linked("b", low=20, high=90), risk("c", 10, 60, 1.0)]
    curve = loss_curve(risks, LIMITS, seed=2, triggers=[storm])
    mean = sum(curve.losses) / curve.years
    sd = sqrt(sum((loss - mean) ** 2 for loss in curve.losses) / curve.years)
    assert mean == pytest.approx(curve.exact.mean, rel=0.02)
    assert sd == pytest.approx(curve.exact.sd, rel=0.04)
    assert 1 - curve.chance_above(0) == pytest.approx(curve.exact.no_loss, abs=0.01)


def test_a_chance_of_one_in_two_is_half_the_frequency():
    storm = Trigger(id="storm", frequency=0.6)
    half = exact_loss([linked("a", chance=0.5)], LIMITS, [storm])
    alone = exact_loss([risk("a", frequency=0.3)], LIMITS)
    assert half.mean == pytest.approx(alone.mean)
    assert half.sd == pytest.approx(alone.sd)
    assert half.no_loss == pytest.approx(alone.no_loss)


def test_nothing_at_risk_costs_nothing():
    curve = loss_curve([], LIMITS, seed=1)
    assert curve.exact.mean == curve.exact.sd == 0
    assert curve.exact.no_loss == 1
    assert curve.chance_above(0) == 0
    assert curve.points(10) == ()


def test_a_linked_risk_that_never_follows_costs_nothing():
    storm = Trigger(id="storm", frequency=1.0)
    curve = loss_curve([linked("a", chance=0.0)], QUICK, seed=1, triggers=[storm])
    assert curve.losses[-1] == 0
    assert curve.exact.no_loss == 1


def test_the_ends_of_the_interval_may_be_equal():
    mu, sigma = lognormal(risk(low=100, high=100), LIMITS)
    assert (exp(mu), sigma) == (pytest.approx(100), 0)
    assert loss_curve([risk(low=100, high=100)], QUICK, seed=1).points(3)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"low": 0.0}, "low_out_of_range", "low"),
        ({"low": -1.0}, "low_out_of_range", "low"),
        ({"low": nan}, "low_out_of_range", "low"),
        ({"high": 49.0}, "high_below_low", "high"),
        ({"high": inf}, "high_below_low", "high"),
        ({"high": nan}, "high_below_low", "high"),
        ({"high": 50_001.0}, "interval_too_wide", "high"),
        ({"frequency": 0.0}, "frequency_out_of_range", "frequency"),
        ({"frequency": -1.0}, "frequency_out_of_range", "frequency"),
        ({"frequency": nan}, "frequency_out_of_range", "frequency"),
        ({"frequency": 366.0}, "frequency_out_of_range", "frequency"),
        ({"trigger": "storm"}, "two_frequencies", "frequency"),
        ({"chance": 1.5}, "chance_out_of_range", "chance"),
        ({"chance": nan}, "chance_out_of_range", "chance"),
    ],
)
def test_numbers_that_cannot_be_meant_are_refused(changed, code, field):
    with pytest.raises(Refused) as refused:
        check_loss_risk(replace(risk(), **changed), LIMITS)
    assert (refused.value.code, refused.value.field) == (code, field)
    with pytest.raises(Refused):
        loss_curve([replace(risk(), **changed)], LIMITS, seed=1)


def test_unknown_and_impossible_causes_are_refused():
    with pytest.raises(Refused, match="no shared cause “flood”"):
        exact_loss([linked("a", "flood")], LIMITS, [Trigger(id="storm", frequency=1)])
    with pytest.raises(Refused, match=r"once in ten years is 0\.1"):
        exact_loss([], LIMITS, [Trigger(id="storm", frequency=0)])
    with pytest.raises(ValueError, match="share an id"):
        exact_loss([risk("a"), risk("a")], LIMITS)


def test_many_frequent_risks_get_fewer_years_and_too_many_are_refused():
    busy = loss_curve([risk("a", frequency=50.0)], LIMITS, seed=1)
    assert busy.years == 10_000
    with pytest.raises(Refused, match="at most 250 can be simulated") as refused:
        loss_curve([risk("a", frequency=200.0), risk("b", frequency=200.0)], LIMITS, seed=1)
    assert refused.value.field == "frequency"


def test_the_tolerance_line_shows_where_it_is_crossed():
    curve = loss_curve(of_vector(), QUICK, seed=4)
    line = [Tolerance(Decimal(100), 0.5), Tolerance(Decimal(500), 0.05)]
    first, second = against_tolerance(curve, line)
    assert not first.exceeded
    assert second.exceeded
    assert (second.amount, second.accepted) == (500, 0.05)
    assert second.chance == curve.chance_above(500)
    assert against_tolerance(curve, []) == ()


@pytest.mark.parametrize(
    "points",
    [
        [("0", 0.5)],
        [("-5", 0.5)],
        [("NaN", 0.5)],
        [("5", 1.5)],
        [("5", nan)],
        [("5", 0.5), ("5", 0.4)],
        [("9", 0.5), ("5", 0.4)],
        [("5", 0.1), ("9", 0.2)],
    ],
)
def test_a_tolerance_line_that_makes_no_sense_is_refused(points):
    curve = loss_curve([], QUICK, seed=1)
    with pytest.raises(Refused) as refused:
        against_tolerance(curve, [Tolerance(Decimal(amount), chance) for amount, chance in points])
    assert refused.value.field == "tolerance"


def test_wrong_questions_to_a_curve_are_errors():
    curve = loss_curve([risk()], QUICK, seed=1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        curve.amount_at(1.1)
    with pytest.raises(ValueError, match="two points or more"):
        curve.points(1)
    assert curve.amount_at(0) == curve.losses[0]
    assert curve.amount_at(1) == curve.losses[-1]


risks = st.lists(
    st.builds(
        lambda low, times, often: risk("x", low, low * times, often),
        st.floats(1, 1000),
        st.floats(1, 900),
        st.floats(0.01, 5),
    ),
    max_size=4,
).map(lambda found: [replace(one, id=str(i)) for i, one in enumerate(found)])


@settings(max_examples=25, deadline=None)
@given(risks, st.integers(0, 10**6))
def test_the_curve_only_falls(found, seed):
    curve = loss_curve(found, replace(LIMITS, loss_years=2000), seed=seed)
    points = curve.points(LIMITS.curve_points)
    for near, far in pairwise(points):
        assert near.amount <= far.amount
        assert near.chance >= far.chance
    assert list(curve.losses) == sorted(curve.losses)
    shares = [curve.amount_at(step / 10) for step in range(11)]
    assert shares == sorted(shares)
    assert 0 <= curve.exact.no_loss <= 1


@given(st.floats(1, 1e6), st.floats(1, 1000))
def test_nine_losses_in_ten_lie_between_the_ends(low, times):
    mu, sigma = lognormal(risk(low=low, high=low * times), LIMITS)
    assert exp(mu - 1.6448536269514722 * sigma) == pytest.approx(low)
    assert exp(mu + 1.6448536269514722 * sigma) == pytest.approx(low * times)

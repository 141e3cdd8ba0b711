"""The register over time: calibration, reviews, owners and age."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.diligence.calibration import Resolved, calibrate
from allied.rooms.diligence.upkeep import (
    Upkeep,
    days_overdue,
    days_unchanged,
    neglect_of,
    why_not_review_on,
)
from tests.rooms.diligence.cases import EUR, LIMITS

TODAY = date(2026, 11, 28)
SIDES = {"n": "Northwind", "b": "Brightleaf"}


def over(*cases):
    return [Resolved(str(i), Decimal(share), happened) for i, (share, happened) in enumerate(cases)]


def test_below_twenty_there_is_no_score():
    few = calibrate(over(*[("0.2", False)] * 19), EUR, LIMITS)
    assert (few.brier, few.always_the_rate) == (None, None)
    assert few.sentence == "19 risks are resolved; 20 are needed for a score."
    assert calibrate([], EUR, LIMITS).sentence == "No risk is resolved; 20 are needed for a score."
    one = calibrate(over(("0.2", True)), EUR, LIMITS)
    assert one.sentence == "1 risk is resolved; 20 are needed for a score."
    assert one.bands[1].realised == "1 of 1"


def test_from_twenty_on_the_score_stands_beside_the_plain_guess():
    cases = [("0.2", n < 2) for n in range(10)] + [("0.85", n < 8) for n in range(10)]
    found = calibrate(over(*cases), EUR, LIMITS)
    brier = (2 * 0.64 + 8 * 0.04 + 8 * 0.0225 + 2 * 0.7225) / 20
    assert found.brier == pytest.approx(brier)
    assert found.always_the_rate == pytest.approx(0.25)
    assert (found.resolved, found.happened) == (20, 10)
    assert found.sentence == (
        "Over 20 resolved risks the Brier score is 0.16 (0 is perfect); "
        "always saying 50% would have scored 0.25."
    )
    assert [(b.resolved, b.realised) for b in found.bands] == [
        (0, "no cases"),
        (10, "2 of 10"),
        (0, "no cases"),
        (0, "no cases"),
        (10, "8 of 10"),
    ]
    assert found.bands[1].said == pytest.approx(0.2)
    assert found.bands[0].said is None


def test_a_probability_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="outside the scale"):
        calibrate(over(("1.2", True)), EUR, LIMITS)


@given(st.lists(st.tuples(st.decimals(0, 1, places=2), st.booleans()), min_size=20, max_size=60))
def test_the_score_lies_between_perfect_and_always_wrong(cases):
    found = calibrate(over(*cases), EUR, LIMITS)
    assert 0 <= found.brier <= 1
    assert 0 <= found.always_the_rate <= 0.25
    assert sum(band.resolved for band in found.bands) == found.resolved == len(cases)
    assert sum(band.happened for band in found.bands) == found.happened


@given(st.lists(st.booleans(), min_size=20, max_size=40))
def test_who_knew_scores_nought_and_who_said_the_rate_scores_the_plain_guess(outcomes):
    knew = calibrate(over(*[(int(happened), happened) for happened in outcomes]), EUR, LIMITS)
    assert knew.brier == 0
    rate = Decimal(sum(outcomes)) / len(outcomes)
    plain = calibrate(over(*[(rate, happened) for happened in outcomes]), EUR, LIMITS)
    assert plain.brier == pytest.approx(plain.always_the_rate)


def kept(**changed):
    usual = {
        "id": "r",
        "owners": {"n": "maya", "b": "jonas"},
        "changed_on": TODAY - timedelta(days=10),
        "review_on": TODAY + timedelta(days=30),
    }
    return Upkeep(**{**usual, **changed})


def found(**changed):
    return [(n.code, n.sentence) for n in neglect_of(kept(**changed), SIDES, TODAY, LIMITS)]


def test_a_risk_that_is_kept_has_nothing_missing():
    assert found() == []
    assert found(review_on=TODAY) == []
    assert found(review_on=TODAY + timedelta(days=92)) == []
    assert found(changed_on=TODAY + timedelta(days=3)) == []


@pytest.mark.parametrize(
    ("changed", "code", "sentence"),
    [
        ({"owners": {"n": "maya"}}, "no_owner", "Brightleaf has named no owner."),
        (
            {"owners": {"n": " "}},
            "no_owner",
            "Northwind and Brightleaf have named no owner.",
        ),
        (
            {"review_on": None},
            "no_review",
            "No review is set. A review lies between today and 28 Feb 2027, within a quarter.",
        ),
        (
            {"review_on": TODAY - timedelta(days=1)},
            "review_overdue",
            "The review was due on 27 Nov 2026, 1 day ago.",
        ),
        (
            {"review_on": TODAY + timedelta(days=93)},
            "review_too_far",
            "The review on 1 Mar 2027 is more than a quarter away.",
        ),
        (
            {"changed_on": TODAY - timedelta(days=183)},
            "unchanged",
            "Nobody has changed this risk for 183 days.",
        ),
    ],
)
def test_what_is_missing_is_said(changed, code, sentence):
    assert found(**changed) == [(code, sentence)]


def test_everything_missing_is_said_at_once():
    codes = [code for code, _ in found(owners={}, review_on=None, changed_on=date(2020, 1, 1))]
    assert codes == ["no_owner", "no_review", "unchanged"]


def test_a_review_is_never_set_to_the_past_or_beyond_a_quarter():
    assert why_not_review_on(TODAY, TODAY, LIMITS) == ""
    for wrong in (TODAY - timedelta(days=1), TODAY + timedelta(days=93)):
        assert "between today and 28 Feb 2027" in why_not_review_on(wrong, TODAY, LIMITS)


def test_days_are_counted_from_the_day_after():
    assert [days_overdue(day, TODAY) for day in (None, TODAY, TODAY - timedelta(days=4))] == [
        0,
        0,
        4,
    ]
    assert days_unchanged(TODAY - timedelta(days=7), TODAY) == 7
    assert days_unchanged(TODAY + timedelta(days=7), TODAY) == 0

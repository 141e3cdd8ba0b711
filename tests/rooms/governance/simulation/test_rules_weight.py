"""How much governance: complexity with tiers and floors, set-ups, and too heavy or too light from data."""

from dataclasses import replace

import pytest

from allied.rooms.governance.latency import share_on_time, share_with_writing
from allied.rooms.governance.rights import Deadlock, Escalation, Tiebreak
from allied.rooms.governance.simulation.complexity import Tier, assess, score_of
from allied.rooms.governance.simulation.design import Table
from allied.rooms.governance.simulation.factors import factors, setup_of
from allied.rooms.governance.simulation.limits import limits
from allied.rooms.governance.simulation.setups import compared
from allied.rooms.governance.simulation.weight import Count, Observed, Weight, weigh, wilson
from allied.rooms.governance.starters import starter_blueprint
from tests.rooms.governance.simulation.vectors import expected, inputs

NAMES = tuple(limits().complexity_weights)


def levels(default=0, **changes):
    return {**dict.fromkeys(NAMES, default), **changes}


@pytest.mark.parametrize("name", ["A", "B"])
def test_complexity_as_the_vector_says(name):
    said = inputs("complexity")
    assert dict(limits().complexity_weights) == said["weights"]
    found = assess(said[name], limits())
    score, tier = expected("complexity")[name]
    assert (found.score, found.tier) == (pytest.approx(score), tier)


TIERS = [
    (levels(0), "light", "light"),
    (levels(1), "light", "light"),
    (levels(2), "standard", "standard"),
    (levels(3), "heavy", "heavy"),
    (levels(0, regulatory_data=4), "standard", "standard"),
    (levels(0, strategic_weight=4), "standard", "standard"),
    (levels(0, partners=4), "light", "light"),
    (levels(0, partners=4, scope=4), "heavy", "heavy"),
    (levels(4), "heavy", "heavy"),
]


@pytest.mark.parametrize(("scores", "tier", "recommended"), TIERS)
def test_tiers_with_their_floors(scores, tier, recommended):
    found = assess(scores, limits())
    assert (found.tier, found.recommended) == (tier, recommended)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert all(found.shares[each] == 0 for each in list(Tier)[: list(Tier).index(found.floor)])


def test_between_two_tiers_the_lighter_one_is_recommended():
    scores = levels(1, interdependence=3, scope=2)
    found = assess(scores, limits())
    assert found.tier is Tier.STANDARD
    assert found.shares[Tier.LIGHT] >= limits().doubt_share
    assert found.recommended is Tier.LIGHT
    assert found.is_in_doubt


@pytest.mark.parametrize("name", NAMES)
def test_more_complexity_never_asks_for_less_governance(name):
    tiers = [
        list(Tier).index(assess(levels(1, **{name: level}), limits()).tier) for level in range(5)
    ]
    assert tiers == sorted(tiers)
    assert score_of(levels(1, **{name: 4}), limits().complexity_weights) > score_of(
        levels(1), limits().complexity_weights
    )


@pytest.mark.parametrize(
    "scores", [{}, levels(5), levels(-1), levels(True), levels("2"), {**levels(), "more": 1}]
)
def test_levels_that_are_none_are_refused(scores):
    with pytest.raises(ValueError, match="level"):
        assess(scores, limits())


def test_the_catalogue_has_a_sentence_for_each_level_of_each_factor():
    assert [one.key for one in factors()] == list(NAMES)
    assert all(len(one.levels) == 5 == len(set(one.levels)) for one in factors())


def test_the_standard_set_up_keeps_its_promise_by_the_formula():
    asked = setup_of(Tier.STANDARD)
    in_forum = share_on_time(asked["council"], asked["sla"], 3, 0.9)
    assert round(100 * share_with_writing(in_forum, 0.7, 4, asked["sla"])) == 94
    assert "94 of 100" in asked["why"]


def test_the_starter_beside_the_standard_set_up_differs_where_the_method_says_so():
    lines = {line.name: line for line in compared(Tier.STANDARD, starter_blueprint())}
    assert not lines["Council"].fits
    assert lines["Council"].now == "every month"
    assert not lines["Approval in writing"].fits
    assert not lines["SLA of Roadmap changes"].fits
    assert lines["Steering"].fits
    assert lines["Forums"].fits


def test_a_blueprint_made_as_recommended_fits_line_by_line():
    plan = starter_blueprint()
    rights = tuple(
        replace(
            one,
            written=True,
            sla_days=12,
            escalation=Escalation(to="sponsors", sla_days=5),
            deadlock=Deadlock(kind=Tiebreak.OPTION, option="A"),
        )
        for one in plan.rights
    )
    rhythms = {
        "council": "FREQ=WEEKLY;INTERVAL=2",
        "steering": "FREQ=MONTHLY",
        "teams": "FREQ=WEEKLY",
    }
    forums = tuple(replace(one, rhythm=rhythms[one.id]) for one in plan.forums)
    made = replace(plan, rights=rights, forums=forums)
    assert [line.name for line in compared(Tier.HEAVY, made) if not line.fits] == []


def test_hours_of_people_per_decision_as_the_vector_says():
    said, wanted = inputs("exec-hours"), expected("exec-hours")
    hours = sum(
        one["per_year"]
        * Table(
            key=one["name"],
            period=1,
            attendees=one["attendees"],
            hours=one["hours"],
            prep=one["prep"],
        ).hours_a_session
        for one in said["forums"]
    )
    assert hours == pytest.approx(wanted["hours_per_year"])
    assert hours / said["decisions_per_year"] == pytest.approx(wanted["hours_per_decision"])


def seen(**changes) -> Observed:
    quiet = Observed(
        decisions=20,
        days_to_sla=0.9,
        missed=Count(1, 20),
        hours=9.0,
        idle=Count(2, 12),
        homeless=Count(0, 20),
        reopened=Count(0, 20),
        escalated=Count(1, 20),
    )
    return replace(quiet, **changes)


WEIGHED = [
    ({}, Weight.FITS),
    ({"decisions": 4}, Weight.UNKNOWN),
    ({"decisions": 0}, Weight.UNKNOWN),
    ({"missed": Count(5, 20)}, Weight.FITS),
    ({"missed": Count(5, 20), "days_to_sla": 1.3}, Weight.HEAVY),
    ({"missed": Count(4, 20), "days_to_sla": 1.2}, Weight.FITS),
    ({"hours": 20.0, "idle": Count(9, 12)}, Weight.HEAVY),
    ({"hours": None, "idle": None, "days_to_sla": None}, Weight.FITS),
    ({"homeless": Count(3, 20), "escalated": Count(4, 20)}, Weight.LIGHT),
    ({"reopened": Count(2, 20), "escalated": Count(4, 20)}, Weight.LIGHT),
    (
        {
            "missed": Count(9, 20),
            "days_to_sla": 2.0,
            "reopened": Count(3, 20),
            "escalated": Count(9, 20),
        },
        Weight.BOTH,
    ),
]


@pytest.mark.parametrize(("changes", "weight"), WEIGHED)
def test_two_signs_make_a_verdict_and_too_little_data_makes_none(changes, weight):
    found = weigh(seen(**changes), limits())
    assert found.weight is weight
    assert bool(found.signs) is (weight is not Weight.UNKNOWN)


def test_the_range_of_a_share_follows_wilson():
    assert wilson(5, 20) == pytest.approx((0.1119, 0.4687), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(0, 5)
    assert low == pytest.approx(0)
    assert 0.4 < high < 0.5

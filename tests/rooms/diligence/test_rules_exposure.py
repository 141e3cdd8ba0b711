"""Exposure: cell and money, three views, what is refused, and the order of the register."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.kit.errors import Refused
from allied.rooms.diligence.exposure import (
    Assessment,
    Control,
    ControlState,
    View,
    Zone,
    check_control,
    rate,
    read_assessment,
    zone_of,
)
from allied.rooms.diligence.heat import heat_map
from allied.rooms.diligence.ordering import Rated, in_order, total_exposure
from allied.rooms.diligence.scales import at_level, own_delay, own_impact
from tests.rooms.diligence.cases import CASES, EUR, LIMITS, rated

PLANNED, IN_PLACE = ControlState.PLANNED, ControlState.IN_PLACE


def control(state=IN_PLACE, evidence="minutes 12", often="0", bad="0", name="c"):
    return Control(
        id=name,
        state=state,
        evidence=evidence,
        less_probability=Decimal(often),
        less_impact=Decimal(bad),
    )


def read(probability="", impact="", **more):
    return read_assessment(
        probability=probability, impact=impact, scales=EUR, limits=LIMITS, **more
    )


def test_the_vector_of_the_matrix():
    given_, expected = (CASES["qualitative-matrix"][part] for part in ("input", "expected"))
    said = Assessment(
        probability=at_level(EUR.probability, given_["p_level"]),
        impact=at_level(EUR.impact, given_["impact_level"]),
    )
    less = control(
        often=str(given_["mitigation_p_reduction"]), bad=str(given_["mitigation_impact_reduction"])
    )
    ratings = rate(said, [less], EUR, LIMITS)
    assert ratings.inherent.score == expected["score"]
    assert ratings.inherent.exposure == 1000 * expected["inherent_exposure"]
    assert ratings.residual.exposure == 1000 * Decimal(expected["residual_exposure"])


def test_money_puts_in_order_what_the_cells_misrank():
    """methods.md 11.1: score 6 with 48.5 k stands above score 9 with 32.6 k."""
    six, nine = rated("six", "48.5%", "100 k"), rated("nine", "32%", "101,875")
    assert (six.ratings.inherent.score, nine.ratings.inherent.score) == (6, 9)
    assert six.ratings.inherent.exposure == 48_500
    assert nine.ratings.inherent.exposure == 32_600
    assert [place.risk.id for place in in_order([nine, six])] == ["six", "nine"]


def test_only_what_is_in_place_with_evidence_lowers_the_residual():
    controls = [
        control(often="0.5", name="shown"),
        control(evidence=" ", often="0.5", name="claimed"),
        control(PLANNED, often="0.5", name="planned"),
    ]
    ratings = rate(read("4", "3"), controls, EUR, LIMITS)
    assert ratings.inherent.exposure == 120_000
    assert ratings.residual.exposure == 60_000
    assert ratings.target.exposure == 15_000
    assert ratings.unproven == ("claimed",)
    assert [ratings.seen(view).probability_level for view in View] == [4, 2, 1]


def test_without_controls_all_views_are_the_same():
    ratings = rate(read("3", "€90 k"), [], EUR, LIMITS)
    assert ratings.inherent == ratings.residual == ratings.target
    assert ratings.inherent.exposure == 36_000


def test_an_own_estimate_of_the_money_goes_before_the_product():
    said = read("3", "3", exposure="€55 k")
    ratings = rate(said, [control(often="0.5", bad="0.2")], EUR, LIMITS)
    assert ratings.inherent.exposure == 55_000
    assert ratings.residual.exposure == 22_000
    assert ratings.inherent.score == 9


def test_a_long_delay_moves_the_cell_and_not_the_money():
    ratings = rate(read("3", "2", delay="100 days"), [], EUR, LIMITS)
    assert (ratings.inherent.impact_level, ratings.inherent.exposure) == (5, 20_000)
    only_late = rate(read("3", delay="30"), [], EUR, LIMITS).inherent
    assert (only_late.score, only_late.exposure, only_late.delay_days) == (9, None, 30)


def test_without_bands_of_delay_a_delay_stays_beside_the_risk():
    scales = own_delay(EUR, [], LIMITS)
    said = read_assessment(probability="3", impact="2", delay="100", scales=scales, limits=LIMITS)
    rating = rate(said, [control(bad="0.5")], scales, LIMITS).residual
    assert (rating.impact_level, rating.delay_days) == (1, 50)
    with pytest.raises(Refused, match="a probability but no impact"):
        read_assessment(probability="3", impact="", delay="9", scales=scales, limits=LIMITS)


def test_an_impact_without_a_probability_is_refused():
    with pytest.raises(Refused) as refused:
        read("", "€400 k")
    assert (refused.value.code, refused.value.field) == ("no_probability", "probability")
    assert refused.value.sentence == (
        "This risk has an impact but no probability. "
        "Write a level from 1 to 5 or a percentage such as 30%."
    )


@pytest.mark.parametrize("more", [{"delay": "5"}, {"exposure": "5 k"}])
def test_a_delay_or_an_estimate_without_a_probability_is_refused(more):
    with pytest.raises(Refused, match="no probability"):
        read(**more)


@pytest.mark.parametrize("more", [{}, {"exposure": "5 k"}])
def test_a_probability_without_an_impact_is_refused(more):
    with pytest.raises(Refused, match="Write a level from 1 to 5 or an amount") as refused:
        read("3", "", **more)
    assert refused.value.field == "impact"


def test_an_unreadable_estimate_names_its_field():
    with pytest.raises(Refused, match="is not an amount") as refused:
        read("3", "3", exposure="much")
    assert refused.value.field == "exposure"


def test_a_risk_that_nobody_assessed_is_no_error():
    assert read() is None
    assert read(" ", "\t") is None


@pytest.mark.parametrize("effect", ["-0.1", "1.1", "NaN", "Infinity"])
@pytest.mark.parametrize("field", ["often", "bad"])
def test_a_control_takes_off_between_nothing_and_everything(effect, field):
    with pytest.raises(Refused, match="lies between 0 and 100%"):
        check_control(control(**{field: effect}))
    with pytest.raises(Refused):
        rate(read("3", "3"), [control(**{field: effect})], EUR, LIMITS)


def test_zones_follow_the_defaults():
    assert [zone_of(score, LIMITS) for score in (1, 6, 8, 10, 12, 25)] == [
        Zone.LOW,
        Zone.LOW,
        Zone.WATCH,
        Zone.WATCH,
        Zone.HIGH,
        Zone.HIGH,
    ]
    for score in (0, 26):
        with pytest.raises(ValueError, match="between 1 and 25"):
            zone_of(score, LIMITS)


def test_equal_money_shares_a_rank_and_the_next_is_skipped():
    risks = [
        Rated(id="x", title="Not assessed"),
        rated("late", "3", "3", title="B"),
        rated("top", "5", "5"),
        rated("early", "3", "3", title="a"),
        rated("louder", "2", "€400 k", title="z"),
        rated("small", "1", "1"),
        Rated(id="only-late", title="Late", ratings=rate(read("5", delay="99"), [], EUR, LIMITS)),
    ]
    places = in_order(risks)
    assert [(p.rank, p.tied, p.risk.id) for p in places] == [
        (1, False, "top"),
        (2, True, "early"),
        (2, True, "late"),
        (2, True, "louder"),
        (5, False, "small"),
        (None, False, "only-late"),
        (None, False, "x"),
    ]
    total = total_exposure(risks)
    assert (total.exposure, total.counted, total.without_money) == (2_790_500, 5, 2)


def test_the_order_follows_the_chosen_view():
    helped = rated("helped", "5", "4", control(often="0.9"))
    other = rated("other", "4", "3")
    assert in_order([helped, other])[0].risk.id == "other"
    assert in_order([helped, other], View.INHERENT)[0].risk.id == "helped"
    assert in_order([]) == ()
    assert total_exposure([]).exposure == 0


def test_the_heat_map_counts_every_risk_once():
    risks = [
        rated("a", "4", "3"),
        rated("b", "4", "3"),
        rated("c", "1", "5"),
        Rated(id="d", title="not assessed"),
    ]
    found = heat_map(risks, LIMITS)
    assert found.unassessed == ("d",)
    assert [row[0].probability for row in found.rows] == [5, 4, 3, 2, 1]
    assert [cell.impact for cell in found.rows[0]] == [1, 2, 3, 4, 5]
    assert found.rows[1][2].risks == ("a", "b")
    assert (found.rows[1][2].score, found.rows[1][2].zone) == (12, Zone.HIGH)
    assert found.rows[4][4].count == 1
    assert sum(cell.count for row in found.rows for cell in row) == 3
    assert sum(cell.count for row in heat_map([], LIMITS).rows for cell in row) == 0


def test_the_heat_map_follows_the_chosen_view():
    risk = rated("a", "5", "5", control(PLANNED, often="0.9", bad="0.999"))
    assert heat_map([risk], LIMITS, View.TARGET).rows[4][0].risks == ("a",)
    assert heat_map([risk], LIMITS).rows[0][4].risks == ("a",)


levels = st.integers(1, 5).map(str)
effects = st.decimals(0, 1, places=2)
controls = st.lists(
    st.builds(
        Control,
        id=st.just("c"),
        state=st.sampled_from(ControlState),
        evidence=st.sampled_from(["", "link"]),
        less_probability=effects,
        less_impact=effects,
    ),
    max_size=4,
)


@given(levels, levels, controls)
def test_controls_never_make_a_risk_worse(probability, impact, done):
    ratings = rate(read(probability, impact), done, EUR, LIMITS)
    for before, after in (
        (ratings.inherent, ratings.residual),
        (ratings.residual, ratings.target),
    ):
        assert before.exposure >= after.exposure
        assert before.score >= after.score


@given(st.lists(st.tuples(levels, levels), max_size=30), st.randoms(use_true_random=False))
def test_the_order_is_by_money_whatever_the_order_given(cells, shuffler):
    risks = [rated(str(i), p, m) for i, (p, m) in enumerate(cells)]
    places = in_order(risks)
    money = [place.risk.ratings.residual.exposure for place in places]
    assert money == sorted(money, reverse=True)
    for place in places:
        above = sum(m > place.risk.ratings.residual.exposure for m in money)
        assert place.rank == above + 1
        assert place.tied == (money.count(place.risk.ratings.residual.exposure) > 1)
    shuffler.shuffle(risks)
    assert in_order(risks) == places


@given(st.lists(st.integers(1, 10**6), min_size=4, max_size=4, unique=True), levels, levels)
def test_other_bands_change_the_money_and_not_the_cell(edges, probability, impact):
    scales = own_impact(EUR, [Decimal(edge) for edge in sorted(edges)], LIMITS)
    said = read_assessment(probability=probability, impact=impact, scales=scales, limits=LIMITS)
    assert rate(said, [], scales, LIMITS).inherent.score == int(probability) * int(impact)

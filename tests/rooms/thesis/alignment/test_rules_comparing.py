"""How far apart two sides are: points, order, words, what contradicts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.thesis.alignment import chance, order, weights
from allied.rooms.thesis.alignment.answers import Answer
from allied.rooms.thesis.alignment.asked import Asked, Item
from allied.rooms.thesis.alignment.comparison import Pair, compare, outlier
from allied.rooms.thesis.alignment.contradictions import Kind
from allied.rooms.thesis.alignment.limits import limits
from allied.rooms.thesis.alignment.restatement import Bounds, Facet, Flag, Restated
from allied.rooms.thesis.alignment.restatement import compare as gap_of
from allied.rooms.thesis.alignment.sides import Side
from allied.rooms.thesis.alignment.weights import Band

A, B, C = "org-a", "org-b", "org-c"
ASKED = Asked(
    parties=(A, B),
    outcomes=tuple(
        Item(f"o{k}", name) for k, name in enumerate(("Revenue", "Stores", "Speed", "Cost"))
    ),
    contributions=(Item("c1", "Depots"), Item("c2", "Filling lines")),
    scope=(Item("s1", "Cans"), Item("s2", "Beans")),
    assumptions=(Item("a1", "Shoppers buy it chilled"),),
)
BARS = limits()
BOUNDS = Bounds(0.5, 0.8, 90, 30)
POINTS = st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any)


def answer(points=(40, 30, 20, 10), places=(1, 2, 3, 4), **more):
    return Answer(
        points=dict(zip(ASKED.outcome_ids, points, strict=True)),
        places=dict(zip(ASKED.outcome_ids, places, strict=True)),
        **more,
    )


def result(*answers):
    keys = (A, B, C)
    return compare(
        ASKED, [Side(keys[k], ASKED, tuple(each)) for k, each in enumerate(answers)], BARS
    )


class TestDistance:
    @given(POINTS, POINTS)
    def test_it_is_symmetric_bounded_and_blind_to_the_names_of_outcomes(self, a, b):
        found = weights.total_variation(a, b)
        assert 0 <= found <= 1 + 1e-12
        assert weights.total_variation(b, a) == pytest.approx(found)
        assert weights.total_variation(a[::-1], b[::-1]) == pytest.approx(found)
        assert weights.total_variation(a, a) == 0
        assert sum(weights.moved(a, b)) == pytest.approx(found)

    @pytest.mark.parametrize(
        ("tv", "band"),
        [
            (0, Band.ALIGNED),
            (0.15, Band.ALIGNED),
            (0.1501, Band.TALK),
            (0.30, Band.TALK),
            (0.3001, Band.APART),
            (1, Band.APART),
        ],
    )
    def test_bands(self, tv, band):
        assert weights.band(tv, aligned_to=0.15, talk_to=0.30) is band

    @pytest.mark.parametrize("wrong", [([1, 2], [1]), ([0, 0], [1, 1]), ([-1, 2], [1, 1])])
    def test_what_is_no_weighting_is_refused(self, wrong):
        with pytest.raises(ValueError, match=r"Weights|same outcomes"):
            weights.total_variation(*wrong)

    def test_with_three_outcomes_closeness_is_often_chance(self):
        drawn = {"draws": BARS.draws, "seed": BARS.seed}
        assert chance.as_close(3, 0.15, **drawn) > 0.05 > chance.as_close(4, 0.15, **drawn)
        assert chance.as_close(4, 0, **drawn) == 0
        assert chance.as_close(4, 1, **drawn) == 1
        assert chance.reference(5, **drawn) == chance.reference(5, **drawn)


class TestOrder:
    def test_the_largest_crossing_is_named_with_both_places(self):
        found = order.crossings(("r", "s", "t"), {A: (1, 2, 3), B: (2, 3, 1)})
        assert found[0].outcome == "t"
        assert (found[0].first, found[0].last, found[0].apart) == ((B, 1), (A, 3), 2)
        assert order.crossings(("r", "s"), {A: (1, 2), B: (1, 2)}) == ()

    def test_a_side_that_puts_all_level_has_no_order(self):
        assert order.tau_b([1, 1, 1], [1, 2, 3]) is None
        assert order.concordance([[1, 1], [1, 1]]) is None

    @pytest.mark.parametrize(
        ("tau", "said"),
        [
            (1, "the same order"),
            (0.6, "the same order"),
            (0.2, "partly the same order"),
            (0.1, "different orders"),
            (-1, "different orders"),
        ],
    )
    def test_bands(self, tau, said):
        assert order.same_order(tau, same_from=0.6, partly_from=0.2) == said

    @pytest.mark.parametrize(("sides", "n", "critical"), [(3, 4, 0.82), (3, 5, 0.71), (4, 4, 0.65)])
    def test_the_critical_w_is_counted(self, sides, n, critical):
        assert order.critical_w(sides, n) == pytest.approx(critical, abs=0.01)

    def test_what_is_too_long_to_count_is_not_guessed(self):
        assert order.critical_w(3, 8) is None
        assert order.critical_w(2, 4) is None


class TestRestatement:
    @pytest.mark.parametrize(
        ("a", "b", "flag", "facets"),
        [
            ({}, {}, Flag.GREEN, []),
            ({"metric": "Stores  served"}, {"metric": "stores served"}, Flag.GREEN, []),
            ({"metric": "Stores"}, {"metric": "Shops"}, Flag.RED, [Facet.METRIC]),
            ({"target": 50}, {"target": 100}, Flag.AMBER, [Facet.TARGET]),
            ({"target": 49}, {"target": 100}, Flag.RED, [Facet.TARGET]),
            ({"target": 80}, {"target": 100}, Flag.GREEN, []),
            ({"target": 0}, {"target": 0}, Flag.GREEN, []),
            ({"target": 0}, {"target": 5}, Flag.RED, [Facet.TARGET]),
            ({"target": -5}, {"target": 5}, Flag.RED, [Facet.TARGET]),
            ({"target": -50}, {"target": -100}, Flag.AMBER, [Facet.TARGET]),
            ({"due": date(2027, 7, 30)}, {}, Flag.AMBER, [Facet.DATE]),
            ({"due": date(2027, 7, 29)}, {}, Flag.GREEN, []),
            ({"due": date(2027, 9, 28)}, {}, Flag.AMBER, [Facet.DATE]),
            ({"due": date(2027, 9, 29)}, {}, Flag.RED, [Facet.DATE]),
            ({"unit": "EUR"}, {"unit": "USD"}, Flag.RED, [Facet.UNIT]),
            ({"unit": "EUR"}, {"unit": ""}, Flag.GREEN, []),
            ({"target": None}, {}, Flag.AMBER, [Facet.NO_TARGET]),
            ({"due": None}, {}, Flag.AMBER, [Facet.NO_DATE]),
            ({"metric": ""}, {}, Flag.AMBER, [Facet.NO_METRIC]),
        ],
    )
    def test_flags(self, a, b, flag, facets):
        def said(changed):
            plain = {"metric": "Stores", "target": 10, "due": date(2027, 6, 30)} | changed
            target = plain["target"]
            return Restated(**plain | {"target": None if target is None else Decimal(target)})

        found = gap_of(said(a), said(b), BOUNDS)
        assert found.flag is flag
        assert [facet for facet, _ in found.facets] == facets
        assert gap_of(said(b), said(a), BOUNDS).flag is flag


class TestComparison:
    def test_two_sides_who_say_the_same_are_aligned(self):
        found = result([answer()], [answer()])
        assert (found.tv, found.band, found.tau) == (0, Band.ALIGNED, 1)
        assert found.crossings == found.contradictions == found.talk == ()

    def test_the_two_outcomes_that_add_most_are_talked_about(self):
        found = result([answer((40, 30, 20, 10))], [answer((10, 30, 25, 35), (4, 2, 3, 1))])
        assert found.tv == pytest.approx(0.3)
        assert [row.name for row in found.talk] == ["Revenue", "Cost"]
        assert found.rows[0].moves == pytest.approx(0.15)
        assert found.crossings[0].outcome in {"o0", "o3"}

    def test_the_overall_colour_is_that_of_the_three_heaviest_outcomes(self):
        far = {"o3": Restated(metric="Cost", target=Decimal(1), due=date(2027, 1, 1))}
        near = {"o3": Restated(metric="Cost", target=Decimal(9), due=date(2027, 1, 1))}
        same = {
            f"o{k}": Restated(metric="m", target=Decimal(1), due=date(2027, 1, 1)) for k in range(3)
        }
        light = result([answer(success=same | far)], [answer(success=same | near)])
        assert (light.overall, light.rows[3].gap.flag) == (Flag.GREEN, Flag.RED)
        heavy = (10, 20, 30, 40)
        heavier = result([answer(heavy, success=same | far)], [answer(heavy, success=same | near)])
        assert heavier.overall is Flag.RED

    def test_one_side_alone_is_compared_with_nobody(self):
        found = result([answer()])
        assert (found.tv, found.band, found.contradictions) == (None, None, ())

    def test_three_sides_have_w_pairs_and_the_one_without_whom_the_others_are_closest(self):
        found = result([answer()], [answer()], [answer((10, 20, 30, 40), (4, 3, 2, 1))])
        assert (found.outlier, found.tau) == (C, None)
        assert found.worst.tv == pytest.approx(0.4)
        assert found.tv == pytest.approx(0.8 / 3)
        assert found.concordance.critical == order.critical_w(3, 4)

    def test_nobody_is_the_outlier_when_all_are_alike(self):
        assert outlier([Pair(A, B, 0.1), Pair(A, C, 0.1), Pair(B, C, 0.1)]) == ""

    def test_three_people_of_one_side_show_how_far_the_side_is_apart(self):
        found = result([answer(), answer((10, 20, 30, 40), (4, 3, 2, 1)), answer()], [answer()])
        side = found.sides[0]
        assert side.spread.people == 3
        assert side.spread.largest == pytest.approx(0.4)
        assert side.points == pytest.approx((30, 80 / 3, 70 / 3, 20))
        assert side.places == (1, 2, 3, 4)
        assert found.sides[1].spread is None

    def test_several_people_speak_by_their_middle(self):
        def said(metric, target, day):
            return answer(success={"o0": Restated(metric=metric, target=Decimal(target), due=day)})

        side = Side(
            A,
            ASKED,
            (
                said("Net sales", 10, date(2027, 1, 1)),
                said("net  sales", 30, date(2027, 3, 1)),
                said("Profit", 20, date(2027, 2, 1)),
            ),
        )
        words = side.success("o0")
        assert (words.metric, words.target, words.due) == ("Net sales", 20, date(2027, 2, 1))


class TestContradictions:
    @pytest.mark.parametrize(
        ("a", "b", "kinds"),
        [
            ({"scope": {"s1": "in"}}, {"scope": {"s1": "out"}}, [Kind.IN_AND_OUT]),
            ({"scope": {"s1": "in"}}, {"scope": {}}, []),
            ({"critical": ("a1",)}, {"critical": ()}, [Kind.CRITICAL_ON_ONE]),
            ({"critical": ("a1",)}, {"critical": None}, []),
            ({"brings": {"c1": (A,)}}, {"brings": {"c1": (A,)}}, []),
            ({"brings": {"c1": (B,)}}, {"brings": {"c1": (A,)}}, [Kind.NOBODY_BRINGS]),
            ({"brings": {"c1": ()}}, {"brings": {"c1": ()}}, [Kind.NOBODY_BRINGS]),
            ({"brings": {"c1": (A,)}}, {"brings": {"c1": (B,)}}, [Kind.SEVERAL_BRING]),
            ({"brings": {"c1": (A, B)}}, {"brings": {"c1": (A, B)}}, []),
            ({"brings": {"c1": (A, B)}}, {"brings": {"c1": (B,)}}, [Kind.SEVERAL_BRING]),
            ({"brings": {"c1": (A,)}}, {"brings": {}}, []),
        ],
    )
    def test_each_kind(self, a, b, kinds):
        found = result([answer(**a)], [answer(**b)])
        assert [one.kind for one in found.contradictions] == kinds

    @pytest.mark.parametrize(("target", "found"), [("50", False), ("49.9", True), ("201", True)])
    def test_targets_more_than_twice_apart(self, target, found):
        one, other = (
            answer(success={"o1": Restated(metric="m", target=Decimal(text))})
            for text in ("100", target)
        )
        kinds = [each.kind for each in result([one], [other]).contradictions]
        assert (Kind.TARGETS_APART in kinds) is found

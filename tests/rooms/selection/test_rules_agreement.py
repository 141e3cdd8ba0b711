"""What the raters agree on, against chance, against brute force and against printed examples."""

from dataclasses import replace
from itertools import permutations, product
from statistics import variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.selection import concordance
from allied.rooms.selection.agreement import agree, to_talk_through, within_group, within_group_of
from allied.rooms.selection.chance import chance_of, critical_agreement
from allied.rooms.selection.concordance import chi_square_tail, concord, ranks
from allied.rooms.selection.limits import limits
from allied.rooms.selection.reliability import rely, why_no_reliability
from tests.rooms.selection.cases import steady, whole

LIMITS = limits()
SHROUT_FLEISS = [  # six targets, four judges (1979, table 2)
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
]


@pytest.mark.parametrize(
    ("scores", "said", "proven"),
    [
        ([4], "One rater: nothing to compare with.", False),
        ([4, 4], "2 raters gave the same score. So few can agree by luck.", False),
        ([4, 4, 4, 4], "4 raters gave the same score. So few can agree by luck.", False),
        ([3, 4, 4], "3 raters differ by at most 1. So few can agree by luck.", False),
        ([2, 4, 5, 3], "4 raters differ by 3 (2 to 5): talk it through.", False),
        ([4, 4, 4, 4, 4], "5 raters gave the same score: closer than luck explains.", True),
        ([4, 4, 4, 4, 5], "5 raters differ by at most 1: closer than luck explains.", True),
        ([1, 1, 1, 1, 3], "5 raters differ by 2 (1 to 3): talk it through.", False),
    ],
)
def test_the_sentence_claims_no_more_than_the_raters_show(scores, said, proven):
    found = agree(scores, LIMITS)
    assert found.said == said
    assert found.proven is proven


def test_five_raters_split_two_to_three_do_not_beat_luck():
    found = agree([4, 4, 4, 5, 5], LIMITS)
    assert found.rwg == pytest.approx(0.85)
    assert found.chance == pytest.approx(0.04)
    six = agree([4, 4, 4, 5, 5, 5], LIMITS)
    assert six.chance < 0.05


@steady
@given(st.lists(whole, min_size=1, max_size=4))
def test_up_to_four_raters_never_prove_agreement(scores):
    assert not agree(scores, LIMITS).proven


@steady
@given(st.lists(whole, min_size=2, max_size=4))
def test_the_chance_is_that_of_every_possible_answer(scores):
    every = list(product(range(1, 6), repeat=len(scores)))
    closer = sum(variance(other) <= variance(scores) + 1e-9 for other in every)
    assert chance_of(scores) == pytest.approx(closer / len(every))


@steady
@given(st.lists(whole, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_agreement_knows_no_order_and_no_side(scores, dice):
    shuffled = dice.sample(scores, len(scores))
    mirrored = [6 - score for score in scores]
    assert agree(shuffled, LIMITS) == agree(scores, LIMITS)
    assert agree(mirrored, LIMITS).rwg == pytest.approx(agree(scores, LIMITS).rwg)
    assert 0 <= within_group(scores) <= 1
    assert within_group_of([scores]) == pytest.approx(within_group(scores))


def test_raters_at_the_two_ends_do_not_agree_at_all():
    assert within_group([1, 5]) == 0
    assert within_group_of([[1, 5], [1, 5]]) == 0
    assert chance_of([1, 5]) == 1


def test_the_discussion_list_has_the_widest_first():
    found = to_talk_through(
        {"Aster": {"a": (3, 4), "b": (2, 4, 4), "c": ()}, "Cygnus": {"a": (1, 5)}}, LIMITS
    )
    assert [(t.candidate, t.criterion, t.lowest, t.highest, t.n) for t in found] == [
        ("Cygnus", "a", 1, 5, 2),
        ("Aster", "b", 2, 4, 3),
    ]


def test_ranks_share_ties():
    assert ranks([30, 10, 20, 20]) == (4, 1, 2.5, 2.5)
    assert ranks([5, 5, 5]) == (2, 2, 2)


def test_the_same_order_and_the_opposite_one():
    same = concord([[1, 2, 3, 4], [2, 3, 4, 5], [1, 3, 4, 5]])
    assert same.w == pytest.approx(1)
    assert same.mean_spearman == pytest.approx(1)
    assert (same.p, same.p_by) == (pytest.approx(1 / 576), "every order")
    opposite = concord([[1, 2, 3, 4], [4, 3, 2, 1]])
    assert opposite.w == pytest.approx(0)
    assert opposite.p == 1


def test_the_exact_chance_of_the_same_order_by_three_raters():
    found = concord([[1, 2, 3, 4]] * 3)
    assert found.p == pytest.approx(1 / 24**2)
    assert found.p_by == "every order"


def test_drawn_orders_come_close_to_every_order_and_repeat_by_seed():
    table = [[1, 2, 3, 4, 5], [2, 1, 3, 5, 4], [1, 3, 2, 4, 5], [3, 1, 2, 5, 4]]
    found = concord(table, seed=3)
    assert found.p_by == "drawn orders"
    assert found == concord(table, seed=3)
    assert found.p == pytest.approx(concord(table, seed=4).p, abs=0.01)


@steady
@given(st.lists(st.lists(whole, min_size=3, max_size=3), min_size=2, max_size=4))
def test_every_order_is_tried_as_a_plain_loop_tries_it(table):
    found = concord(table)
    if found is None:
        return
    rows = [ranks(row) for row in table]
    sums = [
        [sum(column) for column in zip(rows[0], *others, strict=True)]
        for others in product(*map(permutations, rows[1:]))
    ]
    spreads = [variance(row) * 2 for row in sums]
    assert found.p_by == "every order"
    as_well = sum(spread >= found.spread - 1e-9 for spread in spreads)
    assert found.p == pytest.approx(as_well / len(spreads))


def test_drawn_orders_are_as_likely_as_every_order(monkeypatch):
    table = [[1, 2, 3, 3], [2, 1, 3, 4], [4, 1, 3, 2], [1, 3, 2, 4]]
    exact = concord(table)
    monkeypatch.setattr(concordance, "MOST_ORDERS", 0)
    drawn = concord(table)
    assert (exact.p_by, drawn.p_by) == ("every order", "drawn orders")
    assert drawn.p == pytest.approx(exact.p, abs=0.015)


def test_nobody_tells_the_candidates_apart():
    assert concord([[3, 3, 3], [4, 4, 4]]) is None


@steady
@given(
    st.lists(st.lists(whole, min_size=3, max_size=3), min_size=2, max_size=4),
    st.randoms(use_true_random=False),
)
def test_w_knows_neither_the_order_of_raters_nor_of_candidates(table, dice):
    found = concord(table)
    turned = [list(column) for column in zip(*table, strict=True)]
    dice.shuffle(turned)
    again = [list(row) for row in zip(*turned, strict=True)]
    dice.shuffle(again)
    other = concord(again)
    if found is None:
        assert other is None
    else:
        assert 0 <= found.w <= 1
        assert 0 < found.p <= 1
        assert other.w == pytest.approx(found.w)
        assert other.p == pytest.approx(found.p)


@pytest.mark.parametrize(
    ("x", "df", "tail"),
    [  # the customary table of chi-square
        (3.841458820694124, 1, 0.05),
        (5.991464547107979, 2, 0.05),
        (7.814727903251179, 3, 0.05),
        (16.918977604620448, 9, 0.05),
        (23.209251158954356, 10, 0.01),
        (0, 4, 1),
    ],
)
def test_the_tail_of_chi_square(x, df, tail):
    assert chi_square_tail(x, df) == pytest.approx(tail, abs=1e-12)


def test_intraclass_correlation_as_shrout_and_fleiss_print_it():
    found = rely(SHROUT_FLEISS, LIMITS)
    assert round(found.single, 2) == 0.29
    assert round(found.average, 2) == 0.62
    assert found.band == "moderate"


@pytest.mark.parametrize(
    ("noise", "band"), [(0, "excellent"), (1.2, "good"), (1.9, "moderate"), (6, "poor")]
)
def test_the_bands_of_reliability(noise, band):
    signs = [(1, -1, 0), (-1, 0, 1), (0, 1, -1), (1, -1, 0), (-1, 0, 1), (0, 1, -1)]
    table = [[place + 1 + noise * sign for sign in row] for place, row in enumerate(signs)]
    assert rely(table, LIMITS).band == band


def test_reliability_needs_five_candidates_and_three_raters():
    assert why_no_reliability(5, 3, LIMITS) == ""
    said = "needs 5 candidates and 3 raters; here are 4 and 3"
    assert said in why_no_reliability(4, 3, LIMITS)
    with pytest.raises(ValueError, match=said):
        rely([(1, 2, 3)] * 4, LIMITS)
    with pytest.raises(ValueError, match="here are 5 and 2"):
        rely([(1, 2)] * 5, LIMITS)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: within_group([3]), "at least two raters"),
        (lambda: within_group([3, 9]), "A score is a number from 1 to 5, not 9"),
        (lambda: within_group_of([]), "at least one criterion"),
        (lambda: agree([], LIMITS), "at least one rater"),
        (lambda: agree([3, 0], LIMITS), "A score is a number from 1 to 5, not 0"),
        (lambda: agree([3, 3.5], LIMITS), "whole scores from 1 to 5, not 3.5"),
        (lambda: chance_of([3] * 21), "2 to 20 raters, not 21"),
        (lambda: chance_of([3]), "2 to 20 raters, not 1"),
        (lambda: critical_agreement(5, 0), "between 0 and 1, both excluded; 0 does not"),
        (lambda: to_talk_through({"A": {"a": (6,)}}, LIMITS), "A score is a number from 1 to 5"),
        (lambda: concord([[1, 2]]), "at least 2 raters over 2 candidates"),
        (lambda: concord([[1, 2], [1]]), "Each rater scores every candidate"),
        (lambda: concord([[1, 2], [1, None]]), "Each score is a number"),
        (lambda: chi_square_tail(-1, 3), "from 0 and 1 or more degrees"),
        (lambda: rely([], LIMITS), "one row per candidate"),
        (lambda: rely([(1, 2, 3), (1, 2)], LIMITS), "one row per candidate"),
        (lambda: rely([(1, 2, None)] * 5, LIMITS), "Each score is a number"),
        (lambda: rely([(3, 3, 3)] * 5, LIMITS), "All scores are equal"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_a_wider_range_that_is_not_talked_through_is_held_against_luck():
    wide = replace(LIMITS, talk_range=3)
    assert agree([3, 3, 4, 5, 5], wide).said == (
        "5 raters differ by at most 2; random answers come as close in 19% of cases."
    )
    assert agree([4] * 24 + [2], wide).said == "25 raters differ by at most 2."
    strict = replace(LIMITS, most_chance=0.001)
    assert agree([4] * 5, strict).said == (
        "5 raters gave the same score; random answers come as close in less than 1% of cases."
    )


def test_more_raters_than_chance_is_counted_for_are_only_described():
    found = agree([4] * 25, LIMITS)
    assert found.said == "25 raters gave the same score."
    assert not found.proven

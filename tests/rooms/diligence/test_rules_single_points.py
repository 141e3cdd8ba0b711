"""Single points of failure: sole owners, load, bus factor, cut points, leave and deputies."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.kit.errors import Refused
from allied.rooms.diligence.absences import (
    Absence,
    Period,
    gaps_in_cover,
    leave_in,
    next_quarter,
    with_deputies,
)
from allied.rooms.diligence.bus_factor import bus_factor
from allied.rooms.diligence.cut_points import cut_points, ties_of
from allied.rooms.diligence.single_points import (
    Concentration,
    concentration_of,
    holders_of_many,
    load_of,
    sole_owners,
    systems_in_need,
    without_owner,
)
from tests.rooms.diligence.cases import CASES, LIMITS, item

QUARTER = Period(date(2027, 1, 1), date(2027, 3, 31))


def owned(ownership):
    return [item(name, *people) for name, people in ownership.items()]


def test_the_vector_of_ownership():
    given_, expected = (CASES["ownership-hhi"][part] for part in ("input", "expected"))
    items = owned(given_["ownership"])
    load = load_of(items, LIMITS)
    assert load.by_person == expected["load"]
    assert next(iter(load.by_person)) == "ann"
    assert load.hhi == pytest.approx(expected["hhi"], abs=1e-9)
    assert load.effective_owners == pytest.approx(expected["effective_owners"], abs=1e-9)
    assert load.concentration is Concentration.HIGHLY_CONCENTRATED
    assert [one.item.id for one in sole_owners(items)] == expected["sole_owner_items"]
    factor = bus_factor(items, LIMITS)
    assert factor.number == expected["bus_factor_gt50pct"]
    assert list(factor.people) == expected["removed"]
    assert (factor.orphaned, factor.items) == (4, 6)


def test_a_sole_owner_is_red_where_the_item_is_critical():
    items = [
        item("b", "ann"),
        item("a", "bob", critical=True),
        item("c", "ann", "bob", critical=True),
        item("d", "ann", "ann"),
        item("e", "ann", deputies=("bob",)),
        item("f"),
    ]
    found = sole_owners(items)
    assert [(one.item.id, one.person, one.red) for one in found] == [
        ("a", "bob", True),
        ("b", "ann", False),
        ("d", "ann", False),
    ]
    assert [one.id for one in without_owner(items)] == ["f"]


def test_load_without_owners_is_no_number():
    assert load_of([], LIMITS) is None
    assert load_of([item("a")], LIMITS) is None
    alone = load_of([item("a", "ann"), item("b")], LIMITS)
    assert (alone.hhi, alone.effective_owners, alone.items) == (1, 1, 1)


def test_labels_of_concentration_begin_above_the_line():
    assert [concentration_of(hhi, LIMITS) for hhi in (0.1, 0.18, 0.181, 0.25, 0.251, 1)] == [
        Concentration.SPREAD,
        Concentration.SPREAD,
        Concentration.CONCENTRATED,
        Concentration.CONCENTRATED,
        Concentration.HIGHLY_CONCENTRATED,
        Concentration.HIGHLY_CONCENTRATED,
    ]


def test_too_many_rights_in_one_hand():
    rights = [item(str(n), "ann", kind="decision right") for n in range(4)]
    rights += [item("x", "bob", kind="decision right"), *owned({"y": ["bob"] * 5})]
    assert holders_of_many(rights, LIMITS) == (("ann", 4),)
    assert holders_of_many([], LIMITS) == ()


def test_systems_that_stop_the_critical_come_first():
    items = [
        item("a", systems=("crm", "crm")),
        item("b", systems=("crm",)),
        item("c", critical=True, systems=("line 2",)),
    ]
    found = systems_in_need(items)
    assert [(s.system, s.items, s.critical) for s in found] == [("line 2", 1, 1), ("crm", 2, 0)]


def test_the_bus_factor_of_nothing_and_of_orphans():
    assert bus_factor([], LIMITS).number == 0
    orphans = bus_factor([item("a"), item("b"), item("c", "ann")], LIMITS)
    assert (orphans.number, orphans.orphaned) == (0, 2)
    pair = bus_factor([item("a", "ann", deputies=("bob",))], LIMITS)
    assert pair.people == ("ann", "bob")


@pytest.mark.parametrize("share", [-0.1, 1, 1.5, float("nan")])
def test_a_share_that_cannot_be_exceeded_is_an_error(share):
    with pytest.raises(ValueError, match="not including, 1"):
        bus_factor([item("a", "ann")], LIMITS, share)


people = st.sampled_from("abcdef")
crews = st.lists(st.lists(people, max_size=4, unique=True), max_size=8).map(
    lambda found: [item(str(i), *crew) for i, crew in enumerate(found)]
)


def orphaned(items, away):
    return sum(set(one.able) <= set(away) for one in items)


def fewest(items, share):
    """The true bus factor, by trying every group of people."""
    everybody = sorted({person for one in items for person in one.able})
    for size in range(len(everybody) + 1):
        for away in combinations(everybody, size):
            if orphaned(items, away) > share * len(items):
                return size
    return len(everybody)


@settings(max_examples=60, deadline=None)
@given(crews, st.sampled_from([0.0, 0.25, 0.5, 0.75]))
def test_the_people_found_do_orphan_that_many_and_no_smaller_group_is_claimed(items, share):
    found = bus_factor(items, LIMITS, share)
    assert found.orphaned == orphaned(items, found.people)
    if items:
        assert found.orphaned > share * len(items)
        assert found.number >= fewest(items, share)
        assert orphaned(items, found.people[:-1]) <= share * len(items) or not found.people


@given(crews)
def test_the_more_must_be_orphaned_the_more_people_it_takes(items):
    found = [bus_factor(items, LIMITS, share).people for share in (0, 0.2, 0.4, 0.6, 0.8)]
    for fewer, more in pairwise(found):
        assert more[: len(fewer)] == fewer


@settings(deadline=None)
@given(crews.filter(bool))
def test_somebody_more_for_everything_never_makes_it_worse(items):
    helped = [replace(one, deputies=("newcomer",)) for one in items]
    assert fewest(helped, 0.5) >= fewest(items, 0.5)
    assert bus_factor(helped, LIMITS).number >= bus_factor(items, LIMITS).number


@given(crews)
def test_shares_of_load_add_up(items):
    load = load_of(items, LIMITS)
    if load:
        assert sum(load.by_person.values()) == pytest.approx(load.items)
        assert 1 / len(load.by_person) <= load.hhi + 1e-9
        assert load.hhi <= 1 + 1e-9


def test_the_vectors_of_cut_points():
    case = CASES["articulation"]
    found = cut_points(map(tuple, case["input"]["edges"]))
    assert sorted(p.node for p in found) == case["expected"]["articulation_points"]
    assert [(p.node, p.cut_off) for p in found] == [("ops_council", 4), ("ann", 2), ("bob", 1)]


def test_the_published_barbell():
    """Two cliques of four, joined by a path of two nodes, numbered as NetworkX does."""
    left, right = range(4), range(6, 10)
    edges = [*combinations(left, 2), *combinations(right, 2), (3, 4), (4, 5), (5, 6)]
    found = cut_points((str(a), str(b)) for a, b in edges)
    assert {int(p.node) for p in found} == set(
        CASES["articulation-networkx-doc"]["expected"]["set"]
    )


def parts_of(edges, without=None):
    """The sizes of the connected parts, found by plain walking."""
    nodes = {node for edge in edges for node in edge} - {without}
    sizes = []
    while nodes:
        part, wave = set(), {nodes.pop()}
        while wave:
            part |= wave
            wave = {b for a, b in edges if a in part} | {a for a, b in edges if b in part}
            wave -= part | {without}
        nodes -= part
        sizes.append(len(part))
    return sizes


graphs = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=14)


@given(graphs)
def test_without_a_cut_point_more_parts_are_left_and_only_then(edges):
    edges = [(a, b) for a, b in edges if a != b]
    found = {point.node: point for point in cut_points(edges)}
    for node in {node for edge in edges for node in edge}:
        falls_apart = len(parts_of(edges, node)) > len(parts_of(edges))
        assert (node in found) == falls_apart, node


@given(graphs)
def test_cut_off_counts_what_loses_the_largest_part(edges):
    edges = [(a, b) for a, b in edges if a != b]
    for point in cut_points(edges):
        reach = {point.node}
        while True:
            more = {b for a, b in edges if a in reach} | {a for a, b in edges if b in reach}
            if more <= reach:
                break
            reach |= more
        inside = [(a, b) for a, b in edges if a in reach]
        assert point.cut_off == len(reach) - 1 - max(parts_of(inside, point.node))


def test_a_long_chain_needs_no_recursion():
    length = 20_000
    found = cut_points((str(n), str(n + 1)) for n in range(length))
    assert len(found) == length - 1
    assert found[0].node == str(length // 2)


def test_loops_and_double_ties_change_nothing():
    assert cut_points([("a", "a")]) == ()
    assert cut_points([("a", "b"), ("b", "a"), ("a", "b")]) == ()
    assert cut_points([]) == ()


def test_the_graph_of_the_items():
    ties = ties_of([item("nda", "ann", "bob", systems=("crm",)), item("crm", "cho", kind="system")])
    assert ties == (
        ("contract:nda", "person:ann"),
        ("contract:nda", "person:bob"),
        ("contract:nda", "system:crm"),
        ("system:crm", "person:cho"),
    )
    assert [point.node for point in cut_points(ties)] == ["contract:nda", "system:crm"]
    with pytest.raises(ValueError, match="not a person"):
        ties_of([item("ann", "bob", kind="person")])


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 28), date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 1, 1), date(2027, 4, 1), date(2027, 6, 30)),
        (date(2027, 6, 30), date(2027, 7, 1), date(2027, 9, 30)),
        (date(2027, 9, 30), date(2027, 10, 1), date(2027, 12, 31)),
    ],
)
def test_the_next_quarter(today, first, last):
    assert next_quarter(today) == Period(first, last)


def away(person, first, last=None):
    start = date(2027, 1, 1) + timedelta(days=first)
    return Absence(person, start, date(2027, 1, 1) + timedelta(days=last or first))


def test_leave_orphans_what_nobody_else_can_act_on():
    items = [
        item("late", "ann", "bob"),
        item("first", "ann", critical=True),
        item("fine", "ann", "cho"),
        item("nobody"),
    ]
    leave = [away("ann", -5, 3), away("ann", 20, 29), away("bob", 25, 60), away("bob", 27, 28)]
    found = gaps_in_cover(items, leave, QUARTER)
    assert [(g.item.id, g.period.first, g.period.last, g.away) for g in found] == [
        ("first", date(2027, 1, 1), date(2027, 1, 4), ("ann",)),
        ("first", date(2027, 1, 21), date(2027, 1, 30), ("ann",)),
        ("late", date(2027, 1, 26), date(2027, 1, 30), ("ann", "bob")),
    ]
    assert gaps_in_cover(items, [], QUARTER) == ()
    assert gaps_in_cover([], leave, QUARTER) == ()


def test_a_deputy_closes_the_gap_unless_away_too():
    leave = [away("ann", 0, 9), away("dep", 5, 20)]
    (covered,) = with_deputies([item("a", "ann")], {"ann": ["dep", "ann", "dep"], "dep": ["x"]})
    assert covered.able == ("ann", "dep")
    (gap,) = gaps_in_cover([covered], leave, QUARTER)
    assert (gap.period.first.day, gap.period.last.day) == (6, 10)
    assert sole_owners([covered]) == ()


def test_leave_is_cut_to_the_period():
    leave = [away("bob", -400, -300), away("ann", 80, 200), away("ann", 80, 120)]
    assert leave_in(leave, QUARTER) == (away("ann", 80, 89),)


def test_dates_that_run_backwards_are_refused():
    with pytest.raises(Refused, match="An absence ends on 2 Jan 2027 or later") as refused:
        Absence("ann", date(2027, 1, 2), date(2027, 1, 1))
    assert refused.value.field == "last"
    with pytest.raises(Refused, match="A period ends on"):
        Period(date(2027, 1, 2), date(2027, 1, 1))
    with pytest.raises(Refused, match="ten years at most"):
        Period(date(2027, 1, 1), date(2037, 2, 1))


leaves = st.lists(
    st.builds(
        lambda who, start, length: away(who, start, start + length),
        people,
        st.integers(-10, 95),
        st.integers(1, 40),
    ),
    max_size=12,
)


@given(crews, leaves)
def test_gaps_are_the_days_on_which_everybody_is_away(items, leave):
    gaps = gaps_in_cover(items, leave, QUARTER)
    for one in items:
        said = {
            gap.period.first + timedelta(days=n)
            for gap in gaps
            if gap.item is one
            for n in range(gap.period.days)
        }
        days = [QUARTER.first + timedelta(days=n) for n in range(QUARTER.days)]
        true = {
            day
            for day in days
            if one.able
            and all(
                any(a.person == p and a.first <= day <= a.last for a in leave) for p in one.able
            )
        }
        assert said == true

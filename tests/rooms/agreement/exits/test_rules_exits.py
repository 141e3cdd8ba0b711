"""The grammar of exit triggers, where they stand on a history, and whether chance would fire them."""

import json
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.agreement.exits.conditions import (
    Action,
    Comparison,
    Deed,
    ExitRule,
    Group,
    Missing,
    Period,
)
from allied.rooms.agreement.exits.grammar import Unreadable, read
from allied.rooms.agreement.exits.noise import chance_of_a_run, share_of_breaches
from allied.rooms.agreement.exits.saying import complaints, with_their_names
from allied.rooms.agreement.exits.sentence import sentence
from allied.rooms.agreement.exits.watch import Standing, firings, read_periods

VECTORS = json.loads(Path(__file__).with_name("vectors_exit.json").read_text())


def values(series, metric="x"):
    return [{metric: None if one is None else Decimal(str(one))} for one in series]


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["id"])
def test_the_states_of_the_published_rules(case):
    said = case["input"]["rule"]
    text = (
        f"WHEN {said['metric']} {said['cmp']} {said['threshold']} FOR {said['for_n']} months "
        f"AFTER {said['grace_periods']} months IF MISSING {said['missing']} THEN renegotiate"
    )
    found = read_periods(read(text), values(case["input"]["series"], said["metric"]))
    assert [str(reading) for reading in found] == case["expected"]["state"]


def test_a_rule_is_read_whole():
    rule = read(
        "when ALL(revenue < 50%, ANY(trust <= 2.5, fte_gap > 1,000)) for 2 Quarters after 1 quarter "
        "if missing COUNT then review(Steering_committee, 10) and notify(sponsor)"
    )
    either = Group(
        False,
        (
            Comparison("trust", "<=", Decimal("2.5")),
            Comparison("fte_gap", ">", Decimal(1000)),
        ),
    )
    assert rule == ExitRule(
        condition=Group(True, (Comparison("revenue", "<", Decimal("0.5")), either)),
        run=2,
        period=Period.QUARTER,
        grace=1,
        missing=Missing.COUNT,
        actions=(
            Action(Deed.REVIEW, "Steering_committee", 10),
            Action(Deed.NOTIFY, "sponsor"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "place", "accepted"),
    [
        ("", 0, "WHEN"),
        ("revenue < 5", 0, "WHEN"),
        ("WHEN < 5 FOR 2 months THEN renegotiate", 5, "the name of a number"),
        ("WHEN FOR 2 months THEN renegotiate", 5, "the name of a number"),
        ("WHEN x = 5 FOR 2 months THEN renegotiate", 7, "a comparison"),
        ("WHEN x < low FOR 2 months THEN renegotiate", 9, "a number"),
        ("WHEN x < 5 FOR two months THEN renegotiate", 15, "a number of periods"),
        ("WHEN x < 5 FOR 0 months THEN renegotiate", 15, "from 1 to 60"),
        ("WHEN x < 5 FOR 61 months THEN renegotiate", 15, "from 1 to 60"),
        ("WHEN x < 5 FOR 1.5 months THEN renegotiate", 15, "from 1 to 60"),
        ("WHEN x < 5 FOR 2 years THEN renegotiate", 17, "week, month or quarter"),
        ("WHEN x < 5 FOR 2 months AFTER 1 week THEN renegotiate", 30, "the grace in months"),
        ("WHEN x < 5 FOR 2 months IF MISSING skip THEN renegotiate", 35, "hold, break or count"),
        ("WHEN x < 5 FOR 2 months", 23, "THEN"),
        ("WHEN x < 5 FOR 2 months THEN terminate", 29, "notify, review"),
        ("WHEN x < 5 FOR 2 months THEN notify()", 36, "a role"),
        ("WHEN x < 5 FOR 2 months THEN review(steering)", 44, "“,”"),
        ("WHEN x < 5 FOR 2 months THEN review(steering, 0)", 46, "from 1 to 1000"),
        ("WHEN ALL(x < 5 FOR 2 months THEN renegotiate", 15, "“)”"),
        ("WHEN ALL() FOR 2 months THEN renegotiate", 9, "the name of a number"),
        ("WHEN x < 5 FOR 2 months THEN renegotiate now", 41, "nothing more"),
        ("WHEN x < 5; FOR 2 months THEN renegotiate", 10, "FOR"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_may_stand_there(text, place, accepted):
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert refused.value.place == place, str(refused.value)
    assert accepted in str(refused.value)


def test_people_and_forums_are_named_as_the_alliance_writes_them():
    rule = read(
        "WHEN x < .5 FOR 1 month THEN review(r&d_Council 2, 10) AND exit_option(müller, 90)"
    )
    named = {"roles": [], "forums": ["R&D Council 2"], "sides": ["Müller"]}
    assert complaints(rule, numbers={"x"}, **named) == []
    assert str(with_their_names(rule, **named)) == (
        "WHEN x < 0.5 FOR 1 month THEN review(R&D Council 2, 10) AND exit_option(Müller, 90)"
    )
    with pytest.raises(Unreadable, match="a role, a forum or a side"):
        read("WHEN x < 5 FOR 1 month THEN review(, 10)")


def test_endless_texts_and_groups_are_refused():
    with pytest.raises(Unreadable, match="longer than"):
        read("WHEN " + "x" * 3_000)
    with pytest.raises(Unreadable, match="groups inside each other"):
        read("WHEN " + "ALL(" * 6 + "x < 1" + ")" * 6 + " FOR 1 week THEN renegotiate")


NAMES = st.sampled_from(["revenue", "trust_2", "v6", "fte.gap", "on-time"])
WHO = st.sampled_from(
    [
        "sponsor",
        "steering",
        "alliance manager",
        "R&D council 2",
        "Data (EU), daily",
        "Müller and 3M",
    ]
)
COMPARED = st.builds(
    Comparison,
    NAMES,
    st.sampled_from(["<", "<=", ">", ">=", "=="]),
    st.integers(-(10**6), 10**6).map(lambda hundredths: Decimal(hundredths) / 100),
)
CONDITIONS = st.recursive(
    COMPARED,
    lambda parts: st.builds(
        Group, st.booleans(), st.lists(parts, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=4,
)
ACTIONS = st.one_of(
    st.just(Action(Deed.RENEGOTIATE)),
    st.builds(Action, st.sampled_from([Deed.NOTIFY, Deed.ESCALATE]), WHO),
    st.builds(Action, st.sampled_from([Deed.REVIEW, Deed.EXIT_OPTION]), WHO, st.integers(1, 99)),
)
RULES = st.builds(
    ExitRule,
    condition=CONDITIONS,
    run=st.integers(1, 12),
    period=st.sampled_from(list(Period)),
    actions=st.lists(ACTIONS, min_size=1, max_size=3).map(tuple),
    grace=st.integers(0, 12),
    missing=st.sampled_from(list(Missing)),
)


@given(RULES)
def test_what_is_printed_is_read_again(rule):
    again = read(str(rule))
    assert str(again) == str(rule)
    assert again == rule


@given(RULES, st.lists(st.one_of(st.none(), st.integers(-10, 10)), max_size=24))
def test_nothing_fires_inside_the_grace(rule, series):
    periods = [dict.fromkeys(rule.metrics, value) for value in series]
    found = read_periods(rule, periods)
    assert {reading.standing for reading in found[: rule.grace]} <= {Standing.GRACE}
    assert all(number >= rule.grace + rule.run - 1 for number in firings(found))


@pytest.mark.parametrize(
    ("all_of", "a", "b", "holds"),
    [
        (True, 1, 1, True),
        (True, 1, 9, False),
        (True, None, 9, False),
        (True, None, 1, None),
        (False, 9, 1, True),
        (False, None, 1, True),
        (False, None, 9, None),
        (False, 9, 9, False),
    ],
)
def test_an_unknown_part_leaves_a_group_open_unless_another_settles_it(all_of, a, b, holds):
    group = Group(all_of, (Comparison("a", "<", Decimal(5)), Comparison("b", "<", Decimal(5))))
    assert group.holds({"a": a, "b": b}) is holds


def test_a_trigger_that_goes_on_firing_fires_once():
    rule = read("WHEN x < 5 FOR 2 months THEN renegotiate")
    found = read_periods(rule, values([1, 1, 1, None, 1, 9, 1, 1]))
    tones = [reading.tone for reading in found]
    assert tones == ["amber", "red", "red", "", "red", "", "amber", "red"]
    assert firings(found) == [1, 7]


@pytest.mark.parametrize(
    ("breach", "run", "periods", "chance"),
    [(0.3, 3, 12, 0.189), (0.1, 3, 12, 0.01), (1, 3, 3, 1), (0, 1, 12, 0), (0.5, 3, 2, 0)],
)
def test_the_chance_of_a_run(breach, run, periods, chance):
    assert chance_of_a_run(breach, run, periods) == pytest.approx(chance, abs=0.002)


def test_the_chance_of_a_run_is_what_drawing_lots_gives():
    lots, hits = Random(7), 0
    for _ in range(20_000):
        run = longest = 0
        for _ in range(12):
            run = run + 1 if lots.random() < 0.3 else 0
            longest = max(longest, run)
        hits += longest >= 2
    assert chance_of_a_run(0.3, 2, 12) == pytest.approx(hits / 20_000, abs=0.01)


@pytest.mark.parametrize("wrong", [(-0.1, 2, 3), (1.1, 2, 3), (0.5, 0, 3), (0.5, 2, -1)])
def test_the_chance_of_a_run_refuses_what_is_none(wrong):
    with pytest.raises(ValueError, match="breach from 0 to 1"):
        chance_of_a_run(*wrong)


def test_a_short_history_never_says_never():
    assert share_of_breaches([False, False, None]) == (0.25, 2)
    assert share_of_breaches([]) == (0.5, 0)


def test_a_rule_reads_like_a_sentence():
    rule = read(
        "WHEN ANY(v6 < 50%, trust < 2.5) FOR 2 quarters AFTER 2 quarters IF MISSING count "
        "THEN notify(sponsor) AND review(steering committee, 10)"
    )
    assert sentence(rule, {"v6": "Revenue against plan"}) == (
        "When “Revenue against plan” is below 0.5 or “trust” is below 2.5 for 2 quarters in a row, "
        "every sponsor is told and the steering committee reviews it within 10 days. "
        "The first 2 quarters do not count. A period without a number counts as a breach."
    )


def test_a_limit_on_a_share_reads_as_a_percentage():
    rule = read("WHEN on_time < 0.5 FOR 1 quarter THEN review(steering, 10)")
    names = {"on_time": "Settled in time"}
    assert "is below 50% in one quarter" in sentence(rule, names, shares={"on_time"})
    assert "is below 0.5 in one quarter" in sentence(rule, names)

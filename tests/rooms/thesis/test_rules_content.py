"""The content of a thesis: one text, one digest, strict reading, and changes in words."""

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.kit.comparison import ChangeKind, SegmentKind
from allied.kit.content import tidy
from allied.kit.reading import Unreadable
from allied.rooms.thesis.comparison import compare
from allied.rooms.thesis.content import SECTIONS, ThesisContent, from_json, from_plain
from allied.rooms.thesis.items import (
    Assumption,
    Contribution,
    Outcome,
    OutcomeKind,
    Principle,
    Risk,
    ScopeItem,
    ScopeKind,
)

PARTIES = {"n": "Northwind", "b": "Brightleaf"}
STORES = Outcome(
    id="o1",
    name="Stores stocked",
    kind=OutcomeKind.REACH,
    measure="Stores stocked every week",
    unit="stores",
    baseline=Decimal(40),
    target=Decimal(5000),
    due=date(2027, 12, 31),
    owner="n",
    benefits=("n", "b"),
    measured_by=("n", "b"),
)
DEPOTS = Contribution(
    id="c1",
    organisation="n",
    what="Chilled depots",
    amount=Decimal(12),
    unit="depots",
    starts=date(2026, 9, 1),
)
CANS = ScopeItem(id="s1", kind=ScopeKind.IN, text="Cold brew in cans")
CHILLED = Assumption(
    id="a1",
    statement="Shoppers buy it chilled",
    test="Units per store and week",
    threshold="at least 14",
    critical=True,
    due=date(2026, 10, 30),
)
WASTE = Risk(id="r1", text="Waste in pilot stores", mitigation="Share sell-out data")
SAFETY = Principle(id="p1", text="Food safety is not negotiable")
SPEED = Principle(id="p2", text="Speed before margin in the first year")
THESIS = ThesisContent(
    objective="Put cold brew in 6,000 chilled stores by December 2027",
    why_alliance="Building a chilled route would cost about 11 million and two years",
    outcomes=(STORES,),
    contributions=(DEPOTS,),
    scope=(CANS,),
    assumptions=(CHILLED,),
    risks=(WASTE,),
    principles=(SAFETY, SPEED),
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
words = texts.filter(str.strip)
amounts = st.none() | st.decimals(-(10**9), 10**9, places=3)
days = st.none() | st.dates()
sides = st.lists(st.sampled_from(["n", "b", "x"]), max_size=2).map(tuple)
STRATEGIES = {
    "outcomes": st.builds(
        Outcome,
        id=words,
        name=words,
        kind=st.sampled_from(OutcomeKind),
        measure=texts,
        unit=texts,
        baseline=amounts,
        target=amounts,
        due=days,
        owner=texts,
        benefits=sides,
        measured_by=sides,
    ),
    "contributions": st.builds(
        Contribution,
        id=words,
        organisation=words,
        what=words,
        amount=amounts,
        unit=texts,
        starts=days,
        ends=days,
    ),
    "scope": st.builds(
        ScopeItem, id=words, kind=st.sampled_from(ScopeKind), text=words, note=texts
    ),
    "assumptions": st.builds(
        Assumption,
        id=words,
        statement=words,
        test=texts,
        threshold=texts,
        critical=st.booleans(),
        due=days,
    ),
    "risks": st.builds(Risk, id=words, text=words, mitigation=texts),
    "principles": st.builds(Principle, id=words, text=words),
}


def once(items):
    return tuple({tidy(item.id): item for item in items}.values())


contents = st.builds(
    ThesisContent,
    objective=texts,
    why_alliance=texts,
    **{name: st.lists(each, max_size=2).map(once) for name, each in STRATEGIES.items()},
)


@settings(max_examples=50)
@given(contents)
def test_what_is_written_is_read_back_with_the_same_digest(content):
    again = from_json(content.as_canonical())
    assert again.digest() == content.digest()
    assert again.as_canonical() == content.as_canonical()
    assert from_plain(content.as_plain()).digest() == content.digest()


@settings(max_examples=50)
@given(contents, contents)
def test_no_change_in_words_means_the_same_digest_and_the_other_way_round(old, new):
    assert (compare(old, new, parties=PARTIES) == ()) is (old.digest() == new.digest())
    assert compare(old, old, parties=PARTIES) == ()


@pytest.mark.parametrize("section", STRATEGIES)
@settings(max_examples=15)
@given(data=st.data())
def test_every_single_field_is_part_of_the_digest_and_of_the_comparison(section, data):
    item, other = getattr(THESIS, section)[0], data.draw(STRATEGIES[section])
    for field in fields(item):
        changed = replace(item, **{field.name: getattr(other, field.name)})
        new = replace(THESIS, **{section: (changed, *getattr(THESIS, section)[1:])})
        same = new.digest() == THESIS.digest()
        changes = compare(THESIS, new, parties=PARTIES)
        assert (changes == ()) is same
        assert all(change.section == section and change.sentence for change in changes)


def test_the_digest_of_a_known_thesis_stays_what_it_is():
    assert THESIS.digest() == "HD0XlZcMkdVbPvrgEZ4gbohflkpkC1Pq3V1DOQEn+nE="


def test_amounts_and_texts_have_one_spelling():
    other = replace(STORES, target=Decimal("5000.00"), name="Stores stocked")
    assert replace(THESIS, outcomes=(other,)).digest() == THESIS.digest()
    composed, other = replace(THESIS, objective="Café\nbar"), "Cafe\u0301\r\nbar"
    assert replace(THESIS, objective=other).digest() == composed.digest()


def test_canonical_content_keeps_decimals_and_dates_as_text():
    plain = json.loads(THESIS.as_canonical())
    assert tuple(plain) == tuple(sorted(("format", *SECTIONS)))
    outcome = plain["outcomes"][0]
    assert (outcome["target"], outcome["due"], outcome["kind"]) == ("5000", "2027-12-31", "reach")


def test_a_thesis_is_read_strictly():
    plain = json.loads(THESIS.as_canonical())
    plain["outcomes"][0] |= {"target": "six thousand", "kind": "fame"}
    plain["scope"][0]["kind"] = "maybe"
    plain["risks"].append(plain["risks"][0])
    plain["budget"] = "1"
    del plain["principles"][1]["text"]
    with pytest.raises(Unreadable) as refusal:
        from_json(json.dumps(plain))
    assert [str(problem) for problem in refusal.value.problems] == [
        "outcomes[0].kind: “fame” must be one of: revenue, cost, speed, reach, capability",
        'outcomes[0].target: “six thousand” is not a number; write it as "6000" or "12.5"',
        "scope[0].kind: “maybe” must be one of: in, out, non-goal",
        "risks: the id r1 appears twice; each item needs its own",
        "principles[1].text: must not be empty",
        "budget: is not a known field; remove it",
    ]


def test_a_number_that_is_no_number_cannot_be_signed():
    with pytest.raises(ValueError, match="not a finite number"):
        replace(THESIS, outcomes=(replace(STORES, target=Decimal("NaN")),)).digest()


def sentences(**changes):
    return [
        change.sentence for change in compare(THESIS, replace(THESIS, **changes), parties=PARTIES)
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("target", Decimal(6000), "Outcome Stores stocked: target 5,000 → 6,000 stores"),
        ("target", None, "Outcome Stores stocked: target removed, was 5,000 stores"),
        ("baseline", Decimal("40.5"), "Outcome Stores stocked: start 40 → 40.5 stores"),
        ("due", date(2028, 3, 31), "Outcome Stores stocked: date 31 Dec 2027 → 31 Mar 2028"),
        ("due", None, "Outcome Stores stocked: date removed, was 31 Dec 2027"),
        ("unit", "shops", "Outcome Stores stocked: unit stores → shops"),
        ("name", "Shops served", "Outcome Shops served: renamed, was “Stores stocked”"),
        ("kind", OutcomeKind.REVENUE, "Outcome Stores stocked: kind reach → revenue"),
        ("owner", "b", "Outcome Stores stocked: owner Northwind → Brightleaf"),
        ("owner", "", "Outcome Stores stocked: owner removed, was Northwind"),
        (
            "benefits",
            ("b",),
            "Outcome Stores stocked: benefits Northwind and Brightleaf → Brightleaf",
        ),
        (
            "measure",
            "Stores that had it on the shelf on every single day of the week",
            "Outcome Stores stocked: measure reworded",
        ),
    ],
)
def test_a_changed_outcome_is_said_in_words(field, value, sentence):
    assert sentences(outcomes=(replace(STORES, **{field: value}),)) == [sentence]


def test_a_target_in_another_unit_is_said_with_both_units():
    new = replace(STORES, target=Decimal(3), unit="countries")
    assert sentences(outcomes=(new,)) == [
        "Outcome Stores stocked: unit stores → countries",
        "Outcome Stores stocked: target 5,000 stores → 3 countries",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"scope": (CANS, ScopeItem(id="s2", kind=ScopeKind.OUT, text="Food service"))},
            ["Out of scope added: Food service"],
        ),
        ({"scope": ()}, ["In scope removed: Cold brew in cans"]),
        (
            {"scope": (replace(CANS, kind=ScopeKind.NON_GOAL),)},
            ["Non-goal, Cold brew in cans: was in scope"],
        ),
        ({"principles": (SPEED, SAFETY)}, ["Principles: 2 moved above 1"]),
        ({"outcomes": ()}, ["Outcome removed: Stores stocked"]),
        (
            {"contributions": (replace(DEPOTS, amount=Decimal(14)),)},
            ["Contribution of Northwind, Chilled depots: amount 12 → 14 depots"],
        ),
        (
            {"contributions": (replace(DEPOTS, organisation="b"),)},
            ["Contribution of Brightleaf, Chilled depots: was Northwind’s"],
        ),
        (
            {"contributions": ()},
            ["Contribution of Northwind removed: Chilled depots (12 depots, from 1 Sep 2026)"],
        ),
        (
            {"assumptions": (replace(CHILLED, critical=False, threshold="at least 16"),)},
            [
                "Assumption “Shoppers buy it chilled”: threshold at least 14 → at least 16",
                "Assumption “Shoppers buy it chilled”: no longer critical",
            ],
        ),
        (
            {"assumptions": (CHILLED, replace(CHILLED, id="a2", statement="Chains agree"))},
            ["Critical assumption added: Chains agree"],
        ),
        (
            {"risks": (replace(WASTE, mitigation=""),)},
            ["Risk “Waste in pilot stores”: mitigation removed, was Share sell-out data"],
        ),
        (
            {"principles": (SAFETY, replace(SPEED, text="Margin before speed"))},
            [
                "Principle “Margin before speed”: reworded, was “Speed before margin in the first year”"
            ],
        ),
        ({"objective": ""}, ["Strategic objective removed"]),
        ({"why_alliance": "Speed"}, ["Reason for an alliance reworded"]),
    ],
)
def test_other_changes_are_said_in_words(changes, expected):
    assert sentences(**changes) == expected


def test_a_reworded_text_carries_its_words_one_by_one():
    new = replace(THESIS, objective=THESIS.objective.replace("6,000", "7,000"))
    (change,) = compare(THESIS, new, parties=PARTIES)
    assert (change.section, change.item, change.field) == ("objective", "", "objective")
    assert change.kind is ChangeKind.CHANGED
    marked = [(s.kind, s.text) for s in change.segments if s.kind is not SegmentKind.SAME]
    assert marked == [(SegmentKind.REMOVED, "6"), (SegmentKind.ADDED, "7")]


def test_everything_is_new_against_an_empty_thesis():
    changes = compare(ThesisContent(), THESIS, parties=PARTIES)
    assert {change.section for change in changes} == set(SECTIONS)
    assert [c.sentence for c in changes[:3]] == [
        "Strategic objective added",
        "Reason for an alliance added",
        "Outcome added: Stores stocked",
    ]

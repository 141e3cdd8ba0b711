"""The lint of the thesis by mutation: a sharp thesis has no findings, one change fires one rule."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from allied.kit.lint import Severity
from allied.rooms.thesis.content import ThesisContent
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
from allied.rooms.thesis.limits import limits
from allied.rooms.thesis.lint import BOOK, Draft, lint, months_later
from allied.rooms.thesis.principles import contradiction, preference

LAUNCH = date(2026, 9, 1)
GROCERS = Outcome(
    id="grocers",
    name="Grocers served",
    kind=OutcomeKind.REACH,
    measure="Grocers with at least two deliveries a month",
    unit="grocers",
    baseline=Decimal(0),
    target=Decimal(400),
    due=date(2027, 12, 31),
    owner="n",
    benefits=("n", "k"),
    measured_by=("n", "k"),
)
SHARP = Draft(
    content=ThesisContent(
        objective="Reach 400 grocers that our own trucks cannot serve at a profit",
        why_alliance="Building depots takes three years; buying a carrier brings wrong routes",
        outcomes=(GROCERS,),
        contributions=(
            Contribution(id="c1", organisation="n", what="Assortment and ordering"),
            Contribution(id="c2", organisation="k", what="Two depots"),
        ),
        scope=(
            ScopeItem(id="s0", kind=ScopeKind.IN, text="Chilled goods"),
            *(ScopeItem(id=f"s{n}", kind=ScopeKind.NON_GOAL, text=f"Not {n}") for n in (1, 2, 3)),
        ),
        assumptions=(
            Assumption(
                id="a1",
                statement="Grocers reorder within three weeks",
                test="Share with a second order in 21 days",
                threshold="at least 60 %",
                due=date(2026, 11, 30),
            ),
        ),
        risks=(
            Risk(id="r1", text="One person knows the routing", mitigation="Train two deputies"),
        ),
        principles=(
            Principle(id="p1", text="Food safety before speed"),
            Principle(id="p2", text="The customer sees one delivery, not two companies"),
        ),
    ),
    parties={"n": "Northwind", "k": "Kestrel"},
    launch=LAUNCH,
    limits=limits(),
)


def with_content(**changes):
    return replace(SHARP, content=replace(SHARP.content, **changes))


def with_item(section, place, **changes):
    items = list(getattr(SHARP.content, section))
    items[place] = replace(items[place], **changes)
    return with_content(**{section: tuple(items)})


def found(draft):
    return [(finding.rule, finding.section, finding.item) for finding in lint(draft)]


def test_a_sharp_thesis_has_no_findings():
    assert found(SHARP) == []


SAME_PLACES = [
    ("E1", "outcomes", 0, {"target": None}),
    ("E1", "outcomes", 0, {"unit": " "}),
    ("E1", "outcomes", 0, {"due": None}),
    ("E2", "outcomes", 0, {"owner": ""}),
    ("E2", "outcomes", 0, {"owner": "a stranger"}),
    ("W8", "outcomes", 0, {"name": "Leverage synergies", "measure": ""}),
    ("W8", "outcomes", 0, {"name": "Explored markets", "measure": "strategic value"}),
    ("W9", "outcomes", 0, {"due": date(2027, 8, 31)}),
    ("W9", "outcomes", 0, {"due": date(2028, 3, 2)}),
    ("W10", "assumptions", 0, {"test": ""}),
    ("W10", "assumptions", 0, {"threshold": " "}),
    ("W11", "risks", 0, {"mitigation": ""}),
    ("W13", "outcomes", 0, {"measured_by": ("k",)}),
]


@pytest.mark.parametrize(("rule", "section", "place", "changes"), SAME_PLACES)
def test_one_changed_field_fires_exactly_its_rule_at_its_place(rule, section, place, changes):
    item = getattr(SHARP.content, section)[place].id
    assert found(with_item(section, place, **changes)) == [(rule, section, item)]


@pytest.mark.parametrize(
    ("rule", "place", "draft"),
    [
        ("E3", ("scope", ""), with_content(scope=SHARP.content.scope[:3])),
        ("E4", ("why_alliance", ""), with_content(why_alliance=" ")),
        ("E5", ("contributions", "k"), with_content(contributions=SHARP.content.contributions[:1])),
        ("E5", ("contributions", "n"), with_item("contributions", 0, what="")),
        ("E6", ("assumptions", ""), with_content(assumptions=())),
        ("E6", ("assumptions", ""), with_item("assumptions", 0, due=date(2026, 12, 1))),
        ("W8", ("objective", ""), with_content(objective="Synergise our strategic assets")),
        ("W14", ("outcomes", "n"), with_item("outcomes", 0, benefits=("k",))),
    ],
)
def test_what_is_missing_as_a_whole_fires_exactly_its_rule(rule, place, draft):
    assert found(draft) == [(rule, *place)]


def test_a_thesis_without_outcomes_says_so_and_nobody_gains():
    assert found(with_content(outcomes=())) == [
        ("E1", "outcomes", ""),
        ("W14", "outcomes", "n"),
        ("W14", "outcomes", "k"),
    ]


def test_more_than_seven_outcomes_are_too_many():
    many = tuple(replace(GROCERS, id=str(n)) for n in range(8))
    assert found(with_content(outcomes=many[:7])) == []
    (finding,) = lint(with_content(outcomes=many))
    assert (finding.rule, finding.severity) == ("W7", Severity.WARNING)
    assert finding.message == "8 outcomes are too many to steer by."


def test_more_than_six_principles_are_too_many():
    many = tuple(Principle(id=str(n), text=f"Principle number {n}") for n in range(7))
    assert found(with_content(principles=many)) == [("W12", "principles", "")]
    assert found(with_content(principles=many[:6])) == []


def test_principles_that_contradict_each_other_are_named_by_their_numbers():
    clash = (*SHARP.content.principles, Principle(id="p3", text="Speed over food safety"))
    (finding,) = lint(with_content(principles=clash))
    assert (finding.rule, finding.item) == ("W12", "p3")
    assert finding.message == "Principles 1 and 3 contradict each other."


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Food safety before speed", ("food safety", "speed")),
        ("Speed before margin in the first year", ("speed", "margin in first year")),
        (
            "The shopper's benefit comes before either brand's.",
            ("shopper s benefit", "either brand s"),
        ),
        ("Quality is more important than price", ("quality", "price")),
        ("Trust > control", ("trust", "control")),
        ("No surprises: bad news before good news", None),
        ("Food safety is not negotiable", None),
        ("Speed over speed", None),
        ("Before long", None),
        ("", None),
    ],
)
def test_a_principle_that_ranks_two_things_is_understood(text, pair):
    assert preference(text) == pair


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        (["X before Y", "Y before X"], (0, 1)),
        (["X before Y", "Y over Z", "Z rather than X"], (0, 1, 2)),
        (["X before Y", "X before Z", "Y before Z"], ()),
        (["x", "X before Y", "y", "the y comes before the x"], (1, 3)),
        ([], ()),
    ],
)
def test_a_circle_of_rankings_is_a_contradiction(texts, places):
    assert contradiction(texts) == places


def test_the_test_period_includes_its_last_day_and_the_default_date():
    last = LAUNCH + timedelta(days=90)
    assert found(with_item("assumptions", 0, due=last)) == []
    assert found(with_item("assumptions", 0, due=last + timedelta(days=1))) != []
    assert found(with_item("assumptions", 0, due=None)) == []


@pytest.mark.parametrize("due", [date(2027, 9, 1), date(2028, 3, 1)])
def test_twelve_and_eighteen_months_are_still_in_range(due):
    assert found(with_item("outcomes", 0, due=due)) == []


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2026, 9, 1), 12, date(2027, 9, 1)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one(start, months, end):
    assert months_later(start, months) == end


def test_a_vague_word_with_a_measure_or_a_number_is_fine():
    assert found(with_item("outcomes", 0, name="Leverage depots")) == []
    assert found(with_content(objective="Leverage 2 depots to serve 400 grocers")) == []
    assert found(with_content(objective="The aligned shelves")) == [("W8", "objective", "")]


def test_a_word_that_only_contains_a_vague_one_is_fine():
    assert found(with_item("outcomes", 0, name="Unleveraged returns", measure="")) == []


def test_one_company_alone_is_not_blamed_for_measuring_alone():
    alone = replace(with_item("outcomes", 0, measured_by=("n",)), parties={"n": "Northwind"})
    assert found(alone) == []


def test_messages_say_what_and_the_fix_says_how():
    bare = replace(GROCERS, target=None, unit="", due=None, owner="")
    messages = {f.rule: (f.message, f.fix) for f in lint(with_content(outcomes=(bare,)))}
    assert messages == {
        "E1": (
            "“Grocers served” has no target, no unit and no date.",
            "Add target, unit and date.",
        ),
        "E2": ("“Grocers served” has no owner.", "Choose Northwind or Kestrel."),
    }
    (finding,) = lint(with_content(scope=()))
    assert finding.message == "The thesis names no non-goal."
    (finding,) = lint(with_item("outcomes", 0, due=date(2027, 6, 30)))
    assert finding.message == "“Grocers served” is due earlier than 12 months after launch."
    assert finding.fix == "Set a date from 1 Sep 2027 to 1 Mar 2028."


def test_an_empty_thesis_shows_every_rule_that_asks_for_something():
    empty = replace(SHARP, content=ThesisContent())
    rules = [finding.rule for finding in lint(empty)]
    assert rules == ["E1", "E3", "E4", "E5", "E5", "E6", "W14", "W14"]
    assert all(f.message.endswith(".") and f.fix.endswith(".") for f in lint(empty))


def test_the_book_holds_the_fourteen_rules():
    ids = " ".join(rule.id for rule in BOOK.rules)
    assert ids == "E1 E2 E3 E4 E5 E6 W7 W8 W9 W10 W11 W12 W13 W14"
    assert all(rule.looks_for for rule in BOOK.rules)

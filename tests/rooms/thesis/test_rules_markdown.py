"""One version as Markdown: clean to read, and nothing that people typed becomes markup."""

import html
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import (
    Assumption,
    Contribution,
    Outcome,
    Principle,
    Risk,
    ScopeItem,
    ScopeKind,
)
from allied.rooms.thesis.limits import limits
from allied.rooms.thesis.markdown import as_markdown

PARTIES = {"n": "Northwind", "b": "Brightleaf"}
THESIS = ThesisContent(
    objective="Put cold brew in 6,000 stores.\nBoth of us.\n\nFaster than alone.",
    why_alliance="Building costs two years.",
    outcomes=(
        Outcome(
            id="o1",
            name="Stores stocked",
            measure="Stores every week",
            unit="stores",
            baseline=Decimal(40),
            target=Decimal(6000),
            due=date(2027, 12, 31),
            owner="n",
            benefits=("n", "b"),
        ),
        Outcome(id="o2", name="Net revenue"),
    ),
    contributions=(
        Contribution(
            id="c1",
            organisation="b",
            what="Two filling lines",
            amount=Decimal("30.5"),
            unit="m cans a year",
            starts=date(2026, 9, 1),
            ends=date(2028, 2, 29),
        ),
    ),
    scope=(
        ScopeItem(id="s1", kind=ScopeKind.IN, text="Cans and cartons"),
        ScopeItem(id="s2", kind=ScopeKind.NON_GOAL, text="Own label", note="ruled out in July"),
    ),
    assumptions=(
        Assumption(
            id="a1",
            statement="Shoppers buy it chilled",
            test="Units a week",
            threshold="at least 14",
            critical=True,
        ),
    ),
    risks=(Risk(id="r1", text="Waste", mitigation="Share sell-out data"),),
    principles=(
        Principle(id="p1", text="Food safety is not negotiable."),
        Principle(id="p2", text="Speed before margin."),
    ),
)


def written(content):
    return as_markdown(
        content,
        title="Cold Brew Venture: value thesis",
        version="Version 1.3, signed by both on 12 Oct 2026",
        parties=PARTIES,
        launch=date(2026, 9, 15),
        limits=limits(),
    )


def test_a_whole_thesis_reads_cleanly():
    assert (
        written(THESIS)
        == """\
# Cold Brew Venture: value thesis

Version 1.3, signed by both on 12 Oct 2026

## Strategic objective

Put cold brew in 6,000 stores.\\
Both of us.

Faster than alone.

## Why an alliance, not build or buy

Building costs two years.

## Outcomes

| Outcome | Measure | Start | Target | By | Owner | Who gains |
| --- | --- | --- | --- | --- | --- | --- |
| Stores stocked | Stores every week | 40 stores | 6,000 stores | 31 Dec 2027 | Northwind | Northwind, Brightleaf |
| Net revenue | – | – | – | – | – | – |

## What each side brings

### Northwind

None yet.

### Brightleaf

- Two filling lines (30.5 m cans a year, from 1 Sep 2026, until 29 Feb 2028)

## Scope

### In scope

- Cans and cartons

### Out of scope

None yet.

### Non-goals

- Own label — ruled out in July

## Assumptions and their tests

| We believe | Test | Threshold | By | Critical |
| --- | --- | --- | --- | --- |
| Shoppers buy it chilled | Units a week | at least 14 | 14 Dec 2026 | yes |

## Risks

- Waste — Share sell-out data

## Decision principles

1. Food safety is not negotiable.
2. Speed before margin.
"""
    )


def test_an_empty_thesis_says_so_in_every_section():
    text = written(ThesisContent())
    assert text.count("Not written yet.") == 2
    assert text.count("None yet.") == 9


def test_what_somebody_outside_the_parties_brings_is_not_lost():
    guest = replace(THESIS.contributions[0], id="c2", organisation="Kestrel")
    text = written(replace(THESIS, contributions=(*THESIS.contributions, guest)))
    assert "### Kestrel\n\n- Two filling lines" in text


def as_read(markdown):
    """The text that a reader sees, without tags."""
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return html.unescape(re.sub(r"<[^>]+>", "", page.render(markdown)))


@pytest.mark.parametrize(
    "text",
    [
        "# heading",
        "- a - b",
        "+ plus",
        "1. first",
        "12) twelfth",
        "7.",
        "31.5 EUR",
        "> quoted",
        "*bold* _and_ `code`",
        "<b>bold</b> <script>alert(1)</script>",
        "[link](http://example.org) ![image](x)",
        "a | b || c",
        "&amp; &lt; & &#65;",
        "back\\slash \\* end\\",
        "~~gone~~",
        "===",
        "---",
        "~~~",
        "snake_case_name",
        "50 % of 3 * 4",
        "<http://example.org>",
    ],
)
def test_signs_stay_what_people_typed(text):
    everywhere = ThesisContent(
        objective=text,
        why_alliance=f"x\n{text}",
        outcomes=(Outcome(id="o", name=text, measure=text),),
        scope=(ScopeItem(id="s", kind=ScopeKind.IN, text=text, note=text),),
        risks=(Risk(id="r", text=text, mitigation=text),),
        principles=(Principle(id="p", text=text),),
    )
    assert as_read(written(everywhere)).count(text) == 9


plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(
    lambda text: " ".join(text.split())
)
signs = st.lists(st.sampled_from([*"\\`*_{}[]()#+-.!|<>~&;:=\"'1 a", "&amp;", "http://x.y"])).map(
    lambda parts: " ".join("".join(parts).split())
)


@settings(max_examples=150)
@given((plain | signs).filter(bool))
def test_any_text_is_read_as_it_was_typed(text):
    content = ThesisContent(
        objective=text, outcomes=(Outcome(id="o", name=text),), risks=(Risk(id="r", text=text),)
    )
    assert as_read(written(content)).count(text) >= 3


def test_a_number_with_decimals_is_no_list_and_stays_as_it_is():
    text = as_markdown(
        replace(ThesisContent(), objective="31.5 EUR a drop"),
        title="T",
        version="V",
        parties=PARTIES,
        launch=date(2026, 9, 1),
        limits=limits(),
    )
    assert "31.5 EUR a drop" in text

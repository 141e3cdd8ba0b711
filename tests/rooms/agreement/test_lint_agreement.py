"""The lint of the agreement: a whole one is quiet; take one thing away and exactly its rule speaks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from allied.kit.lint import Severity
from allied.rooms.agreement.annex.lint import BOOK as ANNEX
from allied.rooms.agreement.findings import agreed_of, findings
from allied.rooms.agreement.lint import BOOK, lint
from allied.rooms.agreement.lint.agreed import Agreed, Dated, Step, Trigger
from allied.rooms.governance.lint import BOOK as GOVERNANCE
from allied.rooms.thesis.lint import BOOK as THESIS

TODAY = date(2026, 3, 2)
WHOLE = Agreed(
    parties={"n": "Northwind", "b": "Brightleaf"},
    day=TODAY,
    triggers=(Trigger(id="t1", name="X-1 Late"),),
    steps=(Step(id="s1", title="Give notice", has_owner=True),),
    reports="quarter",
    fiscal={"Northwind": 1, "Brightleaf": 4},
    ends=TODAY + timedelta(days=400),
    notice_days=180,
    dates=(Dated(id="d1", name="Launch", day=date(2026, 5, 4)),),
)


def test_a_whole_agreement_gives_no_finding():
    assert lint(WHOLE) == ()


LOSSES = [
    ("E35", replace(WHOLE, triggers=()), "", "Nothing says when"),
    (
        "E35",
        replace(WHOLE, triggers=(Trigger(id="t1", name="X-1 Late", unknown=("v9",)),)),
        "t1",
        "looks at “v9”",
    ),
    ("E36", replace(WHOLE, steps=()), "", "how you would part"),
    (
        "E36",
        replace(WHOLE, steps=(Step(id="s1", title="Give notice", has_owner=False),)),
        "s1",
        "Nobody sees to “Give notice”",
    ),
    ("W37", replace(WHOLE, notice_days=401), "", "it was due by 1 Mar 2026"),
    ("W38", replace(WHOLE, fiscal={"Northwind": 1, "Brightleaf": 2}), "", "Brightleaf's in Feb"),
    (
        "W40",
        replace(WHOLE, dates=(Dated(id="d1", name="Launch", day=TODAY, off=("Brightleaf",)),)),
        "d1",
        "when Brightleaf is off",
    ),
    (
        "W43",
        replace(WHOLE, triggers=(Trigger(id="t1", name="X-1 Late", is_nervous=True),)),
        "t1",
        "Chance alone",
    ),
]


@pytest.mark.parametrize(("rule", "agreed", "item", "words"), LOSSES)
def test_what_is_missing_is_named_by_its_rule_alone(rule, agreed, item, words):
    (found,) = lint(agreed)
    assert (found.rule, found.item) == (rule, item)
    assert words in found.message
    assert found.fix
    assert found.severity is (Severity.ERROR if rule.startswith("E") else Severity.WARNING)


@pytest.mark.parametrize(
    ("agreed", "why"),
    [
        (replace(WHOLE, reports="month", fiscal={"N": 1, "B": 2}), "months always end alike"),
        (replace(WHOLE, notice_days=400), "notice still fits"),
        (replace(WHOLE, ends=TODAY - timedelta(days=1), notice_days=90), "the term is over"),
        (replace(WHOLE, ends=None), "no end is known"),
        (replace(WHOLE, triggers=(), steps=(), expects_exits=False), "it has not come so far"),
        (
            replace(WHOLE, dates=(Dated(id="d", name="x", day=date(2025, 1, 1), off=("N",)),)),
            "it is past",
        ),
    ],
)
def test_what_does_no_harm_is_no_finding(agreed, why):
    assert lint(agreed) == (), why


def test_every_rule_of_the_agreement_is_tried():
    assert {rule.id for rule in BOOK.rules} == {loss[0] for loss in LOSSES}


def test_there_are_at_least_forty_rules_and_no_two_share_a_number():
    numbers = [rule.number for book in (THESIS, GOVERNANCE, ANNEX, BOOK) for rule in book.rules]
    assert len(numbers) >= 40
    assert len(set(numbers)) == len(numbers)


def test_the_findings_of_an_empty_agreement_come_from_its_rows(cast):
    assert findings(cast.alliance, cast.maya) == ()
    cast.alliance.stage = "agreement"
    said = {(one.rule, one.section) for one in findings(cast.alliance, cast.maya)}
    assert {("E35", "triggers"), ("E36", "unwind")} <= said
    cast.alliance.launch_date = date(2026, 12, 25)
    cast.alliance.save(update_fields=["launch_date"])
    (launch,) = [one for one in agreed_of(cast.alliance, cast.maya).dates if one.id == "launch"]
    assert launch.off == ("Northwind", "Brightleaf")

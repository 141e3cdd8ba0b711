"""The lint of the agreement: a whole one is quiet; take one thing away and exactly its rule speaks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from allied.alliances.gates import Standing
from allied.kit.lint import Severity
from allied.rooms.agreement.annex.basis import basis_of
from allied.rooms.agreement.annex.lint import BOOK as ANNEX
from allied.rooms.agreement.findings import _served, agreed_of, findings
from allied.rooms.agreement.lint import BOOK, lint
from allied.rooms.agreement.lint.agreed import Agreed, Dated, Rung, Served, Step, Trigger
from allied.rooms.governance.lint import BOOK as GOVERNANCE
from allied.rooms.governance.rights import Blueprint, DecisionRight, Forum, Layer
from allied.rooms.portfolio.linting import found_in
from allied.rooms.thesis.lint import BOOK as THESIS
from tests.conftest import NOON
from tests.rooms.agreement.reading.stage import CONTENT, record
from tests.rooms.conflict.stage import signed_ladder
from tests.rooms.governance.cases import signed as signed_governance
from tests.rooms.governance.cases import started

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
    rungs=(
        Rung(id="team", name="Team", days=4, roles=("operational lead",)),
        Rung(id="managers", name="Managers", days=5, roles=("alliance manager",)),
        Rung(id="sponsors", name="Sponsors", days=6, roles=("sponsor",)),
        Rung(id="steering", name="Steering", days=10, roles=("sponsor",)),
    ),
    served=(
        Served(name="Delivery", days=4, roles=("operational lead",)),
        Served(name="Roadmap", days=9, roles=("alliance manager",)),
        Served(name="Terms", days=15, roles=("sponsor",)),
        Served(name="Data", days=1, roles=("approver:legal",)),
    ),
)


def climbing(*days: int) -> tuple[Rung, ...]:
    """The same ladder with other SLAs."""
    return tuple(replace(rung, days=many) for rung, many in zip(WHOLE.rungs, days, strict=True))


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
        "W39",
        replace(WHOLE, rungs=climbing(4, 5, 7, 10)),
        "sponsors",
        "16 working days up to and with “Sponsors”, and “Terms” is decided within 15",
    ),
    (
        "W39",
        replace(
            WHOLE,
            served=(
                Served(name="Roadmap", days=9, roles=("alliance manager",)),
                Served(name="Prices", days=8, roles=("alliance manager", "sponsor")),
            ),
        ),
        "managers",
        "“Prices” is decided within 8",
    ),
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
        (replace(WHOLE, rungs=climbing(4, 5, 6, 90)), "sponsors settle on their first step"),
        (replace(WHOLE, rungs=()), "nobody on the ladder decides it"),
        (replace(WHOLE, served=()), "nothing has an SLA"),
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
    assert findings(Standing(cast.alliance), cast.maya, timezone.now()) == ()
    cast.alliance.stage = "agreement"
    said = {
        (one.rule, one.section)
        for one in findings(Standing(cast.alliance), cast.maya, timezone.now())
    }
    assert {("E35", "triggers"), ("E36", "unwind")} <= said
    cast.alliance.launch_date = date(2026, 12, 25)
    cast.alliance.save(update_fields=["launch_date"])
    (launch,) = [
        one
        for one in agreed_of(basis_of(cast.alliance, timezone.now()), cast.maya).dates
        if one.id == "launch"
    ]
    assert launch.off == ("Northwind", "Brightleaf")


def test_the_term_and_the_notice_come_from_the_agreement_record(cast):
    found = agreed_of(basis_of(cast.alliance, timezone.now()), cast.maya)
    assert (found.ends, found.notice_days) == (None, None)
    record(cast)
    found = agreed_of(basis_of(cast.alliance, timezone.now()), cast.daniel)
    assert (found.ends, found.notice_days) == (date(2027, 3, 3), 45)
    late = {rule.rule: rule for rule in lint(replace(found, day=date(2027, 2, 1)))}
    assert (late["W37"].section, late["W37"].item) == ("term", "")
    assert "W37" not in {one.rule for one in lint(replace(found, day=date(2027, 1, 17)))}
    said = replace(CONTENT, ends_on=None, open_ended=True)
    record(cast, said, version=1)
    found = agreed_of(basis_of(cast.alliance, timezone.now()), cast.maya)
    assert (found.ends, found.notice_days) == (None, None)


def test_a_slow_ladder_is_found_in_the_rows_and_mended_on_its_page(cast, now):
    started(cast, now)
    signed_governance(cast, now)
    found = agreed_of(basis_of(cast.alliance, timezone.now()), cast.maya)
    assert [rung.id for rung in found.rungs][-2:] == ["sponsors", "steering"]
    assert {one.name: (one.days, one.roles) for one in found.served}["Roadmap changes"] == (
        10,
        ("alliance manager",),
    )
    assert not slow(cast)
    signed_ladder(cast)
    (said,) = slow(cast)
    assert (said.finding.item, said.route) == ("steering", "conflict-ladder")
    assert "20 working days up to and with “Executive steering”" in said.finding.message


def slow(cast):
    return [one for one in found_in(cast.alliance, cast.daniel, NOON) if one.finding.rule == "W39"]


def test_a_decision_without_seats_is_decided_by_those_of_its_forum():
    forum = Forum(id="board", name="Board", layer=Layer.STEERING)
    rights = (
        DecisionRight(id="a", name="Budget", forum="board", sla_days=3),
        DecisionRight(id="b", name="Brand", forum="gone", sla_days=3),
        DecisionRight(id="c", name="Logo", forum="board"),
    )
    found = list(_served(Blueprint(forums=(forum,), rights=rights)))
    assert [(one.name, one.roles) for one in found] == [("Budget", ("sponsor",)), ("Brand", ())]

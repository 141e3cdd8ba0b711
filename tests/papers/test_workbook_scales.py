"""How grades, terms, bands and rhythms are read."""

from datetime import date
from decimal import Decimal

import pytest

from allied.papers.workbook.cells import Cell
from allied.papers.workbook.columns import Kind
from allied.papers.workbook.kinds import read_value
from allied.papers.workbook.problems import Wrong
from allied.papers.workbook.scales import Impact, Joint, Probability, Target
from tests.papers.workbook_files import cell


def read(kind: Kind, value):
    return read_value(kind, cell(value))


@pytest.mark.parametrize(
    ("value", "joint"),
    [
        ("Yes", Joint("yes")),
        (False, Joint("no")),
        ("SOMETIMES", Joint("sometimes")),
        ("Sometimes: above €50,000", Joint("sometimes", "above €50,000")),
        ("sometimes if the budget moves", Joint("sometimes", "if the budget moves")),
        ("sometimes (above 5 %)", Joint("sometimes", "(above 5 %)")),
    ],
)
def test_joint_approval_is_yes_no_or_sometimes_with_a_condition(value, joint):
    assert read(Kind.JOINT, value) == joint


@pytest.mark.parametrize("value", ["perhaps", "sometimes maybe", "both", 2])
def test_any_other_joint_approval_is_refused(value):
    with pytest.raises(Wrong, match="whether both sides decide"):
        read(Kind.JOINT, value)


@pytest.mark.parametrize(
    "value", ["10 days", "10 Days", "10 working days", "10", 10, "10d", "10 wd"]
)
def test_a_service_level_is_in_working_days(value):
    assert read(Kind.DAYS, value) == 10


@pytest.mark.parametrize(
    "value", ["soon", "2 weeks", "0 days", "-5", 2.5, "1000", date(2026, 1, 1)]
)
def test_any_other_service_level_is_refused(value):
    with pytest.raises(Wrong, match="working days"):
        read(Kind.DAYS, value)


@pytest.mark.parametrize(
    ("value", "days"), [(2.5, "2.5"), ("3 days", "3"), ("0", "0"), ("1,5", "1.5")]
)
def test_an_estimate_may_have_half_days(value, days):
    assert read(Kind.DURATION, value) == Decimal(days)


@pytest.mark.parametrize("value", ["-1", "a week", "€5", 10_000])
def test_any_other_estimate_is_refused(value):
    with pytest.raises(Wrong, match="working days"):
        read(Kind.DURATION, value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (4, Probability(level=4)),
        ("4", Probability(level=4)),
        ("30%", Probability(share=Decimal("0.3"))),
        ("0 %", Probability(share=Decimal(0))),
        (Cell("percent", Decimal(30)), Probability(share=Decimal("0.3"))),
    ],
)
def test_a_probability_is_a_level_or_a_percentage(value, found):
    assert read(Kind.PROBABILITY, value) == found


@pytest.mark.parametrize("value", [9, 0, 2.5, "130%", "-5%", "€3", "likely", 0.3])
def test_any_other_probability_is_refused(value):
    with pytest.raises(Wrong, match="is not a probability"):
        read(Kind.PROBABILITY, value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (3, Impact(level=3)),
        ("€400,000", Impact(amount=Decimal(400_000), currency="EUR")),
        ("USD 3", Impact(amount=Decimal(3), currency="USD")),
        (400_000, Impact(amount=Decimal(400_000))),
    ],
)
def test_an_impact_is_a_level_or_money(value, found):
    assert read(Kind.IMPACT, value) == found


@pytest.mark.parametrize("value", [0, 2.5, -3, "5%", "high", "€0", "€-5"])
def test_any_other_impact_is_refused(value):
    with pytest.raises(Wrong, match="neither a level nor an amount"):
        read(Kind.IMPACT, value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (5, Target(Decimal(5))),
        ("85%", Target(Decimal(85), sign="%")),
        ("40 to 60", Target(Decimal(40), Decimal(60))),
        ("40–60", Target(Decimal(40), Decimal(60))),
        ("40 - 60", Target(Decimal(40), Decimal(60))),
        ("40-60 %", Target(Decimal(40), Decimal(60), "%")),
        ("-5 to 5", Target(Decimal(-5), Decimal(5))),
        ("-5", Target(Decimal(-5))),
    ],
)
def test_a_target_is_a_number_or_a_band(value, found):
    assert read(Kind.TARGET, value) == found


@pytest.mark.parametrize("value", ["60 to 40", "good", "5 to x", date(2026, 1, 1)])
def test_any_other_target_is_refused(value):
    with pytest.raises(Wrong, match="is not a"):
        read(Kind.TARGET, value)


@pytest.mark.parametrize("value", [30, "30", "30 days", "Day 30", "D30", "first 30 days"])
def test_a_phase_is_recognised(value):
    assert read(Kind.PHASE, value) == 30


@pytest.mark.parametrize("value", [45, "30.5", "later", 300])
def test_any_other_phase_is_refused(value):
    with pytest.raises(Wrong, match="is not a phase"):
        read(Kind.PHASE, value)


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("Weekly", "FREQ=WEEKLY"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("MONTHLY", "FREQ=MONTHLY"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH"),
        ("rrule:freq=weekly;byday=mo,we;", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("FREQ=WEEKLY;UNTIL=20270101T000000Z", "FREQ=WEEKLY;UNTIL=20270101T000000Z"),
        ("FREQ=WEEKLY;UNTIL=20270101", "FREQ=WEEKLY;UNTIL=20270101"),
    ],
)
def test_a_rhythm_is_a_word_or_a_rule(value, rule):
    assert read(Kind.RHYTHM, value) == rule


@pytest.mark.parametrize(
    "value",
    [
        "every now and then",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;FREQ=DAILY",
        "INTERVAL=2",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=MONTHLY;INTERVAL=-3",
        "FREQ=WEEKLY;INTERVAL=99999999999999999999",
        "FREQ=WEEKLY;UNTIL=never",
        "FREQ=WEEKLY\nDTSTART:20260101",
        "FREQ=YEARLY;BYDAY=" + "MO," * 100 + "MO",
        3,
    ],
)
def test_any_other_rhythm_is_refused(value):
    with pytest.raises(Wrong, match="is not a rhythm"):
        read(Kind.RHYTHM, value)

"""Built-in content and defaults: read once, unchangeable, each default with its reason."""

from datetime import date
from decimal import Decimal

import pytest

from allied.kit import catalogue as module
from allied.kit.catalogue import catalogue, default_values, defaults
from allied.kit.lint import Finding, Hit, Rulebook, Severity, rule
from allied.kit.words import counted, day, listed, number, percent, shortened

ROOMS = ["thesis", "governance"]


@pytest.mark.parametrize("room", ROOMS)
def test_every_default_says_its_unit_and_why(room):
    for name, entry in defaults(room).items():
        assert entry.unit, name
        assert len(entry.why.split()) >= 4, name
    assert default_values(room).keys() == defaults(room).keys()


def test_catalogue_content_is_read_once_and_cannot_be_changed():
    content = catalogue("governance", "forums")
    assert catalogue("governance", "forums") is content
    with pytest.raises(TypeError):
        content["forums"][0]["name"] = "Other"


def test_a_default_without_a_reason_is_refused(monkeypatch):
    monkeypatch.setattr(module, "_read", lambda room, path: {"days": {"value": 3, "unit": "days"}})
    with pytest.raises(ValueError, match="days needs exactly value, unit and why"):
        module.defaults.__wrapped__("anywhere")


def test_a_rulebook_keeps_its_findings_in_the_order_of_the_numbers():
    @rule("W10")
    def later(text):
        return [Hit("s", "", "second", "fix")]

    @rule("E2")
    def earlier(text):
        """What comes first."""
        return [Hit("s", text, "first", "fix")]

    first, second = Rulebook([later, earlier]).findings("x")
    assert first == Finding("E2", Severity.ERROR, "s", "x", "first", "fix")
    assert (second.rule, second.severity) == ("W10", Severity.WARNING)
    assert earlier.looks_for == "What comes first"
    with pytest.raises(ValueError, match="two rules are called E2"):
        Rulebook([earlier, later, earlier])


def test_small_phrases():
    assert [number(Decimal(n)) for n in ("6000.00", "-1234567.5", "0.25", "-0.5")] == [
        "6,000",
        "-1,234,567.5",
        "0.25",
        "-0.5",
    ]
    assert day(date(2027, 12, 31)) == "31 Dec 2027"
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [counted(n, "day") for n in (1, 2, 1000)] == ["1 day", "2 days", "1,000 days"]
    assert counted(2, "person", "people") == "2 people"
    assert percent(0.4615) == "46%"
    assert shortened("one two three", 9) == "one two…"
    assert shortened("  one\n two ") == "one two"

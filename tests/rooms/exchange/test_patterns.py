"""Patterns to begin from: read strictly, without errors of their own, honest about every number."""

import re
from datetime import date, timedelta

import pytest

from allied.alliances.gates import Standing
from allied.kit.errors import NotAllowed, Refused
from allied.kit.lint import Severity
from allied.people.doors import acting_as
from allied.rooms.exchange.patterns import blueprint_of, pattern_keys, pattern_named, thesis_of
from allied.rooms.exchange.starting import start_from_pattern
from allied.rooms.governance import limits as governance_limits
from allied.rooms.governance.as_rules import blueprint_of as blueprint_in
from allied.rooms.governance.as_rules import seats_at
from allied.rooms.governance.lint import Matrix
from allied.rooms.governance.lint import lint as lint_governance
from allied.rooms.governance.seating import with_people
from allied.rooms.thesis import commands as thesis_commands
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.findings import findings
from allied.rooms.thesis.items import Outcome
from allied.rooms.thesis.limits import limits
from allied.rooms.thesis.lint import Draft, lint
from allied.rooms.thesis.models import ThesisVersion
from tests.conftest import NOON
from tests.rooms.exchange.stage import entries

KEYS = pattern_keys()
DAY = date(2026, 3, 2)


def test_both_cases_are_there():
    assert KEYS == ("brand-and-distribution", "research-platform")


@pytest.mark.parametrize("key", KEYS)
def test_a_pattern_has_no_error_of_the_thesis_lint(key):
    content = thesis_of(pattern_named(key), ours="n", partner="b", day=DAY)
    draft = Draft(
        content=content, parties={"n": "Northwind", "b": "Bright"}, launch=DAY, limits=limits()
    )
    assert list(lint(draft)) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_pattern_has_no_error_of_the_governance_lint(cast, now, key):
    seats = seats_at(cast.alliance, now)
    matrix = Matrix(
        blueprint=with_people(blueprint_of(pattern_named(key)), seats),
        parties={str(cast.north.pk): "Northwind", str(cast.bright.pk): "Brightleaf"},
        limits=governance_limits.limits(),
        day=DAY,
        seats=seats,
    )
    assert [f for f in lint_governance(matrix) if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("key", KEYS)
def test_every_fact_has_a_year_and_a_source_in_words(key):
    for fact in pattern_named(key).facts:
        assert re.fullmatch(r"(19|20)\d\d", fact.year)
        assert fact.year in fact.source or "annual report" in fact.source
        assert "://" not in fact.source


@pytest.mark.parametrize("key", KEYS)
def test_every_number_that_is_not_public_is_marked_illustrative(key):
    plain = thesis_of(pattern_named(key), ours="n", partner="b", day=DAY).as_plain()
    for section in ("outcomes", "contributions", "scope", "assumptions", "risks", "principles"):
        for row in plain[section]:
            said = [v for k, v in row.items() if k not in ("id", "due") and isinstance(v, str)]
            if any(re.search(r"\d", text) for text in said):
                assert any("illustrative" in text for text in said), row
    assert not re.search(r"\d", plain["objective"] + plain["why_alliance"])
    blueprint = blueprint_of(pattern_named(key))
    assert all("illustrative" in forum.purpose for forum in blueprint.forums)
    assert all("illustrative" in right.name for right in blueprint.rights)


def newest(alliance) -> ThesisContent:
    rows = ThesisVersion.objects.in_system_scope("test").filter(alliance=alliance)
    return from_json(rows.order_by("-revision")[0].content)


@pytest.mark.parametrize("key", KEYS)
def test_an_alliance_begins_from_a_pattern(cast, now, key):
    with acting_as(cast.maya):
        begun = start_from_pattern(by=cast.maya, alliance=cast.alliance, pattern=key, now=now)
    content = newest(cast.alliance)
    assert {c.organisation for c in content.contributions} == {
        str(cast.north.pk),
        str(cast.bright.pk),
    }
    assert [f.rule for f in findings(Standing(cast.alliance), cast.daniel, NOON)] == []
    steering = blueprint_in(begun.governance).forums[0]
    assert {member.person for member in steering.members} == {
        str(cast.tomas.pk),
        str(cast.rachel.pk),
    }


def test_dates_of_a_pattern_count_from_the_launch(cast, now):
    cast.alliance.launch_date = now.date() + timedelta(days=30)
    start_from_pattern(by=cast.maya, alliance=cast.alliance, pattern=KEYS[0], now=now)
    assert newest(cast.alliance).assumptions[0].due == now.date() + timedelta(days=105)


def test_without_a_partner_the_pattern_is_our_own_draft(cast, now):
    begun = start_from_pattern(by=cast.zed, alliance=cast.other, pattern=KEYS[0], now=now)
    assert begun.thesis.audience == "ours"
    assert {c.organisation for c in newest(cast.other).contributions} == {
        str(cast.rival.pk),
        "The partner",
    }


def test_an_empty_thesis_is_filled(cast, now):
    thesis_commands.start_thesis(by=cast.maya, alliance=cast.alliance, audience="joint", now=now)
    start_from_pattern(by=cast.daniel, alliance=cast.alliance, pattern=KEYS[1], now=now)
    outcome: Outcome = newest(cast.alliance).outcomes[0]
    assert outcome.owner == str(cast.bright.pk)


def test_a_pattern_overwrites_nobodys_words(cast, now):
    start_from_pattern(by=cast.maya, alliance=cast.alliance, pattern=KEYS[0], now=now)
    before = entries()
    with pytest.raises(Refused, match="begun already"):
        start_from_pattern(by=cast.daniel, alliance=cast.alliance, pattern=KEYS[1], now=now)
    assert entries() == before


@pytest.mark.parametrize("name", ["carl", "olga", "ingrid", "zed", "nobody"])
def test_who_may_not_write_the_thesis_begins_nothing(cast, now, name):
    before = entries()
    with pytest.raises(NotAllowed):
        start_from_pattern(by=getattr(cast, name), alliance=cast.alliance, pattern=KEYS[0], now=now)
    assert entries() == before


def test_an_unknown_pattern_is_refused_with_the_known_ones(cast, now):
    with pytest.raises(Refused, match="brand-and-distribution or research-platform"):
        start_from_pattern(by=cast.maya, alliance=cast.alliance, pattern="x", now=now)

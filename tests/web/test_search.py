"""Search finds what one may see, and what the other side keeps changes nothing in it."""

import re

import pytest
from django.test import Client

from allied.alliances import commands as alliances
from allied.rooms.governance import commands
from allied.rooms.thesis import commands as thesis
from allied.rooms.thesis.searching import sections_saying
from tests.rooms.diligence.stage import private, risk
from tests.rooms.governance import cases
from tests.rooms.thesis import stage

BACKEND = "allied.people.backends.WithHome"


def found(person, words: str) -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.get("/search", {"q": words}).content.decode()


@pytest.fixture
def decision(cast, now):
    cases.started(cast, now)
    return cases.raised(cast, now)


@pytest.mark.parametrize("words", ["sell-out", "HOW MUCH do we share", "D-1", "d-01", "01"])
def test_a_decision_is_found_by_its_words_and_its_number(cast, decision, words):
    for who in (cast.maya, cast.daniel, cast.olga):
        assert f"/decisions/{decision.pk}" in found(who, words)
    for who in (cast.zed, cast.nobody):
        assert f"/decisions/{decision.pk}" not in found(who, words)


def test_a_draft_is_found_by_its_own_side_only(cast, decision, now):
    before = found(cast.daniel, "exclusive shelf")
    draft = commands.write_draft(
        by=cast.maya,
        alliance=cast.alliance,
        question=cases.question(title="Exclusive shelf for a year"),
        now=now,
    )
    assert f"/decisions/drafts/{draft.pk}" in found(cast.tomas, "exclusive shelf")
    assert str(draft.pk) not in found(cast.carl, "exclusive shelf")
    assert "Nothing found" in before
    assert "Nothing found" in found(cast.daniel, "exclusive shelf")


@pytest.mark.parametrize("words", ["%", "__", "\\", "'--", "D-99999999999999999999", "٣٣", "a"])
def test_odd_words_find_nothing_and_break_nothing(cast, decision, words):
    assert f"/decisions/{decision.pk}" not in found(cast.maya, words)


class TestTheValueThesis:
    """Joint words for everybody in the alliance; our own draft for our side alone."""

    def joint(self, cast, now):
        found = stage.joint_thesis(cast, now)
        stage.put_up(cast, found, now)
        for sponsor in (cast.tomas, cast.rachel):
            thesis.sign_thesis(by=sponsor, thesis=found, digest=stage.newest(found).digest, now=now)
        return found

    @pytest.mark.parametrize(
        ("words", "section"),
        [
            ("6,000 chilled stores", "objective"),
            ("chilled DEPOTS and", "contributions"),
            ("next to juice", "assumptions"),
            ("at least 14", "assumptions"),
            ("Loggers on each", "risks"),
            ("Own-label", "scope"),
        ],
    )
    def test_what_is_in_force_is_found_with_its_section(self, cast, now, words, section):
        self.joint(cast, now)
        link = f'href="/alliances/{cast.alliance.pk}/thesis#{section}"'
        for who in (cast.maya, cast.daniel, cast.olga):
            assert link in found(who, words)
        for who in (cast.zed, cast.nobody):
            assert "Nothing found" in found(who, words)

    @pytest.mark.parametrize(
        "words", ["statement", "allied-thesis", "non-goal", "2026-05-20", '":"']
    )
    def test_what_nobody_wrote_is_not_found(self, cast, now, words):
        self.joint(cast, now)
        assert "Nothing found" in found(cast.maya, words)

    def test_a_joint_draft_leads_to_the_draft(self, cast, now):
        stage.joint_thesis(cast, now)
        link = f'href="/alliances/{cast.alliance.pk}/thesis/draft#objective"'
        assert link in found(cast.daniel, "6,000 chilled stores")

    def test_an_own_draft_is_found_by_its_own_side_only(self, cast, now):
        before = found(cast.daniel, "walk away below 22")
        content = stage.content(cast, objective="We walk away below 22 %.")
        thesis.start_thesis(
            by=cast.maya, alliance=cast.alliance, audience="ours", content=content, now=now
        )
        link = f'href="/alliances/{cast.alliance.pk}/thesis/own#objective"'
        assert link in found(cast.tomas, "walk away below 22")
        assert "Only Northwind" in found(cast.tomas, "walk away below 22")
        assert link not in found(cast.carl, "walk away below 22")
        assert blank(found(cast.daniel, "walk away below 22")) == blank(before)

    def test_quotation_marks_and_umlauts(self, cast, now):
        content = stage.content(cast, objective='Übersee, "fast"')
        thesis.start_thesis(
            by=cast.maya, alliance=cast.alliance, audience="joint", content=content, now=now
        )
        for words in ('"fast"', "Übersee"):
            assert "thesis/draft#objective" in found(cast.daniel, words)

    def test_the_number_of_queries_does_not_grow(self, cast, now, django_assert_num_queries):
        self.joint(cast, now)
        with django_assert_num_queries(1):
            assert sections_saying(cast.maya, "chilled", 8)
        for n in range(12):
            alliance = alliances.start_alliance(by=cast.maya, name=f"More {n}", now=now)
            thesis.start_thesis(
                by=cast.maya,
                alliance=alliance,
                audience="ours",
                content=stage.content(cast),
                now=now,
            )
        with django_assert_num_queries(1):
            assert len(sections_saying(cast.maya, "chilled", 8)) == 8


def blank(page: str) -> str:
    """The page without what differs each time."""
    return re.sub(r'(nonce|value|csrf[^=]*)="[^"]*"', "", page)


@pytest.mark.parametrize("words", ["R-1", "r-01", "breaks in winter"])
def test_a_risk_is_found_by_its_number_and_its_words(cast, words):
    made = risk(cast)
    for who in (cast.maya, cast.daniel):
        assert f"/risks/{made.pk}" in found(who, words)
    assert "Nothing found" in found(cast.zed, words)


def test_the_number_of_an_own_risk_finds_nothing_for_the_other_side(cast):
    made = private(cast)
    assert f"/risks/{made.pk}" in found(cast.maya, "P-1")
    assert "Nothing found" in found(cast.daniel, "P-1")

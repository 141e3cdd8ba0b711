"""Search finds what one may see, and what the other side keeps changes nothing in it."""

import pytest
from django.test import Client

from allied.rooms.governance import commands
from tests.rooms.governance import cases

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

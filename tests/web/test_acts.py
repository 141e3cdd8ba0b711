"""A link in a letter: opening it changes nothing, pressing its button answers once, for one person."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from allied.alliances.models import Awaited
from allied.notices import posting
from allied.notices.links import SALT, token_for
from allied.notices.models import Notice
from allied.notices.rules import LINK_LIVES
from allied.notices.writing import letter_for
from tests.rooms.governance import cases


@pytest.fixture
def decision(cast, now):
    cases.started(cast, now)
    return cases.raised(cast, now)


def awaited(who) -> Awaited:
    return Awaited.objects.in_system_scope("test").get(person=who, act="answer")


def address(who, verdict: str = "approve") -> str:
    return f"/acts/{token_for(awaited(who), verdict)}"


def press(at: str, decision, **said):
    """Press the button as a browser does: with the words that the page was about."""
    values = {"digest": decision.digest, "option": "A", "reason": ""} | said
    return Client().post(at, values)


def test_opening_it_changes_nothing_and_needs_no_sign_in(cast, decision):
    before = cases.size(cast)
    for method in ("get", "head"):
        answer = getattr(Client(), method)(address(cast.ingrid))
        assert answer.status_code == 200
    assert "Share store-level sell-out data" in Client().get(address(cast.ingrid)).content.decode()
    assert (cases.size(cast), cases.halves(decision)) == (before, ["wait", "wait"])


def test_the_letter_leads_to_the_page_of_what_is_asked(cast, decision, client, now):
    act = awaited(cast.ingrid)
    posting.announce(now)
    letter = letter_for(Notice.objects.in_system_scope("test").get(awaited=act), now=now)
    [path] = re.findall(r"Read it and act: \S+?(/awaited/\S+)", letter.body)
    asked = client.get(path)
    assert (asked.status_code, asked.headers["Location"]) == (302, f"/accounts/login/?next={path}")
    client.force_login(cast.ingrid)
    subject = f"/alliances/{cast.alliance.pk}/decisions/{decision.pk}"
    assert client.get(path).headers["Location"] == subject
    client.force_login(cast.zed)
    assert client.get(path).status_code == 404


def test_nobody_approves_an_option_that_they_did_not_choose(cast, decision):
    decision.recommendation = ""
    decision.save()
    page = Client().get(address(cast.ingrid)).content.decode()
    assert '<option value="" selected>Choose an option</option>' in page
    answer = press(address(cast.ingrid), decision, option="")
    assert answer.status_code == 422
    assert "Choose one of the options: A" in answer.content.decode()
    assert cases.halves(decision) == ["wait", "wait"]


def test_it_says_whose_question_it_is_and_until_when(cast, decision):
    page = Client().get(address(cast.ingrid)).content.decode()
    assert f"asked by {decision.asked_by.name}" in page
    assert "due " in page


def test_it_approves_once(cast, decision):
    at, before = address(cast.ingrid), cases.size(cast)
    assert press(at, decision).status_code == 200
    assert cases.kinds(cast)[-1] == "answer.given"
    for answer in (press(at, decision), Client().get(at)):
        assert answer.status_code == 410
    assert cases.size(cast) == before + 1


def test_whoever_is_signed_in_as_somebody_else_neither_reads_nor_acts(cast, decision):
    at, before = address(cast.ingrid), cases.size(cast)
    for other in (cast.daniel, cast.maya, cast.zed):
        client = Client()
        client.force_login(other, backend="allied.people.backends.WithHome")
        said = {"digest": decision.digest, "option": "A", "reason": ""}
        for answer in (client.get(at), client.post(at, said)):
            assert answer.status_code == 410
            assert "Share store-level" not in answer.content.decode()
    assert cases.size(cast) == before
    own = Client()
    own.force_login(cast.ingrid, backend="allied.people.backends.WithHome")
    assert own.get(at).status_code == 200
    assert press(at, decision).status_code == 200


def test_approving_and_declining_are_one_act(cast, decision):
    yes, no = address(cast.ingrid), address(cast.ingrid, "decline")
    assert press(yes, decision).status_code == 200
    assert press(no, decision, reason="Too early").status_code == 410
    assert cases.state(decision) == "open"


def test_declining_asks_for_a_reason_and_keeps_the_link(cast, decision):
    at = address(cast.ingrid, "decline")
    assert press(at, decision).status_code == 422
    assert press(at, decision, reason="The clean room is not ready").status_code == 200
    assert cases.state(decision) == "declined"


def test_an_option_that_is_none_is_asked_again(cast, decision):
    at = address(cast.ingrid)
    for option in ("", "Z", "A, Daily"):
        assert press(at, decision, option=option).status_code == 422
    assert cases.halves(decision) == ["wait", "wait"]


def test_other_words_than_those_that_were_read_are_not_approved(cast, decision):
    at = address(cast.ingrid)
    assert press(at, decision, digest="another").status_code == 410
    assert cases.halves(decision) == ["wait", "wait"]
    assert press(at, decision).status_code == 200, "the refused press did not use the link up"


def test_a_settled_question_an_old_link_and_a_forged_one_read_the_same(
    cast, decision, now, monkeypatch
):
    settled = address(cast.ben)
    words = {"a": str(awaited(cast.hannah).pk), "p": str(cast.zed.pk), "v": "approve"}
    forged = f"/acts/{signing.dumps(words, salt=SALT, compress=True)}"
    old = address(cast.hannah)
    cases.answer(cast.ingrid, decision, now, verdict="decline", reason="No")
    pages = [Client().get(settled), Client().get(forged), Client().get("/acts/nonsense")]
    later = signing.time.time() + LINK_LIVES.total_seconds() + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    pages.append(Client().get(old))
    assert {page.status_code for page in pages} == {410}
    said = {re.sub(r"nonce-\S+", "", page.content.decode()) for page in pages}
    assert len(said) == 1


def test_a_link_outlives_no_seat(cast, decision, now):
    at = address(cast.ingrid)
    seat = cast.alliance.seats.get(person=cast.ingrid)
    seat.ended_at = now - timedelta(days=1)
    seat.save()
    assert press(at, decision).status_code == 410

"""The web door: findings before the signatures, signing, refusing, taking back."""

import pytest

from allied.record.models import Entry
from allied.rooms.thesis.models import State
from tests.rooms.thesis.pages import at, page, signed_in
from tests.rooms.thesis.stage import change, joint_thesis, newest, put_up


def test_findings_stand_under_their_row_and_before_the_signatures(cast, now):
    thesis = joint_thesis(cast, now)
    change(cast, thesis, now, section="risks", new=[{"id": "r1", "text": "A gap"}])
    html = page(cast.maya, at(cast, "/draft"))
    assert "<b>Warning.</b> Nothing is done about “A gap”." in html
    confirm = page(cast.maya, at(cast, "/sign-offs"))
    assert "Nothing is done about “A gap”." in confirm
    assert "Ask both companies to sign" in confirm
    answer = signed_in(cast.maya).post(at(cast, "/sign-offs"), {"version": newest(thesis).edit})
    assert answer.status_code == 303, "findings advise and never lock"
    assert newest(thesis).state == State.UP


def test_what_changed_meanwhile_is_not_put_up(cast, now):
    thesis = joint_thesis(cast, now)
    change(cast, thesis, now)
    answer = signed_in(cast.maya).post(at(cast, "/sign-offs"), {"version": 1})
    assert answer.status_code == 422
    assert "Daniel Okafor changed" in answer.content.decode()


def test_sponsors_sign_with_the_button_of_their_company(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    html = page(cast.tomas, at(cast))
    assert 'data-org="1">Sign for Northwind</button>' in html
    assert "Sign for" not in page(cast.maya, at(cast))
    digest = newest(thesis).digest
    for who in (cast.tomas, cast.rachel):
        answer = signed_in(who).post(at(cast, "/signatures"), {"digest": digest})
        assert answer.status_code == 303
    assert newest(thesis).state == State.SIGNED


def test_a_double_click_signs_once(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    client = signed_in(cast.tomas)
    sent = {"digest": newest(thesis).digest, "once": "k" * 20}
    before = Entry.objects.in_system_scope("test").count()
    answers = [client.post(at(cast, "/signatures"), sent) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert answers[1].headers["Idempotent-Replay"] == "true"
    assert Entry.objects.in_system_scope("test").count() == before + 1


@pytest.mark.parametrize("path", ["/signatures", "/withdrawals"])
def test_who_is_no_sponsor_does_not_sign(cast, now, path):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    sent = {"digest": newest(thesis).digest}
    for who, status in ((cast.maya, 403), (cast.olga, 403), (cast.zed, 404)):
        assert signed_in(who).post(at(cast, path), sent).status_code == status


def test_signing_other_words_than_those_that_are_up_signs_nothing(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    client = signed_in(cast.tomas)
    client.post(at(cast, "/signatures"), {"digest": "forged"})
    assert "Not signed:" in client.get(at(cast)).content.decode()
    assert newest(thesis).state == State.UP


def test_a_refusal_asks_why_and_is_shown_to_everybody(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    client = signed_in(cast.rachel)
    sent = {"digest": newest(thesis).digest, "reason": ""}
    answer = client.post(at(cast, "/refusals"), sent)
    assert (answer.status_code, newest(thesis).state) == (422, State.UP)
    assert "Say why" in answer.content.decode()
    assert client.post(at(cast, "/refusals"), sent | {"reason": "Too many"}).status_code == 303
    html = page(cast.maya, at(cast, "/draft"))
    assert "Brightleaf refused to sign version 1." in html
    assert "Too many" in html


def test_a_signature_is_taken_back(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    client = signed_in(cast.tomas)
    client.post(at(cast, "/signatures"), {"digest": newest(thesis).digest})
    assert "Withdraw the signature of Northwind" in client.get(at(cast)).content.decode()
    client.post(at(cast, "/withdrawals"))
    assert "Sign for Northwind" in client.get(at(cast)).content.decode()

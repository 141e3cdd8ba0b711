"""The pages that look across rooms, opened as people of both sides."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from allied.alliances import awaiting, notes
from allied.alliances.models import PrivateNote, SharedText
from allied.record.facts import Fact
from allied.record.models import Entry
from allied.record.proofs import growth
from allied.web.pages.record import TOPICS

BACKEND = "allied.people.backends.WithHome"


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def ask(cast, now, n=1, of=None):
    for k in range(n):
        act = awaiting.Act(
            verb="answer",
            subject_kind="decision",
            subject_id=cast.alliance.pk if n == 1 else uuid4(),
            title=f"Enter Peru {k}",
            due_at=now + timedelta(days=k),
            blocking=True,
        )
        awaiting.await_act(
            act, of=[of or cast.maya], alliance=cast.alliance, asked_by=cast.daniel, now=now
        )


def test_my_week_says_what_needs_me_first(cast, now):
    ask(cast, now)
    page = signed_in(cast.maya).get("/").content.decode()
    assert "One thing needs you." in page
    assert "Enter Peru 0" in page
    assert "Enter Peru" not in signed_in(cast.tomas).get("/").content.decode()


def test_my_week_is_empty_in_plain_words(cast):
    assert "Nothing needs you now." in signed_in(cast.carl).get("/").content.decode()


@pytest.mark.parametrize("address", ["/", "/portfolio", "/search?q=cold"])
def test_the_number_of_queries_does_not_grow_with_rows(
    cast, now, address, django_assert_max_num_queries
):
    # Inside a test PostgreSQL adds savepoints and the words that restore the scope around it.
    most = 12 if connection.vendor == "sqlite" else 17
    most += 6 * address.startswith("/search")  # one query for each kind of thing that is found
    ask(cast, now)
    client = signed_in(cast.maya)
    client.get(address)
    with django_assert_max_num_queries(most) as first:
        client.get(address)
    ask(cast, now, n=30)
    with django_assert_max_num_queries(most) as second:
        client.get(address)
    assert len(first) == len(second)


def test_the_overview_shows_the_rail_and_what_is_missing(cast):
    page = signed_in(cast.olga).get(f"/alliances/{cast.alliance.pk}/").content.decode()
    assert page.count("<h1>") == 1
    assert "1 Value thesis" in page
    assert "Every party has a sponsor" in page


def test_who_has_no_seat_finds_nothing_there(cast):
    for who in (cast.zed, cast.nobody):
        assert signed_in(who).get(f"/alliances/{cast.alliance.pk}/").status_code == 404


def test_a_stranger_is_led_to_the_sign_in_page(cast, client):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_a_check_is_waived_with_a_reason_for_a_while(cast, now):
    client = signed_in(cast.maya)
    address = f"/alliances/{cast.alliance.pk}/waivers"
    words = {"stage": "strategy", "check": "seat.sponsor", "reason": "", "until": "2090-01-01"}
    assert client.post(address, words).status_code == 422
    before = Entry.objects.in_system_scope("test").count()
    assert client.post(address, words | {"reason": "He starts in May"}).status_code == 303
    assert Entry.objects.in_system_scope("test").count() == before + 1
    assert signed_in(cast.olga).post(address, words | {"reason": "x"}).status_code == 403


def test_the_record_tells_what_happened_and_filters_stand_in_the_address(cast):
    client = signed_in(cast.daniel)
    address = f"/alliances/{cast.alliance.pk}/record"
    page = client.get(address).content.decode()
    assert "Maya Lindqvist started the alliance Cold Brew Venture" in page
    people = client.get(address, {"topic": "seat"}).content.decode()
    assert "Rachel Kim became sponsor" in people
    assert "started the alliance" not in people
    assert client.get(address, {"since": "yesterday"}).status_code == 422


def test_the_record_is_filtered_by_who_acted_and_each_line_leads_to_its_proof(cast):
    client = signed_in(cast.daniel)
    address = f"/alliances/{cast.alliance.pk}/record"
    hers = client.get(address, {"person": str(cast.maya.pk)}).content.decode()
    assert "Maya Lindqvist started the alliance" in hers
    his = client.get(address, {"person": str(cast.daniel.pk)}).content.decode()
    assert "started the alliance" not in his
    assert f'<option value="{cast.daniel.pk}" selected>' in his
    assert client.get(address, {"person": "Daniel"}).status_code == 422
    proof = client.get(f"/api/v1{address}/0/proof")
    assert f'href="/api/v1{address}/0/proof"' in client.get(address).content.decode()
    assert proof.json()["head"]["size"] > 0


def test_every_kind_of_fact_belongs_to_a_topic_of_the_record():
    beginnings = tuple(b for key, (_, said) in TOPICS.items() if key for b in said)
    assert [kind for kind in Fact.registered if not kind.startswith(beginnings)] == []


class TestPrivateNotes:
    """One side's notes, on screen."""

    def address(self, cast, tail=""):
        return f"/alliances/{cast.alliance.pk}/notes{tail}"

    def test_a_note_is_written_changed_and_removed(self, cast):
        client = signed_in(cast.maya)
        assert client.post(self.address(cast, "/new"), {"text": ""}).status_code == 422
        there = client.post(self.address(cast, "/new"), {"text": "Red line: 12 %"}).headers[
            "Location"
        ]
        assert "Red line: 12 %" in client.get(there).content.decode()
        changed = {"title": "Red lines", "text": "12.5 %", "version": 1}
        assert client.post(there, changed).status_code == 303
        assert client.post(there, changed | {"text": "lost"}).status_code == 422
        assert client.post(there + "/removal", {"version": "2"}).status_code == 303
        assert client.get(there).status_code == 404
        assert not PrivateNote.objects.in_system_scope("test").filter(text__contains="12").exists()

    def test_the_other_side_and_observers_do_not_meet_it(self, cast, now):
        note = notes.write_note(by=cast.maya, alliance=cast.alliance, text="secret", now=now)
        for who, status in [(cast.daniel, 404), (cast.zed, 404), (cast.olga, 403)]:
            there = signed_in(who).get(self.address(cast, f"/{note.pk}"))
            assert there.status_code == status
            assert b"secret" not in there.content

    def test_only_the_chosen_words_are_shared_and_only_once(self, cast, now):
        note = notes.write_note(by=cast.maya, alliance=cast.alliance, text="Ours. Yours.", now=now)
        client = signed_in(cast.maya)
        words = {"title": "For both", "text": "Yours.", "once": "key-1"}
        there = self.address(cast, f"/{note.pk}/copy")
        assert client.post(there, words).status_code == 422
        first = client.post(there, words | {"read": "on"})
        again = client.post(there, words | {"read": "on"})
        assert first.status_code == again.status_code == 303
        assert first.headers["Location"] == again.headers["Location"]
        assert SharedText.objects.in_system_scope("test").count() == 1
        page = signed_in(cast.daniel).get(first.headers["Location"]).content.decode()
        assert "Yours." in page
        assert "Ours." not in page
        assert signed_in(cast.ingrid).get(there).status_code == 403


def test_a_head_that_was_kept_is_compared_with_the_log_of_now(cast):
    client = signed_in(cast.daniel)
    address = f"/alliances/{cast.alliance.pk}/record"
    rows = Entry.objects.visible_to(cast.daniel).filter(alliance=cast.alliance, audience="joint")
    then = growth(rows, cast.alliance.log.size, old=3)
    kept = f"{cast.alliance.log.origin} 3 {then.old_root}"
    same = client.get(address, {"head": kept}).content.decode()
    assert "The log still begins with the 3 entries you knew" in same
    assert f"/api/v1{address}/consistency?from=3&amp;to={cast.alliance.log.size}" in same
    short = client.get(address, {"head": f"3 {then.old_root[:12]}…"}).content.decode()
    assert "still begins" in short
    other = client.get(address, {"head": f"3 {then.new_root}"}).content.decode()
    assert "This log had another root at 3 entries" in other
    for wrong in ("", "yesterday", "9999 " + then.old_root, "9" * 30 + " " + then.old_root):
        answer = client.get(address, {"head": wrong})
        assert answer.status_code == 422, wrong
    assert (
        "give a size from 0 to"
        in client.get(address, {"head": f"9999 {then.old_root}"}).content.decode()
    )

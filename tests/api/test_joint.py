"""My week, gates, the record and notes through the JSON door, by token and by session."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from allied.alliances import notes
from allied.alliances.models import PrivateNote
from allied.notices.beat import Beat
from allied.people.models import Once
from allied.people.tokens import make_token
from allied.record import jcs, merkle
from allied.record.models import Entry


def bearer(person, *scopes: str) -> dict[str, str]:
    _, secret = make_token(
        by=person,
        name="test",
        scopes=list(scopes or ("read", "write")),
        now=timezone.now(),
        lives=timedelta(days=1),
    )
    return {"authorization": f"Bearer {secret}"}


def post(address, body, headers):
    return Client().post(
        address, json.dumps(body), content_type="application/json", headers=headers
    )


@pytest.fixture
def here(cast):
    return f"/api/v1/alliances/{cast.alliance.pk}"


def test_nobody_is_served_without_saying_who(cast, here):
    answer = Client().get(f"{here}/record")
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_that_reads_does_not_write(cast, here):
    reads = bearer(cast.maya, "read")
    assert Client().get(f"{here}/notes", headers=reads).status_code == 200
    answer = post(f"{here}/notes", {"text": "x"}, reads)
    assert answer.status_code == 401
    assert "it may read only" in answer.json()["detail"]


def test_a_session_writes_only_with_the_forms_own_proof(cast, here):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.maya, backend="allied.people.backends.WithHome")
    answer = client.post(f"{here}/notes", "{}", content_type="application/json")
    assert answer.status_code == 401


def test_what_is_hidden_is_a_404_problem(cast, here):
    for who in (cast.zed, cast.nobody):
        answer = Client().get(f"{here}/record", headers=bearer(who))
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_note_is_written_once_however_often_it_is_sent(cast, here):
    headers = bearer(cast.maya) | {"idempotency-key": "one"}
    first = post(f"{here}/notes", {"text": "Red line"}, headers)
    again = post(f"{here}/notes", {"text": "Red line"}, headers)
    other = post(f"{here}/notes", {"text": "Something else"}, headers)
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()
    assert PrivateNote.objects.in_system_scope("test").count() == 1


def test_a_change_needs_the_version_that_was_read(cast, here, now):
    note = notes.write_note(by=cast.maya, alliance=cast.alliance, text="one", now=now)
    address, headers = f"{here}/notes/{note.pk}", bearer(cast.maya)

    def put(**more):
        body = json.dumps({"text": "two"})
        return Client().put(address, body, content_type="application/json", headers=headers | more)

    assert Client().get(address, headers=headers).headers["ETag"] == '"1"'
    assert put().status_code == 412
    assert put(**{"if-match": '"1"'}).headers["ETag"] == '"2"'
    assert put(**{"if-match": '"1"'}).status_code == 412


def test_the_other_side_finds_no_note_and_nothing_of_it(cast, here, now):
    note = notes.write_note(by=cast.maya, alliance=cast.alliance, text="secret", now=now)
    daniel = bearer(cast.daniel)
    assert Client().get(f"{here}/notes/{note.pk}", headers=daniel).status_code == 404
    assert Client().get(f"{here}/notes", headers=daniel).json()["items"] == []
    assert Client().get(f"{here}/notes", headers=bearer(cast.olga)).status_code == 403


def test_an_entry_is_proven_against_the_head(cast, here):
    headers = bearer(cast.daniel)
    head = Client().get(f"{here}/record/head", headers=headers).json()
    assert head["size"] == Entry.objects.in_system_scope("t").filter(alliance=cast.alliance).count()
    found = Client().get(f"{here}/record/3/proof", headers=headers).json()
    assert merkle.verify_inclusion(
        merkle.leaf_hash(found["entry"].encode()),
        index=3,
        size=head["size"],
        proof=[jcs.decode_base64(step) for step in found["path"]],
        root=jcs.decode_base64(head["root"]),
    )
    assert Client().get(f"{here}/record/9999/proof", headers=headers).status_code == 404


def test_the_record_comes_page_by_page(cast, here, now):
    for k in range(60):
        note = notes.write_note(by=cast.maya, alliance=cast.alliance, text="t", now=now)
        notes.share_copy(by=cast.maya, note=note, title=f"T{k}", text="t", now=now)
    headers = bearer(cast.daniel)
    first = Client().get(f"{here}/record", headers=headers).json()
    second = Client().get(f"{here}/record?cursor={first['next']}", headers=headers).json()
    assert Client().get(f"{here}/record?cursor=x", headers=headers).status_code == 422
    seqs = [line["seq"] for line in first["items"] + second["items"]]
    assert seqs == sorted(seqs, reverse=True)
    assert len(set(seqs)) == len(seqs)


def test_a_gate_is_waived_with_right_reason_and_date(cast, here):
    headers = bearer(cast.tomas)
    body = {"check": "seat.sponsor", "reason": "She starts in May", "until": "2090-05-01"}
    assert post(f"{here}/gates/strategy/waivers", body, headers).status_code == 201
    assert (
        post(f"{here}/gates/strategy/waivers", body | {"reason": " "}, headers).status_code == 409
    )
    assert (
        post(f"{here}/gates/strategy/waivers", body | {"until": "soon"}, headers).status_code == 422
    )
    assert post(f"{here}/gates/launch/waivers", body, headers).status_code == 409
    assert post(f"{here}/gates/strategy/waivers", body, bearer(cast.carl)).status_code == 403


@pytest.mark.parametrize("cursor", ["x", "e30=", "W10=", "////"])
def test_a_cursor_that_this_list_did_not_give_is_refused(cast, cursor):
    answer = Client().get(f"/api/v1/awaited?cursor={cursor}", headers=bearer(cast.maya))
    assert answer.status_code in (200, 409) if not cursor else answer.status_code == 409


def test_the_document_of_the_api_names_every_operation(db):
    document = Client().get("/api/v1/openapi.json").json()
    assert "/api/v1/alliances/{alliance_id}/record" in document["paths"]
    for path in document["paths"].values():
        for operation in path.values():
            assert "401" in operation["responses"]
            assert "422" in operation["responses"]


def test_an_answer_is_kept_for_a_day_and_then_forgotten(cast, here, now):
    headers = bearer(cast.maya) | {"idempotency-key": "one"}
    first = post(f"{here}/notes", {"text": "Red line"}, headers)
    row = Once.objects.get()
    assert "Red line" in row.body
    Once.objects.update(at=row.at - Once.KEPT_FOR + timedelta(minutes=1))
    Once.forget(row.at)
    again = post(f"{here}/notes", {"text": "Red line"}, headers)
    assert first.json() == again.json()
    Once.objects.update(at=row.at - Once.KEPT_FOR - timedelta(minutes=1))
    later = post(f"{here}/notes", {"text": "Something else"}, headers)
    assert (later.status_code, later.json()["text"]) == (201, "Something else")
    Beat().round(timezone.now() + Once.KEPT_FOR + timedelta(minutes=1))
    assert not Once.objects.exists()


def test_a_post_without_a_key_is_carried_out_each_time(cast, here):
    for _ in range(2):
        assert post(f"{here}/notes", {"text": "Red line"}, bearer(cast.maya)).status_code == 201
    assert PrivateNote.objects.in_system_scope("test").count() == 2


def test_the_log_is_proven_to_have_grown_from_an_earlier_head(cast, here):
    headers = bearer(cast.daniel)
    head = Client().get(f"{here}/record/head", headers=headers).json()
    found = Client().get(f"{here}/record/consistency?from=3", headers=headers).json()
    assert found["new"] == head
    path = [jcs.decode_base64(step) for step in found["path"]]
    roots = [jcs.decode_base64(found[which]["root"]) for which in ("old", "new")]
    sizes = {"old_size": 3, "new_size": head["size"]}
    proves = merkle.verify_consistency
    assert proves(**sizes, old_root=roots[0], new_root=roots[1], proof=path)
    assert not proves(**sizes, old_root=roots[1], new_root=roots[1], proof=path)
    part = Client().get(f"{here}/record/consistency?from=3&to=5", headers=headers).json()
    assert (part["new"]["size"], len(part["path"])) == (5, 4)
    whole = Client().get(f"{here}/record/consistency", headers=headers).json()
    assert (whole["old"]["size"], whole["new"]) == (0, head)


@pytest.mark.parametrize(
    ("query", "status"),
    [("from=x", 422), ("from=-1", 422), ("from=9999", 409), ("from=5&to=3", 409)],
)
def test_a_head_that_never_was_has_no_proof(cast, here, query, status):
    headers = bearer(cast.daniel)
    answer = Client().get(f"{here}/record/consistency?{query}", headers=headers)
    assert answer.status_code == status
    assert Client().get(f"{here}/record/consistency?{query}").status_code == 401
    stranger = Client().get(f"{here}/record/consistency?from=3", headers=bearer(cast.zed))
    assert stranger.status_code == 404

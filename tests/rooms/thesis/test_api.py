"""The JSON door: the same commands as the pages, with If-Match and problem documents."""

import json

import pytest
from django.test import Client

from allied.people.tokens import make_token
from allied.record.models import Entry
from allied.rooms.thesis import commands
from allied.rooms.thesis.models import State, Thesis
from tests.rooms.thesis.stage import (
    change,
    content,
    joint_thesis,
    newest,
    plain,
    put_up,
    signed_thesis,
)


class Script:
    """A script with a bearer token of this person."""

    def __init__(self, person, cast, now):
        _, secret = make_token(by=person, name="test", scopes=["read", "write"], now=now)
        self.client = Client(headers={"authorization": f"Bearer {secret}"})
        self.root = f"/api/v1/alliances/{cast.alliance.pk}/thesis"

    def get(self, path=""):
        return self.client.get(self.root + path)

    def send(self, method, path, said=None, edit=None, **headers):
        if edit is not None:
            headers["if-match"] = f'"{edit}"'
        return self.client.generic(
            method,
            self.root + path,
            json.dumps(said) if said is not None else "",
            content_type="application/json",
            headers=headers,
        )


@pytest.fixture
def script(cast):
    from django.utils import timezone

    def of(person):
        return Script(person, cast, timezone.now())

    return of


def growth(cast):
    return Entry.objects.in_system_scope("test").filter(alliance=cast.alliance).count()


def test_a_thesis_is_started_changed_put_up_and_signed_by_scripts(cast, now, script):
    maya, tomas, rachel = (script(who) for who in (cast.maya, cast.tomas, cast.rachel))
    made = maya.send("POST", "", {"audience": "joint", "content": plain(cast)})
    assert made.status_code == 201, made.content
    assert made.headers["ETag"] == '"1"'
    changed = maya.send("PUT", "/sections/objective", {"content": "5,000 stores"}, edit=1)
    assert changed.status_code == 200, changed.content
    assert changed.headers["ETag"] == '"2"'
    assert changed.json()["content"]["objective"] == "5,000 stores"
    up = maya.send("POST", "/sign-offs", edit=2)
    assert up.status_code == 201, up.content
    digest = up.json()["digest"]
    assert tomas.send("POST", "/signatures", {"digest": digest}).status_code == 201
    done = rachel.send("POST", "/signatures", {"digest": digest})
    assert done.json()["completed_at"]
    assert [s["organisation"] for s in done.json()["signatures"]] == [
        "Northwind Foods",
        "Brightleaf Coffee",
    ]
    shown = script(cast.olga).get().json()
    assert shown["version"]["state"] == "signed"
    assert shown["content"]["outcomes"][0]["target"] == "6000"


def test_each_reading_address_answers_everybody_with_a_seat_and_nobody_else(cast, now, script):
    thesis = signed_thesis(cast, now)
    change(cast, thesis, now, section="risks", new=[])
    paths = (
        "",
        "/draft",
        "/versions",
        "/versions/1",
        "/comparison?old=1&new=2",
        "/findings",
        "/sign-offs",
        "/tests",
    )
    for path in paths:
        assert script(cast.carl).get(path).status_code == 200, path
        for who in (cast.zed, cast.nobody, cast.host):
            assert script(who).get(path).status_code == 404, path
        assert Client().get(script(cast.carl).root + path).status_code == 401
    assert script(cast.olga).get("/comparison").json()[0]["sentence"] == (
        "Risk removed: A cold chain gap"
    )
    assert [v["revision"] for v in script(cast.olga).get("/versions").json()] == [2, 1]


@pytest.mark.parametrize(
    "call",
    [
        ("PUT", "/sections/objective", {"content": "x"}, 1),
        ("POST", "/sign-offs", None, 1),
        ("POST", "/signatures", {"digest": "d"}, None),
        ("POST", "/refusals", {"digest": "d", "reason": "No"}, None),
        ("POST", "/withdrawals", None, None),
        (
            "POST",
            "/tests/a1/evidence",
            {
                "source": "x",
                "found_on": "2026-01-01",
                "direction": "for",
                "strength": "weak",
                "independent": True,
            },
            None,
        ),
        ("POST", "/tests/a1/verdicts", {"verdict": "refuted", "reason": "No"}, None),
    ],
)
def test_who_may_not_is_told_so_and_nothing_is_written(cast, now, script, call):
    joint_thesis(cast, now)
    before = growth(cast)
    for who, status in ((cast.olga, 403), (cast.carl, 403), (cast.zed, 404), (cast.host, 404)):
        answer = script(who).send(*call)
        assert answer.status_code == status, (who, answer.content)
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert growth(cast) == before


def test_an_outdated_change_is_412_with_what_moved(cast, now, script):
    thesis = joint_thesis(cast, now)
    change(cast, thesis, now, version=1)
    answer = script(cast.maya).send("PUT", "/sections/objective", {"content": "x"}, edit=1)
    assert answer.status_code == 412
    assert answer.json()["code"] == "outdated"
    assert "Daniel Okafor changed the thesis" in answer.json()["detail"]
    missing = script(cast.maya).send("PUT", "/sections/objective", {"content": "x"})
    assert (missing.status_code, missing.json()["code"]) == (412, "if_match")
    assert script(cast.maya).send("POST", "/sign-offs", edit=1).status_code == 412


def test_another_digest_is_412_and_a_second_signature_409(cast, now, script):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    tomas = script(cast.tomas)
    assert tomas.send("POST", "/signatures", {"digest": "x"}).status_code == 412
    digest = newest(thesis).digest
    assert tomas.send("POST", "/signatures", {"digest": digest}).status_code == 201
    again = tomas.send("POST", "/signatures", {"digest": digest})
    assert (again.status_code, again.json()["code"]) == (409, "already_signed")
    assert tomas.send("POST", "/withdrawals").status_code == 201
    refused = tomas.send("POST", "/refusals", {"digest": digest, "reason": "Not yet"})
    assert refused.json()["signatures"][0]["reason"] == "Not yet"
    assert newest(thesis).state == State.REFUSED


def test_the_same_call_with_the_same_key_signs_once(cast, now, script):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    said = {"digest": newest(thesis).digest}
    before = growth(cast)
    answers = [
        script(cast.tomas).send("POST", "/signatures", said, **{"idempotency-key": "k1"})
        for _ in range(2)
    ]
    assert {answer.status_code for answer in answers} == {201}
    assert growth(cast) == before + 1


BAD = [
    ("outcomes", [{"id": "o1", "name": "x", "target": 10**30}]),
    ("outcomes", [{"id": "o1", "name": "x", "target": "1e30"}]),
    ("outcomes", [{"id": "o1", "name": "x", "target": float("nan")}]),
    ("outcomes", [{"id": "o1", "name": "x", "target": 1.5}]),
    ("outcomes", [{"id": "o1", "name": "x", "due": "2026-13-01"}]),
    ("outcomes", [{"id": "o1", "name": "x", "owner": "Nobody Inc"}]),
    ("outcomes", [{"id": "o1", "name": "x" * 301}]),
    ("outcomes", [{"id": "o1", "name": "x"}, {"id": "o1", "name": "y"}]),
    ("outcomes", {"id": "o1"}),
    ("outcomes", None),
    ("principles", [{"id": "p1", "text": "a\u0000b"}]),
    ("principles", [{"id": "p1", "text": "half \ud800"}]),
    ("principles", ["text"]),
    ("objective", ["x"]),
    ("objective", 7),
    ("format", "allied-thesis/2"),
    ("nothing", "x"),
]


@pytest.mark.parametrize(("section", "bad"), BAD, ids=lambda v: str(v)[:40])
def test_bad_content_is_refused_with_a_sentence(cast, now, script, section, bad):
    thesis = joint_thesis(cast, now)
    answer = script(cast.maya).send("PUT", f"/sections/{section}", {"content": bad}, edit=1)
    assert answer.status_code in {400, 409, 422}, answer.content
    assert answer.json()["detail"]
    assert newest(thesis).edit == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"source": ""},
        {"source": "x" * 301},
        {"found_on": "2026-02-30"},
        {"found_on": "2999-01-01"},
        {"direction": "up"},
        {"strength": 7},
        {"independent": "perhaps"},
        {"text": "a\u0000"},
    ],
    ids=str,
)
def test_bad_evidence_is_refused(cast, now, script, bad):
    thesis = signed_thesis(cast, now)
    said = {
        "source": "x",
        "found_on": "2026-01-01",
        "direction": "for",
        "strength": "weak",
        "independent": True,
    }
    answer = script(cast.maya).send("POST", "/tests/a1/evidence", said | bad)
    assert answer.status_code in {400, 409, 422}, answer.content
    assert not thesis.evidence.exists()


def test_evidence_and_verdicts_are_given_read_and_withdrawn(cast, now, script):
    signed_thesis(cast, now)
    maya = script(cast.maya)
    said = {
        "source": "Visits",
        "found_on": "2026-01-01",
        "direction": "for",
        "strength": "weak",
        "independent": True,
    }
    made = maya.send("POST", "/tests/a1/evidence", said)
    assert made.status_code == 201, made.content
    verdict = maya.send("POST", "/tests/a1/verdicts", {"verdict": "validated", "reason": "Held"})
    assert verdict.json()["organisation"] == "Northwind Foods"
    shown = script(cast.rachel).get("/tests").json()[0]
    assert (shown["item"], shown["likely"]) == ("a1", 0.6)
    assert shown["verdicts"][0]["verdict"] == "validated"
    path = f"/evidence/{made.json()['id']}/withdrawals"
    assert script(cast.daniel).send("POST", path).status_code == 409
    assert maya.send("POST", path).json()["withdrawn_at"]
    assert script(cast.rachel).get("/tests").json()[0]["likely"] == 0.5


def test_an_item_of_another_thesis_is_refused(cast, now, script):
    signed_thesis(cast, now)
    said = {"verdict": "validated", "reason": "Held"}
    answer = script(cast.maya).send("POST", "/tests/zz/verdicts", said)
    assert (answer.status_code, answer.json()["code"]) == (409, "unknown_assumption")


def test_an_own_draft_is_read_changed_and_shared_by_its_own_side(cast, now, script):
    commands.start_thesis(
        by=cast.maya, alliance=cast.alliance, audience="ours", content=content(cast), now=now
    )
    maya, daniel = script(cast.maya), script(cast.daniel)
    for path in ("", "/own"):
        assert daniel.get(path).status_code == 404
    assert (
        daniel.send("PUT", "/own/sections/objective", {"content": "x"}, edit=1).status_code == 404
    )
    changed = maya.send("PUT", "/own/sections/objective", {"content": "Ours"}, edit=1)
    assert changed.json()["audience"] == "ours"
    assert maya.send("POST", "/own/shares", {"sections": ["objective"]}, edit=1).status_code == 412
    bad = maya.send("POST", "/own/shares", {"sections": ["margin"]}, edit=2)
    assert bad.json()["code"] == "unknown_section"
    shared = maya.send("POST", "/own/shares", {"sections": ["objective"]}, edit=2)
    assert shared.status_code == 201
    assert daniel.get().json()["content"]["objective"] == "Ours"
    assert daniel.get().json()["content"]["risks"] == []


def test_bad_content_starts_no_thesis(cast, script):
    for bad in ({"format": "x"}, {"format": "allied-thesis/1", "more": 1}, []):
        answer = script(cast.maya).send("POST", "", {"content": bad})
        assert answer.status_code in {409, 422}
    assert script(cast.maya).send("POST", "", {"audience": "theirs"}).status_code == 422
    assert not Thesis.objects.in_system_scope("test").exists()


@pytest.mark.parametrize(
    ("format", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("md", b"# Value thesis")]
)
def test_the_thesis_comes_in_every_format(cast, now, script, format, begins):
    signed_thesis(cast, now)
    for query in ("", "&revision=1"):
        answer = script(cast.olga).get(f"/document?format={format}{query}")
        assert answer.content.startswith(begins)
        assert answer.headers["Content-Disposition"].endswith(f'value-thesis-1.{format}"')
    assert script(cast.olga).get(f"/document?format={format}&revision=7").status_code == 404
    wrong = script(cast.olga).get("/document?format=exe")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "unknown_format")


def test_our_own_draft_comes_as_a_file_to_our_side_alone(cast, now, script):
    script(cast.maya).send("post", "", {"audience": "ours"})
    assert script(cast.maya).get("/own/document?format=md").content.startswith(b"# Value thesis")
    assert script(cast.daniel).get("/own/document?format=md").status_code == 404
    assert script(cast.daniel).get("/document?format=md").status_code == 404

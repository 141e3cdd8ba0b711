"""The agreement for scripts and on the command line."""

import io
import json

import docx
import pytest
from django.test import Client
from django.utils import timezone

from allied.cli.main import main
from allied.people import tokens
from tests.rooms.agreement.reading.stage import (
    TEXT,
    A,
    file,
    kinds,
)

pytestmark = pytest.mark.django_db


class Api:
    """A script that bears a person's token."""

    def __init__(self, person, cast):
        _, secret = tokens.make_token(
            by=person, name="script", scopes=["read", "write"], now=timezone.now()
        )
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})
        self.base = f"/api/v1/alliances/{cast.alliance.pk}{A}"

    def call(self, method, path, body=None, **headers):
        call, text = getattr(self.client, method), json.dumps(body or {})
        if method == "get":
            return self.client.get(self.base + path)
        return call(self.base + path, text, content_type="application/json", headers=headers)

    def upload(self, words=TEXT, name="alliance.txt", **more):
        return self.client.post(f"{self.base}/readings", {"file": file(words, name), **more})


@pytest.fixture
def api(cast):
    return lambda person: Api(person, cast)


def match(version):
    return {"if-match": f'"{version}"'}


def test_the_whole_way_through_the_api(cast, api):
    who = api(cast.maya)
    assert who.call("get", "").status_code == 404
    made = who.upload()
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["title"], told["audience"]) == ("Strategic Alliance Agreement", "joint")
    law = next(one for one in told["facts"] if one["kind"] == "governing law")
    assert (law["value"], law["counts"], law["place"]["line"]) == ("Sweden", False, 12)
    assert "committee" in {gap["key"] for gap in told["gaps"]}
    answer = who.call("put", f"/facts/{law['id']}", {"verdict": "confirmed"}, **match(1))
    assert answer.json()["counts"] is True
    assert (
        who.call("put", f"/facts/{law['id']}", {"verdict": "refused"}, **match(1)).status_code
        == 412
    )
    assert who.call("put", f"/facts/{law['id']}", {"verdict": "so"}, **match(2)).status_code == 409
    where = f"/readings/{told['id']}"
    assert who.call("post", f"{where}/facts", {"kind": "KPI", "value": "x"}).status_code == 201
    assert who.call("get", where).json()["facts"][-1]["kind"] == "KPI"
    assert len(who.call("get", "/readings").json()) == 1
    said = {"name": "Alliance", "ends_on": "2099-03-03", "notice": "45 days"}
    answer = who.call("put", "", said, **match(0))
    assert (answer.json()["notice_on"], answer.headers["ETag"]) == ("2099-01-17", '"1"')
    assert who.call("put", "", said).status_code == 412
    assert who.call("put", "", said | {"notice": "soon"}, **match(1)).status_code == 409
    assert api(cast.daniel).call("get", "").json()["name"] == "Alliance"
    assert who.call("post", "/dates/seen").status_code == 409
    assert who.call("delete", where).json() == {"discarded": True}
    assert who.call("get", where).status_code == 404


def test_obligations_through_the_api(cast, api):
    who = api(cast.maya)
    said = {"text": "Send the forecast", "due": "2026-01-10", "owner": str(cast.ben.pk)}
    made = who.call("post", "/obligations", said).json()
    assert (made["ref"], made["owner"], made["side"]) == ("O-1", "Ben Sato", "Brightleaf Coffee")
    where = f"/obligations/{made['id']}"
    assert who.call("get", where).headers["ETag"] == '"1"'
    changed = who.call("put", where, said | {"clause": "4.2"}, **match(1)).json()
    assert (changed["clause"], changed["version"]) == ("4.2", 2)
    assert who.call("put", where, said | {"due": "soon"}, **match(2)).status_code == 422
    ben = api(cast.ben)
    assert (
        ben.call("post", f"{where}/fulfilment", {"reason": "Mail"}, **match(2)).json()["state"]
        == "done"
    )
    assert (
        who.call("post", f"{where}/reopening", {"reason": "Empty"}, **match(3)).json()["state"]
        == "open"
    )
    assert (
        who.call("post", f"{where}/removal", {"reason": "Portal"}, **match(4)).json()["state"]
        == "dropped"
    )
    assert who.call("get", "/obligations").json()["items"] == []
    assert len(who.call("get", "/obligations?state=all").json()["items"]) == 1
    assert who.call("get", "/obligations?state=some").status_code == 409
    assert api(cast.zed).call("get", where).status_code == 404
    assert api(cast.olga).call("post", "/obligations", said).status_code == 403


def test_a_draft_through_the_api_is_one_sides_own(cast, api):
    made = api(cast.maya).upload(audience="ours").json()
    assert api(cast.daniel).call("get", f"/readings/{made['id']}").status_code == 404
    assert api(cast.daniel).call("get", "/readings").json() == []
    law = made["facts"][-1]["id"]
    assert (
        api(cast.daniel)
        .call("put", f"/facts/{law}", {"verdict": "confirmed"}, **match(1))
        .status_code
        == 404
    )
    assert api(cast.maya).upload(audience="both").status_code == 409
    assert api(cast.maya).upload(b"\x89PNG0000", "a.png").status_code == 409
    assert api(cast.carl).upload().status_code == 403


@pytest.fixture
def cli(cast, capsys, monkeypatch):
    monkeypatch.setattr("allied.cli.agreement.start", lambda: None)

    def run(who, act, *words):
        code = main(["agreement", act, *words, *(["--as", who.email] if who else [])])
        out, err = capsys.readouterr()
        return code, out + err

    return run


def test_a_file_is_read_without_a_database(cli, tmp_path, django_assert_num_queries):
    source = tmp_path / "alliance.txt"
    source.write_text(TEXT)
    with django_assert_num_queries(0):
        code, text = cli(None, "read", str(source), "--json")
    told = json.loads(text)
    assert (code, told["kind"], told["pages"]) == (0, "txt", 1)
    law = next(one for one in told["facts"] if one["kind"] == "governing law")
    assert (law["value"], law["quote"][:14], law["place"]["line"]) == (
        "Sweden",
        "This Agreement",
        12,
    )
    assert {"key", "missing", "why", "annex"} == set(told["gaps"][0])
    code, text = cli(None, "read", str(source))
    assert (code, "governing law: Sweden" in text, "What it does not say:" in text) == (
        0,
        True,
        True,
    )
    out = io.BytesIO()
    made = docx.Document()
    for line in TEXT.split("\n\n"):
        made.add_paragraph(line)
    made.save(out)
    word = tmp_path / "alliance.docx"
    word.write_bytes(out.getvalue())
    code, text = cli(None, "read", str(word), "--json")
    assert (code, json.loads(text)["kind"]) == (0, "docx")


def test_a_file_that_cannot_be_read_is_an_answer_with_code_one(cli, tmp_path):
    picture = tmp_path / "scan.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n00")
    code, text = cli(None, "read", str(picture))
    assert (code, "This is a picture. Accepted is plain text" in text) == (1, True)
    code, text = cli(None, "read", str(tmp_path / "none.txt"))
    assert (code, "cannot be read" in text) == (1, True)
    code, text = cli(None, "read", str(picture), "--private")
    assert (code, "--alliance" in text) == (1, True)


def test_the_whole_way_on_the_command_line(cast, cli, tmp_path):
    source, name = tmp_path / "alliance.txt", cast.alliance.name
    source.write_text(TEXT)
    code, text = cli(cast.maya, "read", str(source), "--alliance", name, "--json")
    told = json.loads(text)
    assert code == 0
    law = next(one for one in told["facts"] if one["kind"] == "governing law")
    assert "Sweden (confirmed)" in cli(cast.maya, "judge", name, law["id"], "confirmed")[1]
    assert cli(cast.maya, "judge", name, law["id"], "refused", "--version", "1")[0] == 1
    assert "12 to check" not in cli(cast.daniel, "reading", name, told["id"])[1]
    assert "to check" in cli(cast.daniel, "readings", name)[1]
    assert "KPI: x" in cli(cast.daniel, "add-fact", name, told["id"], "KPI", "x")[1]
    assert cli(cast.maya, "show", name)[0] == 1
    said = tmp_path / "record.json"
    said.write_text(json.dumps({"name": "Alliance", "ends_on": "2099-03-03", "notice": "45 days"}))
    assert cli(cast.maya, "record", name, "--file", str(said)) == (0, "Alliance, version 1.\n")
    assert "Notice: 45 days." in cli(cast.daniel, "show", name)[1]
    assert cli(cast.daniel, "seen", name)[0] == 1
    said.write_text("[]")
    assert cli(cast.maya, "record", name, "--file", str(said))[0] == 1
    code, text = cli(
        cast.maya,
        "owe",
        name,
        "--text",
        "Send it",
        "--due",
        "2026-01-10",
        "--owner",
        cast.ben.email,
    )
    assert (code, text) == (0, "O-1 Send it (open)\n")
    assert cli(cast.maya, "owe", name, "--text", "x", "--due", "soon")[0] == 1
    assert "Ben Sato: Send it" in cli(cast.daniel, "obligations", name)[1]
    assert (
        "Send it now"
        in cli(cast.maya, "change-obligation", name, "O-1", "--text", "Send it now")[1]
    )
    assert "(done)" in cli(cast.ben, "fulfil", name, "o-1", "--reason", "Mail")[1]
    assert "(open)" in cli(cast.maya, "reopen", name, "1", "--reason", "Empty")[1]
    assert "(dropped)" in cli(cast.maya, "drop", name, "O-1", "--reason", "Portal")[1]
    assert cli(cast.maya, "drop", name, "O-9", "--reason", "x")[0] == 1
    assert "Nothing is owed." in cli(cast.maya, "obligations", name)[1]
    assert cli(cast.maya, "discard", name, told["id"])[0] == 0
    assert cli(cast.maya, "reading", name, told["id"])[0] == 1
    assert cli(cast.maya, "reading", name, "no-id")[0] == 1


def test_a_private_reading_on_the_command_line(cast, cli, tmp_path):
    source, name = tmp_path / "draft.txt", cast.alliance.name
    source.write_text(TEXT)
    told = json.loads(
        cli(cast.maya, "read", str(source), "--alliance", name, "--private", "--json")[1]
    )
    assert told["audience"] == "ours"
    assert "Nothing was read yet." in cli(cast.daniel, "readings", name)[1]
    assert cli(cast.daniel, "reading", name, told["id"])[0] == 1
    assert kinds() == []

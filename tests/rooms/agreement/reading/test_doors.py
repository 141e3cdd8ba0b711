"""The agreement through pages, scripts and the command line, as people of both sides."""

import io
import json
import re
from datetime import timedelta
from uuid import uuid4

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allied.cli.main import main
from allied.clock import timers
from allied.people import tokens
from allied.people.scope import OURS
from allied.rooms.agreement.reading.models import AgreementReading, Obligation
from tests.rooms.agreement.reading.stage import (
    TEXT,
    fact,
    facts,
    fresh,
    judge,
    kinds,
    owe,
    own,
    read,
    record,
)
from tests.rooms.diligence.stage import Browser, plain

pytestmark = pytest.mark.django_db
A = "/agreement"


@pytest.fixture
def browse(cast):
    return lambda person: Browser(person, cast)


def file(words=TEXT, name="alliance.txt"):
    return SimpleUploadedFile(name, words.encode() if isinstance(words, str) else words)


def at(reading, more=""):
    return f"{A}/readings/{reading.pk}{more}"


def test_an_empty_agreement_offers_two_ways_to_begin(cast, browse):
    text = plain(browse(cast.maya).open(A))
    assert "No agreement is recorded." in text
    assert "Have it read" in text
    assert "Record it by hand" in text
    watching = plain(browse(cast.olga).open(A))
    assert "Choose the file" not in watching
    assert "Drafts that only" not in watching


def test_from_the_file_to_the_record(cast, browse):
    maya = browse(cast.maya)
    answer = maya.send(f"{A}/readings/new", {"file": file()})
    made = AgreementReading.objects.visible_to(cast.maya).get()
    assert answer["Location"].endswith(at(made))
    page = plain(maya.open(at(made)))
    assert "wait for your check" in page
    assert "“This Agreement shall be governed by the laws of Sweden.”" in page.replace(
        "&quot;", '"'
    )
    assert "3 Governing Law, line 12" in page
    assert "A body in which both sides steer" in page
    for row in facts(made):
        maya.send(
            at(made, f"/facts/{row.pk}/verdict"), {"verdict": "confirmed", "version": row.version}
        )
    assert "Every fact is checked" in plain(maya.open(at(made)))
    form = maya.open(at(made, "/record"))
    assert 'value="Strategic Alliance Agreement"' in form
    assert 'value="2027-03-03"' in form
    said = {
        "name": "Strategic Alliance Agreement",
        "parties": "Northwind Foods AB\nBrightleaf Coffee, Inc.",
        "ends_on": "2027-03-03",
        "notice": "45 days",
        "law": "Sweden",
        "version": 0,
    }
    maya.send(f"{A}/record", said)
    theirs = plain(browse(cast.daniel).open(A))
    assert "counts until 17 Jan 2027" in theirs
    assert "Sweden" in theirs


def test_a_fact_is_corrected_or_refused_on_its_page(cast, browse):
    made, daniel = read(cast), browse(cast.daniel)
    law, end = fact(made, "governing law"), fact(made, "expiry")
    where = at(made, f"/facts/{end.pk}")
    assert "What stands in the agreement?" in plain(daniel.open(where))
    assert "2027-03-31" in plain(daniel.send(where, {"value": "soon", "version": 1}, 422))
    daniel.send(where, {"value": "2028-03-03", "version": 1})
    assert "changed this since" in plain(
        daniel.send(where, {"value": "2029-03-03", "version": 1}, 422)
    )
    daniel.send(at(made, f"/facts/{law.pk}/verdict"), {"verdict": "refused", "version": 1})
    page = plain(daniel.open(at(made)))
    assert "3 Mar 2028" in page
    assert "Read as 2027-03-03" in page
    assert "Refused by Daniel Okafor" in page
    daniel.send(at(made, f"/facts/{law.pk}/verdict"), {"verdict": "confirmed", "version": 1})
    assert fresh(law).state == "refused"
    daniel.send(at(made, f"/facts/{law.pk}/verdict"), {"verdict": "perhaps", "version": 2})
    assert fresh(law).state == "refused"


def test_a_fact_is_added_by_hand(cast, browse):
    made, maya = read(cast), browse(cast.maya)
    where = at(made, "/facts/new")
    maya.open(where)
    assert "One thing to fix" in plain(maya.send(where, {"kind": "weather", "value": "fine"}, 422))
    maya.send(where, {"kind": "KPI", "value": "On-shelf rate", "quote": "see Exhibit C"})
    page = plain(maya.open(at(made)))
    assert "On-shelf rate" in page
    assert "Added by hand" in page


BAD_FILES = [
    ({}, "Choose a file."),
    ({"file": file(b"", "empty.pdf")}, "The file is empty."),
    ({"file": file(b"\x89PNG\r\n\x1a\n0", "scan.png")}, "This is a picture."),
    ({"file": file(b"%PDF-1.4 broken", "a.pdf")}, "The PDF is damaged or cut off."),
    ({"file": file(b"PK\x03\x04 nothing", "a.docx")}, "The file is damaged or cut off."),
]


@pytest.mark.parametrize(("sent", "says"), BAD_FILES)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(cast, browse, sent, says):
    for uploaded in sent.values():
        uploaded.seek(0)
    assert says in plain(browse(cast.maya).send(f"{A}/readings/new", sent, 422))
    assert not AgreementReading.objects.in_system_scope("test").exists()


def test_a_draft_stays_on_its_side(cast, browse):
    maya = browse(cast.maya)
    page = maya.open(f"{A}/readings/own/new")
    assert "Only Northwind sees it" in plain(page)
    maya.send(f"{A}/readings/own/new", {"file": file()})
    made = AgreementReading.objects.visible_to(cast.maya).get()
    assert made.audience == OURS
    assert "Nothing of this page goes to the partner" in plain(maya.open(at(made)))
    assert "Fill the record" not in plain(maya.open(at(made)))
    maya.open(at(made, "/record"), 404)
    law = fact(made, "governing law")
    for who in (cast.daniel, cast.carl, cast.olga):
        visitor = browse(who)
        assert "Strategic Alliance Agreement" not in plain(visitor.open(A))
        for path in (
            "",
            "/record",
            "/facts/new",
            f"/facts/{law.pk}",
            f"/facts/{law.pk}/verdict",
            "/discarding",
        ):
            visitor.open(at(made, path), 404)


def test_a_reading_is_discarded_after_a_page_that_says_what_goes(cast, browse):
    made, maya = own(cast), browse(cast.maya)
    assert "leave the database" in plain(maya.open(at(made, "/discarding")))
    maya.send(at(made, "/discarding"))
    maya.open(at(made), 404)
    assert "Strategic Alliance Agreement" not in plain(maya.open(A))


def test_the_record_form_says_what_is_wrong(cast, browse):
    maya = browse(cast.maya)
    said = {"name": "", "signed_on": "soon", "notice": "a while"}
    page = plain(maya.send(f"{A}/record", said, 422))
    assert "Name of the agreement is missing." in page
    assert "Give a day, such as 2027-03-31." in page
    page = plain(maya.send(f"{A}/record", {"name": "A", "notice": "a while"}, 422))
    assert "such as 90 days" in page
    record(cast)
    page = plain(maya.send(f"{A}/record", {"name": "A", "version": 0}, 422))
    assert "What you wrote is kept below" in page
    assert "Governing law is now “Sweden”." in page


def test_obligations_on_screen(cast, browse):
    maya = browse(cast.maya)
    maya.open(f"{A}/obligations/new")
    assert "What is owed is missing." in plain(maya.send(f"{A}/obligations/new", {"due": "x"}, 422))
    said = {
        "text": "Send the forecast",
        "owner": str(cast.ben.pk),
        "due": "2026-01-10",
        "clause": "Clause 4.2",
    }
    maya.send(f"{A}/obligations/new", said)
    row = Obligation.objects.visible_to(cast.maya).get()
    where = f"{A}/obligations/{row.pk}"
    listed = plain(browse(cast.daniel).open(A))
    assert "Send the forecast" in listed
    assert "overdue" in listed
    maya.open(where)
    maya.open(f"{where}/words")
    maya.send(f"{where}/words", said | {"text": "Send the forecast by mail", "version": 1})
    ben = browse(cast.ben)
    ben.open(f"{where}/fulfilment")
    assert "is missing" in plain(ben.send(f"{where}/fulfilment", {"version": 2}, 422))
    ben.send(f"{where}/fulfilment", {"version": 2, "reason": "Mail of today"})
    assert "Mail of today" in plain(maya.open(where))
    assert "fulfilled O-1" in plain(maya.open(where))
    maya.send(f"{where}/reopening", {"version": 3, "reason": "It was empty"})
    maya.send(f"{where}/removal", {"version": 4, "reason": "The portal does it"})
    assert fresh(row).state == "dropped"
    browse(cast.carl).open(f"{where}/words", 403)
    browse(cast.carl).open(f"{where}/removal", 403)
    browse(cast.zed).open(where, 404)


def test_a_date_that_comes_near_stands_on_the_page_and_in_the_week(cast, browse):
    soon = timezone.now().date() + timedelta(days=60)
    record(cast, replace_end(soon), now=timezone.now())
    daniel = browse(cast.daniel)
    assert "I took note" in plain(daniel.open(A))
    week = Client()
    week.force_login(cast.daniel, backend="allied.people.backends.WithHome")
    assert "Dates of the agreement" in plain(week.get("/"))
    daniel.send(f"{A}/dates")
    assert "I took note" not in plain(daniel.open(A))
    assert "Dates of the agreement" not in plain(week.get("/"))
    assert "No date of the agreement waits for you" in plain(
        browse(cast.olga).client.post(f"/alliances/{cast.alliance.pk}{A}/dates", follow=True)
    )


def replace_end(day):
    from dataclasses import replace

    from tests.rooms.agreement.reading.stage import CONTENT

    return replace(CONTENT, ends_on=day, notice="30 days")


def test_an_obligation_that_is_due_stands_in_the_week_of_its_owner(cast):
    owe(cast, due=timezone.now().date(), holder=cast.ben, now=timezone.now())
    timers.fire_due(timezone.now() + timedelta(days=1))
    week = Client()
    week.force_login(cast.ben, backend="allied.people.backends.WithHome")
    page = plain(week.get("/"))
    assert "Obligations that are due" in page
    assert "O-1 Send the forecast" in page


def queries(cast, path):
    client = Browser(cast.maya, cast)
    client.open(path)
    with CaptureQueriesContext(
        connection,
    ) as found:
        client.open(path)
    return len(found)


def test_as_many_queries_for_thirty_rows_as_for_one(cast):
    record(cast)
    made = read(cast)
    own(cast)
    owe(cast, holder=cast.ben)
    few, few_facts = queries(cast, A), queries(cast, at(made))
    for number in range(29):
        row = owe(cast, f"Send forecast {number}", holder=[cast.ben, cast.carl, None][number % 3])
        if number < 5:
            read(cast, name=f"a{number}.txt")
            own(cast, name=f"b{number}.txt")
    assert row.number == 30
    for one in facts(made)[:6]:
        one.alliance = cast.alliance
        judge(one, by=[cast.maya, cast.daniel][one.number % 2])
    assert queries(cast, A) == few
    assert queries(cast, at(made)) == few_facts


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


def test_places_that_do_not_exist(cast, browse):
    maya = browse(cast.maya)
    for path in (
        f"/readings/{uuid4()}",
        f"/obligations/{uuid4()}",
        f"/readings/{uuid4()}/facts/{uuid4()}",
    ):
        maya.open(A + path, 404)


def test_the_sidebar_names_the_place(cast, browse):
    page = browse(cast.maya).open(A)
    assert re.search(r'aria-current="page"[^>]*>(?:(?!</a>).)*Agreement', page, re.DOTALL)

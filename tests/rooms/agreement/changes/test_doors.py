"""Changes on the pages, for scripts and on the command line."""

import json

from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.cli.main import main
from allied.rooms.agreement.changes.models import ChangeRequest
from tests.rooms.agreement.changes.stage import (
    CLAUSE,
    ask,
    outcome,
)
from tests.rooms.diligence.doors import Api, match
from tests.rooms.diligence.stage import Browser, plain


def test_the_pages_from_the_wish_to_the_decision(governed):
    cast = governed
    maya, daniel = Browser(cast.maya, cast), Browser(cast.daniel, cast)
    assert "No change is open." in plain(maya.open("/changes"))
    item = outcome(cast)
    for kind in ("scope", "roadmap", "governance", "commercial"):
        maya.open(f"/changes/new/{kind}")
    maya.open("/changes/new/price", status=404)
    form = {"title": "More stores", "why": "Demand", "right": "roadmap", "outcome": item.id}
    empty = maya.send("/changes/new/roadmap", form, status=422)
    assert "Say the new target, the new date, or both." in plain(empty)
    maya.send("/changes/new/roadmap", form | {"target": "7,500"})
    made = ChangeRequest.objects.visible_to(cast.daniel).get()
    at = f"/changes/{made.pk}"
    assert "It waits for Northwind and Brightleaf." in plain(maya.open(at))
    for who, cost in ((maya, "112 k"), (daniel, "0")):
        assert "is not an amount" in plain(
            who.send(f"{at}/impact", {"text": "Ok", "cost": "much", "version": "0"}, status=422)
        )
        who.send(f"{at}/impact", {"text": "More trucks", "cost": cost, "days": "3", "version": "0"})
    shown_ = plain(daniel.open(at))
    assert "Every side has said what it means for it." in shown_
    daniel.open(f"{at}/decision")
    daniel.send(f"{at}/decision", {"version": str(made.version)})
    assert "It is being decided." in plain(maya.open(at))
    assert "is being decided" in plain(
        maya.send(f"{at}/words", form | {"target": "1", "version": "2"}, status=422)
    )
    maya.open(f"{at}/withdrawal")
    Browser(cast.olga, cast).send("/changes/new/roadmap", form, status=403)
    Browser(cast.zed, cast).open(at, status=404)
    assert "CR-1 More stores" in plain(maya.open("/changes"))


def test_the_list_asks_as_often_for_thirty_changes_as_for_one(governed):
    cast = governed
    ask(cast)
    who = Browser(cast.maya, cast)
    who.open("/changes")

    def asked():
        with CaptureQueriesContext(connection) as seen:
            who.open("/changes")
        return len(seen)

    one = asked()
    for n in range(30):
        ask(cast, title=f"Change {n}")
    assert asked() == one


def test_the_api_has_the_same_commands(governed):
    cast = governed
    who, partner = Api(cast.maya, cast), Api(cast.daniel, cast)
    said = {
        "kind": "commercial",
        "title": "Freight",
        "why": "Diesel",
        "edit": CLAUSE,
        "right": "roadmap",
    }
    answer = who.post("/changes", said)
    assert answer.status_code == 201, answer.content
    at = f"/changes/{answer.json()['id']}"
    wrong = who.post("/changes", said | {"edit": {}})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "no_edit")
    assert who.post("/changes", said | {"right": "nothing"}).json()["code"] == "route"
    assert who.put(at, said, **match(9)).status_code == 412
    assert who.put(at, said | {"title": "Freight, halved"}, **match(1)).json()["version"] == 2
    assert who.post(f"{at}/decisions", **match(2)).json()["code"] == "no_impact"
    for one in (who, partner):
        assert (
            one.put(f"{at}/impact", {"text": "Nothing", "cost": 0}, **match(0)).status_code == 200
        )
    assert partner.put(f"{at}/impact", {"text": "x"}, **match(0)).status_code == 412
    put_ = partner.post(f"{at}/decisions", **match(2))
    assert (put_.status_code, put_.json()["state"]) == (201, "deciding")
    assert [row["ref"] for row in who.get("/changes").json()["items"]] == ["CR-1"]
    refused = who.post(f"{at}/withdrawals", {"reason": ""}, **match(3))
    assert refused.status_code == 409
    assert Api(cast.zed, cast).get(at).status_code == 404


def test_the_command_line_has_the_same_commands(governed, capsys, tmp_path, monkeypatch):
    cast = governed
    monkeypatch.setattr("allied.cli.changes.start", lambda: None)

    def run(*words, by=cast.maya):
        code = main(["changes", words[0], cast.alliance.name, *words[1:], "--as", by.email])
        out, err = capsys.readouterr()
        return code, out + err

    file = tmp_path / "change.json"
    said = {
        "kind": "commercial",
        "title": "Freight",
        "why": "Diesel",
        "edit": CLAUSE,
        "right": "roadmap",
    }
    file.write_text(json.dumps(said))
    assert run("list")[1] == "Nobody has asked for a change yet.\n"
    assert run("ask", "--file", str(file))[1].startswith("CR-1 Freight: The annex says")
    assert run("impact", "CR-1", "--text", "Nothing", "--cost", "much")[0] == 1
    assert run("impact", "c-1", "--text", "Nothing", "--cost", "1.2 m")[0] == 0
    assert run("put", "CR-1")[0] == 1
    assert run("rewrite", "CR-1", "--file", str(file))[0] == 0
    for by in (cast.maya, cast.daniel):
        assert run("impact", "CR-1", "--text", "Nothing", by=by)[0] == 0
    assert "Brightleaf: Nothing" in run("show", "CR-1")[1]
    assert run("put", "CR-1")[1] == "CR-1 is decision D-1.\n"
    assert run("withdraw", "CR-1", "--reason", "Diesel fell")[1] == "CR-1 is withdrawn.\n"
    assert run("show", "CR-7")[0] == 1
    file.write_text("[]")
    assert run("ask", "--file", str(file))[0] == 1


def test_a_request_that_was_rewritten_meanwhile_says_how_it_stands(governed):
    made = ask(governed)
    at = f"/changes/{made.pk}"
    clause = {"heading": CLAUSE["title"], "text": CLAUSE["text"]}
    said = {"title": made.title, "why": "Fuel", "right": "commercial", **clause}
    maya, daniel = Browser(governed.maya, governed), Browser(governed.daniel, governed)
    daniel.send(f"{at}/words", {**said, "version": str(made.version)})
    page = maya.send(
        f"{at}/words", {**said, "why": "Toll", "version": str(made.version)}, 422
    ).content.decode()
    assert "Somebody changed CR-1 since you opened it." in plain(page)
    assert "Why is now “Fuel”." in plain(page)
    assert f'name="version" value="{made.version + 1}"' in page
    maya.send(f"{at}/words", {**said, "why": "Toll", "version": str(made.version + 1)})
    made.refresh_from_db()
    assert made.why == "Toll"


def test_an_impact_that_a_colleague_stated_meanwhile_stands_beside_the_field(governed):
    made = ask(governed)
    at = f"/changes/{made.pk}/impact"
    tomas, maya = Browser(governed.tomas, governed), Browser(governed.maya, governed)
    tomas.send(at, {"text": "Half of the freight", "cost": "10000", "days": "2", "version": ""})
    page = maya.send(
        at, {"text": "Nothing", "cost": "0", "days": "0", "version": ""}, 422
    ).content.decode()
    assert "A colleague said it meanwhile." in plain(page)
    assert "is now “Half of the freight”." in plain(page)
    assert 'name="version" value="1"' in page

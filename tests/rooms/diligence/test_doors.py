"""The JSON door of risks, scales, checklists and things to look after: effect and line in the record."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from allied.rooms.diligence import commands
from allied.rooms.diligence.models import ChecklistAnswer, Risk
from tests.rooms.diligence.doors import match
from tests.rooms.diligence.stage import control, fresh, kinds, private, risk, size


def test_a_risk_lives_its_whole_life_through_the_api(cast, api):
    who = api(cast.maya)
    said = {
        "title": "Line 2 is late",
        "category": "Delivery",
        "probability": "60%",
        "impact": 4,
        "owner": str(cast.ben.pk),
        "mitigation": "A second run",
    }
    answer = who.post("/risks", said)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["ref"], made["score"], made["owner"]) == ("R-1", 16, "Ben Sato")
    assert answer.headers["ETag"] == '"1"'
    where = f"/risks/{made['id']}"
    assert [one["view"] for one in made["ratings"]] == ["inherent", "residual", "target"]
    changed = who.put(where, said | {"impact": "200 k"}, **match(1))
    assert (changed.json()["score"], changed.json()["version"]) == (12, 2)
    assert who.put(where, said, **match(1)).status_code == 412
    assert who.put(where, said).status_code == 412
    one = made["controls"][0]
    half = {"text": "A second run", "less_probability": "50%"}
    answer = who.put(f"{where}/controls/{one['id']}", half, **match(one["version"]))
    assert answer.status_code == 200, answer.content
    placed = who.post(f"{where}/controls/{one['id']}/placing", {"evidence": "Run of 3 May"})
    assert placed.json()["score"] == 6
    day = (timezone.now() + timedelta(days=30)).date().isoformat()
    assert who.post(f"{where}/reviews", {"next_on": day}).json()["review_on"] == day
    version = fresh(Risk.objects.visible_to(cast.maya).get()).version
    loss = {"frequency": "0.3", "low": "50000", "high": "400000"}
    assert who.put(f"{where}/loss", loss, **match(version)).status_code == 200
    assert who.get("/risks/losses").json()["risks"] == 1
    failed = who.post(f"{where}/controls/{one['id']}/failure", {"reason": "Pump"})
    assert failed.json()["controls"][0]["in_place_at"] is None
    assert who.post(f"{where}/controls/{one['id']}/removal").json()["controls"] == []
    today = timezone.now().date().isoformat()
    over = who.post(f"{where}/happening", {"happened_on": today, "cost": "12 k"})
    assert (over.json()["state"], over.json()["cost"]) == ("realised", "12000.00")
    assert who.post(f"{where}/reopening", {"reason": "Again"}).json()["state"] == "open"
    assert who.post(f"{where}/closing", {"reason": "New line"}).json()["state"] == "closed"
    assert who.post(f"{where}/closing", {"reason": "Twice"}).status_code == 409
    assert who.get("/risks/summary").json()["closed"] == 1
    assert "diligence.risk.closed" in kinds()


def test_private_risks_are_listed_for_their_side_only(cast, api):
    mine = private(cast)
    one = control(cast, mine)
    risk(cast)

    def refs(person, query=""):
        return {item["ref"] for item in api(person).get(f"/risks{query}").json()["items"]}

    assert refs(cast.maya) == {"R-1", "P-1"}
    assert refs(cast.maya, "?audience=ours") == {"P-1"}
    assert refs(cast.daniel) == refs(cast.carl) == {"R-1"}
    assert api(cast.maya).get("/risks?audience=all").status_code == 409
    for path in (f"/risks/{mine.pk}", "/risks/00000000-0000-4000-8000-000000000000"):
        assert api(cast.daniel).get(path).status_code == 404
    where = f"/risks/{mine.pk}/controls/{one.pk}/placing"
    assert api(cast.daniel).post(where, {"evidence": "x"}).status_code == 404
    assert api(cast.maya).get("/risks/summary").json()["open"] == 1


def test_sharing_through_the_api_takes_the_words_that_are_sent_and_no_others(cast, api):
    mine = private(cast, cause="Their board said so")
    said = {"title": "Channels may collide", "probability": "2", "impact": "3"}
    answer = api(cast.maya).post(f"/risks/{mine.pk}/copies", said)
    assert answer.status_code == 201
    assert (answer.json()["ref"], answer.json()["cause"]) == ("R-1", "")
    assert api(cast.ingrid).post(f"/risks/{mine.pk}/copies", said).status_code == 403


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"title": "x", "impact": "400 k"}, "no_probability"),
        ({"title": "x", "probability": "3"}, "no_impact"),
        ({"title": "x", "probability": "300%", "impact": "3"}, "not_a_probability"),
        ({"title": ""}, "empty"),
        ({"title": "x", "audience": "everybody"}, "audience"),
        ({"title": "x", "review_on": "2199-01-01"}, "review_on"),
    ],
)
def test_bad_input_is_a_problem_with_its_code_and_writes_nothing(cast, api, said, code):
    before = size()
    answer = api(cast.maya).post("/risks", said)
    assert (answer.status_code, answer.json()["code"]) == (409, code), answer.content
    assert size() == before


@pytest.mark.parametrize(
    "said",
    [{}, {"title": "x", "owner": "ben"}, {"title": "x", "review_on": "soon"}, {"title": ["x"]}],
)
def test_what_has_the_wrong_shape_is_a_422(cast, api, said):
    assert api(cast.maya).post("/risks", said).status_code == 422
    strange = {"title": "x", "owner": "00000000-0000-4000-8000-000000000000"}
    assert api(cast.maya).post("/risks", strange).status_code == 404


def test_sending_the_same_call_twice_makes_one_risk(cast, api):
    who = api(cast.maya)
    for _ in range(2):
        answer = who.post("/risks", {"title": "Once"}, **{"idempotency-key": "k-1"})
        assert answer.status_code == 201
    assert Risk.objects.visible_to(cast.maya).count() == 1


def test_rights_hold_at_the_json_door(cast, api):
    made = risk(cast)
    for who in (cast.carl, cast.olga):
        assert api(who).post("/risks", {"title": "x"}).status_code == 403
        assert api(who).post(f"/risks/{made.pk}/closing", {"reason": "x"}).status_code == 403
    assert api(cast.zed).get("/risks").status_code == 404
    assert Client().get(f"/api/v1/alliances/{cast.alliance.pk}/risks").status_code == 401


def test_scales_are_read_and_set_with_their_version(cast, api):
    who = api(cast.maya)
    first = who.get("/risks/scales")
    assert (first.headers["ETag"], first.json()["impact"][0]["name"]) == ('"0"', "minor")
    said = {
        "impact_upto": [1000, 10000, 50000, 80000],
        "delay_upto": [],
        "tolerance": [{"amount": 500000, "chance": 0.1}],
    }
    set_ = who.put("/risks/scales", said, **match(0))
    assert (set_.headers["ETag"], set_.json()["delay"]) == ('"1"', [])
    assert who.put("/risks/scales", said, **match(0)).status_code == 412
    wrong = who.put("/risks/scales", {"impact_upto": [3, 2, 1]}, **match(1))
    assert wrong.json()["code"] == "wrong_number_of_bands"
    assert api(cast.ingrid).put("/risks/scales", said, **match(1)).status_code == 403


def test_checklists_through_the_api(cast, api):
    who = api(cast.maya)
    assert who.get("/checklists/joint").status_code == 404
    assert who.get("/checklists/theirs").status_code == 404
    made = who.put("/checklists/joint", {"packs": ["pharma"]}, **match(0))
    assert made.status_code == 200, made.content
    assert (made.json()["ready"], made.json()["packs"]) == (0, ["pharma"])
    where = "/checklists/joint/answers/data-flows-listed"
    said = {"answer": "no", "owner": str(cast.ben.pk)}
    answer = who.put(where, said, **match(0))
    assert (answer.json()["is_flag"], answer.headers["ETag"]) == (True, '"1"')
    assert who.put(where, said, **match(0)).status_code == 412
    assert who.put("/checklists/joint/answers/nothing", said, **match(0)).status_code == 409
    finding = {"title": "Unlisted data", "probability": "3", "impact": "3"}
    assert who.post(f"{where}/risks", finding).json()["ref"] == "R-1"
    assert who.get("/checklists/joint").json()["questions"][0]["risk"] == "R-1"
    assert who.put("/checklists/own", {}, **match(0)).status_code == 200
    assert api(cast.daniel).get("/checklists/own").status_code == 404
    assert api(cast.carl).get("/checklists/own").status_code == 403


def test_answers_come_in_as_a_file_through_the_api(cast, api):
    commands.open_checklist(by=cast.maya, alliance=cast.alliance, now=timezone.now())
    who = api(cast.maya)

    def send(text, query=""):
        file = SimpleUploadedFile("answers.csv", text.encode())
        return who.client.post(f"{who.base}/checklists/joint/files{query}", {"file": file})

    good = "Key,Answer\ndata-flows-listed,yes\n"
    assert send(good, "?rehearse=true").json() == {"changed": 1, "rehearsed": True}
    assert not ChecklistAnswer.objects.visible_to(cast.maya).exists()
    assert send(good).json() == {"changed": 1, "rehearsed": False}
    wrong = send("Key,Answer\ndata-flows-listed,perhaps\n")
    assert wrong.status_code == 409
    assert "Checklist!B2: “perhaps” is not accepted" in wrong.json()["detail"]
    long = send("Key,Answer\n" + "data-flows-listed,yes\n" * 10_000)
    assert long.status_code == 409
    assert "at most 5,000 rows" in long.json()["detail"]


def test_things_to_look_after_through_the_api(cast, api):
    who = api(cast.maya)
    said = {"name": "Route planning", "kind": "system", "people": [str(cast.ben.pk)]}
    made = who.post("/managed-items", said)
    assert made.status_code == 201, made.content
    where = f"/managed-items/{made.json()['id']}"
    assert who.put(where, said | {"critical": True}, **match(1)).json()["critical"]
    assert who.put(where, said, **match(1)).status_code == 412
    found = api(cast.olga).get("/single-points").json()
    assert found["sole_owners"] == [
        {"kind": "system", "name": "Route planning", "critical": True, "person": "Ben Sato"}
    ]
    assert (found["load"], found["hhi"]) == ([{"person": "Ben Sato", "things": 1.0}], 1.0)
    need = said | {"name": "Loading plan", "needs": [made.json()["id"]]}
    other = who.post("/managed-items", need).json()
    needed = api(cast.olga).get("/single-points").json()["systems_needed"]
    assert needed == [{"system": "Route planning", "things": 1, "critical": 0}]
    who.post(f"/managed-items/{other['id']}/removal")
    hidden = who.post("/managed-items", said | {"audience": "ours", "people": []}).json()
    assert len(who.get("/managed-items").json()["items"]) == 2
    assert len(api(cast.daniel).get("/managed-items").json()["items"]) == 1
    assert api(cast.daniel).get(f"/managed-items/{hidden['id']}").status_code == 404
    assert who.post(f"{where}/removal").status_code == 204
    assert who.get(where).status_code == 404

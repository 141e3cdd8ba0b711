"""One body of cases over API and command line: status, effect, and the new line in the record."""

import json

import pytest

from allied.people.scope import OURS
from allied.rooms.conflict import commands
from allied.rooms.conflict.models import Conflict, ConflictDraft, Settlement, Worksheet
from tests.conftest import NOON
from tests.rooms.conflict.stage import TITLE, fact, fresh, kinds, own_kinds, raised, way
from tests.rooms.diligence.doors import Api, match
from tests.rooms.diligence.stage import risk as joint_risk
from tests.rooms.governance.cases import started

pytestmark = pytest.mark.django_db
SAID = {"title": TITLE, "text": "Two numbers for one month.", "unit": "€ k", "stake": "26000"}


@pytest.fixture
def api(cast):
    return lambda person: Api(person, cast)


@pytest.fixture
def cli(cast, capsys, monkeypatch):
    """Runs an act of `allied conflicts` as somebody and gives its exit code and what it printed."""
    from allied.cli.main import main

    monkeypatch.setattr("allied.cli.conflicts.start", lambda: None)

    def run(who, act, *words):
        code = main(["conflicts", act, cast.alliance.name, *words, "--as", who.email])
        out, err = capsys.readouterr()
        return code, out + err

    return run


def test_a_conflict_lives_its_whole_life_through_the_api(cast, api):
    started(cast, NOON)
    maya, daniel = api(cast.maya), api(cast.daniel)
    answer = maya.post("/conflicts", SAID)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["number"], made["state"], made["step_days"], made["stake"]) == (
        1,
        "open",
        2,
        "26000",
    )
    assert [one["state"] for one in made["steps"]] == ["now", *["next"] * 5]
    where = f"/conflicts/{made['id']}"
    said = {"position": "Credits count.", "claim": "€112 k", "interests": "A rule"}
    assert maya.put(f"{where}/position", said).status_code == 412
    assert maya.put(f"{where}/position", said, **match(0)).status_code == 200
    assert maya.put(f"{where}/position", {"position": "Older"}, **match(0)).status_code == 412
    proof = {"kind": "risk", "id": str(joint_risk(cast).pk)}
    line = {"line": "Pallet credits", "value": "26.0", "evidence": [proof]}
    answer = maya.post(f"{where}/facts", line)
    assert answer.status_code == 200, answer.content
    one = answer.json()["facts"][0]
    assert one["evidence"][0]["label"].startswith("R-1 ")
    at_fact = f"{where}/facts/{one['id']}"
    assert daniel.post(f"{at_fact}/acceptance").status_code == 412
    answer = daniel.post(f"{at_fact}/dispute", {"reason": "Old rate", "value": "0"}, **match(1))
    assert answer.json()["ground"] == "€0 is common ground; €26 k is open.".replace("€0", "€0 k")
    assert daniel.post(f"{at_fact}/acceptance", **match(1)).status_code == 412
    assert (
        daniel.post(f"{at_fact}/acceptance", **match(2)).json()["facts"][0]["state"] == "accepted"
    )
    assert maya.put(at_fact, {"line": "Credits"}, **match(3)).json()["facts"][0]["state"] == "open"
    assert maya.post(f"{at_fact}/withdrawal", **match(4)).json()["facts"] == []
    answer = maya.put(f"{where}/memo", {"words": "One line", "asks": "Which?"}, **match(0))
    assert answer.json()["memo"]["state"] == "draft"
    memo = maya.post(f"{where}/memo/sign-off", **match(1)).json()["memo"]
    assert memo["state"] == "up"
    for who in (maya, daniel):
        answer = who.post(f"{where}/memo/signatures", {"digest": memo["digest"]})
        assert answer.status_code == 200, answer.content
    version = answer.json()["version"]
    assert maya.post(f"{where}/escalation", {"reason": "Now"}, **match(1)).status_code == 412
    up = maya.post(f"{where}/escalation", {"reason": "Now"}, **match(version)).json()
    assert (up["step"], up["steps"][0]["memo"]) == (
        "Alliance managers",
        "with the joint memo that all have signed",
    )
    note = {"mediator": "Nora Blum", "starts": "2026-12-01"}
    assert maya.put(f"{where}/mediation", note, **match(0)).status_code == 200
    ended = maya.post(f"{where}/mediation/outcome", {"outcome": "Split"}, **match(1))
    assert ended.json()["mediations"][0]["outcome"] == "Split"
    assert api(cast.olga).get(where).json()["mediations"] == []
    assert maya.post(f"{where}/settlements", {"title": "Half"}).status_code == 200
    asked = maya.post(f"{where}/decision", {"type": "commercial"})
    assert asked.json()["decision"]
    assert maya.post(f"{where}/decision", {"type": "nothing"}).status_code == 404
    way_id = Settlement.objects.visible_to(cast.maya).get().pk
    answer = daniel.post(f"{where}/settlements/{way_id}/acceptance")
    assert (answer.status_code, answer.json()["code"]) == (409, "undecided")
    reason = {"reason": "Settled between us"}
    decision = asked.json()["decision"]
    assert maya.post(f"/decisions/{decision}/withdrawal", reason).status_code == 200
    assert daniel.post(f"{where}/settlements/{way_id}/rejection", reason).status_code == 200
    done = daniel.post(f"{where}/settlements/{way_id}/acceptance").json()
    assert (done["state"], done["how"], done["resolution"]) == ("settled", "by agreement", "Half")
    assert maya.post(f"{where}/reopening", reason).json()["reopened"] == 1
    assert maya.post(f"{where}/withdrawal", reason).json()["state"] == "withdrawn"
    assert maya.post(f"{where}/withdrawal", reason).status_code == 409
    found = maya.get("/conflicts/statistics").json()
    assert (found["of_year"]["opened"], found["of_year"]["median_days"]) == (1, None)
    assert "Too little data" in found["of_year"]["says"]
    assert maya.get("/conflicts").json()["items"] == []
    assert len(maya.get("/conflicts?state=all").json()["items"]) == 1
    assert maya.get("/conflicts?state=all&text=C-1").json()["items"][0]["number"] == 1


def test_the_ladder_is_written_signed_and_refused_through_the_api(cast, api):
    maya, tomas = api(cast.maya), api(cast.tomas)
    shown = maya.get("/conflicts/ladder").json()
    assert (shown["revision"], shown["version"], len(shown["steps"])) == (0, 0, 6)
    one = {"id": "a", "name": "Talk", "role": "alliance manager", "days": 3, "to": ""}
    good = {"steps": [one], "end": "Court of Utrecht"}
    for wrong, says in (
        ({**good, "steps": [one | {"to": "a"}]}, "in a circle"),
        ({**good, "steps": [one | {"days": 0}]}, "Give 1 to 120"),
        ({**good, "steps": [one | {"role": "king"}]}, "An owner is"),
        ({**good, "steps": [one | {"kind": "duel"}]}, "“talk” or “mediation”"),
        ({**good, "steps": []}, "has no step"),
        ({**good, "end": ""}, "has no end"),
    ):
        answer = maya.put("/conflicts/ladder", wrong, **match(0))
        assert answer.status_code == 409, answer.content
        assert says in answer.json()["detail"]
    assert maya.put("/conflicts/ladder", good, **match(0)).json()["newest_state"] == "draft"
    assert maya.put("/conflicts/ladder", good, **match(0)).status_code == 412
    digest = {"digest": maya.post("/conflicts/ladder/sign-off", **match(1)).json()["newest_digest"]}
    assert maya.post("/conflicts/ladder/signatures", digest).status_code == 403
    tomas.post("/conflicts/ladder/signatures", digest)
    assert tomas.post("/conflicts/ladder/signatures/withdrawal").status_code == 200
    tomas.post("/conflicts/ladder/signatures", digest)
    refusal = digest | {"reason": "Longer"}
    refused = api(cast.rachel).post("/conflicts/ladder/refusals", refusal).json()
    assert (refused["newest_state"], refused["revision"]) == ("refused", 0)
    again = {"digest": maya.post("/conflicts/ladder/sign-off", **match(1)).json()["newest_digest"]}
    for who in (cast.tomas, cast.rachel):
        answer = api(who).post("/conflicts/ladder/signatures", again)
    assert (answer.json()["revision"], answer.json()["end"]) == (2, "Court of Utrecht")


def test_drafts_and_worksheets_stay_on_their_side(cast, api):
    maya, daniel = api(cast.maya), api(cast.daniel)
    draft = maya.post("/conflicts/drafts", {"title": "Ours", "text": "Between us"}).json()
    where = f"/conflicts/drafts/{draft['id']}"
    assert daniel.get(where).status_code == 404
    assert daniel.get("/conflicts/drafts").json()["items"] == []
    assert api(cast.olga).get("/conflicts/drafts").json()["items"] == []
    assert maya.put(where, {"title": "Ours"}).status_code == 412
    assert maya.put(where, {"title": "Ours now"}, **match(1)).json()["version"] == 2
    assert daniel.post("/conflicts", SAID | {"draft": draft["id"]}).status_code == 404
    made = maya.post("/conflicts", SAID | {"draft": draft["id"]}).json()
    assert (made["title"], maya.get(where).status_code) == (TITLE, 404)
    sheet = f"/conflicts/{made['id']}/worksheet"
    assert maya.get(sheet).json()["version"] == 0
    assert maya.put(sheet, {"way_out": "Arbitrate"}, **match(0)).json()["version"] == 1
    assert maya.put(sheet, {"way_out": "Older"}, **match(0)).status_code == 412
    assert daniel.get(sheet).json() == {"text": "", "could_give": "", "way_out": "", "version": 0}
    assert api(cast.olga).get(sheet).status_code == 403
    other = maya.post("/conflicts/drafts", {"title": "Another"}).json()
    assert maya.post(f"/conflicts/drafts/{other['id']}/removal").status_code == 204
    assert own_kinds() == [
        "draft.written",
        "draft.written",
        "worksheet.written",
        "draft.written",
        "draft.removed",
    ]


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({}, 422, "title"),
        ({"title": "Daniel Okafor is late", "text": "x"}, 409, "names Daniel Okafor"),
        ({"title": "A", "text": "x", "severity": 9}, 409, "1, 2 or 3"),
        ({"title": "A", "text": "x", "severity": "grave"}, 422, "severity"),
        ({"title": "A", "text": "x", "kind": "war"}, 409, "“fact”"),
        ({"title": "A", "text": "x", "stake": "lots"}, 422, "stake"),
        ({"title": "A", "text": "x", "about": {"kind": "note", "id": "1"}}, 409, "kind of record"),
    ],
)
def test_a_body_that_cannot_be_raised_says_what_would_be_accepted(cast, api, body, status, says):
    answer = api(cast.maya).post("/conflicts", body)
    assert answer.status_code in {status, 422}, answer.content
    assert says in answer.json()["detail"]
    assert kinds() == []


def test_people_of_another_alliance_find_nothing(cast, api):
    made = raised(cast)
    line, one = fact(cast, made), way(cast, made)
    zed = api(cast.zed)
    for path in (
        "/conflicts",
        "/conflicts/ladder",
        "/conflicts/statistics",
        f"/conflicts/{made.pk}",
        f"/conflicts/{made.pk}/worksheet",
    ):
        assert zed.get(path).status_code == 404, path
    for path in (
        f"/conflicts/{made.pk}/facts/{line.pk}/acceptance",
        f"/conflicts/{made.pk}/settlements/{one.pk}/acceptance",
    ):
        assert zed.post(path, **match(1)).status_code == 404, path
    other = raised(cast, title="Another matter")
    wrong = f"/conflicts/{other.pk}/settlements/{one.pk}/acceptance"
    assert api(cast.maya).post(wrong).status_code == 404, "a way of another conflict"


@pytest.mark.parametrize("name", ["olga", "carl"])
def test_seats_that_only_read_are_told_so(cast, api, name):
    made = raised(cast)
    who = api(getattr(cast, name))
    assert who.get(f"/conflicts/{made.pk}").status_code == 200
    assert who.post(f"/conflicts/{made.pk}/facts", {"line": "A"}).status_code == 403
    assert (
        who.post(f"/conflicts/{made.pk}/escalation", {"reason": "A"}, **match(1)).status_code == 403
    )


def test_the_command_line_tells_and_does_the_same(cast, cli, tmp_path):
    started(cast, NOON)
    assert cli(cast.maya, "list")[1].strip() == "No conflict matches."
    code, said = cli(cast.maya, "raise", "--title", TITLE, "--text", "Two numbers", "--unit", "€ k")
    assert code == 0, said
    assert said.startswith(f"C-1 {TITLE} (open)\n  The two who work on it: ")
    code, said = cli(cast.maya, "raise", "--title", "Daniel is late", "--text", "x")
    assert (code, "could be Daniel Okafor" in said) == (1, True)
    cli(cast.maya, "position", "C-1", "--says", "Credits count", "--claim", "€112 k")
    code, said = cli(cast.maya, "fact", "c-1", "--line", "Credits", "--value", "26")
    assert "fact 1, open: Credits" in said
    assert "is no number" in cli(cast.maya, "fact", "1", "--line", "A", "--value", "many")[1]
    said = cli(
        cast.daniel, "dispute", "1", "--number", "1", "--reason", "Old rate", "--value", "0"
    )[1]
    assert "€0 k is common ground; €26 k is open." in said
    assert "accepted" in cli(cast.daniel, "accept", "1", "--number", "1")[1]
    assert "has no fact 7" in cli(cast.daniel, "accept", "1", "--number", "7")[1]
    assert "There is no conflict 'C-9'" in cli(cast.maya, "show", "C-9")[1]
    assert "There is no conflict" in cli(cast.maya, "show", "x")[1]
    cli(cast.maya, "worksheet", "1", "--way-out", "Arbitrate")
    assert "way out: Arbitrate" in cli(cast.maya, "worksheet", "1", "--text", "Ours")[1]
    assert "Nothing is written yet." in cli(cast.daniel, "worksheet", "1")[1]
    assert "Nobody has begun" in cli(cast.maya, "memo", "1")[1]
    cli(cast.maya, "memo", "1", "--words", "One line")
    assert "up for signature" in cli(cast.daniel, "sign", "1")[1]
    assert "Signed for Brightleaf" in cli(cast.daniel, "sign", "1")[1]
    said = cli(cast.maya, "escalate", "1", "--reason", "Now")[1]
    assert "Alliance managers: " in said
    assert "first day" in cli(cast.maya, "mediate", "1", "--mediator", "Nora Blum")[1]
    code, said = cli(cast.maya, "mediate", "1", "--mediator", "Nora Blum", "--starts", "2026-12-01")
    assert code == 0, said
    assert cli(cast.maya, "mediate", "1", "--outcome", "Split")[0] == 0
    cli(cast.maya, "propose", "1", "--title", "Half")
    assert "no type of decision" in cli(cast.maya, "decide", "1", "--type", "x")[1]
    cli(cast.daniel, "reject", "1", "--number", "1", "--reason", "Too little")
    said = cli(cast.daniel, "settle", "1", "--number", "1")[1]
    assert "(settled)" in said
    assert "by agreement: Half" in said
    assert "(open)" in cli(cast.daniel, "reopen", "1", "--reason", "It failed")[1]
    assert (
        "Only the company that raised it" in cli(cast.daniel, "withdraw", "1", "--reason", "x")[1]
    )
    assert "(withdrawn)" in cli(cast.maya, "withdraw", "1", "--reason", "Enough")[1]
    said = cli(cast.maya, "stats")[1]
    assert said.startswith("1 matter raised in twelve months, 0 open")
    code, said = cli(cast.maya, "draft", "--title", "Ours", "--json")
    assert json.loads(said)["title"] == "Ours"
    assert cli(cast.maya, "drafts")[1].strip() == "Ours"
    assert cli(cast.daniel, "drafts")[1].strip() == "Nothing is drafted."


def test_a_ladder_comes_from_a_file_and_is_signed_on_the_command_line(cast, cli, tmp_path):
    file = tmp_path / "ladder.json"
    assert "Built in" in cli(cast.maya, "ladder")[1]
    assert "no ladder of its own" in cli(cast.maya, "sign-ladder")[1]
    for text, says in (
        ("{", "readable JSON"),
        ('{"steps": 3}', "The file is no ladder"),
        ('{"steps": [], "end": "Court"}', "has no step"),
    ):
        file.write_text(text)
        code, said = cli(cast.maya, "ladder", "--file", str(file))
        assert code == 1
        assert says in said
    one = {"id": "a", "name": "Talk", "role": "sponsor", "days": 3}
    file.write_text(json.dumps({"steps": [one], "end": "Court"}))
    assert "The draft changes" in cli(cast.maya, "ladder", "--file", str(file))[1]
    assert "up for signature" in cli(cast.maya, "sign-ladder")[1]
    cli(cast.tomas, "sign-ladder")
    cli(cast.rachel, "sign-ladder")
    said = cli(cast.olga, "ladder")[1]
    assert said.splitlines()[:2] == ["Version 1", "1. Talk: sponsor of each side, 3 working days"]


def test_what_a_door_does_stands_in_the_right_record(cast, api):
    made = raised(cast)
    api(cast.maya).put(f"/conflicts/{made.pk}/worksheet", {"text": "Ours"}, **match(0))
    commands.propose_fact(by=cast.maya, conflict=made, line="A", now=NOON)
    assert kinds() == ["matter.raised", "line.proposed"]
    assert own_kinds() == ["worksheet.written"]
    assert Worksheet.objects.visible_to(cast.maya).get().audience == OURS
    assert not ConflictDraft.objects.visible_to(cast.maya).exists()
    assert fresh(made).state == Conflict.objects.visible_to(cast.daniel).get().state

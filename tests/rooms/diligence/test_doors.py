"""One body of cases over API and command line: status, effect, and the new line in the record."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from allied.cli.main import main
from allied.people import tokens
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.models import ChecklistAnswer, Control, Risk
from tests.rooms.diligence.stage import control, fresh, kinds, private, risk, size


class Api:
    """A script that bears a person's token."""

    def __init__(self, person, cast):
        _, secret = tokens.make_token(
            by=person, name="script", scopes=["read", "write"], now=timezone.now()
        )
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})
        self.base = f"/api/v1/alliances/{cast.alliance.pk}"

    def get(self, path):
        return self.client.get(self.base + path)

    def post(self, path, body=None, **headers):
        return self.send("post", path, body, headers)

    def put(self, path, body, **headers):
        return self.send("put", path, body, headers)

    def send(self, method, path, body, headers):
        call = getattr(self.client, method)
        text = json.dumps(body or {})
        return call(self.base + path, text, content_type="application/json", headers=headers)


@pytest.fixture
def api(cast):
    return lambda person: Api(person, cast)


@pytest.fixture
def cli(cast, capsys, monkeypatch):
    """Runs a verb as somebody and gives its exit code and what it printed."""
    for module in ("risks", "diligence"):
        monkeypatch.setattr(f"allied.cli.{module}.start", lambda: None)

    def run(who, verb, act, *words):
        code = main([verb, act, cast.alliance.name, *words, "--as", who.email])
        out, err = capsys.readouterr()
        return code, out + err

    return run


def match(version) -> dict[str, str]:
    return {"if-match": f'"{version}"'}


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
    hidden = who.post("/managed-items", said | {"audience": "ours", "people": []}).json()
    assert len(who.get("/managed-items").json()["items"]) == 2
    assert len(api(cast.daniel).get("/managed-items").json()["items"]) == 1
    assert api(cast.daniel).get(f"/managed-items/{hidden['id']}").status_code == 404
    assert who.post(f"{where}/removal").status_code == 204
    assert who.get(where).status_code == 404


def test_the_register_on_the_command_line(cast, cli):
    code, out = cli(
        cast.maya,
        "risks",
        "add",
        *("--title", "Line 2 is late", "--probability", "likely", "--impact", "800 k"),
        *("--owner", cast.ben.email, "--mitigation", "A second run"),
    )
    assert (code, out.splitlines()[:2]) == (
        0,
        ["R-1 Line 2 is late (Open)", "  Before controls: 16 of 25, €480 k"],
    )
    assert cli(cast.daniel, "risks", "list") == (0, "R-1    16  Line 2 is late\n")
    assert cli(cast.maya, "risks", "change", "R-1", "--impact", "200 k")[0] == 0
    made = Risk.objects.visible_to(cast.maya).get()
    assert (made.impact_own, made.probability, made.holder) == (200_000, 4, cast.ben)
    one = Control.objects.visible_to(cast.maya).get()
    placed = ("--control", str(one.pk), "--evidence", "Run of 3 May")
    assert "in place: A second run" in cli(cast.maya, "risks", "place", "R-1", *placed)[1]
    day = (timezone.now() + timedelta(days=30)).date().isoformat()
    assert cli(cast.ben, "risks", "review", "1", "--next-on", day)[0] == 0
    loss = ("--frequency", "0.3", "--low", "50 k", "--high", "400 k")
    assert cli(cast.maya, "risks", "loss", "R-1", *loss)[0] == 0
    assert "in a year on average" in cli(cast.olga, "risks", "losses")[1]
    assert "Ben Sato" in cli(cast.olga, "risks", "points")[1]
    today = timezone.now().date().isoformat()
    cli(cast.maya, "risks", "happened", "R-1", "--on", today, "--cost", "12 k")
    cli(cast.maya, "risks", "reopen", "R-1", "--reason", "Again")
    cli(cast.maya, "risks", "control", "R-1", "--text", "Spare pump", "--less-impact", "25%")
    code, out = cli(cast.maya, "risks", "close", "R-1", "--reason", "New line")
    assert "(Closed)" in out
    assert fresh(made).cost is None


def test_private_risks_on_the_command_line(cast, cli):
    rated = ("--probability", "3", "--impact", "3")
    assert cli(cast.maya, "risks", "add", "--title", "They may sell", "--ours", *rated)[0] == 0
    assert "P-1     9  They may sell (only Northwind)" in cli(cast.maya, "risks", "list")[1]
    assert cli(cast.daniel, "risks", "list")[1] == "No risk matches.\n"
    code, out = cli(cast.daniel, "risks", "show", "P-1")
    assert (code, out) == (1, "There is no risk 'P-1' here. (unknown_risk)\n")
    words = ("--title", "Channels", *rated)
    assert "Say --yes" in cli(cast.maya, "risks", "share", "P-1", *words)[1]
    assert "R-1 Channels (Open)" in cli(cast.maya, "risks", "share", "P-1", *words, "--yes")[1]
    assert {one.audience for one in Risk.objects.visible_to(cast.maya)} == {JOINT, OURS}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "--title", "x", "--impact", "9 k"), "has an impact but no probability"),
        (("add", "--title", ""), "Say in a sentence what may happen"),
        (("add", "--title", "x", "--review-on", "soon"), "is no day such as 2026-11-30"),
        (("show", "R-99"), "There is no risk 'R-99' here."),
        (("show", "nonsense"), "There is no risk 'nonsense' here."),
        (("close", "R-1", "--reason", " "), "Say why"),
        (("place", "R-1", "--control", "x", "--evidence", "y"), "has no control 'x'"),
        (("loss", "R-1", "--frequency", "often"), "A number such as 0.3"),
    ],
)
def test_the_command_line_says_no_in_one_sentence(cast, cli, words, says):
    risk(cast)
    before = size()
    code, out = cli(cast.maya, "risks", *words)
    assert code == 1
    assert says in out, out
    assert size() == before


def test_the_scales_on_the_command_line(cast, cli):
    risk(cast)
    code, out = cli(cast.daniel, "risks", "scales")
    assert code == 0
    assert "delay not rated" in out or "days" in out
    edges = ("--impact", "10 k", "50 k", "200 k", "800 k", "--delay", "2", "5", "10", "20")
    code, out = cli(cast.maya, "risks", "scales", *edges, "--tolerance", "500 k", "10%")
    assert code == 0, out
    assert "A year may cost more than €500 k in 10% of years." in out
    assert kinds()[-1] == "diligence.scale.changed"
    code, out = cli(cast.daniel, "risks", "scales", "--no-delay", "--json")
    shown = json.loads(out)
    assert [band["upto"] for band in shown["impact"]][:2] == ["10000", "50000"]
    assert (shown["delay"], shown["version"]) == ([], 2)
    assert [point["chance"] for point in shown["tolerance"]] == [0.1]
    assert "A year may cost" not in cli(cast.maya, "risks", "scales", "--no-tolerance")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--impact", "10 k", "much", "200 k", "800 k"), "much"),
        (("--impact", "50 k", "10 k", "200 k", "800 k"), "does not come after 50,000"),
        (("--delay", "2", "5", "10", "soon"), "'soon' is no number of working days such as 10."),
        (("--no-delay", "--delay", "2", "5", "10", "20"), "not both"),
        (("--no-tolerance", "--tolerance", "500 k", "10%"), "not both"),
        (("--tolerance", "500 k", "often"), "such as"),
    ],
)
def test_bad_scales_on_the_command_line_change_nothing(cast, cli, words, says):
    before = size()
    code, out = cli(cast.maya, "risks", "scales", *words)
    assert code == 1, out
    assert says in out, out
    assert size() == before


def test_who_may_not_set_the_scales_reads_them(cast, cli):
    assert cli(cast.olga, "risks", "scales")[0] == 0
    assert cli(cast.olga, "risks", "scales", "--no-delay")[0] == 1


def test_things_to_look_after_on_the_command_line(cast, cli):
    def run(who, act, *words):
        return cli(who, "diligence", act, *words)

    told = ("--critical", "--person", cast.ben.email, "--person", cast.maya.email)
    assert run(cast.maya, "note-item", "Order portal")[1] == "Order portal is written down.\n"
    assert run(cast.maya, "note-item", "Forecast", *told, "--need", "order portal")[0] == 0
    assert "critical  Forecast (system): Ben Sato and Maya" in run(cast.daniel, "items")[1]
    changed = ("--name", "Demand forecast", "--kind", "knowledge", "--note", "Every Monday")
    assert run(cast.maya, "change-item", "forecast", *changed)[0] == 0
    row = next(
        one for one in json.loads(run(cast.maya, "items", "--json")[1])["items"] if one["needs"]
    )
    assert (row["name"], row["kind"], row["critical"]) == ("Demand forecast", "knowledge", True)
    assert row["people"] == [str(cast.ben.pk), str(cast.maya.pk)]
    emptied = ("--nobody", "--needs-nothing", "--no-critical")
    shown = json.loads(run(cast.maya, "change-item", row["id"], *emptied, "--json")[1])
    assert (shown["people"], shown["needs"], shown["critical"]) == ([], [], False)
    assert run(cast.maya, "remove-item", row["id"])[1] == "Demand forecast is removed.\n"
    assert "Demand forecast" not in run(cast.maya, "items")[1]


def test_own_things_stay_ours_on_the_command_line(cast, cli):
    assert cli(cast.maya, "diligence", "note-item", "Price model", "--own")[0] == 0
    assert "Price model" in cli(cast.maya, "diligence", "items", "--own")[1]
    assert "Price model" not in cli(cast.maya, "diligence", "items")[1]
    for words in (("items",), ("items", "--own")):
        assert "Price model" not in cli(cast.daniel, "diligence", *words)[1]
    code, out = cli(cast.daniel, "diligence", "remove-item", "Price model", "--own")
    missing = cli(cast.daniel, "diligence", "remove-item", "Nothing such", "--own")
    assert code == missing[0] == 1
    assert out.replace("Price model", "Nothing such") == missing[1]
    code, out = cli(cast.maya, "diligence", "note-item", "Portal", "--need", "Price model")
    assert (code, "other systems of this list" in out) == (1, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("note-item", " "), "Give it a name."),
        (("note-item", "Portal", "--kind", "thing"), "Choose system"),
        (("note-item", "Portal", "--person", "nobody@example.org"), "Nobody here has the address"),
        (("note-item", "Portal", "--need", "Ghost"), "Nothing called 'Ghost' is written down"),
        (("change-item", "Twin", "--note", "x"), "Several are called 'Twin'; name one by id"),
        (("remove-item", "Ghost"), "Nothing called 'Ghost' is written down"),
    ],
)
def test_a_bad_thing_is_refused_in_one_sentence(cast, cli, words, says):
    for _ in range(2):
        cli(cast.maya, "diligence", "note-item", "Twin")
    before = size()
    code, out = cli(cast.maya, "diligence", *words)
    assert code == 1
    assert says in out, out
    assert size() == before


def test_checklists_on_the_command_line(cast, cli, tmp_path):
    assert "choose its areas first" in cli(cast.maya, "diligence", "show")[1]
    assert cli(cast.maya, "diligence", "choose", "--pack", "pharma")[0] == 0
    answer = ("data-flows-listed", "no", "--owner", cast.ben.email)
    assert cli(cast.maya, "diligence", "answer", *answer) == (0, "data-flows-listed: no\n")
    assert "red flag: data-flows-listed" in cli(cast.daniel, "diligence", "show")[1]
    file = tmp_path / "answers.csv"
    assert cli(cast.daniel, "diligence", "take", "--format", "csv", "-o", str(file))[0] == 0
    changed = file.read_text().replace(",no,", ",yes,", 1)
    file.write_text(changed)
    code, out = cli(cast.daniel, "diligence", "bring", str(file), "--dry-run")
    assert (code, out) == (0, "1 answer would change; nothing was written.\n")
    assert cli(cast.daniel, "diligence", "bring", str(file)) == (0, "1 answer came in.\n")
    assert ChecklistAnswer.objects.visible_to(cast.maya).get().said == "yes"
    file.write_text("Key,Answer\nnothing,yes\n")
    code, out = cli(cast.daniel, "diligence", "bring", str(file))
    assert code == 1
    assert out.startswith("Checklist!A2: “nothing” is no question of this checklist")
    assert cli(cast.maya, "diligence", "choose", "--own", "--area", "delivery-capacity")[0] == 0
    assert "choose its areas first" in cli(cast.daniel, "diligence", "show", "--own")[1]

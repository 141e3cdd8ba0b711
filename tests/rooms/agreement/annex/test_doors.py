"""One body of cases over API and command line: status, effect, and the new line in the record."""

import json

import pytest

from allied.cli.main import main
from allied.rooms.agreement.annex.models import AnnexState, Kpi
from tests.rooms.agreement.annex.stage import kinds, kpi, newest, put_up, signed, size
from tests.rooms.agreement.annex.test_kpis import workbook
from tests.rooms.diligence.doors import Api
from tests.rooms.governance.cases import started

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(cast):
    return lambda person: Api(person, cast)


@pytest.fixture
def cli(cast, capsys, monkeypatch):
    """Runs a verb as somebody and gives its exit code and what it printed."""
    for module in ("annex", "take"):
        monkeypatch.setattr(f"allied.cli.{module}.start", lambda: None)

    def run(who, verb, *words):
        code = main([verb, *words, "--as", who.email])
        out, err = capsys.readouterr()
        return code, out + err

    return run


GIVEN = {
    "name": "Stores stocked",
    "unit": "stores",
    "formula": "Stores with at least three facings",
    "source": "Depot scans",
    "target": "6000",
}


def match(version) -> dict[str, str]:
    return {"if-match": f'"{version}"'}


def test_the_annex_is_put_up_and_signed_through_the_api(cast, api):
    maya = api(cast.maya)
    found = maya.get("/annex").json()
    assert (found["state"], found["newest"], found["drift"]) == ("draft", None, [])
    said = {"digest": found["digest"]}
    assert maya.post("/annex/sign-offs", {"digest": "x"}).status_code == 412
    assert maya.post("/annex/sign-offs", said).status_code == 201
    assert maya.post("/annex/sign-offs", said).status_code == 409
    assert maya.post("/annex/signatures", said).status_code == 403
    tomas, rachel = api(cast.tomas), api(cast.rachel)
    assert tomas.post("/annex/signatures", said).status_code == 201
    assert tomas.post("/annex/signatures/withdrawal").json()["signatures"] == []
    assert tomas.post("/annex/signatures", said).status_code == 201
    done = rachel.post("/annex/signatures", said).json()
    assert (done["state"], done["in_force"]) == ("signed", 1)
    [version] = rachel.get("/annex/versions").json()["items"]
    assert version["digest"] == found["digest"]
    assert rachel.get("/annex/versions/1").json()["content"] == found["content"]
    assert rachel.get("/annex/versions/2").status_code == 404
    assert kinds(cast) == ["annex.frozen", "annex.agreed"]


def test_a_refusal_through_the_api_needs_a_reason(cast, api):
    digest = put_up(cast).digest
    said = {"digest": digest, "reason": ""}
    assert api(cast.rachel).post("/annex/refusals", said).status_code == 409
    said["reason"] = "Too vague"
    assert api(cast.rachel).post("/annex/refusals", said).json()["state"] == "refused"


def test_terms_are_read_and_written_part_by_part(cast, api):
    maya = api(cast.maya)
    found = maya.get("/annex/terms")
    assert found.headers["ETag"] == '"0"'
    assert len(found.json()["parts"]["change_steps"]) == 5
    assert "disputes" not in found.json()["parts"]
    assert maya.put("/annex/terms/disputes", {"rows": []}, **match(0)).status_code == 409
    rows = {"rows": [{"id": "a", "text": "All of it"}]}
    assert maya.put("/annex/terms/sharing", rows).status_code == 412
    answer = maya.put("/annex/terms/sharing", rows, **match(0))
    assert answer.json()["parts"]["sharing"] == [{"id": "a", "text": "All of it"}]
    assert maya.put("/annex/terms/sharing", rows, **match(7)).status_code == 412
    wrong = maya.put("/annex/terms/sharing", {"rows": [{"txt": 1}]}, **match(1))
    assert wrong.status_code == 409
    assert "sharing[0].txt: is not a known field" in wrong.json()["detail"]
    assert maya.put("/annex/terms/nothing", rows, **match(1)).status_code == 409
    assert api(cast.olga).put("/annex/terms/sharing", rows, **match(1)).status_code == 403


def test_differences_are_told_in_words(cast, api):
    assert api(cast.daniel).get("/annex/comparison").status_code == 409
    signed(cast)
    kpi(cast)
    found = api(cast.daniel).get("/annex/comparison?old=1").json()
    assert api(cast.daniel).get("/annex/comparison").json() == found
    assert "KPI definitions: added V1 Stores stocked" in [one["says"] for one in found]
    assert api(cast.daniel).get("/annex/comparison?old=1&new=1").json() == []
    assert api(cast.daniel).get("/annex/comparison?old=9").status_code == 404
    drift = api(cast.daniel).get("/annex").json()["drift"]
    assert [one["says"] for one in drift] == [one["says"] for one in found]


@pytest.mark.parametrize(
    ("format", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("md", b"# How we work")]
)
def test_the_document_comes_in_every_format(cast, api, format, begins):
    put_up(cast)
    for query in (f"?format={format}", f"?format={format}&revision=1"):
        answer = api(cast.olga).get(f"/annex/document{query}")
        assert answer.content.startswith(begins)
        assert "attachment" in answer.headers["Content-Disposition"]
    assert api(cast.olga).get("/annex/document?format=exe").status_code == 409
    assert api(cast.olga).get(f"/annex/document?format={format}&revision=5").status_code == 404


def test_a_kpi_lives_its_whole_life_through_the_api(cast, api):
    maya = api(cast.maya)
    said = {
        **GIVEN,
        "owner_organisation": str(cast.north.pk),
        "owner_person": str(cast.carl.pk),
        "confirmers": [str(cast.bright.pk)],
    }
    answer = maya.post("/kpis", said)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["key"], made["version"], made["lacks"]) == ("V1", 1, [])
    where = f"/kpis/{made['id']}"
    assert api(cast.daniel).get(where).json()["owner_person"] == str(cast.carl.pk)
    assert maya.put(where, said | {"target": "7000"}).status_code == 412
    changed = maya.put(where, said | {"target": "7000"}, **match(1)).json()
    assert (changed["target"], changed["version"]) == ("7000", 2)
    assert maya.put(where, said | {"red": "9000"}, **match(2)).status_code == 409
    assert maya.post("/kpis", said | {"period": "day"}).status_code == 422
    assert maya.post("/kpis", said | {"target": "six"}).status_code == 422
    assert maya.post("/kpis", said | {"confirmers": ["x"]}).status_code == 422
    assert maya.post(f"{where}/retirement", {"reason": ""}).status_code == 409
    ended = maya.post(f"{where}/retirement", {"reason": "Replaced"}).json()
    assert ended["retired_because"] == "Replaced"
    assert maya.get("/kpis").json()["items"] == []
    [retired] = maya.get("/kpis?retired=true").json()["items"]
    assert retired["key"] == "V1"


def test_proposals_of_our_workbook_reach_our_side_only(cast, api):
    workbook(cast)
    [one] = api(cast.maya).get("/kpis/proposals").json()
    assert (one["name"], one["ours"]) == ("Waste", True)
    assert api(cast.daniel).get("/kpis/proposals").json() == []


@pytest.mark.parametrize("name", ["zed", "nobody", "host"])
def test_a_stranger_finds_nothing_at_any_address(cast, api, name):
    row, digest = kpi(cast), put_up(cast).digest
    before = size(cast)
    door = api(getattr(cast, name))
    gets = ["/annex", "/annex/versions", "/annex/versions/1", "/annex/comparison?old=1"]
    gets += ["/annex/document?format=pdf", "/annex/terms", "/kpis", "/kpis/proposals"]
    found = [door.get(path).status_code for path in (*gets, f"/kpis/{row.pk}")]
    said = {"digest": digest, "reason": "x"}
    posts = ["/annex/sign-offs", "/annex/signatures", "/annex/refusals"]
    found += [door.post(path, said).status_code for path in posts]
    found += [door.post("/annex/signatures/withdrawal").status_code]
    found += [door.post("/kpis", GIVEN).status_code]
    found += [door.post(f"/kpis/{row.pk}/retirement", said).status_code]
    found += [door.put(f"/kpis/{row.pk}", GIVEN, **match(1)).status_code]
    found += [door.put("/annex/terms/sharing", {"rows": []}, **match(0)).status_code]
    assert set(found) == {404}
    assert size(cast) == before


def test_the_annex_on_the_command_line(cast, cli, tmp_path):
    name = cast.alliance.name
    code, out = cli(cast.maya, "annex", "show", name)
    assert (code, "## 1. Parties and purpose" in out) == (0, True)
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([{"text": "All of it"}]))
    assert cli(cast.maya, "annex", "change", name, "sharing", "--file", str(file))[0] == 0
    code, out = cli(cast.maya, "annex", "terms", name)
    assert '"All of it"' in out
    assert cli(cast.maya, "annex", "put-up", name)[0] == 0
    assert cli(cast.maya, "annex", "sign", name)[0] == 1
    assert "other signatures are missing" in cli(cast.tomas, "annex", "sign", name)[1]
    assert "withdrawn" in cli(cast.tomas, "annex", "withdraw", name)[1]
    assert cli(cast.rachel, "annex", "refuse", name, "--reason", "Too vague")[0] == 0
    assert cli(cast.maya, "annex", "put-up", name)[0] == 0
    for who in (cast.tomas, cast.rachel):
        code, out = cli(who, "annex", "sign", name)
    assert "it is in force" in out
    file.write_text(json.dumps([{"text": "Nothing"}]))
    cli(cast.daniel, "annex", "change", name, "sharing", "--file", str(file))
    code, out = cli(cast.olga, "annex", "compare", name)
    assert "no longer says how you work: 2 differences" in out
    code, out = cli(cast.olga, "annex", "versions", name, "--json")
    assert [one["state"] for one in json.loads(out)] == ["signed", "refused"]
    assert cli(cast.olga, "annex", "show", name, "--revision", "9")[0] == 1


@pytest.mark.parametrize("content", ["{", "3", '{"txt": 1}', '[{"days": 1}]'])
def test_a_file_that_cannot_be_kept_is_refused(cast, cli, tmp_path, content):
    file = tmp_path / "rows.json"
    file.write_text(content)
    code, out = cli(
        cast.maya, "annex", "change", cast.alliance.name, "change_steps", "--file", str(file)
    )
    assert (code, bool(out.strip())) == (1, True)
    code, out = cli(cast.maya, "kpis", "define", cast.alliance.name, "--file", str(file))
    assert (code, bool(out.strip())) == (1, True)
    assert kinds(cast) == []


def test_kpis_on_the_command_line(cast, cli, tmp_path):
    name = cast.alliance.name
    file = tmp_path / "kpi.json"
    file.write_text(json.dumps({**GIVEN, "key": "stores"}))
    assert cli(cast.maya, "kpis", "define", name, "--file", str(file))[0] == 0
    out = cli(cast.daniel, "kpis", "list", name)[1]
    assert "STORES Stores stocked (needs an owner and somebody who confirms it)" in out
    file.write_text(json.dumps({**GIVEN, "target": 7000}))
    assert cli(cast.daniel, "kpis", "change", name, "stores", "--file", str(file))[0] == 0
    assert Kpi.objects.visible_to(cast.maya).get().version == 2
    assert "there are: STORES" in cli(cast.daniel, "kpis", "retire", name, "X", "--reason", "x")[1]
    assert cli(cast.maya, "kpis", "retire", name, "STORES", "--reason", "Replaced")[0] == 0
    assert cli(cast.olga, "kpis", "proposals", name)[1].strip() == "Nothing to propose."


def test_a_report_before_there_is_anything_to_report_says_so(cast, cli, tmp_path):
    words = ("--kind", "governance", "--format", "pdf", "-o", str(tmp_path / "x"))
    code, out = cli(cast.maya, "report", cast.alliance.name, *words)
    assert (code, "no governance blueprint yet" in out) == (1, True)


REPORTS = [("annex", one) for one in ("pdf", "docx", "md")]
REPORTS += [("governance", one) for one in ("pdf", "docx", "md", "xlsx")]


@pytest.mark.parametrize("report", REPORTS)
def test_reports_come_as_files_for_both_sides_alike(cast, cli, tmp_path, now, report):
    file = tmp_path / "x"
    started(cast, now)
    signed(cast)
    made = set()
    for who in (cast.maya, cast.daniel):
        words = ("--kind", report[0], "--format", report[1], "-o", str(file))
        assert cli(who, "report", cast.alliance.name, *words)[0] == 0
        made.add(file.read_bytes())
    assert len(made) == 1
    assert newest(cast).state == AnnexState.SIGNED

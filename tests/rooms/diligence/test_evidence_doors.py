"""Files of controls and answers over API and command line: who may, what comes in, what is refused."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allied.alliances.attachments import rules
from allied.alliances.attachments.models import Attachment
from allied.people.scope import OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.answers import Given
from tests.conftest import NOON
from tests.rooms.diligence.stage import control, kinds, private, risk, size

PDF = b"%PDF-1.7 test of 4 March"
ANSWER = "/checklists/joint/answers/data-flows-listed"


def answered(cast, key="data-flows-listed", audience="joint", by=None):
    by = by or cast.maya
    made = commands.open_checklist(by=by, alliance=cast.alliance, audience=audience, now=NOON)
    given = Given(question=key, answer="no")
    return commands.answer_question(by=by, checklist=made, given=given, version=0, now=NOON)


def send(door, path, name="test.pdf", raw=PDF, note="Report"):
    said = {"file": SimpleUploadedFile(name, raw), "note": note}
    return door.client.post(door.base + path, said)


def erase(door, path, pk):
    return door.client.delete(f"{door.base}{path}/{pk}")


@pytest.fixture(params=["control", "answer"])
def place(request, cast):
    """Where a joint control or a joint answer keeps its files."""
    if request.param == "answer":
        answered(cast)
        return f"{ANSWER}/files"
    made = risk(cast)
    return f"/risks/{made.pk}/controls/{control(cast, made).pk}/files"


def test_a_file_comes_in_is_read_by_both_and_is_erased_by_its_side(cast, api, place):
    before = len(kinds())
    answer = send(api(cast.maya), place)
    assert answer.status_code == 201, answer.content
    kept = answer.json()
    assert (kept["name"], kept["note"], kept["size"]) == ("test.pdf", "Report", len(PDF))
    (listed,) = api(cast.daniel).get(place).json()
    assert listed == kept
    content = api(cast.daniel).get(f"/files/{kept['id']}/content")
    assert b"".join(content.streaming_content) == PDF
    assert erase(api(cast.daniel), place, kept["id"]).status_code == 409
    assert erase(api(cast.maya), place, kept["id"]).json()["erased"] is True
    assert api(cast.daniel).get(place).json() == []
    assert len(kinds()) == before  # files have facts of their own, not of this room


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (("tool.exe", b"MZ"), "file_kind"),
        (("test.pdf", b"no pdf"), "file_content"),
        (("macro.xlsx", b"PK\x03\x04"), "file_content"),
        (("empty.txt", b""), "file_empty"),
        (("x" * 200 + ".txt", b"fine"), "file_name"),
    ],
)
def test_a_file_that_cannot_be_attached_is_named_and_nothing_is_written(
    cast, api, place, file, code
):
    before = size()
    answer = send(api(cast.maya), place, *file)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert size() == before
    assert not Attachment.objects.visible_to(cast.maya).exists()


def test_a_file_above_the_limit_is_refused_unread(cast, api, place, monkeypatch):
    monkeypatch.setattr("allied.alliances.attachments.api.LARGEST_FILE", 10)
    monkeypatch.setattr(rules, "LARGEST_FILE", 10**9)  # nobody reads it, so nobody judges it
    answer = send(api(cast.maya), place)
    assert (answer.status_code, answer.json()["code"]) == (409, "file_too_large")


def test_the_same_file_twice_and_no_file_at_all(cast, api, place):
    door = api(cast.maya)
    send(door, place)
    again = send(door, place, "copy.pdf")
    assert again.json()["code"] == "file_twice"
    assert "test.pdf" in again.json()["detail"]
    nothing = door.client.post(door.base + place, {"note": "x"})
    assert nothing.status_code == 422
    assert "file" in str(nothing.json())
    long = send(door, place, raw=PDF + b"2", note="x" * 301)
    assert (long.status_code, "300" in long.json()["detail"]) == (409, True)


@pytest.mark.parametrize(("who", "status"), [("olga", 403), ("zed", 404), ("daniel", 201)])
def test_who_may_attach(cast, api, place, who, status):
    before = size()
    assert send(api(getattr(cast, who)), place).status_code == status
    assert (size() > before) == (status == 201)


def test_who_does_a_control_attaches_its_evidence(cast, api):
    made = risk(cast)
    mine, other = control(cast, made, holder=cast.carl), control(cast, made)
    at = f"/risks/{made.pk}/controls"
    assert send(api(cast.carl), f"{at}/{mine.pk}/files").status_code == 201
    assert send(api(cast.carl), f"{at}/{other.pk}/files").status_code == 403


def test_files_of_private_controls_and_answers_do_not_exist_for_the_partner(cast, api):
    made = private(cast)
    at = f"/risks/{made.pk}/controls/{control(cast, made).pk}/files"
    answered(cast, "people-named", audience=OURS)
    own = "/checklists/own/answers/people-named/files"
    for place in (at, own):
        kept = send(api(cast.maya), place, raw=PDF + place.encode()[-2:]).json()
        assert [one["id"] for one in api(cast.tomas).get(place).json()] == [kept["id"]]
        assert api(cast.daniel).get(place).status_code == 404
        assert send(api(cast.daniel), place).status_code == 404
        assert erase(api(cast.daniel), place, kept["id"]).status_code == 404
        assert api(cast.daniel).get(f"/files/{kept['id']}").status_code == 404


def test_an_answer_that_was_not_given_has_no_files(cast, api):
    answered(cast)
    for key in ("people-named", "nothing"):
        other = ANSWER.replace("data-flows-listed", key) + "/files"
        assert api(cast.maya).get(other).status_code == 404
        assert send(api(cast.maya), other).status_code == 404


def test_a_file_of_one_control_is_not_found_at_another(cast, api):
    made = risk(cast)
    one, two = control(cast, made), control(cast, made)
    at = f"/risks/{made.pk}/controls"
    kept = send(api(cast.maya), f"{at}/{one.pk}/files").json()
    assert erase(api(cast.maya), f"{at}/{two.pk}/files", kept["id"]).status_code == 404


def test_files_of_a_control_on_the_command_line(cast, cli, tmp_path):
    control(cast, risk(cast), holder=cast.carl)
    path = tmp_path / "report.pdf"
    path.write_bytes(PDF)
    attach = ("attach", "R-1", "--control", "1", "--file", str(path))
    assert cli(cast.carl, "risks", *attach, "--note", "4 March") == (0, "report.pdf is attached.\n")
    said = cli(cast.daniel, "risks", "files", "R-1", "--control", "1")[1]
    assert "report.pdf  (24 bytes, Carl Smit)" in said
    code, out = cli(cast.daniel, "risks", "erase", "R-1", "--control", "1", "--file", "report.pdf")
    assert (code, "Each organisation erases its own files." in out) == (1, True)
    assert cli(cast.maya, "risks", "erase", "R-1", "--control", "1", "--file", "report.pdf")[0] == 0
    assert (
        cli(cast.daniel, "risks", "files", "R-1", "--control", "1")[1] == "No file is attached.\n"
    )


def test_files_of_an_answer_on_the_command_line(cast, cli, tmp_path):
    answered(cast)
    path = tmp_path / "map.txt"
    path.write_text("flows")
    key = "data-flows-listed"
    code, out = cli(cast.maya, "diligence", "attach", key, str(path), "--json")
    assert (code, json.loads(out)["name"]) == (0, "map.txt")
    assert "map.txt" in cli(cast.daniel, "diligence", "files", key)[1]
    assert cli(cast.maya, "diligence", "erase", key, "map.txt")[0] == 0
    assert cli(cast.daniel, "diligence", "files", key)[1] == "No file is attached.\n"
    assert "has no answer yet" in cli(cast.maya, "diligence", "files", "people-named")[1]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (("never.pdf", None), "There is no file"),
        (("tool.exe", b"MZ"), "cannot be attached"),
        (("test.pdf", b"no pdf"), "its content is something else"),
        (("empty.txt", b""), "is empty"),
    ],
)
def test_the_command_line_refuses_files_in_one_sentence(cast, cli, tmp_path, file, says):
    control(cast, risk(cast))
    name, raw = file
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)
    before = size()
    attach = ("attach", "R-1", "--control", "1", "--file", str(path))
    code, out = cli(cast.maya, "risks", *attach)
    assert code == 1
    assert says in out
    assert size() == before


def test_a_file_that_is_too_large_is_not_read_by_the_command_line(cast, cli, tmp_path, monkeypatch):
    control(cast, risk(cast))
    path = tmp_path / "large.txt"
    path.write_text("x" * 100)
    monkeypatch.setattr(rules, "LARGEST_FILE", 10)
    attach = ("attach", "R-1", "--control", "1", "--file", str(path))
    code, out = cli(cast.maya, "risks", *attach)
    assert code == 1
    assert "is larger than" in out


def test_a_control_is_changed_failed_and_given_up_on_the_command_line(cast, cli):
    control(cast, risk(cast))
    one = ("R-1", "--control", "1")
    day = ("--due", "2027-03-01", "--owner", cast.ben.email, "--less-impact", "25%")
    out = cli(cast.maya, "risks", "replan", *one, *day)[1]
    assert "1. planned, due 2027-03-01: Loggers on each route" in out
    assert "1. in place" in cli(cast.ben, "risks", "place", *one, "--evidence", "Seen")[1]
    assert "1. planned" in cli(cast.ben, "risks", "fail", *one, "--reason", "Flat battery")[1]
    assert "has no control '2'" in cli(cast.maya, "risks", "drop", "R-1", "--control", "2")[1]
    assert "Loggers" not in cli(cast.maya, "risks", "drop", *one)[1]
    assert kinds()[-4:] == [f"diligence.control.{w}" for w in ("changed", "placed", "failed", "removed")]  # fmt: skip


def test_a_finding_becomes_a_risk_on_the_command_line(cast, cli):
    answered(cast)
    rated = ("--probability", "3", "--impact", "4")
    code, out = cli(cast.maya, "diligence", "finding", "data-flows-listed", *rated)
    assert (code, out.startswith("R-1 is on the register: ")) == (0, True)
    code, out = cli(cast.maya, "diligence", "finding", "people-named")
    assert (code, "Only an answer that is not yes" in out) == (1, True)
    half = ("--impact", "4")
    assert "no probability" in cli(cast.maya, "diligence", "finding", "data-flows-listed", *half)[1]

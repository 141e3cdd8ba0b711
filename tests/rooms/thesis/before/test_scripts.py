"""Scripts and command line: the same commands and the same words as on the pages."""

import json

import pytest

from allied.record.models import Entry
from tests.rooms.thesis.before.doors import BODIES, NAME, api, at, put, rows, signed_in
from tests.rooms.thesis.before.stage import LINES, WHOLE, answer


@pytest.mark.parametrize("what", BODIES)
def test_scripts_keep_and_read_versions(cast, what):
    assert api(cast, f"/{what}").json()["version"] == 0
    reply = put(cast, f"/{what}", BODIES[what], 0)
    assert (reply.status_code, reply.headers["ETag"]) == (200, '"1"')
    told = api(cast, f"/{what}", cast.ingrid).json()
    assert told == reply.json()
    assert told["version"] == 1
    versions = api(cast, f"/{what}/versions").json()
    assert [(one["version"], one["by"]) for one in versions] == [(1, "Maya Lindqvist")]
    assert api(cast, f"/{what}/versions/1").json() == told
    assert api(cast, f"/{what}/versions/2").status_code == 404
    assert api(cast, f"/{what}", cast.daniel).json()["version"] == 0


def test_scripts_read_the_same_words_as_the_page(cast):
    says = put(cast, "/right-move", BODIES["right-move"], 0).json()["says"]
    assert (says["verdict"], says["title"]) == ("ally", "Ally")
    assert says["reasons"][0]["answers"][0]["name"] == "Market access"
    assert {turn["verdict"] for turn in says["turns"]} >= {"Not yet", "Build it yourselves"}
    assert (says["form"]["result"], says["effort"]["result"]) == ("partnership", "own")
    asked = api(cast, "/right-move/questions").json()
    assert [one["key"] for one in asked[:2]] == ["market", "capability"]
    assert len(api(cast, "/readiness/questions").json()) == 14


@pytest.mark.parametrize("what", BODIES)
@pytest.mark.parametrize(
    ("name", "status"), [("olga", 403), ("carl", 403), ("zed", 404), ("nobody", 404)]
)
def test_scripts_of_others_are_refused(cast, what, name, status):
    who = cast.everybody()[name]
    assert api(cast, f"/{what}", who).status_code == status
    assert api(cast, f"/{what}/versions", who).status_code == status
    assert put(cast, f"/{what}", BODIES[what], 0, who).status_code == status
    assert not rows().exists()


@pytest.mark.parametrize("what", BODIES)
def test_a_script_names_the_version_it_read(cast, what):
    assert api(cast, f"/{what}", body=BODIES[what]).status_code == 412
    put(cast, f"/{what}", BODIES[what], 0)
    assert put(cast, f"/{what}", BODIES[what], 0).status_code == 412
    assert put(cast, f"/{what}", BODIES[what], 5).status_code == 412


@pytest.mark.parametrize(
    ("what", "body", "status", "says"),
    [
        ("right-move", {"answers": {"market": "maybe"}}, 409, "the answers are clear"),
        ("right-move", {"answers": {"weather": "x"}}, 409, "There is no question"),
        ("right-move", {"answers": [1]}, 422, "answers"),
        ("right-move", {"answers": {"market": 3}}, 422, "market"),
        ("right-move", {}, 422, "answers"),
        ("readiness", {"answers": {}}, 409, "Nothing is written yet"),
        ("red-lines", {"content": LINES | {"amount": "much"}}, 409, "is not a number"),
        ("red-lines", {"content": LINES | {"colour": "red"}}, 409, "not a known field"),
        ("red-lines", {"content": "all"}, 422, "content"),
        ("red-lines", {"content": LINES, "note": "x" * 2001}, 409, "at most 2,000"),
    ],
)
def test_bad_input_of_a_script_is_a_problem_document(cast, what, body, status, says):
    reply = put(cast, f"/{what}", body, 0)
    assert (reply.status_code, says in reply.json()["detail"]) == (status, True), reply.json()
    assert not rows().exists()


@pytest.mark.parametrize("what", BODIES)
def test_the_command_line_keeps_shows_and_lists(cast, allied, tmp_path, what):
    file = tmp_path / "content.json"
    file.write_text(json.dumps(next(iter(BODIES[what].values()))))
    assert "Nothing is kept yet." in allied("before", "show", NAME, what, by=cast.maya)[1]
    keep = ("before", "keep", NAME, what, "--file", str(file))
    code, out, _ = allied(*keep, "--note", "From the talk", by=cast.maya)
    assert (code, "Only Northwind Foods sees it." in out) == (0, True)
    code, out, _ = allied("before", "show", NAME, what, by=cast.tomas)
    assert (code, out.splitlines()[0]) == (0, "Version 1, Maya Lindqvist")
    shown = json.loads(allied("before", "show", NAME, what, "--json", by=cast.tomas)[1])
    read = api(cast, f"/{what}").json()
    assert shown | {"at": ""} == read | {"at": ""}
    out = allied("before", "versions", NAME, what, by=cast.maya)[1]
    assert "Maya Lindqvist:" in out
    assert allied("before", "show", NAME, what, "--version", "9", by=cast.maya)[0] == 1
    code, _, err = allied(*keep, "--version", "0", by=cast.tomas)
    assert (code, "(outdated)" in err) == (1, True)


def test_the_command_line_says_why_and_what_would_change_it(cast, now, allied):
    answer(cast, now, answers=WHOLE | {"plan": "memorandum", "sponsor": "missing"})
    out = allied("before", "show", NAME, "right-move", by=cast.maya)[1]
    for words in (
        "Not yet. Settle what stands in the way",
        "Why: A memorandum without a delivery plan is not an alliance.",
        "The shortest way to an alliance:",
        "Form: Partnership.",
    ):
        assert words in out
    out = allied("before", "questions", NAME, "readiness", by=cast.maya)[1]
    assert "authority: A sponsor with authority" in out


def test_the_command_line_refuses_others_and_unreadable_files(cast, allied, tmp_path):
    for who in (cast.olga, cast.zed):
        assert allied("before", "show", NAME, "red-lines", by=who)[0] == 1
    file = tmp_path / "list.json"
    file.write_text("[]")
    code, _, err = allied("before", "keep", NAME, "red-lines", "--file", str(file), by=cast.maya)
    assert (code, "one JSON object" in err) == (1, True)
    file.write_text("{")
    code, _, err = allied("before", "keep", NAME, "red-lines", "--file", str(file), by=cast.maya)
    assert (code, "not a readable JSON file" in err) == (1, True)
    assert not rows().exists()


def test_all_doors_leave_the_same_line(cast, allied, tmp_path):
    file = tmp_path / "a.json"
    kinds = []
    for n, door in enumerate(("web", "api", "cli")):
        body = WHOLE | {"market": ("clear", "partly", "none")[n]}
        if door == "web":
            sent = body | {"version": str(n)}
            signed_in(cast.maya).post(at(cast, "/right-move/answers"), sent)
        elif door == "api":
            put(cast, "/right-move", {"answers": body}, n)
        else:
            file.write_text(json.dumps(body))
            allied("before", "keep", NAME, "right-move", "--file", str(file), by=cast.maya)
        last = Entry.objects.in_system_scope("test").filter(audience="ours").order_by("seq").last()
        kinds.append((last.kind, last.owner_id))
    assert kinds == [("thesis.move.answered", cast.north.pk)] * 3

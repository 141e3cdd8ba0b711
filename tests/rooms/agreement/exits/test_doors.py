"""Exit triggers and the unwind plan on the pages, for scripts and on the command line."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.cli.main import main
from allied.rooms.agreement.exits.models import ExitTrigger, UnwindStep
from tests.rooms.agreement.exits.stage import RULE, SENTENCE, add
from tests.rooms.diligence.doors import Api, match
from tests.rooms.diligence.stage import Browser, plain


def test_the_pages_add_change_try_and_retire(cast):
    who = Browser(cast.maya, cast)
    assert "Nothing says when to talk about leaving." in plain(who.open("/exits"))
    assert "No unwind plan yet" in plain(who.open("/exits"))
    who.send("/exits/triggers/new", SENTENCE | {"early_run": "1"})
    made = ExitTrigger.objects.visible_to(cast.daniel).get()
    assert (made.rule, made.early_rule) == (
        RULE,
        "WHEN sponsors_missing > 0 FOR 1 month THEN notify(alliance manager)",
    )
    at = f"/exits/triggers/{made.pk}"
    assert "X-1 Nobody at the top" in plain(Browser(cast.daniel, cast).open("/exits"))
    assert 'value="1"' in who.open(f"{at}/words")
    shown = plain(who.open(f"{at}?try.sponsors_missing=0,1,1,-"))
    assert "In the last 4 months it would have fired in" in shown
    bad = who.open(f"{at}?try.sponsors_missing=0,many", status=422)
    assert "“many” is no number for sponsors_missing" in plain(bad)
    assert "at most 24" in plain(who.open(f"{at}?try.sponsors_missing={'1,' * 30}", status=422))
    text = {"written": "text", "name": "Rich", "rule": RULE, "early_rule": "", "version": "9"}
    assert "Somebody changed this" in plain(who.send(f"{at}/words", text, status=422))
    who.send(f"{at}/words", text | {"version": "1"})
    who.send(f"{at}/retirement", {"version": "2"})
    assert "Nothing says when" in plain(who.open("/exits"))
    Browser(cast.olga, cast).send("/exits/triggers/new", SENTENCE, status=403)
    Browser(cast.zed, cast).open("/exits", status=404)


def test_a_share_is_read_as_a_percentage(cast):
    who = Browser(cast.maya, cast)
    late = {"metric_1": "decisions_on_time", "sign_1": "<", "limit_1": "60%"}
    who.send("/exits/triggers/new", SENTENCE | late)
    made = ExitTrigger.objects.visible_to(cast.maya).get()
    shown = who.open(f"/exits/triggers/{made.pk}?try.decisions_on_time=85%25,0.505,-")
    assert re.findall(r'<td class="num">([^<]+)</td>', shown) == ["–", "50.5%", "85%"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Name is missing."),
        ({"metric_1": "revenue"}, "“revenue” is not offered here"),
        ({"limit_1": "many"}, "expected is a number"),
        ({"run": "0"}, "a number of periods from 1 to 60"),
        ({"run": ""}, "How long is missing."),
        ({"days_1": ""}, "expected is a number of days"),
        ({"whom_1": ""}, "expected is a role, a forum or a side"),
        ({"whom_1": "northwind"}, "There is no forum “northwind”"),
        ({"grace": "-1"}, "from 0 to 60"),
    ],
)
def test_a_sentence_that_says_nothing_is_refused_with_its_reason(cast, changed, words):
    answer = Browser(cast.maya, cast).send("/exits/triggers/new", SENTENCE | changed, status=422)
    assert words in plain(answer)


def test_a_rule_too_rich_for_a_sentence_is_edited_as_text(cast):
    rich = "WHEN ALL(escalations > 1, ANY(risks_happened > 1, sponsors_missing > 0)) FOR 1 month"
    made = add(cast, rule=f"{rich} THEN renegotiate")
    assert 'name="rule"' in Browser(cast.maya, cast).open(f"/exits/triggers/{made.pk}/words")


def test_the_plan_on_the_pages(cast):
    who = Browser(cast.daniel, cast)
    who.send("/exits/plan")
    step = UnwindStep.objects.visible_to(cast.maya).first()
    at = f"/exits/steps/{step.pk}"
    said = {
        "title": "Name the team",
        "holder": str(cast.ben.pk),
        "within_days": "5",
        "version": "1",
    }
    who.send(at, said)
    assert "Name the team" in plain(Browser(cast.maya, cast).open("/exits"))
    assert "What is settled is missing." in plain(who.send(at, said | {"title": ""}, status=422))
    who.send("/exits/steps/new", {"title": "Close the shop"})
    who.open(f"{at}/removal")
    who.send(f"{at}/removal", {"version": "2"})
    assert not UnwindStep.objects.visible_to(cast.maya).filter(
        title="Name the team", removed_at=None
    )


def test_the_page_asks_as_often_for_thirty_triggers_as_for_one(cast):
    add(cast)
    who = Browser(cast.maya, cast)
    who.open("/exits")

    def asked():
        with CaptureQueriesContext(connection) as seen:
            who.open("/exits")
        return len(seen)

    one = asked()
    for n in range(30):
        add(cast, f"Trigger {n}")
    assert asked() == one


def test_the_api_has_the_same_commands(cast):
    who = Api(cast.maya, cast)
    said = {"name": "Nobody at the top", "rule": RULE}
    answer = who.post("/exit-triggers", said)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["ref"], answer.headers["etag"]) == ("X-1", '"1"')
    at = f"/exit-triggers/{made['id']}"
    assert who.put(at, said, **match(7)).status_code == 412
    assert who.put(at, said).status_code == 412
    assert who.put(at, said | {"why": "So"}, **match(1)).json()["version"] == 2
    assert [row["ref"] for row in Api(cast.daniel, cast).get("/exit-triggers").json()] == ["X-1"]
    wrong = who.post("/exit-triggers", said | {"rule": "WHEN x"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "unreadable_rule")
    ran = who.post("/exit-dry-runs", {"rule": RULE, "numbers": {"sponsors_missing": "1,1,-,1"}})
    assert [row["standing"] for row in ran.json()["periods"]] == [
        "warning 1/2",
        "fired",
        "no_data",
        "fired",
    ]
    bad = who.post("/exit-dry-runs", {"rule": RULE, "numbers": {"sponsors_missing": "one"}})
    assert (bad.status_code, bad.json()["code"]) == (409, "number")
    keys = {row["key"] for row in who.get("/exit-numbers").json()}
    assert {"decisions_on_time", "sponsors_missing"} <= keys
    assert who.post(f"{at}/retirements", **match(2)).status_code == 204
    assert who.get(at).status_code == 404
    assert Api(cast.zed, cast).get("/exit-triggers").status_code == 404


def test_the_api_writes_the_plan(cast):
    who = Api(cast.maya, cast)
    assert who.post("/unwind-plans").status_code == 201
    assert who.post("/unwind-plans").status_code == 409
    (first, *_) = who.get("/unwind-steps").json()
    at = f"/unwind-steps/{first['id']}"
    said = {"title": "Name the team", "holder": str(cast.ben.pk), "within_days": 5}
    assert who.put(at, said, **match(1)).json()["holder"] == str(cast.ben.pk)
    assert who.put(at, said | {"within_days": -4}, **match(2)).status_code == 409
    assert who.get(at).json()["title"] == "Name the team"
    made = who.post("/unwind-steps", {"title": "Close the shop"}).json()
    assert who.post(f"/unwind-steps/{made['id']}/removals", **match(1)).status_code == 204
    assert Api(cast.olga, cast).post("/unwind-steps", {"title": "x"}).status_code == 403


def test_the_command_line_has_the_same_commands(cast, capsys, monkeypatch):
    monkeypatch.setattr("allied.cli.exits.start", lambda: None)

    def run(*words, by=cast.maya):
        code = main(["exits", words[0], cast.alliance.name, *words[1:], "--as", by.email])
        out, err = capsys.readouterr()
        return code, out + err

    assert run("list")[1] == "Nothing says when to talk about leaving.\n"
    assert run("add", "--name", "Late", "--rule", RULE) == (0, f"X-1 Late: {RULE}\n")
    assert run("add", "--name", "Late", "--rule", "WHEN")[0] == 1
    assert run("change", "x-1", "--name", "Later", by=cast.daniel)[1].startswith("X-1 Later: WHEN")
    code, said = run("try", "X-1", "--try", "sponsors_missing=1,1", "--json")
    assert (code, [one["standing"] for one in json.loads(said)["periods"]]) == (
        0,
        ["warning 1/2", "fired"],
    )
    assert "The rule looks at sponsors_missing" in run("try", "X-1", "--try", "revenue=1")[1]
    assert "steering forum reviews it within 10 days" in run("list")[1]
    assert run("retire", "X-9")[0] == 1
    assert run("retire", "X-1")[1] == "X-1 is retired.\n"
    assert "Record the decision to leave" in run("plan", "--open")[1]
    assert run("step", "--step", "1", "--owner", cast.ben.email)[1].endswith("Ben Sato\n")
    assert "Close the shop" in run("step", "--title", "Close the shop")[1]
    assert run("step")[0] == 1
    assert run("remove-step", "99")[0] == 1
    assert "is removed" in run("remove-step", "1")[1]
    assert run("numbers", by=cast.olga)[0] == 0
    assert run("add", "--name", "x", "--rule", RULE, by=cast.olga)[0] == 1


def test_what_somebody_else_changed_meanwhile_is_shown_and_saving_again_counts(cast):
    made = add(cast)
    daniel = Browser(cast.daniel, cast)
    at = f"/exits/triggers/{made.pk}/words"
    theirs = {**SENTENCE, "limit_1": "1", "version": "1"}
    Browser(cast.maya, cast).send(at, theirs)
    mine = {**SENTENCE, "run": "3", "version": "1"}
    page = daniel.send(at, mine, status=422).content.decode()
    assert "Somebody changed this since you opened it." in plain(page)
    assert "What you wrote is kept below" in plain(page)
    assert "is now “1”." in plain(page)
    assert re.search(r'name="version" value="2"', page)
    assert re.search(r'name="run" value="3"', page)
    daniel.send(at, {**mine, "version": "2"})
    made.refresh_from_db()
    assert (made.rule, made.version) == (RULE.replace("FOR 2", "FOR 3"), 3)


def test_a_step_that_was_changed_meanwhile_says_how_it_stands(cast):
    maya, daniel = Browser(cast.maya, cast), Browser(cast.daniel, cast)
    maya.send("/exits/plan", {})
    step = UnwindStep.objects.visible_to(cast.maya).first()
    at = f"/exits/steps/{step.pk}"
    said = {"title": step.title, "holder": str(cast.ben.pk), "within_days": "5", "note": ""}
    maya.send(at, {**said, "version": str(step.version)})
    page = daniel.send(
        at, {**said, "holder": "", "version": str(step.version)}, status=422
    ).content.decode()
    assert "Who sees to it is now “Ben Sato, Brightleaf”." in plain(page)
    assert f'name="version" value="{step.version + 1}"' in page


def test_the_sentence_tells_a_layer_from_a_forum_and_from_a_seat(cast):
    page = Browser(cast.maya, cast).open("/exits/triggers/new")
    for value, said in (("steering", "steering forum"), ("working", "working forum")):
        assert re.search(f'<option value="{value}"[^>]*>{said}</option>', page)
    assert re.search('<option value="sponsor"[^>]*>sponsor</option>', page)

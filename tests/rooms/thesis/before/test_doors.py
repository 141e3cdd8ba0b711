"""Pages, scripts and command line: the same commands, the same words, for our side only."""

import json
import re

import pytest
from django.test import Client

from allied.cli.main import main
from allied.record.models import Entry
from allied.rooms.thesis.before.models import Preparation
from tests.api.test_joint import bearer
from tests.rooms.thesis.before.stage import (
    LINES,
    WHOLE,
    all_at,
    answer,
    check_readiness,
    draw,
)

BACKEND = "allied.people.backends.WithHome"
NAME = "Cold Brew Venture"
FORMS = {
    "right-move/answers": WHOLE,
    "readiness/answers": all_at(2),
    "red-lines/changes": {
        "r0-id": "", "r0-what": "No exclusivity", "r0-why": "", "measure": "Margin",
        "direction": "at least", "amount": "1,200.5", "unit": "EUR", "reckoned": "", "instead": "Wait",
    },
}  # fmt: skip
BODIES = {
    "right-move": {"answers": WHOLE},
    "readiness": {"answers": all_at(2)},
    "red-lines": {"content": LINES},
}


def signed_in(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def at(cast, path=""):
    return f"/alliances/{cast.alliance.pk}/before{path}"


def page(person, address, status=200):
    answer_ = signed_in(person).get(address)
    assert answer_.status_code == status, answer_.content.decode()[:400]
    return re.sub(r"\s+", " ", answer_.content.decode())


def api(cast, path="", who=None, **given):
    address = f"/api/v1/alliances/{cast.alliance.pk}/before{path}"
    headers = bearer(who or cast.maya) | given.get("headers", {})
    if "body" not in given:
        return Client().get(address, headers=headers)
    return Client().put(
        address, json.dumps(given["body"]), content_type="application/json", headers=headers
    )


def put(cast, path, body, version, who=None):
    return api(cast, path, who, body=body, headers={"if-match": f'"{version}"'})


@pytest.fixture
def allied(capsys):
    def run(*words, by):
        code = main([*words, "--as", by.email])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def rows():
    return Preparation.objects.in_system_scope("test")


@pytest.mark.parametrize("path", FORMS)
def test_the_form_keeps_a_version_and_leads_to_what_it_says(cast, path):
    client = signed_in(cast.maya)
    assert client.get(at(cast, f"/{path}")).status_code == 200
    sent = FORMS[path] | {"version": "0", "note": "From the talk in Ghent"}
    reply = client.post(at(cast, f"/{path}"), sent)
    assert (reply.status_code, reply.headers["Location"]) == (
        303, at(cast, f"/{path.split('/', maxsplit=1)[0]}")
    )  # fmt: skip
    row = rows().get()
    assert (row.number, row.note, row.audience) == (1, "From the talk in Ghent", "ours")
    html = page(cast.tomas, reply.headers["Location"])
    assert "Only Northwind sees this page." in html
    assert "From the talk in Ghent" in html


def test_an_amount_may_be_written_as_people_write_it(cast):
    sent = FORMS["red-lines/changes"] | {"version": "0"}
    signed_in(cast.maya).post(at(cast, "/red-lines/changes"), sent)
    assert rows().get().content["amount"] == "1200.5"


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    ("name", "status"), [("olga", 403), ("carl", 403), ("zed", 404), ("nobody", 404)]
)
def test_who_may_not_open_or_send_the_form(cast, path, name, status):
    client = signed_in(cast.everybody()[name])
    assert client.get(at(cast, f"/{path}")).status_code == status
    assert client.post(at(cast, f"/{path}"), FORMS[path] | {"version": "0"}).status_code == status
    assert not rows().exists()


@pytest.mark.parametrize("path", ["", "/right-move", "/readiness", "/red-lines"])
def test_who_reads_the_pages(cast, path):
    for name, status in (("ingrid", 200), ("daniel", 200), ("olga", 403), ("zed", 404)):
        page(cast.everybody()[name], at(cast, path), status)


def test_before_anything_is_answered_each_page_offers_the_first_step(cast):
    html = page(cast.maya, at(cast))
    for words in ("Right move?", "Readiness", "Red lines", "Begin", "Check ourselves"):
        assert words in html
    assert "Nobody has answered yet." in page(cast.maya, at(cast, "/right-move"))
    assert "Not checked yet." in page(cast.maya, at(cast, "/readiness"))
    assert "None are written." in page(cast.maya, at(cast, "/red-lines"))


def test_the_verdict_stands_with_its_reasons_and_what_would_change_it(cast, now):
    answer(cast, now, answers=WHOLE | {"sponsor": "missing", "competition": "unresolved"})
    html = page(cast.maya, at(cast, "/right-move"))
    for words in (
        "<b>Not yet.</b>",
        "A caution stands in the way.",
        "Not on our side, or surely not on theirs",
        "The shortest way to an alliance: two answers together.",
        "Yes, and what stays out of it is written down",
        "Make it a supplier contract",
        "Partnership",
        "Do it yourselves",
    ):
        assert words in html, words


def test_open_questions_are_named_and_lead_to_their_place_in_the_form(cast, now):
    answer(cast, now, answers={"market": "clear"})
    html = page(cast.maya, at(cast, "/right-move"))
    assert "Not enough answers yet." in html
    assert 'before/right-move/answers#f-sponsor">Sponsors with authority</a>' in html
    assert "What would change it" not in html


def test_readiness_stands_with_the_weakest_first_and_a_way_to_act(cast, now):
    cast.alliance.seats.filter(person=cast.tomas).update(ended_at=now)
    check_readiness(cast, now, answers=all_at(2, team=1, deputy=0))
    html = page(cast.maya, at(cast, "/readiness"))
    assert html.index("Nobody is the only one") < html.index("The people who deliver")
    assert "If one person leaves, it stops." in html
    assert f'href="/alliances/{cast.alliance.pk}/people">Name deputies</a>' in html
    assert "no sponsor of ours has a seat here" in html


def test_an_earlier_version_is_shown_as_it_was(cast, now):
    draw(cast, now)
    draw(cast, now, amount="20", version=1)
    html = page(cast.maya, at(cast, "/red-lines/versions/1"))
    assert "This is version 1 as it was." in html
    assert "at least 22 %" in html
    assert "at least 22 % became Margin on cold brew at least 20 %" in html
    for path in ("/red-lines/versions/3", "/right-move/versions/1", "/readiness/versions/0"):
        page(cast.maya, at(cast, path), 404)


def test_what_is_judged_differently_today_says_what_it_said_when_it_was_kept(cast, now):
    answer(cast, now)
    assert "When it was kept it said" not in page(cast.maya, at(cast, "/right-move"))
    rows().update(result="Buy it")
    html = page(cast.maya, at(cast, "/right-move"))
    assert "When it was kept it said “Buy it”." in html
    assert "<b>Ally.</b>" in html


def test_the_partners_address_bar_finds_only_their_own(cast, now):
    draw(cast, now, by=cast.maya, instead="canary instead")
    assert "None are written." in page(cast.daniel, at(cast, "/red-lines"))
    hidden = signed_in(cast.daniel).get(at(cast, "/red-lines/versions/1"))
    absent = signed_in(cast.daniel).get(at(cast, "/red-lines/versions/7"))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "canary" not in page(cast.daniel, f"/alliances/{cast.alliance.pk}/")


@pytest.mark.parametrize(
    ("path", "wrong", "says"),
    [
        ("right-move/answers", {"market": "maybe"}, "Market access: the answers are clear, partly"),
        ("right-move/answers", {"note": "x" * 2001}, "at most 2000"),
        ("right-move/answers", {"version": "x"}, "Open this page again"),
        ("readiness/answers", {"authority": "9"}, "A sponsor with authority: the answers are"),
        ("red-lines/changes", {"amount": "much"}, "Write a number"),
        ("red-lines/changes", {"measure": ""}, "must say what the value measures"),
        ("red-lines/changes", {"unit": ""}, "must name the unit"),
        ("red-lines/changes", {"direction": "about"}, "about is not one of"),
        ("red-lines/changes", {"r0-what": "", "r0-why": "So"}, "Say what we will not accept"),
        ("red-lines/changes", {"r0-what": "x" * 301}, "at most 300"),
        ("red-lines/changes", {"version": "-1"}, "Open this page again"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_what_was_written_stays(cast, path, wrong, says):
    sent = FORMS[path] | {"version": "0", "note": "Kept words"} | wrong
    reply = signed_in(cast.maya).post(at(cast, f"/{path}"), sent)
    html = reply.content.decode()
    assert (reply.status_code, says in html) == (422, True), html[-3000:]
    if "note" not in wrong:
        assert "Kept words" in html
    assert not rows().exists()


@pytest.mark.parametrize("path", FORMS)
def test_who_comes_second_keeps_what_they_wrote_and_may_keep_it_again(cast, path):
    first, second = signed_in(cast.tomas), signed_in(cast.maya)
    first.post(at(cast, f"/{path}"), FORMS[path] | {"version": "0", "note": "First"})
    sent = FORMS[path] | {"version": "0", "note": "Second"}
    reply = second.post(at(cast, f"/{path}"), sent)
    html = reply.content.decode()
    assert reply.status_code == 422
    assert "Tomas Reijnders kept version 1 since you opened this page." in html
    assert 'name="version" value="1"' in html
    assert "Second" in html
    assert second.post(at(cast, f"/{path}"), sent | {"version": "1"}).status_code == 303


def test_another_mistake_does_not_carry_somebody_over_a_newer_version(cast, now):
    answer(cast, now, by=cast.tomas)
    sent = FORMS["right-move/answers"] | {"version": "0", "market": "maybe"}
    html = signed_in(cast.maya).post(at(cast, "/right-move/answers"), sent).content.decode()
    assert 'name="version" value="0"' in html


def test_more_rows_come_without_saving_anything(cast):
    sent = FORMS["red-lines/changes"] | {"version": "0", "act": "more"}
    reply = signed_in(cast.maya).post(at(cast, "/red-lines/changes"), sent)
    html = reply.content.decode()
    assert (reply.status_code, "r2-what" in html, "No exclusivity" in html) == (200, True, True)
    assert not rows().exists()


def test_a_line_is_given_up_by_emptying_its_row(cast, now):
    draw(cast, now)
    sent = FORMS["red-lines/changes"] | {"version": "1", "r0-what": "", "r0-id": "l1"}
    signed_in(cast.maya).post(at(cast, "/red-lines/changes"), sent)
    assert rows().get(number=2).content["lines"] == []


def test_pressed_twice_it_is_kept_once(cast):
    client = signed_in(cast.maya)
    sent = FORMS["right-move/answers"] | {"version": "0", "once": "k" * 20}
    replies = [client.post(at(cast, "/right-move/answers"), sent) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [303, 303]
    assert rows().count() == 1


def test_hostile_words_are_shown_and_never_run(cast, now):
    hostile = "<script>alert(1)</script>{{7*7}}"
    draw(
        cast,
        now,
        lines=[{"id": "a", "what": hostile, "why": hostile}],
        instead=hostile,
        note=hostile,
    )
    for path in ("/red-lines", "/red-lines/changes", "/red-lines/versions/1"):
        html = page(cast.maya, at(cast, path))
        assert "<script>alert" not in html
        assert "{{7*7}}" in html


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


def test_a_new_alliance_begins_where_the_first_step_is_offered(cast):
    client = signed_in(cast.zed)
    reply = client.post("/alliances/new", {"name": "Fjord Lines", "role": "alliance manager", "currency": "EUR"})  # fmt: skip
    html = re.sub(r"\s+", " ", client.get(reply.headers["Location"]).content.decode())
    assert "Next step, only for Kestrel" in html
    assert "Is an alliance the right move?" in html
    assert re.search(r'href="/alliances/[0-9a-f-]+/before/right-move">Begin</a>', html)


def test_once_it_is_answered_it_is_offered_no_more(cast, now):
    overview = f"/alliances/{cast.alliance.pk}/"
    assert "Next step, only for" in page(cast.maya, overview)
    assert "Next step, only for" not in page(cast.olga, overview)
    answer(cast, now)
    html = page(cast.tomas, overview)
    assert "Next step, only for" not in html
    assert "An alliance is the right move (ally)" in html
    assert "Next step, only for Brightleaf" in page(cast.daniel, overview)


def test_pages_take_the_same_number_of_queries_however_many_versions_there_are(
    cast, now, django_assert_max_num_queries
):
    counts = []
    for rounds in (range(1), range(1, 30)):
        for n in rounds:
            answer(cast, now, answers=WHOLE | {"market": ("clear", "none")[n % 2]}, version=n)
            check_readiness(cast, now, answers=all_at(2, money=n % 2), version=n)
            draw(cast, now, amount=str(n), version=n)
        client = signed_in(cast.maya)
        for path in ("", "/right-move", "/readiness", "/red-lines", "/right-move/answers"):
            client.get(at(cast, path))
            with django_assert_max_num_queries(22) as captured:
                client.get(at(cast, path))
            counts.append((path, len(captured)))
    half = len(counts) // 2
    assert counts[:half] == counts[half:]

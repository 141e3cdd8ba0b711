"""The web door: the document, one section at a time in place, signing, testing, sharing."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from allied.record.models import Entry
from allied.rooms.thesis import commands
from allied.rooms.thesis.models import State, Thesis, ThesisVersion
from tests.rooms.thesis.stage import (
    change,
    content,
    joint_thesis,
    newest,
    plain,
    put_up,
    sign_both,
    signed_thesis,
)
from tests.rooms.thesis.test_judging import evidence
from tests.web.html import read

BACKEND = "allied.people.backends.WithHome"


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def at(cast, path="", alliance=None):
    return f"/alliances/{(alliance or cast.alliance).pk}/thesis{path}"


def page(person, address, status=200):
    answer = signed_in(person).get(address)
    assert answer.status_code == status, answer.content.decode()[:500]
    return re.sub(r"\s+", " ", answer.content.decode())


def fields(html):
    """What a browser would send back of the form that changes a section."""
    form = next(one for one in read(html).find("form") if "rowset" in one.attrs.get("class", ""))
    sent = {}
    for one in form.walk():
        name, kind = one.attrs.get("name", ""), one.attrs.get("type", "")
        if not name or one.name == "button" or name in {"once", "csrfmiddlewaretoken"}:
            continue
        if one.name == "select":
            chosen = [o for o in one.find("option") if "selected" in o.attrs] or one.find("option")
            sent[name] = [chosen[0].attrs["value"]]
        elif one.name == "textarea":
            sent[name] = ["".join(str(child) for child in one.children).removeprefix("\n")]
        elif kind != "checkbox" or "checked" in one.attrs:
            sent.setdefault(name, []).append(one.attrs.get("value", "on"))
    return sent


def edited(cast, person, section, path="/sections"):
    html = signed_in(person).get(at(cast, f"{path}/{section}")).content.decode()
    return fields(html)


def test_an_alliance_without_a_thesis_offers_the_first_step(cast):
    html = page(cast.maya, at(cast))
    assert "No value thesis yet." in html
    assert "Start the joint thesis" in html
    assert "Start our own draft" in html
    assert "Start the joint thesis" not in page(cast.olga, at(cast))


def test_it_is_started_with_one_press(cast):
    answer = signed_in(cast.maya).post(at(cast, "/starts"), {"audience": "joint"})
    assert (answer.status_code, answer.headers["Location"]) == (303, at(cast, "/draft"))
    assert Thesis.objects.visible_to(cast.daniel).get().audience == "joint"


@pytest.mark.parametrize("name", ["zed", "nobody", "host"])
def test_strangers_meet_nothing(cast, now, name):
    signed_thesis(cast, now)
    client = signed_in(cast.everybody()[name])
    for path in (
        "",
        "/draft",
        "/versions/1",
        "/versions/1.md",
        "/versions/1.docx",
        "/comparison",
        "/tests",
        "/sections/objective",
        "/sign-offs",
        "/own",
    ):
        assert client.get(at(cast, path)).status_code == 404, path


def test_everybody_with_a_seat_reads_the_thesis_and_its_signatures(cast, now):
    signed_thesis(cast, now)
    for who in (cast.olga, cast.carl, cast.hannah):
        html = page(who, at(cast))
        assert "Version 1 is in force, signed by both." in html
        assert "Cold brew in 6,000 chilled stores" in html
        assert "Tomas Reijnders" in html
        assert "Propose a change" not in html


@pytest.mark.parametrize("name", ["olga", "carl", "ingrid"])
def test_who_may_not_change_gets_no_form(cast, now, name):
    joint_thesis(cast, now)
    client = signed_in(cast.everybody()[name])
    address = at(cast, "/sections/objective")
    assert client.get(address).status_code == 403
    assert client.post(address, {"text": "x", "version": 1}).status_code == 403
    assert newest(joint(cast)).edit == 1


def joint(cast):
    return Thesis.objects.visible_to(cast.maya).get(audience="joint")


def test_a_text_is_changed_in_its_place(cast, now):
    joint_thesis(cast, now)
    sent = edited(cast, cast.daniel, "objective")
    assert sent["text"] == ["Cold brew in 6,000 chilled stores by December 2027."]
    sent["text"] = ["Cold brew in 5,000 stores."]
    answer = signed_in(cast.daniel).post(at(cast, "/sections/objective"), sent)
    assert answer.headers["Location"] == at(cast, "/draft#objective")
    assert '"objective":"Cold brew in 5,000 stores."' in newest(joint(cast)).content


@pytest.mark.parametrize(
    "section", ["outcomes", "contributions", "scope", "assumptions", "risks", "principles"]
)
def test_a_form_that_is_sent_as_it_came_changes_nothing(cast, now, section):
    thesis = joint_thesis(cast, now)
    before = newest(thesis)
    answer = signed_in(cast.maya).post(
        at(cast, f"/sections/{section}"), edited(cast, cast.maya, section)
    )
    assert answer.status_code == 303
    assert newest(thesis).content == before.content
    assert newest(thesis).edit == before.edit


def test_rows_are_added_filled_and_removed_without_script(cast, now):
    joint_thesis(cast, now)
    address = at(cast, "/sections/principles")
    client = signed_in(cast.maya)
    sent = edited(cast, cast.maya, "principles")
    assert sent["row"] == ["r0", "r1", "n0"]
    more = fields(client.post(address, sent | {"act": "add"}).content.decode())
    assert more["row"] == ["r0", "r1", "n0", "n1"]
    up = fields(client.post(address, more | {"act": "up:r1"}).content.decode())
    assert up["row"] == ["r1", "r0", "n0", "n1"]
    gone = fields(client.post(address, up | {"act": "remove:r0"}).content.decode())
    assert gone["row"] == ["r1", "n0", "n1"]
    assert newest(joint(cast)).edit == 1, "nothing is saved until it is saved"
    gone["n1-text"] = ["No surprises"]
    assert client.post(address, gone).status_code == 303
    stored = newest(joint(cast)).content
    assert stored.index("Speed before margin") < stored.index("No surprises")
    assert "Food safety" not in stored


def test_a_new_row_gets_an_id_and_an_old_one_keeps_its_own(cast, now):
    joint_thesis(cast, now)
    sent = edited(cast, cast.maya, "risks")
    sent |= {"r0-text": ["A gap in the chain"], "n0-text": ["Rain"]}
    signed_in(cast.maya).post(at(cast, "/sections/risks"), sent)
    ids = re.findall(r'"id":"([^"]+)"', newest(joint(cast)).content.split('"risks"')[1])
    assert ids[0] == "r1"
    assert len(ids[1]) == 36


def test_an_emptied_row_is_removed(cast, now):
    joint_thesis(cast, now)
    sent = edited(cast, cast.maya, "risks") | {"r0-text": [""], "r0-mitigation": [""]}
    signed_in(cast.maya).post(at(cast, "/sections/risks"), sent)
    assert '"risks":[]' in newest(joint(cast)).content


def test_a_moved_scope_row_stays_among_its_kind(cast, now):
    joint_thesis(cast, now)
    client, address = signed_in(cast.maya), at(cast, "/sections/scope")
    sent = edited(cast, cast.maya, "scope")
    moved = fields(client.post(address, sent | {"act": "down:r2"}).content.decode())
    assert client.post(address, moved).status_code == 303
    stored = newest(joint(cast)).content
    assert stored.index("Food service") < stored.index("Own-label coffee")
    added = fields(client.post(address, sent | {"act": "add:out"}).content.decode())
    new = set(added["row"]) - set(sent["row"])
    assert [added[f"{row}-kind"] for row in new] == [["out"]]


BAD = [
    ("outcomes", {"r0-target": "1e30"}, "Write a number"),
    ("outcomes", {"r0-target": "NaN"}, "Write a number"),
    ("outcomes", {"r0-target": "9" * 31}, "Write a number"),
    ("outcomes", {"r0-due": "2027-02-30"}, "Write a date that exists"),
    ("outcomes", {"r0-due": "0001-01-01"}, "1950 to 2150"),
    ("outcomes", {"r0-name": ""}, "Name the outcome"),
    ("outcomes", {"r0-name": "x" * 301}, "at most 300"),
    ("outcomes", {"r0-owner": "Nobody"}, "Select a valid choice"),
    ("outcomes", {"r0-id": "../../x"}, "letters, digits"),
    ("contributions", {"r0-organisation": ""}, "Choose who brings it"),
    ("contributions", {"r0-starts": "2027-01-02", "r0-ends": "2027-01-01"}, "comes after"),
    ("scope", {"r0-kind": "maybe"}, "Select a valid choice"),
    ("assumptions", {"r0-statement": ""}, "Say what you believe"),
    ("risks", {"r0-mitigation": "a\x1bb"}, "remove it"),
    ("principles", {"r0-text": "a\x00b"}, "Null characters"),
    ("objective", {"text": "x" * 5001}, "at most 5000"),
    ("objective", {"text": "a\x07b"}, "remove it"),
]


@pytest.mark.parametrize(("section", "bad", "says"), BAD, ids=lambda v: str(v)[:30])
def test_bad_input_stays_in_the_form_with_a_sentence(cast, now, section, bad, says):
    thesis = joint_thesis(cast, now)
    sent = edited(cast, cast.maya, section) | {name: [value] for name, value in bad.items()}
    answer = signed_in(cast.maya).post(at(cast, f"/sections/{section}"), sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert says in html
    assert "error-summary" in html
    assert newest(thesis).edit == 1


def test_numbers_may_have_thousands_separators(cast, now):
    joint_thesis(cast, now)
    sent = edited(cast, cast.maya, "outcomes") | {"r0-target": ["12,500.50"]}
    signed_in(cast.maya).post(at(cast, "/sections/outcomes"), sent)
    assert '"target":"12500.5"' in newest(joint(cast)).content


def test_an_outdated_form_says_what_moved_keeps_the_text_and_can_be_sent_again(cast, now):
    thesis = joint_thesis(cast, now)
    sent = edited(cast, cast.maya, "objective") | {"text": ["Maya's words"]}
    change(cast, thesis, now, new="Daniel's words", version=1)
    client, address = signed_in(cast.maya), at(cast, "/sections/objective")
    answer = client.post(address, sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Daniel Okafor changed the thesis" in html
    again = fields(html)
    assert again["text"] == ["Maya's words"]
    assert again["version"] == ["2"]
    assert client.post(address, again | {"text": ["Maya's words"]}).status_code == 303
    assert "Maya's words" in newest(thesis).content


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_form_without_its_state_is_taken_for_outdated(cast, now, version):
    thesis = joint_thesis(cast, now)
    change(cast, thesis, now, version=1)
    sent = {"text": "x", "version": version}
    answer = signed_in(cast.maya).post(at(cast, "/sections/objective"), sent)
    assert answer.status_code == 409


def test_an_unknown_section_or_version_is_not_there(cast, now):
    joint_thesis(cast, now)
    client = signed_in(cast.maya)
    for path in ("/sections/format", "/versions/7", "/versions/7.md", "/comparison?from=x"):
        assert client.get(at(cast, path)).status_code == 404, path


def test_findings_stand_under_their_row_and_before_the_signatures(cast, now):
    thesis = joint_thesis(cast, now)
    change(cast, thesis, now, section="risks", new=[{"id": "r1", "text": "A gap"}])
    html = page(cast.maya, at(cast, "/draft"))
    assert "<b>Warning.</b> Nothing is done about “A gap”." in html
    confirm = page(cast.maya, at(cast, "/sign-offs"))
    assert "Nothing is done about “A gap”." in confirm
    assert "Ask both companies to sign" in confirm
    answer = signed_in(cast.maya).post(at(cast, "/sign-offs"), {"version": newest(thesis).edit})
    assert answer.status_code == 303, "findings advise and never lock"
    assert newest(thesis).state == State.UP


def test_what_changed_meanwhile_is_not_put_up(cast, now):
    thesis = joint_thesis(cast, now)
    change(cast, thesis, now)
    answer = signed_in(cast.maya).post(at(cast, "/sign-offs"), {"version": 1})
    assert answer.status_code == 422
    assert "Daniel Okafor changed" in answer.content.decode()


def test_sponsors_sign_with_the_button_of_their_company(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    html = page(cast.tomas, at(cast))
    assert 'data-org="1">Sign for Northwind</button>' in html
    assert "Sign for" not in page(cast.maya, at(cast))
    digest = newest(thesis).digest
    for who in (cast.tomas, cast.rachel):
        answer = signed_in(who).post(at(cast, "/signatures"), {"digest": digest})
        assert answer.status_code == 303
    assert newest(thesis).state == State.SIGNED


def test_a_double_click_signs_once(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    client = signed_in(cast.tomas)
    sent = {"digest": newest(thesis).digest, "once": "k" * 20}
    before = Entry.objects.in_system_scope("test").count()
    answers = [client.post(at(cast, "/signatures"), sent) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert answers[1].headers["Idempotent-Replay"] == "true"
    assert Entry.objects.in_system_scope("test").count() == before + 1


@pytest.mark.parametrize("path", ["/signatures", "/withdrawals"])
def test_who_is_no_sponsor_does_not_sign(cast, now, path):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    sent = {"digest": newest(thesis).digest}
    for who, status in ((cast.maya, 403), (cast.olga, 403), (cast.zed, 404)):
        assert signed_in(who).post(at(cast, path), sent).status_code == status


def test_signing_other_words_than_those_that_are_up_signs_nothing(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    client = signed_in(cast.tomas)
    client.post(at(cast, "/signatures"), {"digest": "forged"})
    assert "Not signed:" in client.get(at(cast)).content.decode()
    assert newest(thesis).state == State.UP


def test_a_refusal_asks_why_and_is_shown_to_everybody(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    client = signed_in(cast.rachel)
    sent = {"digest": newest(thesis).digest, "reason": ""}
    answer = client.post(at(cast, "/refusals"), sent)
    assert (answer.status_code, newest(thesis).state) == (422, State.UP)
    assert "Say why" in answer.content.decode()
    assert client.post(at(cast, "/refusals"), sent | {"reason": "Too many"}).status_code == 303
    html = page(cast.maya, at(cast, "/draft"))
    assert "Brightleaf refused to sign version 1." in html
    assert "Too many" in html


def test_a_signature_is_taken_back(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    client = signed_in(cast.tomas)
    client.post(at(cast, "/signatures"), {"digest": newest(thesis).digest})
    assert "Withdraw the signature of Northwind" in client.get(at(cast)).content.decode()
    client.post(at(cast, "/withdrawals"))
    assert "Sign for Northwind" in client.get(at(cast)).content.decode()


def test_a_new_version_shows_what_it_changes(cast, now):
    thesis = signed_thesis(cast, now)
    change(cast, thesis, now, section="risks", new=[])
    put_up(cast, thesis, now)
    html = page(cast.rachel, at(cast))
    assert "Version 2 waits for the signature of Northwind and Brightleaf." in html
    assert "A cold chain gap" in html
    compared = page(cast.olga, at(cast, "/comparison"))
    assert "1 change from version 1 to version 2." in compared
    assert "Nothing changed" in page(cast.olga, at(cast, "/comparison?from=2&to=2"))


def test_the_tests_page_says_dates_evidence_odds_and_verdicts(cast, now):
    thesis = signed_thesis(cast, now)
    evidence(cast, thesis, now)
    html = page(cast.olga, at(cast, "/tests"))
    assert "Sell-out numbers of three chains" in html
    assert "91% likely, from 1 source (1 independent)." in html
    assert "No side has given its verdict yet." in html
    assert "Add evidence" not in html
    client = signed_in(cast.daniel)
    sent = {"verdict": "refuted", "reason": "Not in our stores"}
    assert client.post(at(cast, "/tests/a1/verdicts"), {"reason": "x"}).status_code == 422
    assert client.post(at(cast, "/tests/a1/verdicts"), sent).status_code == 303
    assert "Brightleaf says refuted. Northwind has not said." in page(cast.maya, at(cast, "/tests"))


def test_evidence_is_added_and_withdrawn_on_the_page(cast, now):
    signed_thesis(cast, now)
    client = signed_in(cast.maya)
    sent = {"source": "Visits", "found_on": "2026-01-31", "direction": "for", "strength": "weak"}
    address = at(cast, "/tests/a1/evidence")
    for bad in (
        {"found_on": "2026-02-30"},
        {"found_on": "2999-01-01"},
        {"source": ""},
        {"strength": "x"},
    ):
        assert client.post(address, sent | bad).status_code == 422, bad
    assert client.post(address, sent).status_code == 303
    row = Thesis.objects.visible_to(cast.maya).get().evidence.get()
    path = at(cast, f"/evidence/{row.pk}/withdrawals")
    assert signed_in(cast.zed).post(path).status_code == 404
    assert client.post(path).status_code == 303
    assert "withdrawn" in page(cast.daniel, at(cast, "/tests"))


def test_an_assumption_of_another_thesis_is_not_there(cast, now):
    signed_thesis(cast, now)
    client = signed_in(cast.maya)
    for item in ("a9", "o1", ".."):
        assert client.get(at(cast, f"/tests/{item}/evidence")).status_code == 404
    assert client.get(at(cast, "/tests/%00/evidence")).status_code == 404


def test_a_private_draft_wears_its_band_and_is_shared_in_a_dialog_that_shows_every_word(cast, now):
    mine = commands.start_thesis(
        by=cast.maya, alliance=cast.alliance, audience="ours", content=content(cast), now=now
    )
    html = page(cast.maya, at(cast, "/own"))
    assert "Only Northwind sees this page." in html
    assert 'data-aud="private"' in html
    shown = page(cast.tomas, at(cast, "/own/shares"))
    assert "4 people of Northwind" in shown, (
        "sponsor, manager and two approvers read private things"
    )
    assert "10 people of both companies" in shown
    assert "Own-label coffee" in shown
    client = signed_in(cast.maya)
    sent = {"version": 1, "sections": ["objective", "scope"]}
    assert client.post(at(cast, "/own/shares"), sent).status_code == 422, "every word was not read"
    assert client.post(at(cast, "/own/shares"), {"version": 1, "read": "yes"}).status_code == 422
    assert not Thesis.objects.visible_to(cast.daniel).exists()
    assert client.post(at(cast, "/own/shares"), sent | {"read": "yes"}).status_code == 303
    theirs = page(cast.daniel, at(cast))
    assert "Own-label coffee" in theirs
    assert "A cold chain gap" not in theirs
    assert "Our own draft" in page(cast.maya, at(cast))
    assert "Our own draft" not in theirs
    assert newest(mine).edit == 1


@pytest.mark.parametrize("name", ["olga", "carl", "daniel", "rachel"])
def test_nobody_else_reads_a_private_draft(cast, now, name):
    commands.start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", now=now)
    client = signed_in(cast.everybody()[name])
    for path in ("/own", "/own.md", "/own.docx", "/own/sections/objective", "/own/shares"):
        assert client.get(at(cast, path)).status_code == 404


def test_a_private_draft_is_changed_in_place(cast, now):
    mine = commands.start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", now=now)
    sent = edited(cast, cast.maya, "risks", "/own/sections") | {"n0-text": ["They may walk"]}
    answer = signed_in(cast.maya).post(at(cast, "/own/sections/risks"), sent)
    assert answer.headers["Location"] == at(cast, "/own#risks")
    assert "They may walk" in newest(mine).content
    assert "Save for Northwind only" in page(cast.maya, at(cast, "/own/sections/risks"))


def test_a_side_alone_goes_straight_to_its_draft(cast, now):
    client = signed_in(cast.zed)
    client.post(at(cast, "/starts", cast.other), {"audience": "ours"})
    answer = client.get(at(cast, "", cast.other))
    assert answer.headers["Location"] == at(cast, "/own", cast.other)
    assert (
        "The partner"
        in client.get(at(cast, "/own/sections/contributions", cast.other)).content.decode()
    )


def test_files_come_as_attachments(cast, now):
    signed_thesis(cast, now)
    client = signed_in(cast.olga)
    text = client.get(at(cast, "/versions/1.md"))
    assert text.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert text.headers["Content-Disposition"] == 'attachment; filename="value-thesis-1.md"'
    assert "# Value thesis of Cold Brew Venture" in text.content.decode()
    assert client.get(at(cast, "/versions/1.docx")).content[:2] == b"PK"


def test_hostile_words_are_shown_and_never_run(cast, now):
    hostile = "<script>alert(1)</script>{{7*7}}"
    items = plain(cast)["principles"]
    items[0]["text"] = hostile
    joint_thesis(cast, now)
    change(cast, joint(cast), now, section="principles", new=items)
    for path in ("", "/draft", "/sections/principles"):
        html = page(cast.daniel, at(cast, path))
        assert "<script>alert" not in html
        assert "{{7*7}}" in html


def test_pages_take_the_same_number_of_queries_however_much_there_is(
    cast, now, django_assert_max_num_queries
):
    thesis = joint_thesis(cast, now)
    counts = []
    for rounds in (1, 5):
        for k in range(rounds):
            many = [{"id": f"p{n}", "text": f"Principle {n}.{k}"} for n in range(rounds * 6)]
            change(cast, thesis, now + timedelta(minutes=k), section="principles", new=many)
            sign_both(cast, thesis, now + timedelta(minutes=k))
            evidence(cast, thesis, now, source=f"Source {rounds} {k}")
        client = signed_in(cast.maya)
        for path in ("", "/tests", "/comparison", "/draft"):
            client.get(at(cast, path))
            with django_assert_max_num_queries(28) as captured:
                client.get(at(cast, path))
            counts.append((path, len(captured)))
    half = len(counts) // 2
    assert counts[:half] == counts[half:]
    assert ThesisVersion.objects.visible_to(cast.maya).count() == 6

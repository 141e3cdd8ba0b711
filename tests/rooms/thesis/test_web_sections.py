"""The web door: one section at a time is changed in its place."""

import re

import pytest

from tests.rooms.thesis.pages import at, edited, fields, joint, signed_in
from tests.rooms.thesis.stage import change, joint_thesis, newest


@pytest.mark.parametrize("name", ["olga", "carl", "ingrid"])
def test_who_may_not_change_gets_no_form(cast, now, name):
    joint_thesis(cast, now)
    client = signed_in(cast.everybody()[name])
    address = at(cast, "/sections/objective")
    assert client.get(address).status_code == 403
    assert client.post(address, {"text": "x", "version": 1}).status_code == 403
    assert newest(joint(cast)).edit == 1


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
    ("outcomes", {"r0-owner": "Nobody"}, "is not offered here"),
    ("outcomes", {"r0-id": "../../x"}, "letters, digits"),
    ("contributions", {"r0-organisation": ""}, "Choose who brings it"),
    ("contributions", {"r0-starts": "2027-01-02", "r0-ends": "2027-01-01"}, "comes after"),
    ("scope", {"r0-kind": "maybe"}, "is not offered here"),
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

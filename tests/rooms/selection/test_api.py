"""The JSON door: the same commands, one after the other, and refusals with their field."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from allied.rooms.selection.models import Rating, Screening, ScreeningCriterion
from tests.rooms.selection.stage import (
    answered,
    candidates,
    criteria,
    every,
    opened,
    revising,
    shortlisted,
    started,
)

BACKEND = "allied.people.backends.WithHome"


@pytest.fixture
def api(cast):
    """Calls as one person; the path begins behind the alliance."""

    def caller(name):
        client = Client()
        client.force_login(getattr(cast, name), backend=BACKEND)

        def call(method, path, body=None, **headers):
            address = f"/api/v1/alliances/{cast.alliance.pk}/selection{path}"
            sent = {} if body is None else {"data": json.dumps(body)}
            return getattr(client, method)(
                address, content_type="application/json", headers=headers, **sent
            )

        call.client = client
        return call

    return caller


def test_a_whole_selection_by_script(cast, api):
    maya, tomas = api("maya"), api("tomas")
    made = maya("post", "", {"title": "Coffee"})
    assert made.status_code == 201
    x = f"/{made.json()['id']}"
    assert len(made.json()["criteria"]) == 7
    assert maya("patch", x, {"title": "Tea"}, **{"If-Match": '"1"'}).json()["title"] == "Tea"
    assert maya("patch", x, {"title": "Milk"}, **{"If-Match": '"1"'}).status_code == 412
    assert maya("post", f"{x}/weights", {"method": "equal"}).json()["names_known"] is False
    ids = [
        maya("post", f"{x}/candidates", {"name": name}).json()["id"] for name in ("Aster", "Boreal")
    ]
    asked = maya("post", f"{x}/raters", {"people": [str(cast.tomas.pk), str(cast.maya.pk)]})
    assert {one["name"] for one in asked.json()} == {"Tomas Reijnders", "Maya Lindqvist"}
    assert maya("post", f"{x}/openings", {}).json()["state"] == "rating"
    keys = [one["key"] for one in made.json()["criteria"]]
    for call in (maya, tomas):
        scores = [
            {"candidate": c, "criterion": k, "score": 5 - n, "evidence": "seen"}
            for n, c in enumerate(ids)
            for k in keys
        ]
        kept = call("put", f"{x}/sheet", {"scores": scores}, **{"If-Match": '"1"'})
        assert kept.status_code == 200, kept.content
        assert call("post", f"{x}/submissions").status_code == 201
    assert maya("get", f"{x}/results").json()["code"] == "blind"
    maya("post", f"{x}/endings")
    found = maya("get", f"{x}/results").json()
    assert [row["name"] for row in found["rows"]] == ["Aster", "Boreal"]
    assert found["simulation"]["band"] == "robust winner"
    maya("post", f"{x}/closings")
    decided = maya(
        "post",
        f"{x}/shortlists",
        {"places": [{"candidate": ids[0]}], "reason": "First by far", "chosen": ids[0]},
    )
    assert decided.json()["shortlist"]["chosen"] == ids[0]
    own = maya("post", f"/candidates/{ids[0]}/invitations", {"address": "b@northwind.example"})
    assert (own.status_code, own.json()["code"]) == (409, "own_address")
    invited = maya("post", f"/candidates/{ids[0]}/invitations", {"address": "a@aster.example"})
    assert invited.status_code == 201
    assert "/invitations/" in invited.json()["link"]
    again = maya("post", f"/candidates/{ids[0]}/repetitions", {"title": "Again"})
    assert again.json()["repeats"] == made.json()["id"]
    checks = {one["id"]: one["holds"] for one in maya("get", "/gate").json()}
    assert checks["selection.shortlist"] is False  # the repetition is what is under way


def test_the_gate_is_only_for_our_own_eyes(cast, now, api):
    shortlisted(cast, now)
    assert {one["id"]: one["holds"] for one in api("tomas")("get", "/gate").json()} == {
        "selection.raters": True,
        "selection.complete": True,
        "selection.flags": True,
        "selection.shortlist": True,
    }
    assert api("daniel")("get", "/gate").json() == []
    assert api("olga")("get", "/gate").status_code == 403
    joint = api("daniel").client.get(f"/api/v1/alliances/{cast.alliance.pk}/gates").json()
    assert "selection." not in json.dumps(joint)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"scores": [{"candidate": "x", "criterion": "strategic", "score": 3}]}, "invalid"),
        ({"scores": "all"}, "invalid"),
        ({}, "invalid"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused(cast, now, api, body, code):
    screening = opened(cast, now)
    answer = api("tomas")("put", f"/{screening.pk}/sheet", body, **{"If-Match": '"1"'})
    assert answer.status_code == 422
    assert not every(Rating).exists()


@pytest.mark.parametrize("score", [0, 6, 99])
def test_a_score_off_the_scale_is_refused(cast, now, api, score):
    screening = opened(cast, now)
    cell = {
        "candidate": str(candidates(screening)[0].pk),
        "criterion": "strategic",
        "score": score,
    }
    answer = api("tomas")(
        "put", f"/{screening.pk}/sheet", {"scores": [cell]}, **{"If-Match": '"1"'}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "scores")
    assert "from 1 to 5" in answer.json()["detail"]


def test_scoring_twice_and_without_if_match_are_refused(cast, now, api):
    screening = opened(cast, now)
    tomas = api("tomas")
    assert tomas("put", f"/{screening.pk}/sheet", {"scores": []}).status_code == 412
    cell = {"candidate": str(candidates(screening)[0].pk), "criterion": "strategic", "score": 4}
    tomas("put", f"/{screening.pk}/sheet", {"scores": [cell]}, **{"If-Match": '"1"'})
    assert tomas("post", f"/{screening.pk}/submissions").status_code == 201
    assert tomas("post", f"/{screening.pk}/submissions").json()["code"] == "scored_already"


def test_one_reads_ones_own_sheet_only(cast, now, api):
    screening = opened(cast, now)
    assert api("jonas")("get", f"/{screening.pk}/sheet").status_code == 404
    assert api("tomas")("get", f"/{screening.pk}/sheet").json()["scores"] == []


def test_criteria_by_their_keys(cast, now, api):
    screening, maya = started(cast, now), api("maya")
    own = {"name": "Cold chain", "low": "a", "middle": "b", "high": "c"}
    assert maya("post", f"/{screening.pk}/criteria", own).json()["key"] == "cold-chain"
    assert maya("post", f"/{screening.pk}/criteria", {"name": "X"}).json()["code"] == "empty"
    assert maya("put", f"/{screening.pk}/criteria/cold-chain", own).status_code == 412
    changed = maya(
        "put",
        f"/{screening.pk}/criteria/cold-chain",
        own | {"low": "nothing"},
        **{"If-Match": '"1"'},
    )
    assert changed.json()["anchors"]["1"] == "nothing"
    gone = f"/{screening.pk}/criteria/cold-chain"
    assert maya("delete", gone, **{"If-Match": '"2"'}).status_code == 200
    assert maya("delete", gone, **{"If-Match": '"2"'}).status_code == 404
    assert every(ScreeningCriterion, removed_at=None).count() == 7


def test_a_deleted_criterion_after_scoring_is_refused(cast, now, api):
    screening = opened(cast, now)
    named = {"If-Match": '"1"'}
    answer = api("maya")("delete", f"/{screening.pk}/criteria/strategic", **named)
    assert (answer.status_code, answer.json()["code"]) == (409, "criterion_scored")


def test_weights_that_do_not_add_up_are_refused(cast, now, api):
    screening = started(cast, now)
    percents = {one.key: 10 for one in criteria(screening)}
    said = {"method": "given", "said": {"percents": percents}}
    answer = api("maya")("post", f"/{screening.pk}/weights", said)
    assert (answer.status_code, answer.json()["code"]) == (409, "weights")
    assert "100" in answer.json()["detail"]


def test_a_party_is_no_candidate(cast, now, api):
    screening, maya = started(cast, now), api("maya")
    maya("post", f"/{screening.pk}/weights", {"method": "equal"})
    answer = maya("post", f"/{screening.pk}/candidates", {"name": "Brightleaf Coffee"})
    assert answer.json()["code"] == "already_party"


def test_a_vetoed_one_needs_its_reason(cast, now, api):
    found, maya = answered(cast, now), api("maya")
    body = {"places": [{"candidate": str(found.tidewater.pk)}], "reason": "x"}
    answer = maya("post", f"/{found.screening.pk}/shortlists", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "empty")
    body["places"][0]["exception"] = "The recall is closed"
    assert maya("post", f"/{found.screening.pk}/shortlists", body).status_code == 201


def test_a_contest_is_answered_and_a_score_revised(cast, now, api):
    screening = revising(cast, now)
    halcyon = candidates(screening)[1]
    said = {"criterion": "cultural", "text": "We met them"}
    answer = api("maya")("post", f"/candidates/{halcyon.pk}/answers", said)
    flags = {row["name"]: row["flags"] for row in answer.json()["rows"]}
    assert flags["Halcyon"][0]["answer"] == "We met them"
    cell = {"candidate": str(halcyon.pk), "criterion": "cultural", "score": 3}
    revised = api("tomas")("post", f"/{screening.pk}/revisions", {"scores": [cell]})
    assert revised.status_code == 201
    again = api("tomas")("post", f"/{screening.pk}/revisions", {"scores": [cell]})
    assert again.json()["code"] == "revised_already"


def test_evidence_comes_and_is_listed(cast, now, api):
    one = candidates(opened(cast, now))[0]
    maya = api("maya")
    address = f"/api/v1/alliances/{cast.alliance.pk}/selection/candidates/{one.pk}/files"
    sent = {"file": SimpleUploadedFile("audit.pdf", b"%PDF-1.7\n"), "note": "ISO"}
    assert maya.client.post(address, sent).status_code == 201
    assert [row["name"] for row in maya.client.get(address).json()] == ["audit.pdf"]
    sent = {"file": SimpleUploadedFile("audit.pdf", b"MZ")}
    assert maya.client.post(address, sent).json()["code"] == "file_content"


@pytest.mark.parametrize("name", ["daniel", "hannah", "zed", "nobody"])
def test_nobody_else_reaches_a_screening(cast, now, api, name):
    found, call = shortlisted(cast, now), api(name)
    assert call("get", f"/{found.screening.pk}").status_code == 404
    assert call("get", f"/{found.screening.pk}/results").status_code == 404
    assert call("get", f"/candidates/{found.first.pk}/files").status_code == 404
    assert call("post", f"/{found.screening.pk}/closings").status_code == 404
    listed = call("get", "")
    assert listed.status_code == 404 or listed.json() == []
    assert every(Screening).count() == 1


def test_an_unknown_colleague_is_refused(cast, now, api):
    screening = started(cast, now)
    body = {"people": ["00000000-0000-4000-8000-00000000dead"]}
    answer = api("maya")("post", f"/{screening.pk}/raters", body)
    assert answer.json()["code"] == "unknown_person"


def test_an_evidence_file_is_listed_and_erased_by_script(cast, now, api):
    row = candidates(opened(cast, now))[0]
    door, at = api("tomas"), f"/candidates/{row.pk}/files"
    address = f"/api/v1/alliances/{cast.alliance.pk}/selection{at}"
    sent = {"file": SimpleUploadedFile("audit.txt", b"fine"), "note": "BRCGS"}
    kept = door.client.post(address, sent).json()
    assert [one["name"] for one in api("maya")("get", at).json()] == ["audit.txt"]
    for who in ("daniel", "zed"):
        assert api(who)("delete", f"{at}/{kept['id']}").status_code in (403, 404)
    assert api("maya")("delete", f"{at}/{kept['id']}").json()["erased"] is True
    assert api("maya")("get", at).json() == []


def test_colleagues_compare_in_pairs_by_script(cast, now, api):
    screening = started(cast, now)
    x, keys = f"/{screening.pk}/pairs", [one.key for one in criteria(screening)]
    said = {"pairs": {f"{a}:{b}": 1 for n, a in enumerate(keys) for b in keys[n + 1 :]}}
    made = api("tomas")("put", x, said, **{"If-Match": '"0"'})
    assert (made.status_code, made.json()["ratio"], made.headers["ETag"]) == (200, 0, '"1"')
    blind = api("maya")("get", x).json()
    assert [(one["name"], one["ratio"]) for one in blind["judges"]] == [("Tomas Reijnders", None)]
    assert blind["weights"] == {}
    assert api("maya")("put", x, said, **{"If-Match": '"0"'}).status_code == 200
    assert len(api("maya")("get", x).json()["weights"]) == 7
    assert api("maya")("put", x, said, **{"If-Match": '"0"'}).status_code == 412
    fixed = api("maya")("post", f"/{screening.pk}/weights", {"method": "pairwise"})
    assert fixed.json()["ratio"] == 0
    assert [one["name"] for one in api("maya")("delete", x).json()["judges"]] == ["Tomas Reijnders"]
    wrong = {"pairs": said["pairs"] | {"strategic:capability": 99}}
    refused = api("maya")("put", x, wrong, **{"If-Match": '"0"'})
    assert (refused.status_code, refused.json()["code"]) == (409, "weights")
    for who, status in (("daniel", 404), ("zed", 404), ("olga", 403)):
        assert api(who)("get", x).status_code == status
        assert api(who)("put", x, said, **{"If-Match": '"0"'}).status_code == status

"""Agreeing on one option through every door: page, My week, API and command line."""

import pytest
from django.utils import timezone

from tests.rooms.diligence.stage import plain
from tests.rooms.governance.cases import answer, halves, kinds, raised, size, started, state
from tests.rooms.governance.pages import one
from tests.web.test_week import Browser as Week

HEADING = "Options to agree on"
SENTENCE = "Both companies approved, but different options: agree on one."


@pytest.fixture
def differing(cast, moment):
    """Northwind approved A, Brightleaf B: two people of each."""
    started(cast, moment)
    decision = raised(cast, moment)
    for who, option in ((cast.ingrid, "A"), (cast.jonas, "A"), (cast.hannah, "B"), (cast.ben, "B")):
        answer(who, decision, moment, option=option)
    return decision


class TestMyWeek:
    def test_both_sides_read_what_is_asked_and_where(self, cast, differing):
        for who in (cast.ingrid, cast.jonas, cast.hannah, cast.ben):
            [row] = Week(who).rows(HEADING)
            assert f"D-{differing.number}" in row
            assert SENTENCE in row
            assert "Northwind approved; Brightleaf approved" in row
            assert "working days left" in row

    def test_nobody_else_is_asked(self, cast, differing):
        for who in (cast.maya, cast.olga, cast.carl, cast.zed, cast.nobody):
            assert Week(who).rows(HEADING) == []

    def test_whoever_asked_for_the_decision_waits_for_them(self, cast, differing):
        [row] = Week(cast.maya).rows("You wait for others")
        assert differing.title in row

    def test_it_is_empty_once_they_agree(self, cast, differing):
        for who in (cast.ingrid, cast.jonas):
            answer(who, differing, timezone.now(), option="B")
        assert Week(cast.ben).rows(HEADING) == []


class TestThePage:
    def test_it_says_who_approved_what_and_offers_the_other_option(self, cast, browse, differing):
        page = browse(cast.ingrid).open(one(differing))
        assert "It waits for you again, Ingrid." in page
        assert "Northwind approved option A and Brightleaf approved option B." in page
        assert "You approved option A, others approved option B." in page
        assert "Approve for Northwind" in page
        assert "Take my answer back" in page
        assert 'value="B" selected' in page or 'value="B" checked' in page

    def test_whoever_did_not_answer_reads_it_without_a_form(self, cast, browse, differing):
        page = browse(cast.maya).open(one(differing))
        assert "Both companies must approve the same option." in page
        assert "Agree on one option" not in page

    def test_one_press_changes_the_answer(self, cast, browse, differing):
        said = {"verdict": "approve", "option": "B", "revision_digest": differing.digest}
        for who in (cast.ingrid, cast.jonas):
            browse(who).send(one(differing, "/answers"), said)
        assert (state(differing), halves(differing)) == ("approved", ["yes", "yes"])

    def test_the_same_option_again_is_refused_beside_the_field(self, cast, browse, differing):
        before = size(cast)
        said = {"verdict": "approve", "option": "A", "revision_digest": differing.digest}
        answered = browse(cast.ingrid).send(one(differing, "/answers"), said, status=422)
        assert "You approved option A already." in plain(answered)
        assert size(cast) == before

    def test_whoever_moved_may_still_take_it_back(self, cast, browse, differing):
        answer(cast.ingrid, differing, timezone.now(), option="B")
        page = browse(cast.ingrid).open(one(differing))
        assert "Agree on one option" not in page
        assert "Take my answer back" in page


class TestTheJsonDoor:
    def test_it_is_awaited_said_and_settled(self, cast, api, differing):
        acts = api(cast.ben).client.get("/api/v1/awaited").json()["items"]
        assert [(act["act"], act["subject_id"]) for act in acts] == [
            ("reconcile", str(differing.pk))
        ]
        at = f"/decisions/{differing.pk}"
        shown = api(cast.ben).get(at).json()
        assert "must approve the same option" in shown["says"]
        assert shown["may_answer_as"] == ["approver:security"]
        said = {"verdict": "approve", "option": "A", "digest": shown["digest"]}
        for who in (cast.ben, cast.hannah):
            given = api(who).post(at + "/answers", said)
            assert given.status_code == 200, given.content
        assert given.json()["state"] == "approved"

    def test_the_same_option_again_is_a_conflict(self, cast, api, differing):
        said = {"verdict": "approve", "option": "B", "digest": differing.digest}
        refused = api(cast.ben).post(f"/decisions/{differing.pk}/answers", said)
        assert (refused.status_code, refused.json()["code"]) == (409, "same_option")


def test_the_command_line_changes_an_answer_in_one_step(cast, cli, differing):
    words = ("decisions", "answer", "Cold Brew Venture", "D-1", "approve", "--option")
    code, said = cli(cast.ingrid, *words, "A")
    assert (code, "You approved option A already" in said) == (1, True)
    for who in (cast.ingrid, cast.jonas):
        assert cli(who, *words, "B")[0] == 0
    assert kinds(cast)[-3:] == ["answer.withdrawn", "answer.given", "decision.approved"]

"""One body of cases over web, API and command line: status, effect, and the new line in the record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from allied.rooms.governance import commands, models
from tests.rooms.diligence.stage import plain
from tests.rooms.governance.cases import (
    answer,
    kinds,
    newest,
    raised,
    right,
    signed,
    size,
    started,
    state,
)
from tests.rooms.governance.pages import one

BACKEND = "allied.people.backends.WithHome"


OPTIONS = [
    {
        "title": "Daily by store",
        "text": "Clean room",
        "facts": [{"name": "Waste", "value": "3.7%"}],
    },
    {"title": "Do not share"},
]
ASKED = {
    "type": "data-sharing",
    "title": "Share sell-out data",
    "options": OPTIONS,
    "recommendation": "A",
    "value": "112000",
}


class TestTheJsonDoor:
    def test_a_decision_is_asked_answered_by_both_sides_and_settled(self, cast, api, now):
        started(cast, now)
        asked = api(cast.maya).post("/decisions", ASKED)
        assert asked.status_code == 201
        body = asked.json()
        assert (body["number"], body["state"], body["currency"]) == (1, "open", "EUR")
        assert asked.headers["ETag"] == '"1"'
        for who in (cast.ingrid, cast.jonas, cast.hannah, cast.ben):
            given = api(who).post(
                f"/decisions/{body['id']}/answers",
                {"verdict": "approve", "option": "A", "digest": body["digest"]},
            )
            assert given.status_code == 200, given.content
        assert given.json()["state"] == "approved"
        assert kinds(cast)[-1] == "decision.approved"

    def test_the_clock_shows_its_arithmetic(self, cast, api, now):
        started(cast, now)
        raised(cast, now)
        [row] = api(cast.daniel).get("/decisions").json()["items"]
        clock = api(cast.daniel).get(f"/decisions/{row['id']}").json()["clock"]
        assert clock["says"] == (
            "Due Mon 30 Mar 2026, 17:00 Amsterdam = 20 shared working days after Mon 2 Mar."
        )

    @pytest.mark.parametrize("name", ["zed", "nobody", "host"])
    def test_a_stranger_finds_nothing_at_any_address(self, cast, api, now, name):
        started(cast, now)
        decision = raised(cast, now)
        before = size(cast)
        door, one = api(getattr(cast, name)), f"/decisions/{decision.pk}"
        posts = ["/answers", "/answers/withdrawal", "/pauses", "/pauses/acknowledgement"]
        posts += ["/resumption", "/deferral", "/withdrawal", "/escalation", "/meetings"]
        bodies = {
            "/answers": {"verdict": "approve", "digest": "x"},
            "/pauses": {"reason": "x", "until": "2026-04-01", "why": "agreed_freeze"},
            "/deferral": {"reason": "x", "until": "2026-04-01"},
            "/withdrawal": {"reason": "x"},
            "/escalation": {"reason": "x"},
            "/meetings": {"forum": "x", "held_on": "2026-04-01", "option": "A", "present": []},
        }
        found = [door.post(one + path, bodies.get(path)).status_code for path in posts]
        found += [door.get(p).status_code for p in (one, "/decisions", "/forums", "/blueprint")]
        found += [door.get(p).status_code for p in ("/decision-rights", "/decision-drafts")]
        found += [door.post("/decisions", ASKED).status_code]
        assert set(found) == {404}
        assert size(cast) == before

    def test_a_missing_right_is_403_and_a_refusal_409(self, cast, api, now):
        started(cast, now)
        decision = raised(cast, now)
        said = {"verdict": "approve", "option": "A", "digest": decision.digest}
        path = f"/decisions/{decision.pk}/answers"
        assert api(cast.olga).post(path, said).status_code == 403
        refused = api(cast.tomas).post(path, said)
        assert (refused.status_code, refused.json()["code"]) == (409, "cannot_answer")
        outdated = api(cast.ben).post(path, said | {"digest": "other"})
        assert outdated.status_code == 412

    def test_filters_and_pages_by_cursor(self, cast, api, now):
        started(cast, now)
        for number in range(3):
            raised(cast, now, title=f"Question {number}")
        door = api(cast.maya)
        first = door.get("/decisions?size=2").json()
        assert [row["number"] for row in first["items"]] in (
            [3, 2],
            [2, 3],
            [3, 1],
            [1, 3],
            [1, 2],
            [2, 1],
        )
        rest = door.get(f"/decisions?size=2&cursor={first['next']}").json()
        numbers = {row["number"] for row in first["items"] + rest["items"]}
        assert (numbers, rest["next"]) == ({1, 2, 3}, "")
        assert len(door.get("/decisions?text=question+1").json()["items"]) == 1
        assert len(door.get("/decisions?text=D-2").json()["items"]) == 1
        assert door.get("/decisions?state=approved").json()["items"] == []
        unknown = door.get("/decisions?state=nonsense")
        assert unknown.status_code == 422
        assert "state: it is undecided, all, draft, open" in unknown.json()["detail"]
        assert len(door.get(f"/decisions?pen={cast.bright.pk}").json()["items"]) == 3
        assert door.get("/decisions?type=roadmap").json()["items"] == []
        assert door.get("/decisions?forum=council").json()["items"] == []

    def test_steering_over_the_door(self, cast, api):
        moment = timezone.now()
        started(cast, moment)
        decision = raised(cast, moment)
        one = f"/decisions/{decision.pk}"
        until = (moment.date().replace(day=1, month=1, year=moment.year + 1)).isoformat()
        done = api(cast.daniel).post(one + "/deferral", {"reason": "Audit", "until": until})
        assert (done.status_code, done.json()["state"]) == (200, "deferred")
        assert api(cast.maya).post(one + "/resumption").json()["state"] == "open"
        escalated = api(cast.maya).post(one + "/escalation", {"reason": "Stuck"}).json()
        assert escalated["escalation"]["name"] == "Executive steering"
        withdrawn = api(cast.maya).post(one + "/withdrawal", {"reason": "No need"})
        assert withdrawn.json()["state"] == "withdrawn"

    def test_comments_joint_own_and_shared(self, cast, api, now):
        started(cast, now)
        one = f"/decisions/{raised(cast, now).pk}/comments"
        own = api(cast.maya).post(one, {"text": "Up to 50", "audience": "ours"}).json()
        api(cast.daniel).post(one, {"text": "Daily is fine"})
        assert [c["text"] for c in api(cast.ben).get(one).json()["items"]] == ["Daily is fine"]
        assert len(api(cast.jonas).get(one).json()["items"]) == 2
        assert api(cast.daniel).post(f"{one}/{own['id']}/copy", {"text": "x"}).status_code == 404
        shared = api(cast.maya).post(f"{one}/{own['id']}/copy", {"text": "Fine with us"})
        assert shared.status_code == 201
        assert len(api(cast.ben).get(one).json()["items"]) == 2

    def test_drafts_are_seen_and_changed_by_ones_own_side(self, cast, api, now):
        started(cast, now)
        made = api(cast.maya).post("/decision-drafts", {"title": "Perhaps", "type": "roadmap"})
        one = f"/decision-drafts/{made.json()['id']}"
        assert api(cast.daniel).get(one).status_code == 404
        assert api(cast.daniel).get("/decision-drafts").json()["items"] == []
        assert api(cast.tomas).put(one, {"title": "New"}).status_code == 412
        changed = api(cast.tomas).put(one, {"title": "New"}, **{"If-Match": '"1"'})
        assert (changed.json()["title"], changed.headers["ETag"]) == ("New", '"2"')
        asked = api(cast.maya).post("/decisions", ASKED | {"draft": made.json()["id"]})
        assert asked.status_code == 201
        assert api(cast.maya).get(one).status_code == 404
        second = api(cast.maya).post("/decision-drafts", {"title": "Another"}).json()
        removed = api(cast.maya).post(f"/decision-drafts/{second['id']}/removal")
        assert removed.status_code == 204

    def test_the_blueprint_is_started_changed_and_signed(self, cast, api):
        begun = api(cast.maya).post("/blueprint")
        assert begun.status_code == 201
        body = begun.json()
        assert (body["revision"], body["state"], body["in_force"]) == (1, "draft", None)
        assert {"W30"} <= {finding["rule"] for finding in body["findings"]}
        content = body["content"]
        content["rights"][0]["sla_days"] = 12
        changed = api(cast.daniel).put(
            "/blueprint", {"content": content}, **{"If-Match": begun.headers["ETag"]}
        )
        assert changed.status_code == 200, changed.content
        stale = api(cast.maya).put("/blueprint", {"content": content}, **{"If-Match": '"1"'})
        assert stale.status_code == 412
        put_up = api(cast.daniel).post("/blueprint/sign-off", **{"If-Match": '"2"'})
        digest = {"digest": put_up.json()["digest"]}
        assert api(cast.maya).post("/blueprint/signatures", digest).status_code == 403
        assert api(cast.tomas).post("/blueprint/signatures", digest).status_code == 201
        assert api(cast.tomas).post("/blueprint/signatures/withdrawal").status_code == 200
        for sponsor in (cast.tomas, cast.rachel):
            last = api(sponsor).post("/blueprint/signatures", digest)
        assert (last.json()["state"], last.json()["in_force"]) == ("signed", 1)
        assert len(api(cast.olga).get("/forums").json()["items"]) == 3
        assert len(api(cast.olga).get("/decision-rights").json()["items"]) == 4

    @pytest.mark.parametrize("days", [0, -1, 1000, 10**30, "soon", 1.5, True])
    def test_the_blueprint_says_which_sla_it_takes(self, cast, api, days):
        begun = api(cast.maya).post("/blueprint")
        content = begun.json()["content"]
        content["rights"][0]["sla_days"] = days
        content["rights"][1]["escalation"]["sla_days"] = days
        etag = begun.headers["ETag"]
        refused = api(cast.maya).put("/blueprint", {"content": content}, **{"If-Match": etag})
        assert refused.status_code == 409
        for place in ("rights[0].sla_days", "rights[1].escalation.sla_days"):
            assert f"{place}: " in refused.json()["detail"]
        says = "must be a whole number of working days from 1 to 999."
        assert refused.json()["detail"].count(says) == 2

    @pytest.mark.parametrize(
        ("format", "begins"),
        [("pdf", b"%PDF"), ("docx", b"PK"), ("md", b"# Governance"), ("xlsx", b"PK")],
    )
    def test_the_matrix_comes_in_every_format(self, cast, api, format, begins):
        assert api(cast.olga).get("/blueprint/document").status_code == 404
        api(cast.maya).post("/blueprint")
        answer = api(cast.olga).get(f"/blueprint/document?format={format}")
        assert answer.content.startswith(begins)
        assert answer.headers["Content-Disposition"].endswith(f'governance-1.{format}"')
        wrong = api(cast.olga).get("/blueprint/document?format=exe")
        assert (wrong.status_code, wrong.json()["code"]) == (409, "unknown_format")
        assert "pdf, docx, md, xlsx" in wrong.json()["detail"]

    def test_content_that_cannot_be_read_names_every_problem(self, cast, api, now):
        started(cast, now)
        content = newest(cast).content
        content["rights"][0]["joint"] = "perhaps"
        content["forums"][0]["surprise"] = 1
        refused = api(cast.maya).put("/blueprint", {"content": content}, **{"If-Match": '"1"'})
        assert refused.status_code == 409
        assert "joint" in refused.json()["detail"]
        assert "surprise" in refused.json()["detail"]

    def test_a_refusal_of_the_blueprint_needs_a_reason(self, cast, api, now):
        started(cast, now)
        put_up = api(cast.maya).post("/blueprint/sign-off", **{"If-Match": '"1"'}).json()
        said = {"digest": put_up["digest"], "reason": " "}
        assert api(cast.rachel).post("/blueprint/refusals", said).status_code == 409
        said["reason"] = "Too slow"
        refused = api(cast.rachel).post("/blueprint/refusals", said).json()
        assert (refused["state"], refused["signatures"][0]["reason"]) == ("refused", "Too slow")

    def test_a_meeting_over_the_door(self, cast, api):
        moment = timezone.now()
        started(cast, moment)
        decision = raised(cast, moment, key="roadmap", by=cast.tomas)
        said = {
            "forum": "council",
            "held_on": cast.north.day_at(moment).isoformat(),
            "option": "B",
            "present": [str(cast.maya.pk), str(cast.daniel.pk)],
            "stand_ins": [str(cast.tomas.pk), str(cast.rachel.pk)],
        }
        done = api(cast.maya).post(f"/decisions/{decision.pk}/meetings", said)
        assert [half["state"] for half in done.json()["halves"]] == ["yes", "wait"]

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_number_of_queries_does_not_grow_with_rows(
        self, cast, api, now, rows, django_assert_max_num_queries
    ):
        started(cast, now)
        for _ in range(rows):
            raised(cast, now)
        door = api(cast.maya)
        door.get("/decisions")
        with django_assert_max_num_queries(14):
            assert len(door.get("/decisions").json()["items"]) == rows


class TestTheCommandLine:
    def test_a_decision_is_asked_answered_and_settled(self, cast, cli, now):
        code, shown = cli(cast.maya, "governance", "start", "Cold Brew Venture")
        assert (code, shown["state"]) == (0, "draft")
        words = ["--type", "commercial", "--title", "Price", "--option", "Up", "--option", "Down"]
        code, asked = cli(
            cast.maya, "decisions", "raise", "Cold Brew Venture", *words, "--value", "112k"
        )
        assert (code, asked["number"], asked["value"]) == (0, 1, "112000")
        for who in (cast.tomas, cast.rachel):
            code, shown = cli(
                who, "decisions", "answer", "Cold Brew Venture", "D-1", "approve", "--option", "B"
            )
            assert code == 0
        assert (shown["state"], shown["chosen"]) == ("approved", "B")
        code, listed = cli(cast.olga, "decisions", "list", "Cold Brew Venture", "--state", "all")
        assert [row["number"] for row in listed["items"]] == [1]
        code, one = cli(cast.olga, "decisions", "show", "Cold Brew Venture", "1")
        assert one["title"] == "Price"

    def test_a_refusal_is_one_sentence_and_exit_code_one(self, cast, cli, now):
        started(cast, now)
        raised(cast, now)
        where = ("decisions", "answer", "Cold Brew Venture", "D-1", "approve", "--option", "A")
        code, said = cli(cast.tomas, *where)
        assert (code, "legal approver" in said) == (1, True)
        code, said = cli(cast.olga, *where)
        assert (code, "decision.answer" in said) == (1, True)
        code, said = cli(cast.zed, *where)
        assert (code, "no such alliance" in said) == (1, True)
        code, said = cli(cast.maya, "decisions", "show", "Cold Brew Venture", "D-99")
        assert (code, "no decision" in said) == (1, True)
        code, said = cli(
            cast.maya, "decisions", "raise", "Cold Brew Venture", "--type", "x", "--title", "y"
        )
        assert (code, "roadmap" in said) == (1, True)

    def test_waiting_going_on_commenting_and_withdrawing(self, cast, cli):
        moment = timezone.now()
        started(cast, moment)
        decision = raised(cast, moment)
        where = ("Cold Brew Venture", "D-1")
        code, _ = cli(cast.maya, "decisions", "comment", *where, "Only us", "--ours")
        assert code == 0
        assert models.Comment.objects.visible_to(cast.daniel).count() == 0
        until = (moment + timedelta(days=7)).date().isoformat()
        waiting = ["--why", "agreed_freeze", "--reason", "Audit", "--until", until]
        code, shown = cli(cast.maya, "decisions", "pause", *where, *waiting)
        assert (code, shown["state"]) == (0, "waiting")
        assert cli(cast.daniel, "decisions", "resume", *where)[1]["state"] == "open"
        code, shown = cli(cast.maya, "decisions", "withdraw", *where, "--reason", "No need")
        assert (code, shown["state"], state(decision)) == (0, "withdrawn", "withdrawn")

    def test_signing_the_blueprint(self, cast, cli, now):
        started(cast, now)
        commands.put_up_blueprint(by=cast.maya, alliance=cast.alliance, version=1, now=now)
        for sponsor in (cast.tomas, cast.rachel):
            code, shown = cli(sponsor, "governance", "sign", "Cold Brew Venture")
            assert code == 0
        assert shown["state"] == "signed"
        assert cli(cast.zed, "governance", "show", "Harbour Cold Chain")[0] == 1


class TestAMeetingThroughEveryDoor:
    @pytest.fixture
    def roadmap(self, cast, moment):
        started(cast, moment)
        return raised(cast, moment, key="roadmap", by=cast.tomas)

    def words(self, cast, decision, *people):
        day = cast.north.day_at(decision.raised_at).isoformat()
        words = ["decisions", "meeting", "Cold Brew Venture", "D-1", "--forum", "council"]
        words += ["--held-on", day, "--option", "A"]
        return words + [word for one in people for word in ("--present", one.email)]

    def test_all_say_the_same_of_who_was_missing(self, cast, api, browse, cli, roadmap):
        says = (
            "Northwind had 1 of the 2 people that the quorum asks for: Maya Lindqvist counts. "
            "Brightleaf had 0 of the 2 people that the quorum asks for: Daniel Okafor was missing; "
            "Rachel Kim is no member and stood in for nobody."
        )
        said = {
            "forum": "council",
            "held_on": cast.north.day_at(roadmap.raised_at).isoformat(),
            "option": "A",
            "present": [str(cast.maya.pk), str(cast.rachel.pk)],
        }
        refused = api(cast.maya).post(f"/decisions/{roadmap.pk}/meetings", said)
        assert (refused.status_code, refused.json()["detail"]) == (409, says)
        for stranger in (cast.zed.pk, uuid4()):
            named = said | {"present": [*said["present"], str(stranger)]}
            answer = api(cast.maya).post(f"/decisions/{roadmap.pk}/meetings", named).json()
            assert (
                answer["detail"]
                == "Only people with a seat in this alliance can be named as present."
            )
        page = browse(cast.maya).send(one(roadmap, "/meetings"), said, status=422)
        assert says in plain(page)
        code, printed = cli(cast.maya, *self.words(cast, roadmap, cast.maya, cast.rachel))
        assert (code, says in printed) == (1, True)

    def test_the_command_line_records_it(self, cast, cli, roadmap):
        words = self.words(cast, roadmap, cast.maya, cast.daniel)
        words += ["--stand-in", cast.tomas.email, "--stand-in", cast.rachel.email]
        code, shown = cli(cast.maya, *words)
        assert (code, [half["state"] for half in shown["halves"]]) == (0, ["yes", "wait"])

    def test_the_command_line_knows_only_people_and_forums_of_the_alliance(
        self, cast, cli, roadmap
    ):
        words = self.words(cast, roadmap, cast.zed)
        code, printed = cli(cast.maya, *words)
        assert (code, "Nobody with a seat here has the address" in printed) == (1, True)
        words[words.index("council")] = "nowhere"
        assert "There is no forum 'nowhere': use council" in cli(cast.maya, *words)[1]


def test_answers_through_every_door_end_in_the_same_rows(cast, api, cli, now):
    started(cast, now)
    signed(cast, now)
    assert right(cast).ended_at is None
    decision = raised(cast, now)
    answer(cast.ingrid, decision, now)
    said = {"verdict": "approve", "option": "A", "digest": decision.digest}
    api(cast.jonas).post(f"/decisions/{decision.pk}/answers", said)
    cli(cast.hannah, "decisions", "answer", "Cold Brew Venture", "D-1", "approve", "--option", "A")
    rows = decision.answers.values_list("verdict", "option", "digest")
    assert set(rows) == {("approve", "A", decision.digest)}
    assert rows.count() == 3

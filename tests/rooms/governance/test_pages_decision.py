"""The page of one decision: answering, steering and talking, as people of both sides."""

from datetime import timedelta

import pytest

from allied.rooms.governance import commands
from tests.rooms.diligence.stage import plain
from tests.rooms.governance.cases import (
    answer,
    fresh,
    halves,
    kinds,
    raised,
    size,
    started,
    state,
)
from tests.rooms.governance.pages import one

BACKEND = "allied.people.backends.WithHome"


class TestOneDecision:
    def test_it_says_for_whom_it_waits_and_offers_the_one_coloured_button(
        self, cast, browse, decision
    ):
        page = browse(cast.ingrid).open(one(decision))
        assert "It waits for you, Ingrid." in page
        assert "Approve for Northwind" in page
        assert page.count("Approve for") == 1
        other = browse(cast.maya).open(one(decision))
        assert "Approve for" not in other
        assert "legal approver" in other

    def test_the_ruler_counts_shared_working_days(self, cast, browse, decision):
        page = browse(cast.daniel).open(one(decision))
        assert "0 of 20 working days used" in page
        assert "A day counts only when both companies work." in page
        assert "Show the arithmetic" in page

    def test_approving_fills_the_half_and_says_so(self, cast, browse, decision):
        ingrid = browse(cast.ingrid)
        said = {"verdict": "approve", "option": "A", "revision_digest": decision.digest}
        answered = ingrid.send(one(decision, "/answers"), said)
        assert answered.headers["Location"].endswith(str(decision.pk))
        page = ingrid.open(one(decision))
        assert "Approved for Northwind. It stands in the record." in page
        assert "Take my answer back" in page
        assert kinds(cast)[-1] == "answer.given"

    def test_declining_without_a_reason_is_refused_beside_the_field(self, cast, browse, decision):
        said = {"verdict": "decline", "revision_digest": decision.digest}
        answered = browse(cast.ben).send(one(decision, "/answers"), said, status=422)
        assert "Give a reason to decline" in plain(answered)
        assert state(decision) == "open"

    def test_conditions_are_one_per_line(self, cast, browse, decision):
        said = {
            "verdict": "approve",
            "option": "A",
            "conditions": "Access is logged\n\nIt ends with the alliance",
            "revision_digest": decision.digest,
        }
        browse(cast.jonas).send(one(decision, "/answers"), said)
        [kept] = fresh(decision).answers.all()
        assert kept.conditions == ["Access is logged", "It ends with the alliance"]
        assert "2 conditions" in browse(cast.daniel).open(one(decision))

    def test_an_answer_is_taken_back(self, cast, browse, decision, moment):
        answer(cast.ben, decision, moment)
        browse(cast.ben).send(one(decision, "/answers/withdrawal"))
        assert halves(decision) == ["wait", "wait"]
        refused = browse(cast.ben).send(one(decision, "/answers/withdrawal"), status=422)
        assert "You have not answered this decision." in plain(refused)

    def test_a_settled_decision_says_how_it_ended(self, cast, browse, decision, moment):
        for who in (cast.ben, cast.hannah, cast.ingrid, cast.jonas):
            answer(who, decision, moment)
        page = browse(cast.olga).open(one(decision))
        assert "Both companies approved option A." in page
        assert "Approve for" not in page
        assert "Replace by another" in page

    @pytest.mark.parametrize("name", ["zed", "nobody"])
    def test_a_stranger_finds_nothing(self, cast, browse, decision, name):
        stranger = browse(getattr(cast, name))
        before = size(cast)
        for path in ("", "/pauses", "/deferral", "/withdrawal", "/escalation", "/meetings"):
            stranger.open(one(decision, path), status=404)
        for path in ("/answers", "/comments", "/acknowledgement", "/resumption", "/pauses"):
            stranger.send(one(decision, path), status=404)
        for path in ("/decisions", "/decisions/new", "/decisions/drafts", "/governance"):
            stranger.open(path, status=404)
        assert size(cast) == before

    def test_a_seat_without_the_right_is_told_so(self, cast, browse, decision):
        olga = browse(cast.olga)
        said = {"verdict": "approve", "option": "A", "revision_digest": decision.digest}
        olga.send(one(decision, "/answers"), said, status=403)
        for path in ("/pauses", "/deferral", "/withdrawal", "/escalation", "/meetings"):
            olga.open(one(decision, path), status=403)

    def test_the_record_tells_its_lines_without_private_words(self, cast, browse, decision, moment):
        answer(cast.ben, decision, moment)
        page = browse(cast.daniel).open(one(decision))
        assert "Asked for the decision" in page
        assert "Approved option A" in page


class TestSteering:
    def test_waiting_for_information_and_going_on(self, cast, browse, decision, moment):
        maya, daniel = browse(cast.maya), browse(cast.daniel)
        assert "The clock runs again on" in maya.open(one(decision, "/pauses"))
        day = (moment + timedelta(days=8)).date()
        until = day.isoformat()
        said = {"why": "waiting_for_external_body", "reason": "The lab measures", "until": until}
        maya.send(one(decision, "/pauses"), said | {"until": "2020-01-01"}, status=422)
        maya.send(one(decision, "/pauses"), said)
        for who in (maya, daniel):  # in Amsterdam and in New York it is the same day
            words = f"until {day:%a} {day.day} {day:%b}"
            assert f"The clock stands still {words}" in who.open(one(decision))
        assert "Acknowledge for Northwind" not in maya.open(one(decision))
        assert "Acknowledge for Brightleaf" in daniel.open(one(decision))
        daniel.send(one(decision, "/acknowledgement"))
        assert "Acknowledged by the other company." in maya.open(one(decision))
        daniel.send(one(decision, "/resumption"))
        assert state(decision) == "open"
        refused = daniel.send(one(decision, "/resumption"), status=422)
        assert "This decision is open." in plain(refused)

    def test_deferring_taking_up_escalating_withdrawing(self, cast, browse, decision, moment):
        maya = browse(cast.maya)
        until = (moment + timedelta(days=30)).date().isoformat()
        maya.open(one(decision, "/deferral"))
        maya.send(one(decision, "/deferral"), {"reason": "After the audit", "until": until})
        assert "Take up again now" in maya.open(one(decision))
        maya.send(one(decision, "/resumption"))
        maya.open(one(decision, "/escalation"))
        maya.send(one(decision, "/escalation"), {"reason": "Stuck"})
        assert "Executive steering" in maya.open(one(decision))
        maya.send(one(decision, "/withdrawal"), {"reason": ""}, status=422)
        maya.send(one(decision, "/withdrawal"), {"reason": "No need"})
        assert "Northwind withdrew it." in maya.open(one(decision))

    def test_a_meeting_is_recorded_with_who_was_there(self, cast, browse, moment):
        started(cast, moment)
        roadmap = raised(cast, moment, key="roadmap", by=cast.tomas)
        maya = browse(cast.maya)
        assert "Who was there" in maya.open(one(roadmap, "/meetings"))
        said = {
            "forum": "council",
            "held_on": cast.north.day_at(moment).isoformat(),
            "option": "A",
            "present": [str(cast.maya.pk)],
        }
        refused = maya.send(one(roadmap, "/meetings"), said, status=422)
        assert "that the quorum asks for" in plain(refused)
        said["present"] += [str(cast.daniel.pk)]
        said["stand_ins"] = [str(cast.tomas.pk), str(cast.rachel.pk)]
        maya.send(one(roadmap, "/meetings"), said)
        assert halves(roadmap) == ["yes", "wait"]
        assert "Operational council took option A" in browse(cast.daniel).open(one(roadmap))


class TestTheDiscussion:
    def test_who_reads_a_comment_is_chosen_before_it_is_sent(self, cast, browse, decision):
        maya = browse(cast.maya)
        maya.send(one(decision, "/comments"), {"audience": "private", "body": "Up to 50"})
        maya.send(one(decision, "/comments"), {"audience": "joint", "body": "Daily is fine"})
        assert "Only Northwind sees this comment" in maya.open(one(decision))
        theirs = browse(cast.daniel).open(one(decision))
        assert "Daily is fine" in theirs
        assert "Up to 50" not in theirs
        maya.send(one(decision, "/comments"), {"audience": "joint", "body": ""}, status=422)

    def test_a_contributor_comments_for_both_only(self, cast, browse, decision):
        carl = browse(cast.carl)
        assert "Post for Northwind only" not in carl.open(one(decision))
        carl.send(one(decision, "/comments"), {"audience": "joint", "body": "Seen"})
        carl.send(one(decision, "/comments"), {"audience": "private", "body": "x"}, status=403)

    def test_an_observer_only_reads(self, cast, browse, decision):
        assert "composer" not in browse(cast.olga).open(one(decision))

    def test_sharing_shows_who_reads_it_before_and_after(self, cast, browse, decision, moment):
        own = commands.comment_on_decision(
            by=cast.jonas,
            decision=decision,
            text="Use theirs. Ours is late.",
            audience="ours",
            now=moment,
        )
        path = one(decision, f"/comments/{own.pk}/copy")
        page = browse(cast.maya).open(path)
        assert "Exactly these words become visible" in page
        browse(cast.daniel).open(path, status=404)
        browse(cast.jonas).open(path, status=403)
        browse(cast.maya).send(path, {"text": "Use theirs."}, status=422)
        browse(cast.maya).send(path, {"text": "Use theirs.", "read": "on"})
        theirs = browse(cast.daniel).open(one(decision))
        assert "Use theirs." in theirs
        assert "Ours is late" not in theirs

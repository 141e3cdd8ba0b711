"""The pages of the blueprint, and how many queries pages of this room ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from allied.rooms.governance import commands, models, rights
from tests.rooms.diligence.stage import Browser, plain
from tests.rooms.governance.cases import (
    answer,
    change,
    newest,
    raised,
    signed,
    started,
)

BACKEND = "allied.people.backends.WithHome"


class TestGovernance:
    def test_it_starts_in_one_click(self, cast, browse):
        maya = browse(cast.maya)
        assert "Start from these" in maya.open("/governance")
        assert "Start from these" not in browse(cast.olga).open("/governance")
        maya.send("/governance/start")
        page = maya.open("/governance")
        assert "Three forums, four decision types" in page
        assert "Roadmap changes" in page
        assert "cannot be approved in writing" in page
        maya.send("/governance/start")  # a second click says that it is there already
        assert "has its governance blueprint already" in maya.open("/governance")

    def test_the_matrix_is_written_row_by_row(self, cast, browse, moment):
        started(cast, moment)
        maya = browse(cast.maya)
        assert "Decision type" in maya.open("/governance/rights/roadmap")
        said = {
            "name": "Roadmap changes",
            "owner_seats": ["alliance manager"],
            "joint": "yes",
            "forum": "council",
            "sla_days": "12",
            "written": "on",
            "escalation_to": "sponsors",
            "escalation_days": "5",
            "deadlock": "option",
            "deadlock_role": "sponsor",
            "version": "1",
        }
        maya.send("/governance/rights/roadmap", said)
        row = models.DecisionRight.objects.visible_to(cast.maya).get(key="roadmap")
        assert (row.sla_days, row.content["escalation"]) == (12, {"to": "sponsors", "sla_days": 5})
        refused = maya.send("/governance/rights/roadmap", said | {"sla_days": "13"}, status=422)
        assert "Somebody else changed the blueprint" in plain(refused)
        maya.send("/governance/rights/new", said | {"name": "Press releases", "version": "2"})
        assert "Press releases" in maya.open("/governance")
        maya.open("/governance/rights/press-releases/removal")
        maya.send("/governance/rights/press-releases/removal", {"version": "3"})
        maya.open("/governance/rights/press-releases", status=404)

    @pytest.mark.parametrize("days", ["0", "-1", "1000", "soon", "1.5"])
    def test_a_row_says_which_sla_it_takes(self, cast, browse, moment, days):
        started(cast, moment)
        said = {"name": "Roadmap changes", "joint": "yes", "sla_days": days, "version": "1"}
        refused = browse(cast.maya).send("/governance/rights/roadmap", said, status=422)
        says = "SLA in working days: a whole number of working days from 1 to 999, or nothing."
        assert says in plain(refused)
        assert "Ensure this value" not in plain(refused)

    def test_a_forum_is_written_with_its_people(self, cast, browse, moment):
        started(cast, moment)
        maya = browse(cast.maya)
        maya.open("/governance/forums/council")
        said = {
            "name": "Ops council",
            "layer": "operational",
            "rhythm": "fortnightly",
            "members": [str(cast.maya.pk), str(cast.daniel.pk)],
            "quorum": "1",
            "version": "1",
        }
        wrong = maya.send("/governance/forums/council", said | {"rhythm": "sometimes"}, status=422)
        assert "rhythm" in plain(wrong).lower()
        maya.send("/governance/forums/council", said)
        forum = models.Forum.objects.visible_to(cast.maya).get(key="council")
        assert (forum.name, forum.rhythm) == ("Ops council", "FREQ=WEEKLY;INTERVAL=2")
        assert forum.members.filter(ended_at=None).count() == 2
        maya.send("/governance/forums/new", said | {"name": "Data board", "version": "2"})
        maya.open("/governance/forums/data-board/removal")
        maya.send("/governance/forums/data-board/removal", {"version": "3"})
        maya.open("/governance/forums/nothing", status=404)

    @pytest.mark.parametrize("name", ["ingrid", "carl", "olga"])
    def test_others_read_it_and_write_nothing(self, cast, browse, moment, name):
        started(cast, moment)
        reader = browse(getattr(cast, name))
        assert "Add a forum" not in reader.open("/governance")
        reader.open("/governance/rights/roadmap", status=403)
        reader.send("/governance/sign-off", {"version": "1"}, status=403)

    def test_both_sponsors_sign_on_the_page(self, cast, browse, moment):
        started(cast, moment)
        browse(cast.maya).send("/governance/sign-off", {"version": "1"})
        digest = {"digest": newest(cast).digest}
        tomas, rachel = browse(cast.tomas), browse(cast.rachel)
        assert "Sign for Northwind" in tomas.open("/governance")
        tomas.send("/governance/signatures", digest)
        tomas.send("/governance/signatures/withdrawal")
        tomas.send("/governance/signatures", digest)
        outdated = rachel.send("/governance/signatures", {"digest": "other"}, status=422)
        assert "is not the version you read" in plain(outdated)
        rachel.send("/governance/signatures", digest)
        assert "Version 1, in force since" in rachel.open("/governance")

    def test_refusing_needs_a_reason_that_both_read(self, cast, browse, moment):
        started(cast, moment)
        browse(cast.maya).send("/governance/sign-off", {"version": "1"})
        rachel = browse(cast.rachel)
        rachel.open("/governance/refusals")
        rachel.send("/governance/refusals", {"reason": ""}, status=422)
        rachel.send("/governance/refusals", {"reason": "Ten days are too few"})
        assert "Ten days are too few" in browse(cast.maya).open("/governance")

    def test_a_new_draft_says_what_it_changes(self, cast, browse, moment):
        started(cast, moment)
        signed(cast, moment)
        change(cast, "roadmap", moment, sla_days=15)
        page = browse(cast.daniel).open("/governance")
        assert "Version 1 stays in force" in page
        assert "10 working days → 15 working days" in page
        versions = browse(cast.olga).open("/governance/versions")
        assert "Version 2" in versions
        assert "In force" in versions

    def test_how_often_time_was_kept_stands_in_the_row(self, cast, browse, moment):
        started(cast, moment)
        decision = raised(cast, moment)
        answer(cast.ben, decision, moment, verdict="decline", reason="No")
        assert "1 of 1" in browse(cast.maya).open("/governance")

    def test_the_tie_break_stands_under_the_type(self, cast, browse, moment):
        started(cast, moment)
        decider = rights.Deadlock(
            kind=rights.Tiebreak.DECIDER, party=str(cast.bright.pk), role="sponsor"
        )
        change(cast, "roadmap", moment, deadlock=decider)
        assert "No decision: Brightleaf decides" in browse(cast.maya).open("/governance")


@pytest.mark.parametrize("path", ["/decisions", "/decisions/one", "/governance"])
def test_the_number_of_queries_does_not_grow_with_rows(cast, path, django_assert_max_num_queries):
    # Inside a test PostgreSQL adds savepoints and the words that restore the scope around it.
    most, moment = 12 if connection.vendor == "sqlite" else 17, timezone.now()
    started(cast, moment)
    decision = raised(cast, moment)
    maya = Browser(cast.maya, cast)
    path = path.replace("one", str(decision.pk))
    counts = []
    for more in (0, 29):
        for _ in range(more):
            raised(cast, moment)
            commands.comment_on_decision(
                by=cast.maya, decision=decision, text="x", audience="joint", now=moment
            )
        maya.open(path)
        with django_assert_max_num_queries(most) as seen:
            maya.open(path)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_clock_that_stood_still_costs_one_query_for_all(cast, django_assert_max_num_queries):
    most, moment = 12 if connection.vendor == "sqlite" else 17, timezone.now()
    started(cast, moment)
    maya = Browser(cast.maya, cast)
    decisions = [raised(cast, moment) for _ in range(6)]
    counts = []
    for paused in (decisions[:1], decisions[1:]):
        for decision in paused:
            commands.ask_for_information(
                by=cast.maya,
                decision=decision,
                why="waiting_for_other_side",
                reason="The other offer is missing",
                until=moment.date() + timedelta(days=5),
                now=moment,
            )
        maya.open("/decisions")
        with django_assert_max_num_queries(most) as seen:
            page = maya.open("/decisions")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert page.count("Clock stands still") == 6

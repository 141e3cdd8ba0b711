"""The pages of this room, opened and used as people of both sides."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from allied.rooms.governance import commands, models, rights
from tests.rooms.governance.cases import (
    answer,
    change,
    fresh,
    halves,
    kinds,
    newest,
    question,
    raised,
    signed,
    size,
    started,
    state,
)
from tests.web.soundness import faults_of

BACKEND = "allied.people.backends.WithHome"


class Browser:
    """A signed-in person who opens pages and sends forms."""

    def __init__(self, person, cast):
        self.client = Client()
        self.client.force_login(person, backend=BACKEND)
        self.base = f"/alliances/{cast.alliance.pk}"

    def open(self, path, status=200):
        answer = self.client.get(self.base + path)
        assert answer.status_code == status, (path, answer.status_code)
        text = answer.content.decode()
        if status == 200:
            assert faults_of(text) == [], path
        return text

    def send(self, path, said=None, status=303):
        answer = self.client.post(self.base + path, said or {})
        assert answer.status_code == status, (path, answer.status_code, plain(answer))
        if status == 422:
            assert faults_of(answer.content.decode()) == [], path
        return answer


def plain(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def browse(cast):
    return lambda person: Browser(person, cast)


@pytest.fixture
def moment():
    return timezone.now()


@pytest.fixture
def decision(cast, moment):
    started(cast, moment)
    return raised(cast, moment)


def one(decision, rest=""):
    return f"/decisions/{decision.pk}{rest}"


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
            "held_on": moment.date().isoformat(),
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


ASK = {
    "act": "raise",
    "type": "data-sharing",
    "title": "Share sell-out data",
    "option_1_title": "Daily",
    "option_1_facts": "Waste: 3.7%\nReady: 7 December",
    "option_2_title": "Not at all",
    "recommendation": "A",
    "value": "€112 k",
}


class TestAsking:
    def test_the_form_has_four_options_and_asks_without_a_script(self, cast, browse, moment):
        started(cast, moment)
        maya = browse(cast.maya)
        page = maya.open("/decisions/new")
        assert "Option D" in page
        asked = maya.send("/decisions/new", ASK)
        made = models.Decision.objects.visible_to(cast.daniel).get()
        assert asked.headers["Location"].endswith(str(made.pk))
        assert made.options[0]["facts"] == [["Waste", "3.7%"], ["Ready", "7 December"]]
        assert (made.value, made.currency) == (112000, "EUR")

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"type": ""}, "Choose the type"),
            ({"value": "plenty"}, "is not an amount"),
            (
                {"option_1_title": "", "option_2_title": "", "recommendation": ""},
                "at least one option",
            ),
            ({"recommendation": "D"}, "Choose option A or B, or leave it open."),
            ({"title": ""}, "Fill in “What is to be decided”."),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_lost(
        self, cast, browse, moment, said, sentence
    ):
        started(cast, moment)
        before = size(cast)
        refused = browse(cast.maya).send("/decisions/new", ASK | said, status=422)
        assert sentence in plain(refused)
        assert 'value="Daily"' in refused.content.decode() or "option_1_title" in said
        assert size(cast) == before

    def test_everything_that_is_missing_is_said_at_once(self, cast, browse, moment):
        started(cast, moment)
        said = ASK | {"type": "", "title": "", "value": "plenty", "recommendation": "D"}
        page = plain(browse(cast.maya).send("/decisions/new", said, status=422))
        assert "Four things to fix" in page
        said = {"act": "draft", "title": "Perhaps", "type": ""}
        browse(cast.maya).send("/decisions/new", said)

    @pytest.mark.parametrize("name", ["carl", "olga"])
    def test_who_may_not_ask_sees_no_form(self, cast, browse, name):
        browse(getattr(cast, name)).open("/decisions/new", status=403)

    def test_a_draft_is_kept_changed_and_asked(self, cast, browse, moment):
        started(cast, moment)
        maya = browse(cast.maya)
        kept = maya.send("/decisions/new", {"act": "draft", "title": "Perhaps share"})
        path = kept.headers["Location"].removeprefix(maya.base)
        assert "Perhaps share" in browse(cast.tomas).open("/decisions/drafts")
        browse(cast.daniel).open(path, status=404)
        assert "Perhaps share" not in browse(cast.daniel).open("/decisions/drafts")
        outdated = browse(cast.tomas).send(
            path, {"act": "draft", "title": "Other", "version": "7"}, status=422
        )
        assert "A colleague changed this draft" in plain(outdated)
        maya.send(path, {"act": "draft", "title": "Share it", "version": "1"})
        maya.send(path, ASK | {"title": "Share it"})
        assert models.Decision.objects.visible_to(cast.daniel).get().title == "Share it"
        maya.open(path, status=404)

    def test_a_draft_is_removed_after_asking_once_more(self, cast, browse, moment):
        maya = browse(cast.maya)
        made = commands.write_draft(
            by=cast.maya, alliance=cast.alliance, question=question(), now=moment
        )
        path = f"/decisions/drafts/{made.pk}"
        assert "€112" in maya.open("/decisions/drafts")
        assert "EUR 112000" in maya.open(path)
        assert "Remove this draft?" in maya.open(f"{path}/removal")
        maya.send(f"{path}/removal")
        assert "No drafts." in maya.open("/decisions/drafts")

    def test_a_decision_is_replaced_by_another(self, cast, browse, decision):
        maya = browse(cast.maya)
        page = maya.open(f"/decisions/new?replaces={decision.pk}&type=data-sharing")
        assert "It replaces D-1" in page
        maya.send(f"/decisions/new?replaces={decision.pk}", ASK)
        assert state(decision) == "superseded"
        assert "A later decision took its place." in maya.open(one(decision))
        maya.open(f"/decisions/new?replaces={uuid4()}", status=404)

    def test_a_double_click_asks_once(self, cast, browse, moment):
        started(cast, moment)
        maya = browse(cast.maya)
        first = maya.send("/decisions/new", ASK | {"once": "k1"})
        second = maya.send("/decisions/new", ASK | {"once": "k1"})
        assert first.headers["Location"] == second.headers["Location"]
        assert models.Decision.objects.visible_to(cast.maya).count() == 1


class TestTheRegister:
    def test_it_says_how_many_wait_and_what_waiting_costs(self, cast, browse, decision):
        page = browse(cast.maya).open("/decisions")
        assert "One decision waits." in page
        assert "Decision debt" in page
        assert "€112 k" in page

    def test_an_empty_register_offers_the_first_step(self, cast, browse):
        page = browse(cast.daniel).open("/decisions")
        assert "Nothing waits to be decided" in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", True),
            ("?state=all", True),
            ("?state=approved", False),
            ("?type=data-sharing", True),
            ("?type=roadmap", False),
            ("?forum=council", False),
            ("?overdue=on", False),
            ("?text=sell-out", True),
            ("?text=D-1", True),
            ("?text=999999999999999999", False),
            ("?state=nonsense&type=nonsense", True),
            ("?before=1", False),
        ],
    )
    def test_filters_stand_in_the_address(self, cast, browse, decision, query, found):
        page = browse(cast.maya).open(f"/decisions{query}")
        assert ("Share store-level" in page) is found

    def test_the_side_that_holds_the_pen(self, cast, browse, decision, moment):
        for who in (cast.ben, cast.hannah):
            answer(who, decision, moment)
        maya = browse(cast.maya)
        assert "Share store-level" in maya.open(f"/decisions?pen={cast.north.pk}")
        assert "Share store-level" not in maya.open(f"/decisions?pen={cast.bright.pk}")

    def test_late_ones_are_counted_and_found(self, cast, browse, now):
        started(cast, now)
        raised(cast, now)
        page = browse(cast.maya).open("/decisions?overdue=on")
        assert "One decision waits.</b> It is late." in page
        assert "working days late" in page

    def test_pages_by_number(self, cast, browse, moment):
        started(cast, moment)
        for number in range(52):
            raised(cast, moment, title=f"Question {number}")
        page = browse(cast.maya).open("/decisions")
        assert "Older decisions" in page
        older = browse(cast.maya).open("/decisions?before=3")
        assert "Question 0" in older
        assert "Older decisions" not in older


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

"""The life of a conflict, from the private draft to the settlement that both sides accepted."""

from decimal import Decimal

import pytest

from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.scope import OURS
from allied.rooms.conflict import commands
from allied.rooms.conflict.models import Conflict, ConflictDraft, FactReply, Settlement, Worksheet
from allied.rooms.conflict.references import Reference
from allied.rooms.governance import commands as governance
from tests.conftest import NOON
from tests.rooms.conflict.stage import (
    TITLE,
    at,
    awaited,
    entries,
    fact,
    fresh,
    kinds,
    matter,
    own_kinds,
    raised,
    signed_ladder,
    standing,
    steps,
    way,
)
from tests.rooms.diligence.stage import private as private_risk
from tests.rooms.diligence.stage import risk as joint_risk
from tests.rooms.governance.cases import answer as answer_decision
from tests.rooms.governance.cases import right, started

pytestmark = pytest.mark.django_db


class TestRaising:
    """A seat raises a matter; it is joint from birth and its first step runs at once."""

    def test_both_sides_read_it_and_the_owners_of_the_first_step_are_asked(self, cast):
        made = raised(cast)
        assert made.ref == "C-1"
        for name in ("maya", "olga", "rachel"):
            assert Conflict.objects.visible_to(getattr(cast, name)).get() == made
        assert not Conflict.objects.visible_to(cast.zed).exists()
        step = standing(made)
        assert (step.name, step.clock.days, step.clock.mode) == (
            "The two who work on it",
            2,
            "both",
        )
        # Nobody leads operations here, so the step falls to the alliance managers.
        assert awaited(cast, "resolve") == {"maya", "daniel"}
        assert awaited(cast, "state") == {"maya", "daniel"}
        assert kinds() == ["matter.raised"]

    @pytest.mark.parametrize(
        ("name", "may"),
        [
            ("maya", True),
            ("tomas", True),
            ("carl", True),
            ("ingrid", True),
            ("olga", False),
            ("zed", False),
            ("nobody", False),
            ("host", False),
        ],
    )
    def test_who_may_raise(self, cast, name, may):
        if may:
            assert raised(cast, by=getattr(cast, name)).number == 1
        else:
            with pytest.raises(NotAllowed):
                raised(cast, by=getattr(cast, name))
            assert kinds() == []

    @pytest.mark.parametrize(
        ("title", "code"),
        [
            ("Daniel Okafor does not answer", "names_person"),
            ("DANIEL OKAFOR does not answer", "names_person"),
            ("Okafor does not answer", "may_name_person"),
            ("Rachel’s promise of 3 March", "may_name_person"),
            ("  ", "empty"),
            ("x" * 161, "text"),
            ("Savings\x00", "text"),
        ],
    )
    def test_a_title_names_the_matter_and_never_a_person(self, cast, title, code):
        with pytest.raises(Refused) as refused:
            raised(cast, title=title)
        assert (refused.value.code, refused.value.field) == (code, "title")
        assert not Conflict.objects.visible_to(cast.maya).exists()

    def test_a_word_that_only_could_be_a_name_can_be_confirmed(self, cast):
        made = raised(cast, title="The Kim depot opens late", not_a_person=True)
        assert made.title == "The Kim depot opens late"
        with pytest.raises(Refused, match="names Rachel Kim"):
            raised(cast, title="Rachel Kim opens late", not_a_person=True)

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"severity": 4}, "severity"),
            ({"severity": 0}, "severity"),
            ({"kind": "politics"}, "kind"),
            ({"text": ""}, "text"),
            ({"text": "x" * 5001}, "text"),
            ({"stake": Decimal(-1), "currency": "EUR"}, "stake"),
            ({"stake": Decimal("NaN"), "currency": "EUR"}, "stake"),
            ({"stake": Decimal(26000)}, "currency"),
            ({"stake": Decimal(26000), "currency": "12€"}, "currency"),
            ({"unit": "x" * 21}, "unit"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_beside_its_field(self, cast, more, field):
        with pytest.raises(Refused) as refused:
            raised(cast, **more)
        assert refused.value.field == field

    def test_it_may_be_about_a_joint_record_and_never_about_a_private_or_foreign_one(self, cast):
        joint = joint_risk(cast)
        made = raised(cast, about=Reference(kind="risk", id=str(joint.pk)))
        assert made.about == {
            "kind": "risk",
            "id": str(joint.pk),
            "label": f"R-1 {joint.title}",
        }
        mine = private_risk(cast)
        nowhere = "00000000-0000-4000-8000-00000000dead"
        said = set()
        for wrong in (str(mine.pk), nowhere, "R-1"):
            with pytest.raises(Refused) as refused:
                raised(cast, by=cast.maya, about=Reference(kind="risk", id=wrong))
            said.add(refused.value.sentence.replace(wrong, "…"))
        assert len(said) == 1, "private, absent and malformed read alike"
        with pytest.raises(Refused, match="Accepted are"):
            raised(cast, about=Reference(kind="note", id=nowhere))


class TestDrafts:
    """A side prepares alone; what it raises is a copy."""

    def test_a_draft_is_one_sides_own_until_it_is_raised(self, cast):
        draft = commands.write_conflict_draft(
            by=cast.maya,
            alliance=cast.alliance,
            matter=matter("Our line on Daniel", text=""),
            now=NOON,
        )
        assert own_kinds() == ["draft.written"]
        assert kinds() == []
        assert not ConflictDraft.objects.visible_to(cast.daniel).exists()
        assert not ConflictDraft.objects.visible_to(cast.olga).exists()
        made = raised(cast, by=cast.maya, draft=draft)
        assert made.title == TITLE, "only the words that were chosen become joint"
        ended = fresh(draft)
        assert (ended.raised_as, ended.title) == (made, "Our line on Daniel")
        with pytest.raises(Refused, match="already"):
            raised(cast, by=cast.maya, draft=draft)
        with pytest.raises(Refused, match="already"):
            commands.remove_conflict_draft(by=cast.maya, draft=draft, now=NOON)

    def test_an_older_version_is_refused(self, cast):
        draft = commands.write_conflict_draft(
            by=cast.maya, alliance=cast.alliance, matter=matter(), now=NOON
        )
        known = {"by": cast.maya, "draft": draft, "now": NOON}
        commands.change_conflict_draft(version=1, matter=matter("Another"), **known)
        with pytest.raises(Outdated):
            commands.change_conflict_draft(version=1, matter=matter("A third"), **known)
        assert fresh(draft).title == "Another"


class TestSaying:
    """Each side writes its own position; the worksheet beside it stays its own."""

    def test_each_side_writes_its_own_and_both_read_it(self, cast):
        made = raised(cast)
        mine = commands.write_position(
            by=cast.maya,
            conflict=made,
            claim="€112 k",
            position="Credits are a saving.",
            interests="A rule that holds next year.",
            version=0,
            now=NOON,
        )
        assert (mine.party, mine.version) == (cast.north, 1)
        assert awaited(cast, "state") == {"daniel"}
        with pytest.raises(Outdated):
            commands.write_position(
                by=cast.tomas, conflict=made, position="Another", version=0, now=NOON
            )
        assert kinds() == ["matter.raised", "position.written"]

    @pytest.mark.parametrize("name", ["olga", "carl", "zed"])
    def test_others_do_not_speak_for_the_side(self, cast, name):
        made = raised(cast)
        with pytest.raises(NotAllowed):
            commands.write_position(
                by=getattr(cast, name), conflict=made, position="No", version=0, now=NOON
            )

    def test_the_worksheet_never_leaves_its_side_and_never_enters_the_joint_record(self, cast):
        made = raised(cast)
        before = len(entries())
        commands.write_worksheet(
            by=cast.maya, conflict=made, text="15 is fine", way_out="Arbitrate", version=0, now=NOON
        )
        assert len(entries()) == before
        assert [entry.kind for entry in entries(OURS)] == ["conflict.worksheet.written"]
        assert Worksheet.objects.visible_to(cast.tomas).count() == 1
        for name in ("daniel", "olga", "carl", "zed"):
            assert not Worksheet.objects.visible_to(getattr(cast, name)).exists()
        assert fresh(made).version == made.version, "not even the version tells"


class TestFacts:
    """Line by line: accepted, or disputed with a reason and both versions."""

    def test_the_other_side_answers_and_the_side_that_proposed_does_not(self, cast):
        made = raised(cast)
        line = fact(cast, made, value=Decimal("26.0"))
        assert awaited(cast, "check") == {"daniel"}
        with pytest.raises(Refused, match="The other one answers it"):
            commands.accept_fact(by=cast.tomas, fact=line, version=1, now=NOON)
        commands.accept_fact(by=cast.daniel, fact=line, version=1, now=NOON)
        assert awaited(cast, "check") == set()
        assert kinds()[-2:] == ["line.proposed", "line.accepted"]

    def test_a_dispute_needs_a_reason_and_keeps_both_versions(self, cast):
        line = fact(cast, raised(cast), value=Decimal("26.0"))
        with pytest.raises(Refused, match="Say why") as refused:
            commands.dispute_fact(by=cast.daniel, fact=line, version=1, reason=" ", now=NOON)
        assert refused.value.field == "reason"
        commands.dispute_fact(
            by=cast.daniel, fact=line, version=1, reason="A price term", value=Decimal(0), now=NOON
        )
        (reply,) = FactReply.objects.visible_to(cast.maya)
        assert (reply.accepts, reply.value, fresh(line).value) == (False, 0, Decimal("26.0"))
        assert fresh(line).as_line.gap([str(cast.north.pk), str(cast.bright.pk)]) == 26

    def test_a_colleague_who_read_an_older_line_is_told(self, cast):
        line = fact(cast, raised(cast))
        commands.accept_fact(by=cast.daniel, fact=line, version=1, now=NOON)
        with pytest.raises(Outdated, match="Read it again"):
            commands.dispute_fact(by=cast.rachel, fact=line, version=1, reason="No", now=NOON)
        commands.accept_fact(by=cast.rachel, fact=line, version=2, now=NOON)
        assert FactReply.objects.visible_to(cast.maya).count() == 1
        assert kinds().count("line.accepted") == 1, "saying the same twice says nothing"

    def test_words_written_anew_are_asked_anew(self, cast):
        line = fact(cast, raised(cast), value=Decimal(26))
        commands.accept_fact(by=cast.daniel, fact=line, version=1, now=NOON)
        known = {"fact": line, "version": 2, "line": "Credits of pallets", "now": NOON}
        with pytest.raises(Refused, match="Dispute it with your version"):
            commands.change_fact(by=cast.daniel, **known)
        commands.change_fact(by=cast.maya, **known)
        assert fresh(line).standing == []
        assert awaited(cast, "check") == {"daniel"}
        with pytest.raises(Outdated):
            commands.change_fact(by=cast.maya, **known)
        commands.withdraw_fact(by=cast.maya, fact=line, version=3, now=NOON)
        assert awaited(cast, "check") == set()
        with pytest.raises(Refused, match="taken back"):
            commands.accept_fact(by=cast.daniel, fact=line, version=4, now=NOON)
        assert fact(cast, fresh(line).conflict).number == 2, "numbers are not given out again"

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"line": "  "}, "line"),
            ({"line": "x" * 301}, "line"),
            ({"value": Decimal("Infinity")}, "value"),
            ({"value": Decimal("0.00001")}, "value"),
            ({"value": Decimal(10) ** 16}, "value"),
            ({"source": "x" * 201}, "source"),
            ({"evidence": [Reference(kind="decision", id="D-1")]}, "evidence"),
        ],
    )
    def test_what_is_no_fact_is_refused(self, cast, said, field):
        made = raised(cast)
        with pytest.raises(Refused) as refused:
            fact(cast, made, **said)
        assert refused.value.field == field

    def test_evidence_of_another_alliance_or_of_one_side_is_no_evidence(self, cast):
        made = raised(cast)
        good = Reference(kind="risk", id=str(joint_risk(cast).pk))
        assert fact(cast, made, evidence=[good, good]).evidence[0]["label"].startswith("R-1 ")
        bad = Reference(kind="risk", id=str(private_risk(cast, by=cast.maya).pk))
        with pytest.raises(Refused, match="no joint risk"):
            fact(cast, made, evidence=[good, bad])


class TestSettling:
    """A way that all sides accept holds, in writing."""

    def test_the_last_acceptance_settles_it_with_its_words_its_days_and_its_step(self, cast):
        made = raised(cast)
        one = way(cast, made, text="From November on.", effect="Total becomes €101 k")
        assert awaited(cast, "consider") == {"maya"}
        with pytest.raises(Refused, match="You have accepted"):
            commands.accept_settlement(by=cast.daniel, settlement=one, now=NOON)
        commands.accept_settlement(by=cast.maya, settlement=one, now=at(3))
        ended = fresh(made)
        assert (ended.state, ended.how, ended.settled_step, ended.days) == (
            "settled",
            "by agreement",
            0,
            1,
        )
        assert ended.resolution.startswith("Count the part above the old rate")
        assert awaited(cast, "resolve") == awaited(cast, "state") == set()
        assert kinds()[-2:] == ["settlement.accepted", "matter.settled"]
        for call in (
            lambda: commands.accept_settlement(by=cast.tomas, settlement=one, now=NOON),
            lambda: fact(cast, made),
            lambda: way(cast, made),
            lambda: commands.withdraw_conflict(by=cast.daniel, conflict=made, reason="x", now=NOON),
        ):
            with pytest.raises(Refused, match="settled"):
                call()

    def test_who_only_works_on_it_proposes_but_does_not_accept(self, cast):
        made = raised(cast)
        one = way(cast, made, by=cast.hannah)
        assert awaited(cast, "consider") == {"maya", "daniel"}
        with pytest.raises(NotAllowed):
            commands.accept_settlement(by=cast.hannah, settlement=one, now=NOON)

    def test_a_refusal_gives_its_reason_and_may_turn_into_an_acceptance(self, cast):
        made = raised(cast)
        one = way(cast, made)
        known = {"settlement": one, "now": NOON}
        with pytest.raises(Refused, match="Say why"):
            commands.reject_settlement(by=cast.maya, reason="", **known)
        with pytest.raises(Refused, match="Take it back"):
            commands.reject_settlement(by=cast.rachel, reason="No", **known)
        commands.reject_settlement(by=cast.maya, reason="Too little", **known)
        with pytest.raises(Refused, match="answered this"):
            commands.reject_settlement(by=cast.maya, reason="Too little", **known)
        assert awaited(cast, "consider") == set()
        commands.accept_settlement(by=cast.tomas, **known)
        assert fresh(made).state == "settled"

    def test_a_way_is_taken_back_by_its_side_only(self, cast):
        made = raised(cast)
        one = way(cast, made)
        with pytest.raises(Refused, match="Only the side"):
            commands.withdraw_settlement(by=cast.maya, settlement=one, now=NOON)
        commands.withdraw_settlement(by=cast.rachel, settlement=one, now=NOON)
        with pytest.raises(Refused, match="taken back"):
            commands.accept_settlement(by=cast.maya, settlement=one, now=NOON)
        for number in range(8):
            way(cast, made, f"Way {number}")
        with pytest.raises(Refused, match="8 ways"):
            way(cast, made, "One more")
        assert Settlement.objects.visible_to(cast.maya).count() == 9

    def test_only_the_side_that_raised_it_withdraws_it_with_a_reason(self, cast):
        made = raised(cast)
        with pytest.raises(Refused, match="Propose a settlement"):
            commands.withdraw_conflict(by=cast.maya, conflict=made, reason="Enough", now=NOON)
        with pytest.raises(Refused, match="Say why"):
            commands.withdraw_conflict(by=cast.daniel, conflict=made, reason="", now=NOON)
        commands.withdraw_conflict(by=cast.daniel, conflict=made, reason="Enough", now=NOON)
        assert (fresh(made).state, fresh(made).resolution) == ("withdrawn", "Enough")
        assert kinds()[-1] == "matter.withdrawn"

    def test_what_was_settled_is_opened_again_on_its_step_with_a_new_clock(self, cast):
        signed_ladder(cast)
        made = raised(cast)
        commands.escalate_conflict(
            by=cast.maya,
            conflict=made,
            reason="It needs money",
            version=fresh(made).version,
            now=at(3),
        )
        commands.accept_settlement(by=cast.maya, settlement=way(cast, made), now=at(4))
        with pytest.raises(Refused, match="Say why"):
            commands.reopen_conflict(by=cast.maya, conflict=made, reason="", now=at(5))
        commands.reopen_conflict(by=cast.maya, conflict=made, reason="The ledger failed", now=at(5))
        again = fresh(made)
        assert (again.state, again.resolution, again.days, again.reopened) == ("open", "", None, 1)
        assert standing(made).name == "Operational council"
        assert len(steps(made)) == 3
        assert awaited(cast, "resolve") == {"maya", "daniel"}
        with pytest.raises(Refused, match="open already"):
            commands.reopen_conflict(by=cast.maya, conflict=made, reason="Again", now=at(5))
        assert kinds()[-1] == "matter.reopened"


class TestDeciding:
    """A resolution that becomes a decision of governance, by its own commands."""

    @pytest.fixture
    def asked(self, cast):
        started(cast, NOON)
        made = raised(cast, stake=Decimal(26000), currency="EUR")
        commands.write_position(
            by=cast.maya, conflict=made, position="Credits count.", version=0, now=NOON
        )
        fact(cast, made)
        way(cast, made, "Above the old rate", effect="€101 k", cost="Both 10 hours")
        way(cast, made, "All credits", by=cast.maya)
        decision = commands.ask_decision(
            by=cast.maya, conflict=made, right=right(cast, "commercial"), now=NOON
        )
        return made, decision

    def test_the_question_is_filled_in_and_the_ways_are_its_options(self, cast, asked):
        made, decision = asked
        assert [one["title"] for one in decision.options] == ["Above the old rate", "All credits"]
        assert decision.options[0]["facts"] == [["Effect", "€101 k"], ["Cost", "Both 10 hours"]]
        assert "**Northwind:** Credits count." in decision.question
        assert "- Pallet credits" in decision.question
        assert (decision.value, decision.currency, fresh(made).decision) == (26000, "EUR", decision)
        with pytest.raises(Refused, match="asks this already"):
            commands.ask_decision(
                by=cast.maya, conflict=made, right=right(cast, "commercial"), now=NOON
            )

    def test_its_approval_settles_the_conflict(self, cast, asked):
        made, decision = asked
        answer_decision(cast.tomas, decision, NOON, option="B")
        assert fresh(made).state == "open"
        answer_decision(cast.rachel, decision, NOON, option="B")
        ended = fresh(made)
        assert (ended.state, ended.how) == ("settled", "by a decision")
        assert ended.resolution == f"D-{decision.number}: All credits"
        assert kinds()[-1] == "matter.settled"

    def test_a_decline_leaves_it_open_and_it_can_be_asked_again(self, cast, asked):
        made, decision = asked
        answer_decision(cast.rachel, decision, NOON, verdict="decline", reason="Not so")
        assert (fresh(made).state, fresh(made).decision) == ("open", None)
        assert kinds()[-1] == "decision.failed"
        again = commands.ask_decision(
            by=cast.daniel, conflict=made, right=right(cast, "commercial"), now=NOON
        )
        assert again.number == decision.number + 1

    def test_while_it_is_undecided_nothing_else_settles_the_matter(self, cast, asked):
        made, decision = asked
        one = Settlement.objects.visible_to(cast.maya).get(number=1)
        with pytest.raises(Refused, match=f"D-{decision.number} asks the same"):
            commands.accept_settlement(by=cast.maya, settlement=one, now=NOON)
        with pytest.raises(Refused, match="undecided"):
            commands.withdraw_conflict(by=cast.daniel, conflict=made, reason="x", now=NOON)
        governance.withdraw_decision(by=cast.maya, decision=decision, reason="Agreed", now=NOON)
        commands.accept_settlement(by=cast.maya, settlement=one, now=NOON)
        assert fresh(made).how == "by agreement"

    def test_without_a_way_there_is_nothing_to_decide(self, cast):
        started(cast, NOON)
        with pytest.raises(Refused, match="Propose a way to settle first"):
            commands.ask_decision(
                by=cast.maya, conflict=raised(cast), right=right(cast, "commercial"), now=NOON
            )

"""How a conflict ends: by agreement, by a decision, taken back, and opened again."""

from decimal import Decimal

import pytest

from allied.kit.errors import NotAllowed, Refused
from allied.rooms.conflict import commands
from allied.rooms.conflict.models import Settlement
from allied.rooms.governance import commands as governance
from tests.conftest import NOON
from tests.rooms.conflict.stage import (
    at,
    awaited,
    fact,
    fresh,
    kinds,
    raised,
    signed_ladder,
    standing,
    steps,
    way,
)
from tests.rooms.governance.cases import answer as answer_decision
from tests.rooms.governance.cases import right, started

pytestmark = pytest.mark.django_db


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

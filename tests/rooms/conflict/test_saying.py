"""What each side says about a conflict: its position, its worksheet, facts line by line."""

from decimal import Decimal

import pytest

from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.scope import OURS
from allied.rooms.conflict import commands
from allied.rooms.conflict.models import FactReply, Worksheet
from allied.rooms.conflict.references import Reference
from tests.conftest import NOON
from tests.rooms.conflict.stage import (
    awaited,
    entries,
    fact,
    fresh,
    kinds,
    raised,
)
from tests.rooms.diligence.stage import private as private_risk
from tests.rooms.diligence.stage import risk as joint_risk

pytestmark = pytest.mark.django_db


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

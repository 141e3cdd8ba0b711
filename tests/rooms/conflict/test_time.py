"""Time in conflicts: reminders, the step up with or without a signed memo, holidays, and the end."""

import pytest

from allied.clock.timers import next_due_at
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.record.models import Disclosure
from allied.rooms.conflict import commands
from allied.rooms.conflict.ladder import Ladder, Step, chained
from allied.rooms.conflict.models import JointMemo
from allied.rooms.conflict.queries.figures import reached
from allied.rooms.conflict.queries.ladder import ladder_of
from tests.conftest import NOON
from tests.rooms.conflict.stage import (
    SHORT,
    at,
    awaited,
    fact,
    fire,
    fresh,
    kinds,
    raised,
    signed_ladder,
    standing,
    steps,
    way,
)

pytestmark = pytest.mark.django_db


def told(kind: str, name: str) -> list[str]:
    rows = Disclosure.objects.in_system_scope("test").filter(entry__kind=f"conflict.{kind}")
    return [row.value for row in rows.order_by("entry__seq") if row.path.endswith(name)]


class TestTheLadder:
    """Versioned, signed by both; what is raised climbs the one in force, for good."""

    def test_the_built_in_one_holds_until_both_sponsors_have_signed(self, cast):
        assert (ladder_of(cast.alliance).revision, len(ladder_of(cast.alliance).steps)) == (0, 6)
        before = raised(cast)
        signed_ladder(cast)
        shown = ladder_of(cast.alliance)
        assert (shown.revision, shown.days, shown.is_agreed) == (1, 40, True)
        names = {str(cast.north.pk): "Northwind", str(cast.bright.pk): "Brightleaf"}
        assert shown.lines(names)[0] == (
            "Working team",
            "alliance manager of each side",
            5,
            "Talk.",
        )
        assert standing(before).name == "The two who work on it", "what runs keeps its ladder"
        assert standing(raised(cast)).name == "Working team"
        assert kinds()[:4] == ["matter.raised", "ladder.written", "ladder.agreed", "matter.raised"]

    @pytest.mark.parametrize(
        ("name", "edits", "signs"),
        [
            ("maya", True, False),
            ("tomas", True, True),
            ("ingrid", False, False),
            ("carl", False, False),
            ("olga", False, False),
            ("zed", False, False),
        ],
    )
    def test_who_writes_and_who_signs(self, cast, name, edits, signs):
        who = getattr(cast, name)
        known = {"alliance": cast.alliance, "now": NOON}
        if edits:
            commands.write_ladder(by=who, content=SHORT, version=0, **known)
        else:
            with pytest.raises(NotAllowed):
                commands.write_ladder(by=who, content=SHORT, version=0, **known)
            commands.write_ladder(by=cast.maya, content=SHORT, version=0, **known)
        commands.put_up_ladder(by=cast.daniel, version=1, **known)
        digest = ladder_digest_of(cast)
        if signs:
            commands.sign_ladder(by=who, digest=digest, **known)
        else:
            with pytest.raises(NotAllowed):
                commands.sign_ladder(by=who, digest=digest, **known)

    def test_a_change_lets_the_signatures_lapse_and_an_outdated_one_is_refused(self, cast):
        known = {"alliance": cast.alliance, "now": NOON}
        commands.write_ladder(by=cast.maya, content=SHORT, version=0, **known)
        with pytest.raises(Outdated):
            commands.write_ladder(by=cast.daniel, content=SHORT, version=0, **known)
        commands.put_up_ladder(by=cast.maya, version=1, **known)
        digest = ladder_digest_of(cast)
        commands.sign_ladder(by=cast.tomas, digest=digest, **known)
        longer = Ladder(steps=SHORT.steps, end="Arbitration in Geneva")
        commands.write_ladder(by=cast.daniel, content=longer, version=1, **known)
        with pytest.raises(Refused):
            commands.sign_ladder(by=cast.rachel, digest=digest, **known)
        assert ladder_of(cast.alliance).revision == 0
        circle = Ladder(
            steps=(
                Step(id="a", name="A", role="sponsor", days=1, to="b"),
                Step(id="b", name="B", role="sponsor", days=1, to="a"),
            ),
            end="Court",
        )
        with pytest.raises(Refused, match="in a circle"):
            commands.write_ladder(by=cast.maya, content=circle, version=2, **known)

    def test_a_refusal_gives_a_reason_and_the_next_version_replaces_the_signed_one(self, cast):
        signed_ladder(cast)
        known = {"alliance": cast.alliance, "now": NOON}
        one = Ladder(steps=chained([SHORT.steps[0]]), end="Court")
        row = commands.write_ladder(by=cast.maya, content=one, version=1, **known)
        commands.put_up_ladder(by=cast.maya, version=2, **known)
        with pytest.raises(Refused, match="Say why"):
            commands.refuse_ladder(by=cast.rachel, digest=row.digest, reason="", **known)
        commands.refuse_ladder(by=cast.rachel, digest=row.digest, reason="Too short", **known)
        assert ladder_of(cast.alliance).revision == 1
        commands.put_up_ladder(by=cast.maya, version=2, **known)
        for sponsor in (cast.tomas, cast.rachel):
            commands.sign_ladder(by=sponsor, digest=row.digest, **known)
        assert (ladder_of(cast.alliance).revision, ladder_of(cast.alliance).end) == (3, "Court")


def ladder_digest_of(cast) -> str:
    from allied.rooms.conflict.queries.ladder import laddering

    found = laddering(cast.alliance, cast.maya)
    assert found.newest is not None
    return found.newest.digest


class TestTheClock:
    """Days on which both work; frozen when the step starts; up by itself at the end."""

    def test_owners_are_reminded_and_then_it_moves_up_by_itself(self, cast):
        signed_ladder(cast)
        made = raised(cast)
        # Five shared days from Mon 2 March, closing 17:00 in New York, where it was raised.
        assert standing(made).clock.due_at == at(9, 21)
        fire(at(5, 19))
        assert kinds()[-1] == "step.reminded"
        fire(at(6, 23))
        assert told("step.reminded", "awaited") == ["Daniel Okafor and Maya Lindqvist"] * 2
        fire(at(9, 20))
        assert standing(made).name == "Working team"
        fire(at(9, 22))
        now = standing(made)
        assert (now.name, now.place, now.clock.days) == ("Operational council", 1, 5)
        assert now.clock.due_at == at(16, 21), "the worker's delay gives the next step no day"
        assert steps(made)[0].how == "ran out"
        assert steps(made)[0].used_days == 5
        assert told("step.moved", "memo") == ["without a joint memo"]
        assert fire(at(9, 22)) == 0, "a timer fires once"

    def test_holidays_of_either_side_do_not_count(self, cast):
        """King's Day (27 April, NL) and Memorial Day (25 May, US) are nobody's working days together."""
        signed_ladder(cast)
        spring = raised(cast, now=at(23, month=4))
        assert standing(spring).clock.due_at == at(1, 21, month=5)
        summer = raised(cast, now=at(21, month=5))
        assert standing(summer).clock.due_at == at(29, 21, month=5)

    def test_at_the_end_of_the_ladder_it_stays_open_and_says_what_holds(self, cast):
        one = Ladder(steps=chained([SHORT.steps[0]]), end="Arbitration in Geneva")
        signed_ladder(cast, one)
        made = raised(cast)
        with pytest.raises(Refused, match="Arbitration in Geneva"):
            commands.escalate_conflict(
                by=cast.maya, conflict=made, reason="Now", version=fresh(made).version, now=at(3)
            )
        fire(at(10))
        assert (fresh(made).state, fresh(made).exhausted_at is not None) == ("open", True)
        assert kinds()[-1] == "step.exhausted"
        fire(at(20))
        assert kinds().count("step.exhausted") == 1
        commands.accept_settlement(by=cast.maya, settlement=way(cast, made, now=at(11)), now=at(11))
        assert fresh(made).state == "settled"
        assert fresh(made).days == 7, "late days count"

    def test_nothing_fires_once_it_is_settled(self, cast):
        made = raised(cast)
        commands.accept_settlement(by=cast.maya, settlement=way(cast, made), now=NOON)
        assert next_due_at() is None
        assert fire(at(30)) == 0


class TestGoingUp:
    """One memo for both; a missing signature does not stop the matter, and is said."""

    @pytest.fixture
    def made(self, cast):
        signed_ladder(cast)
        made = raised(cast)
        commands.write_memo(
            by=cast.maya, conflict=made, words="We differ by one line.", version=0, now=NOON
        )
        return made

    def up(self, cast, made, version: int = 1) -> str:
        return commands.put_up_memo(by=cast.daniel, conflict=made, version=version, now=NOON).digest

    def escalate(self, cast, made, by=None, reason="It needs money"):
        return commands.escalate_conflict(
            by=by or cast.daniel,
            conflict=made,
            reason=reason,
            version=fresh(made).version,
            now=at(3),
        )

    def test_signed_by_both_it_goes_up_with_the_matter(self, cast, made):
        digest = self.up(cast, made)
        assert awaited(cast, "sign") == {"maya", "tomas", "daniel", "rachel"}
        for who in (cast.maya, cast.rachel):
            commands.sign_memo(by=who, conflict=made, digest=digest, now=NOON)
        self.escalate(cast, made)
        assert told("step.moved", "memo") == ["with the joint memo that all have signed"]
        assert standing(made).name == "Operational council"
        assert not JointMemo.objects.visible_to(cast.maya).filter(step=standing(made)).exists()

    def test_a_side_that_has_not_signed_in_time_is_named_and_the_matter_goes_on(self, cast, made):
        digest = self.up(cast, made)
        commands.sign_memo(by=cast.maya, conflict=made, digest=digest, now=NOON)
        fire(at(10))
        assert told("step.moved", "memo") == [
            "with a joint memo that Brightleaf did not sign in time"
        ]
        assert awaited(cast, "sign") == set()
        with pytest.raises(Refused):
            commands.sign_memo(by=cast.daniel, conflict=made, digest=digest, now=at(10))

    def test_a_changed_fact_lets_the_signatures_lapse(self, cast, made):
        digest = self.up(cast, made)
        commands.sign_memo(by=cast.maya, conflict=made, digest=digest, now=NOON)
        fact(cast, made)
        memo = JointMemo.objects.visible_to(cast.maya).get()
        assert (memo.state, memo.revision) == ("draft", 2)
        with pytest.raises(Refused):
            commands.sign_memo(by=cast.daniel, conflict=made, digest=digest, now=NOON)
        again = self.up(cast, made, memo.version)
        assert again != digest
        with pytest.raises(Outdated):
            commands.sign_memo(by=cast.daniel, conflict=made, digest=digest, now=NOON)

    def test_both_sides_write_in_one_memo_and_an_outdated_one_is_refused(self, cast, made):
        known = {"conflict": made, "now": NOON}
        commands.write_memo(by=cast.daniel, words="And by one date.", version=1, **known)
        with pytest.raises(Outdated, match="The other side"):
            commands.write_memo(by=cast.maya, words="No", version=1, **known)
        with pytest.raises(Outdated):
            commands.put_up_memo(by=cast.maya, version=1, **known)
        assert JointMemo.objects.visible_to(cast.olga).get().words == "And by one date."

    def test_a_signature_is_taken_back_and_a_refusal_starts_the_words_anew(self, cast, made):
        digest = self.up(cast, made)
        known = {"conflict": made, "now": NOON}
        commands.sign_memo(by=cast.maya, digest=digest, **known)
        with pytest.raises(Refused, match="already signed"):
            commands.sign_memo(by=cast.tomas, digest=digest, **known)
        commands.withdraw_memo_signature(by=cast.maya, **known)
        with pytest.raises(Refused, match="Say why"):
            commands.refuse_memo(by=cast.rachel, digest=digest, reason=" ", **known)
        commands.refuse_memo(by=cast.rachel, digest=digest, reason="Facts first", **known)
        memo = JointMemo.objects.visible_to(cast.maya).get()
        assert (memo.state, memo.revision) == ("draft", 2)
        with pytest.raises(NotAllowed):
            commands.sign_memo(by=cast.ingrid, digest=digest, **known)

    @pytest.mark.parametrize("name", ["carl", "ingrid", "olga", "zed"])
    def test_who_may_not_take_it_up(self, cast, made, name):
        with pytest.raises(NotAllowed):
            self.escalate(cast, made, by=getattr(cast, name))

    def test_going_up_early_needs_a_reason_and_the_page_that_was_read(self, cast, made):
        with pytest.raises(Refused, match="Say why"):
            self.escalate(cast, made, reason=" ")
        with pytest.raises(Outdated):
            commands.escalate_conflict(
                by=cast.maya, conflict=made, reason="Now", version=1, now=at(3)
            )
        self.escalate(cast, made)
        assert told("step.moved", "memo") == ["with a joint memo that nobody has signed"]
        assert steps(made)[0].how == "moved"
        assert awaited(cast, "resolve") == {"maya", "daniel"}
        self.escalate(cast, made)
        assert awaited(cast, "resolve") == {"tomas", "rachel"}
        assert [reached(cast.alliance, step, NOON) for step in (1, 2, 3, 4)] == [1, 1, 1, 0]
        assert reached(cast.alliance, 3, at(4)) == 0
        with pytest.raises(ValueError, match="counted from 1"):
            reached(cast.alliance, 0, NOON)

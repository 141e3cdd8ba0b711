"""The talk after a round: differences become changes of the thesis, or are left with a reason."""

import pytest

from allied.alliances import gates
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.record.models import Entry
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.queries import rounds_read
from allied.rooms.thesis.alignment.telling import in_short, tell, tell_differences
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.models import State
from tests.rooms.thesis import stage as theses
from tests.rooms.thesis.alignment.stage import answer, begun, hand_in, opened

FAR = {"o1": {"metric": "Shops", "target": "40", "date": "2027-12-31"}}
NEAR = {"o1": {"metric": "Stores", "target": "100", "date": "2027-06-30"}}


@pytest.fixture
def row(cast, now):
    """An open round: the sides contradict each other in every way."""
    north, bright = "Northwind", "Brightleaf"
    return opened(
        cast,
        now,
        answer(
            (60, 20, 10, 10),
            success=NEAR,
            scope={"s1": "in"},
            brings={"c1": [north], "c2": [north]},
            critical=["a1"],
        ),
        answer(
            (10, 20, 10, 60),
            (4, 2, 3, 1),
            success=FAR,
            scope={"s1": "out"},
            brings={"c1": [bright], "c2": [north]},
            critical=[],
        ),
    )


@pytest.fixture
def settle(cast, row, now):
    """Settles one difference of the open round, for Daniel unless somebody else is named."""

    def carry_out(topic, item, way, **more):
        more.setdefault("by", cast.daniel)
        return commands.settle_difference(
            round=row, topic=topic, item=item, way=way, now=now, **more
        )

    return carry_out


def content_of(row):
    return from_json(theses.newest(row.thesis).content)


def newest_of(row):
    return rounds_read(row.started_by, row.alliance)[0]


def read(cast):
    return rounds_read(cast.olga, cast.alliance)[0]


def test_contradictions_come_first_then_gaps_then_weights(cast, row):
    found = tell_differences(read(cast))
    assert [(one.topic, one.item) for one in found] == [
        ("scope", "s1"),
        ("success", "o1"),
        ("contribution", "c1"),
        ("assumption", "a1"),
        ("success", "o2"),
        ("success", "o3"),
        ("success", "o4"),
        ("weight", "o1"),
        ("weight", "o4"),
    ]
    assert found[0].says == ("In for Northwind, out for Brightleaf.",)
    assert found[1].says == (
        "The targets are more than twice apart: 40 for Brightleaf, 100 for Northwind.",
        "The metric is worded differently: do you mean the same?",
        "The dates are 184 days apart.",
    )
    assert "do not say so of each other" in found[2].says[0]
    told = tell(read(cast))
    assert told.lead == "50 of 100 points apart."
    assert told.answer == "The sides are not aligned."
    assert told.crossing in {
        "Stores: 1st for Northwind, 4th for Brightleaf",
        "Waste: 1st for Brightleaf, 4th for Northwind",
    }
    assert told.talk == "Stores and Waste make up 100% of the distance."


@pytest.mark.parametrize(
    ("wish", "more", "now_says"),
    [
        (
            ("success", "o1", "side"),
            {"organisation": "Northwind"},
            lambda c: (c.outcomes[0].measure, str(c.outcomes[0].target)) == ("Stores", "100"),
        ),
        (
            ("success", "o1", "new"),
            {"wording": {"metric": "Both", "target": "70", "unit": "x", "date": "2027-09-30"}},
            lambda c: (c.outcomes[0].measure, str(c.outcomes[0].due)) == ("Both", "2027-09-30"),
        ),
        (
            ("contribution", "c1", "side"),
            {"organisation": "Brightleaf"},
            lambda c: (
                c.contributions[0].organisation != c.contributions[1].organisation
                or len({one.organisation for one in c.contributions}) == 1
            ),
        ),
        (("contribution", "c1", "drop"), {}, lambda c: [o.id for o in c.contributions] == ["c2"]),
        (("scope", "s1", "out"), {}, lambda c: c.scope[0].kind == "out"),
        (("assumption", "a1", "not critical"), {}, lambda c: not c.assumptions[0].critical),
    ],
)
def test_a_difference_becomes_a_change_of_the_draft(row, settle, wish, more, now_says):
    before = theses.newest(row.thesis).edit
    settled = settle(*wish, **more)
    assert settled.edit == before + 1
    assert now_says(content_of(row))
    entry = Entry.objects.in_system_scope("test").get(kind="thesis.difference.settled")
    assert entry.person == settled.by
    again = next(o for o in tell_differences(newest_of(row)) if (o.topic, o.item) == wish[:2])
    assert again.settled == settled


def test_a_signed_thesis_gets_a_new_version(cast, row, now, settle):
    theses.sign_both(cast, row.thesis, now)
    settle("scope", "s1", "out")
    version = theses.newest(row.thesis)
    assert (version.revision, version.state) == (2, State.DRAFT)


def test_it_may_also_be_left_with_a_reason(cast, row, now, settle):
    before = theses.newest(row.thesis).edit
    settled = settle("weight", "o1", "keep", note="Stores first, waste later")
    assert settled.said == "the thesis stays as it is. Stores first, waste later"
    assert (settled.edit, theses.newest(row.thesis).edit) == (None, before)


@pytest.mark.parametrize(
    ("wish", "more", "code"),
    [
        (("success", "o1", "keep"), {}, "empty"),
        (("success", "o1", "side"), {"organisation": "Kestrel"}, "unknown_side"),
        (("success", "o2", "side"), {"organisation": "Northwind"}, "nothing_said"),
        (("success", "o1", "new"), {}, "no_metric"),
        (("success", "o1", "new"), {"wording": {"metric": "m", "target": "many"}}, "unfit"),
        (("success", "o1", "new"), {"wording": {"metric": "m", "goal": "x"}}, "unfit"),
        (("success", "o9", "keep"), {"note": "x"}, "unknown_item"),
        (("scope", "s1", "side"), {}, "unknown_way"),
        (("mood", "s1", "keep"), {}, "unknown_topic"),
    ],
)
def test_what_is_refused(settle, wish, more, code):
    size = Entry.objects.in_system_scope("test").count()
    with pytest.raises(Refused) as refused:
        settle(*wish, **more)
    assert refused.value.code == code
    assert Entry.objects.in_system_scope("test").count() == size


def test_it_is_settled_once_and_from_the_state_that_was_read(cast, row, now, settle):
    with pytest.raises(Outdated):
        settle("scope", "s1", "out", version=theses.newest(row.thesis).edit - 1)
    settle("scope", "s1", "out", version=theses.newest(row.thesis).edit)
    with pytest.raises(Refused, match="Daniel Okafor settled this already"):
        settle("scope", "s1", "in", by=cast.maya)


def test_what_the_thesis_no_longer_has_can_only_be_left(cast, row, now, settle):
    theses.change(cast, row.thesis, now, section="scope", new=[])
    with pytest.raises(Refused) as refused:
        settle("scope", "s1", "out")
    assert refused.value.code == "gone"
    settle("scope", "s1", "keep", note="It left the thesis")


def test_nothing_is_settled_before_it_is_open(cast, now):
    row = begun(cast, now)
    hand_in(row, cast.maya, now)
    with pytest.raises(Refused) as refused:
        commands.settle_difference(
            by=cast.daniel, round=row, topic="scope", item="s1", way="out", now=now
        )
    assert refused.value.code == "not_open"


@pytest.mark.parametrize("who", ["ingrid", "olga", "carl", "zed", "nobody", "host"])
def test_who_may_not_settle(cast, settle, who):
    with pytest.raises(NotAllowed):
        settle("scope", "s1", "out", by=getattr(cast, who))


class TestGate:
    def checks(self, cast, now):
        found = {gate.stage: gate for gate in gates.gates(cast.alliance, now=now)}
        return {
            one.id: (one.holds, one.says)
            for one in found["agreement"].checks
            if "alignment" in one.id
        }

    def test_without_a_round_neither_holds(self, cast, now):
        found = self.checks(cast, now)
        assert [holds for holds, _ in found.values()] == [False, False]

    def test_both_answered_and_what_must_be_settled_is_counted(self, cast, settle, now):
        found = self.checks(cast, now)
        assert found["alignment.answered"][0]
        assert found["alignment.agreed"] == (
            False,
            "The alignment check leaves 6 differences to settle",
        )
        for one in tell_differences(read(cast)):
            if one.must:
                settle(one.topic, one.item, "keep", note="Talked through")
        assert self.checks(cast, now)["alignment.agreed"][0]

    def test_who_did_not_answer_is_named(self, cast, now):
        from datetime import timedelta

        from allied.clock.timers import fire_due

        row = begun(cast, now)
        hand_in(row, cast.maya, now)
        fire_due(now + timedelta(days=20))
        found = self.checks(cast, now)
        assert found["alignment.answered"] == (
            False,
            "Every party answered the alignment check blind (missing: Brightleaf)",
        )
        assert in_short([read(cast)]).lead == "There is nothing to compare."
        assert tell(read(cast)).answer == "Only Northwind answered; Brightleaf did not."

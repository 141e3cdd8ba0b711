"""Decided in a meeting: quorum of each side, and each side confirms for itself."""

from datetime import date

import pytest

from allied.kit.errors import NotAllowed, Refused
from allied.notices.writing import told_in_order
from allied.people.doors import acting_as
from allied.record.models import Entry
from allied.rooms.governance import commands, models
from tests.rooms.governance.cases import (
    answer,
    at,
    awaited,
    change,
    fresh,
    halves,
    kinds,
    raised,
    size,
    started,
    state,
)
from tests.rooms.governance.pages import one


@pytest.fixture
def decision(cast, now):
    """A roadmap change: the alliance managers answer, in the operational council only."""
    started(cast, now)
    return raised(cast, now, key="roadmap", by=cast.tomas)


def forum(cast, key="council"):
    return models.Forum.objects.visible_to(cast.maya).get(key=key)


def record(cast, decision, *, by=None, present=None, **values):
    everybody = [cast.maya, cast.tomas, cast.daniel, cast.rachel]
    return commands.record_meeting(
        **{
            "by": by or cast.maya,
            "decision": decision,
            "forum": forum(cast),
            "held_on": date(2026, 3, 4),
            "option": "A",
            "present": everybody if present is None else present,
            "stand_ins": [cast.tomas, cast.rachel],
            "now": at(4),
        }
        | values
    )


def test_it_confirms_for_the_recorder_and_waits_for_the_other_side(cast, decision):
    record(cast, decision)
    assert (state(decision), halves(decision)) == ("open", ["yes", "wait"])
    assert awaited(cast) == {"daniel"}
    assert kinds(cast)[-2:] == ["meeting.recorded", "answer.given"]


def test_the_other_side_confirms_what_it_was_present_at(cast, decision):
    record(cast, decision)
    answer(cast.daniel, decision, at(5))
    row = fresh(decision)
    assert (row.state, row.how) == ("approved", "in a meeting")


def test_what_one_side_answers_in_writing_is_told_beside_the_meeting(cast, now, browse):
    started(cast, now)
    change(cast, "roadmap", now, written=True)
    decision = raised(cast, now, key="roadmap", by=cast.tomas)
    present = [cast.maya, cast.tomas, cast.rachel]
    record(cast, decision, present=present, forum=quorum_of_one(cast))
    answer(cast.daniel, decision, at(5))
    how = "partly in a meeting, partly in writing"
    assert (state(decision), fresh(decision).how) == ("approved", how)
    page = browse(cast.rachel).open(one(decision))
    assert f"Decided {how} on 5 Mar" in page
    assert f"Approved: option A ({how})" in page
    entry = Entry.objects.visible_to(cast.maya).get(kind="governance.decision.approved")
    [line] = told_in_order([entry])
    assert line.sentence.endswith(f"is approved: option A ({how})")


def test_a_recorder_without_the_seat_confirms_for_nobody(cast, decision):
    record(cast, decision, by=cast.rachel)
    assert halves(decision) == ["wait", "wait"]
    assert awaited(cast) == {"maya", "daniel"}


def test_nobody_who_was_not_there_confirms(cast, decision):
    change(cast, "roadmap", at(3), deputy="")
    record(
        cast,
        decision,
        present=[cast.maya, cast.tomas, cast.rachel],
        stand_ins=[cast.tomas, cast.rachel],
        forum=quorum_of_one(cast),
    )
    with pytest.raises(Refused, match="taken in a meeting"):
        answer(cast.daniel, decision, at(5))


def quorum_of_one(cast):
    row = forum(cast)
    row.content = row.content | {"quorum": 1}
    return row


def test_each_side_needs_its_quorum(cast, decision):
    before = size(cast)
    with pytest.raises(Refused, match="Brightleaf had 0 of the 2 people") as refusal:
        record(cast, decision, present=[cast.maya, cast.tomas], stand_ins=[cast.tomas])
    assert (refusal.value.field, size(cast)) == ("present", before)
    assert "Daniel Okafor was missing" in refusal.value.sentence


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"option": "X"}, "option"),
        ({"held_on": date(2026, 3, 5)}, "held_on"),
        ({"held_on": date(2026, 3, 1)}, "held_on"),
    ],
)
def test_what_cannot_have_been_is_refused(cast, decision, values, field):
    with pytest.raises(Refused) as refusal:
        record(cast, decision, **values)
    assert refusal.value.field == field


def test_another_forum_does_not_take_it(cast, decision):
    with pytest.raises(Refused, match="does not take this type"):
        record(cast, decision, forum=forum(cast, "teams"))


def test_only_people_of_the_alliance_were_there(cast, decision):
    with pytest.raises(Refused, match="with a seat"):
        record(cast, decision, stand_ins=[cast.nobody])


@pytest.mark.parametrize("name", ["ingrid", "carl", "olga", "zed"])
def test_who_does_not_steer_records_no_meeting(cast, decision, name):
    with pytest.raises(NotAllowed):
        record(cast, decision, by=getattr(cast, name))


def test_a_settled_decision_is_not_taken_again(cast, decision):
    record(cast, decision)
    answer(cast.daniel, decision, at(5))
    with pytest.raises(Refused, match="approved"):
        record(cast, decision)


def test_a_decision_as_needed_may_be_taken_in_any_forum(cast, now):
    started(cast, now)
    decision = raised(cast, now)
    record(cast, decision, present=[cast.maya, cast.daniel, cast.ben], forum=quorum_of_one(cast))
    assert kinds(cast)[-1] == "meeting.recorded"


def test_under_the_second_wall(cast, decision):
    with acting_as(cast.maya):
        record(cast, decision)
    with acting_as(cast.daniel):
        answer(cast.daniel, decision, at(5))
    assert state(decision) == "approved"

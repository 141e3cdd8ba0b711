"""Deciding in a meeting or in writing: quorum by side, confirmation by each side."""

from dataclasses import replace

import pytest

from allied.rooms.governance.meeting import confirmation_words
from allied.rooms.governance.rights import DecisionRight, Forum, Layer, Member
from allied.rooms.governance.rules import (
    Attendance,
    Needed,
    Result,
    answers_from_meeting,
    is_quorate,
    missing_quorum,
    settle,
    unconfirmed,
    why_not_between_meetings,
)

NAMES = {"n": "Northwind", "b": "Brightleaf"}
PEOPLE = {"n": ("maya", "priya", "sanne"), "b": ("daniel", "lou", "pia")}
COUNCIL = Forum(
    id="council",
    name="Operational council",
    layer=Layer.OPERATIONAL,
    members=tuple(Member(person=p, party=side) for side, who in PEOPLE.items() for p in who),
    quorum=2,
)
NEEDED = Needed.of({"n": ["alliance manager"], "b": ["alliance manager"]})


def there(n=(), b=(), stand_ins=()):
    return Attendance({"n": frozenset(n), "b": frozenset(b)}, frozenset(stand_ins))


@pytest.mark.parametrize(
    ("attendance", "quorate"),
    [
        (there(("maya", "priya"), ("daniel", "lou")), True),
        (there(("maya", "priya", "sanne"), ("daniel",)), False),
        (there(("maya", "priya"), ("daniel", "guest")), False),
        (there(("maya", "priya"), ("daniel", "guest"), stand_ins=["guest"]), True),
        (there(), False),
        (Attendance({}), False),
    ],
)
def test_each_side_needs_its_own_quorum(attendance, quorate):
    assert is_quorate(COUNCIL, attendance, ["n", "b"]) is quorate


WHO = {"daniel": "Daniel Okafor", "pia": "Pia Sen", "guest": "Gus Test"}
HAD = "that the quorum asks for"


@pytest.mark.parametrize(
    ("came", "stand_ins", "says"),
    [
        (["daniel"], [], f"Brightleaf had 1 of the 2 people {HAD}: Daniel Okafor counts; Pia Sen was missing."),
        ([], [], f"Brightleaf had 0 of the 2 people {HAD}: Daniel Okafor and Pia Sen were missing."),
        (["guest"], ["guest"], f"Brightleaf had 1 of the 2 people {HAD}: Gus Test counts; Daniel Okafor and Pia Sen were missing."),
        (["daniel", "guest"], [], f"Brightleaf had 1 of the 2 people {HAD}: Daniel Okafor counts; Pia Sen was missing; Gus Test is no member and stood in for nobody."),
    ],
)  # fmt: skip
def test_the_missing_side_is_named_with_its_people_who_still_sit_there(came, stand_ins, says):
    short = there(("maya", "priya"), came, stand_ins)
    assert missing_quorum(COUNCIL, short, ["n", "b"], NAMES, WHO) == (says,)


def test_a_forum_without_members_names_nobody_as_missing():
    open_forum = replace(COUNCIL, members=(), quorum=None)
    [said] = missing_quorum(open_forum, there(["maya"]), ["n", "b"], NAMES, WHO)
    assert said == f"Brightleaf had 0 of the 1 person {HAD}."


def test_without_a_quorum_each_side_still_needs_one_person():
    loose = replace(COUNCIL, quorum=None)
    assert is_quorate(loose, there(["maya"], ["lou"]), ["n", "b"])
    assert not is_quorate(loose, there(["maya", "priya"]), ["n", "b"])


def test_a_forum_without_named_members_counts_whoever_came():
    open_forum = replace(COUNCIL, members=())
    assert is_quorate(open_forum, there(("x", "y"), ("u", "v")), ["n", "b"])


def test_a_quorum_of_one_side_binds_only_that_side():
    one_sided = replace(COUNCIL, quorum_sides=("n",))
    assert is_quorate(one_sided, there(("maya", "priya"), ["lou"]), ["n", "b"])
    assert not is_quorate(one_sided, there(["maya"], ("lou", "pia")), ["n", "b"])


ROOM = there(("maya", "priya"), ("daniel", "lou"))
BOTH = {("n", "alliance manager"): "maya", ("b", "alliance manager"): "daniel"}


def test_a_meeting_decides_when_each_side_confirms():
    answers = answers_from_meeting(NEEDED, "A", ROOM, BOTH)
    assert settle(NEEDED, answers, options="AB").result is Result.APPROVED
    assert unconfirmed(NEEDED, ROOM, BOTH) == ()
    assert confirmation_words((), NAMES) == ""


def test_one_side_cannot_record_the_approval_of_the_other():
    mine = {("n", "alliance manager"): "maya"}
    answers = answers_from_meeting(NEEDED, "A", ROOM, mine)
    assert settle(NEEDED, answers, options="AB").result is Result.OPEN
    waiting = unconfirmed(NEEDED, ROOM, mine)
    assert confirmation_words(waiting, NAMES) == (
        "Decided in the meeting; still to be confirmed by Brightleaf (alliance manager)."
    )


def test_somebody_who_was_not_there_cannot_confirm():
    absent = BOTH | {("b", "alliance manager"): "rachel"}
    assert [a.party for a in answers_from_meeting(NEEDED, "A", ROOM, absent)] == ["n"]
    assert unconfirmed(NEEDED, ROOM, absent) == (("b", "alliance manager"),)


RIGHT = DecisionRight(id="r", name="Roadmap changes", forum="council")


@pytest.mark.parametrize(
    ("right", "in_meeting", "may"),
    [
        (RIGHT, True, True),
        (RIGHT, False, False),
        (replace(RIGHT, written=True), False, True),
        (replace(RIGHT, as_needed=True), False, True),
        (replace(RIGHT, forum=""), False, True),
    ],
)
def test_between_meetings_only_the_written_procedure_decides(right, in_meeting, may):
    assert (why_not_between_meetings(right, in_meeting=in_meeting) == "") is may

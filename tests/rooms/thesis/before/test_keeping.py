"""Keeping versions: who may, what the own log says, two at the same moment, and nothing half-written."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from allied.alliances.gates import gates, own_gates
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.doors import acting_as
from allied.record.models import Entry
from allied.rooms.thesis.before import commands
from allied.rooms.thesis.before.models import Preparation, PreparationKind
from allied.rooms.thesis.before.queries import history, unseen_seats
from tests.rooms.thesis.before.stage import (
    ALLY,
    LINES,
    WHOLE,
    all_at,
    answer,
    check_readiness,
    draw,
)

KEEP = {"move": answer, "readiness": check_readiness, "lines": draw}
MAY = ("maya", "tomas", "ingrid", "jonas", "daniel", "rachel", "hannah", "ben")
MAY_NOT = ("olga", "carl", "zed", "nobody", "host")


def entries(cast, audience="ours"):
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance, audience=audience)
    return rows.order_by("at", "seq")


def everything_daniel_reads():
    return "\n".join(
        entry.raw + json.dumps([d.value for d in entry.disclosures.all()])
        for entry in Entry.objects.in_system_scope("test").prefetch_related("disclosures")
    )


@pytest.mark.parametrize("keep", KEEP.values(), ids=KEEP)
@pytest.mark.parametrize("name", MAY)
def test_who_reads_what_their_side_keeps_may_keep_it(cast, now, keep, name):
    row = keep(cast, now, by=cast.everybody()[name])
    assert (row.number, row.audience) == (1, "ours")
    assert row.owner_id == cast.everybody()[name].organisation_id


@pytest.mark.parametrize("keep", KEEP.values(), ids=KEEP)
@pytest.mark.parametrize("name", MAY_NOT)
def test_who_may_not(cast, now, keep, name):
    before = Entry.objects.in_system_scope("test").count()
    with pytest.raises(NotAllowed):
        keep(cast, now, by=cast.everybody()[name])
    assert not Preparation.objects.in_system_scope("test").exists()
    assert Entry.objects.in_system_scope("test").count() == before


@pytest.mark.parametrize("keep", KEEP.values(), ids=KEEP)
def test_each_side_counts_its_own_versions_and_sees_only_those(cast, now, keep):
    mine, theirs = keep(cast, now), keep(cast, now, by=cast.daniel)
    assert (mine.number, theirs.number) == (1, 1)
    for person, row in ((cast.tomas, mine), (cast.hannah, theirs)):
        assert list(Preparation.objects.visible_to(person)) == [row]
    assert not Preparation.objects.visible_to(cast.olga).exists()


@pytest.mark.parametrize(
    ("keep", "kind", "says"),
    [
        (answer, "thesis.move.answered", "version 1: Ally. The first version."),
        (check_readiness, "thesis.readiness.answered", "version 1: We are ready. The first"),
        (draw, "thesis.redlines.drawn", "version 1: 2 lines, walk-away value at least 22 %."),
    ],
    ids=KEEP,
)
def test_it_is_one_line_in_the_own_log_and_none_in_the_joint_record(cast, now, keep, kind, says):
    from allied.record.story import told

    joint = entries(cast, "joint").count()
    keep(cast, now)
    last = entries(cast).last()
    assert (last.kind, last.owner_id) == (kind, cast.north.pk)
    (line,) = told(Entry.objects.visible_to(cast.maya).filter(pk=last.pk))
    assert "Maya Lindqvist" in line.sentence
    assert says in line.sentence
    assert entries(cast, "joint").count() == joint


def test_what_was_kept_stands_in_no_entry_as_clear_text(cast, now):
    draw(cast, now)
    raw = "".join(entry.raw for entry in entries(cast))
    assert '"22"' not in raw
    assert ":22" not in raw.split('"data"')[-1]
    assert "Exclusivity" not in raw


def test_a_new_version_says_what_changed_and_the_old_one_stays(cast, now):
    answer(cast, now)
    later = now + timedelta(days=3)
    row = answer(cast, later, by=cast.tomas, answers=WHOLE | {"sponsor": "missing"}, version=1)
    assert (row.number, row.result) == (2, "Not yet")
    found = history(cast.maya, cast.alliance, PreparationKind.MOVE)
    assert [(v.row.number, v.row.by.name, v.changes) for v in found.versions] == [
        (2, "Tomas Reijnders", (
            "Sponsors with authority: “Yes, on both sides” became “Not on our side, or surely not on theirs”.",
        )),
        (1, "Maya Lindqvist", ()),
    ]  # fmt: skip
    old = history(cast.maya, cast.alliance, PreparationKind.MOVE, 1)
    assert (old.shown.result, old.is_newest) == ("Ally", False)
    assert history(cast.maya, cast.alliance, PreparationKind.MOVE, 3) is None


@pytest.mark.parametrize("keep", KEEP.values(), ids=KEEP)
def test_the_same_again_is_no_new_version_and_no_new_line(cast, now, keep):
    first = keep(cast, now, note="As of today")
    count = entries(cast).count()
    assert keep(cast, now, version=1) == first
    assert keep(cast, now, version=1, note="As of today") == first
    assert entries(cast).count() == count
    assert keep(cast, now, version=1, note="Because of May").number == 2


@pytest.mark.parametrize("keep", KEEP.values(), ids=KEEP)
@pytest.mark.parametrize("version", [0, 2, -1])
def test_a_version_that_is_not_the_newest_is_refused_and_says_who_was_faster(
    cast, now, keep, version
):
    keep(cast, now, by=cast.tomas)
    with pytest.raises(Outdated, match="Tomas Reijnders kept version 1"):
        keep(cast, now, version=version)
    assert Preparation.objects.in_system_scope("test").count() == 1


@pytest.mark.parametrize("keep", KEEP.values(), ids=KEEP)
def test_the_first_one_begins_at_zero(cast, now, keep):
    keep(cast, now, by=cast.daniel)
    with pytest.raises(Outdated, match="Nothing is kept here yet"):
        keep(cast, now, version=1)


def test_nothing_at_all_is_not_kept(cast, now):
    for keep in (lambda: answer(cast, now, answers={}), lambda: draw(cast, now, content={})):
        with pytest.raises(Refused, match="Nothing is written yet"):
            keep()
    assert answer(cast, now, answers={"market": "clear"}).result == "Not enough answers yet"


@pytest.mark.parametrize(
    ("wrong", "code", "says"),
    [
        ({"weather": "fine"}, "unknown_question", "There is no question 'weather'. The questions are market"),
        ({"market": "maybe"}, "unknown_answer", "Market access: the answers are clear, partly, none."),
        ({"market": 2}, "unknown_answer", "Market access: the answers are"),
        ({"market": ["clear"]}, "unknown_answer", "Market access: the answers are"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused_with_what_would(cast, now, wrong, code, says):
    with pytest.raises(Refused) as refusal:
        answer(cast, now, answers=ALLY | wrong)
    assert refusal.value.code == code
    assert refusal.value.sentence.startswith(says)
    assert refusal.value.field == next(iter(wrong))
    assert not Preparation.objects.in_system_scope("test").exists()


def test_a_question_left_open_is_left_out(cast, now):
    row = answer(cast, now, answers=WHOLE | {"market": "", "size": None})
    assert "market" not in row.content
    assert "size" not in row.content
    assert row.result == "Not enough answers yet"


@pytest.mark.parametrize(
    ("note", "says"), [("x" * 2001, "at most 2,000"), ("a\x07b", "nobody can read")]
)
def test_a_note_that_does_not_fit_is_refused(cast, now, note, says):
    for keep in KEEP.values():
        with pytest.raises(Refused, match=says) as refusal:
            keep(cast, now, note=note)
        assert refusal.value.field == "note"


def test_red_lines_that_do_not_fit_name_every_place(cast, now):
    with pytest.raises(commands.Unfit) as refusal:
        draw(cast, now, amount="much", unit="", lines=[{"id": "a"}])
    assert [problem.where for problem in refusal.value.problems] == ["lines[0].what", "amount"]
    assert "is not a number" in refusal.value.sentence


def test_the_database_itself_keeps_them_private_and_numbered_once(cast, now):
    row = answer(cast, now)
    for changed in ({"audience": "joint"}, {"number": 1}):
        values = {
            "alliance": cast.alliance, "owner": cast.north, "audience": "ours", "number": 2,
            "kind": row.kind, "content": {}, "result": "x", "by": cast.maya, "at": now,
        }  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Preparation.objects.create(**values | changed)


def test_the_second_wall_lets_each_side_keep_its_own(cast, now):
    with acting_as(cast.maya):
        answer(cast, now)
        answer(cast, now, version=1, answers=ALLY)
    with acting_as(cast.daniel):
        answer(cast, now, by=cast.daniel)
        assert Preparation.objects.in_system_scope("test").filter(owner=cast.bright).exists()


def checks(person, cast, now):
    (gate,) = own_gates(person, cast.alliance, now=now)
    return gate.stage, {check.id: check.holds for check in gate.checks}


def test_the_own_gate_asks_for_all_three_and_the_joint_gate_for_none(cast, now):
    joint = gates(cast.alliance, now=now)
    names = ("before.move", "before.readiness", "before.lines")
    assert checks(cast.maya, cast, now) == ("strategy", dict.fromkeys(names, False))
    answer(cast, now)
    check_readiness(cast, now, answers=all_at(2, targets=0))
    draw(cast, now)
    assert checks(cast.tomas, cast, now) == ("strategy", dict.fromkeys(names, True))
    assert checks(cast.daniel, cast, now) == ("strategy", dict.fromkeys(names, False))
    assert gates(cast.alliance, now=now) == joint


def test_the_own_gate_does_not_hold_on_a_no(cast, now):
    answer(cast, now, answers=ALLY | {"plan": "memorandum"})
    check_readiness(cast, now, answers=all_at(2, manager=0))
    draw(cast, now, instead="")
    assert not any(checks(cast.maya, cast, now)[1].values())


def test_what_is_said_to_be_in_place_is_held_against_the_seats(cast, now):
    assert unseen_seats(cast.maya, cast.alliance, all_at(2), now) == []
    cast.alliance.seats.filter(person=cast.tomas).update(ended_at=now)
    assert unseen_seats(cast.maya, cast.alliance, all_at(2), now) == [
        "“A sponsor with authority” is said to be in place, and no sponsor of ours has a seat here."
    ]
    assert unseen_seats(cast.maya, cast.alliance, all_at(1), now) == []


def test_the_partner_meets_nothing_of_it(cast, now):
    with transaction.atomic():
        draw(cast, now, instead="canary instead")
    assert not Preparation.objects.visible_to(cast.daniel).exists()
    mine = Entry.objects.visible_to(cast.daniel).filter(kind__startswith="thesis.redlines")
    assert not mine.exists()
    assert "canary instead" not in everything_daniel_reads()
    assert LINES["instead"] not in everything_daniel_reads()

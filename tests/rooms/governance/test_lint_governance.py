"""The lint of governance by mutation: a sound matrix has no findings, one change fires one rule."""

from dataclasses import replace

import pytest

from allied.kit.lint import Severity
from allied.rooms.governance.entitlement import Seat
from allied.rooms.governance.limits import limits
from allied.rooms.governance.lint import BOOK, Matrix, lint
from allied.rooms.governance.rights import Blueprint, Deadlock, Escalation, Joint, Layer
from allied.rooms.governance.starters import starter_blueprint
from tests.rooms.governance.matrices import (
    COUNCIL,
    DATA,
    PARTIES,
    ROADMAP,
    SEATS,
    SOUND,
    STAFFED,
    STEERING,
    both,
    with_forum,
    with_right,
)


def found(matrix):
    return [(finding.rule, finding.section, finding.item) for finding in lint(matrix)]


@pytest.mark.parametrize("matrix", [SOUND, STAFFED], ids=["matrix alone", "with seats"])
def test_a_sound_matrix_has_no_findings(matrix):
    assert found(matrix) == []


@pytest.mark.parametrize(
    ("rule", "right", "changes"),
    [
        ("E15", ROADMAP, {"owner": " ", "owner_forum": "", "owner_seats": ()}),
        ("E17", ROADMAP, {"forum": "", "owner_forum": "council"}),
        ("E17", ROADMAP, {"forum": "nowhere"}),
        ("E18", ROADMAP, {"sla_days": None}),
        ("E18", DATA, {"sla_days": None}),
        ("E19", ROADMAP, {"sla_days": 2}),
        ("W20", ROADMAP, {"sla_days": 4}),
        ("E21", ROADMAP, {"escalation": Escalation(to="council", sla_days=5)}),
        ("E22", ROADMAP, {"escalation": None, "deadlock": Deadlock()}),
        ("E23", DATA, {"condition": ""}),
        ("W24", DATA, {"convening_days": None}),
        ("W25", ROADMAP, {"deputy": ""}),
        ("W30", ROADMAP, {"written": False, "sla_days": 13}),
        ("W31", ROADMAP, {"deadlock": Deadlock()}),
        ("W41", ROADMAP, {"written": False, "sla_days": 12}),
        ("W42", ROADMAP, {"escalation": Escalation(to="steering")}),
    ],
)
def test_one_changed_field_of_a_row_fires_exactly_its_rule(rule, right, changes):
    also = {
        "W41": {"W30"},
        "E22": {"W31"},
    }.get(rule, set())
    fired = found(with_right(SOUND, right, **changes))
    assert {name for name, _, _ in fired} - also == {rule}
    assert {item for _, _, item in fired} == {right.id}


@pytest.mark.parametrize(
    ("rule", "forum", "changes"),
    [
        ("W28", COUNCIL, {"members": both(("n", "maya"), ("n", "priya"), ("b", "daniel"))}),
        ("W29", COUNCIL, {"quorum": None}),
        ("W29", COUNCIL, {"quorum": 0}),
        ("W29", STEERING, {"quorum_sides": ("n",)}),
        ("W44", COUNCIL, {"quorum": 3}),
    ],
)
def test_one_changed_field_of_a_forum_fires_exactly_its_rule(rule, forum, changes):
    assert found(with_forum(SOUND, forum, **changes)) == [(rule, "forums", forum.id)]


def test_a_forum_that_decides_nothing_is_theatre():
    idle = replace(COUNCIL, id="idle", name="Idle board")
    matrix = replace(SOUND, blueprint=replace(SOUND.blueprint, forums=(STEERING, COUNCIL, idle)))
    assert found(matrix) == [("W26", "forums", "idle")]


def test_a_top_forum_that_owns_too_much_is_named_with_its_count():
    heavy = with_right(SOUND, ROADMAP, forum="steering", sla_days=90, owner_forum="council")
    (finding,) = lint(heavy)
    assert (finding.rule, finding.item) == ("W27", "steering")
    assert finding.message == "1 of 2 decision types sit in Executive steering."


def test_two_in_five_types_in_the_top_forum_are_still_fine():
    rows = tuple(
        replace(ROADMAP, id=str(n), forum="steering" if n < 2 else "council", sla_days=90)
        for n in range(5)
    )
    assert found(replace(SOUND, blueprint=replace(SOUND.blueprint, rights=rows))) == []


def test_unequal_seats_are_fine_with_a_reason():
    crowd = both(("n", "maya"), ("n", "priya"), ("b", "daniel"))
    fine = with_forum(SOUND, COUNCIL, members=crowd, seats_reason="Northwind brings two depots")
    assert found(fine) == []


@pytest.mark.parametrize("party", PARTIES)
def test_a_vacant_seat_on_one_side_blocks_a_joint_decision(party):
    left = tuple(seat for seat in SEATS if (seat.party, seat.role) == (party, "approver:security"))
    staffed = replace(STAFFED, seats=tuple(seat for seat in SEATS if seat not in left))
    bare = with_right(staffed, DATA, deputy="", joint=Joint.YES)
    (finding,) = lint(bare)
    assert (finding.rule, finding.item) == ("E16", "data")
    assert finding.message == (
        f"{PARTIES[party]} has nobody who can approve “Data sharing” as security approver."
    )


def test_a_deputy_role_fills_a_vacant_seat():
    seats = tuple(seat for seat in SEATS if seat.role != "approver:security")
    assert found(replace(STAFFED, seats=seats)) == []


def test_a_decision_of_one_company_needs_only_one_side():
    seats = tuple(s for s in SEATS if (s.party, s.role) != ("b", "approver:security"))
    alone = with_right(replace(STAFFED, seats=seats), DATA, joint=Joint.NO, deputy="")
    assert found(alone) == []
    nobody = with_right(replace(STAFFED, seats=()), DATA, joint=Joint.NO, deputy="")
    assert ("E16", "rights", "data") in found(nobody)


def test_both_sides_vacant_are_said_in_one_sentence():
    seats = tuple(seat for seat in SEATS if seat.role != "approver:security")
    bare = with_right(replace(STAFFED, seats=seats), DATA, deputy="")
    (finding,) = lint(bare)
    assert finding.message == (
        "Northwind and Brightleaf have nobody who can approve “Data sharing” as security approver."
    )


def test_a_forum_with_members_of_one_side_only_cannot_decide_jointly():
    lonely = with_forum(SOUND, COUNCIL, members=both(("n", "maya")), seats_reason="for now")
    owned = with_right(lonely, ROADMAP, owner_seats=())
    (finding,) = lint(owned)
    assert finding.message == (
        "Brightleaf has nobody who can approve “Roadmap changes” as forum member."
    )


def test_an_owner_in_words_without_a_seat_behind_it_is_an_error_once_seats_are_known():
    vague = with_right(STAFFED, DATA, owner="The right people", owner_seats=())
    assert found(vague) == [("E16", "rights", "data")]
    assert found(with_right(SOUND, DATA, owner="The right people", owner_seats=())) == []


def test_one_name_on_each_side_is_named():
    seats = (
        *(seat for seat in SEATS if seat.role != "approver:security"),
        Seat(party="n", role="approver:security", person="sanne"),
        Seat(party="b", role="approver:security", person="priya"),
    )
    thin = with_right(replace(STAFFED, seats=seats), DATA, deputy="")
    (finding,) = lint(thin)
    assert finding.rule == "W25"
    assert finding.message == (
        "One name on each side. If Sanne Kuipers or Priya Raman is away, nobody can approve."
    )


def test_a_thin_side_is_named_alone():
    seats = tuple(
        replace(seat, person="priya", deputy="")
        if (seat.party, seat.role) == ("b", "alliance manager")
        else seat
        for seat in SEATS
    )
    thin = with_right(replace(STAFFED, seats=seats), ROADMAP, deputy="")
    (finding,) = lint(thin)
    assert finding.message == (
        "Priya Raman has no deputy. If Priya Raman is away, nobody can approve."
    )


def test_a_circle_of_escalations_is_written_out():
    teams = replace(COUNCIL, id="teams", name="Working teams", layer=Layer.WORKING)
    there = replace(ROADMAP, forum="council", escalation=Escalation(to="teams", sla_days=5))
    back = replace(there, id="back", forum="teams", escalation=Escalation(to="council", sla_days=5))
    blueprint = Blueprint(forums=(COUNCIL, teams), rights=(there, back))
    messages = [finding.message for finding in lint(replace(SOUND, blueprint=blueprint))]
    assert messages == [
        "“Roadmap changes” escalates in a circle: "
        "Operational council → Working teams → Operational council.",
        "“Roadmap changes” escalates in a circle: "
        "Working teams → Operational council → Working teams.",
    ]


def test_a_row_that_leads_into_a_circle_of_others_still_ends_the_lint():
    teams = replace(COUNCIL, id="teams", name="Working teams", layer=Layer.WORKING)
    third = replace(COUNCIL, id="third", name="Third board", layer=Layer.WORKING)
    rows = tuple(
        replace(ROADMAP, id=here, forum=here, escalation=Escalation(to=to, sla_days=5))
        for here, to in (("third", "teams"), ("teams", "council"), ("council", "teams"))
    )
    blueprint = Blueprint(forums=(COUNCIL, teams, third), rights=rows)
    fired = found(replace(SOUND, blueprint=blueprint))
    assert fired == [("E21", "rights", "teams"), ("E21", "rights", "council")]


def test_a_ladder_that_ends_below_the_top_is_named():
    teams = replace(COUNCIL, id="teams", name="Working teams", layer=Layer.WORKING)
    stuck = replace(
        ROADMAP, forum="council", escalation=Escalation(to="teams", sla_days=5), deadlock=Deadlock()
    )
    blueprint = Blueprint(forums=(COUNCIL, teams), rights=(stuck,))
    rules = {f.rule: f.message for f in lint(replace(SOUND, blueprint=blueprint))}
    assert rules["E22"] == (
        "The ladder of “Roadmap changes” ends at “Working teams”, which escalates nowhere."
    )


def test_a_ladder_may_end_over_several_steps():
    teams = replace(COUNCIL, id="teams", name="Working teams", layer=Layer.WORKING)
    low = replace(ROADMAP, id="low", forum="teams", escalation=Escalation(to="council", sla_days=5))
    blueprint = Blueprint(forums=(STEERING, COUNCIL, teams), rights=(ROADMAP, DATA, low))
    assert found(replace(SOUND, blueprint=blueprint)) == []


def test_a_decision_in_steering_needs_no_further_step():
    top = with_right(SOUND, ROADMAP, forum="steering", sla_days=90, escalation=None)
    assert [rule for rule, _, _ in found(top)] == ["W27"]


def test_a_slow_forum_says_what_it_can_do_and_what_would_help():
    slow = with_right(
        with_forum(SOUND, COUNCIL, rhythm="monthly", notice_days=0),
        ROADMAP,
        written=False,
        sla_days=10,
    )
    finding = lint(slow)[0]
    assert finding.rule == "E19"
    assert finding.message == "A monthly forum cannot meet a 10-day SLA: 46% on time at best."
    assert finding.fix == (
        "Meet every 2 weeks, allow approval in writing between meetings or promise 18 days."
    )


def test_papers_and_attendance_are_said_where_they_cost_time():
    slow = with_right(
        with_forum(SOUND, COUNCIL, rhythm="monthly"), ROADMAP, written=False, sla_days=10
    )
    finding = lint(replace(slow, attendance={"council": 0.9}))[0]
    assert finding.message == (
        "A monthly forum cannot meet a 10-day SLA: "
        "46% on time at best, 33% with papers 2 days ahead and your attendance."
    )


def test_an_unusual_rhythm_is_said_in_words():
    slow = with_right(
        with_forum(SOUND, COUNCIL, rhythm="FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", notice_days=0),
        ROADMAP,
        written=False,
        sla_days=9,
    )
    assert lint(slow)[0].message == (
        "A forum that meets every third Monday often misses a 9-day SLA: 60% on time at best."
    )


def test_a_session_as_needed_that_comes_too_late_is_an_error():
    late = with_right(SOUND, DATA, convening_days=20, sla_days=5, written=False)
    finding = lint(late)[0]
    assert (finding.rule, finding.item) == ("E19", "data")
    assert finding.message == (
        "A session within 20 days cannot meet a 5-day SLA: 25% on time at best."
    )


def test_approval_in_writing_cures_a_slow_forum():
    slow = with_forum(SOUND, COUNCIL, rhythm="monthly", notice_days=0)
    assert found(with_right(slow, ROADMAP, sla_days=10)) == []


def test_a_forum_without_a_rhythm_gets_no_forecast():
    assert found(with_forum(SOUND, COUNCIL, rhythm="")) == []
    assert found(with_forum(SOUND, COUNCIL, rhythm="when it rains")) == []


def test_the_starter_matrix_teaches_what_it_leaves_open():
    starter = replace(SOUND, blueprint=starter_blueprint())
    fired = {(finding.rule, finding.item): finding for finding in lint(starter)}
    assert fired["E19", "roadmap"].message == (
        "A monthly forum cannot meet a 10-day SLA: "
        "46% on time at best, 32% with papers 3 days ahead."
    )
    assert ("E23", "delivery") in fired
    assert {item for rule, item in fired if rule == "W24"} == {"commercial", "data-sharing"}
    assert ("W41", "delivery") in fired
    errors = {key for key, finding in fired.items() if finding.severity is Severity.ERROR}
    assert errors == {("E19", "roadmap"), ("E23", "delivery")}


def test_escalating_to_a_quarterly_steering_is_said_with_its_days():
    starter = replace(SOUND, blueprint=starter_blueprint())
    message = next(f.message for f in lint(starter) if (f.rule, f.item) == ("W42", "roadmap"))
    assert message == (
        "If “Roadmap changes” is late, Executive steering meets after 32.5 working days on "
        "average, its own forum after 5.8."
    )


def test_the_book_holds_every_rule_that_the_matrix_alone_can_show():
    ids = [rule.id for rule in BOOK.rules]
    assert " ".join(ids) == (
        "E15 E16 E17 E18 E19 W20 E21 E22 E23 W24 W25 W26 W27 W28 W29 W30 W31 W41 W42 W44"
    )
    assert all(rule.looks_for for rule in BOOK.rules)


def test_every_finding_says_what_to_do():
    empty = Matrix(blueprint=Blueprint(), parties=PARTIES, limits=limits(), day=SOUND.day)
    assert lint(empty) == ()
    for finding in lint(replace(SOUND, blueprint=starter_blueprint(), seats=())):
        assert finding.message.endswith(".")
        assert finding.fix.endswith(".") or finding.fix.endswith("”.")
        assert "{" not in finding.message

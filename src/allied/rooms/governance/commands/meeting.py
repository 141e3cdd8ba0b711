"""Recording that a forum took a decision in a meeting; each side then confirms for itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.reading import read_plain
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.governance import facts
from allied.rooms.governance.as_rules import (
    held,
    names_of,
    option_keys,
    right_of,
    seat_rows,
    seats_at,
    staffing,
    vacant,
)
from allied.rooms.governance.bench import bench_of
from allied.rooms.governance.blueprint import read_forum
from allied.rooms.governance.giving import Said, give_answer
from allied.rooms.governance.meeting import Attendance, missing_quorum
from allied.rooms.governance.models import Decision, Forum, Sitting
from allied.rooms.governance.rights import Blueprint
from allied.rooms.governance.settlement import Verdict
from allied.rooms.governance.settling import escalation_of, lock_decision, settle_locked, write
from allied.rooms.governance.states import ANSWERABLE, WORDS, DecisionState

NOT_SEATED = "Only people with a seat in this alliance can be named as present."


def record_meeting(
    *,
    by: Person,
    decision: Decision,
    forum: Forum,
    held_on: date,
    option: str,
    present: Iterable[Person],
    now: datetime,
    stand_ins: Iterable[Person] = (),
) -> Decision:
    """Write down that the forum, with its quorum of each side, chose an option.

    It confirms for the person who records it, if they were there and may answer. Nobody confirms
    for the other side.
    """
    require(by, "decision.steer", decision.alliance, now)
    with transaction.atomic():
        row = lock_decision(decision)
        if row.state not in ANSWERABLE:
            words = WORDS[DecisionState(row.state)]
            raise Refused("not_open", f"This decision is {words}. No meeting can take it now.")
        _check(row, forum, option)
        _check_day(row, held_on, by=by, now=now)
        attendance = _attendance(row, present, stand_ins, now)
        attendance = _with_deputies(row, forum, attendance, held_on)
        _check_quorum(row, forum, attendance, now)
        sitting = _written(row, forum, held_on, option, attendance, by=by, now=now)
        _record(row, forum, sitting, attendance, by=by, now=now)
        bench = bench_of(row, now)
        has_said = option in {answer.option for answer in bench.standing_of(by)}
        if sitting.has(by) and not has_said and bench.open_roles(by)[0]:
            give_answer(bench, Said(Verdict.APPROVE, option=option), by=by, now=now)
        settle_locked(bench, by=by, now=now)
    return row


def _check_day(row: Decision, held_on: date, *, by: Person, now: datetime) -> None:
    """Days are those of whoever writes the meeting down."""
    if not by.home.day_at(row.raised_at) <= held_on <= by.home.day_at(now):
        sentence = "The meeting was held after the decision was asked for, and not in the future."
        raise Refused("held_on", sentence, field="held_on")


def _check(row: Decision, forum: Forum, option: str) -> None:
    if option not in option_keys(row):
        keys = ", ".join(option_keys(row))
        raise Refused("option", f"Choose one of the options: {keys}.", field="option")
    escalation, right = escalation_of(row), right_of(row)
    places = {right.forum, right.owner_forum, escalation.to_key if escalation else ""}
    if forum.key not in places and not (right.as_needed and not right.forum):
        raise Refused("forum", f"{forum.name} does not take this type of decision.", field="forum")


def _attendance(
    row: Decision, present: Iterable[Person], stand_ins: Iterable[Person], now: datetime
) -> Attendance:
    seated = {seat.person: seat.party for seat in seats_at(row.alliance, now)}
    there: dict[str, set[str]] = {}
    instead = {str(person.pk) for person in stand_ins}
    for person in instead | {str(person.pk) for person in present}:
        if person not in seated:
            raise Refused("present", NOT_SEATED, field="present")
        there.setdefault(seated[person], set()).add(person)
    sides = {party: frozenset(people) for party, people in there.items()}
    return Attendance(sides, frozenset(instead))


def _with_deputies(
    row: Decision, forum: Forum, attendance: Attendance, held_on: date
) -> Attendance:
    """Whoever was there as the deputy of a member who was away that day stood in for them."""
    rule = read_plain(forum.content, read_forum)
    moment = datetime.combine(held_on, time(12), UTC)
    rows = seat_rows(row.alliance)
    staffed = replace(
        staffing(Blueprint(), held(rows, moment), vacant(rows, moment), moment), days={}
    )
    instead = [
        staffed.standing_in(party, set(rule.members_of(party)) - people) & people
        for party, people in attendance.present.items()
    ]
    return Attendance(attendance.present, attendance.stand_ins.union(*instead))


def _check_quorum(row: Decision, forum: Forum, attendance: Attendance, now: datetime) -> None:
    names = names_of(row.alliance)
    asked = [str(half.party_id) for half in row.halves.all()]
    rule = read_plain(forum.content, read_forum)
    people = {str(seat.person_id): seat.person.name for seat in held(seat_rows(row.alliance), now)}
    missing = missing_quorum(rule, attendance, asked, names, people)
    if missing:
        raise Refused("no_quorum", " ".join(missing), field="present")


def _written(
    row: Decision,
    forum: Forum,
    held_on: date,
    option: str,
    attendance: Attendance,
    *,
    by: Person,
    now: datetime,
) -> Sitting:
    row.has_met = True
    row.save(update_fields=["has_met"])
    return Sitting.objects.create(
        alliance_id=row.alliance_id,
        owner_id=by.home_id,
        audience=JOINT,
        decision=row,
        forum=forum,
        held_on=held_on,
        option=option,
        present={party: sorted(people) for party, people in attendance.present.items()},
        stand_ins=sorted(attendance.stand_ins),
        by=by,
        at=now,
    )


def _record(
    row: Decision,
    forum: Forum,
    sitting: Sitting,
    attendance: Attendance,
    *,
    by: Person,
    now: datetime,
) -> None:
    said = facts.MeetingRecorded(
        subject=row.pk,
        number=row.number,
        held_on=sitting.held_on,
        option=sitting.option,
        present=sum(len(people) for people in attendance.present.values()),
        forum=forum.name,
    )
    write(row, said, by=by, now=now)

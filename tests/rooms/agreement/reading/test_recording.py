"""The agreement record, its dates that remind in time, and the gate."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from allied.alliances import awaiting
from allied.alliances.gates import gates
from allied.alliances.models import Awaited
from allied.clock import timers
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.rooms.agreement.reading import commands
from allied.rooms.agreement.reading.content import (
    AgreementContent,
    changes,
    checked,
    read_content,
    sentences,
)
from allied.rooms.agreement.reading.models import Agreement
from allied.rooms.agreement.reading.queries.record import standing
from tests.conftest import NOON
from tests.rooms.agreement.reading.stage import (
    CONTENT,
    fact,
    facts,
    fresh,
    judge,
    kinds,
    owe,
    own,
    read,
    record,
)

HEADS = {"maya", "tomas", "daniel", "rachel"}
WRITERS = {"maya", "tomas", "ingrid", "jonas", "daniel", "rachel", "hannah", "ben"}


@pytest.mark.django_db
def test_who_may_record_the_agreement(cast):
    version = 0
    for name, person in cast.everybody().items():
        said = replace(CONTENT, note=f"by {name}")
        if name in WRITERS:
            version = record(cast, said, by=person, version=version).version
        else:
            with pytest.raises(NotAllowed):
                record(cast, said, by=person, version=version)
    assert version == len(WRITERS)
    assert Agreement.objects.in_system_scope("test").count() == 1


@pytest.mark.django_db
def test_the_record_is_written_once_and_then_changed(cast):
    row = record(cast)
    assert (row.version, row.notice_on) == (1, date(2027, 1, 17))
    assert record(cast, version=1).version == 1, "nothing changed, nothing written"
    row = record(cast, replace(CONTENT, law="Norway"), by=cast.daniel, version=1)
    assert row.version == 2
    assert kinds() == ["agreement.record.written", "agreement.record.changed"]
    for version in (0, 1, 3):
        with pytest.raises(Outdated):
            record(cast, replace(CONTENT, law="Finland"), version=version)


BAD = [
    ({"name": " "}, "name", "Give the agreement a name."),
    ({"name": "x" * 301}, "name", "at most 300 fit"),
    ({"law": "x" * 201}, "law", "at most 200 fit"),
    ({"notice": "soon"}, "notice", "such as 90 days"),
    ({"notice": "90 days or 3 months"}, "notice", "such as 90 days"),
    ({"notice": "900 years"}, "notice", "such as 90 days"),
    ({"open_ended": True}, "ends_on", "not both"),
    ({"ends_on": date(2025, 3, 3)}, "ends_on", "after 3 Mar 2025"),
    ({"ends_on": date(2020, 1, 1), "effective_on": None}, "ends_on", "after 3 Mar 2025"),
    ({"parties": tuple(f"P{n}" for n in range(13))}, "parties", "At most 12"),
    ({"note": "a\x07b"}, "note", "nobody can read"),
]


@pytest.mark.parametrize(("wrong", "field", "says"), BAD)
def test_a_record_that_does_not_fit_says_where_and_what_would(wrong, field, says):
    with pytest.raises(Refused) as refused:
        checked(replace(CONTENT, **wrong))
    assert refused.value.field == field
    assert says in refused.value.sentence


PLAIN_BAD = [
    ({"colour": "red"}, "colour"),
    ({"ends_on": "next year"}, "ends_on"),
    ({"ends_on": 5}, "ends_on"),
    ({"open_ended": "yes"}, "open_ended"),
    ({"parties": "Northwind"}, "parties"),
    ({"parties": [1]}, "parties"),
    ({"term": 3}, "term"),
]


@pytest.mark.parametrize(("said", "field"), PLAIN_BAD)
def test_plain_words_that_cannot_be_read(said, field):
    with pytest.raises(Refused) as refused:
        read_content({"name": "A"} | said)
    assert refused.value.field == field


def test_plain_words_become_the_record():
    said = read_content(
        {"name": "A", "ends_on": "2027-03-03", "parties": ["B", "C"], "signed_on": ""}
    )
    assert (said.ends_on, said.parties, said.signed_on) == (date(2027, 3, 3), ("B", "C"), None)


def test_what_is_kept_is_tidy():
    kept = checked(replace(CONTENT, notice="Ninety (90) days", parties=(" A ", "", "A", "B")))
    assert (kept.notice, kept.parties) == ("90 days", ("A", "B"))


CHANGED = [
    ({"law": "Norway"}, "Governing law: Norway instead of Sweden."),
    (
        {"ends_on": None, "open_ended": True},
        "Ends on: nothing instead of 3 Mar 2027. Open-ended: yes instead of no.",
    ),
    ({"parties": ("A",)}, "Parties: A instead of Northwind Foods AB and Brightleaf Coffee, Inc.."),
    ({}, ""),
]


@pytest.mark.parametrize(("new", "says"), CHANGED)
def test_changes_are_told_in_words(new, says):
    assert " ".join(changes(CONTENT, replace(CONTENT, **new))) == says


def test_the_record_in_one_line():
    said = AgreementContent(name="A", ends_on=date(2027, 3, 3), law="Sweden")
    assert sentences(said) == "Ends on: 3 Mar 2027. Governing law: Sweden."


def asked(cast, agreement):
    ids = awaiting.asked_of(agreement.pk, "renew")
    return {name for name, who in cast.everybody().items() if who.pk in ids}


def at(day):
    return datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)


NOTICE_ON, ENDS_ON = date(2027, 1, 17), date(2027, 3, 3)


@pytest.mark.django_db
def test_dates_remind_sponsors_and_managers_of_both_sides_in_time(cast):
    row = record(cast)
    assert asked(cast, row) == set()
    timers.fire_due(at(NOTICE_ON - timedelta(days=91)))
    assert asked(cast, row) == set()
    timers.fire_due(at(NOTICE_ON - timedelta(days=90)))
    assert asked(cast, row) == HEADS
    act = Awaited.objects.in_system_scope("test").filter(subject_id=row.pk).first()
    assert act.title == "Last day for a notice: 17 Jan 2027"
    assert act.due_at.date() == NOTICE_ON


@pytest.mark.django_db
def test_who_took_note_is_asked_again_when_the_next_day_of_reminding_comes(cast):
    row = record(cast)
    timers.fire_due(at(NOTICE_ON - timedelta(days=90)))
    commands.see_date(by=cast.daniel, agreement=fresh(row), now=at(NOTICE_ON - timedelta(days=80)))
    assert asked(cast, row) == HEADS - {"daniel"}
    assert kinds()[-1] == "agreement.date.seen"
    with pytest.raises(Refused, match="waits for you"):
        commands.see_date(
            by=cast.daniel, agreement=fresh(row), now=at(NOTICE_ON - timedelta(days=79))
        )
    timers.fire_due(at(NOTICE_ON - timedelta(days=30)))
    assert asked(cast, row) == HEADS


@pytest.mark.django_db
def test_after_the_notice_the_end_is_asked_about_and_then_nothing(cast):
    row = record(cast)
    timers.fire_due(at(NOTICE_ON - timedelta(days=30)))
    timers.fire_due(at(NOTICE_ON + timedelta(days=1)))
    titles = Awaited.objects.in_system_scope("test").filter(subject_id=row.pk, done_at=None)
    assert asked(cast, row) == HEADS
    timers.fire_due(at(ENDS_ON + timedelta(days=1)))
    assert asked(cast, row) == set()
    assert titles.count() == 0


@pytest.mark.django_db
def test_a_renewal_moves_the_dates_and_nobody_is_asked_about_the_old_ones(cast):
    row = record(cast)
    timers.fire_due(at(NOTICE_ON - timedelta(days=90)))
    later = at(NOTICE_ON - timedelta(days=60))
    row = record(cast, replace(CONTENT, ends_on=date(2028, 3, 3)), version=1, now=later)
    assert asked(cast, row) == set()
    timers.fire_due(at(NOTICE_ON - timedelta(days=30)))
    assert asked(cast, row) == set()
    timers.fire_due(at(row.notice_on - timedelta(days=30)))
    assert asked(cast, row) == HEADS


@pytest.mark.django_db
def test_a_record_written_late_asks_at_once(cast):
    row = record(cast, now=at(NOTICE_ON - timedelta(days=10)))
    assert asked(cast, row) == HEADS


@pytest.mark.django_db
def test_an_end_without_a_notice_reminds_by_itself_and_an_open_end_never(cast):
    row = record(cast, replace(CONTENT, notice=""))
    timers.fire_due(at(ENDS_ON - timedelta(days=90)))
    assert asked(cast, row) == HEADS
    row = record(cast, replace(CONTENT, ends_on=None, open_ended=True), version=1, now=at(ENDS_ON))
    timers.fire_due(at(ENDS_ON + timedelta(days=900)))
    assert asked(cast, row) == set()


def checks(cast):
    gate = next(one for one in gates(cast.alliance, now=NOON) if one.stage == "agreement")
    return {
        check.id.removeprefix("agreement."): check.holds
        for check in gate.checks
        if check.id.startswith("agreement.")
    }


@pytest.mark.django_db
def test_the_gate_asks_for_the_record_its_dates_and_its_obligations(cast):
    assert {key for key, holds in checks(cast).items() if holds} == {"facts", "owners", "late"}
    record(cast)
    assert all(checks(cast).values())
    row = record(cast, replace(CONTENT, ends_on=None, notice="", law="", renewal=""), version=1)
    assert {key for key, holds in checks(cast).items() if not holds} == {"end", "notice", "law"}
    record(cast, replace(CONTENT, ends_on=None, notice="", open_ended=True), version=row.version)
    assert all(checks(cast).values())
    owe(cast, due=date(2026, 2, 1), side=cast.north)
    assert {key for key, holds in checks(cast).items() if not holds} == {"owners", "late"}


@pytest.mark.django_db
def test_the_gate_counts_joint_readings_alone(cast):
    own(cast)
    assert checks(cast)["facts"]
    made = read(cast)
    assert not checks(cast)["facts"]
    for row in facts(made):
        row.alliance = cast.alliance
        judge(row, "refused", by=cast.maya)
    assert checks(cast)["facts"]
    judge(fact(made, "term"), by=cast.maya)


@pytest.mark.django_db
def test_the_lead_answers_when_it_ends(cast):
    def lead(now=NOON):
        return standing(cast.daniel, cast.alliance, now).lead[0]

    assert lead() == "No agreement is recorded."
    record(cast)
    assert lead() == "A notice counts until 17 Jan 2027."
    assert lead(at(date(2027, 2, 1))) == "Ends on 3 Mar 2027."
    assert lead(at(date(2027, 4, 1))) == "Ended on 3 Mar 2027."
    record(cast, replace(CONTENT, ends_on=None, notice="", open_ended=True), version=1)
    assert lead() == "It runs until somebody ends it."
    record(cast, replace(CONTENT, ends_on=None, notice=""), version=2)
    assert lead() == "Nobody knows yet when it ends."

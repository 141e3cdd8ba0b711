"""Exit triggers and the unwind plan as commands: who may, what is told, what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.alliances.gates import Standing, gate
from allied.alliances.models import Seat
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.rooms.agreement.exits import commands
from allied.rooms.agreement.exits.commands import StepContent, TriggerContent
from allied.rooms.agreement.exits.composing import blanks_of, composed
from allied.rooms.agreement.exits.conditions import Period
from allied.rooms.agreement.exits.dry_run import dry_run
from allied.rooms.agreement.exits.grammar import read
from allied.rooms.agreement.exits.limits import offered_steps, offered_triggers
from allied.rooms.agreement.exits.periods import Span, closed_spans
from allied.rooms.agreement.exits.queries import watched
from allied.rooms.agreement.exits.watched import known_numbers
from allied.rooms.conflict import commands as commands_of_conflict
from allied.rooms.governance.commands.blueprint import start_governance
from tests.conftest import NOON
from tests.rooms.agreement.exits.stage import RULE, add, told
from tests.rooms.agreement.reading.stage import CONTENT, record
from tests.rooms.conflict.stage import at as moment
from tests.rooms.conflict.stage import fresh, raised
from tests.rooms.diligence.stage import entries, size


def test_a_trigger_is_added_changed_and_retired_and_each_is_told(cast):
    made = add(cast)
    changed = commands.change_trigger(
        by=cast.daniel,
        trigger=made,
        said=TriggerContent(name="No sponsor", rule=RULE.replace("2 months", "3 months")),
        version=1,
        now=NOON,
    )
    with pytest.raises(Outdated):
        commands.retire_trigger(by=cast.maya, trigger=changed, version=1, now=NOON)
    commands.retire_trigger(by=cast.maya, trigger=changed, version=2, now=NOON)
    with pytest.raises(Refused, match="retired"):
        commands.retire_trigger(by=cast.maya, trigger=changed, version=3, now=NOON)
    assert told() == [
        f"Maya Lindqvist added the exit trigger X-1, Nobody at the top: {RULE}",
        "Daniel Okafor changed the exit trigger X-1, No sponsor: "
        "WHEN sponsors_missing > 0 FOR 3 months THEN review(steering, 10)",
        "Maya Lindqvist retired the exit trigger X-1, No sponsor",
    ]
    assert add(cast).ref == "X-2"


WRITERS = {"maya", "tomas", "daniel", "rachel"}


def test_who_may_write_triggers_and_the_plan(cast):
    for name, person in cast.everybody().items():
        before = size()
        if name in WRITERS:
            add(cast, by=person)
            said = StepContent(title="Say goodbye")
            commands.add_step(by=person, alliance=cast.alliance, said=said, now=NOON)
            assert size() == before + 2, name
            continue
        for call in (
            lambda who: add(cast, by=who),
            lambda who: commands.open_unwind_plan(by=who, alliance=cast.alliance, now=NOON),
        ):
            with pytest.raises(NotAllowed):
                call(person)
        assert size() == before, name


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"name": " "}, "name", "Give it a name"),
        ({"name": "x" * 201}, "name", "200"),
        ({"rule": "sometime"}, "rule", "expected is WHEN"),
        ({"rule": RULE.replace("sponsors_missing", "revenue")}, "rule", "no number “revenue”"),
        ({"rule": RULE.replace("steering", "the board")}, "rule", "no forum “the board”"),
        (
            {"rule": RULE.replace("review(steering, 10)", "notify(king)")},
            "rule",
            "no role “king”; it could be alliance manager",
        ),
        (
            {"rule": RULE.replace("review(steering, 10)", "exit_option(kestrel, 30)")},
            "rule",
            "no side “kestrel”; it could be Brightleaf, Northwind or either side",
        ),
        ({"early_rule": "WHEN"}, "early_rule", "At character 5 stands the end"),
        ({"why": "x" * 2001}, "why", "2,000"),
    ],
)
def test_what_a_trigger_cannot_say_is_refused_at_its_field(cast, said, field, words):
    with pytest.raises(Refused) as refused:
        add(cast, **said)
    assert refused.value.field == field
    assert words in refused.value.sentence
    assert not entries().filter(kind__startswith="agreement.").exists()


def test_a_rule_may_call_a_forum_of_the_blueprint_by_its_name(cast):
    start_governance(by=cast.maya, alliance=cast.alliance, now=NOON)
    made = add(cast, rule=RULE.replace("steering", "Executive_steering"))
    assert made.rule.endswith("review(Executive steering, 10)")


def test_the_unwind_plan_begins_with_what_every_parting_needs(cast):
    rows = commands.open_unwind_plan(by=cast.maya, alliance=cast.alliance, now=NOON)
    assert len(rows) == len(offered_steps()) >= 14
    with pytest.raises(Refused, match="already"):
        commands.open_unwind_plan(by=cast.daniel, alliance=cast.alliance, now=NOON)
    owned = StepContent(title="Return the machines", holder=cast.ben, within_days=30)
    step = commands.change_step(by=cast.daniel, step=rows[0], said=owned, version=1, now=NOON)
    with pytest.raises(Outdated):
        commands.remove_step(by=cast.daniel, step=rows[0], version=1, now=NOON)
    commands.remove_step(by=cast.daniel, step=step, version=2, now=NOON)
    with pytest.raises(Refused, match="removed"):
        commands.change_step(by=cast.daniel, step=step, said=owned, version=3, now=NOON)
    assert told() == [
        f"Maya Lindqvist opened the unwind plan with {len(rows)} steps",
        "Daniel Okafor changed the unwind plan: Return the machines (Ben Sato)",
        "Daniel Okafor removed from the unwind plan: Return the machines",
    ]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "title"),
        ({"within_days": -1}, "within_days"),
        ({"within_days": 1001}, "within_days"),
        ({"note": "x" * 2001}, "note"),
        ({"holder": "zed"}, "holder"),
        ({"holder": "olga"}, "holder"),
    ],
)
def test_what_a_step_cannot_say_is_refused_at_its_field(cast, said, field):
    if "holder" in said:
        said = {"holder": getattr(cast, said["holder"])}
    with pytest.raises(Refused) as refused:
        commands.add_step(
            by=cast.maya,
            alliance=cast.alliance,
            said=StepContent(**{"title": "Fine"} | said),
            now=NOON,
        )
    assert refused.value.field == field


def test_the_dry_run_reads_the_alliances_own_history(cast):
    numbers, today = known_numbers(cast.alliance), date(2026, 7, 10)
    rule = read(RULE)
    assert not dry_run(rule, cast.alliance, numbers, today).fired
    seat = Seat.objects.visible_to(cast.maya).get(person=cast.rachel)
    seat.ended_at = NOON + timedelta(days=40)
    seat.save(update_fields=["ended_at"])
    ran = dry_run(rule, cast.alliance, known_numbers(cast.alliance), today)
    labels = [span.label for span in ran.spans]
    assert labels == ["Apr 2026", "May 2026", "Jun 2026"]
    assert [str(one) for one in ran.readings] == ["warning 1/2", "fired", "fired"]
    assert ran.says == "In the last 3 months it would have fired in May 2026."
    assert "6 tell whether chance" in ran.warns


def test_numbers_tried_out_replace_the_history_and_tell_about_noise(cast):
    numbers = known_numbers(cast.alliance)
    tried = {"sponsors_missing": [Decimal(n) for n in (0, 1, 0, 1, 1, 0, 1, 1)]}
    ran = dry_run(read(RULE), cast.alliance, numbers, date(2026, 7, 10), tried)
    assert (len(ran.spans), len(ran.fired)) == (8, 2)
    assert ran.is_nervous
    assert ran.warns.endswith("too nervous. Ask for a longer run.")
    calm = {"sponsors_missing": [Decimal(0)] * 24}
    ran = dry_run(read(RULE), cast.alliance, numbers, date(2026, 7, 10), calm)
    assert (ran.is_nervous, ran.fired) == (False, ())


def values(cast, key, *spans: tuple[date, date]):
    given = [Span(label="", first=first, last=last) for first, last in spans]
    history = known_numbers(cast.alliance)[key].history
    with CaptureQueriesContext(connection) as asked:
        found = history(given)
    assert len(asked) <= 1, key
    return [None if one is None else int(one) for one in found]


MARCH, APRIL, MAY = (
    (date(2026, 3, 1), date(2026, 3, 31)),
    (date(2026, 4, 1), date(2026, 4, 30)),
    (date(2026, 5, 1), date(2026, 5, 31)),
)


def test_conflicts_are_counted_when_they_are_raised_and_when_they_first_leave_the_team(cast):
    assert values(cast, "conflicts_raised", MARCH, APRIL) == [0, 0]
    first = raised(cast, now=moment(2))
    raised(cast, now=moment(30), title="Which lab tests the October samples?")
    raised(cast, now=moment(1, month=4), title="Whose carrier on the Friday run?")
    assert values(cast, "conflicts_raised", MARCH, APRIL, MAY) == [2, 1, 0]
    for _ in range(2):
        climb(cast, first, moment(31))
    assert values(cast, "conflicts_steered", MARCH, APRIL, MAY) == [0, 0, 0]
    climb(cast, first, moment(3, month=4))
    assert values(cast, "conflicts_steered", MARCH, APRIL, MAY) == [0, 1, 0]
    climb(cast, first, moment(4, month=5))
    assert values(cast, "conflicts_steered", MARCH, APRIL, MAY) == [0, 1, 0]


def climb(cast, conflict, now):
    commands_of_conflict.escalate_conflict(
        by=cast.maya,
        conflict=conflict,
        reason="It needs those who sign.",
        version=fresh(conflict).version,
        now=now,
    )


def test_the_days_to_notice_are_known_once_the_agreement_is_recorded(cast):
    assert values(cast, "days_to_notice", MARCH) == [None]
    record(cast, replace(CONTENT, ends_on=date(2026, 5, 30), notice="30 days"))
    assert values(cast, "days_to_notice", MARCH, APRIL, MAY) == [30, 0, -31]
    record(cast, replace(CONTENT, ends_on=None, open_ended=True), version=1)
    assert values(cast, "days_to_notice", MARCH) == [None]


def test_naming_the_numbers_asks_nothing_of_conflicts_and_agreements(cast):
    with CaptureQueriesContext(connection) as asked:
        known_numbers(cast.alliance)
    said = " ".join(one["sql"] for one in asked)
    assert "allied_conflict" not in said
    assert "allied_agreement" not in said


def test_a_trigger_watches_the_last_day_for_a_notice(cast):
    record(cast, replace(CONTENT, ends_on=date(2026, 8, 29), notice="30 days"))
    rule = "WHEN days_to_notice < 60 FOR 1 month THEN review(steering, 20)"
    made = add(cast, "Notice comes near", rule)
    ran = dry_run(read(made.rule), cast.alliance, known_numbers(cast.alliance), date(2026, 7, 2))
    assert [str(one) for one in ran.readings][-2:] == ["ok", "fired"]


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        (Period.WEEK, ["week 18 of 2026", "week 19 of 2026"]),
        (Period.MONTH, ["Mar 2026", "Apr 2026"]),
        (Period.QUARTER, ["Q4 2025", "Q1 2026"]),
    ],
)
def test_only_closed_periods_count(period, labels):
    spans = closed_spans(period, date(2025, 2, 5), date(2026, 5, 11))[-2:]
    assert [span.label for span in spans] == labels
    assert all(span.last < date(2026, 5, 11) for span in spans)


def test_the_grace_is_over_once_it_is_past_however_little_history_is_shown(cast):
    cast.alliance.start_date = date(2020, 1, 1)
    text = RULE.replace("2 months", "1 month AFTER 6 months")
    ran = dry_run(read(text), cast.alliance, known_numbers(cast.alliance), date(2026, 7, 2))
    assert "grace" not in {str(one) for one in ran.readings}
    cast.alliance.start_date = date(2026, 1, 1)
    ran = dry_run(read(text), cast.alliance, known_numbers(cast.alliance), date(2026, 9, 2))
    assert [str(one) for one in ran.readings][:7] == ["grace"] * 6 + [str(ran.readings[6])]
    assert str(ran.readings[6]) != "grace"


def test_everything_the_catalogue_offers_can_be_added(cast):
    for offered in offered_triggers():
        add(cast, offered.name, offered.rule, early_rule=offered.early_rule, why=offered.why)
        blanks = blanks_of(read(offered.rule))
        assert read(composed(blanks)) == read(offered.rule)
    assert len(watched(cast.maya, cast.alliance, NOON.date())) == len(offered_triggers())


def test_the_gate_of_the_agreement_asks_for_triggers_and_owners(cast):
    def holds():
        found = gate(Standing(cast.alliance), "agreement", now=NOON).checks
        return {one.id: one.holds for one in found if one.id.startswith("exits.")}

    assert holds() == {"exits.trigger": False, "exits.unwind": False}
    add(cast)
    said = StepContent(title="Return the machines", holder=cast.ben)
    commands.add_step(by=cast.maya, alliance=cast.alliance, said=said, now=NOON)
    assert holds() == {"exits.trigger": True, "exits.unwind": True}

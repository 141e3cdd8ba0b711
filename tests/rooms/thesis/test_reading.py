"""What is read of a thesis: the right version for each reader, the tests, the gate, the findings."""

from datetime import date, timedelta

import pytest

from allied.alliances import gates as stages
from allied.alliances.gates import gates
from allied.alliances.models import Awaited
from allied.clock.timers import fire_due
from allied.rooms.thesis import commands
from allied.rooms.thesis.assumptions import Standing, Verdict
from allied.rooms.thesis.findings import findings
from allied.rooms.thesis.models import State
from allied.rooms.thesis.queries import (
    changes_between,
    document,
    newest_document,
    own_draft,
)
from allied.rooms.thesis.queries import (
    joint_thesis as joint_of,
)
from allied.rooms.thesis.testing import assumption_tests, tally
from tests.rooms.thesis.stage import (
    change,
    joint_thesis,
    newest,
    plain,
    put_up,
    sign_both,
    signed_thesis,
)
from tests.rooms.thesis.test_judging import evidence, judge


def checks(cast, now):
    gate = next(one for one in gates(cast.alliance, now=now) if one.stage == "strategy")
    return {c.id: c.holds for c in gate.checks if c.id.startswith("thesis.")}


def managers_asked(cast):
    rows = Awaited.objects.in_system_scope("test").filter(act="judge", done_at__isnull=True)
    return {row.person.name for row in rows}


def test_the_page_shows_what_is_up_else_what_is_in_force_else_the_newest(cast, now):
    thesis = joint_thesis(cast, now)
    shown = [document(cast.olga, thesis).version]
    sign_both(cast, thesis, now)
    shown.append(document(cast.olga, thesis).version)
    change(cast, thesis, now)
    shown.append(document(cast.olga, thesis).version)
    assert newest_document(cast.olga, thesis).version.revision == 2
    put_up(cast, thesis, now)
    shown.append(document(cast.olga, thesis).version)
    assert [(v.revision, v.state) for v in shown] == [
        (1, State.DRAFT),
        (1, State.SIGNED),
        (1, State.SIGNED),
        (2, State.UP),
    ]


def test_a_revision_that_never_was_is_not_found(cast, now):
    assert document(cast.maya, joint_thesis(cast, now), 7) is None


@pytest.mark.parametrize("name", ["zed", "nobody", "host"])
def test_strangers_find_no_thesis(cast, now, name):
    joint_thesis(cast, now)
    assert joint_of(cast.everybody()[name], cast.alliance) is None
    assert findings(stages.Standing(cast.alliance), cast.everybody()[name], now) == ()


def test_our_draft_is_found_while_it_is_open_and_after_it_was_shared(cast, now):
    mine = commands.start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", now=now)
    assert own_draft(cast.maya, cast.alliance) == mine
    assert own_draft(cast.daniel, cast.alliance) is None
    assert own_draft(cast.olga, cast.alliance) is None, "an observer reads no private things"
    commands.share_draft(by=cast.maya, thesis=mine, version=1, now=now)
    assert own_draft(cast.tomas, cast.alliance).shared_at == now


def test_a_document_takes_a_constant_number_of_queries(cast, now, django_assert_max_num_queries):
    thesis = joint_thesis(cast, now)
    counts = []
    for rounds in (1, 6):
        for _ in range(rounds):
            sign_both(cast, thesis, now)
            evidence(cast, thesis, now, source=f"Source {newest(thesis).revision}")
            change(cast, thesis, now, new=f"Objective {newest(thesis).revision}")
        with django_assert_max_num_queries(8) as captured:
            found = document(cast.maya, thesis)
            assumption_tests(cast.maya, found, now.date())
            assert found.said is not None
            assert [s.person.name for off in found.sign_offs.values() for s in off.signatures.all()]
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_two_versions_are_compared_in_words(cast, now):
    thesis = signed_thesis(cast, now)
    outcomes = plain(cast)["outcomes"]
    outcomes[0]["target"] = "5000"
    change(cast, thesis, now, section="outcomes", new=outcomes)
    one, two = (document(cast.daniel, thesis, revision) for revision in (1, 2))
    said = [change.sentence for change in changes_between(one, two)]
    assert len(said) == 1
    assert "6,000" in said[0]
    assert "5,000" in said[0]


def test_the_lint_says_what_is_missing_in_the_newest_version(cast, now):
    thesis = joint_thesis(cast, now)
    assert not [
        f for f in findings(stages.Standing(cast.alliance), cast.maya, now) if f.rule == "E3"
    ]
    change(cast, thesis, now, section="scope", new=[])
    assert [
        f.section
        for f in findings(stages.Standing(cast.alliance), cast.daniel, now)
        if f.rule == "E3"
    ] == ["scope"]


def test_a_test_shows_its_date_evidence_odds_and_verdicts(cast, now):
    thesis = signed_thesis(cast, now)
    evidence(cast, thesis, now)
    evidence(cast, thesis, now, source="Store visits", strength="moderate", independent=False)
    gone = evidence(cast, thesis, now, source="A rumour", direction="against")
    commands.withdraw_evidence(by=cast.maya, evidence=gone, now=now)
    judge(cast, thesis, now)
    found = document(cast.rachel, thesis)
    first, second = assumption_tests(cast.rachel, found, date(2026, 5, 10))
    assert (first.assumption.id, first.due) == ("a1", date(2026, 5, 20))
    assert first.standing is Standing.DUE_SOON
    assert first.verdict is None
    assert first.odds == "97% likely, from 2 sources (1 independent)."
    assert first.said == "Northwind says validated. Brightleaf has not said."
    assert len(first.evidence) == 3
    assert second.odds == "No evidence yet."
    assert second.said == "No side has given its verdict yet."
    judge(cast, thesis, now, by=cast.daniel)
    first, second = assumption_tests(cast.rachel, found, date(2026, 5, 10))
    assert first.verdict is Verdict.VALIDATED
    assert first.said == "Every side says: validated."
    coming = "The next test is due on 31 May 2026."
    assert tally([first, second]) == f"One of two assumptions is judged by every side. {coming}"
    assert tally([second, second]).startswith("None of two assumptions is judged by every side.")
    assert tally([first, first]) == "Both assumptions are judged by every side."
    assert tally([first]) == "The one assumption is judged by every side."


def test_sides_that_disagree_are_said_so(cast, now):
    thesis = signed_thesis(cast, now)
    judge(cast, thesis, now)
    judge(cast, thesis, now, by=cast.daniel, verdict="refuted")
    first, _ = assumption_tests(cast.maya, document(cast.maya, thesis), date(2026, 6, 1))
    assert first.said == "Northwind says validated and Brightleaf says refuted."
    assert first.standing is Standing.OVERDUE


def test_two_weeks_before_a_test_is_due_both_managers_are_asked(cast, now):
    thesis = signed_thesis(cast, now)
    due = now.replace(month=5, day=20, hour=6)
    fire_due(due - timedelta(days=15))
    assert managers_asked(cast) == set()
    fire_due(due - timedelta(days=14))
    assert managers_asked(cast) == {"Maya Lindqvist", "Daniel Okafor"}
    act = Awaited.objects.visible_to(cast.maya).get(act="judge")
    assert (act.title, act.due_at.date()) == (
        "Test: Shoppers buy it chilled, next to juice",
        date(2026, 5, 20),
    )
    judge(cast, thesis, due, by=cast.tomas)
    assert managers_asked(cast) == {"Daniel Okafor"}


def test_a_side_that_has_judged_already_is_not_asked(cast, now):
    thesis = signed_thesis(cast, now)
    judge(cast, thesis, now, by=cast.daniel)
    fire_due(now + timedelta(days=75))
    assert managers_asked(cast) == {"Maya Lindqvist"}


def test_a_test_without_a_date_follows_the_launch_also_when_it_moves(cast, now):
    cast.alliance.launch_date = date(2026, 4, 1)
    cast.alliance.save(update_fields=["launch_date"])
    signed_thesis(cast, now)
    cast.alliance.launch_date = date(2026, 7, 1)
    cast.alliance.save(update_fields=["launch_date"])
    first = now.replace(month=6, day=20)
    fire_due(first)
    titles = Awaited.objects.in_system_scope("test").filter(act="judge")
    assert {row.title for row in titles} == {"Test: Shoppers buy it chilled, next to juice"}
    fire_due(now.replace(month=9, day=16))
    assert "Test: A new flavour takes 16 weeks" in {row.title for row in titles.all()}


def test_an_assumption_that_was_dropped_is_not_asked_about(cast, now):
    thesis = signed_thesis(cast, now)
    change(cast, thesis, now, section="assumptions", new=plain(cast)["assumptions"][1:])
    sign_both(cast, thesis, now)
    fire_due(now.replace(month=6, day=1))
    asked = Awaited.objects.in_system_scope("test").filter(act="judge")
    assert {row.title for row in asked} == {"Test: A new flavour takes 16 weeks"}


def test_the_gate_asks_for_a_signed_and_testable_thesis(cast, now):
    assert set(checks(cast, now).values()) == {False}
    thesis = joint_thesis(cast, now)
    assert checks(cast, now) == {
        "thesis.written": True,
        "thesis.outcomes": True,
        "thesis.boundary": True,
        "thesis.tests": True,
        "thesis.lint": True,
        "thesis.signed": False,
    }
    sign_both(cast, thesis, now)
    assert set(checks(cast, now).values()) == {True}


def test_an_own_draft_passes_no_gate_and_changes_no_check(cast, now):
    before = checks(cast, now)
    commands.start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", now=now)
    assert checks(cast, now) == before

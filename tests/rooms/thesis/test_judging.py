"""Evidence and verdicts: both sides read them, each side speaks for itself."""

from datetime import date, timedelta

import pytest

from allied.kit.errors import NotAllowed, Refused
from allied.people.doors import acting_as
from allied.record.models import Entry
from allied.rooms.thesis import commands
from allied.rooms.thesis.models import AssumptionEvidence, AssumptionVerdict
from tests.rooms.thesis.stage import change, joint_thesis, plain, signed_thesis

EVERYBODY = ["maya", "tomas", "ingrid", "olga", "carl", "daniel", "rachel", "zed", "nobody", "host"]
JUDGES = {"maya", "tomas", "daniel", "rachel"}


def kinds(cast):
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance, audience="joint")
    return [entry.kind for entry in rows.order_by("seq")]


def evidence(cast, thesis, now, **changed):
    given = {
        "by": cast.maya,
        "thesis": thesis,
        "item": "a1",
        "source": "Sell-out numbers of three chains",
        "found_on": date(2026, 3, 1),
        "direction": "for",
        "strength": "strong",
        "independent": True,
        "text": "17.2 units per store and week",
        "now": now,
    }
    return commands.add_evidence(**(given | changed))


def judge(cast, thesis, now, **changed):
    given = {
        "by": cast.maya,
        "thesis": thesis,
        "item": "a1",
        "verdict": "validated",
        "reason": "Held in all three chains",
        "now": now,
    }
    return commands.judge_assumption(**(given | changed))


def test_evidence_is_recorded_with_one_fact(cast, now):
    thesis = signed_thesis(cast, now)
    before = len(kinds(cast))
    row = evidence(cast, thesis, now)
    assert kinds(cast)[before:] == ["thesis.evidence.added"]
    assert (row.owner, row.audience) == (cast.north, "joint")
    entry = Entry.objects.visible_to(cast.daniel).get(subject_id=row.pk)
    told = {each.path: each.value for each in entry.disclosures.all()}
    assert told["data.assumption"] == "Shoppers buy it chilled, next to juice"


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_add_evidence_and_judge(cast, now, name):
    thesis = signed_thesis(cast, now)
    before = kinds(cast)
    for act in (evidence, judge):
        if name in JUDGES:
            assert act(cast, thesis, now, by=cast.everybody()[name])
        else:
            with pytest.raises((NotAllowed, Refused)):
                act(cast, thesis, now, by=cast.everybody()[name])
            assert kinds(cast) == before


@pytest.mark.parametrize(
    "bad",
    [
        {"item": "nothing"},
        {"item": "o1"},
        {"source": ""},
        {"source": "x" * 301},
        {"source": "a\x00b"},
        {"text": "x" * 5001},
        {"text": "half \ud800"},
        {"direction": "sideways"},
        {"strength": "9"},
        {"found_on": date(2026, 3, 3)},
        {"found_on": date(1, 1, 1)},
        {"found_on": date(9999, 12, 31)},
    ],
    ids=",".join,
)
def test_bad_evidence_is_refused(cast, now, bad):
    thesis = signed_thesis(cast, now)
    before = kinds(cast)
    with pytest.raises(Refused) as refusal:
        evidence(cast, thesis, now, **bad)
    assert refusal.value.field in {*bad, "found_on"}
    assert kinds(cast) == before


@pytest.mark.parametrize(
    "bad",
    [{"verdict": "held"}, {"reason": "  "}, {"reason": "x" * 2001}, {"item": ""}],
    ids=",".join,
)
def test_a_bad_verdict_is_refused(cast, now, bad):
    thesis = signed_thesis(cast, now)
    with pytest.raises(Refused):
        judge(cast, thesis, now, **bad)


def test_an_item_of_another_thesis_is_not_judged(cast, now):
    signed_thesis(cast, now)
    other = commands.start_thesis(by=cast.zed, alliance=cast.other, now=now, audience="joint")
    with pytest.raises(Refused, match="no such assumption"):
        judge(cast, other, now, by=cast.zed)


def test_each_side_has_one_verdict_and_the_earlier_one_stays_readable(cast, now):
    thesis = signed_thesis(cast, now)
    judge(cast, thesis, now)
    judge(cast, thesis, now, by=cast.tomas, verdict="inconclusive", reason="Too early")
    judge(cast, thesis, now, by=cast.daniel, verdict="refuted", reason="Not at ours")
    rows = AssumptionVerdict.objects.visible_to(cast.olga).filter(thesis=thesis)
    standing = {row.owner_id: row.verdict for row in rows.filter(replaced_at__isnull=True)}
    assert standing == {cast.north.pk: "inconclusive", cast.bright.pk: "refuted"}
    assert rows.count() == 3


def test_evidence_is_withdrawn_by_its_own_side_only(cast, now):
    thesis = signed_thesis(cast, now)
    row = evidence(cast, thesis, now)
    with pytest.raises(Refused, match="gave itself"):
        commands.withdraw_evidence(by=cast.daniel, evidence=row, now=now)
    before = len(kinds(cast))
    later = now + timedelta(hours=1)
    for _ in range(2):
        row = commands.withdraw_evidence(by=cast.tomas, evidence=row, now=later)
    assert row.withdrawn_at == later
    assert kinds(cast)[before:] == ["thesis.evidence.withdrawn"]


@pytest.mark.parametrize("name", ["ingrid", "olga", "carl", "zed", "nobody", "host"])
def test_who_may_not_withdraw_evidence(cast, now, name):
    row = evidence(cast, signed_thesis(cast, now), now)
    with pytest.raises((NotAllowed, Refused)):
        commands.withdraw_evidence(by=cast.everybody()[name], evidence=row, now=now)


def test_an_assumption_of_the_draft_is_testable_before_it_is_signed(cast, now):
    assert judge(cast, joint_thesis(cast, now), now)


def test_what_is_in_force_stays_testable_while_a_draft_drops_it(cast, now):
    thesis = signed_thesis(cast, now)
    change(cast, thesis, now, section="assumptions", new=plain(cast)["assumptions"][1:])
    assert judge(cast, thesis, now)


def test_the_second_wall_lets_each_side_judge_for_itself(cast, now):
    thesis = signed_thesis(cast, now)
    for who in (cast.maya, cast.daniel):
        with acting_as(who):
            evidence(cast, thesis, now, by=who)
            judge(cast, thesis, now, by=who)
    assert AssumptionVerdict.objects.visible_to(cast.maya).count() == 2
    assert AssumptionEvidence.objects.visible_to(cast.daniel).count() == 2

"""Asking for a decision: what the matrix says is copied, who must answer is fixed, the clock starts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.alliances.numbers import next_number
from allied.clock import commands as clocks
from allied.clock.counting import Mode
from allied.clock.timers import Subject
from allied.kit.errors import Refused
from allied.kit.reading import read_plain
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.governance import facts, rights
from allied.rooms.governance.as_rules import version_in_effect
from allied.rooms.governance.asking import Question, as_fields, checked, question_digest
from allied.rooms.governance.blueprint import read_right
from allied.rooms.governance.ending import why_not_supersede
from allied.rooms.governance.entitlement import has_four_eyes, needed_when_asked
from allied.rooms.governance.limits import limits
from allied.rooms.governance.models import (
    BlueprintState,
    Decision,
    DecisionDraft,
    DecisionRight,
    Half,
)
from allied.rooms.governance.models.decisions import UNDECIDED
from allied.rooms.governance.penholders import await_answers
from allied.rooms.governance.rights import Tiebreak
from allied.rooms.governance.settlement import Needed
from allied.rooms.governance.settling import supersede, write
from allied.rooms.governance.states import DecisionState

INCIDENT = "incident"


def raise_decision(
    *,
    by: Person,
    alliance: Alliance,
    right: DecisionRight,
    question: Question,
    now: datetime,
    condition_applies: bool = False,
    accountable: Organisation | None = None,
    supersedes: Decision | None = None,
    draft: DecisionDraft | None = None,
) -> Decision:
    """Ask for a decision of this type; the clock starts now and both companies see it.

    `condition_applies` says whether a type that is sometimes joint is joint this time. Otherwise
    `accountable` decides alone; without a name that is the company that asks.
    """
    require(by, "decision.raise", alliance, now)
    with transaction.atomic():
        book.take_turn(alliance.pk)
        row = DecisionRight.objects.lock(right)
        rule = _rule_of(row)
        checked(question)
        _check_standing(question, rule)
        joint, decider, needed = _asked(rule, alliance, accountable or by.home, condition_applies)
        decision = _written(
            by=by,
            alliance=alliance,
            row=row,
            rule=rule,
            question=question,
            joint=joint,
            accountable=decider,
            supersedes=supersedes,
            now=now,
        )
        halves = _put_halves(decision, needed)
        _start_clock(decision, rule, by=by, now=now)
        await_answers(decision, halves, [], by=by, now=now)
        _record(decision, rule, needed, by=by, now=now)
        if draft is not None:
            _end_draft(draft, decision, now)
        if supersedes is not None:
            _give_way(supersedes, decision, by=by, now=now)
    return decision


def _rule_of(row: DecisionRight) -> rights.DecisionRight:
    """The row of the matrix with its four-eyes rule worked out."""
    rule = read_plain(row.content, read_right)
    if row.ended_at is not None:
        raise Refused("type_ended", f"“{row.name}” is no longer in the matrix.", field="type")
    if not rule.roles:
        sentence = f"Nobody is named to decide “{row.name}”. Name its owner in the matrix first."
        raise Refused("no_owner", sentence, field="type")
    return replace(rule, four_eyes=has_four_eyes(rule, limits().four_eyes_kinds))


def _check_standing(question: Question, rule: rights.DecisionRight) -> None:
    if question.standing and rule.deadlock.kind is not Tiebreak.OPTION:
        sentence = f"The matrix knows no option that stands by itself for “{rule.name}”."
        raise Refused("no_standing", sentence, field="standing")


def _asked(
    rule: rights.DecisionRight, alliance: Alliance, decider: Organisation, condition_applies: bool
) -> tuple[bool, Organisation, Needed]:
    """Whether both companies must answer, who is accountable, and which roles answer on each side."""
    rows = alliance.parties.select_related("organisation").order_by("position")
    owners = [row.organisation for row in rows]
    if decider not in owners:
        raise Refused("no_party", "Only a party of this alliance can decide.", field="accountable")
    joint = rule.is_joint(condition_applies=condition_applies) and len(owners) > 1
    ids = [str(owner.pk) for owner in owners]
    return joint, decider, needed_when_asked(rule, ids, joint=joint, accountable=str(decider.pk))


def _written(
    *,
    by: Person,
    alliance: Alliance,
    row: DecisionRight,
    rule: rights.DecisionRight,
    question: Question,
    joint: bool,
    accountable: Organisation,
    supersedes: Decision | None,
    now: datetime,
) -> Decision:
    version = version_in_effect(alliance)
    frozen: dict[str, Any] = {**row.content, "four_eyes": rule.four_eyes}
    asked: Any = as_fields(question)
    return Decision.objects.create(
        **asked,
        alliance=alliance,
        owner_id=by.home_id,
        audience=JOINT,
        number=next_number(alliance, "decision"),
        right=row,
        right_copy=frozen,
        forum_id=row.forum_id,
        digest=question_digest(question, row.key),
        rules_signed=version is not None and version.state == BlueprintState.SIGNED,
        joint=joint,
        accountable=accountable,
        asked_by=by,
        raised_at=now,
        state_at=now,
        supersedes=supersedes,
    )


def _put_halves(decision: Decision, needed: Needed) -> Sequence[Half]:
    return Half.objects.bulk_create(
        Half(
            alliance_id=decision.alliance_id,
            owner_id=decision.owner_id,
            audience=JOINT,
            decision=decision,
            party_id=UUID(need.party),
            position=position,
            ways=[sorted(way) for way in need.ways],
        )
        for position, need in enumerate(needed.parties)
    )


def _start_clock(
    decision: Decision, rule: rights.DecisionRight, *, by: Person, now: datetime
) -> None:
    if rule.sla_days is None:
        return
    alone = Mode.EITHER if rule.kind == INCIDENT else Mode.OWNER
    decision.clock = clocks.start_clock(
        by=by,
        alliance=decision.alliance,
        subject=Subject("decision", decision.pk),
        days=rule.sla_days,
        accountable=decision.accountable,
        mode=Mode.BOTH if decision.joint else alone,
        now=now,
    )
    decision.save(update_fields=["clock"])


def _record(
    decision: Decision, rule: rights.DecisionRight, needed: Needed, *, by: Person, now: datetime
) -> None:
    said = facts.DecisionRaised(
        subject=decision.pk,
        number=decision.number,
        title=decision.title,
        digest=decision.digest,
        right=decision.right.key,
        joint=decision.joint,
        asked=[need.party for need in needed.parties],
        days=rule.sla_days,
        due=decision.clock.due_at if decision.clock else None,
    )
    write(decision, said, by=by, now=now)


def _end_draft(draft: DecisionDraft, decision: Decision, now: datetime) -> None:
    row = DecisionDraft.objects.lock(draft)
    if row.ended_at is not None:
        raise Refused("draft_ended", "This draft was asked for or removed already.")
    row.raised_as, row.ended_at = decision, now
    row.save(update_fields=["raised_as", "ended_at"])


def _give_way(before: Decision, decision: Decision, *, by: Person, now: datetime) -> None:
    """An open decision gives way at once; one that is in force stands until this one is approved."""
    row = Decision.objects.lock(before)
    if row.state in UNDECIDED:
        if row.owner_id != by.home_id:
            sentence = (
                f"Only the company that asked for D-{row.number} can replace it while it is open."
            )
            raise Refused("not_yours", sentence, field="supersedes")
        supersede(row, decision, by=by, now=now)
        return
    # Asked as if the new one were approved: whether the old one can ever give way.
    refusal = why_not_supersede(
        DecisionState(row.state),
        DecisionState.APPROVED,
        same_decision=row.pk == decision.pk,
        same_alliance=row.alliance_id == decision.alliance_id,
    )
    if refusal:
        raise Refused("cannot_replace", refusal, field="supersedes")

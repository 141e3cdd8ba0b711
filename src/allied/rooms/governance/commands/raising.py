"""Asking for a decision: what the matrix says is copied, who must answer is fixed, the clock starts."""

from dataclasses import replace
from datetime import datetime
from typing import TypedDict

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.reading import read_plain
from allied.people.models import Organisation, Person
from allied.record import book
from allied.rooms.governance import facts, rights
from allied.rooms.governance.asking import Question, checked
from allied.rooms.governance.blueprint import read_right
from allied.rooms.governance.ending import why_not_supersede
from allied.rooms.governance.entitlement import has_four_eyes, needed_when_asked
from allied.rooms.governance.limits import limits
from allied.rooms.governance.models import Decision, DecisionDraft, DecisionRight
from allied.rooms.governance.models.decisions import UNDECIDED
from allied.rooms.governance.opening import Opening, open_decision
from allied.rooms.governance.penholders import await_answers
from allied.rooms.governance.rights import Tiebreak
from allied.rooms.governance.settlement import Needed
from allied.rooms.governance.settling import supersede, write
from allied.rooms.governance.states import DecisionState


class Asked(TypedDict):
    """Who is asked: both companies or one, and in which roles."""

    joint: bool
    needed: Needed


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
        _check_standing(checked(question), rule)
        decider = accountable or by.home
        opening = Opening(
            by=by,
            alliance=alliance,
            right=row,
            rule=rule,
            question=question,
            accountable=decider,
            supersedes=supersedes,
            **_asked(rule, alliance, decider, condition_applies),
        )
        bench = open_decision(opening, now=now)
        await_answers(bench, by=by, now=now)
        write(bench.decision, _fact(bench.decision, opening), by=by, now=now)
        if draft is not None:
            _end_draft(draft, bench.decision, now)
        if supersedes is not None:
            _give_way(supersedes, bench.decision, by=by, now=now)
    return bench.decision


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
) -> Asked:
    """Whether both companies must answer, and which roles answer on each side."""
    rows = alliance.parties.select_related("organisation").order_by("position")
    owners = [row.organisation for row in rows]
    if decider not in owners:
        raise Refused("no_party", "Only a party of this alliance can decide.", field="accountable")
    joint = rule.is_joint(condition_applies=condition_applies) and len(owners) > 1
    ids = [str(owner.pk) for owner in owners]
    needed = needed_when_asked(rule, ids, joint=joint, accountable=str(decider.pk))
    return Asked(joint=joint, needed=needed)


def _fact(decision: Decision, opening: Opening) -> facts.DecisionRaised:
    return facts.DecisionRaised(
        subject=decision.pk,
        number=decision.number,
        title=decision.title,
        digest=decision.digest,
        right=opening.right.key,
        joint=decision.joint,
        asked=[need.party for need in opening.needed.parties],
        days=opening.rule.sla_days,
        due=decision.clock.due_at if decision.clock else None,
    )


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

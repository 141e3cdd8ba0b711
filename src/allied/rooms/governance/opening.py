"""Writes a decision that was just asked for: its halves, its clock, and whom it waits for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allied.alliances.models import Alliance
from allied.alliances.numbers import next_number
from allied.clock import commands as clocks
from allied.clock.counting import Mode
from allied.clock.models import SlaClock
from allied.clock.timers import Subject
from allied.kit.identity import new_id
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.rooms.governance import rights
from allied.rooms.governance.as_rules import blueprint_of, staffing_of, version_in_effect
from allied.rooms.governance.asking import Question, as_fields, question_digest
from allied.rooms.governance.bench import Bench
from allied.rooms.governance.models import BlueprintState, Decision, DecisionRight, Half
from allied.rooms.governance.settlement import Needed

INCIDENT = "incident"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Everything that is fixed when a decision is asked for."""

    by: Person
    alliance: Alliance
    right: DecisionRight
    rule: rights.DecisionRight
    question: Question
    joint: bool
    accountable: Organisation
    needed: Needed
    supersedes: Decision | None


def open_decision(opening: Opening, *, now: datetime) -> Bench:
    """The decision with its halves and its running clock, and the bench that answers it."""
    version = version_in_effect(opening.alliance)
    pk = new_id()
    frozen: dict[str, Any] = {**opening.right.content, "four_eyes": opening.rule.four_eyes}
    asked: Any = as_fields(opening.question)
    blueprint = blueprint_of(version) if version else rights.Blueprint()
    decision = Decision.objects.create(
        **asked,
        id=pk,
        alliance=opening.alliance,
        owner_id=opening.by.home_id,
        audience=JOINT,
        number=next_number(opening.alliance, "decision"),
        right=opening.right,
        right_copy=frozen,
        places=_places(opening.rule, blueprint),
        forum_id=opening.right.forum_id,
        digest=question_digest(opening.question, opening.right.key),
        rules_signed=version is not None and version.state == BlueprintState.SIGNED,
        joint=opening.joint,
        accountable=opening.accountable,
        asked_by=opening.by,
        raised_at=now,
        state_at=now,
        clock=_start_clock(opening, pk, now),
        supersedes=opening.supersedes,
    )
    halves = _put_halves(decision, opening.needed)
    return Bench(decision, opening.rule, staffing_of(opening.alliance, now, version), halves)


def _places(rule: rights.DecisionRight, blueprint: rights.Blueprint) -> dict[str, str]:
    named = {rule.forum, rule.owner_forum, rule.escalation.to if rule.escalation else ""}
    return {forum: blueprint.forum_name(forum) for forum in sorted(named) if forum}


def _start_clock(opening: Opening, decision_id: UUID, now: datetime) -> SlaClock | None:
    if opening.rule.sla_days is None:
        return None
    alone = Mode.EITHER if opening.rule.kind == INCIDENT else Mode.OWNER
    return clocks.start_clock(
        by=opening.by,
        alliance=opening.alliance,
        subject=Subject("decision", decision_id),
        days=opening.rule.sla_days,
        accountable=opening.accountable,
        mode=Mode.BOTH if opening.joint else alone,
        now=now,
    )


def _put_halves(decision: Decision, needed: Needed) -> list[Half]:
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

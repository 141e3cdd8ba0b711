"""Writes one person's answer into a locked decision, in every role of their company that they fill."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.governance import facts, settlement
from allied.rooms.governance.as_rules import (
    answer_of,
    needed_of,
    option_keys,
    outcome_of,
    right_of,
    staffing_of,
)
from allied.rooms.governance.entitlement import Staffing, roles_of, why_not_answer
from allied.rooms.governance.meeting import why_not_between_meetings
from allied.rooms.governance.models import Answer, Decision, Sitting
from allied.rooms.governance.rights import DecisionRight
from allied.rooms.governance.settlement import Verdict
from allied.rooms.governance.settling import write
from allied.rooms.governance.states import DecisionState

MOST_CONDITIONS, LONGEST_WORDS = 10, 2000


class Said(NamedTuple):
    """What somebody says in an answer."""

    verdict: Verdict
    option: str = ""
    reason: str = ""
    conditions: tuple[str, ...] = ()


def said_of(verdict: str, option: str, reason: str, conditions: Sequence[str]) -> Said:
    """The answer in these words, or a refusal that says what an answer needs."""
    if verdict not in set(Verdict):
        raise Refused("verdict", "An answer is approve or decline.", field="verdict")
    kept = tuple(text.strip() for text in conditions if text.strip())
    if len(kept) > MOST_CONDITIONS or any(len(text) > LONGEST_WORDS for text in (*kept, reason)):
        sentence = f"Keep to {MOST_CONDITIONS} conditions of at most {LONGEST_WORDS} characters."
        raise Refused("too_long", sentence, field="conditions")
    if verdict == Verdict.DECLINE:
        return Said(Verdict.DECLINE, reason=reason.strip())
    return Said(Verdict.APPROVE, option=option, conditions=kept)


class Bench(NamedTuple):
    """Everything that says whether somebody may answer now."""

    right: DecisionRight
    needed: settlement.Needed
    staffing: Staffing
    outcome: settlement.Outcome
    sittings: Sequence[Sitting]


def bench_of(decision: Decision, now: datetime) -> Bench:
    """The bench of a decision as it stands."""
    halves, answers = list(decision.halves.all()), list(decision.answers.all())
    return Bench(
        right_of(decision),
        needed_of(halves),
        staffing_of(decision.alliance, now),
        outcome_of(decision, halves, answers),
        list(decision.sittings.all()),
    )


def open_roles(decision: Decision, bench: Bench, person: Person) -> tuple[list[str], str]:
    """The roles in which this person may answer now, or the sentence that says why none."""
    who, party = str(person.pk), str(person.home_id)
    roles = roles_of(who, party, bench.needed, bench.right, bench.staffing)
    half = next((half for half in bench.outcome.halves if half.party == party), None)
    found, refusal = [], ""
    for role in roles or ("",):
        why = why_not_answer(
            person=who,
            party=party,
            role=role,
            state=DecisionState(decision.state),
            asked_by=str(decision.asked_by_id),
            right=bench.right,
            needed=bench.needed,
            staffing=bench.staffing,
            half=half,
        ) or why_not_between_meetings(
            bench.right, in_meeting=_is_on_call(role, bench, party) or was_there(bench, person)
        )
        refusal = refusal or why
        found += [] if why else [role]
    return found, "" if found else refusal


def _is_on_call(role: str, bench: Bench, party: str) -> bool:
    """Whether the role answers because the decision escalated: those people need no meeting."""
    need = bench.needed.for_party(party)
    return need is not None and bool(need.ways) and role not in need.ways[0]


def was_there(bench: Bench, person: Person) -> bool:
    """Whether the person sat in a meeting that took this decision."""
    return any(
        str(person.pk) in sitting.present.get(str(person.home_id), ()) for sitting in bench.sittings
    )


def give_answer(decision: Decision, said: Said, *, by: Person, now: datetime) -> None:
    """Write the answer and its fact; the caller holds the lock and settles afterwards."""
    bench = bench_of(decision, now)
    roles, refusal = open_roles(decision, bench, by)
    if refusal:
        raise Refused("cannot_answer", refusal)
    sitting = _sitting_for(bench, by, said)
    rows = list(_rows(decision, said, roles, sitting=sitting, by=by, now=now))
    invalid = settlement.why_invalid(answer_of(rows[0]), option_keys(decision))
    if invalid:
        field = "reason" if said.verdict is Verdict.DECLINE else "option"
        raise Refused("incomplete", invalid, field=field)
    Answer.objects.bulk_create(rows)
    write(decision, _fact(decision, said, roles, sitting, by), by=by, now=now)


def _sitting_for(bench: Bench, person: Person, said: Said) -> Sitting | None:
    """The meeting that this answer confirms, if the person was there and it chose that option."""
    for sitting in bench.sittings:
        there = str(person.pk) in sitting.present.get(str(person.home_id), ())
        if there and said.option == sitting.option:
            return sitting
    return None


def _rows(
    decision: Decision,
    said: Said,
    roles: list[str],
    *,
    sitting: Sitting | None,
    by: Person,
    now: datetime,
) -> Iterator[Answer]:
    for role in roles:
        yield Answer(
            alliance_id=decision.alliance_id,
            owner_id=by.home_id,
            audience=JOINT,
            decision=decision,
            person=by,
            role=role,
            verdict=said.verdict,
            option=said.option,
            conditions=list(said.conditions),
            reason=said.reason,
            digest=decision.digest,
            sitting=sitting,
            at=now,
        )


def _fact(
    decision: Decision, said: Said, roles: list[str], sitting: Sitting | None, by: Person
) -> facts.AnswerGiven | facts.AnswerRefused:
    organisation = by.home.short_name
    if said.verdict is Verdict.DECLINE:
        return facts.AnswerRefused(
            subject=decision.pk,
            number=decision.number,
            digest=decision.digest,
            roles=roles,
            organisation=organisation,
            reason=said.reason,
        )
    held_on: date | None = sitting.held_on if sitting else None
    return facts.AnswerGiven(
        subject=decision.pk,
        number=decision.number,
        digest=decision.digest,
        option=said.option,
        roles=roles,
        in_meeting=held_on,
        organisation=organisation,
        conditions="; ".join(said.conditions),
    )

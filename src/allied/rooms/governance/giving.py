"""Writes one person's answer into a locked decision, in every role of their company that they fill."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.governance import facts
from allied.rooms.governance.as_rules import answer_of, option_keys
from allied.rooms.governance.bench import Bench
from allied.rooms.governance.models import Answer, Decision, Sitting
from allied.rooms.governance.settlement import Verdict, why_invalid
from allied.rooms.governance.settling import write

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


def give_answer(bench: Bench, said: Said, *, by: Person, now: datetime) -> None:
    """Write the answer and its fact; the caller holds the lock and settles afterwards."""
    decision = bench.decision
    roles, refusal = bench.open_roles(by)
    if refusal:
        raise Refused("cannot_answer", refusal)
    before = [row for row in bench.standing_of(by) if row.role in roles]
    if said.verdict is Verdict.APPROVE and said.option in {row.option for row in before}:
        sentence = (
            f"You approved option {said.option} already. "
            "Approve an option that others approved, or take your answer back."
        )
        raise Refused("same_option", sentence, field="option")
    sitting = bench.sitting_for(by, said.option)
    rows = list(_rows(decision, said, roles, sitting=sitting, by=by, now=now))
    invalid = why_invalid(answer_of(rows[0]), option_keys(decision))
    if invalid:
        field = "reason" if said.verdict is Verdict.DECLINE else "option"
        raise Refused("incomplete", invalid, field=field)
    if before:
        take_back(decision, before, by=by, now=now)
    bench.answers += Answer.objects.bulk_create(rows)
    write(decision, _fact(decision, said, roles, sitting, by), by=by, now=now)


def take_back(decision: Decision, answers: Sequence[Answer], *, by: Person, now: datetime) -> None:
    """These answers of one person no longer stand; the caller holds the lock."""
    for answer in answers:
        answer.withdrawn_at = now
        answer.save(update_fields=["withdrawn_at"])
    said = facts.AnswerWithdrawn(
        subject=decision.pk, number=decision.number, organisation=by.home.short_name
    )
    write(decision, said, by=by, now=now)


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

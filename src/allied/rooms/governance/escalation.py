"""Reminders at half and at four fifths of the SLA, and escalation once and in parallel."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from allied.kit.words import capitalised, counted, quoted
from allied.rooms.governance.rights import Blueprint, Deadlock, DecisionRight, Tiebreak
from allied.rooms.governance.states import RUNNING, DecisionState


class Mark(StrEnum):
    """A point of the SLA at which something happens."""

    HALF = "50"
    MOST = "80"
    FULL = "100"


SHARES = {Mark.HALF: 50, Mark.MOST: 80}


def mark_days(sla_days: int) -> dict[Mark, int]:
    """At the close of which counting day each mark is reached; the last day is the SLA itself.

    Reminders are rounded up to whole days and never fall on the last day; where two meet, the
    later one speaks. An SLA of one day has no reminders. Source: domain.md "Governance".
    """
    if sla_days < 1:
        raise ValueError("an SLA has at least one working day")
    days = {mark: min(-(-sla_days * share // 100), sla_days - 1) for mark, share in SHARES.items()}
    if days[Mark.HALF] == days[Mark.MOST]:
        del days[Mark.HALF]
    reminders = {mark: day for mark, day in days.items() if day >= 1}
    return {**reminders, Mark.FULL: sla_days}


def marks_to_act_on(
    consumed_days: int, sla_days: int, done: Collection[Mark] = ()
) -> tuple[Mark, ...]:
    """The marks that are reached and not yet acted on, in order: a late worker catches up."""
    reached = mark_days(sla_days)
    return tuple(m for m, day in reached.items() if consumed_days >= day and m not in done)


def must_escalate(
    state: DecisionState, consumed_days: int, sla_days: int, *, escalated: bool
) -> bool:
    """Whether it escalates now: the clock runs, the SLA is used up, and it never did before."""
    return state in RUNNING and consumed_days >= sla_days and not escalated


@dataclass(frozen=True)
class Rung:
    """One step of "If time runs out": where it is, and for how many working days."""

    number: int
    title: str
    sla_days: int | None = None
    forum: str = ""


def ladder(right: DecisionRight, blueprint: Blueprint) -> tuple[Rung, ...]:
    """All steps of a decision right, from its owner over the escalation to the tie-break."""
    first = right.owner or blueprint.forum_name(right.owner_forum or right.forum)
    rungs = [Rung(1, first, right.sla_days, right.owner_forum or right.forum)]
    if right.escalation:
        to = right.escalation
        name = blueprint.forum_name(to.to)
        rungs.append(Rung(2, capitalised(name), to.sla_days, to.to))
    if end := deadlock_words(right.deadlock):
        rungs.append(Rung(len(rungs) + 1, end))
    return tuple(rungs)


def deadlock_words(deadlock: Deadlock, party_name: str = "") -> str:
    """The tie-break in words; empty when there is none."""
    if deadlock.kind is Tiebreak.OPTION:
        option = deadlock.option.strip()
        return f"No decision: {option or 'the option that changes nothing'} stands"
    if deadlock.kind is Tiebreak.DECIDER:
        return f"No decision: {party_name or deadlock.party} decides"
    return ""


def breach_words(name: str, sla_days: int, to: str) -> str:
    """What the notice of an escalation says: where it stays and where it goes as well."""
    days = counted(sla_days, "working day")
    return f"{quoted(name)} was not decided in {days}. It stays where it is and goes to {to} too."

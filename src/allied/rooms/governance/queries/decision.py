"""One decision with everything its page, its document and its callers show, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from allied.alliances.access import may
from allied.alliances.models import Alliance
from allied.clock.models import Pause
from allied.kit.prepared import prepared
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record.models import Entry
from allied.rooms.governance.as_rules import blueprint_of, right_of, staffing, version_in_effect
from allied.rooms.governance.asking import Option, options_from
from allied.rooms.governance.bench import Bench
from allied.rooms.governance.models import Answer, Comment, Decision, Escalation
from allied.rooms.governance.queries.sides import Side, Sitting, seats_now
from allied.rooms.governance.rights import Blueprint
from allied.rooms.governance.roles import forum_of
from allied.rooms.governance.states import ANSWERABLE, DecisionState

MOST_ENTRIES = 200
MOST_COMMENTS = 300


def decisions_to_show(person: Person, alliance: Alliance) -> QuerySet[Decision]:
    """The alliance's decisions with what one page shows of each in its own row."""
    rows = Decision.objects.visible_to(person).filter(alliance=alliance)
    return rows.select_related(
        "right", "forum", "clock", "asked_by", "accountable", "supersedes", "escalation__clock"
    )


@prepared
def one_to_show(person: Person, alliance: Alliance, decision_id: UUID) -> QuerySet[Decision]:
    """The one of them with this id, if the person may see it."""
    return decisions_to_show(person, alliance).filter(pk=decision_id)


@dataclass(frozen=True)
class Case:
    """One decision and all that belongs to it, as one person may see it at one moment."""

    decision: Decision
    person: Person
    sides: dict[UUID, Side]
    seats: Sitting
    bench: Bench
    now: datetime

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Its options."""
        return options_from(self.decision.options)

    @cached_property
    def standing(self) -> list[Answer]:
        """The answers that stand."""
        return [answer for answer in self.bench.answers if answer.withdrawn_at is None]

    @cached_property
    def escalation(self) -> Escalation | None:
        """Its escalation, if it was escalated."""
        return self.decision.escalation if self.decision.escalated_at else None

    @cached_property
    def successor(self) -> Decision | None:
        """The later decision that took its place; the one that was asked for last."""
        if self.decision.state != DecisionState.SUPERSEDED:
            return None
        rows = Decision.objects.visible_to(self.person).filter(supersedes=self.decision)
        return rows.order_by("-number").first()

    @cached_property
    def pauses(self) -> list[Pause]:
        """The pauses of its clock."""
        clock = self.decision.clock
        return list(clock.pauses.all()) if clock and clock.was_paused else []

    @cached_property
    def running_pause(self) -> Pause | None:
        """The pause in which the clock stands still, if any."""
        return next((pause for pause in self.pauses if pause.ended_at is None), None)

    @cached_property
    def may_answer(self) -> tuple[list[str], str]:
        """The roles in which the person may answer now, or why in none."""
        if not may(self.seats.of(self.person), "decision.answer"):
            return [], "Your seat does not answer decisions."
        return self.bench.open_roles(self.person)

    @cached_property
    def is_at_odds(self) -> bool:
        """Whether the person approved an option that others did not, and may change it in one step."""
        who = str(self.person.pk)
        return bool(self.may_answer[0]) and any(who == one for one, _ in self.bench.at_odds())

    @cached_property
    def overrules(self) -> str:
        """The option of their own company on which the person has the last word; else empty."""
        if not self.may_answer[0] or self.is_at_odds:
            return ""
        own = str(self.person.organisation_id)
        return next((half.option for half in self.bench.outcome.halves if half.party == own), "")

    @cached_property
    def approved_by_person(self) -> str:
        """The option that the person approved."""
        return next((row.option for row in self.bench.standing_of(self.person)), "")

    @property
    def approved_by_others(self) -> list[str]:
        """The options that others approved and the person did not."""
        return sorted({row.option for row in self.standing} - {"", self.approved_by_person})

    @property
    def may_withdraw_answer(self) -> bool:
        """Whether the person has answered and can still take it back."""
        mine = any(answer.person_id == self.person.pk for answer in self.standing)
        return mine and self.decision.state in ANSWERABLE

    def may(self, right: str) -> bool:
        """Whether the person holds this right in the alliance."""
        return may(self.seats.of(self.person), right)


def case_of(decision: Decision, person: Person, sides: dict[UUID, Side], now: datetime) -> Case:
    """The case of a decision that was found through `decisions_to_show`."""
    seats = seats_now(decision.alliance, now)
    halves = list(decision.halves.all())
    right = right_of(decision)
    roles = {role for half in halves for way in half.ways for role in way} | {right.deputy}
    # Forums matter only where their members answer.
    version = version_in_effect(decision.alliance) if any(map(forum_of, roles)) else None
    blueprint = blueprint_of(version) if version else Blueprint()
    bench = Bench(
        decision,
        right,
        staffing(blueprint, seats.seats, seats.vacant, now),
        halves,
        list(decision.answers.select_related("person")),
        list(decision.sittings.select_related("forum")) if decision.has_met else [],
    )
    return Case(decision, person, sides, seats, bench, now)


def talk_about(decision: Decision, person: Person) -> Sequence[Comment]:
    """The comments on this decision that the person may read, oldest first."""
    return _comments(person, decision)


@prepared
def _comments(person: Person, decision: Decision) -> QuerySet[Comment]:
    rows = Comment.objects.visible_to(person).filter(decision=decision)
    return rows.select_related("by").order_by("at", "pk")[:MOST_COMMENTS]


def entries_about(decision: Decision, person: Person) -> Sequence[Entry]:
    """The lines of the joint record about this decision, newest first."""
    return _entries(person, decision.alliance, decision.pk)


@prepared
def _entries(person: Person, alliance: Alliance, decision_id: UUID) -> QuerySet[Entry]:
    rows = Entry.objects.visible_to(person).filter(
        alliance=alliance, audience=JOINT, subject_id=decision_id
    )
    return rows.select_related("person").order_by("-seq")[:MOST_ENTRIES]

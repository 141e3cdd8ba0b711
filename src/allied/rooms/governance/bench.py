"""The bench of one decision: its halves and answers, its rule, and who may act for whom today."""

from dataclasses import dataclass, field
from datetime import datetime

from allied.people.models import Person
from allied.rooms.governance.as_rules import (
    answer_of,
    needed_of,
    option_keys,
    right_of,
    staffing_of,
)
from allied.rooms.governance.entitlement import Staffing, roles_of, why_not_answer
from allied.rooms.governance.meeting import why_not_between_meetings
from allied.rooms.governance.models import Answer, Decision, Half, Sitting
from allied.rooms.governance.rights import DecisionRight
from allied.rooms.governance.settlement import (
    HalfState,
    Needed,
    Outcome,
    PartyNeed,
    at_odds,
    last_words,
    settle,
)
from allied.rooms.governance.states import DecisionState


@dataclass
class Bench:
    """Everything that says who may still answer a decision, and what the answers amount to."""

    decision: Decision
    right: DecisionRight
    staffing: Staffing
    halves: list[Half]
    answers: list[Answer] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)

    @property
    def needed(self) -> Needed:
        """Who must answer, as fixed when the clock started and widened by an escalation."""
        return needed_of(self.halves)

    @property
    def outcome(self) -> Outcome:
        """What the answers that stand amount to."""
        standing = [answer_of(row) for row in self.answers if row.withdrawn_at is None]
        return settle(self.needed, standing, options=option_keys(self.decision))

    def pen_holders(self) -> set[str]:
        """The ids of the people who may still fill a half that is not filled."""
        found: set[str] = set()
        for need, half in zip(self.needed.parties, self.outcome.halves, strict=True):
            if half.state is HalfState.WAIT:
                found |= self._may_fill(need, need.roles - {a.role for a in half.answers})
            else:
                found |= self._may_fill(need, self._last_words(need.party))
        if self.right.four_eyes:
            found.discard(str(self.decision.asked_by_id))
        return found

    def at_odds(self) -> set[tuple[str, str]]:
        """Who approved an option that others did not, and in which role they may still change it."""
        return {
            (answer.person, answer.role)
            for answer in at_odds(self.outcome)
            if answer.person in self.staffing.may_act(self.right, answer.party, answer.role)
        }

    def _last_words(self, party: str) -> frozenset[str]:
        """The roles that may still overrule what this party has said."""
        found = last_words(self.needed, self.outcome)
        return frozenset(role for one, role in found if one == party)

    def _may_fill(self, need: PartyNeed, roles: frozenset[str]) -> set[str]:
        people: set[str] = set()
        for role in roles:
            people |= self.staffing.may_act(self.right, need.party, role)
        return people

    def open_roles(self, person: Person) -> tuple[list[str], str]:
        """The roles in which this person may answer now, or the sentence that says why none."""
        who, party, needed = str(person.pk), str(person.home_id), self.needed
        roles = roles_of(who, party, needed, self.right, self.staffing)
        half = next((half for half in self.outcome.halves if half.party == party), None)
        again = {role for one, role in self.at_odds() if one == who} | self._last_words(party)
        found, refusal = [], ""
        for role in roles or ("",):
            why = why_not_answer(
                person=who,
                party=party,
                role=role,
                state=DecisionState(self.decision.state),
                asked_by=str(self.decision.asked_by_id),
                right=self.right,
                needed=needed,
                staffing=self.staffing,
                half=None if role in again else half,
            ) or why_not_between_meetings(
                self.right, in_meeting=_is_on_call(role, needed, party) or self.sat(person)
            )
            refusal = refusal or why
            found += [] if why else [role]
        return found, "" if found else refusal

    def standing_of(self, person: Person) -> list[Answer]:
        """What this person has said and not taken back."""
        return [
            row for row in self.answers if row.person_id == person.pk and row.withdrawn_at is None
        ]

    def sat(self, person: Person) -> bool:
        """Whether the person sat in a meeting that took this decision."""
        return any(sitting.has(person) for sitting in self.sittings)

    def sitting_for(self, person: Person, option: str) -> Sitting | None:
        """The meeting that chose this option while the person was there, if any."""
        found = (each for each in self.sittings if each.option == option and each.has(person))
        return next(found, None)


def _is_on_call(role: str, needed: Needed, party: str) -> bool:
    """Whether the role answers because the decision escalated: those people need no meeting."""
    need = needed.for_party(party)
    return need is not None and bool(need.ways) and role not in need.ways[0]


def bench_of(decision: Decision, now: datetime) -> Bench:
    """The bench of a decision as it stands."""
    return Bench(
        decision,
        right_of(decision),
        staffing_of(decision.alliance, now),
        list(decision.halves.all()),
        list(decision.answers.all()),
        list(decision.sittings.all()) if decision.has_met else [],
    )

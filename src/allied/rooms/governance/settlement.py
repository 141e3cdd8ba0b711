"""When a decision is settled: one valid answer per party, all for the same option."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from allied.rooms.governance.states import DecisionState


class Verdict(StrEnum):
    """What one person says for their company."""

    APPROVE = "approve"
    DECLINE = "decline"


class Result(StrEnum):
    """What all answers together amount to."""

    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"

    @property
    def state(self) -> DecisionState:
        return DecisionState(self.value)


class HalfState(StrEnum):
    """How one company's half of the approval mark is drawn."""

    WAIT = "wait"
    YES = "yes"
    CONDITIONS = "cond"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One person's answer for their party, in one of the roles that must approve."""

    party: str
    person: str
    role: str
    verdict: Verdict
    option: str = ""
    conditions: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class PartyNeed:
    """What one party must give: any one of its ways, each a set of roles that all approve."""

    party: str
    ways: tuple[frozenset[str], ...]

    @property
    def roles(self) -> frozenset[str]:
        return frozenset[str]().union(*self.ways)

    def later_than(self, way: frozenset[str]) -> frozenset[str]:
        """The roles of the ways that were added after this one."""
        return frozenset[str]().union(*self.ways[self.ways.index(way) + 1 :])


@dataclass(frozen=True)
class Needed:
    """Who must approve, fixed when the clock starts: a party that joins later has no veto."""

    parties: tuple[PartyNeed, ...]

    @classmethod
    def of(cls, roles: Mapping[str, Collection[str]]) -> "Needed":
        """One way per party: these roles of this party, all of them."""
        return cls(tuple(PartyNeed(party, (frozenset(r),)) for party, r in roles.items()))

    def or_by(self, roles: Collection[str]) -> "Needed":
        """The same parties with one more way each; this is how escalation works in parallel."""
        way = frozenset(roles)
        return Needed(
            tuple(
                need if way in need.ways else PartyNeed(need.party, (*need.ways, way))
                for need in self.parties
            )
        )

    def for_party(self, party: str) -> PartyNeed | None:
        return next((need for need in self.parties if need.party == party), None)


@dataclass(frozen=True)
class Condition:
    """A condition that came with an approval."""

    party: str
    person: str
    text: str


@dataclass(frozen=True)
class Half:
    """What one party has said so far; `way` is the set of roles that speaks for it once complete."""

    party: str
    state: HalfState = HalfState.WAIT
    option: str = ""
    approved: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    differing: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    way: frozenset[str] = frozenset()

    @property
    def is_complete(self) -> bool:
        return self.state in {HalfState.YES, HalfState.CONDITIONS}

    @property
    def counting(self) -> tuple[Answer, ...]:
        """The answers that make a complete half; all of them before."""
        return tuple(a for a in self.answers if a.role in self.way or not self.is_complete)


@dataclass(frozen=True)
class Outcome:
    """The result, with everything that the page and the record say about it."""

    result: Result
    halves: tuple[Half, ...]
    option: str = ""
    reason: str = ""
    conditions: tuple[Condition, ...] = ()
    options_differ: bool = False
    by_tiebreak: bool = False


def settle(needed: Needed, answers: Iterable[Answer], *, options: Collection[str]) -> Outcome:
    """Approved when every needed party approved the same option, declined by one reasoned no.

    `answers` are the answers that stand, in the order in which they were given. Answers of
    parties or roles that are not needed, second answers in one role, and invalid ones change
    nothing; after a party's half is complete only a later way, which an escalation added, has a
    say: it has the last word for its party. Source: domain.md "Governance".
    """
    given = tuple(answer for answer in answers if not why_invalid(answer, options))
    halves = tuple(_half(need, given) for need in needed.parties)
    conditions = tuple(_conditions(halves))
    refused = next((half for half in halves if half.state is HalfState.NO), None)
    if refused:
        reason = refused.answers[-1].reason
        return Outcome(Result.DECLINED, halves, reason=reason, conditions=conditions)
    chosen = {half.option for half in halves if half.is_complete}
    if halves and all(half.is_complete for half in halves) and len(chosen) == 1:
        return Outcome(Result.APPROVED, halves, option=chosen.pop(), conditions=conditions)
    differ = len(chosen) > 1 or any(half.differing for half in halves)
    return Outcome(Result.OPEN, halves, conditions=conditions, options_differ=differ)


def at_odds(outcome: Outcome) -> tuple[Answer, ...]:
    """The approvals that keep a decision open because they name different options.

    A company that disagrees with itself comes first: where all complete halves name one option,
    only approvals of another one are at odds. Source: domain.md "Governance".
    """
    if not outcome.options_differ:
        return ()
    chosen = {half.option for half in outcome.halves if half.is_complete}
    agreed = chosen if len(chosen) == 1 else set[str]()
    found: list[Answer] = []
    for half in outcome.halves:
        if half.differing:
            found += [answer for answer in half.answers if answer.option not in agreed]
        elif half.is_complete and len(chosen) > 1:
            found += half.counting
    return tuple(found)


def last_words(needed: Needed, outcome: Outcome) -> frozenset[tuple[str, str]]:
    """(party, role) of those who may still overrule their own company's complete half.

    Where complete halves name different options, whoever it was escalated to decides for their
    company: that is what an escalation is for.
    """
    if len({half.option for half in outcome.halves if half.is_complete}) < 2:
        return frozenset()
    pairs = zip(needed.parties, outcome.halves, strict=True)
    return frozenset(
        (need.party, role)
        for need, half in pairs
        if half.is_complete
        for role in need.later_than(half.way) - {answer.role for answer in half.answers}
    )


def why_invalid(answer: Answer, options: Collection[str]) -> str:
    """What is missing in an answer itself, as a sentence; empty when it is valid."""
    if answer.verdict is Verdict.DECLINE:
        return "" if answer.reason.strip() else "Give a reason to decline. Both companies see it."
    if answer.option not in options:
        return f"Choose one of the options: {', '.join(options)}."
    if any(not text.strip() for text in answer.conditions):
        return "A condition needs words. Write it down or remove it."
    return ""


def _half(need: PartyNeed, answers: Sequence[Answer]) -> Half:
    """One party's half; what comes after it is complete counts only from a later way."""
    slots: dict[str, Answer] = {}
    half = _summary(need, slots)
    for answer in answers:
        if answer.party == need.party and answer.role in _open_slots(need, half) - slots.keys():
            slots[answer.role] = answer
            half = _summary(need, slots)
    return half


def _open_slots(need: PartyNeed, half: Half) -> frozenset[str]:
    if half.state is HalfState.NO:
        return frozenset()
    return need.later_than(half.way) if half.is_complete else need.roles


def _summary(need: PartyNeed, slots: Mapping[str, Answer]) -> Half:
    given = tuple(slots.values())
    approvals = {role: a.option for role, a in slots.items() if a.verdict is Verdict.APPROVE}
    first = need.ways[0] if need.ways else frozenset[str]()
    half = Half(
        need.party,
        approved=tuple(sorted(approvals)),
        missing=tuple(sorted(first - approvals.keys())),
        answers=given,
    )
    if len(approvals) < len(given):
        return replace(half, state=HalfState.NO)
    for way in reversed(need.ways):
        chosen = {approvals[role] for role in way if role in approvals}
        if way and way <= approvals.keys() and len(chosen) == 1:
            conditional = any(slots[role].conditions for role in way)
            state = HalfState.CONDITIONS if conditional else HalfState.YES
            return replace(half, state=state, option=chosen.pop(), missing=(), way=way)
    return replace(half, differing=approvals if len(set(approvals.values())) > 1 else {})


def _conditions(halves: Iterable[Half]) -> Iterator[Condition]:
    for half in halves:
        for answer in half.counting:
            for text in answer.conditions:
                yield Condition(answer.party, answer.person, text)

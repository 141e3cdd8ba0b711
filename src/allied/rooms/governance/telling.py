"""A decision in the words of its page: the answer, the two halves, the ladder, and its lines."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allied.kit.amounts import spelled
from allied.kit.words import MONTHS, counted, listed
from allied.people.models import Person
from allied.record.facts import Fact
from allied.record.merkle import leaf_hash
from allied.record.models import Entry
from allied.rooms.governance.escalation import ladder
from allied.rooms.governance.models import Answer
from allied.rooms.governance.queries.decision import Case
from allied.rooms.governance.queries.sides import Face, Side, face, names_of_sides
from allied.rooms.governance.queries.timing import Timing
from allied.rooms.governance.rights import SPONSORS, Blueprint, Forum, Layer, Tiebreak
from allied.rooms.governance.roles import SPONSOR, role_words
from allied.rooms.governance.settlement import PartyNeed
from allied.rooms.governance.states import ANSWERABLE, DecisionState
from allied.rooms.governance.wording import explain


def day_words(at: datetime) -> str:
    """A day in short: 6 Nov."""
    return f"{at.day} {MONTHS[at.month - 1]}"


def lead_of(case: Case, timing: Timing | None) -> tuple[str, str]:
    """The answer of the page: its first sentence, and what follows it."""
    decision, names = case.decision, names_of_sides(case.sides)
    said = explain(case.bench.outcome, names)
    asked = names.get(str(decision.owner_id), "")
    match DecisionState(decision.state):
        case DecisionState.OPEN | DecisionState.WAITING:
            time = time_words(case, timing)
            return _asked_words(case, said, time) if case.may_answer[0] else (said, time)
        case DecisionState.DEFERRED:
            until = decision.deferred_until
            return f"Deferred until {until:%-d %B %Y}.", decision.reason
        case DecisionState.WITHDRAWN:
            return f"{asked} withdrew it.", decision.reason
        case DecisionState.SUPERSEDED:
            later = case.successor
            return f"{later.name if later else 'A later decision'} took its place.", ""
    how = f"Decided {decision.how} on {day_words(decision.state_at)}." if decision.how else ""
    return said, how


def _asked_words(case: Case, said: str, time: str) -> tuple[str, str]:
    """The answer of the page for somebody who may answer now, for the first time or again."""
    first = case.person.name.split(" ")[0]
    if case.is_at_odds:
        return f"It waits for you again, {first}.", f"{said} {time}"
    so_far = said if case.overrules else approved_words(case)
    return f"It waits for you, {first}.", f"{so_far} {time}"


def approved_words(case: Case) -> str:
    """Who has approved so far: whole companies, and colleagues while one's own half waits."""
    own = case.person.organisation_id
    full = {half.party_id for half in case.bench.halves if half.state in {"yes", "cond"}}
    sides = [side.name for party, side in case.sides.items() if party in full]
    colleagues = [
        answer.person.name
        for answer in case.standing
        if answer.owner_id == own and own not in full and answer.verdict == "approve"
    ]
    names = [*sides, *dict.fromkeys(colleagues)]
    if not names:
        return "Nobody has approved yet."
    return f"{listed(names)} {'has' if len(names) == 1 else 'have'} approved."


def time_words(case: Case, timing: Timing | None) -> str:
    """What is left of the time, in a sentence."""
    if timing is None:
        return "No clock runs."
    if case.decision.state == DecisionState.WAITING and case.running_pause:
        return "The clock stands still."
    left, late = timing.ruler.left, timing.ruler.late
    if case.decision.clock and case.decision.clock.due_at < case.now:
        return f"It is {spelled(late)} {_days(late)} late." if late else "Its time is over."
    if not left:
        return "It is due today."
    return f"{spelled(left).capitalize()} {_days(left)} {'is' if left == 1 else 'are'} left."


def _days(count: int) -> str:
    return "working day" if count == 1 else "working days"


def time_left(timing: Timing) -> tuple[str, str]:
    """What is left in a few words, and how urgent that is: calm, watch or risk."""
    left, late = timing.ruler.left, timing.ruler.late
    if late:
        return f"{counted(late, 'working day')} late", "risk"
    words = f"{counted(left, 'working day')} left" if left else "due today"
    if left <= 1:
        return words, "risk"
    return words, "watch" if left <= max(2, timing.row.days * 0.3) else "calm"


@dataclass(frozen=True)
class Signer:
    """One name in a half: who answers there, and what they said."""

    initials: str
    name: str
    words: str
    you: bool = False


@dataclass(frozen=True)
class HalfShown:
    """One party's half of the approval, as a page draws it."""

    colour: int
    letter: str
    name: str
    state: str
    filled: bool
    count: str
    people: list[Signer]


def halves_shown(case: Case) -> list[HalfShown]:
    """The halves of all parties that were asked, in the fixed order."""
    needed = case.bench.needed
    shown = []
    for half in case.bench.halves:
        side = case.sides.get(half.party_id)
        need = needed.for_party(str(half.party_id))
        if side is None:
            continue
        people = list(_signers(case, side, need)) if need else []
        done, of = _count(case, side, need)
        filled = half.state in {"yes", "cond"}
        count = f"{done} of {of}" if need and half.state == "wait" else ""
        shown.append(
            HalfShown(side.colour, side.letter, side.name, half.state, filled, count, people)
        )
    return shown


def _signers(case: Case, side: Side, need: PartyNeed) -> Iterator[Signer]:
    given = [answer for answer in case.standing if answer.owner_id == side.id]
    told: set[Any] = set()
    for answer in given:
        if answer.person_id not in told:
            told.add(answer.person_id)
            you = answer.person_id == case.person.pk
            yield Signer(answer.person.initials, answer.person.name, _said(answer), you)
    open_now = case.decision.state in ANSWERABLE
    said = {answer.role for answer in given}
    for role in sorted(need.ways[0]) if open_now and need.ways else ():
        if role not in said:
            yield from _waiting(case, side, role, told)


def _waiting(case: Case, side: Side, role: str, told: set[Any]) -> Iterator[Signer]:
    ids = case.bench.staffing.may_act(case.bench.right, str(side.id), role)
    people = [case.seats.people[one] for one in sorted(ids) if one in case.seats.people]
    for person in people:
        if person.pk not in told:
            told.add(person.pk)
            you = person.pk == case.person.pk
            yield Signer(person.initials, person.name, "Not yet", you)
    if not people:
        yield Signer("–", role_words(role).capitalize(), "Nobody sits here")


def _said(answer: Answer) -> str:
    if answer.verdict == "decline":
        return "Declined"
    if answer.conditions:
        return counted(len(answer.conditions), "condition")
    return f"{answer.option}, {day_words(answer.at)}"


def _count(case: Case, side: Side, need: PartyNeed | None) -> tuple[int, int]:
    roles = need.ways[0] if need and need.ways else frozenset()
    said = {answer.role for answer in case.standing if answer.owner_id == side.id}
    return len(said & roles), len(roles)


@dataclass(frozen=True)
class Step:
    """One rung of «If time runs out»."""

    title: str
    note: str
    current: bool


def steps_of(case: Case, timing: Timing | None) -> list[Step]:
    """The whole ladder: the owner, the escalation, and what both companies agreed for the end."""
    decision, right = case.decision, case.bench.right
    forums = tuple(
        Forum(id=key, name=name, layer=Layer.OPERATIONAL) for key, name in decision.places.items()
    )
    steps = []
    for rung in ladder(right, Blueprint(forums=forums)):
        is_second = rung.number == 2 and right.escalation is not None
        if is_second:
            steps.append(Step(rung.title, _who_next(case), bool(decision.escalated_at)))
        elif rung.number == 1:
            current = decision.state in ANSWERABLE and not decision.escalated_at
            steps.append(Step(rung.title, _first_note(rung.sla_days, timing), current))
        else:
            steps.append(Step(_end_words(case, rung.title), _end_note(case), False))
    return steps


def _first_note(days: int | None, timing: Timing | None) -> str:
    if days is None or timing is None:
        return "No time is agreed"
    due = timing.ruler.due.due_local
    return f"{counted(days, 'working day')}, until {due:%a} {due.day} {MONTHS[due.month - 1]}"


def _who_next(case: Case) -> str:
    """The people of the next step, and how long they have."""
    right, escalation = case.bench.right, case.escalation
    assert right.escalation
    days = (
        counted(right.escalation.sla_days or 0, "working day") if right.escalation.sla_days else ""
    )
    if escalation and escalation.clock:
        due = escalation.clock.due_at
        days = f"since {day_words(escalation.at)}, until {day_words(due)}"
    people: list[Person] = []
    if right.escalation.to == SPONSORS:
        for half in case.bench.halves:
            people += case.seats.holders(str(half.party_id), SPONSOR)
    names = listed([person.name for person in people])
    return ", ".join(part for part in (names, days) if part)


def _end_words(case: Case, title: str) -> str:
    deadlock = case.bench.right.deadlock
    if deadlock.kind is Tiebreak.OPTION and case.decision.standing:
        return f"No decision: option {case.decision.standing} stands"
    if deadlock.kind is Tiebreak.DECIDER:
        names = names_of_sides(case.sides)
        return f"No decision: {names.get(deadlock.party, 'nobody')} decides"
    return title


def _end_note(case: Case) -> str:
    signed = case.decision.rules_signed
    return "Signed by both companies" if signed else "Not signed yet, so it decides nothing"


@dataclass(frozen=True)
class Line:
    """One entry of the record about a decision, without words that only the whole record tells."""

    seq: int
    at: datetime
    who: Face | None
    text: str
    seal: str


SHORT = {
    "governance.decision.raised": "Asked for the decision",
    "governance.answer.given": "Approved option {option}",
    "governance.answer.refused": "Declined",
    "governance.answer.withdrawn": "Took the answer back",
    "governance.decision.approved": "Approved: option {option} ({how})",
    "governance.decision.paused": "Paused the clock until {until}",
    "governance.pause.acknowledged": "Acknowledged the pause",
    "governance.decision.deferred": "Deferred until {until}",
    "governance.decision.withdrawn": "Withdrew it",
    "governance.decision.reminded": "{percent}% of the time is used",
    "governance.decision.escalated": "Escalated",
    "governance.decision.deadlocked": "The last step ran out",
    "governance.meeting.recorded": "Recorded a meeting of {held_on}: option {option}",
    "governance.comment.posted": "Commented",
    "governance.comment.shared": "Shared a comment",
    "clock.deadline.moved": "The deadline moved from {before} to {after}",
}


def lines_of(entries: Iterable[Entry], sides: dict[Any, Side]) -> list[Line]:
    """The entries as lines; what was said in words stays in the record itself."""
    return [
        Line(
            entry.seq,
            entry.at,
            face(entry.person, sides) if entry.person else None,
            _short(entry),
            _seal(entry.raw),
        )
        for entry in entries
    ]


def _short(entry: Entry) -> str:
    content = json.loads(entry.raw)["data"]
    words = {key: _plain(value) for key, value in content.items()}
    fact = Fact.registered.get(entry.kind)
    template = SHORT.get(entry.kind) or (fact.sentence if fact else entry.kind)
    return template.format_map(_Known(words)).strip().rstrip(":")


class _Known(dict[str, Any]):
    """Leaves out what an entry says in no clear word."""

    def __missing__(self, key: str) -> str:
        return ""


def _plain(value: Any) -> Any:
    """Dates as people say them; commitments stay closed."""
    if isinstance(value, dict):
        return ""
    if isinstance(value, str) and (match := DATE.match(value)):
        year, month, day = match.groups()
        return f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    return value


DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T|$)")


def _seal(raw: str) -> str:
    digest = leaf_hash(raw.encode()).hex()
    return f"{digest[:4]}…{digest[-4:]}"

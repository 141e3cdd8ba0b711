"""Answers to the checklist: red flags, what is missing and how ready each area is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from allied.kit.amounts import count_of
from allied.kit.errors import Refused
from allied.kit.words import listed, quoted, shortened
from allied.rooms.diligence.questions import Area, Question


class Answer(StrEnum):
    """What can be answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


STOPS = frozenset({Answer.NO, Answer.UNKNOWN})
"""The answers that raise a flag."""


class Severity(StrEnum):
    """How much a gap would hurt."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer with what shows it, who looks after it, and how much a gap would hurt."""

    answer: Answer
    evidence: str = ""
    owner: str = ""
    severity: Severity | None = None
    note: str = ""

    @property
    def ready(self) -> bool:
        """A yes that something shows."""
        return self.answer is Answer.YES and self.shown

    @property
    def shown(self) -> bool:
        """Whether evidence is named."""
        return bool(self.evidence.strip())


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """How many questions are answered yes with evidence, of how many; said as "31 of 84"."""

    ready: int
    of: int
    without_evidence: int
    unanswered: int

    @property
    def said(self) -> str:
        """In words: "31 of 84"; "no questions" when there are none."""
        return count_of(self.ready, self.of) if self.of else "no questions"


@dataclass(frozen=True, kw_only=True)
class AreaState:
    """Where one area stands; the tuples hold keys of questions, in order.

    `without_evidence` are answers of yes or partly that nothing shows, `without_owner` are
    findings (partly, no, unknown) that nobody looks after.
    """

    area: str
    readiness: Readiness
    red_flags: tuple[str, ...]
    unanswered: tuple[str, ...]
    without_evidence: tuple[str, ...]
    without_owner: tuple[str, ...]


def read_answer(text: str) -> Answer:
    """Reads an answer; refuses others (field "answer") and says which there are."""
    said = " ".join(text.split())
    try:
        return Answer(said.casefold())
    except ValueError:
        choices = listed(list(Answer), "or")
        sentence = f"{quoted(shortened(said, 40))} is not an answer. Choose {choices}."
        raise Refused("not_an_answer", sentence, field="answer") from None


def read_severity(text: str) -> Severity | None:
    """Reads a severity, nothing when empty; refuses others (field "severity")."""
    said = " ".join(text.split())
    if not said:
        return None
    try:
        return Severity(said.casefold())
    except ValueError:
        choices = listed(list(Severity), "or")
        sentence = f"{quoted(shortened(said, 40))} is not a severity. Choose {choices}."
        raise Refused("not_a_severity", sentence, field="severity") from None


def is_red_flag(question: Question, reply: Reply | None) -> bool:
    """A question that may stop an alliance, answered no or unknown; silence is not yet a flag."""
    return question.red_flag and reply is not None and reply.answer in STOPS


def state_of(area: Area, replies: Mapping[str, Reply]) -> AreaState:
    """Where an area stands, from the replies by the key of their question."""
    answered = {q.key: replies[q.key] for q in area.questions if q.key in replies}
    flags = [q.key for q in area.questions if is_red_flag(q, replies.get(q.key))]
    unanswered = [q.key for q in area.questions if q.key not in replies]
    unshown = [k for k, r in answered.items() if not r.shown and r.answer in {"yes", "partly"}]
    unowned = [k for k, r in answered.items() if not r.owner.strip() and r.answer != "yes"]
    readiness = Readiness(
        ready=sum(reply.ready for reply in answered.values()),
        of=len(area.questions),
        without_evidence=len(unshown),
        unanswered=len(unanswered),
    )
    return AreaState(
        area=area.key,
        readiness=readiness,
        red_flags=tuple(flags),
        unanswered=tuple(unanswered),
        without_evidence=tuple(unshown),
        without_owner=tuple(unowned),
    )


def readiness_of(states: Sequence[AreaState]) -> Readiness:
    """All areas together."""
    parts = [state.readiness for state in states]
    return Readiness(
        ready=sum(part.ready for part in parts),
        of=sum(part.of for part in parts),
        without_evidence=sum(part.without_evidence for part in parts),
        unanswered=sum(part.unanswered for part in parts),
    )

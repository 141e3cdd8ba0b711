"""Answers to the checklist: red flags, what is missing, how ready, and the risks they propose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from allied.rooms.diligence.questions import Area, Question


class Answer(StrEnum):
    """What can be answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


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


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """How many questions are answered yes with evidence, of how many; said as "31 of 84"."""

    ready: int
    of: int
    without_evidence: int
    unanswered: int

    @property
    def said(self) -> str:
        """ "31 of 84"; "no questions" when there are none."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class AreaState:
    """Where one area stands; the tuples hold keys of questions, in order."""

    area: str
    readiness: Readiness
    red_flags: tuple[str, ...]
    unanswered: tuple[str, ...]
    without_evidence: tuple[str, ...]
    without_owner: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProposedRisk:
    """The risk that a finding proposes; a person decides whether it enters the register."""

    question: str
    title: str
    category: str
    mitigation: str
    severity: Severity
    owner: str
    because: str


def read_answer(text: str) -> Answer:
    """Reads an answer; refuses others (field "answer") and says which there are."""
    raise NotImplementedError


def is_red_flag(question: Question, reply: Reply | None) -> bool:
    """A question that may stop an alliance, answered no or unknown; silence is not yet a flag."""
    raise NotImplementedError


def state_of(area: Area, replies: Mapping[str, Reply]) -> AreaState:
    """Where an area stands, from the replies by the key of their question."""
    raise NotImplementedError


def readiness_of(states: Sequence[AreaState]) -> Readiness:
    """All areas together."""
    raise NotImplementedError


def proposed_risk(question: Question, reply: Reply) -> ProposedRisk | None:
    """The risk behind an answer other than yes; None for yes."""
    raise NotImplementedError


def proposed_risks(areas: Iterable[Area], replies: Mapping[str, Reply]) -> tuple[ProposedRisk, ...]:
    """Every proposed risk: red flags first, then by severity, then in the order of the list."""
    raise NotImplementedError

"""From a finding to a risk: what an answer other than yes proposes for the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from allied.kit.words import quoted
from allied.rooms.diligence.checklist import Answer, Reply, Severity, is_red_flag
from allied.rooms.diligence.questions import Area, Question

LOUDEST_FIRST = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


@dataclass(frozen=True, kw_only=True)
class ProposedRisk:
    """The risk that a finding proposes; a person decides whether it enters the register."""

    question: str
    title: str
    category: str
    mitigation: str
    severity: Severity
    red_flag: bool
    owner: str
    because: str


def proposed_risk(question: Question, reply: Reply) -> ProposedRisk | None:
    """The risk behind an answer other than yes; None for yes."""
    if reply.answer is Answer.YES:
        return None
    return ProposedRisk(
        question=question.key,
        title=question.risk.title,
        category=question.risk.category,
        mitigation=question.risk.mitigation,
        severity=severity_of(question, reply),
        red_flag=is_red_flag(question, reply),
        owner=reply.owner.strip(),
        because=f"{quoted(question.text)} was answered {quoted(reply.answer)}.",
    )


def severity_of(question: Question, reply: Reply) -> Severity:
    """What was said, or else: high for a red flag, low for partly, medium for the rest."""
    if reply.severity:
        return reply.severity
    if is_red_flag(question, reply):
        return Severity.HIGH
    return Severity.LOW if reply.answer is Answer.PARTLY else Severity.MEDIUM


def proposed_risks(areas: Iterable[Area], replies: Mapping[str, Reply]) -> tuple[ProposedRisk, ...]:
    """Every proposed risk: red flags first, then by severity, then in the order of the list."""
    asked = [question for area in areas for question in area.questions if question.key in replies]
    found = [proposed_risk(question, replies[question.key]) for question in asked]
    risks = [risk for risk in found if risk]
    return tuple(sorted(risks, key=lambda r: (not r.red_flag, LOUDEST_FIRST.index(r.severity))))

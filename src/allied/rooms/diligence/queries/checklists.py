"""A checklist with its answers: where each area stands, red flags first, and what became of findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to
from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.diligence.checklist import (
    AreaState,
    Readiness,
    is_red_flag,
    readiness_of,
    state_of,
)
from allied.rooms.diligence.checklists import asked, replies_of, reply_of
from allied.rooms.diligence.models import Checklist, ChecklistAnswer
from allied.rooms.diligence.proposals import proposed_risk
from allied.rooms.diligence.questions import Area, Question


@dataclass(frozen=True, kw_only=True)
class QuestionShown:
    """One question with its answer, whether that is a red flag, and the risk it became."""

    question: Question
    answer: ChecklistAnswer | None
    is_flag: bool
    is_finding: bool
    files: Sequence[Attachment] = ()

    @property
    def is_open_finding(self) -> bool:
        """A finding that is not on the register yet."""
        return self.is_finding and self.answer is not None and self.answer.risk_id is None


@dataclass(frozen=True, kw_only=True)
class AreaShown:
    """One area, its questions, and how far it is."""

    area: Area
    state: AreaState
    questions: Sequence[QuestionShown]


@dataclass(frozen=True, kw_only=True)
class ChecklistShown:
    """A whole checklist."""

    checklist: Checklist
    areas: Sequence[AreaShown]
    readiness: Readiness

    @property
    def flags(self) -> list[QuestionShown]:
        """The red flags, in order."""
        return [one for area in self.areas for one in area.questions if one.is_flag]

    @property
    def findings(self) -> list[QuestionShown]:
        """Findings that are not on the register yet, in order."""
        return [one for area in self.areas for one in area.questions if one.is_open_finding]


def checklist_of(person: Person, alliance: Alliance, audience: str) -> Checklist | None:
    """The joint checklist, or that of one's own side."""
    rows = Checklist.objects.visible_to(person).filter(alliance=alliance, audience=audience)
    if audience != JOINT:
        rows = rows.filter(owner_id=person.organisation_id)
    return rows.select_related("alliance", "by").first()


def answers_of(person: Person, checklist: Checklist) -> dict[str, ChecklistAnswer]:
    """The answers by question."""
    rows = ChecklistAnswer.objects.visible_to(person).filter(checklist=checklist)
    found = rows.select_related("holder__organisation", "risk", "by")
    return {row.question: row for row in found}


def shown(person: Person, checklist: Checklist) -> ChecklistShown:
    """The checklist with everything that its page shows, in two queries more."""
    answers = answers_of(person, checklist)
    files = attached_to(person, [row.pk for row in answers.values()])
    areas = [_area(area, answers, files) for area in asked(checklist)]
    return ChecklistShown(
        checklist=checklist,
        areas=areas,
        readiness=readiness_of([area.state for area in areas]),
    )


type Files = Mapping[UUID, Sequence[Attachment]]


def _area(area: Area, answers: Mapping[str, ChecklistAnswer], files: Files) -> AreaShown:
    keys = {question.key for question in area.questions}
    mine = {key: row for key, row in answers.items() if key in keys}
    return AreaShown(
        area=area,
        state=state_of(area, replies_of(mine)),
        questions=[_question(one, mine.get(one.key), files) for one in area.questions],
    )


def _question(question: Question, answer: ChecklistAnswer | None, files: Files) -> QuestionShown:
    reply = reply_of(answer) if answer else None
    return QuestionShown(
        question=question,
        answer=answer,
        is_flag=is_red_flag(question, reply),
        is_finding=reply is not None and proposed_risk(question, reply) is not None,
        files=files.get(answer.pk, ()) if answer else (),
    )

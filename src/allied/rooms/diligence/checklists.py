"""Between the rows of a checklist and its rules: which questions are asked, and what was replied."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from allied.people.scope import JOINT
from allied.rooms.diligence.built_in import areas_with
from allied.rooms.diligence.checklist import Answer, Reply, Severity
from allied.rooms.diligence.models import Checklist, ChecklistAnswer
from allied.rooms.diligence.questions import Area, Question, Side


def asked(checklist: Checklist) -> tuple[Area, ...]:
    """The areas of this checklist with the questions of its side; areas without any are left out."""
    return questions_for(checklist.audience, checklist.areas, checklist.packs)


def questions_for(audience: str, areas: Iterable[str], packs: Iterable[str]) -> tuple[Area, ...]:
    """The chosen areas, each with the questions that this side answers."""
    side = Side.JOINT if audience == JOINT else Side.OWN
    chosen = set(areas)
    found = [
        replace(area, questions=tuple(q for q in area.questions if q.side is side))
        for area in areas_with(packs)
        if area.key in chosen
    ]
    return tuple(area for area in found if area.questions)


def by_key(areas: Iterable[Area]) -> dict[str, Question]:
    """The questions by their key, in order."""
    return {question.key: question for area in areas for question in area.questions}


def reply_of(row: ChecklistAnswer) -> Reply:
    """An answer as the rules read it."""
    return Reply(
        answer=Answer(row.said),
        evidence=row.evidence,
        owner=row.holder.name if row.holder else "",
        severity=Severity(row.severity) if row.severity else None,
        note=row.note,
    )


def replies_of(rows: Mapping[str, ChecklistAnswer]) -> dict[str, Reply]:
    """The answers by question, as the rules read them."""
    return {key: reply_of(row) for key, row in rows.items()}

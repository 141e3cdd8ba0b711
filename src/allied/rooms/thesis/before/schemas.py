"""What the JSON door says and hears about the checks before an alliance."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from allied.rooms.thesis.before.models import Preparation
from allied.rooms.thesis.before.queries import History
from allied.rooms.thesis.before.questionnaire import Questionnaire


class PreparationAnswer(Schema):
    """A question by its key and name, and what was answered; empty while it is open."""

    key: str
    name: str
    says: str


class ReasonShown(Schema):
    """One reason, with the answers that carry it."""

    sentence: str
    answers: list[PreparationAnswer]


class TurnShown(Schema):
    """Other answers, and what would be said then."""

    answers: list[PreparationAnswer]
    verdict: str


class PartShown(Schema):
    """Form, or effort: what it is and why, what to mind, what would change it."""

    result: str
    title: str
    why: str
    answers: list[PreparationAnswer]
    minds: list[str]
    turns: list[TurnShown]
    missing: list[PreparationAnswer]


class MoveSays(Schema):
    """Verdict, form and effort with their reasons."""

    verdict: str
    title: str
    next: str
    reasons: list[ReasonShown]
    settle: list[PreparationAnswer]
    missing: list[PreparationAnswer]
    turns: list[TurnShown]
    way: TurnShown | None
    form: PartShown
    effort: PartShown


class GapShown(Schema):
    """A statement that is not in place, and what can be done about it."""

    key: str
    name: str
    says: str
    must: bool
    act: str


class GroupShown(Schema):
    """A group of statements with its level, which is that of the weakest."""

    title: str
    level: str
    statements: list[PreparationAnswer]


class ReadinessSays(Schema):
    """How ready our own organisation is, the weakest first."""

    result: str
    title: str
    says: str
    groups: list[GroupShown]
    gaps: list[GapShown]
    missing: list[PreparationAnswer]


class PreparationVersion(Schema):
    """One version: who kept it when, what it said and what it changed."""

    version: int
    result: str
    by: str
    at: datetime
    note: str
    changes: list[str]

    @staticmethod
    def all_of(found: History) -> "list[PreparationVersion]":
        """Every version, the newest first."""
        return [
            PreparationVersion(
                version=one.row.number,
                result=one.row.result,
                by=one.row.by.name,
                at=one.row.at,
                note=one.row.note,
                changes=list(one.changes),
            )
            for one in found.versions
        ]


class Kept(Schema):
    """What every version carries; version 0 means that nothing is kept yet."""

    version: int
    result: str
    note: str
    by: str
    at: datetime | None


def kept_of(row: Preparation | None) -> dict[str, Any]:
    """The fields of `Kept`."""
    if row is None:
        return {"version": 0, "result": "", "note": "", "by": "", "at": None}
    return {
        "version": row.number,
        "result": row.result,
        "note": row.note,
        "by": row.by.name,
        "at": row.at,
    }


class MoveShown(Kept):
    """The right-move check: the answers as they are sent, and what they say."""

    answers: dict[str, str]
    says: MoveSays


class ReadinessShown(Kept):
    """The readiness self-check; `unseen` names what is said to be in place but has no seat here."""

    answers: dict[str, str]
    says: ReadinessSays
    unseen: list[str]


class RedLinesShown(Kept):
    """The red lines, the walk-away value and the alternative, as they are sent."""

    content: dict[str, Any]


class AnswersGiven(Schema):
    """Answers by the key of their question, whole; what is left out stays open."""

    answers: dict[str, str] = Field(max_length=100)
    note: str = ""


class RedLinesGiven(Schema):
    """Red lines, whole."""

    content: dict[str, Any]
    note: str = ""


class ChoiceShown(Schema):
    """One possible answer."""

    key: str
    says: str


class QuestionShown(Schema):
    """One question with its possible answers."""

    key: str
    group: str
    name: str
    ask: str
    choices: list[ChoiceShown]

    @staticmethod
    def all_of(asked: Questionnaire) -> "list[QuestionShown]":
        """Every question, in order."""
        return [
            QuestionShown(
                key=one.key,
                group=group.title,
                name=one.name,
                ask=one.ask,
                choices=[ChoiceShown(key=c.key, says=c.says) for c in one.choices],
            )
            for group in asked.groups
            for one in group.questions
        ]

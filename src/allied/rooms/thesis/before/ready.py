"""Is our own organisation ready? The weakest statement says it, never an average."""

from dataclasses import dataclass
from enum import StrEnum

from allied.rooms.thesis.before.questionnaire import Answers, Group, Question, Questionnaire

IN_PLACE = 2


class Ready(StrEnum):
    """The result in a word; OPEN as long as a statement is open."""

    READY = "ready"
    GAPS = "gaps"
    NOT_READY = "not ready"
    OPEN = "open"


@dataclass(frozen=True)
class Standing:
    """One statement and where it stands."""

    question: Question
    level: int
    says: str


@dataclass(frozen=True)
class GroupStanding:
    """One group: as strong as its weakest statement; no level while one of them is open."""

    group: Group
    level: int | None
    statements: tuple[Standing, ...]


@dataclass(frozen=True)
class Readiness:
    """The result, the groups, the gaps with the weakest first, and what is open."""

    result: Ready
    groups: tuple[GroupStanding, ...]
    gaps: tuple[Standing, ...]
    missing: tuple[str, ...]


def readiness(asked: Questionnaire, answers: Answers, *, in_place_share: int) -> Readiness:
    """Ready when everything is in place; not ready when something needed is not there at all, or when
    less than `in_place_share` percent of the statements is in place; else ready but for some gaps."""
    groups = tuple(_standing(asked, group, answers) for group in asked.groups)
    every = [one for group in groups for one in group.statements]
    missing = tuple(key for key in asked.by_key if asked.level(answers, key) is None)
    weak = [one for one in every if one.level < IN_PLACE]
    gaps = tuple(sorted(weak, key=lambda one: (one.level, not one.question.must)))
    return Readiness(_result(every, gaps, missing, in_place_share), groups, gaps, missing)


def _standing(asked: Questionnaire, group: Group, answers: Answers) -> GroupStanding:
    found = []
    for question in group.questions:
        level = asked.level(answers, question.key)
        if level is not None:
            found.append(Standing(question, level, asked.said(answers, question.key)))
    whole = len(found) == len(group.questions)
    weakest = min(one.level for one in found) if whole else None
    return GroupStanding(group, weakest, tuple(found))


def _result(
    every: list[Standing], gaps: tuple[Standing, ...], missing: tuple[str, ...], share: int
) -> Ready:
    if missing:
        return Ready.OPEN
    if not gaps:
        return Ready.READY
    absent = any(one.question.must and one.level == 0 for one in gaps)
    in_place = len(every) - len(gaps)
    return Ready.NOT_READY if absent or 100 * in_place < share * len(every) else Ready.GAPS

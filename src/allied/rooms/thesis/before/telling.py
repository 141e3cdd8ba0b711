"""What the checks say, in the words that pages, scripts and the command line share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allied.rooms.thesis.before.assessment import Assessment
from allied.rooms.thesis.before.flips import Flip
from allied.rooms.thesis.before.limits import move_questions, move_words, ready_words
from allied.rooms.thesis.before.questionnaire import Question
from allied.rooms.thesis.before.ready import Readiness, Standing


@dataclass(frozen=True)
class Answer:
    """A question by its name, and what was answered."""

    key: str
    name: str
    says: str


@dataclass(frozen=True)
class Reason:
    """One reason of a verdict, with the answers that carry it."""

    sentence: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Turn:
    """Other answers, and what would be said then."""

    answers: tuple[Answer, ...]
    verdict: str


@dataclass(frozen=True)
class PartTold:
    """Form, or effort: what it is, why, by which answers; what to mind, and what would change it."""

    result: str
    title: str
    why: str
    answers: tuple[Answer, ...]
    minds: tuple[str, ...]
    turns: tuple[Turn, ...]
    missing: tuple[Answer, ...]


@dataclass(frozen=True)
class MoveTold:
    """The right-move check in words."""

    verdict: str
    title: str
    next: str
    reasons: tuple[Reason, ...]
    settle: tuple[Answer, ...]
    missing: tuple[Answer, ...]
    turns: tuple[Turn, ...]
    way: Turn | None
    form: PartTold
    effort: PartTold


def tell_move(found: Assessment) -> MoveTold:
    """Verdict, form and effort with their reasons."""
    words, judgement = move_words(), found.judgement
    said = words["verdicts"][judgement.verdict]
    titles = {key: one["title"] for key, one in words["verdicts"].items()}
    return MoveTold(
        verdict=judgement.verdict.value,
        title=said["title"],
        next=said["next"],
        reasons=tuple(
            Reason(words["because"][one.rule], _answers(found, one.questions))
            for one in judgement.because
        ),
        settle=_answers(found, judgement.settle),
        missing=_answers(found, judgement.missing),
        turns=tuple(_turn(flip, titles) for flip in found.flips),
        way=_turn(found.way, titles) if found.way else None,
        form=_form(found),
        effort=_effort(found),
    )


def _answers(found: Assessment, keys: Iterable[str]) -> tuple[Answer, ...]:
    asked = move_questions()
    return tuple(
        Answer(key, asked.by_key[key].name, asked.said(found.answers, key)) for key in keys
    )


def _turn(flip: Flip, titles: Mapping[str, str]) -> Turn:
    answers = tuple(Answer(q.key, q.name, choice.says) for q, choice in flip.answers)
    return Turn(answers, titles[flip.verdict])


def _form(found: Assessment) -> PartTold:
    words, form = move_words(), found.form
    said = words["forms"][form.form]
    titles = {key: one["title"] for key, one in words["forms"].items()}
    lens: Sequence[str] = ()
    if not form.missing:
        risk, control = words["lens"]["risk"][form.risk], words["lens"]["control"][form.control]
        lens = (f"Risk: {risk}. Control: {control}.",)
    remark = [words["form_remarks"][form.remark]] if form.remark else []
    return PartTold(
        result=form.form.value,
        title=said["title"],
        why=said["why"],
        answers=_answers(found, form.carried),
        minds=(*lens, *remark),
        turns=tuple(_turn(flip, titles) for flip in found.form_flips),
        missing=_answers(found, form.missing),
    )


def _effort(found: Assessment) -> PartTold:
    words, effort = move_words(), found.effort
    said = words["efforts"][effort.effort]
    return PartTold(
        result=effort.effort.value,
        title=said["title"],
        why=said["why"],
        answers=_answers(found, effort.carried),
        minds=tuple(words["helps"][key] for key in effort.helps),
        turns=(),
        missing=_answers(found, effort.missing),
    )


@dataclass(frozen=True)
class Gap:
    """A statement below "in place": where it stands, and what can be done about it where."""

    key: str
    name: str
    says: str
    must: bool
    act: str
    route: str


@dataclass(frozen=True)
class GroupTold:
    """One group and its level in a word, which is that of its weakest statement."""

    title: str
    level: str
    statements: tuple[Answer, ...]


@dataclass(frozen=True)
class ReadyTold:
    """The readiness self-check in words."""

    result: str
    title: str
    says: str
    groups: tuple[GroupTold, ...]
    gaps: tuple[Gap, ...]
    missing: tuple[Answer, ...]


def tell_readiness(found: Readiness, by_key: Mapping[str, Question]) -> ReadyTold:
    """The result, the groups, the gaps with the weakest first, and what is open."""
    words: Mapping[str, Any] = ready_words()
    said, levels = words["verdicts"][found.result], words["levels"]
    return ReadyTold(
        result=found.result.value,
        title=said["title"],
        says=said["says"],
        groups=tuple(
            GroupTold(
                group.group.title,
                "Open" if group.level is None else levels[group.level],
                tuple(Answer(s.question.key, s.question.name, s.says) for s in group.statements),
            )
            for group in found.groups
        ),
        gaps=tuple(_gap(one) for one in found.gaps),
        missing=tuple(Answer(key, by_key[key].name, "") for key in found.missing),
    )


def _gap(one: Standing) -> Gap:
    asked = one.question
    return Gap(asked.key, asked.name, one.says, asked.must, asked.act, asked.route)

"""The only hands that write here: each keeps a new version, and the own log says who and what changed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.kit.reading import Problem, Unreadable
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import OURS
from allied.record import book
from allied.rooms.thesis.before import facts, red_lines
from allied.rooms.thesis.before.assessment import judged
from allied.rooms.thesis.before.limits import (
    limits,
    move_questions,
    move_words,
    ready_questions,
    ready_words,
)
from allied.rooms.thesis.before.models import Preparation, PreparationKind
from allied.rooms.thesis.before.questionnaire import Questionnaire
from allied.rooms.thesis.before.questionnaire import changes as answers_changed
from allied.rooms.thesis.before.ready import readiness

RIGHT = "private.write"
LONGEST_NOTE = 2000
FIRST = "The first version."
NOTE_ONLY = "Only the note changed."
EMPTY: tuple[dict[str, Any], ...] = ({}, dict(red_lines.RedLines().as_plain()))


class Unfit(Refused):
    """Content that cannot be kept; `problems` lists everything that is wrong with it, place by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        said = "; ".join(str(problem) for problem in problems)
        super().__init__("unfit", f"{said}.", field=problems[0].where)
        self.problems = tuple(problems)


def answer_right_move(
    *,
    by: Person,
    alliance: Alliance,
    answers: Mapping[str, Any],
    version: int,
    now: datetime,
    note: str = "",
) -> Preparation:
    """Keep the answers to whether an alliance is the right move; an open question stays open."""
    require(by, RIGHT, alliance, now)
    asked = move_questions()
    content = _answered(asked, answers)
    result = move_words()["verdicts"][judged(content).verdict]["title"]

    def say(row: Preparation, before: Any) -> facts.MoveAnswered:
        told = _in_sentences(asked, before, content)
        return facts.MoveAnswered(subject=row.pk, number=row.number, result=result, changes=told)

    kept = {"content": content, "note": note, "result": result}
    return _keep(
        PreparationKind.MOVE, kept, say, by=by, alliance=alliance, version=version, now=now
    )


def answer_readiness(
    *,
    by: Person,
    alliance: Alliance,
    answers: Mapping[str, Any],
    version: int,
    now: datetime,
    note: str = "",
) -> Preparation:
    """Keep the answers to how ready our own organisation is; an open statement stays open."""
    require(by, RIGHT, alliance, now)
    asked = ready_questions()
    content = _answered(asked, answers)
    found = readiness(asked, content, in_place_share=limits().in_place_share)
    result = ready_words()["verdicts"][found.result]["title"]

    def say(row: Preparation, before: Any) -> facts.ReadinessAnswered:
        told = _in_sentences(asked, before, content)
        return facts.ReadinessAnswered(
            subject=row.pk, number=row.number, result=result, changes=told
        )

    kept = {"content": content, "note": note, "result": result}
    return _keep(
        PreparationKind.READINESS, kept, say, by=by, alliance=alliance, version=version, now=now
    )


def draw_red_lines(
    *,
    by: Person,
    alliance: Alliance,
    content: object,
    version: int,
    now: datetime,
    note: str = "",
) -> Preparation:
    """Keep what we will not accept, the value at which we walk away, and what we do instead."""
    require(by, RIGHT, alliance, now)
    try:
        drawn = red_lines.from_plain(content)
    except Unreadable as unreadable:
        raise Unfit(unreadable.problems) from unreadable
    many = len(drawn.lines)
    value = f"walk-away value {drawn.value}" if drawn.value else "no walk-away value"
    result = f"{many} {'line' if many == 1 else 'lines'}, {value}"

    def say(row: Preparation, before: Any) -> facts.RedLinesDrawn:
        old = red_lines.from_plain(before or {})
        told = " ".join(red_lines.changes(old, drawn)) or NOTE_ONLY
        return facts.RedLinesDrawn(subject=row.pk, number=row.number, result=result, changes=told)

    kept = {"content": drawn.as_plain(), "note": note, "result": result}
    return _keep(
        PreparationKind.LINES, kept, say, by=by, alliance=alliance, version=version, now=now
    )


def _answered(asked: Questionnaire, answers: Mapping[str, Any]) -> dict[str, str]:
    """The answers in the order of the questions; what was left open is left out."""
    unknown = [key for key in answers if key not in asked.by_key]
    if unknown:
        known = ", ".join(asked.by_key)
        raise Refused(
            "unknown_question",
            f"There is no question {str(unknown[0])[:40]!r}. The questions are {known}.",
            field=str(unknown[0]),
        )
    kept = {}
    for key, question in asked.by_key.items():
        given = answers.get(key)
        if given in (None, ""):
            continue
        if not isinstance(given, str) or question.choice(given) is None:
            accepted = ", ".join(choice.key for choice in question.choices)
            raise Refused(
                "unknown_answer", f"{question.name}: the answers are {accepted}.", field=key
            )
        kept[key] = given
    return kept


def _in_sentences(asked: Questionnaire, before: Any, after: Mapping[str, str]) -> str:
    if before is None:
        return FIRST
    found = answers_changed(asked, before, after)
    return " ".join(change.sentence for change in found) or NOTE_ONLY


def _keep(
    kind: PreparationKind,
    kept: dict[str, Any],
    say: Callable[[Preparation, Any], Any],
    *,
    by: Person,
    alliance: Alliance,
    version: int,
    now: datetime,
) -> Preparation:
    """A new version, unless nothing changed; refused when a colleague kept one in the meantime."""
    kept["note"] = worded(kept["note"], field="note", most=LONGEST_NOTE)
    with transaction.atomic():
        Alliance.objects.lock(alliance)  # two who save at the same moment get two numbers
        rows = Preparation.objects.visible_to(by).filter(alliance=alliance, kind=kind)
        newest = rows.select_related("by").order_by("-number").first()
        if version != (newest.number if newest else 0):
            raise _outdated(newest)
        if newest and newest.content == kept["content"] and kept["note"] in ("", newest.note):
            return newest
        if newest is None and kept["content"] in EMPTY:
            raise Refused("empty", "Nothing is written yet: answer or write at least one thing.")
        row = Preparation.objects.create(
            alliance=alliance,
            owner_id=by.home_id,
            audience=OURS,
            kind=kind,
            number=version + 1,
            by=by,
            at=now,
            content=kept["content"],
            note=kept["note"],
            result=kept["result"],
        )
        said = say(row, newest.content if newest else None)
        book.note_own(said, by=by, now=now, alliance_id=alliance.pk)
    return row


def _outdated(newest: Preparation | None) -> Outdated:
    if newest is None:
        return Outdated("outdated", "Nothing is kept here yet: begin with version 0.")
    return Outdated(
        "outdated", f"{newest.by.name} kept version {newest.number} since you opened this page."
    )

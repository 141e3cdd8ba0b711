"""The JSON door of the checks before an alliance: own side only, If-Match on every change."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from allied.alliances.access import require
from allied.alliances.doors import enter
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, expected_version
from allied.people.doors import actor
from allied.rooms.thesis.before import commands
from allied.rooms.thesis.before.limits import move_questions, ready_questions
from allied.rooms.thesis.before.models import Preparation, PreparationKind
from allied.rooms.thesis.before.queries import History, history
from allied.rooms.thesis.before.schemas import (
    AnswersGiven,
    Kept,
    MoveShown,
    PreparationVersion,
    QuestionShown,
    ReadinessShown,
    RedLinesGiven,
    RedLinesShown,
)
from allied.rooms.thesis.before.shown import move_shown, readiness_shown, red_lines_shown

router = Router(tags=["before"])
A = "/{uuid:alliance_id}/before"
MOVE, READINESS, LINES = f"{A}/right-move", f"{A}/readiness", f"{A}/red-lines"


def _private(request: HttpRequest, alliance_id: UUID) -> Alliance:
    alliance = enter(request, alliance_id)
    require(actor(request), "private.read", alliance, timezone.now())
    return alliance


def _history(
    request: HttpRequest, alliance: Alliance, kind: str, number: int | None = None
) -> History:
    found = history(actor(request), alliance, kind, number)
    if found is None:
        raise Http404
    return found


def _told[S: Kept](
    request: HttpRequest,
    response: HttpResponse,
    alliance: Alliance,
    row: Preparation | None,
    show: Callable[..., S],
) -> S:
    shown = show(actor(request), alliance, row, timezone.now())
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


def _one[S: Kept](
    request: HttpRequest,
    response: HttpResponse,
    alliance_id: UUID,
    *,
    kind: str,
    show: Callable[..., S],
    number: int | None = None,
) -> S:
    alliance = _private(request, alliance_id)
    found = _history(request, alliance, kind, number)
    return _told(request, response, alliance, found.shown, show)


def _versions(request: HttpRequest, alliance_id: UUID, kind: str) -> list[PreparationVersion]:
    alliance = _private(request, alliance_id)
    return PreparationVersion.all_of(_history(request, alliance, kind))


def _keep[S: Kept](
    request: HttpRequest,
    response: HttpResponse,
    alliance_id: UUID,
    command: Callable[..., Preparation],
    show: Callable[..., S],
    **given: Any,
) -> S:
    alliance = enter(request, alliance_id)
    row = command(
        by=actor(request),
        alliance=alliance,
        version=expected_version(request),
        now=timezone.now(),
        **given,
    )
    return _told(request, response, alliance, row, show)


@router.get(f"{MOVE}/questions", response={200: list[QuestionShown], **PROBLEMS})
def right_move_questions(request: HttpRequest, alliance_id: UUID) -> list[QuestionShown]:
    """The questions with their possible answers."""
    _private(request, alliance_id)
    return QuestionShown.all_of(move_questions())


@router.get(MOVE, response={200: MoveShown, **PROBLEMS})
def right_move(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> MoveShown:
    """Is an alliance the right move; ETag carries the version, 0 before the first one."""
    return _one(request, response, alliance_id, kind=PreparationKind.MOVE, show=move_shown)


@router.put(MOVE, response={200: MoveShown, **PROBLEMS})
def answer_right_move(
    request: HttpRequest, alliance_id: UUID, said: AnswersGiven, response: HttpResponse
) -> MoveShown:
    """Keep the answers as a new version."""
    given: dict[str, Any] = {"answers": said.answers, "note": said.note}
    return _keep(request, response, alliance_id, commands.answer_right_move, move_shown, **given)


@router.get(f"{MOVE}/versions", response={200: list[PreparationVersion], **PROBLEMS})
def right_move_versions(request: HttpRequest, alliance_id: UUID) -> list[PreparationVersion]:
    """Every version with what it changed."""
    return _versions(request, alliance_id, PreparationKind.MOVE)


@router.get(f"{MOVE}/versions/{{int:number}}", response={200: MoveShown, **PROBLEMS})
def right_move_version(
    request: HttpRequest, alliance_id: UUID, number: int, response: HttpResponse
) -> MoveShown:
    """One version as it was."""
    return _one(
        request, response, alliance_id, kind=PreparationKind.MOVE, show=move_shown, number=number
    )


@router.get(f"{READINESS}/questions", response={200: list[QuestionShown], **PROBLEMS})
def readiness_questions(request: HttpRequest, alliance_id: UUID) -> list[QuestionShown]:
    """The statements with an anchor for each level."""
    _private(request, alliance_id)
    return QuestionShown.all_of(ready_questions())


@router.get(READINESS, response={200: ReadinessShown, **PROBLEMS})
def readiness(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> ReadinessShown:
    """How ready our own organisation is."""
    return _one(
        request, response, alliance_id, kind=PreparationKind.READINESS, show=readiness_shown
    )


@router.put(READINESS, response={200: ReadinessShown, **PROBLEMS})
def answer_readiness(
    request: HttpRequest, alliance_id: UUID, said: AnswersGiven, response: HttpResponse
) -> ReadinessShown:
    """Keep the answers as a new version."""
    given: dict[str, Any] = {"answers": said.answers, "note": said.note}
    return _keep(
        request, response, alliance_id, commands.answer_readiness, readiness_shown, **given
    )


@router.get(f"{READINESS}/versions", response={200: list[PreparationVersion], **PROBLEMS})
def readiness_versions(request: HttpRequest, alliance_id: UUID) -> list[PreparationVersion]:
    """Every version with what it changed."""
    return _versions(request, alliance_id, PreparationKind.READINESS)


@router.get(f"{READINESS}/versions/{{int:number}}", response={200: ReadinessShown, **PROBLEMS})
def readiness_version(
    request: HttpRequest, alliance_id: UUID, number: int, response: HttpResponse
) -> ReadinessShown:
    """One version as it was."""
    kind = PreparationKind.READINESS
    return _one(request, response, alliance_id, kind=kind, show=readiness_shown, number=number)


@router.get(LINES, response={200: RedLinesShown, **PROBLEMS})
def red_lines(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> RedLinesShown:
    """What we will not accept, the walk-away value, and what we do instead."""
    return _one(request, response, alliance_id, kind=PreparationKind.LINES, show=red_lines_shown)


@router.put(LINES, response={200: RedLinesShown, **PROBLEMS})
def draw_red_lines(
    request: HttpRequest, alliance_id: UUID, said: RedLinesGiven, response: HttpResponse
) -> RedLinesShown:
    """Keep them as a new version."""
    given: dict[str, Any] = {"content": said.content, "note": said.note}
    return _keep(request, response, alliance_id, commands.draw_red_lines, red_lines_shown, **given)


@router.get(f"{LINES}/versions", response={200: list[PreparationVersion], **PROBLEMS})
def red_lines_versions(request: HttpRequest, alliance_id: UUID) -> list[PreparationVersion]:
    """Every version with what it changed."""
    return _versions(request, alliance_id, PreparationKind.LINES)


@router.get(f"{LINES}/versions/{{int:number}}", response={200: RedLinesShown, **PROBLEMS})
def red_lines_version(
    request: HttpRequest, alliance_id: UUID, number: int, response: HttpResponse
) -> RedLinesShown:
    """One version as it was."""
    return _one(
        request,
        response,
        alliance_id,
        kind=PreparationKind.LINES,
        show=red_lines_shown,
        number=number,
    )

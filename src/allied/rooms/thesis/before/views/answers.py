"""Answering: one form for the questions of the right move, and for those of our own readiness."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.forms import done
from allied.people.doors import PersonRequest, page
from allied.rooms.thesis.before import commands
from allied.rooms.thesis.before.assessment import EFFORT, FORM
from allied.rooms.thesis.before.forms import AnswersForm, filled_answers
from allied.rooms.thesis.before.limits import move_questions, ready_questions
from allied.rooms.thesis.before.models import Preparation, PreparationKind
from allied.rooms.thesis.before.queries import answers_of
from allied.rooms.thesis.before.questionnaire import Questionnaire
from allied.rooms.thesis.before.views.entering import draw, kept, opened_at, private, said


class Asking(NamedTuple):
    """What a form asks, and where its answers go."""

    kind: str
    title: str
    lead: str
    questions: Callable[[], Questionnaire]
    command: Callable[..., Preparation]
    route: str
    # The parts that stay folded until the first one is answered, and what stands on the fold.
    folded: tuple[str, ...] = ()
    fold: str = ""


MOVE = Asking(
    PreparationKind.MOVE,
    "Right move?",
    "Twelve short questions say whether to ally.",
    move_questions,
    commands.answer_right_move,
    "before-move",
    (FORM, EFFORT),
    "Ten more questions: in which form, and with whose help",
)
READINESS = Asking(
    PreparationKind.READINESS,
    "Readiness",
    "Choose for each statement the sentence that is true today.",
    ready_questions,
    commands.answer_readiness,
    "before-readiness",
)


@page
def move_answers(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Answer whether an alliance is the right move."""
    return _answer(request, alliance_id, MOVE)


@page
def readiness_answers(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Answer how ready our own organisation is."""
    return _answer(request, alliance_id, READINESS)


def _answer(request: PersonRequest, alliance_id: Any, asking: Asking) -> HttpResponse:
    room, now = private(request, alliance_id), timezone.now()
    require(request.user, commands.RIGHT, room.alliance, now)
    found, asked = kept(request, room, asking.kind), asking.questions()
    first = asked.missing(answers_of(found.shown), asked.groups[0].part)
    shown: dict[str, Any] = {
        "asking": asking,
        "opened_at": found.number,
        "unfolded": request.method == "POST" or not first,
    }
    if request.method != "POST":
        form = filled_answers(asked, answers_of(found.shown), found.number)
        return draw(request, room, "answers", form=form, **shown)
    form = AnswersForm(request.POST, asked=asked)
    shown["opened_at"] = form["version"].value()
    if form.is_valid():
        try:
            row = asking.command(
                by=request.user,
                alliance=room.alliance,
                answers=form.answers(),
                version=form.cleaned_data["version"],
                note=form.cleaned_data["note"],
                now=now,
            )
            says = f"{row.result}. Only {request.user.home.short_name} sees it."
            return done(request, reverse(asking.route, args=[room.alliance.pk]), says)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, said(refusal))
            shown["opened_at"] = opened_at(refusal, form.cleaned_data["version"], found.number)
    return draw(request, room, "answers", status=422, form=form, **shown)

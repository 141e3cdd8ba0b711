"""Due diligence: the joint checklist and, kept apart, the one of one's own side."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.alliances.models import Alliance
from allied.kit.forms import attempt, done, sent
from allied.kit.words import counted
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.areas import name_of
from allied.rooms.diligence.built_in import areas, packs
from allied.rooms.diligence.checklist_forms import AnswerForm, ChooseForm, first_of_answer
from allied.rooms.diligence.checklists import asked, by_key, reply_of
from allied.rooms.diligence.models import Checklist, Risk
from allied.rooms.diligence.proposals import proposed_risk
from allied.rooms.diligence.queries.checklists import (
    AreaShown,
    ChecklistShown,
    answers_of,
    checklist_of,
    shown,
)
from allied.rooms.diligence.queries.sides import sides_of
from allied.rooms.diligence.views.editing import begin
from allied.rooms.diligence.views.entering import (
    DILIGENCE,
    draw,
    enter_private,
    enter_room,
    owners_for,
)
from allied.rooms.diligence.writing import require_writer

HOME = {JOINT: "diligence", OURS: "diligence-own"}
ANSWERS = [("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("unknown", "Nobody knows")]
LEVEL = {"high": "4", "medium": "3", "low": "2"}
"""Where a finding begins on both scales until somebody rates it."""


def opened(request: PersonRequest, alliance_id: Any, audience: str) -> Alliance:
    """The alliance of the address; the frame says who reads the page."""
    enter = enter_room if audience == JOINT else enter_private
    return enter(request, alliance_id, DILIGENCE)


def found(request: PersonRequest, alliance: Alliance, audience: str) -> Checklist:
    """The checklist of this side, or 404 while there is none."""
    checklist = checklist_of(request.user, alliance, audience)
    if checklist is None:
        raise Http404
    checklist.alliance = alliance
    return checklist


def home_of(alliance: Alliance, audience: str) -> str:
    """The address of a checklist."""
    return reverse(HOME[audience], args=[alliance.pk])


@page
def index(request: PersonRequest, alliance_id: Any, audience: str) -> HttpResponse:
    """The questions by area, red flags and findings before them."""
    alliance, person = opened(request, alliance_id, audience), request.user
    seats = seats_of(person, alliance, timezone.now())
    checklist = checklist_of(person, alliance, audience)
    list_ = shown(person, checklist) if checklist else None
    one, following = _chosen(list_, request.GET.get("area", ""))
    context = {
        "alliance": alliance,
        "audience": audience,
        "list": list_,
        "one": one,
        "following": following,
        "lead": _lead(list_) if list_ else ("Nothing is asked yet.", ""),
        "may_write": may(seats, "risk.edit" if audience == JOINT else "private.write"),
        "reads_own": may(seats, "private.read"),
        "words": dict(ANSWERS),
        "sides": sides_of(alliance, person),
        "name_of": name_of,
    }
    return draw(request, "checklist.html", context)


def _chosen(list_: ChecklistShown | None, area: str) -> tuple[AreaShown | None, AreaShown | None]:
    """The area that the address names, or the first with an open question; and the one after it."""
    areas_ = list(list_.areas) if list_ else []
    if not areas_:
        return None, None
    named = [one for one in areas_ if one.area.key == area]
    still_open = [one for one in areas_ if one.state.unanswered]
    one = (named or still_open or areas_)[0]
    place = areas_.index(one) + 1
    return one, areas_[place] if place < len(areas_) else None


def _lead(list_: ChecklistShown) -> tuple[str, str]:
    ready = f"{list_.readiness.said} questions are answered yes with evidence."
    parts = []
    if list_.flags:
        parts.append(f"{counted(len(list_.flags), 'red flag')}.")
    if list_.findings:
        many = counted(len(list_.findings), "finding")
        parts.append(f"{many} {'is' if len(list_.findings) == 1 else 'are'} not on the register.")
    if list_.readiness.unanswered:
        parts.append(f"{counted(list_.readiness.unanswered, 'question')} open.")
    return ready, " ".join(parts)


@page
def choosing(request: PersonRequest, alliance_id: Any, audience: str) -> HttpResponse:
    """Choose the areas and packs that are asked."""
    alliance = opened(request, alliance_id, audience)
    require_writer(request.user, alliance, audience, timezone.now())
    checklist = checklist_of(request.user, alliance, audience)
    first = {
        "areas": checklist.areas if checklist else [area.key for area in areas()],
        "packs": checklist.packs if checklist else [],
        "version": checklist.version if checklist else 0,
    }
    form = ChooseForm(sent(request), initial=first)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.open_checklist(
                by=request.user,
                alliance=alliance,
                audience=audience,
                now=timezone.now(),
                areas=form.cleaned_data["areas"],
                packs=form.cleaned_data["packs"],
                version=form.cleaned_data["version"],
            ),
        )
        if made:
            return done(request, home_of(alliance, audience), "The checklist is set.")
    context = {
        "alliance": alliance,
        "audience": audience,
        "form": form,
        "back": home_of(alliance, audience),
        "packs": packs(),
    }
    return draw(request, "choose.html", context, refused=bool(form.errors))


@page
def question(request: PersonRequest, alliance_id: Any, audience: str, key: str) -> HttpResponse:
    """Answer one question."""
    alliance = opened(request, alliance_id, audience)
    checklist = found(request, alliance, audience)
    asks = by_key(asked(checklist)).get(key)
    if asks is None:
        raise Http404
    require_writer(request.user, alliance, audience, timezone.now())
    answer = answers_of(request.user, checklist).get(key)
    owners = owners_for(request, alliance, audience)
    form = AnswerForm(sent(request), owners=owners, first=first_of_answer(answer))
    if request.method == "POST":
        written = attempt(
            form,
            lambda: commands.answer_question(
                by=request.user,
                checklist=checklist,
                given=form.given(key),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            ),
        )
        if written:
            address = f"{home_of(alliance, audience)}?area={asks.area}#q-{key}"
            return done(request, address, "Answered.")
    context = {
        "alliance": alliance,
        "audience": audience,
        "form": form,
        "question": asks,
        "answered": answer is not None,
        "area": name_of(asks.area),
        "back": f"{home_of(alliance, audience)}?area={asks.area}",
    }
    return draw(request, "question.html", context, refused=bool(form.errors))


@page
def finding(request: PersonRequest, alliance_id: Any, audience: str, key: str) -> HttpResponse:
    """Make a risk of an answer: the proposal, which a person may change before it stands."""
    alliance = opened(request, alliance_id, audience)
    checklist = found(request, alliance, audience)
    asks = by_key(asked(checklist)).get(key)
    answer = answers_of(request.user, checklist).get(key)
    proposed = proposed_risk(asks, reply_of(answer)) if asks and answer else None
    if proposed is None or answer is None:
        raise Http404
    level = LEVEL[proposed.severity]
    first = {
        "title": proposed.title,
        "category": name_of(proposed.category),
        "probability": level,
        "impact": level,
        "mitigation": proposed.mitigation,
        "cause": proposed.because,
    }
    if answer.holder_id:
        first["owner"] = str(answer.holder_id)

    def register(**known: Any) -> Risk:
        for name in ("alliance", "audience", "origin"):
            known.pop(name)
        return commands.register_finding(checklist=checklist, question=key, **known)

    made: Callable[..., Risk] = register
    return begin(request, alliance, audience, first=first, register=made)

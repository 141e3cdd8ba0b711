"""One's own answer, which nobody else reads before all open; and who of one's own side answers."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.kit.forms import attempt, done
from allied.people.doors import PersonRequest, page
from allied.people.models import Person
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.answer_form import AnswerForm, filled_answer
from allied.rooms.thesis.alignment.forms import PeopleForm
from allied.rooms.thesis.alignment.queries import RoundRead, able_colleagues, mine_of
from allied.rooms.thesis.alignment.rounds import ANSWER, START
from allied.rooms.thesis.alignment.views.entering import draw, numbered, opened

HAND_IN = "hand-in"
KEPT = "Kept. Nobody else reads it."


@page
def answer(request: PersonRequest, alliance_id: Any, number: int) -> HttpResponse:
    """Write one's answer, and hand it in."""
    alliance, found = opened(request, alliance_id)
    read, now = numbered(found, number), timezone.now()
    require(request.user, ANSWER, alliance, now)
    request.audience = "me"  # read by the frame
    mine = mine_of(request.user, read.row, now)
    if request.method != "POST":
        form = filled_answer(read.asked, read.names, mine.answer, mine.version)
        return _form(request, alliance, read, mine, form, mine.version)
    form = AnswerForm(request.POST, asked=read.asked, names=read.names)
    if form.is_valid():
        try:
            return _sent(request, alliance, read, form)
        except Refused as refusal:
            form.refuse(refusal)
            if isinstance(refusal, Outdated):
                form.add_error(
                    None, "What you wrote is kept below: keep it again to put it in place."
                )
                return _form(request, alliance, read, mine, form, mine.version)
    return _form(request, alliance, read, mine, form, form["version"].value())


def _sent(
    request: PersonRequest, alliance: Alliance, read: RoundRead, form: AnswerForm
) -> HttpResponse:
    known: dict[str, Any] = {
        "by": request.user,
        "round": read.row,
        "content": form.content(),
        "version": form.cleaned_data["version"],
        "now": timezone.now(),
    }
    if request.POST.get("act") != HAND_IN:
        commands.save_answer(**known)
        address = reverse("thesis-alignment-answer", args=[alliance.pk, read.row.number])
        return done(request, address, KEPT)
    row = commands.hand_in_answer(**known)
    says = "Every side has answered: the answers are open."
    if row.ended_at is None:
        says = "Handed in. It opens with the answers of all others."
    return done(request, reverse("thesis-alignment-round", args=[alliance.pk, row.number]), says)


def _form(request: PersonRequest, *page_of: Any) -> HttpResponse:
    alliance, read, mine, form, opened_at = page_of
    context = {"read": read, "mine": mine, "form": form, "opened_at": opened_at}
    status = 422 if form.errors else 200
    return draw(request, alliance, "answer", status=status, **context)


@page
def people(request: PersonRequest, alliance_id: Any, number: int) -> HttpResponse:
    """Ask colleagues to answer too."""
    alliance, found = opened(request, alliance_id)
    read, now = numbered(found, number), timezone.now()
    require(request.user, START, alliance, now)
    request.audience = "private"  # read by the frame
    mine = mine_of(request.user, read.row, now)
    asked = {one.person_id for one in mine.respondents}
    able = {
        str(one.pk): one
        for one in able_colleagues(request.user, read.row, now)
        if one.pk not in asked and one.pk != request.user.pk
    }
    sent = request.POST if request.method == "POST" else None
    form = PeopleForm(sent, people=[(key, one.name) for key, one in able.items()])
    if sent is not None and _asked(request, read, form, able):
        address = reverse("thesis-alignment", args=[alliance.pk])
        return done(request, address, "Asked. Our side has answered when the last of us has.")
    context = {"read": read, "mine": mine, "form": form, "able": able}
    return draw(request, alliance, "people", status=422 if form.errors else 200, **context)


def _asked(
    request: PersonRequest, read: RoundRead, form: PeopleForm, able: dict[str, Person]
) -> bool:
    found = attempt(
        form,
        lambda: commands.ask_colleagues(
            by=request.user,
            round=read.row,
            people=[able[key] for key in form.cleaned_data["people"]],
            now=timezone.now(),
        ),
    )
    return found is not None


@page
@require_POST
def releases(request: PersonRequest, alliance_id: Any, number: int) -> HttpResponse:
    """A colleague no longer answers for our side."""
    alliance, found = opened(request, alliance_id)
    read, now = numbered(found, number), timezone.now()
    mine = mine_of(request.user, read.row, now)
    wanted = request.POST.get("person", "")
    person = next((o.person for o in mine.respondents if str(o.person_id) == wanted), None)
    says = "This colleague was not asked."
    if person is not None:
        try:
            commands.release_colleague(by=request.user, round=read.row, person=person, now=now)
            says = f"{person.name} is released."
        except Refused as refusal:
            says = refusal.sentence
    else:
        require(request.user, START, alliance, now)
    return done(request, reverse("thesis-alignment", args=[alliance.pk]), says)

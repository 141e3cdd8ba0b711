"""The acts that steer a decision: each is one short form on a page of its own."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import require
from allied.alliances.doors import find
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.people.models import Person
from allied.rooms.governance import commands
from allied.rooms.governance.asking import options_from
from allied.rooms.governance.forms import DeferralForm, MeetingForm, PauseForm, ReasonForm
from allied.rooms.governance.models import Decision, Forum
from allied.rooms.governance.queries.sides import Side, seats_now
from allied.rooms.governance.views.entering import address_of, draw, enter_decision
from allied.rooms.governance.views.one import act, found_case

RIGHT = "decision.steer"


def _form_page(
    request: PersonRequest,
    decision: Decision,
    make: Callable[[Any], django_forms.Form],
    command: Callable[..., Any],
    words: dict[str, str],
) -> HttpResponse:
    """Show the form, or carry out what it says; `words` has title, answer, button and says."""
    require(request.user, RIGHT, decision.alliance, timezone.now())
    form = make(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        result = carry_out(form, command, by=request.user, decision=decision, now=timezone.now())
        if result is not None:
            return done(request, address_of(decision), words["says"])
    context = {"alliance": decision.alliance, "decision": decision, "form": form, **words}
    return draw(request, "act.html", context, refused=bool(form.errors))


@page
def pauses(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Wait for information: the clock stands still until a day."""
    decision, _ = enter_decision(request, alliance_id, decision_id)
    words = {
        "title": "Wait for information",
        "answer": "The clock stands still from now on. The other company acknowledges it within "
        "two of its working days, or the clock runs again.",
        "button": "Pause the clock",
        "says": "The clock stands still. The other company is asked to acknowledge it.",
    }
    return _form_page(request, decision, PauseForm, commands.ask_for_information, words)


@page
@require_POST
def acknowledgement(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Agree that the clock stands still."""
    case = found_case(request, alliance_id, decision_id)
    says = f"Acknowledged for {request.user.home.short_name}."
    return act(request, case, commands.acknowledge_pause, says)


@page
@require_POST
def resumption(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """The clock runs again."""
    case = found_case(request, alliance_id, decision_id)
    return act(request, case, commands.resume_decision, "The clock runs again.")


@page
def deferral(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Put a decision off until a day."""
    decision, _ = enter_decision(request, alliance_id, decision_id)
    words = {
        "title": "Defer this decision",
        "answer": "On that day it is open again, with the working days that are left now.",
        "button": "Defer for both companies",
        "says": "Deferred. Both companies see until when, and why.",
    }
    return _form_page(request, decision, DeferralForm, commands.defer_decision, words)


@page
def withdrawal(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Take the question back."""
    decision, _ = enter_decision(request, alliance_id, decision_id)
    words = {
        "title": "Withdraw this decision",
        "answer": "Nobody answers it any more. It stays in the register and in the record.",
        "button": "Withdraw the question",
        "says": "Withdrawn. Both companies see why.",
    }
    return _form_page(request, decision, ReasonForm, commands.withdraw_decision, words)


@page
def escalation(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Take it one step further."""
    decision, _ = enter_decision(request, alliance_id, decision_id)
    words = {
        "title": "Escalate this decision",
        "answer": "It stays where it is and also goes one step further, once, with a time of its own.",
        "button": "Escalate now",
        "says": "Escalated. The next step is asked too.",
    }
    return _form_page(request, decision, ReasonForm, commands.escalate_decision, words)


@page
def meetings(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Record that a forum took the decision in a meeting."""
    decision, sides = enter_decision(request, alliance_id, decision_id)
    forums = Forum.objects.visible_to(request.user).filter(
        alliance=decision.alliance, ended_at__isnull=True
    )
    choices = _choices(decision, list(forums), sides)
    usual = decision.right.content.get("forum") or ""

    def record(*, forum: str, present: list[str], stand_ins: list[str], **said: Any) -> Any:
        people = Person.objects.visible_to(request.user)
        return commands.record_meeting(
            forum=find(forums, key=forum),
            present=people.filter(pk__in=present),
            stand_ins=people.filter(pk__in=stand_ins),
            **said,
        )

    words = {
        "title": "Decided in a meeting",
        "answer": "Say who was there. You confirm for your company, if you may answer; "
        "the other company confirms for itself.",
        "button": "Record the meeting",
        "says": "Recorded. Those who were there confirm for their companies.",
    }
    return _form_page(
        request,
        decision,
        lambda posted: MeetingForm(posted, choices=choices, forum=usual),
        record,
        words,
    )


def _choices(
    decision: Decision, forums: list[Forum], sides: dict[Any, Side]
) -> dict[str, list[tuple[str, str]]]:
    seats = seats_now(decision.alliance, timezone.now())
    order = list(sides)
    present = sorted(
        (seat for seat in seats.seats if seat.organisation_id in sides),
        key=lambda seat: (order.index(seat.organisation_id), seat.person.name),
    )
    people = {
        str(seat.person_id): f"{seat.person.name}, {sides[seat.organisation_id].name}"
        for seat in present
    }
    options = options_from(decision.options)
    return {
        "forum": [(forum.key, forum.name) for forum in forums],
        "option": [(option.key, option.line) for option in options],
        "present": list(people.items()),
        "stand_ins": list(people.items()),
    }

"""Ways to settle, and the decision that they can become."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.doors import find
from allied.kit.forms import sent
from allied.people.doors import PersonRequest, page
from allied.rooms.conflict import commands
from allied.rooms.conflict.asking import question_of
from allied.rooms.conflict.forms import (
    DecisionForm,
    ReasonForm,
    WayForm,
)
from allied.rooms.conflict.models import Settlement
from allied.rooms.conflict.views.entering import (
    enter_conflict,
    way_in,
)
from allied.rooms.conflict.views.forming import form_page, posted
from allied.rooms.conflict.writing import STEER
from allied.rooms.governance.models import DecisionRight


@page
def settlement_new(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Propose a way to settle."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    form = WayForm(sent(request))
    words = {
        "title": "Propose a settlement",
        "answer": "When every company accepts it, the matter is settled with exactly these words.",
        "button": "Propose it to both companies",
        "says": "Proposed. The other company is asked to accept it.",
        "hints": {"effect": "Such as Total becomes €101 k."},
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.propose_settlement(
            by=request.user, conflict=conflict, now=timezone.now(), **form.cleaned_data
        ),
        words,
    )


@page
@require_POST
def settlement_acceptance(
    request: PersonRequest, alliance_id: Any, conflict_id: Any, settlement_id: Any
) -> HttpResponse:
    """Accept a way to settle for one's own company."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    way = way_in(request, conflict, settlement_id)
    return posted(
        request,
        conflict,
        lambda: commands.accept_settlement(by=request.user, settlement=way, now=timezone.now()),
        f"Accepted for {request.user.home.short_name}.",
    )


@page
def settlement_rejection(
    request: PersonRequest, alliance_id: Any, conflict_id: Any, settlement_id: Any
) -> HttpResponse:
    """Say why a way does not settle it."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    way = way_in(request, conflict, settlement_id)
    form = ReasonForm(sent(request))
    words = {
        "title": "Not this way",
        "answer": f"It stays on the page with your reason: {way.title}",
        "button": f"Say no for {request.user.home.short_name}",
        "says": "Said. Both companies read why.",
        "right": "conflict.settle",
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.reject_settlement(
            by=request.user, settlement=way, now=timezone.now(), **form.cleaned_data
        ),
        words,
    )


@page
@require_POST
def settlement_withdrawal(
    request: PersonRequest, alliance_id: Any, conflict_id: Any, settlement_id: Any
) -> HttpResponse:
    """Take a way back that one's own company proposed."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    way = way_in(request, conflict, settlement_id)
    return posted(
        request,
        conflict,
        lambda: commands.withdraw_settlement(by=request.user, settlement=way, now=timezone.now()),
        "Taken back.",
    )


@page
def decision(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Put the ways to settle to those whom the matrix names."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    rights = DecisionRight.objects.visible_to(request.user).filter(
        alliance=conflict.alliance, ended_at__isnull=True
    )
    types = [(right.key, right.name) for right in rights]
    form = DecisionForm(sent(request), initial={"title": conflict.title}, types=types)
    ways = Settlement.objects.visible_to(request.user).filter(
        conflict=conflict, withdrawn_at__isnull=True
    )
    question = question_of(conflict, list(ways.order_by("number")), conflict.title)
    words = {
        "title": "Ask for a decision",
        "answer": "Its options are the ways to settle. When it is approved, the matter is settled.",
        "button": "Ask both companies",
        "says": "Asked. It waits for its answers.",
        "right": STEER,
        "beside": question,
        "hints": {"type": "It says who decides, and until when."},
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.ask_decision(
            by=request.user,
            conflict=conflict,
            right=find(rights, key=form.cleaned_data["type"]),
            title=form.cleaned_data["title"],
            condition_applies=form.cleaned_data["condition_applies"],
            now=timezone.now(),
        ),
        words,
    )

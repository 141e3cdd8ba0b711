"""Taking a matter up, back or out again, and the mediation of it."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from allied.alliances.access import require
from allied.kit.forms import sent
from allied.people.doors import PersonRequest, page
from allied.rooms.conflict import commands
from allied.rooms.conflict.forms import (
    EscalationForm,
    MediationForm,
    OutcomeForm,
    ReasonForm,
)
from allied.rooms.conflict.models import Conflict, Mediation
from allied.rooms.conflict.queries.one import case_of
from allied.rooms.conflict.views.entering import (
    enter_conflict,
)
from allied.rooms.conflict.views.forming import form_page, versioned
from allied.rooms.conflict.writing import MEDIATE, STEER


@page
def escalation(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Take the matter one step up before its time runs out."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    case = case_of(conflict, request.user, timezone.now())
    form = EscalationForm(sent(request), initial={"version": conflict.version})
    memo = case.memo
    state = memo.get_state_display().lower() if memo else "not begun"
    words = {
        "title": f"Take it up to: {case.following}",
        "answer": f"The joint memo is {state}. It goes up with the matter, signed or not.",
        "button": "Escalate now",
        "says": f"It stands one step higher now: {case.following}.",
        "right": STEER,
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.escalate_conflict(
            by=request.user, conflict=conflict, now=timezone.now(), **versioned(form)
        ),
        words,
    )


@page
def withdrawal(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Take back what one's own company raised."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    form = ReasonForm(sent(request))
    words = {
        "title": f"Withdraw {conflict.ref}",
        "answer": "It leaves the open matters and stays in the register and in the record.",
        "button": "Withdraw it",
        "says": "Withdrawn. Both companies read why.",
        "right": STEER,
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.withdraw_conflict(
            by=request.user, conflict=conflict, now=timezone.now(), **form.cleaned_data
        ),
        words,
    )


@page
def reopening(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Open it again."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    form = ReasonForm(sent(request))
    words = {
        "title": f"Open {conflict.ref} again",
        "answer": "It stands on the step on which it ended, with the whole time of that step.",
        "button": "Open it again",
        "says": "Open again. Both companies read why.",
        "right": STEER,
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.reopen_conflict(
            by=request.user, conflict=conflict, now=timezone.now(), **form.cleaned_data
        ),
        words,
    )


def _mediation(request: PersonRequest, conflict: Conflict) -> Mediation | None:
    rows = Mediation.objects.visible_to(request.user).filter(conflict=conflict)
    return rows.filter(ended_at__isnull=True).first()


@page
def mediation(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Note who mediates and when."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    require(request.user, MEDIATE, conflict.alliance, timezone.now())
    known = _mediation(request, conflict)
    first = {name: getattr(known, name) for name in MediationForm.base_fields} if known else {}
    form = MediationForm(sent(request), initial=first or {"version": 0})
    words = {
        "title": "Mediation",
        "answer": "Sponsors and alliance managers of both companies read this, and nobody else.",
        "button": "Note it",
        "says": "Noted.",
        "right": MEDIATE,
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.note_mediation(
            by=request.user, conflict=conflict, now=timezone.now(), **versioned(form)
        ),
        words,
    )


@page
def outcome(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Note how the mediation ended."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    require(request.user, MEDIATE, conflict.alliance, timezone.now())
    known = _mediation(request, conflict)
    form = OutcomeForm(sent(request), initial={"version": known.version if known else 0})
    words = {
        "title": "Outcome of the mediation",
        "answer": "Confidential. What both accept is then proposed as a settlement, in open words.",
        "button": "Note the outcome",
        "says": "Noted. Propose what both accept as a settlement.",
        "right": MEDIATE,
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.end_mediation(
            by=request.user, conflict=conflict, now=timezone.now(), **versioned(form)
        ),
        words,
    )

"""What is done about a risk: planned, in place with evidence, failed, removed."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from allied.kit.forms import Form, attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.diligence import commands
from allied.rooms.diligence.forms import (
    ControlForm,
    EvidenceForm,
    ReasonForm,
    first_of_control,
)
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.views.entering import (
    address_of,
    draw,
    enter_control,
    enter_risk,
    owners_for,
)
from allied.rooms.diligence.writing import require_hand


def _drawn(
    request: PersonRequest, risk: Risk, form: Form, words: dict[str, Any], control: Control | None
) -> HttpResponse:
    context = {"alliance": risk.alliance, "risk": risk, "form": form, "control": control, **words}
    return draw(request, "act.html", context, refused=bool(form.errors))


@page
def new(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """Plan something about a risk."""
    risk = enter_risk(request, alliance_id, risk_id)
    require_hand(request.user, risk, timezone.now())
    owners = owners_for(request, risk.alliance, risk.audience)
    form = ControlForm(sent(request), owners=owners, first={"owner": str(request.user.pk)})
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.add_control(
                by=request.user,
                risk=risk,
                said=form.content(),
                holder=form.holder(),
                now=timezone.now(),
            ),
        )
        if made:
            return done(request, address_of(risk), "The control is planned.")
    words = {
        "title": f"A control for {risk.ref}",
        "answer": "It lowers the risk once it is in place, with evidence.",
        "button": "Plan it",
    }
    return _drawn(request, risk, form, words, None)


@page
def change(request: PersonRequest, alliance_id: Any, risk_id: Any, control_id: Any) -> HttpResponse:
    """Describe a control anew."""
    risk, control = enter_control(request, alliance_id, risk_id, control_id)
    require_hand(request.user, risk, timezone.now())
    owners = owners_for(request, risk.alliance, risk.audience)
    form = ControlForm(sent(request), owners=owners, first=first_of_control(control, risk))
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: commands.change_control(
                by=request.user,
                control=control,
                said=form.content(),
                holder=form.holder(),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            ),
        )
        if changed:
            return done(request, address_of(risk), "The control is changed.")
    words = {
        "title": f"A control of {risk.ref}",
        "answer": "Its effect counts once it is in place.",
        "button": "Change it",
    }
    return _drawn(request, risk, form, words, control)


@page
def placing(
    request: PersonRequest, alliance_id: Any, risk_id: Any, control_id: Any
) -> HttpResponse:
    """It works now, and this shows it."""
    risk, control = enter_control(request, alliance_id, risk_id, control_id)
    require_hand(request.user, risk, timezone.now())
    form = EvidenceForm(sent(request), initial={"evidence": control.evidence})
    if request.method == "POST":
        placed = attempt(
            form,
            lambda: commands.place_control(
                by=request.user, control=control, now=timezone.now(), **form.cleaned_data
            ),
        )
        if placed:
            return done(request, address_of(risk), "The control is in place.")
    words = {
        "title": "Put this control in place",
        "answer": control.text,
        "button": "It is in place",
    }
    return _drawn(request, risk, form, words, None)


@page
def failure(
    request: PersonRequest, alliance_id: Any, risk_id: Any, control_id: Any
) -> HttpResponse:
    """It does not work after all."""
    risk, control = enter_control(request, alliance_id, risk_id, control_id)
    require_hand(request.user, risk, timezone.now())
    form = ReasonForm(sent(request))
    if request.method == "POST":
        failed = attempt(
            form,
            lambda: commands.unplace_control(
                by=request.user, control=control, now=timezone.now(), **form.cleaned_data
            ),
        )
        if failed:
            return done(request, address_of(risk), "The control is only planned again.")
    words = {
        "title": "This control does not work",
        "answer": control.text,
        "button": "It is only planned",
    }
    return _drawn(request, risk, form, words, None)


@page
def removal(
    request: PersonRequest, alliance_id: Any, risk_id: Any, control_id: Any
) -> HttpResponse:
    """Give a control up; asked once more on a page of its own."""
    risk, control = enter_control(request, alliance_id, risk_id, control_id)
    require_hand(request.user, risk, timezone.now())
    form = Form(sent(request))
    if request.method == "POST":
        removed = attempt(
            form,
            lambda: commands.remove_control(by=request.user, control=control, now=timezone.now()),
        )
        if removed:
            return done(request, address_of(risk), "The control is removed.")
    words = {
        "title": "Remove this control?",
        "answer": control.text,
        "button": "Remove it",
    }
    return _drawn(request, risk, form, words, None)

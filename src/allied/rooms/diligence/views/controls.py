"""What is done about a risk: planned, in place with evidence, failed, removed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from allied.alliances.doors import find
from allied.kit.forms import Form, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.diligence import commands
from allied.rooms.diligence.forms import (
    ControlForm,
    EvidenceForm,
    ReasonForm,
    first_of_control,
)
from allied.rooms.diligence.models import Control
from allied.rooms.diligence.views.acting import (
    Words,
    carry_out,
    enter_control_to_place,
    enter_control_to_write,
    enter_to_write,
)
from allied.rooms.diligence.views.entering import address_of, enter_room, owners_for


@page
@require_GET
def of_risk(request: PersonRequest, alliance_id: Any, control_id: Any) -> HttpResponse:
    """A control by its own address, as lists of what waits know it: its place on its risk's page."""
    alliance = enter_room(request, alliance_id)
    rows = Control.objects.visible_to(request.user).filter(alliance=alliance)
    control = find(rows.select_related("risk"), pk=control_id)
    return redirect(f"{address_of(control.risk)}#control-{control.pk}")


@page
def new(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """Plan something about a risk."""
    risk = enter_to_write(request, alliance_id, risk_id)
    owners = owners_for(request, risk.alliance, risk.audience)
    form = ControlForm(sent(request), owners=owners, first={"owner": str(request.user.pk)})
    words = Words(
        title=f"A control for {risk.ref}",
        answer="It lowers the risk once it is in place, with evidence.",
        button="Plan it",
        done="The control is planned.",
    )
    return carry_out(
        request,
        risk,
        form,
        lambda: commands.add_control(
            by=request.user,
            risk=risk,
            said=form.content(),
            holder=form.holder(),
            now=timezone.now(),
        ),
        words,
    )


@page
def change(request: PersonRequest, /, **place: Any) -> HttpResponse:
    """Describe a control anew."""
    risk, control = enter_control_to_write(request, **place)
    owners = owners_for(request, risk.alliance, risk.audience)
    form = ControlForm(sent(request), owners=owners, first=first_of_control(control, risk))
    words = Words(
        title=f"A control of {risk.ref}",
        answer="Its effect counts once it is in place.",
        button="Change it",
        done="The control is changed.",
    )
    return carry_out(
        request,
        risk,
        form,
        lambda: commands.change_control(
            by=request.user,
            control=control,
            said=form.content(),
            holder=form.holder(),
            version=form.cleaned_data["version"] or 0,
            now=timezone.now(),
        ),
        words,
        control=control,
    )


@page
def placing(request: PersonRequest, /, **place: Any) -> HttpResponse:
    """It works now, and this shows it."""
    risk, control = enter_control_to_place(request, **place)
    form = EvidenceForm(sent(request), initial={"evidence": control.evidence})
    words = Words(
        title="Put this control in place",
        answer=control.text,
        button="It is in place",
        done="The control is in place.",
    )
    return carry_out(
        request,
        risk,
        form,
        lambda: commands.place_control(
            by=request.user, control=control, now=timezone.now(), **form.cleaned_data
        ),
        words,
    )


@page
def failure(request: PersonRequest, /, **place: Any) -> HttpResponse:
    """It does not work after all."""
    risk, control = enter_control_to_place(request, **place)
    form = ReasonForm(sent(request))
    words = Words(
        title="This control does not work",
        answer=control.text,
        button="It is only planned",
        done="The control is only planned again.",
    )
    return carry_out(
        request,
        risk,
        form,
        lambda: commands.unplace_control(
            by=request.user, control=control, now=timezone.now(), **form.cleaned_data
        ),
        words,
    )


@page
def removal(request: PersonRequest, /, **place: Any) -> HttpResponse:
    """Give a control up; asked once more on a page of its own."""
    risk, control = enter_control_to_write(request, **place)
    words = Words(
        title="Remove this control?",
        answer=control.text,
        button="Remove it",
        done="The control is removed.",
    )
    return carry_out(
        request,
        risk,
        Form(sent(request)),
        lambda: commands.remove_control(by=request.user, control=control, now=timezone.now()),
        words,
    )

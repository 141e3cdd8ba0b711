"""A page that asks for one thing about a risk or a control, and afterwards shows the risk."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.utils import timezone

from allied.kit.forms import Form, attempt, done
from allied.people.doors import PersonRequest
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.views.entering import address_of, draw, enter_control, enter_risk
from allied.rooms.diligence.writing import require_hand, require_placer


class Words(NamedTuple):
    """What such a page says: its title and answer, its button, and the word when it is done."""

    title: str
    answer: str
    button: str
    done: str


def enter_to_write(request: PersonRequest, alliance_id: Any, risk_id: Any) -> Risk:
    """The risk of the address, for somebody who may write it."""
    risk = enter_risk(request, alliance_id, risk_id)
    require_hand(request.user, risk, timezone.now())
    return risk


def enter_control_to_write(request: PersonRequest, **place: Any) -> tuple[Risk, Control]:
    """The control of the address and its risk, for somebody who may write the risk."""
    risk, control = enter_control(request, **place)
    require_hand(request.user, risk, timezone.now())
    return risk, control


def enter_control_to_place(request: PersonRequest, **place: Any) -> tuple[Risk, Control]:
    """The same for who does the control as well."""
    risk, control = enter_control(request, **place)
    require_placer(request.user, control, timezone.now())
    return risk, control


def carry_out(
    request: PersonRequest,
    risk: Risk,
    form: Form,
    command: Callable[[], Any],
    words: Words,
    *,
    control: Control | None = None,
) -> HttpResponse:
    """The page with its form, or the risk once the command went through; a control can be removed there."""
    if request.method == "POST" and attempt(form, command):
        return done(request, address_of(risk), words.done)
    context = {
        "alliance": risk.alliance,
        "risk": risk,
        "form": form,
        "control": control,
        **words._asdict(),
    }
    return draw(request, "act.html", context, refused=bool(form.errors))

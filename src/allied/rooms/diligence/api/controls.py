"""What is done about a risk; each answer is the whole risk as it stands then."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema, Status

from allied.kit.api import PROBLEMS, expected_version
from allied.people.doors import actor
from allied.rooms.diligence import commands
from allied.rooms.diligence.api.found import (
    ONE,
    ControlPlace,
    control_in,
    now,
    person_named,
    risk_in,
    shown,
)
from allied.rooms.diligence.api.schemas import ControlAsked, RiskFull
from allied.rooms.diligence.api.steps import Why

router = Router()
CONTROL = ONE + "/controls/{uuid:control_id}"


@router.post(ONE + "/controls", response={201: RiskFull, **PROBLEMS})
def add_control(
    request: HttpRequest,
    alliance_id: UUID,
    risk_id: UUID,
    said: ControlAsked,
    response: HttpResponse,
) -> Status[RiskFull]:
    """Plan something about a risk."""
    found = risk_in(request, alliance_id, risk_id)
    commands.add_control(
        by=actor(request),
        risk=found,
        said=said.content(),
        holder=person_named(request, said.owner),
        now=now(),
    )
    return Status(201, shown(request, response, found))


@router.put(CONTROL, response={200: RiskFull, **PROBLEMS})
def change_control(
    request: HttpRequest,
    place: Path[ControlPlace],
    said: ControlAsked,
    response: HttpResponse,
) -> RiskFull:
    """Describe a control anew; If-Match names the version of the control that was read."""
    control = control_in(request, place)
    commands.change_control(
        by=actor(request),
        control=control,
        said=said.content(),
        holder=person_named(request, said.owner),
        version=expected_version(request),
        now=now(),
    )
    return shown(request, response, control.risk)


class Shows(Schema):
    """How one sees that it works."""

    evidence: str


@router.post(CONTROL + "/placing", response={200: RiskFull, **PROBLEMS})
def place_control(
    request: HttpRequest,
    place: Path[ControlPlace],
    said: Shows,
    response: HttpResponse,
) -> RiskFull:
    """It is in place, and this shows it."""
    control = control_in(request, place)
    commands.place_control(by=actor(request), control=control, evidence=said.evidence, now=now())
    return shown(request, response, control.risk)


@router.post(CONTROL + "/failure", response={200: RiskFull, **PROBLEMS})
def fail_control(
    request: HttpRequest,
    place: Path[ControlPlace],
    said: Why,
    response: HttpResponse,
) -> RiskFull:
    """It does not work after all."""
    control = control_in(request, place)
    commands.unplace_control(by=actor(request), control=control, reason=said.reason, now=now())
    return shown(request, response, control.risk)


@router.post(CONTROL + "/removal", response={200: RiskFull, **PROBLEMS})
def remove_control(
    request: HttpRequest,
    place: Path[ControlPlace],
    response: HttpResponse,
) -> RiskFull:
    """Give it up."""
    control = control_in(request, place)
    commands.remove_control(by=actor(request), control=control, now=now())
    return shown(request, response, control.risk)

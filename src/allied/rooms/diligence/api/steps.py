"""What becomes of a risk: reviewed, happened, closed, opened again, estimated, shared as a copy."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from allied.kit.api import PROBLEMS, expected_version
from allied.people.doors import actor
from allied.rooms.diligence import commands
from allied.rooms.diligence.api.found import ONE, now, risk_in, shown
from allied.rooms.diligence.api.schemas import RiskAsked, RiskFull, Said
from allied.rooms.diligence.content import LossContent
from allied.rooms.diligence.rating import scales_of
from allied.rooms.diligence.reading import read_money

router = Router()


class Reviewed(Schema):
    """When it is looked at next."""

    next_on: date
    note: str = ""


@router.post(ONE + "/reviews", response={200: RiskFull, **PROBLEMS})
def review(
    request: HttpRequest, alliance_id: UUID, risk_id: UUID, said: Reviewed, response: HttpResponse
) -> RiskFull:
    """Looked at again and still right."""
    found = risk_in(request, alliance_id, risk_id)
    row = commands.review_risk(
        by=actor(request), risk=found, next_on=said.next_on, note=said.note, now=now()
    )
    return shown(request, response, row)


class Happened(Schema):
    """When it happened and what it cost."""

    happened_on: date
    cost: Said
    note: str = ""


@router.post(ONE + "/happening", response={200: RiskFull, **PROBLEMS})
def happening(
    request: HttpRequest, alliance_id: UUID, risk_id: UUID, said: Happened, response: HttpResponse
) -> RiskFull:
    """It happened; it stays counted."""
    found = risk_in(request, alliance_id, risk_id)
    row = commands.realise_risk(
        by=actor(request),
        risk=found,
        happened_on=said.happened_on,
        cost=read_money(str(said.cost), found.currency, field="cost"),
        note=said.note,
        now=now(),
    )
    return shown(request, response, row)


class Why(Schema):
    """The reason."""

    reason: str


@router.post(ONE + "/closing", response={200: RiskFull, **PROBLEMS})
def closing(
    request: HttpRequest, alliance_id: UUID, risk_id: UUID, said: Why, response: HttpResponse
) -> RiskFull:
    """It cannot happen any more."""
    found = risk_in(request, alliance_id, risk_id)
    row = commands.close_risk(by=actor(request), risk=found, reason=said.reason, now=now())
    return shown(request, response, row)


@router.post(ONE + "/reopening", response={200: RiskFull, **PROBLEMS})
def reopening(
    request: HttpRequest, alliance_id: UUID, risk_id: UUID, said: Why, response: HttpResponse
) -> RiskFull:
    """It may happen again."""
    found = risk_in(request, alliance_id, risk_id)
    row = commands.reopen_risk(by=actor(request), risk=found, reason=said.reason, now=now())
    return shown(request, response, row)


class LossAsked(Schema):
    """Times a year, and the amounts between which it then costs, nine times in ten; all or none."""

    frequency: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    trigger: str = ""


@router.put(ONE + "/loss", response={200: RiskFull, **PROBLEMS})
def loss(
    request: HttpRequest, alliance_id: UUID, risk_id: UUID, said: LossAsked, response: HttpResponse
) -> RiskFull:
    """Estimate the loss in a year; If-Match names the version that was read."""
    row = commands.estimate_loss(
        by=actor(request),
        risk=risk_in(request, alliance_id, risk_id),
        said=LossContent(**said.dict()),
        version=expected_version(request),
        now=now(),
    )
    return shown(request, response, row)


@router.post(ONE + "/copies", response={201: RiskFull, **PROBLEMS})
def copies(
    request: HttpRequest, alliance_id: UUID, risk_id: UUID, said: RiskAsked, response: HttpResponse
) -> Status[RiskFull]:
    """Share exactly these words of a private risk with all parties; there is no un-sharing."""
    found = risk_in(request, alliance_id, risk_id)
    row = commands.share_risk(
        by=actor(request), risk=found, said=said.content(scales_of(found.alliance)), now=now()
    )
    return Status(201, shown(request, response, row))

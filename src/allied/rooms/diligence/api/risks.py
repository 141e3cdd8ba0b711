"""The register, one risk, and writing it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status

from allied.kit.api import PROBLEMS, Page, expected_version, page_of
from allied.people.doors import actor
from allied.rooms.diligence import commands
from allied.rooms.diligence.api.found import (
    BASE,
    ONE,
    alliance_in,
    audience_named,
    now,
    person_named,
    risk_in,
    shown,
    side_named,
)
from allied.rooms.diligence.api.schemas import NewRiskAsked, RiskAsked, RiskFull, RiskShown
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.queries.register import Filters, chosen, risks
from allied.rooms.diligence.rating import scales_of
from allied.rooms.diligence.writing import today_of

router = Router()


class RiskRegisterAsked(Schema):
    """Which risks: `state` is open, realised, closed or all; `audience` joint, ours or both."""

    state: str = RiskState.OPEN
    area: str = ""
    side: UUID | None = None
    late: bool = False
    text: str = ""
    audience: str = ""
    cursor: str = ""
    size: int = 50

    def as_filters(self) -> Filters:
        """The filters of the register."""
        return Filters(
            state=self.state, area=self.area, side=self.side, late=self.late, text=self.text
        )


@router.get(BASE + "/risks", response={200: Page[RiskShown], **PROBLEMS})
def register(
    request: HttpRequest, alliance_id: UUID, asked: Query[RiskRegisterAsked]
) -> Page[RiskShown]:
    """The risks, joint ones and those of one's own side, newest first."""
    alliance, person = alliance_in(request, alliance_id), actor(request)
    rows = chosen(risks(person, alliance), asked.as_filters(), today_of(person.home, now()))
    if asked.audience:
        rows = rows.filter(audience=audience_named(asked.audience))
    found, more = page_of(rows, cursor=asked.cursor, size=asked.size, by="registered_at")
    return Page[RiskShown](items=[RiskShown.of(row) for row in found], next=more)


@router.post(BASE + "/risks", response={201: RiskFull, **PROBLEMS})
def register_risk(
    request: HttpRequest, alliance_id: UUID, said: NewRiskAsked, response: HttpResponse
) -> Status[RiskFull]:
    """Put a risk on the register, for every party or for one's own company alone."""
    alliance = alliance_in(request, alliance_id)
    risk = commands.register_risk(
        by=actor(request),
        alliance=alliance,
        said=said.content(scales_of(alliance)),
        audience=audience_named(said.audience),
        holder=person_named(request, said.owner),
        side=side_named(request, said.side),
        control=said.control(),
        now=now(),
    )
    return Status(201, shown(request, response, risk))


@router.get(ONE, response={200: RiskFull, **PROBLEMS})
def risk(
    request: HttpRequest, alliance_id: UUID, risk_id: UUID, response: HttpResponse
) -> RiskFull:
    """One risk; ETag carries its version."""
    return shown(request, response, risk_in(request, alliance_id, risk_id))


@router.put(ONE, response={200: RiskFull, **PROBLEMS})
def change_risk(
    request: HttpRequest,
    alliance_id: UUID,
    risk_id: UUID,
    said: RiskAsked,
    response: HttpResponse,
) -> RiskFull:
    """Describe or rate it anew; If-Match names the version that was read."""
    found = risk_in(request, alliance_id, risk_id)
    row = commands.change_risk(
        by=actor(request),
        risk=found,
        said=said.content(scales_of(found.alliance)),
        version=expected_version(request),
        holder=person_named(request, said.owner),
        side=side_named(request, said.side),
        now=now(),
    )
    return shown(request, response, row)

"""My week and the gates through the JSON door."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status

from allied.alliances import gates
from allied.alliances.access import require
from allied.alliances.doors import enter
from allied.alliances.models import Awaited
from allied.alliances.queries import awaited_from_others
from allied.api.here import person_at
from allied.kit.api import PROBLEMS, Page, expected_version, page_of

router = Router(tags=["my week"])


class AwaitedOut(Schema):
    """One act that is awaited of the caller."""

    id: UUID
    act: str
    title: str
    alliance: str
    alliance_id: UUID
    subject_kind: str
    subject_id: UUID
    since: datetime
    due_at: datetime | None
    blocking: bool


class OwedOut(AwaitedOut):
    """One act that the caller asked for and somebody else still owes."""

    person: str
    person_id: UUID


class CheckOut(Schema):
    """One check of a gate."""

    id: str
    says: str
    holds: bool
    waived: str


class GateOut(Schema):
    """The gate of one stage."""

    stage: str
    passes: bool
    checks: list[CheckOut]


class WaiverIn(Schema):
    """Passing one check for a while."""

    check: str
    reason: str
    until: date


class StageIn(Schema):
    """The stage to move to."""

    stage: str


@router.get("/awaited", response={200: Page[AwaitedOut], **PROBLEMS})
def awaited(request: HttpRequest, cursor: str = "") -> Page[AwaitedOut]:
    """What needs the caller, the newest first."""
    rows = Awaited.objects.visible_to(person_at(request)).filter(done_at__isnull=True)
    found, following = page_of(rows.select_related("alliance"), cursor=cursor, by="since")
    return Page[AwaitedOut](items=[AwaitedOut(**_act(act)) for act in found], next=following)


@router.get("/awaited/others", response={200: Page[OwedOut], **PROBLEMS})
def awaited_of_others(request: HttpRequest, cursor: str = "") -> Page[OwedOut]:
    """What others still owe the caller, who asked for it; the newest first."""
    rows = awaited_from_others(person_at(request)).select_related("person", "alliance")
    found, following = page_of(rows, cursor=cursor, by="since")
    items = [OwedOut(**_act(act), person=act.person.name, person_id=act.person_id) for act in found]
    return Page[OwedOut](items=items, next=following)


def _act(act: Awaited) -> dict[str, Any]:
    same = ("act", "title", "alliance_id", "subject_kind", "subject_id", "since", "due_at")
    words = {name: getattr(act, name) for name in same}
    return words | {"id": act.pk, "alliance": act.alliance.name, "blocking": act.blocking}


def _out(gate: gates.Gate) -> GateOut:
    checks = [CheckOut(id=c.id, says=c.says, holds=c.holds, waived=c.waived) for c in gate.checks]
    return GateOut(stage=gate.stage, passes=gate.passes, checks=checks)


@router.get("/alliances/{alliance_id}/gates", response={200: list[GateOut], **PROBLEMS})
def all_gates(request: HttpRequest, alliance_id: UUID) -> list[GateOut]:
    """The gates of all stages with their checks."""
    alliance = enter(request, alliance_id)
    return [_out(gate) for gate in gates.gates(alliance, now=timezone.now())]


@router.get("/alliances/{alliance_id}/own-gates", response={200: list[GateOut], **PROBLEMS})
def own_gates(request: HttpRequest, alliance_id: UUID) -> list[GateOut]:
    """What one's own side asks of itself at each stage; only own people read it, and no gate moves by it."""
    alliance, now = enter(request, alliance_id), timezone.now()
    require(person_at(request), "private.read", alliance, now)
    return [_out(gate) for gate in gates.own_gates(person_at(request), alliance, now=now)]


@router.post("/alliances/{alliance_id}/gates/{stage}/waivers", response={201: GateOut, **PROBLEMS})
def waive(request: HttpRequest, alliance_id: UUID, stage: str, body: WaiverIn) -> Status[GateOut]:
    """Pass one check of a gate for a while, with a reason that both companies read."""
    alliance = enter(request, alliance_id)
    now = timezone.now()
    gates.waive_check(
        by=person_at(request),
        alliance=alliance,
        stage=stage,
        check=body.check,
        reason=body.reason,
        until=body.until,
        now=now,
    )
    found = next(gate for gate in gates.gates(alliance, now=now) if gate.stage == stage)
    return Status(201, _out(found))


@router.put("/alliances/{alliance_id}/stage", response={200: StageIn, **PROBLEMS})
def move(request: HttpRequest, alliance_id: UUID, body: StageIn, response: HttpResponse) -> StageIn:
    """Move the alliance to a stage; If-Match names the version of the alliance that was read."""
    alliance = enter(request, alliance_id)
    moved = gates.reach_stage(
        by=person_at(request),
        alliance=alliance,
        stage=body.stage,
        version=expected_version(request),
        now=timezone.now(),
    )
    response.headers["ETag"] = f'"{moved.version}"'
    return StageIn(stage=moved.stage)

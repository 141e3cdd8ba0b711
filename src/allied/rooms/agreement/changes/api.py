"""The JSON door of change requests."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status

from allied.alliances.doors import enter, enter_row
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, Page, expected_version, page_of
from allied.people.doors import actor
from allied.rooms.agreement.changes import commands
from allied.rooms.agreement.changes.commands import ChangeContent, ImpactContent
from allied.rooms.agreement.changes.models import ChangeRequest
from allied.rooms.agreement.changes.queries import changes, shown
from allied.rooms.governance.models import DecisionRight

router = Router(tags=["changes"])
CHANGES = "/{uuid:alliance_id}/changes"
CHANGE = CHANGES + "/{uuid:change_request_id}"


class ChangeAsking(Schema):
    """What changes (`edit` by kind), why, and the key of the decision type that decides it.

    scope: {"add": [{"kind": "in", "text": "…"}], "remove": [ids]} · roadmap: {"outcome", "target",
    "due"} · governance: {"right", "sla_days", "forum", "rhythm"} · commercial: {"title", "text",
    "replaces"}.
    """

    kind: str
    title: str
    why: str
    edit: dict[str, Any]
    right: str


class ChangeImpactAsked(Schema):
    """What a change means for one's own side: words, cost in the alliance's currency, working days."""

    text: str
    cost: Decimal | None = None
    days: int | None = None


class ChangeImpactShown(ChangeImpactAsked):
    """What one side said."""

    side: str
    version: int


class ChangeWithdrawalAsked(Schema):
    """Why the change is let go."""

    reason: str


class ChangeLine(Schema):
    """A request in a list."""

    id: UUID
    ref: str
    title: str
    kind: str
    state: str
    asked_at: datetime
    version: int

    @staticmethod
    def of(row: ChangeRequest) -> "ChangeLine":
        """The request in short."""
        return ChangeLine(**_line(row))


class ChangeFull(ChangeLine):
    """One request with both sides, its route and its version."""

    why: str
    edit: dict[str, Any]
    changes: list[str]
    right: str
    based_on: int
    in_force: int
    written_as: int | None
    up_for_signature: bool
    decision: UUID | None
    impacts: list[ChangeImpactShown]


def _line(row: ChangeRequest) -> dict[str, Any]:
    parts = ("ref", "title", "kind", "state", "asked_at", "version")
    return {"id": row.pk, **{part: getattr(row, part) for part in parts}}


def _full(request: HttpRequest, row: ChangeRequest, response: HttpResponse) -> ChangeFull:
    found = shown(row, actor(request))
    response.headers["ETag"] = f'"{row.version}"'
    return ChangeFull(
        **_line(row),
        why=row.why,
        edit=row.edit,
        changes=row.changes,
        right=row.right.key,
        based_on=row.based_on,
        in_force=found.in_force,
        written_as=row.written_as,
        up_for_signature=found.is_up,
        decision=row.decision_id,
        impacts=[
            ChangeImpactShown(
                side=side.party.organisation.short_name,
                text=side.impact.text,
                cost=side.impact.cost,
                days=side.impact.days,
                version=side.impact.version,
            )
            for side in found.sides
            if side.impact
        ],
    )


def _found(request: HttpRequest, alliance_id: UUID, change_request_id: UUID) -> ChangeRequest:
    return enter_row(request, alliance_id, changes, change_request_id)


def _content(request: HttpRequest, alliance: Alliance, said: ChangeAsking) -> ChangeContent:
    rows = DecisionRight.objects.visible_to(actor(request)).filter(
        alliance=alliance, ended_at__isnull=True
    )
    return ChangeContent(
        kind=said.kind,
        title=said.title,
        why=said.why,
        edit=said.edit,
        right=rows.filter(key=said.right[:60]).first(),
    )


@router.get(CHANGES, response={200: Page[ChangeLine], **PROBLEMS})
def change_requests(request: HttpRequest, alliance_id: UUID, cursor: str = "") -> Page[ChangeLine]:
    """The requests, the newest first."""
    rows = changes(actor(request), enter(request, alliance_id))
    found, more = page_of(rows, cursor=cursor, by="asked_at")
    return Page[ChangeLine](items=[ChangeLine.of(row) for row in found], next=more)


@router.post(CHANGES, response={201: ChangeFull, **PROBLEMS})
def ask_for_change(
    request: HttpRequest, alliance_id: UUID, said: ChangeAsking, response: HttpResponse
) -> Status[ChangeFull]:
    """Ask for a change."""
    alliance = enter(request, alliance_id)
    row = commands.ask_for_change(
        by=actor(request),
        alliance=alliance,
        said=_content(request, alliance, said),
        now=timezone.now(),
    )
    return Status(201, _full(request, row, response))


@router.get(CHANGE, response={200: ChangeFull, **PROBLEMS})
def change_request(
    request: HttpRequest, alliance_id: UUID, change_request_id: UUID, response: HttpResponse
) -> ChangeFull:
    """One; ETag carries its version."""
    return _full(request, _found(request, alliance_id, change_request_id), response)


@router.put(CHANGE, response={200: ChangeFull, **PROBLEMS})
def rewrite_change(
    request: HttpRequest,
    alliance_id: UUID,
    change_request_id: UUID,
    said: ChangeAsking,
    response: HttpResponse,
) -> ChangeFull:
    """Write it anew, for the version in force now; If-Match names the version that was read."""
    found = _found(request, alliance_id, change_request_id)
    row = commands.rewrite_change(
        by=actor(request),
        request=found,
        said=_content(request, found.alliance, said),
        version=expected_version(request),
        now=timezone.now(),
    )
    return _full(request, row, response)


@router.put(CHANGE + "/impact", response={200: ChangeFull, **PROBLEMS})
def state_impact(
    request: HttpRequest,
    alliance_id: UUID,
    change_request_id: UUID,
    said: ChangeImpactAsked,
    response: HttpResponse,
) -> ChangeFull:
    """Say what it means for one's own side; If-Match names the version of that, 0 at first."""
    row = _found(request, alliance_id, change_request_id)
    commands.state_impact(
        by=actor(request),
        request=row,
        said=ImpactContent(**said.model_dump()),
        version=expected_version(request),
        now=timezone.now(),
    )
    return _full(request, _found(request, alliance_id, change_request_id), response)


@router.post(CHANGE + "/decisions", response={201: ChangeFull, **PROBLEMS})
def put_to_decision(
    request: HttpRequest, alliance_id: UUID, change_request_id: UUID, response: HttpResponse
) -> Status[ChangeFull]:
    """Put it to those who decide; If-Match names the version that was read."""
    commands.put_to_decision(
        by=actor(request),
        request=_found(request, alliance_id, change_request_id),
        version=expected_version(request),
        now=timezone.now(),
    )
    return Status(201, _full(request, _found(request, alliance_id, change_request_id), response))


@router.post(CHANGE + "/withdrawals", response={201: ChangeFull, **PROBLEMS})
def withdraw_change(
    request: HttpRequest,
    alliance_id: UUID,
    change_request_id: UUID,
    said: ChangeWithdrawalAsked,
    response: HttpResponse,
) -> Status[ChangeFull]:
    """Let it go; If-Match names the version that was read."""
    commands.withdraw_change(
        by=actor(request),
        request=_found(request, alliance_id, change_request_id),
        reason=said.reason,
        version=expected_version(request),
        now=timezone.now(),
    )
    return Status(201, _full(request, _found(request, alliance_id, change_request_id), response))

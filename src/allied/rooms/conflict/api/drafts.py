"""Drafts of conflicts and the worksheet: one's own side's only."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from allied.alliances.access import require
from allied.alliances.doors import enter, find
from allied.kit.api import PROBLEMS, Page, expected_version, page_of
from allied.people.doors import actor
from allied.rooms.conflict import commands
from allied.rooms.conflict.api.found import ALL, ONE, conflict_in, now
from allied.rooms.conflict.api.matters import ConflictDraftShown, MatterAsked
from allied.rooms.conflict.api.parts import WorksheetShown, WorksheetWritten
from allied.rooms.conflict.models import ConflictDraft, Worksheet
from allied.rooms.conflict.queries.register import drafts_of

router = Router()
DRAFTS = ALL + "/drafts"
DRAFT = DRAFTS + "/{uuid:conflict_draft_id}"


def _found(request: HttpRequest, alliance_id: UUID, draft_id: UUID) -> ConflictDraft:
    return find(drafts_of(actor(request), enter(request, alliance_id)), pk=draft_id)


def _shown(row: ConflictDraft, response: HttpResponse) -> ConflictDraftShown:
    response.headers["ETag"] = f'"{row.version}"'
    return ConflictDraftShown.of(row)


@router.get(DRAFTS, response={200: Page[ConflictDraftShown], **PROBLEMS})
def drafts(request: HttpRequest, alliance_id: UUID, cursor: str = "") -> Page[ConflictDraftShown]:
    """The drafts of one's own side, the last changed first."""
    rows = drafts_of(actor(request), enter(request, alliance_id))
    found, more = page_of(rows, cursor=cursor, by="changed_at")
    items = [ConflictDraftShown.of(row) for row in found]
    return Page[ConflictDraftShown](items=items, next=more)


@router.post(DRAFTS, response={201: ConflictDraftShown, **PROBLEMS})
def write_draft(
    request: HttpRequest, alliance_id: UUID, said: MatterAsked, response: HttpResponse
) -> Status[ConflictDraftShown]:
    """Begin a draft that only one's own company sees."""
    alliance = enter(request, alliance_id)
    row = commands.write_conflict_draft(
        by=actor(request),
        alliance=alliance,
        matter=said.as_matter(alliance.currency),
        about=said.reference(),
        now=now(),
    )
    return Status(201, _shown(row, response))


@router.get(DRAFT, response={200: ConflictDraftShown, **PROBLEMS})
def draft(
    request: HttpRequest, alliance_id: UUID, conflict_draft_id: UUID, response: HttpResponse
) -> ConflictDraftShown:
    """One draft; ETag carries its version."""
    return _shown(_found(request, alliance_id, conflict_draft_id), response)


@router.put(DRAFT, response={200: ConflictDraftShown, **PROBLEMS})
def change_draft(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_draft_id: UUID,
    said: MatterAsked,
    response: HttpResponse,
) -> ConflictDraftShown:
    """Write it anew; If-Match names the version that was read."""
    found = _found(request, alliance_id, conflict_draft_id)
    row = commands.change_conflict_draft(
        by=actor(request),
        draft=found,
        version=expected_version(request),
        matter=said.as_matter(found.alliance.currency),
        about=said.reference(),
        now=now(),
    )
    return _shown(row, response)


@router.post(DRAFT + "/removal", response={204: None, **PROBLEMS})
def remove_draft(request: HttpRequest, alliance_id: UUID, conflict_draft_id: UUID) -> Status[None]:
    """Give it up."""
    found = _found(request, alliance_id, conflict_draft_id)
    commands.remove_conflict_draft(by=actor(request), draft=found, now=now())
    return Status(204, None)


def _worksheet(row: Worksheet | None, response: HttpResponse) -> WorksheetShown:
    shown = WorksheetShown.of(row)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.get(ONE + "/worksheet", response={200: WorksheetShown, **PROBLEMS})
def worksheet(
    request: HttpRequest, alliance_id: UUID, conflict_id: UUID, response: HttpResponse
) -> WorksheetShown:
    """What one's own side keeps for itself about a conflict."""
    conflict = conflict_in(request, alliance_id, conflict_id)
    require(actor(request), "private.read", conflict.alliance, now())
    rows = Worksheet.objects.visible_to(actor(request)).filter(conflict=conflict)
    return _worksheet(rows.first(), response)


@router.put(ONE + "/worksheet", response={200: WorksheetShown, **PROBLEMS})
def write_worksheet(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: WorksheetWritten,
    response: HttpResponse,
) -> WorksheetShown:
    """Write it; If-Match names the version that was read, 0 before the first."""
    row = commands.write_worksheet(
        by=actor(request),
        conflict=conflict_in(request, alliance_id, conflict_id),
        text=said.text,
        could_give=said.could_give,
        way_out=said.way_out,
        version=expected_version(request),
        now=now(),
    )
    return _worksheet(row, response)

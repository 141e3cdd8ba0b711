"""The register, one conflict, raising one, and the figures."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status

from allied.alliances.doors import enter, find
from allied.kit.api import PROBLEMS, Page, page_of
from allied.people.doors import actor
from allied.rooms.conflict import commands
from allied.rooms.conflict.api.found import ALL, ONE, conflict_in, now, shown
from allied.rooms.conflict.api.ladder_schemas import ConflictStatistics
from allied.rooms.conflict.api.matters import ConflictAsked
from allied.rooms.conflict.api.schemas import ConflictFull, ConflictShown
from allied.rooms.conflict.models import ConflictState
from allied.rooms.conflict.queries.figures import figures_of
from allied.rooms.conflict.queries.register import (
    Filters,
    chosen,
    conflicts,
    drafts_of,
    row_of,
    with_steps,
)

router = Router()


class ConflictRegisterAsked(Schema):
    """Which conflicts: `state` is open, settled, withdrawn or all; `severity` 0 is every one."""

    state: str = ConflictState.OPEN
    severity: int = 0
    text: str = ""
    cursor: str = ""
    size: int = 50


@router.get(ALL, response={200: Page[ConflictShown], **PROBLEMS})
def register(
    request: HttpRequest, alliance_id: UUID, asked: Query[ConflictRegisterAsked]
) -> Page[ConflictShown]:
    """The conflicts of an alliance, the newest first."""
    alliance, moment = enter(request, alliance_id), now()
    filters = Filters(state=asked.state, severity=asked.severity, text=asked.text)
    rows = with_steps(chosen(conflicts(actor(request), alliance), filters))
    found, more = page_of(rows, cursor=asked.cursor, size=asked.size, by="raised_at")
    items = [ConflictShown.of_row(row_of(row, moment)) for row in found]
    return Page[ConflictShown](items=items, next=more)


@router.post(ALL, response={201: ConflictFull, **PROBLEMS})
def raise_conflict(
    request: HttpRequest, alliance_id: UUID, said: ConflictAsked, response: HttpResponse
) -> Status[ConflictFull]:
    """Raise a matter with every company; its first step's clock starts now."""
    alliance, person = enter(request, alliance_id), actor(request)
    draft = find(drafts_of(person, alliance), pk=said.draft) if said.draft else None
    made = commands.raise_conflict(
        by=person,
        alliance=alliance,
        matter=said.as_matter(alliance.currency),
        about=said.reference(),
        not_a_person=said.not_a_person,
        draft=draft,
        now=now(),
    )
    return Status(201, shown(request, response, made))


@router.get(ALL + "/statistics", response={200: ConflictStatistics, **PROBLEMS})
def statistics(request: HttpRequest, alliance_id: UUID) -> ConflictStatistics:
    """How conflicts end: counts, the median time and the share settled by the first step."""
    return ConflictStatistics.of(figures_of(enter(request, alliance_id), now()))


@router.get(ONE, response={200: ConflictFull, **PROBLEMS})
def conflict(
    request: HttpRequest, alliance_id: UUID, conflict_id: UUID, response: HttpResponse
) -> ConflictFull:
    """One conflict; ETag carries its version."""
    return shown(request, response, conflict_in(request, alliance_id, conflict_id))

"""Drafts of decisions: one's own side's only."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, Page, expected_version, page_of
from allied.people.doors import actor
from allied.rooms.governance import commands
from allied.rooms.governance.api.found import BASE, now
from allied.rooms.governance.api.schemas import FactOfOption, OptionAsked, QuestionAsked
from allied.rooms.governance.asking import options_from
from allied.rooms.governance.models import DecisionDraft

router = Router()
ALL = BASE + "/decision-drafts"
ONE = ALL + "/{uuid:draft_id}"


class DraftWritten(QuestionAsked):
    """A draft, which may still lack a type."""

    type: str = ""


class DraftShown(DraftWritten):
    """A draft as one's own side sees it."""

    id: UUID
    version: int
    changed_at: datetime

    @staticmethod
    def of(row: DecisionDraft) -> "DraftShown":
        """The draft."""
        return DraftShown(
            id=row.pk,
            version=row.version,
            changed_at=row.changed_at,
            type=row.type_key,
            title=row.title,
            question=row.question,
            options=[
                OptionAsked(
                    title=option.title,
                    text=option.text,
                    facts=[FactOfOption(name=name, value=value) for name, value in option.facts],
                )
                for option in options_from(row.options)
            ],
            recommendation=row.recommendation,
            standing=row.standing,
            paper=row.paper,
            value=None if row.value is None else row.value.normalize(),
            currency=row.currency,
        )


def _found(request: HttpRequest, alliance_id: UUID, draft_id: UUID) -> DecisionDraft:
    alliance = enter(request, alliance_id)
    rows = DecisionDraft.objects.visible_to(actor(request)).select_related("alliance")
    return find(rows.filter(alliance=alliance, ended_at__isnull=True), pk=draft_id)


def _shown(row: DecisionDraft, response: HttpResponse) -> DraftShown:
    response.headers["ETag"] = f'"{row.version}"'
    return DraftShown.of(row)


@router.get(ALL, response={200: Page[DraftShown], **PROBLEMS})
def drafts(request: HttpRequest, alliance_id: UUID, cursor: str = "") -> Page[DraftShown]:
    """The drafts of one's own side, the last changed first."""
    alliance: Alliance = enter(request, alliance_id)
    rows = DecisionDraft.objects.visible_to(actor(request)).filter(
        alliance=alliance, ended_at__isnull=True
    )
    found, more = page_of(rows, cursor=cursor, by="changed_at")
    return Page[DraftShown](items=[DraftShown.of(row) for row in found], next=more)


@router.post(ALL, response={201: DraftShown, **PROBLEMS})
def write_draft(
    request: HttpRequest, alliance_id: UUID, said: DraftWritten, response: HttpResponse
) -> Status[DraftShown]:
    """Begin a draft."""
    alliance = enter(request, alliance_id)
    row = commands.write_draft(
        by=actor(request),
        alliance=alliance,
        question=said.as_question(alliance.currency),
        type_key=said.type,
        now=now(),
    )
    return Status(201, _shown(row, response))


@router.get(ONE, response={200: DraftShown, **PROBLEMS})
def draft(
    request: HttpRequest, alliance_id: UUID, draft_id: UUID, response: HttpResponse
) -> DraftShown:
    """One draft; ETag carries its version."""
    return _shown(_found(request, alliance_id, draft_id), response)


@router.put(ONE, response={200: DraftShown, **PROBLEMS})
def change_draft(
    request: HttpRequest,
    alliance_id: UUID,
    draft_id: UUID,
    said: DraftWritten,
    response: HttpResponse,
) -> DraftShown:
    """Write it anew; If-Match names the version that was read."""
    found = _found(request, alliance_id, draft_id)
    row = commands.change_draft(
        by=actor(request),
        draft=found,
        version=expected_version(request),
        question=said.as_question(found.alliance.currency),
        type_key=said.type,
        now=now(),
    )
    return _shown(row, response)


@router.post(ONE + "/removal", response={204: None, **PROBLEMS})
def remove_draft(request: HttpRequest, alliance_id: UUID, draft_id: UUID) -> Status[None]:
    """Give it up."""
    found = _found(request, alliance_id, draft_id)
    commands.remove_draft(by=actor(request), draft=found, now=now())
    return Status(204, None)

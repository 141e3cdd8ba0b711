"""The register, one decision, asking for one, and answering it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import field_validator

from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, Page, page_of
from allied.kit.errors import Refused
from allied.kit.words import listed
from allied.people.doors import actor
from allied.people.models import Organisation, Person
from allied.rooms.governance import commands
from allied.rooms.governance.api.found import BASE, ONE, decision_in, now, shown
from allied.rooms.governance.api.schemas import DecisionAsked, DecisionFull, DecisionShown
from allied.rooms.governance.models import DecisionDraft, DecisionRight
from allied.rooms.governance.queries.decision import decisions_to_show
from allied.rooms.governance.queries.register import (
    ALL,
    UNDECIDED_WORD,
    Filters,
    chosen,
    in_a_row,
    register,
    row_of,
    with_halves,
)
from allied.rooms.governance.queries.sides import sides_of
from allied.rooms.governance.states import DecisionState

router = Router()


class RegisterAsked(Schema):
    """Which decisions: `state` is a state, undecided or all; `pen` is a party that must answer."""

    state: str = UNDECIDED_WORD
    type: str = ""
    forum: str = ""
    pen: UUID | None = None
    overdue: bool = False
    text: str = ""
    cursor: str = ""
    size: int = 50

    @field_validator("state")
    @classmethod
    def _known(cls, state: str) -> str:
        known = [UNDECIDED_WORD, ALL, *DecisionState]
        if state not in known:
            raise ValueError(f"it is {listed(known, 'or')}")
        return state

    def as_filters(self) -> Filters:
        """The filters of the register."""
        return Filters(
            state=self.state,
            type=self.type,
            forum=self.forum,
            pen=self.pen,
            overdue=self.overdue,
            text=self.text,
        )


@router.get(BASE + "/decisions", response={200: Page[DecisionShown], **PROBLEMS})
def decisions(
    request: HttpRequest, alliance_id: UUID, asked: Query[RegisterAsked]
) -> Page[DecisionShown]:
    """The register, newest first."""
    alliance, person, moment = enter(request, alliance_id), actor(request), now()
    rows = in_a_row(chosen(register(person, alliance), asked.as_filters(), moment))
    found, more = page_of(rows, cursor=asked.cursor, size=asked.size, by="raised_at")
    sides = sides_of(alliance, person)
    items = [DecisionShown.of_row(row_of(row, sides, moment)) for row in with_halves(found)]
    return Page[DecisionShown](items=items, next=more)


@router.post(BASE + "/decisions", response={201: DecisionFull, **PROBLEMS})
def raise_decision(
    request: HttpRequest, alliance_id: UUID, said: DecisionAsked, response: HttpResponse
) -> Status[DecisionFull]:
    """Ask for a decision; the clock starts now."""
    alliance, person = enter(request, alliance_id), actor(request)
    rights = DecisionRight.objects.visible_to(person).filter(alliance=alliance)
    right = rights.filter(key=said.type).first()
    if right is None:
        raise Refused("unknown_type", f"The matrix has no type {said.type!r}.", field="type")
    decision = commands.raise_decision(
        by=person,
        alliance=alliance,
        right=right,
        question=said.as_question(alliance.currency),
        condition_applies=said.condition_applies,
        accountable=_party(alliance, person, said.accountable),
        supersedes=find(decisions_to_show(person, alliance), pk=said.supersedes)
        if said.supersedes
        else None,
        draft=_draft(alliance, person, said.draft),
        now=now(),
    )
    return Status(201, shown(request, response, decision))


def _party(alliance: Alliance, person: Person, wanted: UUID | None) -> Organisation | None:
    if wanted is None:
        return None
    return find(Organisation.objects.visible_to(person), pk=wanted)


def _draft(alliance: Alliance, person: Person, wanted: UUID | None) -> DecisionDraft | None:
    if wanted is None:
        return None
    return find(DecisionDraft.objects.visible_to(person), alliance=alliance, pk=wanted)


@router.get(ONE, response={200: DecisionFull, **PROBLEMS})
def decision(
    request: HttpRequest, alliance_id: UUID, decision_id: UUID, response: HttpResponse
) -> DecisionFull:
    """One decision; ETag carries its version, `digest` is what answers bind to."""
    return shown(request, response, decision_in(request, alliance_id, decision_id))


class AnswerGiven(Schema):
    """An answer; `digest` is that of the decision that was read."""

    verdict: str
    digest: str
    option: str = ""
    reason: str = ""
    conditions: list[str] = []


@router.post(ONE + "/answers", response={200: DecisionFull, **PROBLEMS})
def answer(
    request: HttpRequest,
    alliance_id: UUID,
    decision_id: UUID,
    said: AnswerGiven,
    response: HttpResponse,
) -> DecisionFull:
    """Approve or decline for one's own organisation."""
    row = commands.answer_decision(
        by=actor(request),
        decision=decision_in(request, alliance_id, decision_id),
        verdict=said.verdict,
        option=said.option,
        reason=said.reason,
        conditions=said.conditions,
        revision_digest=said.digest,
        now=now(),
    )
    return shown(request, response, row)


@router.post(ONE + "/answers/withdrawal", response={200: DecisionFull, **PROBLEMS})
def withdraw_answer(
    request: HttpRequest, alliance_id: UUID, decision_id: UUID, response: HttpResponse
) -> DecisionFull:
    """Take one's own answer back while the decision is not settled."""
    found = decision_in(request, alliance_id, decision_id)
    row = commands.withdraw_answer(by=actor(request), decision=found, now=now())
    return shown(request, response, row)

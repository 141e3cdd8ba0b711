"""Answers, the shortlist, the invitation, and looking at a partner again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from allied.alliances.invitation_links import link_to_pass_on
from allied.kit.api import PROBLEMS
from allied.people.doors import actor
from allied.rooms.selection import commands
from allied.rooms.selection.api.found import C, X, candidate_of, criterion_of, one, told
from allied.rooms.selection.api.inputs import AnswerIn, InvitationIn, ShortlistIn, TitleIn
from allied.rooms.selection.api.results import ResultsShown
from allied.rooms.selection.api.schemas import InvitedOut, ScreeningShown
from allied.rooms.selection.commands.deciding import Placed
from allied.rooms.selection.queries.results import results_of

router = Router(tags=["selection"])


@router.post(f"{C}/answers", response={201: ResultsShown, **PROBLEMS})
def answer_contest(
    request: HttpRequest, alliance_id: UUID, candidate_id: UUID, said: AnswerIn
) -> Status[ResultsShown]:
    """Answer a contested score in writing."""
    row = candidate_of(request, alliance_id, candidate_id)
    commands.answer_contest(
        by=actor(request),
        candidate=row,
        criterion=criterion_of(request, row.screening, said.criterion),
        text=said.text,
        now=timezone.now(),
    )
    return Status(201, ResultsShown.of(results_of(actor(request), row.screening)))


@router.post(f"{X}/shortlists", response={201: ResultsShown, **PROBLEMS})
def decide_shortlist(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, said: ShortlistIn
) -> Status[ResultsShown]:
    """Decide the shortlist; a later decision replaces it."""
    row = one(request, alliance_id, screening_id)
    commands.decide_shortlist(
        by=actor(request),
        screening=row,
        places=[Placed(candidate=each.candidate, exception=each.exception) for each in said.places],
        reason=said.reason,
        chosen=said.chosen,
        now=timezone.now(),
    )
    return Status(201, ResultsShown.of(results_of(actor(request), row)))


@router.post(f"{C}/invitations", response={201: InvitedOut, **PROBLEMS})
def invite_candidate(
    request: HttpRequest,
    alliance_id: UUID,
    candidate_id: UUID,
    said: InvitationIn,
    response: HttpResponse,
) -> Status[InvitedOut]:
    """Invite a shortlisted candidate; nothing of the screening goes along."""
    made = commands.invite_candidate(
        by=actor(request),
        candidate=candidate_of(request, alliance_id, candidate_id),
        address=said.address,
        name=said.name,
        role=said.role,
        now=timezone.now(),
    )
    response.headers["Shown-Once"] = "1"
    return Status(201, InvitedOut(invitation=made.pk, link=link_to_pass_on(made)))


@router.post(f"{C}/repetitions", response={201: ScreeningShown, **PROBLEMS})
def repeat_screening(
    request: HttpRequest,
    alliance_id: UUID,
    candidate_id: UUID,
    said: TitleIn,
    response: HttpResponse,
) -> Status[ScreeningShown]:
    """Look at this partner again, on the same criteria."""
    made = commands.repeat_screening(
        by=actor(request),
        candidate=candidate_of(request, alliance_id, candidate_id),
        title=said.title,
        now=timezone.now(),
    )
    return Status(201, told(request, made, response))

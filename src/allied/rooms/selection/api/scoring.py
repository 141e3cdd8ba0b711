"""One's own sheet, ending the blind part, and the results."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from allied.kit.api import PROBLEMS, expected_version
from allied.kit.errors import Refused
from allied.people.doors import actor
from allied.rooms.selection import commands
from allied.rooms.selection.api.found import X, one, told
from allied.rooms.selection.api.inputs import (
    ScoresIn,
)
from allied.rooms.selection.api.results import ResultsShown
from allied.rooms.selection.api.schemas import ScreeningShown, SheetShown
from allied.rooms.selection.cells import CellScore
from allied.rooms.selection.models import Screening
from allied.rooms.selection.queries.results import results_of
from allied.rooms.selection.queries.sheet import sheet_of

router = Router(tags=["selection"])


def _sheet(request: HttpRequest, row: Screening, response: HttpResponse) -> SheetShown:
    found = sheet_of(actor(request), row)
    if found is None:
        raise Http404
    response.headers["ETag"] = f'"{found.rater.version}"'
    return SheetShown.of(found)


def _cells(said: ScoresIn) -> list[CellScore]:
    return [
        CellScore(
            candidate=one.candidate,
            criterion=one.criterion,
            score=one.score,
            evidence=one.evidence,
            red_flag=one.red_flag,
        )
        for one in said.scores
    ]


@router.get(f"{X}/sheet", response={200: SheetShown, **PROBLEMS})
def sheet(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, response: HttpResponse
) -> SheetShown:
    """One's own scores; nobody else's."""
    return _sheet(request, one(request, alliance_id, screening_id), response)


@router.put(f"{X}/sheet", response={200: SheetShown, **PROBLEMS})
def keep_scores(
    request: HttpRequest,
    alliance_id: UUID,
    screening_id: UUID,
    said: ScoresIn,
    response: HttpResponse,
) -> SheetShown:
    """Keep one's scores of these cells until they are submitted."""
    row = one(request, alliance_id, screening_id)
    commands.save_scores(
        by=actor(request),
        screening=row,
        scores=_cells(said),
        version=expected_version(request),
        now=timezone.now(),
    )
    return _sheet(request, row, response)


@router.post(f"{X}/submissions", response={201: SheetShown, **PROBLEMS})
def submit_scores(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, response: HttpResponse
) -> Status[SheetShown]:
    """Hand one's scores in, once."""
    row = one(request, alliance_id, screening_id)
    commands.submit_scores(by=actor(request), screening=row, now=timezone.now())
    return Status(201, _sheet(request, row, response))


@router.post(f"{X}/revisions", response={201: SheetShown, **PROBLEMS})
def revise_scores(
    request: HttpRequest,
    alliance_id: UUID,
    screening_id: UUID,
    said: ScoresIn,
    response: HttpResponse,
) -> Status[SheetShown]:
    """Revise, once, scores of cells that were talked through."""
    row = one(request, alliance_id, screening_id)
    commands.revise_scores(
        by=actor(request), screening=row, scores=_cells(said), now=timezone.now()
    )
    return Status(201, _sheet(request, row, response))


@router.post(f"{X}/endings", response={201: ScreeningShown, **PROBLEMS})
def end_scoring(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, response: HttpResponse
) -> Status[ScreeningShown]:
    """End the blind part."""
    row = one(request, alliance_id, screening_id)
    commands.end_scoring(by=actor(request), screening=row, now=timezone.now())
    return Status(201, told(request, row, response))


@router.post(f"{X}/closings", response={201: ScreeningShown, **PROBLEMS})
def close(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, response: HttpResponse
) -> Status[ScreeningShown]:
    """Close the screening."""
    row = one(request, alliance_id, screening_id)
    commands.close_screening(by=actor(request), screening=row, now=timezone.now())
    return Status(201, told(request, row, response))


@router.get(f"{X}/results", response={200: ResultsShown, **PROBLEMS})
def results(request: HttpRequest, alliance_id: UUID, screening_id: UUID) -> ResultsShown:
    """The results, once the blind part is over."""
    row = one(request, alliance_id, screening_id)
    if not row.shows_scores:
        raise Refused("blind", "Scores are read once scoring has ended.")
    return ResultsShown.of(results_of(actor(request), row))

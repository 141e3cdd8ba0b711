"""Preparing a screening: criteria and weights; the private gate."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from allied.alliances import gates
from allied.alliances.models import Stage
from allied.kit.api import PROBLEMS, expected_version
from allied.people.doors import actor
from allied.rooms.selection import commands
from allied.rooms.selection.api.found import S, X, criterion_of, one, private, told
from allied.rooms.selection.api.inputs import (
    CriterionIn,
    PairsIn,
    TitleIn,
    WeightsIn,
)
from allied.rooms.selection.api.schemas import (
    CriterionShown,
    GateShown,
    JudgeShown,
    JudgesShown,
    ScreeningLine,
    ScreeningShown,
    WeightingShown,
)
from allied.rooms.selection.queries.judges import judges_of
from allied.rooms.selection.queries.screenings import prepared, screenings_of

router = Router(tags=["selection"])


@router.get(S, response={200: list[ScreeningLine], **PROBLEMS})
def screenings(request: HttpRequest, alliance_id: UUID) -> list[ScreeningLine]:
    """The screenings of one's own side, the newest first."""
    alliance = private(request, alliance_id)
    return [ScreeningLine.of(row) for row in screenings_of(actor(request), alliance)]


@router.post(S, response={201: ScreeningShown, **PROBLEMS})
def start(
    request: HttpRequest, alliance_id: UUID, said: TitleIn, response: HttpResponse
) -> Status[ScreeningShown]:
    """Begin a screening with the seven criteria."""
    alliance = private(request, alliance_id)
    made = commands.start_screening(
        by=actor(request), alliance=alliance, title=said.title, now=timezone.now()
    )
    return Status(201, told(request, made, response))


@router.get(f"{S}/gate", response={200: list[GateShown], **PROBLEMS})
def gate(request: HttpRequest, alliance_id: UUID) -> list[GateShown]:
    """What the gate of selection asks of one's own side; it never counts in the joint gate."""
    alliance = private(request, alliance_id)
    found = gates.own_gates(actor(request), alliance, now=timezone.now())
    checks = [check for one in found if one.stage == Stage.SELECTION for check in one.checks]
    return [GateShown(id=c.id, says=c.says, holds=c.holds) for c in checks]


@router.get(X, response={200: ScreeningShown, **PROBLEMS})
def screening(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, response: HttpResponse
) -> ScreeningShown:
    """One screening without its scores; its ETag is what If-Match names."""
    return told(request, one(request, alliance_id, screening_id), response)


@router.patch(X, response={200: ScreeningShown, **PROBLEMS})
def rename(
    request: HttpRequest,
    alliance_id: UUID,
    screening_id: UUID,
    said: TitleIn,
    response: HttpResponse,
) -> ScreeningShown:
    """Call it otherwise, against the version that If-Match names."""
    row = one(request, alliance_id, screening_id)
    commands.rename_screening(
        by=actor(request),
        screening=row,
        title=said.title,
        version=expected_version(request),
        now=timezone.now(),
    )
    return told(request, row, response)


@router.post(f"{X}/criteria", response={201: CriterionShown, **PROBLEMS})
def add_criterion(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, said: CriterionIn
) -> Status[CriterionShown]:
    """Add a criterion of one's own, or a built-in one by its key."""
    made = commands.add_criterion(
        by=actor(request),
        screening=one(request, alliance_id, screening_id),
        said=said.said(),
        key=said.key,
        now=timezone.now(),
    )
    return Status(201, CriterionShown.of(made))


@router.put(f"{X}/criteria/{{key}}", response={200: CriterionShown, **PROBLEMS})
def change_criterion(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, key: str, said: CriterionIn
) -> CriterionShown:
    """Word a criterion anew, until scoring opens."""
    row = criterion_of(request, one(request, alliance_id, screening_id), key)
    changed = commands.change_criterion(
        by=actor(request),
        criterion=row,
        said=said.said(),
        version=expected_version(request),
        now=timezone.now(),
    )
    return CriterionShown.of(changed)


@router.delete(f"{X}/criteria/{{key}}", response={200: CriterionShown, **PROBLEMS})
def remove_criterion(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, key: str
) -> CriterionShown:
    """Leave out the criterion whose version If-Match names, until scoring opens."""
    row = criterion_of(request, one(request, alliance_id, screening_id), key)
    return CriterionShown.of(
        commands.remove_criterion(
            by=actor(request),
            criterion=row,
            version=expected_version(request),
            now=timezone.now(),
        )
    )


@router.post(f"{X}/weights", response={201: WeightingShown, **PROBLEMS})
def fix_weights(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, said: WeightsIn
) -> Status[WeightingShown]:
    """Fix the next version of the weights; pairs without judges are those that colleagues kept."""
    made = commands.fix_weights(
        by=actor(request),
        screening=one(request, alliance_id, screening_id),
        method=said.method,
        said=said.said,
        reason=said.reason,
        now=timezone.now(),
    )
    return Status(201, WeightingShown.of(made))


@router.get(f"{X}/pairs", response={200: JudgesShown, **PROBLEMS})
def pairs(request: HttpRequest, alliance_id: UUID, screening_id: UUID) -> JudgesShown:
    """Who compared the criteria in pairs; what the others said is given once one has said one's own."""
    person, row = actor(request), one(request, alliance_id, screening_id)
    return JudgesShown.of(judges_of(person, row, prepared(person, row).criteria), person)


@router.put(f"{X}/pairs", response={200: JudgeShown, **PROBLEMS})
def compare_pairs(
    request: HttpRequest,
    alliance_id: UUID,
    screening_id: UUID,
    said: PairsIn,
    response: HttpResponse,
) -> JudgeShown:
    """Keep one's own comparison, against the version of it that If-Match names; 0 for none."""
    person, row = actor(request), one(request, alliance_id, screening_id)
    made = commands.compare_pairs(
        by=person,
        screening=row,
        pairs=said.pairs,
        version=expected_version(request),
        now=timezone.now(),
    )
    response.headers["ETag"] = f'"{made.version}"'
    found = judges_of(person, row, prepared(person, row).criteria).of(person.pk)
    assert found is not None, "it was kept in this transaction"
    return JudgeShown.of(found)


@router.delete(f"{X}/pairs", response={200: JudgesShown, **PROBLEMS})
def take_pairs_back(request: HttpRequest, alliance_id: UUID, screening_id: UUID) -> JudgesShown:
    """One's own comparison counts no longer."""
    person, row = actor(request), one(request, alliance_id, screening_id)
    commands.take_pairs_back(by=person, screening=row, now=timezone.now())
    return JudgesShown.of(judges_of(person, row, prepared(person, row).criteria), person)

"""The JSON door of the simulator: one forum, an alliance's blueprint, what if, and complexity."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from allied.alliances.doors import enter
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, expected_version
from allied.kit.errors import Refused
from allied.people.doors import actor
from allied.rooms.governance.queries.governance import governance_of
from allied.rooms.governance.queries.sides import sides_of
from allied.rooms.governance.rights import Blueprint
from allied.rooms.governance.rrule import UnknownRhythm
from allied.rooms.governance.simulation import commands
from allied.rooms.governance.simulation.fixes import fixes
from allied.rooms.governance.simulation.forecasting import outlook
from allied.rooms.governance.simulation.forum import one_forum
from allied.rooms.governance.simulation.queries import (
    Simulated,
    assessments,
    observed,
    simulated,
)
from allied.rooms.governance.simulation.schemas import (
    ComplexityGiven,
    ComplexityShown,
    ComplexityVersion,
    ForumSpeed,
    GovernanceWeight,
    ProposalMade,
    SimulatedBlueprint,
    WhatIfGiven,
    WhatIfShown,
    wish_of,
)
from allied.rooms.governance.simulation.weight import weigh
from allied.rooms.governance.simulation.what_if import WhatIf, changed, named_rhythm

router = Router(tags=["simulation"])
S = "/alliances/{uuid:alliance_id}/governance/simulation"
C = f"{S}/complexity"


@router.get("/simulation/forum", response={200: ForumSpeed, **PROBLEMS})
def forum_speed(  # noqa: PLR0917 - the names of the query
    request: HttpRequest,
    period: float,
    sla: float,
    lead: float = 0.0,
    quorum: float = 1.0,
    async_share: float = 0.0,
    async_mean: float | None = None,
    seed: int = 3,
) -> ForumSpeed:
    """What a forum that meets every so many working days delivers within an SLA."""
    found = one_forum(
        period=period,
        sla=sla,
        lead=lead,
        quorum=quorum,
        async_share=async_share,
        async_mean=async_mean,
        seed=seed,
    )
    return ForumSpeed.of(found)


def _found(request: HttpRequest, alliance: Alliance) -> Simulated:
    person = actor(request)
    found = simulated(alliance, person, sides_of(alliance, person), timezone.now())
    if found is None:
        raise Http404
    return found


def _wish(given: WhatIfGiven, rules: Blueprint, key: str) -> WhatIf:
    wish, right = wish_of(given), rules.right(key)
    if wish.rhythm is None or right is None:
        return wish
    forum = rules.forum(right.forum)
    try:
        return replace(wish, rhythm=named_rhythm(wish.rhythm, forum.rhythm if forum else ""))
    except UnknownRhythm as error:
        raise Refused("rhythm", str(error), field="rhythm") from error


@router.get(S, response={200: SimulatedBlueprint, **PROBLEMS})
def simulation(
    request: HttpRequest, alliance_id: UUID, response: HttpResponse
) -> SimulatedBlueprint:
    """Every type of decision on the real dates of the coming year; ETag names the blueprint's version."""
    found = _found(request, enter(request, alliance_id))
    response.headers["ETag"] = f'"{found.governance.newest.version}"'
    return SimulatedBlueprint.of(found)


@router.get(S + "/rights/{str:key}", response={200: WhatIfShown, **PROBLEMS})
def what_if(
    request: HttpRequest, alliance_id: UUID, key: str, wish: Annotated[WhatIfGiven, Query()]
) -> WhatIfShown:
    """One type with other values beside today, and the cheapest way to the target."""
    found = _found(request, enter(request, alliance_id))
    rules, around, now = found.governance.rules, found.around, found.now
    if rules.right(key) is None:
        raise Http404
    tried = outlook(changed(rules, key, _wish(wish, rules, key)), around)
    ways = fixes(now, key, around, around.limits.target) if key in now.forecasts else None
    return WhatIfShown.of(key, now, tried, ways, around)


@router.post(S + "/rights/{str:key}/proposal", response={201: ProposalMade, **PROBLEMS})
def propose(
    request: HttpRequest, alliance_id: UUID, key: str, wish: WhatIfGiven
) -> Status[ProposalMade]:
    """Put the change into the draft of the blueprint; If-Match names the version that was simulated."""
    alliance = enter(request, alliance_id)
    rules = _found(request, alliance).governance.rules
    row = commands.propose_change(
        by=actor(request),
        alliance=alliance,
        right_id=key,
        wish=_wish(wish, rules, key),
        version=expected_version(request),
        now=timezone.now(),
    )
    made = ProposalMade(revision=row.revision, state=row.state, version=row.version)
    return Status(201, made)


@router.get(f"{S}/weight", response={200: GovernanceWeight, **PROBLEMS})
def weight(request: HttpRequest, alliance_id: UUID) -> GovernanceWeight:
    """Too heavy or too light, by the decisions of the last twelve weeks."""
    alliance = enter(request, alliance_id)
    found = _found(request, alliance)
    seen = observed(alliance, actor(request), found, timezone.now())
    return GovernanceWeight.of(weigh(seen, found.around.limits))


def _complexity(
    request: HttpRequest, response: HttpResponse, alliance: Alliance, number: int | None = None
) -> ComplexityShown:
    person = actor(request)
    kept = assessments(alliance, person, number)
    if kept is None:
        raise Http404
    rules = governance_of(alliance, person, sides_of(alliance, person), timezone.now())
    response.headers["ETag"] = f'"{kept.number}"'
    return ComplexityShown.of(kept, rules.rules if rules else None)


@router.get(C, response={200: ComplexityShown, **PROBLEMS})
def complexity(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> ComplexityShown:
    """The newest assessment; ETag carries the version, 0 before the first one."""
    return _complexity(request, response, enter(request, alliance_id))


@router.put(C, response={200: ComplexityShown, **PROBLEMS})
def assess(
    request: HttpRequest, alliance_id: UUID, said: ComplexityGiven, response: HttpResponse
) -> ComplexityShown:
    """Keep the levels as a new version for both companies."""
    alliance = enter(request, alliance_id)
    commands.assess_complexity(
        by=actor(request),
        alliance=alliance,
        scores=said.scores,
        note=said.note,
        version=expected_version(request),
        now=timezone.now(),
    )
    return _complexity(request, response, alliance)


@router.get(f"{C}/versions", response={200: list[ComplexityVersion], **PROBLEMS})
def complexity_versions(request: HttpRequest, alliance_id: UUID) -> list[ComplexityVersion]:
    """Every version, the newest first."""
    kept = assessments(enter(request, alliance_id), actor(request))
    return [ComplexityVersion.of(row) for row in kept.versions] if kept else []


@router.get(C + "/versions/{int:number}", response={200: ComplexityShown, **PROBLEMS})
def complexity_version(
    request: HttpRequest, alliance_id: UUID, number: int, response: HttpResponse
) -> ComplexityShown:
    """One version as it was."""
    return _complexity(request, response, enter(request, alliance_id), number)

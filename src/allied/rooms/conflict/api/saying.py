"""What is said about a conflict: positions, facts line by line, ways to settle."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema

from allied.kit.api import PROBLEMS, expected_version
from allied.people.doors import actor
from allied.rooms.conflict import commands
from allied.rooms.conflict.api.found import (
    ONE,
    FactPlace,
    SettlementPlace,
    conflict_in,
    fact_in,
    now,
    shown,
    way_in,
)
from allied.rooms.conflict.api.matters import ReferenceNamed
from allied.rooms.conflict.api.schemas import ConflictFull

router = Router()
ANSWERS = {200: ConflictFull, **PROBLEMS}
FACT = ONE + "/facts/{uuid:conflict_fact_id}"
WAY = ONE + "/settlements/{uuid:settlement_id}"


class PositionWritten(Schema):
    """What one's own side holds and needs."""

    position: str
    interests: str = ""
    claim: str = ""


class FactProposed(Schema):
    """A fact in one line, with its number and what shows it."""

    line: str
    value: Decimal | None = None
    source: str = ""
    evidence: list[ReferenceNamed] = []


class FactDisputed(Schema):
    """Why the other side's fact is disputed, and one's own version."""

    reason: str
    value: Decimal | None = None
    line: str = ""


class SettlementAsked(Schema):
    """A way to settle."""

    title: str
    text: str = ""
    effect: str = ""
    cost: str = ""


class WhyNot(Schema):
    """A reason that both companies read."""

    reason: str


@router.put(ONE + "/position", response=ANSWERS)
def write_position(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: PositionWritten,
    response: HttpResponse,
) -> ConflictFull:
    """Say it for one's own company; If-Match names the version of the position, 0 before the first."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.write_position(
        by=actor(request),
        conflict=found,
        position=said.position,
        interests=said.interests,
        claim=said.claim,
        version=expected_version(request),
        now=now(),
    )
    return shown(request, response, found)


@router.post(ONE + "/facts", response=ANSWERS)
def propose_fact(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: FactProposed,
    response: HttpResponse,
) -> ConflictFull:
    """Propose a fact; the other side accepts or disputes it."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.propose_fact(
        by=actor(request),
        conflict=found,
        line=said.line,
        value=said.value,
        source=said.source,
        evidence=[one.as_reference() for one in said.evidence],
        now=now(),
    )
    return shown(request, response, found)


@router.put(FACT, response=ANSWERS)
def change_fact(
    request: HttpRequest, place: Path[FactPlace], said: FactProposed, response: HttpResponse
) -> ConflictFull:
    """Word one's own fact anew; If-Match names the version of the fact."""
    found = fact_in(request, place)
    commands.change_fact(
        by=actor(request),
        fact=found,
        version=expected_version(request),
        line=said.line,
        value=said.value,
        source=said.source,
        evidence=[one.as_reference() for one in said.evidence],
        now=now(),
    )
    return shown(request, response, found.conflict)


@router.post(FACT + "/acceptance", response=ANSWERS)
def accept_fact(
    request: HttpRequest, place: Path[FactPlace], response: HttpResponse
) -> ConflictFull:
    """Accept the other side's fact; If-Match names the version of the fact that was read."""
    found = fact_in(request, place)
    commands.accept_fact(
        by=actor(request), fact=found, version=expected_version(request), now=now()
    )
    return shown(request, response, found.conflict)


@router.post(FACT + "/dispute", response=ANSWERS)
def dispute_fact(
    request: HttpRequest, place: Path[FactPlace], said: FactDisputed, response: HttpResponse
) -> ConflictFull:
    """Dispute the other side's fact; If-Match names the version of the fact that was read."""
    found = fact_in(request, place)
    commands.dispute_fact(
        by=actor(request),
        fact=found,
        version=expected_version(request),
        reason=said.reason,
        value=said.value,
        line=said.line,
        now=now(),
    )
    return shown(request, response, found.conflict)


@router.post(FACT + "/withdrawal", response=ANSWERS)
def withdraw_fact(
    request: HttpRequest, place: Path[FactPlace], response: HttpResponse
) -> ConflictFull:
    """Take one's own fact back; If-Match names its version."""
    found = fact_in(request, place)
    commands.withdraw_fact(
        by=actor(request), fact=found, version=expected_version(request), now=now()
    )
    return shown(request, response, found.conflict)


@router.post(ONE + "/settlements", response=ANSWERS)
def propose_settlement(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: SettlementAsked,
    response: HttpResponse,
) -> ConflictFull:
    """Propose a way to settle."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.propose_settlement(
        by=actor(request),
        conflict=found,
        title=said.title,
        text=said.text,
        effect=said.effect,
        cost=said.cost,
        now=now(),
    )
    return shown(request, response, found)


@router.post(WAY + "/acceptance", response=ANSWERS)
def accept_settlement(
    request: HttpRequest, place: Path[SettlementPlace], response: HttpResponse
) -> ConflictFull:
    """Accept it for one's own company; with the last acceptance the conflict is settled."""
    found = way_in(request, place)
    commands.accept_settlement(by=actor(request), settlement=found, now=now())
    return shown(request, response, found.conflict)


@router.post(WAY + "/rejection", response=ANSWERS)
def reject_settlement(
    request: HttpRequest, place: Path[SettlementPlace], said: WhyNot, response: HttpResponse
) -> ConflictFull:
    """Say why it does not settle the matter for one's own company."""
    found = way_in(request, place)
    commands.reject_settlement(by=actor(request), settlement=found, reason=said.reason, now=now())
    return shown(request, response, found.conflict)


@router.post(WAY + "/withdrawal", response=ANSWERS)
def withdraw_settlement(
    request: HttpRequest, place: Path[SettlementPlace], response: HttpResponse
) -> ConflictFull:
    """Take a way back that one's own company proposed."""
    found = way_in(request, place)
    commands.withdraw_settlement(by=actor(request), settlement=found, now=now())
    return shown(request, response, found.conflict)

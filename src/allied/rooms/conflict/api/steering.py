"""What is done to a conflict: the step up, the memo, mediation, the decision, the end and the return."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from allied.alliances.doors import find
from allied.kit.api import PROBLEMS, expected_version
from allied.people.doors import actor
from allied.rooms.conflict import commands
from allied.rooms.conflict.api.found import ONE, conflict_in, now, shown
from allied.rooms.conflict.api.saying import WhyNot
from allied.rooms.conflict.api.schemas import ConflictFull
from allied.rooms.governance.models import DecisionRight

router = Router()
ANSWERS = {200: ConflictFull, **PROBLEMS}


class MemoWords(Schema):
    """The words of the joint memo; facts, interests and options are put together by themselves."""

    words: str
    asks: str = ""


class MemoSignature(Schema):
    """The digest of the memo that was read."""

    digest: str


class MemoRefusal(MemoSignature):
    """The same with the reason why it is not signed."""

    reason: str


class MediationSaid(Schema):
    """Who mediates and when."""

    mediator: str
    starts: date
    ends: date | None = None


class MediationOutcome(Schema):
    """How a mediation ended."""

    outcome: str


class ConflictDecision(Schema):
    """Which type of decision it becomes: the id of a row of the matrix."""

    type: str
    title: str = ""
    condition_applies: bool = True


@router.post(ONE + "/escalation", response=ANSWERS)
def escalate(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: WhyNot,
    response: HttpResponse,
) -> ConflictFull:
    """One step up, with the joint memo as it stands; If-Match names the version that was read."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.escalate_conflict(
        by=actor(request),
        conflict=found,
        reason=said.reason,
        version=expected_version(request),
        now=now(),
    )
    return shown(request, response, found)


@router.post(ONE + "/withdrawal", response=ANSWERS)
def withdraw(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: WhyNot,
    response: HttpResponse,
) -> ConflictFull:
    """The company that raised it takes it back."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.withdraw_conflict(by=actor(request), conflict=found, reason=said.reason, now=now())
    return shown(request, response, found)


@router.post(ONE + "/reopening", response=ANSWERS)
def reopen(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: WhyNot,
    response: HttpResponse,
) -> ConflictFull:
    """Open it again on the step on which it ended."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.reopen_conflict(by=actor(request), conflict=found, reason=said.reason, now=now())
    return shown(request, response, found)


@router.post(ONE + "/decision", response=ANSWERS)
def ask_decision(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: ConflictDecision,
    response: HttpResponse,
) -> ConflictFull:
    """Put the ways to settle to those who decide; the approved one settles the conflict."""
    found = conflict_in(request, alliance_id, conflict_id)
    rights = DecisionRight.objects.visible_to(actor(request)).filter(
        alliance=found.alliance, ended_at__isnull=True
    )
    commands.ask_decision(
        by=actor(request),
        conflict=found,
        right=find(rights, key=said.type),
        title=said.title,
        condition_applies=said.condition_applies,
        now=now(),
    )
    return shown(request, response, found)


@router.put(ONE + "/memo", response=ANSWERS)
def write_memo(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: MemoWords,
    response: HttpResponse,
) -> ConflictFull:
    """Write in the joint memo; If-Match names the version of the memo, 0 before the first."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.write_memo(
        by=actor(request),
        conflict=found,
        words=said.words,
        asks=said.asks,
        version=expected_version(request),
        now=now(),
    )
    return shown(request, response, found)


@router.post(ONE + "/memo/sign-off", response=ANSWERS)
def put_up_memo(
    request: HttpRequest, alliance_id: UUID, conflict_id: UUID, response: HttpResponse
) -> ConflictFull:
    """Ask every company to sign the memo; If-Match names the version of the memo."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.put_up_memo(
        by=actor(request), conflict=found, version=expected_version(request), now=now()
    )
    return shown(request, response, found)


@router.post(ONE + "/memo/signatures", response=ANSWERS)
def sign_memo(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: MemoSignature,
    response: HttpResponse,
) -> ConflictFull:
    """Sign the memo for one's own organisation."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.sign_memo(by=actor(request), conflict=found, digest=said.digest, now=now())
    return shown(request, response, found)


@router.post(ONE + "/memo/signatures/withdrawal", response=ANSWERS)
def withdraw_memo_signature(
    request: HttpRequest, alliance_id: UUID, conflict_id: UUID, response: HttpResponse
) -> ConflictFull:
    """Take one's own organisation's signature back."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.withdraw_memo_signature(by=actor(request), conflict=found, now=now())
    return shown(request, response, found)


@router.post(ONE + "/memo/refusals", response=ANSWERS)
def refuse_memo(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: MemoRefusal,
    response: HttpResponse,
) -> ConflictFull:
    """Refuse to sign the memo, with a reason."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.refuse_memo(
        by=actor(request), conflict=found, digest=said.digest, reason=said.reason, now=now()
    )
    return shown(request, response, found)


@router.put(ONE + "/mediation", response=ANSWERS)
def note_mediation(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: MediationSaid,
    response: HttpResponse,
) -> ConflictFull:
    """Note who mediates and when; If-Match names the version of the mediation, 0 before the first."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.note_mediation(
        by=actor(request),
        conflict=found,
        mediator=said.mediator,
        starts=said.starts,
        ends=said.ends,
        version=expected_version(request),
        now=now(),
    )
    return shown(request, response, found)


@router.post(ONE + "/mediation/outcome", response=ANSWERS)
def end_mediation(
    request: HttpRequest,
    alliance_id: UUID,
    conflict_id: UUID,
    said: MediationOutcome,
    response: HttpResponse,
) -> ConflictFull:
    """Note the outcome; If-Match names the version of the mediation."""
    found = conflict_in(request, alliance_id, conflict_id)
    commands.end_mediation(
        by=actor(request),
        conflict=found,
        outcome=said.outcome,
        version=expected_version(request),
        now=now(),
    )
    return shown(request, response, found)

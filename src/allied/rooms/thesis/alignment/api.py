"""The JSON door of the alignment check: rounds for all, one's own answer for oneself."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from allied.alliances.access import require
from allied.alliances.doors import enter
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, expected_version
from allied.kit.errors import Refused
from allied.people.doors import actor
from allied.people.models import Person
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.due import due_of
from allied.rooms.thesis.alignment.queries import (
    RoundRead,
    able_colleagues,
    mine_of,
    rounds_read,
)
from allied.rooms.thesis.alignment.rounds import ANSWER
from allied.rooms.thesis.alignment.schemas import (
    AlignmentAnswerGiven,
    AlignmentDue,
    AlignmentEnding,
    AlignmentPeopleAsked,
    AlignmentRelease,
    AlignmentRespondentShown,
    AlignmentRoundShown,
    AlignmentShown,
    AlignmentStart,
    MyAnswerShown,
    SettledShown,
    SettlementGiven,
)
from allied.rooms.thesis.queries import joint_thesis

router = Router(tags=["alignment"])
A = "/{uuid:alliance_id}/thesis/alignment"
ROUND = f"{A}/rounds/{{int:number}}"


def _round(request: HttpRequest, alliance_id: UUID, number: int) -> RoundRead:
    found = rounds_read(actor(request), enter(request, alliance_id))
    read = next((one for one in found if one.row.number == number), None)
    if read is None:
        raise Http404
    return read


def _again(request: HttpRequest, alliance: Alliance, number: int) -> AlignmentRoundShown:
    found = rounds_read(actor(request), alliance)
    return AlignmentRoundShown.of(next(one for one in found if one.row.number == number))


@router.get(A, response={200: AlignmentShown, **PROBLEMS})
def rounds(request: HttpRequest, alliance_id: UUID) -> AlignmentShown:
    """Every round, the newest first, and when the next one is due."""
    alliance = enter(request, alliance_id)
    thesis = joint_thesis(actor(request), alliance)
    return AlignmentShown(
        due=AlignmentDue.of(due_of(thesis)) if thesis else None,
        rounds=[AlignmentRoundShown.of(one) for one in rounds_read(actor(request), alliance)],
    )


@router.post(f"{A}/rounds", response={201: AlignmentRoundShown, **PROBLEMS})
def start(
    request: HttpRequest, alliance_id: UUID, said: AlignmentStart
) -> Status[AlignmentRoundShown]:
    """Ask every side what success is, blind, over the outcomes of the joint thesis as it stands."""
    alliance = enter(request, alliance_id)
    row = commands.start_round(
        by=actor(request),
        alliance=alliance,
        until=said.until,
        outcomes=said.outcomes,
        now=timezone.now(),
    )
    return Status(201, _again(request, alliance, row.number))


@router.get(ROUND, response={200: AlignmentRoundShown, **PROBLEMS})
def round_shown(request: HttpRequest, alliance_id: UUID, number: int) -> AlignmentRoundShown:
    """One round; what it found only once it is open for all."""
    return AlignmentRoundShown.of(_round(request, alliance_id, number))


def _mine(request: HttpRequest, read: RoundRead, response: HttpResponse) -> MyAnswerShown:
    shown = MyAnswerShown.of(mine_of(actor(request), read.row, timezone.now()))
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.get(f"{ROUND}/answer", response={200: MyAnswerShown, **PROBLEMS})
def my_answer(
    request: HttpRequest, alliance_id: UUID, number: int, response: HttpResponse
) -> MyAnswerShown:
    """One's own answer; nobody else's is ever shown here. ETag carries its version."""
    read = _round(request, alliance_id, number)
    require(actor(request), ANSWER, read.row.alliance, timezone.now())
    return _mine(request, read, response)


@router.put(f"{ROUND}/answer", response={200: MyAnswerShown, **PROBLEMS})
def save(
    request: HttpRequest,
    alliance_id: UUID,
    number: int,
    said: AlignmentAnswerGiven,
    response: HttpResponse,
) -> MyAnswerShown:
    """Keep what one has written so far; it may be unfinished."""
    read = _round(request, alliance_id, number)
    commands.save_answer(
        by=actor(request),
        round=read.row,
        content=said.answer,
        version=expected_version(request),
        now=timezone.now(),
    )
    return _mine(request, read, response)


@router.post(f"{ROUND}/answers", response={201: AlignmentRoundShown, **PROBLEMS})
def hand_in(
    request: HttpRequest, alliance_id: UUID, number: int, said: AlignmentAnswerGiven | None = None
) -> Status[AlignmentRoundShown]:
    """Hand one's answer in, once; without a body the one that was kept."""
    read = _round(request, alliance_id, number)
    commands.hand_in_answer(
        by=actor(request),
        round=read.row,
        content=said.answer if said else None,
        now=timezone.now(),
    )
    return Status(201, _again(request, read.row.alliance, number))


def _people(request: HttpRequest, read: RoundRead) -> list[AlignmentRespondentShown]:
    mine = mine_of(actor(request), read.row, timezone.now())
    return [
        AlignmentRespondentShown(
            email=one.person.email,
            name=one.person.name,
            has_handed_in=one.handed_in_at is not None,
        )
        for one in mine.respondents
    ]


@router.get(f"{ROUND}/people", response={200: list[AlignmentRespondentShown], **PROBLEMS})
def people(request: HttpRequest, alliance_id: UUID, number: int) -> list[AlignmentRespondentShown]:
    """Who answers for our side; empty until the first of us begins, then our alliance managers do."""
    read = _round(request, alliance_id, number)
    require(actor(request), ANSWER, read.row.alliance, timezone.now())
    return _people(request, read)


def _named(request: HttpRequest, read: RoundRead, emails: list[str], field: str) -> list[Person]:
    able = {one.email: one for one in able_colleagues(actor(request), read.row, timezone.now())}
    unknown = [email for email in emails if email.strip().lower() not in able]
    if unknown:
        raise Refused(
            "no_seat",
            f"{unknown[0][:80]} is no sponsor, alliance manager, operational lead or approver of "
            "our own company here.",
            field=field,
        )
    return [able[email.strip().lower()] for email in emails]


@router.post(f"{ROUND}/people", response={201: list[AlignmentRespondentShown], **PROBLEMS})
def ask(
    request: HttpRequest, alliance_id: UUID, number: int, said: AlignmentPeopleAsked
) -> Status[list[AlignmentRespondentShown]]:
    """Ask colleagues to answer too; our side has answered when the last of us has handed in."""
    read = _round(request, alliance_id, number)
    commands.ask_colleagues(
        by=actor(request),
        round=read.row,
        people=_named(request, read, said.people, "people"),
        now=timezone.now(),
    )
    return Status(201, _people(request, read))


@router.post(f"{ROUND}/releases", response={201: list[AlignmentRespondentShown], **PROBLEMS})
def release(
    request: HttpRequest, alliance_id: UUID, number: int, said: AlignmentRelease
) -> Status[list[AlignmentRespondentShown]]:
    """A colleague no longer answers for our side."""
    read = _round(request, alliance_id, number)
    person = _named(request, read, [said.person], "person")[0]
    commands.release_colleague(by=actor(request), round=read.row, person=person, now=timezone.now())
    return Status(201, _people(request, read))


@router.post(f"{ROUND}/endings", response={201: AlignmentRoundShown, **PROBLEMS})
def end(
    request: HttpRequest, alliance_id: UUID, number: int, said: AlignmentEnding
) -> Status[AlignmentRoundShown]:
    """Call a round off before it opens; what was answered stays sealed for good."""
    read = _round(request, alliance_id, number)
    commands.call_off_round(
        by=actor(request), round=read.row, reason=said.reason, now=timezone.now()
    )
    return Status(201, _again(request, read.row.alliance, number))


@router.post(f"{ROUND}/settlements", response={201: SettledShown, **PROBLEMS})
def settle(
    request: HttpRequest, alliance_id: UUID, number: int, said: SettlementGiven
) -> Status[SettledShown]:
    """Settle one difference, by a change of the thesis (If-Match names its edit) or by leaving it as it is."""
    read = _round(request, alliance_id, number)
    wish: dict[str, Any] = said.dict()
    version = expected_version(request) if request.headers.get("If-Match") else None
    row = commands.settle_difference(
        by=actor(request), round=read.row, now=timezone.now(), version=version, **wish
    )
    return Status(201, SettledShown.of(row))

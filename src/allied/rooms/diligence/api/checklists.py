"""Checklists: which questions are asked, their answers, findings, and answers as a file."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Path, Router, Schema, Status
from ninja.files import UploadedFile

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, expected_version
from allied.kit.errors import Refused
from allied.papers.workbook.limits import MAX_FILE
from allied.people.doors import actor
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.answer_files import given_in
from allied.rooms.diligence.answers import Given
from allied.rooms.diligence.api.found import (
    BASE,
    alliance_in,
    now,
    person_named,
    shown,
    side_named,
)
from allied.rooms.diligence.api.schemas import NewRiskAsked, RiskFull
from allied.rooms.diligence.built_in import AREAS
from allied.rooms.diligence.checklists import asked, by_key
from allied.rooms.diligence.models import Checklist
from allied.rooms.diligence.queries import checklists as queries
from allied.rooms.diligence.rating import scales_of
from allied.rooms.diligence.writing import may_own

router = Router()
LIST = BASE + "/checklists/{which}"
WHICH = {"joint": JOINT, "own": OURS}


class QuestionAnswerShown(Schema):
    """One question and what was answered."""

    question: str
    text: str
    area: str
    red_flag: bool
    answer: str
    evidence: str
    severity: str
    note: str
    owner: str
    owner_id: UUID | None
    is_flag: bool
    is_finding: bool
    risk: str
    answered_at: datetime | None
    version: int

    @staticmethod
    def of(one: queries.QuestionShown) -> "QuestionAnswerShown":
        """The question with its answer."""
        row = one.answer
        return QuestionAnswerShown(
            question=one.question.key,
            text=one.question.text,
            area=one.question.area,
            red_flag=one.question.red_flag,
            answer=row.said if row else "",
            evidence=row.evidence if row else "",
            severity=row.severity if row else "",
            note=row.note if row else "",
            owner=row.holder.name if row and row.holder else "",
            owner_id=row.holder_id if row else None,
            is_flag=one.is_flag,
            is_finding=one.is_finding,
            risk=row.risk.ref if row and row.risk else "",
            answered_at=row.at if row else None,
            version=row.version if row else 0,
        )


class ChecklistShown(Schema):
    """A checklist: ready counts answers yes with evidence; `version` is what If-Match names."""

    areas: list[str]
    packs: list[str]
    version: int
    ready: int
    asked: int
    unanswered: int
    red_flags: int
    questions: list[QuestionAnswerShown]

    @staticmethod
    def of(found: queries.ChecklistShown) -> "ChecklistShown":
        """The whole checklist."""
        return ChecklistShown(
            areas=found.checklist.areas,
            packs=found.checklist.packs,
            version=found.checklist.version,
            ready=found.readiness.ready,
            asked=found.readiness.of,
            unanswered=found.readiness.unanswered,
            red_flags=len(found.flags),
            questions=[
                QuestionAnswerShown.of(one) for area in found.areas for one in area.questions
            ],
        )


def opened(request: HttpRequest, alliance_id: UUID, which: str) -> tuple[Alliance, str]:
    """The alliance and the audience that the address names."""
    alliance = alliance_in(request, alliance_id)
    if which not in WHICH:
        raise Http404
    if WHICH[which] == OURS:
        require(actor(request), "private.read", alliance, now())
    return alliance, WHICH[which]


def found_in(request: HttpRequest, alliance_id: UUID, which: str) -> Checklist:
    """The checklist that the address names."""
    alliance, audience = opened(request, alliance_id, which)
    checklist = queries.checklist_of(actor(request), alliance, audience)
    if checklist is None:
        raise Http404
    checklist.alliance = alliance
    return checklist


@router.get(LIST, response={200: ChecklistShown, **PROBLEMS})
def checklist(
    request: HttpRequest, alliance_id: UUID, which: str, response: HttpResponse
) -> ChecklistShown:
    """The joint checklist, or that of one's own side (`own`); ETag carries its version."""
    found = found_in(request, alliance_id, which)
    response.headers["ETag"] = f'"{found.version}"'
    return ChecklistShown.of(queries.shown(actor(request), found))


class Choice(Schema):
    """The areas and sector packs that are asked."""

    areas: list[str] = list(AREAS)
    packs: list[str] = []


@router.put(LIST, response={200: ChecklistShown, **PROBLEMS})
def choose(
    request: HttpRequest, alliance_id: UUID, which: str, said: Choice, response: HttpResponse
) -> ChecklistShown:
    """Choose what is asked; answers stay. If-Match names the version that was read, 0 at first."""
    alliance, audience = opened(request, alliance_id, which)
    row = commands.open_checklist(
        by=actor(request),
        alliance=alliance,
        audience=audience,
        areas=said.areas,
        packs=said.packs,
        version=expected_version(request),
        now=now(),
    )
    response.headers["ETag"] = f'"{row.version}"'
    return ChecklistShown.of(queries.shown(actor(request), row))


class QuestionPlace(Schema):
    """The address of a question."""

    alliance_id: UUID
    which: str
    key: str


class AnswerAsked(Schema):
    """An answer: yes, partly, no or unknown, with what shows it."""

    answer: str
    evidence: str = ""
    severity: str = ""
    note: str = ""
    owner: UUID | None = None


@router.put(LIST + "/answers/{key}", response={200: QuestionAnswerShown, **PROBLEMS})
def answer(
    request: HttpRequest,
    place: Path[QuestionPlace],
    said: AnswerAsked,
    response: HttpResponse,
) -> QuestionAnswerShown:
    """Answer a question; If-Match names the version of the answer that was read, 0 for none."""
    found = found_in(request, place.alliance_id, place.which)
    given = Given(
        question=place.key,
        answer=said.answer,
        evidence=said.evidence,
        severity=said.severity,
        note=said.note,
        holder=person_named(request, said.owner),
    )
    row = commands.answer_question(
        by=actor(request),
        checklist=found,
        given=given,
        version=expected_version(request),
        now=now(),
    )
    response.headers["ETag"] = f'"{row.version}"'
    whole = queries.shown(actor(request), found)
    return next(
        QuestionAnswerShown.of(one)
        for area in whole.areas
        for one in area.questions
        if one.question.key == place.key
    )


@router.post(LIST + "/answers/{key}/risks", response={201: RiskFull, **PROBLEMS})
def finding(
    request: HttpRequest,
    place: Path[QuestionPlace],
    said: NewRiskAsked,
    response: HttpResponse,
) -> Status[RiskFull]:
    """Make a risk of an answer that is not yes; its audience is that of the checklist."""
    found = found_in(request, place.alliance_id, place.which)
    risk = commands.register_finding(
        by=actor(request),
        checklist=found,
        question=place.key,
        said=said.content(scales_of(found.alliance)),
        holder=person_named(request, said.owner),
        side=side_named(request, said.side),
        control=said.control(),
        now=now(),
    )
    return Status(201, shown(request, response, risk))


class Brought(Schema):
    """How many answers came in, or would."""

    changed: int
    rehearsed: bool


@router.post(LIST + "/files", response={200: Brought, **PROBLEMS})
def bring_in(
    request: HttpRequest,
    alliance_id: UUID,
    which: str,
    file: File[UploadedFile],
    rehearse: bool = False,
) -> Brought:
    """Answers from a CSV or XLSX file, all or none; every problem of the file is said."""
    found = found_in(request, alliance_id, which)
    if (file.size or 0) > MAX_FILE:
        raise Refused("too_large", "The file is larger than 10 MB.", field="file")
    people = list(may_own(found.alliance, found.audience, actor(request), now()))
    given = given_in(file.read(), file.name or "", by_key(asked(found)), people)
    changed = commands.import_answers(
        by=actor(request),
        checklist=found,
        given=given,
        file_name=file.name or "",
        rehearse=rehearse,
        now=now(),
    )
    return Brought(changed=len(changed), rehearsed=rehearse)

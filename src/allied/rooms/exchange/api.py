"""The JSON door of coming in and going out."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from allied.alliances.doors import enter
from allied.kit.api import PROBLEMS, Problem
from allied.kit.errors import Refused
from allied.papers.workbook.limits import MAX_FILE
from allied.people.doors import actor
from allied.rooms.exchange.commands import import_file
from allied.rooms.exchange.downloads import download
from allied.rooms.exchange.outcome import Unimportable, report_of
from allied.rooms.exchange.patterns import Pattern, pattern_named, patterns
from allied.rooms.exchange.starting import start_from_pattern
from allied.rooms.exchange.taking import FORMATS, take_out

router = Router(tags=["exchange"])
A_FILE = {
    "responses": {
        200: {
            "description": "The file",
            "content": {
                form.media: {"schema": {"type": "string", "format": "binary"}}
                for form in FORMATS.values()
            },
        }
    }
}


class ImportedOut(Schema):
    """What an import created, or would create; without an alliance it was only checked."""

    alliance: UUID | None
    report: list[str]


class CellProblem(Schema):
    """One thing to put right in a workbook; sheet and cell are empty for the file itself."""

    sheet: str
    cell: str
    what: str
    accepted: str


class WorkbookProblem(Problem):
    """Why a workbook was refused, with every problem."""

    problems: list[CellProblem] = []


class FactOut(Schema):
    """A public fact of a pattern, with its year and its source in words."""

    year: str
    text: str
    source: str


class PatternOut(Schema):
    """A starter pattern."""

    key: str
    title: str
    in_short: str
    facts: list[FactOut]
    to_copy: list[str]


class PatternIn(Schema):
    """The pattern to begin from."""

    pattern: str


class BegunOut(Schema):
    """What a pattern began."""

    thesis: UUID
    governance: UUID | None


@router.post(
    "/imports", response={200: ImportedOut, 201: ImportedOut, **PROBLEMS, 409: WorkbookProblem}
)
def import_workbook(
    request: HttpRequest,
    file: File[UploadedFile],
    dry_run: Form[bool] = False,
    again: Form[bool] = False,
) -> Any:
    """Import an alliance workbook, or only check it; refused with every problem, nothing written.

    One that is an alliance already is refused unless `again` asks for a second one.
    """
    if (file.size or 0) > MAX_FILE:
        raise Refused("too_large", f"The file is larger than {MAX_FILE // 1024**2} MB.")
    try:
        done = import_file(
            by=actor(request),
            raw=file.read(),
            file_name=file.name or "workbook.xlsx",
            rehearse=dry_run,
            again=again,
            now=timezone.now(),
        )
    except Unimportable as refusal:
        return _refused(refusal)
    report = report_of(done, rehearsed=dry_run)
    if dry_run:
        return Status(200, ImportedOut(alliance=None, report=report))
    return Status(201, ImportedOut(alliance=done.alliance.pk, report=report))


def _refused(refusal: Unimportable) -> HttpResponse:
    body = WorkbookProblem(
        title="Refused",
        status=409,
        code=refusal.code,
        detail=refusal.sentence.partition("\n")[0],
        problems=[
            CellProblem(sheet=p.sheet, cell=p.cell, what=p.what, accepted=p.accepted)
            for p in refusal.problems
        ],
    )
    return JsonResponse(body.dict(), status=409, content_type="application/problem+json")


@router.get("/alliances/{uuid:alliance_id}/export", response=PROBLEMS, openapi_extra=A_FILE)
def export_alliance(request: HttpRequest, alliance_id: UUID, format: str = "xlsx") -> HttpResponse:
    """The alliance as a file: `xlsx`, `json` or `bundle`."""
    alliance = enter(request, alliance_id)
    taken = take_out(by=actor(request), alliance=alliance, form=format, now=timezone.now())
    return download(taken)


def _pattern(one: Pattern) -> PatternOut:
    facts = [FactOut(year=f.year, text=f.text, source=f.source) for f in one.facts]
    return PatternOut(
        key=one.key, title=one.title, in_short=one.in_short, facts=facts, to_copy=list(one.copy)
    )


@router.get("/patterns", response={200: list[PatternOut], **PROBLEMS})
def list_patterns(request: HttpRequest) -> list[PatternOut]:
    """The starter patterns."""
    return [_pattern(one) for one in patterns()]


@router.get("/patterns/{key}", response={200: PatternOut, **PROBLEMS})
def show_pattern(request: HttpRequest, key: str) -> PatternOut:
    """One starter pattern."""
    return _pattern(pattern_named(key))


@router.post("/alliances/{uuid:alliance_id}/patterns", response={201: BegunOut, **PROBLEMS})
def begin_from_pattern(request: HttpRequest, alliance_id: UUID, said: PatternIn) -> Any:
    """Begin thesis and governance of an alliance from a pattern."""
    begun = start_from_pattern(
        by=actor(request),
        alliance=enter(request, alliance_id),
        pattern=said.pattern,
        now=timezone.now(),
    )
    governance = begun.governance.pk if begun.governance else None
    return Status(201, BegunOut(thesis=begun.thesis.pk, governance=governance))

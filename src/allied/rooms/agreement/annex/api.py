"""The JSON door of the annex and of KPI definitions: the same commands as the pages."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, Page, expected_version
from allied.kit.downloads import download
from allied.kit.errors import Refused
from allied.papers.texts.limits import MAX_FILE
from allied.people.doors import actor
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.comparison import compare
from allied.rooms.agreement.annex.markup import marked_up
from allied.rooms.agreement.annex.models import AnnexVersion, Kpi
from allied.rooms.agreement.annex.papers import FORMATS, annex_file
from allied.rooms.agreement.annex.proposals import proposals_for
from allied.rooms.agreement.annex.queries import (
    Annex,
    annex_of,
    kpis_of,
    version_numbered,
    versions_of,
)
from allied.rooms.agreement.annex.schemas import (
    AnnexChange,
    AnnexDigest,
    AnnexRefusal,
    AnnexShown,
    AnnexVersionFull,
    AnnexVersionShown,
    KpiEnding,
    KpiGiven,
    KpiNew,
    KpiProposed,
    KpiShown,
    TermsShown,
    TermsWritten,
)
from allied.rooms.agreement.annex.versions import annex_text

router = Router(tags=["annex"])
A = "/{uuid:alliance_id}/annex"
K = "/{uuid:alliance_id}/kpis"


def _found(request: HttpRequest, alliance: Alliance) -> Annex:
    return annex_of(alliance, actor(request), timezone.now())


def _shown(request: HttpRequest, alliance: Alliance) -> AnnexShown:
    return AnnexShown.of(_found(request, alliance))


@router.get(A, response={200: AnnexShown, **PROBLEMS})
def annex(request: HttpRequest, alliance_id: UUID) -> AnnexShown:
    """The annex from today's settings, the version in force, what has drifted, who signed."""
    return _shown(request, enter(request, alliance_id))


@router.get(A + "/versions", response={200: Page[AnnexVersionShown], **PROBLEMS})
def versions(request: HttpRequest, alliance_id: UUID) -> Page[AnnexVersionShown]:
    """The frozen versions, the newest first."""
    rows = versions_of(enter(request, alliance_id), actor(request))
    return Page[AnnexVersionShown](items=[AnnexVersionShown.of(row) for row in rows])


def _version(request: HttpRequest, alliance: Alliance, revision: int) -> AnnexVersion:
    row = version_numbered(alliance, actor(request), revision)
    if row is None:
        raise Http404
    return row


@router.get(A + "/versions/{int:revision}", response={200: AnnexVersionFull, **PROBLEMS})
def version(request: HttpRequest, alliance_id: UUID, revision: int) -> AnnexVersionFull:
    """One version with its words."""
    return AnnexVersionFull.whole(_version(request, enter(request, alliance_id), revision))


@router.get(A + "/comparison", response={200: list[AnnexChange], **PROBLEMS})
def comparison(
    request: HttpRequest, alliance_id: UUID, old: int | None = None, new: int | None = None
) -> list[AnnexChange]:
    """What differs between two versions; without `old` from the one in force, without `new` to today."""
    alliance = enter(request, alliance_id)
    found = _found(request, alliance)
    before = found.in_force if old is None else _version(request, alliance, old)
    if before is None:
        raise Refused("nothing_signed", "No version is in force; name one with old.", field="old")
    after = found.today if new is None else annex_text(_version(request, alliance, new))
    return AnnexChange.of(compare(annex_text(before), after))


@router.get(A + "/document", response={200: None, **PROBLEMS})
def document(
    request: HttpRequest, alliance_id: UUID, format: str = "pdf", revision: int | None = None
) -> HttpResponse:
    """The annex as pdf, docx or md; without a revision the draft from today's settings."""
    alliance = enter(request, alliance_id)
    if format not in FORMATS:
        said = f"The annex comes as {', '.join(FORMATS)}."
        raise Refused("unknown_format", said, field="format")
    row = None if revision is None else _version(request, alliance, revision)
    return download(*annex_file(_found(request, alliance), row, actor(request), format))


@router.post(A + "/markups", response={200: list[AnnexChange], **PROBLEMS})
def read_markup(
    request: HttpRequest,
    alliance_id: UUID,
    file: File[UploadedFile],
    revision: Form[int | None] = None,
) -> list[AnnexChange]:
    """What a marked-up document says otherwise than a version or than today, and its comments; none is kept."""
    alliance = enter(request, alliance_id)
    row = None if revision is None else _version(request, alliance, revision)
    if (file.size or 0) > MAX_FILE:
        raise Refused("too_large", "The file is larger than 10 MB.", field="file")
    found = marked_up(_found(request, alliance), row, file.read(), actor(request))
    return AnnexChange.of_markup(found)


@router.post(A + "/sign-offs", response={201: AnnexShown, **PROBLEMS})
def put_up(request: HttpRequest, alliance_id: UUID, said: AnnexDigest) -> Status[AnnexShown]:
    """Freeze the text with this digest and ask every sponsor to sign it."""
    alliance = enter(request, alliance_id)
    commands.put_up_annex(
        by=actor(request), alliance=alliance, digest=said.digest, now=timezone.now()
    )
    return Status(201, _shown(request, alliance))


@router.post(A + "/signatures", response={201: AnnexShown, **PROBLEMS})
def sign(request: HttpRequest, alliance_id: UUID, said: AnnexDigest) -> Status[AnnexShown]:
    """Sign for one's own organisation."""
    alliance = enter(request, alliance_id)
    commands.sign_annex(
        by=actor(request), alliance=alliance, digest=said.digest, now=timezone.now()
    )
    return Status(201, _shown(request, alliance))


@router.post(A + "/refusals", response={201: AnnexShown, **PROBLEMS})
def refuse(request: HttpRequest, alliance_id: UUID, said: AnnexRefusal) -> Status[AnnexShown]:
    """Refuse to sign, with a reason."""
    alliance = enter(request, alliance_id)
    commands.refuse_annex(
        by=actor(request),
        alliance=alliance,
        digest=said.digest,
        reason=said.reason,
        now=timezone.now(),
    )
    return Status(201, _shown(request, alliance))


@router.post(A + "/signatures/withdrawal", response={200: AnnexShown, **PROBLEMS})
def withdraw(request: HttpRequest, alliance_id: UUID) -> AnnexShown:
    """Take one's organisation's signature back."""
    alliance = enter(request, alliance_id)
    commands.withdraw_annex_signature(by=actor(request), alliance=alliance, now=timezone.now())
    return _shown(request, alliance)


def _terms(request: HttpRequest, alliance: Alliance, response: HttpResponse) -> TermsShown:
    found = _found(request, alliance)
    response.headers["ETag"] = f'"{found.terms_version}"'
    parts = {name: [dict(row) for row in rows] for name, rows in found.basis.terms.items()}
    return TermsShown(version=found.terms_version, parts=parts)


@router.get(A + "/terms", response={200: TermsShown, **PROBLEMS})
def terms(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> TermsShown:
    """What the parties say in the annex itself; ETag carries what If-Match must name."""
    return _terms(request, enter(request, alliance_id), response)


@router.put(A + "/terms/{part}", response={200: TermsShown, **PROBLEMS})
def change_terms(
    request: HttpRequest,
    alliance_id: UUID,
    part: str,
    said: TermsWritten,
    response: HttpResponse,
) -> TermsShown:
    """Write one part anew; every problem of its rows is named."""
    alliance = enter(request, alliance_id)
    commands.change_terms(
        by=actor(request),
        alliance=alliance,
        part=part,
        content=said.rows,
        version=expected_version(request),
        now=timezone.now(),
    )
    return _terms(request, alliance, response)


@router.get(K, response={200: Page[KpiShown], **PROBLEMS})
def kpis(request: HttpRequest, alliance_id: UUID, retired: bool = False) -> Page[KpiShown]:
    """The KPI definitions that count, or those that were retired."""
    rows = kpis_of(enter(request, alliance_id), actor(request), retired=retired)
    return Page[KpiShown](items=[KpiShown.of(row) for row in rows])


@router.get(K + "/proposals", response={200: list[KpiProposed], **PROBLEMS})
def proposals(request: HttpRequest, alliance_id: UUID) -> list[KpiProposed]:
    """KPIs that could be defined: from the thesis, and from our own workbook for our side only."""
    alliance, person = enter(request, alliance_id), actor(request)
    rows = list(kpis_of(alliance, person))
    return [KpiProposed.of(one) for one in proposals_for(person, alliance, rows)]


def _kpi(request: HttpRequest, alliance_id: UUID, kpi_id: UUID) -> Kpi:
    alliance = enter(request, alliance_id)
    rows = Kpi.objects.visible_to(actor(request)).filter(alliance=alliance)
    return find(rows.select_related("side", "holder", "alliance"), pk=kpi_id)


def _told(row: Kpi, response: HttpResponse) -> KpiShown:
    response.headers["ETag"] = f'"{row.version}"'
    return KpiShown.of(row)


@router.post(K, response={201: KpiShown, **PROBLEMS})
def define(
    request: HttpRequest, alliance_id: UUID, said: KpiNew, response: HttpResponse
) -> Status[KpiShown]:
    """Define a KPI."""
    row = commands.define_kpi(
        by=actor(request),
        alliance=enter(request, alliance_id),
        content=said.content(),
        key=said.key,
        now=timezone.now(),
    )
    return Status(201, _told(row, response))


@router.get(K + "/{uuid:kpi_id}", response={200: KpiShown, **PROBLEMS})
def kpi(request: HttpRequest, alliance_id: UUID, kpi_id: UUID, response: HttpResponse) -> KpiShown:
    """One definition; ETag carries what If-Match must name."""
    return _told(_kpi(request, alliance_id, kpi_id), response)


@router.put(K + "/{uuid:kpi_id}", response={200: KpiShown, **PROBLEMS})
def change_kpi(
    request: HttpRequest,
    alliance_id: UUID,
    kpi_id: UUID,
    said: KpiGiven,
    response: HttpResponse,
) -> KpiShown:
    """Write a definition anew."""
    row = commands.change_kpi(
        by=actor(request),
        kpi=_kpi(request, alliance_id, kpi_id),
        version=expected_version(request),
        content=said.content(),
        now=timezone.now(),
    )
    return _told(row, response)


@router.post(K + "/{uuid:kpi_id}/retirement", response={200: KpiShown, **PROBLEMS})
def retire(
    request: HttpRequest,
    alliance_id: UUID,
    kpi_id: UUID,
    said: KpiEnding,
    response: HttpResponse,
) -> KpiShown:
    """Retire a KPI, with a reason."""
    row = commands.retire_kpi(
        by=actor(request),
        kpi=_kpi(request, alliance_id, kpi_id),
        reason=said.reason,
        now=timezone.now(),
    )
    return _told(row, response)

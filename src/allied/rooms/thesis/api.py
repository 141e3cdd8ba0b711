"""The JSON door of the thesis: the same commands as the pages, with If-Match on changes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from allied.alliances.doors import enter, find
from allied.kit.api import PROBLEMS, expected_version
from allied.kit.downloads import download
from allied.kit.errors import Refused
from allied.kit.reading import Unreadable
from allied.people.models import Person
from allied.rooms.thesis import commands
from allied.rooms.thesis.content import ThesisContent, from_plain
from allied.rooms.thesis.findings import findings_today
from allied.rooms.thesis.models import AssumptionEvidence, Thesis
from allied.rooms.thesis.papers import FORMATS, thesis_file
from allied.rooms.thesis.queries import (
    Document,
    changes_between,
    document,
    joint_thesis,
    newest_document,
    own_draft,
)
from allied.rooms.thesis.schemas import (
    ChangeShown,
    EvidenceGiven,
    EvidenceShown,
    FindingShown,
    Refusing,
    SectionChange,
    Sharing,
    Signing,
    SignOffShown,
    Start,
    TestShown,
    ThesisShown,
    VerdictGiven,
    VerdictShown,
    VersionShown,
)
from allied.rooms.thesis.sections import Unfit
from allied.rooms.thesis.testing import assumption_tests

router = Router(tags=["thesis"])
T = "/{uuid:alliance_id}/thesis"


def _who(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _thesis(request: HttpRequest, alliance_id: UUID, *, own: bool = False) -> Thesis:
    alliance = enter(request, alliance_id)
    found = (own_draft if own else joint_thesis)(_who(request), alliance)
    if found is None:
        raise Http404
    return found


def _document(request: HttpRequest, thesis: Thesis, revision: int | None = None) -> Document:
    found = document(_who(request), thesis, revision)
    if found is None:
        raise Http404
    return found


def _newest(request: HttpRequest, thesis: Thesis) -> Document:
    found = newest_document(_who(request), thesis)
    if found is None:
        raise Http404
    return found


def _told(response: HttpResponse, found: Document) -> ThesisShown:
    response.headers["ETag"] = f'"{found.version.edit}"'
    return ThesisShown.of(found)


@router.get(T, response={200: ThesisShown, **PROBLEMS})
def thesis(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> ThesisShown:
    """The version that is up for signature, else in force, else the newest."""
    return _told(response, _document(request, _thesis(request, alliance_id)))


@router.post(T, response={201: ThesisShown, **PROBLEMS})
def start(
    request: HttpRequest, alliance_id: UUID, said: Start, response: HttpResponse
) -> Status[ThesisShown]:
    """Begin the thesis, joint or as our own draft, empty or with content."""
    made = commands.start_thesis(
        by=_who(request),
        alliance=enter(request, alliance_id),
        audience=said.audience,
        content=_read(said.content),
        now=timezone.now(),
    )
    return Status(201, _told(response, _newest(request, made)))


def _read(content: dict[str, Any] | None) -> ThesisContent | None:
    if content is None:
        return None
    try:
        return from_plain(content)
    except Unreadable as unreadable:
        raise Unfit(unreadable.problems, field="content") from unreadable


@router.get(f"{T}/draft", response={200: ThesisShown, **PROBLEMS})
def draft(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> ThesisShown:
    """The version that a change would touch; its ETag is what If-Match names."""
    return _told(response, _newest(request, _thesis(request, alliance_id)))


@router.get(f"{T}/own", response={200: ThesisShown, **PROBLEMS})
def own(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> ThesisShown:
    """Our side's own draft."""
    return _told(response, _newest(request, _thesis(request, alliance_id, own=True)))


@router.put(f"{T}/sections/{{slug:section}}", response={200: ThesisShown, **PROBLEMS})
def change_section(
    request: HttpRequest,
    alliance_id: UUID,
    section: str,
    said: SectionChange,
    response: HttpResponse,
) -> ThesisShown:
    """Put new content in one section; 412 says what moved when it changed since If-Match."""
    return _changed(request, _thesis(request, alliance_id), section, said, response)


@router.put(f"{T}/own/sections/{{slug:section}}", response={200: ThesisShown, **PROBLEMS})
def change_own_section(
    request: HttpRequest,
    alliance_id: UUID,
    section: str,
    said: SectionChange,
    response: HttpResponse,
) -> ThesisShown:
    """Put new content in one section of our own draft."""
    return _changed(request, _thesis(request, alliance_id, own=True), section, said, response)


def _changed(
    request: HttpRequest, thesis: Thesis, section: str, said: SectionChange, response: HttpResponse
) -> ThesisShown:
    commands.change_section(
        by=_who(request),
        thesis=thesis,
        section=section,
        content=said.content,
        version=expected_version(request),
        now=timezone.now(),
    )
    return _told(response, _newest(request, thesis))


@router.post(f"{T}/own/shares", response={201: ThesisShown, **PROBLEMS})
def share(
    request: HttpRequest, alliance_id: UUID, said: Sharing, response: HttpResponse
) -> Status[ThesisShown]:
    """Copy sections of our own draft into a new joint thesis; there is no way back."""
    joint = commands.share_draft(
        by=_who(request),
        thesis=_thesis(request, alliance_id, own=True),
        version=expected_version(request),
        sections=said.sections,
        now=timezone.now(),
    )
    return Status(201, _told(response, _newest(request, joint)))


@router.get(f"{T}/versions", response={200: list[VersionShown], **PROBLEMS})
def versions(request: HttpRequest, alliance_id: UUID) -> list[VersionShown]:
    """Every version, the newest first."""
    found = _document(request, _thesis(request, alliance_id))
    return [VersionShown.of(row) for row in found.versions]


@router.get(f"{T}/versions/{{int:revision}}", response={200: ThesisShown, **PROBLEMS})
def version(
    request: HttpRequest, alliance_id: UUID, revision: int, response: HttpResponse
) -> ThesisShown:
    """One version as it was."""
    return _told(response, _document(request, _thesis(request, alliance_id), revision))


@router.get(f"{T}/comparison", response={200: list[ChangeShown], **PROBLEMS})
def comparison(
    request: HttpRequest, alliance_id: UUID, old: int | None = None, new: int | None = None
) -> list[ChangeShown]:
    """What changed from one version to another, in words; the last two when none is named."""
    found = _thesis(request, alliance_id)
    two = _document(request, found, new) if new else _newest(request, found)
    one = _document(request, found, old or max(1, two.version.revision - 1))
    return ChangeShown.of(changes_between(one, two))


@router.get(f"{T}/document", response={200: None, **PROBLEMS})
def thesis_document(
    request: HttpRequest, alliance_id: UUID, format: str = "pdf", revision: int | None = None
) -> HttpResponse:
    """The thesis as pdf, docx or md; without a revision the version that counts."""
    return _file(_document(request, _thesis(request, alliance_id), revision), format)


@router.get(f"{T}/own/document", response={200: None, **PROBLEMS})
def own_document(request: HttpRequest, alliance_id: UUID, format: str = "pdf") -> HttpResponse:
    """Our side's own draft as pdf, docx or md."""
    return _file(_newest(request, _thesis(request, alliance_id, own=True)), format)


def _file(found: Document, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        said = f"The thesis comes as {', '.join(FORMATS)}."
        raise Refused("unknown_format", said, field="format")
    return download(*thesis_file(found, kind))


@router.get(f"{T}/findings", response={200: list[FindingShown], **PROBLEMS})
def findings(request: HttpRequest, alliance_id: UUID) -> list[FindingShown]:
    """What the lint says of the newest version, the waived findings with the reason."""
    found = _newest(request, _thesis(request, alliance_id))
    return FindingShown.of(findings_today(found, timezone.now().date()))


@router.get(f"{T}/sign-offs", response={200: list[SignOffShown], **PROBLEMS})
def sign_offs(request: HttpRequest, alliance_id: UUID) -> list[SignOffShown]:
    """Every sign-off with its signatures and refusals, the newest first."""
    found = _document(request, _thesis(request, alliance_id))
    ordered = sorted(found.sign_offs.values(), key=lambda row: -row.revision)
    return [SignOffShown.of(row) for row in ordered]


@router.post(f"{T}/sign-offs", response={201: SignOffShown, **PROBLEMS})
def put_up(request: HttpRequest, alliance_id: UUID) -> Status[SignOffShown]:
    """Ask every party to sign the draft that If-Match names."""
    made = commands.put_up_for_signature(
        by=_who(request),
        thesis=_thesis(request, alliance_id),
        version=expected_version(request),
        now=timezone.now(),
    )
    return Status(201, SignOffShown.of(made))


@router.post(f"{T}/signatures", response={201: SignOffShown, **PROBLEMS})
def sign(request: HttpRequest, alliance_id: UUID, said: Signing) -> Status[SignOffShown]:
    """Sign for one's own organisation the words with this digest."""
    signed = commands.sign_thesis(
        by=_who(request),
        thesis=_thesis(request, alliance_id),
        digest=said.digest,
        now=timezone.now(),
    )
    return Status(201, SignOffShown.of(signed))


@router.post(f"{T}/refusals", response={201: SignOffShown, **PROBLEMS})
def refuse(request: HttpRequest, alliance_id: UUID, said: Refusing) -> Status[SignOffShown]:
    """Refuse to sign, with a reason that every party reads."""
    refused = commands.refuse_thesis(
        by=_who(request),
        thesis=_thesis(request, alliance_id),
        digest=said.digest,
        reason=said.reason,
        now=timezone.now(),
    )
    return Status(201, SignOffShown.of(refused))


@router.post(f"{T}/withdrawals", response={201: SignOffShown, **PROBLEMS})
def withdraw(request: HttpRequest, alliance_id: UUID) -> Status[SignOffShown]:
    """Take one's own organisation's signature back while another one is missing."""
    row = commands.withdraw_signature(
        by=_who(request), thesis=_thesis(request, alliance_id), now=timezone.now()
    )
    return Status(201, SignOffShown.of(row))


@router.get(f"{T}/tests", response={200: list[TestShown], **PROBLEMS})
def tests(request: HttpRequest, alliance_id: UUID) -> list[TestShown]:
    """Every assumption with its date, evidence, odds and verdicts."""
    found = _document(request, _thesis(request, alliance_id))
    rows = assumption_tests(_who(request), found, timezone.now().date())
    return [TestShown.of(row) for row in rows]


@router.post(f"{T}/tests/{{str:item}}/evidence", response={201: EvidenceShown, **PROBLEMS})
def add_evidence(
    request: HttpRequest, alliance_id: UUID, item: str, said: EvidenceGiven
) -> Status[EvidenceShown]:
    """Record something that speaks for or against an assumption."""
    row = commands.add_evidence(
        by=_who(request),
        thesis=_thesis(request, alliance_id),
        item=item,
        source=said.source,
        found_on=said.found_on,
        direction=said.direction,
        strength=said.strength,
        independent=said.independent,
        text=said.text,
        now=timezone.now(),
    )
    return Status(201, EvidenceShown.of(row))


@router.post(f"{T}/tests/{{str:item}}/verdicts", response={201: VerdictShown, **PROBLEMS})
def judge(
    request: HttpRequest, alliance_id: UUID, item: str, said: VerdictGiven
) -> Status[VerdictShown]:
    """Give one's own side's verdict on an assumption."""
    row = commands.judge_assumption(
        by=_who(request),
        thesis=_thesis(request, alliance_id),
        item=item,
        verdict=said.verdict,
        reason=said.reason,
        now=timezone.now(),
    )
    return Status(201, VerdictShown.of(row, _who(request).home.name))


@router.post(
    f"{T}/evidence/{{uuid:evidence_id}}/withdrawals", response={201: EvidenceShown, **PROBLEMS}
)
def withdraw_evidence(
    request: HttpRequest, alliance_id: UUID, evidence_id: UUID
) -> Status[EvidenceShown]:
    """Evidence of our own side that turned out to be wrong no longer counts."""
    alliance = enter(request, alliance_id)
    rows = AssumptionEvidence.objects.visible_to(_who(request)).select_related("alliance", "thesis")
    row = find(rows, pk=evidence_id, alliance=alliance)
    done = commands.withdraw_evidence(by=_who(request), evidence=row, now=timezone.now())
    return Status(201, EvidenceShown.of(done))

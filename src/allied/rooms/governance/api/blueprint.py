"""The blueprint: reading it, writing it, and signing it for one's own organisation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from allied.alliances.doors import enter
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, Page, expected_version
from allied.kit.downloads import download
from allied.kit.errors import Refused
from allied.kit.reading import Unreadable
from allied.people.doors import actor
from allied.rooms.governance import commands
from allied.rooms.governance.api.found import BASE, now
from allied.rooms.governance.blueprint import from_plain
from allied.rooms.governance.models import DecisionRight, Forum
from allied.rooms.governance.papers import FORMATS, governance_file
from allied.rooms.governance.queries.governance import governance_of, sign_off_of
from allied.rooms.governance.queries.sides import sides_of

router = Router()


class BlueprintFinding(Schema):
    """What the lint says about one forum or one row; `waived` says why both sides live with it."""

    rule: str
    severity: str
    section: str
    item: str
    message: str
    fix: str
    waived: str


class BlueprintSignature(Schema):
    """One party's answer to the sign-off."""

    party: UUID
    person: str
    signed: bool
    reason: str
    at: datetime


class BlueprintShown(Schema):
    """The newest version of the blueprint; `content` is what both companies sign."""

    revision: int
    state: str
    version: int
    digest: str
    in_force: int | None
    in_force_at: datetime | None
    content: dict[str, Any]
    findings: list[BlueprintFinding]
    changes: list[str]
    signatures: list[BlueprintSignature]


class Digest(Schema):
    """The digest of the version that was read."""

    digest: str


class Refusal(Digest):
    """Why this version is not signed."""

    reason: str


def _shown(request: HttpRequest, alliance: Alliance, response: HttpResponse) -> BlueprintShown:
    person = actor(request)
    found = governance_of(alliance, person, sides_of(alliance, person), now())
    if found is None:
        raise Http404
    row, standing = found.newest, found.in_force
    response.headers["ETag"] = f'"{row.version}"'
    return BlueprintShown(
        revision=row.revision,
        state=row.state,
        version=row.version,
        digest=row.digest,
        in_force=standing.revision if standing else None,
        in_force_at=standing.in_force_at if standing else None,
        content=row.content,
        findings=[
            BlueprintFinding(
                rule=each.rule,
                severity=each.severity,
                section=each.section,
                item=each.item,
                message=each.message,
                fix=each.fix,
                waived=each.waived,
            )
            for each in found.findings
        ],
        changes=[change.sentence for change in found.changes],
        signatures=[
            BlueprintSignature(
                party=each.owner_id,
                person=each.person.name,
                signed=each.signed,
                reason=each.reason,
                at=each.at,
            )
            for each in sign_off_of(row, person)[1]
        ],
    )


@router.get(BASE + "/blueprint", response={200: BlueprintShown, **PROBLEMS})
def blueprint(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> BlueprintShown:
    """The newest version; ETag carries what If-Match must name."""
    return _shown(request, enter(request, alliance_id), response)


@router.post(BASE + "/blueprint", response={201: BlueprintShown, **PROBLEMS})
def start(
    request: HttpRequest, alliance_id: UUID, response: HttpResponse
) -> Status[BlueprintShown]:
    """Begin with the starter forums and rows."""
    alliance = enter(request, alliance_id)
    commands.start_governance(by=actor(request), alliance=alliance, now=now())
    return Status(201, _shown(request, alliance, response))


class BlueprintWritten(Schema):
    """Forums and rights as the format allied-blueprint/1 writes them."""

    content: dict[str, Any]


@router.put(BASE + "/blueprint", response={200: BlueprintShown, **PROBLEMS})
def change(
    request: HttpRequest, alliance_id: UUID, said: BlueprintWritten, response: HttpResponse
) -> BlueprintShown:
    """Write the draft anew; every problem of the content is named."""
    alliance = enter(request, alliance_id)
    try:
        content = from_plain(said.content)
    except Unreadable as unreadable:
        sentence = " ".join(f"{problem}." for problem in unreadable.problems)
        raise Refused("unreadable", sentence, field="content") from unreadable
    commands.change_blueprint(
        by=actor(request),
        alliance=alliance,
        version=expected_version(request),
        content=content,
        now=now(),
    )
    return _shown(request, alliance, response)


@router.post(BASE + "/blueprint/sign-off", response={201: BlueprintShown, **PROBLEMS})
def put_up(
    request: HttpRequest, alliance_id: UUID, response: HttpResponse
) -> Status[BlueprintShown]:
    """Ask every party to sign the draft; If-Match names the version that was read."""
    alliance = enter(request, alliance_id)
    commands.put_up_blueprint(
        by=actor(request), alliance=alliance, version=expected_version(request), now=now()
    )
    return Status(201, _shown(request, alliance, response))


@router.post(BASE + "/blueprint/signatures", response={201: BlueprintShown, **PROBLEMS})
def sign(
    request: HttpRequest, alliance_id: UUID, said: Digest, response: HttpResponse
) -> Status[BlueprintShown]:
    """Sign for one's own organisation."""
    alliance = enter(request, alliance_id)
    commands.sign_blueprint(by=actor(request), alliance=alliance, digest=said.digest, now=now())
    return Status(201, _shown(request, alliance, response))


@router.post(BASE + "/blueprint/refusals", response={201: BlueprintShown, **PROBLEMS})
def refuse(
    request: HttpRequest, alliance_id: UUID, said: Refusal, response: HttpResponse
) -> Status[BlueprintShown]:
    """Refuse to sign, with a reason."""
    alliance = enter(request, alliance_id)
    commands.refuse_blueprint(
        by=actor(request), alliance=alliance, digest=said.digest, reason=said.reason, now=now()
    )
    return Status(201, _shown(request, alliance, response))


@router.post(BASE + "/blueprint/signatures/withdrawal", response={200: BlueprintShown, **PROBLEMS})
def withdraw(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> BlueprintShown:
    """Take one's organisation's signature back."""
    alliance = enter(request, alliance_id)
    commands.withdraw_blueprint_signature(by=actor(request), alliance=alliance, now=now())
    return _shown(request, alliance, response)


@router.get(BASE + "/blueprint/document", response={200: None, **PROBLEMS})
def matrix(request: HttpRequest, alliance_id: UUID, format: str = "pdf") -> HttpResponse:
    """Forums and decision rights as pdf, docx, md or xlsx; 404 while there are none."""
    alliance, person = enter(request, alliance_id), actor(request)
    if format not in FORMATS:
        said = f"The matrix comes as {', '.join(FORMATS)}."
        raise Refused("unknown_format", said, field="format")
    found = governance_of(alliance, person, sides_of(alliance, person), now())
    if found is None:
        raise Http404
    return download(*governance_file(alliance, found, person, format))


class ForumShown(Schema):
    """A forum as it is in effect."""

    id: UUID
    key: str
    name: str
    layer: str
    rhythm: str
    members: list[UUID]


class RightShown(Schema):
    """A row of the matrix as it is in effect."""

    id: UUID
    key: str
    name: str
    kind: str
    forum: str
    sla_days: int | None
    content: dict[str, Any]


@router.get(BASE + "/forums", response={200: Page[ForumShown], **PROBLEMS})
def forums(request: HttpRequest, alliance_id: UUID) -> Page[ForumShown]:
    """The forums in effect, in their order."""
    alliance = enter(request, alliance_id)
    rows = Forum.objects.visible_to(actor(request)).filter(alliance=alliance, ended_at=None)
    items = [
        ForumShown(
            id=row.pk,
            key=row.key,
            name=row.name,
            layer=row.layer,
            rhythm=row.rhythm,
            members=[
                m.person_id
                for m in sorted(row.members.all(), key=lambda m: (m.since, m.pk))
                if m.ended_at is None
            ],
        )
        for row in rows.prefetch_related("members")
    ]
    return Page[ForumShown](items=items)


@router.get(BASE + "/decision-rights", response={200: Page[RightShown], **PROBLEMS})
def rights(request: HttpRequest, alliance_id: UUID) -> Page[RightShown]:
    """The matrix in effect, in its order."""
    alliance = enter(request, alliance_id)
    rows = DecisionRight.objects.visible_to(actor(request)).filter(alliance=alliance, ended_at=None)
    items = [
        RightShown(
            id=row.pk,
            key=row.key,
            name=row.name,
            kind=row.kind,
            forum=row.forum.key if row.forum else "",
            sla_days=row.sla_days,
            content=row.content,
        )
        for row in rows.select_related("forum")
    ]
    return Page[RightShown](items=items)
